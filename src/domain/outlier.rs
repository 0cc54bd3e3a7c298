//! A number that lies far from the others of its kind: looked at before it is accepted, never refused. Robust and simple
//! enough to be explained: the median, and how far the others usually lie from it (the median of the distances).

/// Others that are needed before anything can be called usual.
pub const FEWEST: usize = 4;

/// How many times the usual distance is far, in hundredths: 3.5 robust standard deviations, each 1.4826 distances (Iglewicz
/// and Hoaglin, 1993).
const FAR: i128 = 519;

/// Why a number is far from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlier {
    pub number: i64,
    /// The median of the others; of two in the middle the lower.
    pub median: i64,
    /// How far the others usually lie from it; at least a tenth of the median, and 1, so that a row of equal numbers does not
    /// make every other one strange.
    pub usual: i64,
}

/// Holds a number against others. `None` where it is near them, or where they are too few.
pub fn outlier(number: i64, others: &[i64]) -> Option<Outlier> {
    if others.len() < FEWEST {
        return None;
    }
    let median = middle(others.to_vec());
    let distances = others.iter().map(|other| distance(*other, median));
    let usual = middle(distances.collect());
    let usual = usual.max(median.saturating_abs() / 10).max(1);
    let is_far = i128::from(distance(number, median)) * 100 > i128::from(usual) * FAR;
    is_far.then_some(Outlier {
        number,
        median,
        usual,
    })
}

fn distance(a: i64, b: i64) -> i64 {
    a.saturating_sub(b).saturating_abs()
}

fn middle(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers
        .get(numbers.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    //! Numbers among others, near and far.

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_far_is_far_by_the_others_own_measure() {
        for (number, others, far) in [
            (90, &[10, 12, 11, 13][..], true),
            (14, &[10, 12, 11, 13], false),
            (0, &[100, 98, 103, 99, 101], true),
            // One that is strange among the others does not hide another.
            (900, &[10, 12, 11, 13, 1000], true),
            // Equal numbers: half as much again is not yet strange.
            (15, &[10, 10, 10, 10], false),
            (16, &[10, 10, 10, 10], true),
            (3, &[0, 0, 0, 0], false),
            (60, &[0, 0, 0, 0], true),
            // Too few to call anything usual.
            (900, &[1, 1, 1], false),
        ] {
            assert_eq!(
                outlier(number, others).is_some(),
                far,
                "{number} among {others:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_order_of_the_others_does_not_matter_and_no_number_is_too_large(
            number: i64,
            mut others in proptest::collection::vec(any::<i64>(), 0..9),
        ) {
            let found = outlier(number, &others);
            others.reverse();
            prop_assert_eq!(outlier(number, &others), found);
        }

        #[test]
        fn the_median_itself_is_never_far(others in proptest::collection::vec(0i64..1000, 4..9)) {
            let median = middle(others.clone());
            prop_assert_eq!(outlier(median, &others), None);
        }
    }
}
