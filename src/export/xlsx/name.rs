//! Names on the tabs: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe at an end, no two alike.

use std::collections::HashSet;

use crate::export::xml::clean;

const LONGEST: usize = 31;

/// A legal name for each sheet, in order; what is not legal becomes a space, and a name taken already gets “(2)”.
pub(super) fn tab_names<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    wanted
        .map(|name| {
            let name = legal(name);
            let mut unique = name.clone();
            let mut count = 2;
            while !taken.insert(unique.to_lowercase()) {
                let tail = format!("({count})");
                unique = short(&name, LONGEST - tail.len()) + &tail;
                count += 1;
            }
            unique
        })
        .collect()
}

fn legal(name: &str) -> String {
    let banned = |c: char| "[]:*?/\\\n".contains(c);
    let name: String = clean(name)
        .chars()
        .map(|c| if banned(c) { ' ' } else { c })
        .collect();
    let trim = |c: char| c == '\'' || c.is_whitespace();
    let name = short(name.trim_matches(trim), LONGEST);
    let name = name.trim_matches(trim);
    // Excel keeps “History” for itself.
    match name {
        "" => "表".to_owned(),
        _ if name.eq_ignore_ascii_case("history") => format!("{name}_"),
        _ => name.to_owned(),
    }
}

fn short(name: &str, units: usize) -> String {
    let mut left = units;
    name.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left -= if fits { c.len_utf16() } else { 0 };
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    //! The names of sheets.

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_made_legal_and_unique() {
        let long = "姑苏区民卫系统安全生产月和安全生产万里行活动进展情况统计表（汇总）";
        let wanted = [
            "进度[6/18]",
            "'a'",
            "",
            "History",
            long,
            long,
            "A",
            "a",
            "😀".repeat(20).as_str(),
        ]
        .map(str::to_owned);
        let names = tab_names(wanted.iter().map(String::as_str));
        let first: String = long.chars().take(31).collect();
        let second: String = long.chars().take(28).collect::<String>() + "(2)";
        let faces = "😀".repeat(15);
        assert_eq!(
            names,
            [
                "进度 6 18",
                "a",
                "表",
                "History_",
                &first,
                &second,
                "A(2)",
                "a(3)",
                &faces
            ]
        );
    }

    proptest! {
        #[test]
        fn every_name_is_taken_by_the_library(wanted in prop::collection::vec(any::<String>(), 0..8)) {
            let names = tab_names(wanted.iter().map(String::as_str));
            let unique: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(unique.len(), wanted.len());
            for name in names {
                prop_assert!(name.encode_utf16().count() <= LONGEST);
                let mut workbook = rust_xlsxwriter::Workbook::new();
                prop_assert!(workbook.add_worksheet().set_name(&name).is_ok(), "{:?}", name);
            }
        }
    }
}
