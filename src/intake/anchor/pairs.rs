//! The pairs of neighbouring characters of a text: how much two texts have in common, whatever their order. Which text is
//! which row's is [`rows`](super::rows)'s to say.

use super::token::{fold, takes_part};

/// Each pair once, in order: two sets are compared in one walk along both.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// Of characters that stand beside each other; `None` divides.
    pub(super) fn new(chars: impl Iterator<Item = Option<char>>) -> Self {
        let mut pairs = Vec::new();
        let mut last = None;
        for c in chars {
            pairs.extend(last.zip(c));
            last = c;
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// Of the letters of a text.
    pub(super) fn of(chars: impl Iterator<Item = char>) -> Self {
        let taking_part = chars.map(fold).filter(|c| takes_part(*c));
        Self::new(taking_part.map(|c| c.is_alphabetic().then_some(c)))
    }

    /// Of a folded text without what stands in brackets: that is what was filled in.
    pub(super) fn outside_brackets(folded: impl Iterator<Item = char>) -> Self {
        let mut depth = 0_usize;
        let mut outside = Vec::new();
        let mut inside = Vec::new();
        for c in folded {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    inside.clear();
                    outside.push(c);
                }
                c if depth > 0 => inside.push(c),
                c => outside.push(c),
            }
        }
        // A bracket that nobody closed hides nothing.
        outside.extend(inside);
        Self::of(outside.into_iter())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many pairs both have.
    pub(super) fn common(&self, other: &Self) -> usize {
        let mut others = other.0.iter().peekable();
        let is_common = |pair: &&(char, char)| {
            while others.next_if(|other| other < pair).is_some() {}
            others.peek() == Some(pair)
        };
        self.0.iter().filter(is_common).count()
    }
}

#[cfg(test)]
mod tests {
    //! What divides, what is left out, and the count of what two texts share.

    use super::*;

    fn shared(a: &str, b: &str) -> usize {
        Pairs::of(a.chars()).common(&Pairs::of(b.chars()))
    }

    #[test]
    fn pairs_are_counted_once_whatever_their_order() {
        assert_eq!(Pairs::of("安全安全".chars()).len(), 2);
        for (a, b, common) in [
            ("安全生产月", "安全生产月", 4),
            ("生产月安全", "安全生产月", 3),
            ("安全", "安全生产月活动", 1),
            ("安全3生产", "安全生产", 2),
            ("安全", "", 0),
            ("活动", "安全", 0),
        ] {
            assert_eq!((shared(a, b), shared(b, a)), (common, common), "{a} {b}");
        }
    }

    #[test]
    fn what_was_filled_in_is_left_out() {
        let outside = |text: &str| Pairs::outside_brackets(text.chars());
        let sentence = Pairs::of("排查隐患处".chars());
        assert_eq!(outside("排查(很多)隐患处").common(&sentence), 3);
        assert_eq!(outside("排查(很多)隐患处").len(), 3);
        assert_eq!(outside("排查(隐患").common(&sentence), 3);
    }
}
