//! What a person can want. An action says nothing about how it is asked for (that is the keymap's) nor about how it is
//! done (that is the screen's); the same action means the like thing on every screen.

/// The names of the screens, in the order of their digits; the last has 0. Two say more of themselves once the campaign is
/// known: that of the units, where liaisons register, and the last, which is named after the first that the campaign has of
/// targets, points, responsibilities and awards.
pub const SCREENS: [&str; 10] = [
    "总览",
    "进度",
    "填报",
    "单位",
    "隐患",
    "统计表",
    "记录",
    "导出",
    "登记",
    "目标",
];

/// One intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Quit,
    Help,
    NextScreen,
    PreviousScreen,
    /// To a screen of [`SCREENS`], counted from 1.
    GoTo(u8),
    Refresh,
    /// Ends the long work that is going on.
    CancelWork,

    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    /// Into what is selected.
    Open,
    /// All that is told of it, to be read.
    ReadAll,
    /// Out of here, without doing anything.
    Back,
    Search,
    Filter,
    Sort,
    /// The next way to look at the same thing: paper or list, by period or as of a day.
    Toggle,
    PreviousPeriod,
    NextPeriod,
    /// Which periods are looked at: one, those until a day, or all.
    Extent,
    /// Which submissions count in totals: whatever was received, or what was accepted.
    Counting,
    /// The next of the campaign's tables.
    NextTable,

    New,
    Edit,
    /// Closes a unit or a hazard. Nothing is ever deleted.
    Close,
    /// Takes a record to its next stage.
    Advance,
    /// Says whose an arrival is.
    SettleUnit,
    /// Accepts the selected arrival.
    TakeOne,
    /// Accepts every arrival that is clean.
    TakeClean,
    /// 登记收件: records what came on paper or by mail.
    RecordReceipt,
    /// 延期
    Extend,
    /// 免报
    Excuse,
    /// 关账: of a period, or opening its books again.
    CloseBooks,
    /// 通过: accepts what was reported.
    Approve,
    /// 退回: returns it with a remark.
    GiveBack,
    /// 报送包: makes the file that goes to the desk above.
    MakePacket,
    /// 汇总: makes the totals of a period the own report, and of that the file that goes to the desk above.
    RollUp,
    /// 催报
    Chase,
    Export,
    /// Brings units in from a file or pasted lines.
    Import,

    NextField,
    PreviousField,
    /// To the next part of a form, the next section of a paper.
    NextPart,
    PreviousPart,
    NextProblem,
    Submit,
    Withdraw,
    /// 不涉及
    NotApplicable,
    Zero,
    /// 0 for every number that has not been answered.
    ZeroRest,
    /// Empties a blank: not answered.
    Blank,
    /// Puts in what is offered: last week's value, the sum so far.
    TakeSuggestion,
    Undo,
    Redo,
    /// Opens the text in the user's own editor.
    ExternalEditor,
    AddMaterial,
    RemoveMaterial,

    /// Presses the button of a dialog that has the focus, which may be the one that does nothing.
    Press,
    /// Yes, in a dialog, wherever its focus is.
    Accept,
    /// No, in a dialog.
    Refuse,
}
