//! A bar chart: labels and counts, nothing about how it is drawn.

/// Horizontal bars, one a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    pub title: String,
    /// What is counted, behind each number: “份”, “处”.
    pub measure: String,
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub value: u64,
}

impl Chart {
    /// A chart of counts in the order given.
    pub fn new<L: Into<String>>(
        title: impl Into<String>,
        measure: impl Into<String>,
        bars: impl IntoIterator<Item = (L, u64)>,
    ) -> Chart {
        let bars = bars.into_iter().map(|(label, value)| Bar {
            label: label.into(),
            value,
        });
        Chart {
            title: title.into(),
            measure: measure.into(),
            bars: bars.collect(),
        }
    }

    /// How long each bar is when the longest takes `full` steps. A count above zero is never invisible.
    pub fn lengths(&self, full: u32) -> Vec<u32> {
        let longest = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
        let length = |bar: &Bar| {
            if bar.value == 0 {
                return 0;
            }
            let exact = u128::from(bar.value) * u128::from(full) / u128::from(longest);
            u32::try_from(exact).map_or(full, |steps| steps.max(1))
        };
        self.bars.iter().map(length).collect()
    }
}

#[cfg(test)]
mod tests {
    //! The lengths of bars.

    use super::*;

    #[test]
    fn the_longest_bar_is_full_and_a_small_one_is_seen() {
        let chart = Chart::new("t", "份", [("a", 1000), ("b", 500), ("c", 1), ("d", 0)]);
        assert_eq!(chart.lengths(40), [40, 20, 1, 0]);
        let nothing = Chart::new("t", "份", [("a", 0)]);
        assert_eq!(nothing.lengths(40), [0]);
        let huge = Chart::new("t", "份", [("a", u64::MAX), ("b", u64::MAX / 2)]);
        assert_eq!(huge.lengths(40), [40, 19]);
    }
}
