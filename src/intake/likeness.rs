//! How like two short texts are, by their longest common subsequence.

/// From 0, nothing in common, to 1000, the same.
pub(super) fn likeness(a: &[char], b: &[char]) -> usize {
    if a.is_empty() && b.is_empty() {
        return 1000;
    }
    2000 * shared(a, b) / (a.len() + b.len())
}

/// How many characters the longest common subsequence has.
pub(super) fn shared(a: &[char], b: &[char]) -> usize {
    let mut above = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (i, y) in b.iter().enumerate() {
            let longest = if x == y {
                diagonal + 1
            } else {
                above[i].max(above[i + 1])
            };
            diagonal = std::mem::replace(&mut above[i + 1], longest);
        }
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    //! Which of two texts is the more alike.

    use super::*;

    #[test]
    fn more_in_common_is_more_alike() {
        let of = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            likeness(&chars(a), &chars(b))
        };
        assert_eq!(of("进社区活动", "进社区活动"), 1000);
        assert_eq!(of("", "进社区活动"), 0);
        assert_eq!(of("", ""), 1000);
        assert_eq!(of("甲乙", "丙丁"), 0);
        assert!(of("进社区活动", "进社区的活动") > of("进社区活动", "进农村活动"));
        assert_eq!(of("甲乙丙", "乙丙丁"), of("乙丙丁", "甲乙丙"));
    }
}
