//! The keymap in words: the footer's line, the help page, and the table in the README. All of it is made from
//! [`BINDINGS`], none is written by hand; drawing is the kit's.

use super::action::Action;
use super::keymap::{BINDINGS, Binding, Scope, Whom};

/// One key of the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub key: String,
    pub label: &'static str,
    /// For a click on the hint.
    pub action: Action,
}

/// What can be done in a scope, nearest first, by `whom`. An action that a nearer scope shows is not shown again.
pub fn footer(scope: Scope, whom: Whom) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for scope in scope.chain() {
        for binding in BINDINGS
            .iter()
            .filter(|binding| binding.scope == scope && binding.footer && binding.is_for(whom))
        {
            if hints.iter().all(|hint| hint.action != binding.action) {
                hints.push(Hint {
                    key: binding.chords[0].to_string(),
                    label: binding.short,
                    action: binding.action,
                });
            }
        }
    }
    hints
}

/// One part of the help page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    /// Keys and what they do.
    pub rows: Vec<(String, &'static str)>,
}

/// The help page for `whom`, beginning with what holds in `scope`; all other scopes follow.
pub fn sections(scope: Scope, whom: Whom) -> Vec<Section> {
    let near: Vec<Scope> = scope.chain().collect();
    let rest = Scope::ALL.into_iter().filter(|scope| !near.contains(scope));
    let ordered = near.iter().copied().chain(rest);
    ordered
        .map(|scope| section(scope, whom))
        .filter(|section| !section.rows.is_empty())
        .collect()
}

fn section(scope: Scope, whom: Whom) -> Section {
    let own = BINDINGS
        .iter()
        .filter(|binding| binding.scope == scope && binding.is_for(whom));
    Section {
        title: scope.title(),
        rows: own.map(|binding| (keys(binding), binding.help)).collect(),
    }
}

fn keys(binding: &Binding) -> String {
    let keys: Vec<String> = binding.chords.iter().map(ToString::to_string).collect();
    keys.join(" 或 ")
}

/// The README's table of keys, in Markdown: a row for each scope.
pub fn readme_table() -> String {
    let mut table = String::from("| 场合 | 按键 |\n|---|---|\n");
    for section in sections(Scope::Always, Whom::Between) {
        let keys = section
            .rows
            .iter()
            .map(|(keys, help)| format!("`{keys}` {help}"));
        let keys = keys.collect::<Vec<_>>().join("；").replace('|', "\\|");
        table.push_str(&format!("| {} | {keys} |\n", section.title));
    }
    table
}

#[cfg(test)]
mod tests {
    //! That nothing that can be done is left out of the help.

    use super::*;

    #[test]
    fn every_binding_is_in_the_help() {
        for scope in Scope::ALL {
            let rows: usize = sections(scope, Whom::Between)
                .iter()
                .map(|section| section.rows.len())
                .sum();
            assert_eq!(rows, BINDINGS.len(), "{scope:?}");
        }
        assert_eq!(
            sections(Scope::Paper, Whom::Everybody)[0].title,
            "填表：表中填空"
        );
    }

    #[test]
    fn who_has_nobody_below_is_shown_nothing_about_them() {
        let rows = |whom| {
            let sections = sections(Scope::Units, whom);
            let rows = sections.into_iter().flat_map(|section| section.rows);
            rows.map(|(_, help)| help).collect::<Vec<_>>().join("\n")
        };
        for word in ["催报", "导入", "免报", "到 进度"] {
            assert!(
                rows(Whom::Collectors).contains(word) && !rows(Whom::Everybody).contains(word),
                "{word}"
            );
        }
        assert!(rows(Whom::Everybody).contains("到 单位"));
        assert!(
            rows(Whom::Between).contains("汇总成报送包")
                && !rows(Whom::Collectors).contains("汇总成报送包")
        );
    }

    /// A list of every action, kept complete by the compiler: a new variant does not fit the match until it is named.
    #[test]
    fn every_action_is_bound() {
        use Action::*;
        let next = |action: Action| match action {
            Quit => Some(Help),
            Help => Some(NextScreen),
            NextScreen => Some(PreviousScreen),
            PreviousScreen => Some(GoTo(1)),
            GoTo(10) => Some(Refresh),
            GoTo(n) => Some(GoTo(n + 1)),
            Refresh => Some(CancelWork),
            CancelWork => Some(Up),
            Up => Some(Down),
            Down => Some(Left),
            Left => Some(Right),
            Right => Some(PageUp),
            PageUp => Some(PageDown),
            PageDown => Some(First),
            First => Some(Last),
            Last => Some(Open),
            Open => Some(ReadAll),
            ReadAll => Some(Back),
            Back => Some(Search),
            Search => Some(Filter),
            Filter => Some(Sort),
            Sort => Some(Toggle),
            Toggle => Some(PreviousPeriod),
            PreviousPeriod => Some(NextPeriod),
            NextPeriod => Some(Extent),
            Extent => Some(Counting),
            Counting => Some(NextTable),
            NextTable => Some(New),
            New => Some(Edit),
            Edit => Some(Close),
            Close => Some(Advance),
            Advance => Some(SettleUnit),
            SettleUnit => Some(TakeOne),
            TakeOne => Some(TakeClean),
            TakeClean => Some(RecordReceipt),
            RecordReceipt => Some(CloseBooks),
            CloseBooks => Some(Extend),
            Extend => Some(Excuse),
            Excuse => Some(Approve),
            Approve => Some(GiveBack),
            GiveBack => Some(MakePacket),
            MakePacket => Some(RollUp),
            RollUp => Some(Chase),
            Chase => Some(Export),
            Export => Some(Import),
            Import => Some(NextField),
            NextField => Some(PreviousField),
            PreviousField => Some(NextPart),
            NextPart => Some(PreviousPart),
            PreviousPart => Some(NextProblem),
            NextProblem => Some(Submit),
            Submit => Some(Withdraw),
            Withdraw => Some(NotApplicable),
            NotApplicable => Some(Zero),
            Zero => Some(ZeroRest),
            ZeroRest => Some(Blank),
            Blank => Some(TakeSuggestion),
            TakeSuggestion => Some(Undo),
            Undo => Some(Redo),
            Redo => Some(ExternalEditor),
            ExternalEditor => Some(AddMaterial),
            AddMaterial => Some(RemoveMaterial),
            RemoveMaterial => Some(Press),
            Press => Some(Accept),
            Accept => Some(Refuse),
            Refuse => None,
        };
        let all: Vec<Action> = std::iter::successors(Some(Quit), |&action| next(action)).collect();
        assert!(all.len() > 50);
        for action in all {
            let bound = BINDINGS.iter().any(|binding| binding.action == action);
            assert!(bound, "{action:?} has no key");
        }
    }

    #[test]
    fn the_footer_names_each_action_once() {
        let labels = |scope, whom| {
            let hints = footer(scope, whom);
            hints
                .iter()
                .map(|hint| format!("{} {}", hint.key, hint.label))
                .collect::<Vec<_>>()
                .join("  ")
        };
        insta::assert_snapshot!(labels(Scope::Matrix, Whom::Collectors), @"r 登记  c 催报  i 收件  p 下发  回车 看  / 搜索  f 筛选  q 退出  ? 帮助");
        insta::assert_snapshot!(labels(Scope::Intray, Whom::Collectors), @r"回车 看  i 收进  a 收下  z 全收  u 单位  t 期次  / 搜索  f 筛选  q 退出  ? 帮助");
        insta::assert_snapshot!(labels(Scope::Arrival, Whom::Collectors), @r"F7 下一处  F9 收下  F2 不涉及  Ctrl+O 单位  Ctrl+T 期次  Esc 返回  F1 帮助");
        insta::assert_snapshot!(labels(Scope::Matrix, Whom::Between), @"r 登记  c 催报  i 收件  h 汇总  p 下发  回车 看  / 搜索  f 筛选  q 退出  ? 帮助");
        insta::assert_snapshot!(labels(Scope::Units, Whom::Everybody), @"回车 推荐表  e 修改  / 搜索  f 筛选  q 退出  ? 帮助");
        insta::assert_snapshot!(labels(Scope::Paper, Whom::Collectors), @"F2 不涉及  F3 填 0  F4 清空  Tab 下一格  F9 提交  F7 下个问题  Esc 返回  F1 帮助");
        insta::assert_snapshot!(labels(Scope::Dialog, Whom::Collectors), @"回车 选定  y 确定  Esc 取消  F1 帮助");
    }

    /// `INSTA_UPDATE=always` writes the table into the README, as it does with snapshots.
    #[test]
    fn the_readme_has_this_table() {
        const MARKS: [&str; 2] = ["<!-- 按键表 -->\n", "<!-- /按键表 -->"];
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        let readme = std::fs::read_to_string(path)
            .expect("the README")
            .replace("\r\n", "\n");
        let (before, rest) = readme.split_once(MARKS[0]).expect("the table's first mark");
        let (table, after) = rest.split_once(MARKS[1]).expect("the table's last mark");
        if table != readme_table() && std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
            let whole = [before, MARKS[0], &readme_table(), MARKS[1], after].concat();
            std::fs::write(path, whole).expect("the README can be written");
        } else {
            assert_eq!(
                table,
                readme_table(),
                "run this test with INSTA_UPDATE=always"
            );
        }
    }
}
