//! The bindings themselves; data only.
//!
//! Keys are chosen so that terminals and Chinese input methods let them pass: no Alt, no Ctrl+H, I, J, M or `[` (they
//! are Backspace, Tab, Enter and Esc), no Ctrl with the editor's own A, E, U, K, W. F10 and F11 belong to terminals.

use crossterm::event::KeyCode;

use super::{Binding, Scope, Whom};
use crate::tui::keys::action::Action;
use crate::tui::keys::chord::Chord;

const UP: Chord = Chord::key(KeyCode::Up);
const DOWN: Chord = Chord::key(KeyCode::Down);
const LEFT: Chord = Chord::key(KeyCode::Left);
const RIGHT: Chord = Chord::key(KeyCode::Right);
const PAGE_UP: Chord = Chord::key(KeyCode::PageUp);
const PAGE_DOWN: Chord = Chord::key(KeyCode::PageDown);
const HOME: Chord = Chord::key(KeyCode::Home);
const END: Chord = Chord::key(KeyCode::End);
const CTRL_HOME: Chord = Chord::ctrl_key(KeyCode::Home);
const CTRL_END: Chord = Chord::ctrl_key(KeyCode::End);
const ENTER: Chord = Chord::key(KeyCode::Enter);
const ESC: Chord = Chord::key(KeyCode::Esc);
const TAB: Chord = Chord::key(KeyCode::Tab);
const BACK_TAB: Chord = Chord::key(KeyCode::BackTab);
const CTRL_UP: Chord = Chord::ctrl_key(KeyCode::Up);
const CTRL_DOWN: Chord = Chord::ctrl_key(KeyCode::Down);

/// A row that the footer shows.
const fn shown(
    scope: Scope,
    action: Action,
    chords: &'static [Chord],
    short: &'static str,
    help: &'static str,
) -> Binding {
    Binding {
        scope,
        action,
        chords,
        short,
        help,
        footer: true,
        whom: Whom::Everybody,
    }
}

/// A row that only the help shows.
const fn quiet(
    scope: Scope,
    action: Action,
    chords: &'static [Chord],
    help: &'static str,
) -> Binding {
    Binding {
        scope,
        action,
        chords,
        short: "",
        help,
        footer: false,
        whom: Whom::Everybody,
    }
}

/// A row for one to whom others report.
const fn collecting(binding: Binding) -> Binding {
    Binding {
        whom: Whom::Collectors,
        ..binding
    }
}

/// A row for one to whom others report and who reports to a desk above.
const fn between(binding: Binding) -> Binding {
    Binding {
        whom: Whom::Between,
        ..binding
    }
}

/// Every binding, in the order of footer and help.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    shown(Scope::Overview, Action::Open, &[ENTER], "打开", "打开选中的报送任务或单位"),
    quiet(Scope::Overview, Action::Up, &[UP], "上一项"),
    quiet(Scope::Overview, Action::Down, &[DOWN], "下一项"),
    quiet(Scope::Overview, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Overview, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Overview, Action::First, &[HOME], "第一项"),
    quiet(Scope::Overview, Action::Last, &[END], "最后一项"),
    collecting(shown(Scope::Overview, Action::Chase, &[Chord::char('c')], "催报", "生成催报文字")),
    shown(Scope::Overview, Action::Import, &[Chord::char('i')], "收件", "到收件：收下报送包、活动包和填好的表（也可拖进窗口）"),

    collecting(shown(Scope::Matrix, Action::RecordReceipt, &[Chord::char('r')], "登记", "登记已收到的纸质或邮件材料，写明时间和理由")),
    collecting(shown(Scope::Matrix, Action::Chase, &[Chord::char('c')], "催报", "生成催报文字")),
    collecting(quiet(Scope::Matrix, Action::Extend, &[Chord::char('y')], "给这家单位延期，写明理由")),
    collecting(quiet(Scope::Matrix, Action::Excuse, &[Chord::char('m')], "这家单位在一段时间内免报，写明理由")),
    collecting(shown(Scope::Matrix, Action::Import, &[Chord::char('i')], "收件", "到收件：收下报送包，把填好的 Word、Excel 表读成报送，看要审核的")),
    between(shown(Scope::Matrix, Action::RollUp, &[Chord::char('h')], "汇总", "把选中的一期汇总成报送包，发给上级（有上级时）")),
    collecting(shown(Scope::Matrix, Action::MakePacket, &[Chord::char('p')], "下发", "做活动包发给选中的单位、每家或全部：期限、回执和审核意见都在里面")),
    shown(Scope::Matrix, Action::Open, &[ENTER], "看", "打开选中的单位这一期的报送"),
    collecting(quiet(Scope::Matrix, Action::CloseBooks, &[Chord::char('g')], "把选中的一期关账（此后补报、更正都要写理由）；或取消关账")),
    collecting(quiet(Scope::Matrix, Action::Export, &[Chord::char('x')], "导出这张表")),
    collecting(quiet(Scope::Matrix, Action::Left, &[LEFT], "左边一期")),
    collecting(quiet(Scope::Matrix, Action::Right, &[RIGHT], "右边一期")),

    shown(Scope::Intray, Action::Open, &[ENTER], "看", "打开这份来件：读到的数在原来的句子里，拿不准的排在最前面，当场核改"),
    shown(Scope::Intray, Action::Import, &[Chord::char('i')], "收进", "收进报送包、文件、文件夹或压缩包（也可拖进窗口）"),
    collecting(shown(Scope::Intray, Action::TakeOne, &[Chord::char('a')], "收下", "收下这份来件，成为报送")),
    collecting(shown(Scope::Intray, Action::TakeClean, &[Chord::char('z')], "全收", "收下全部没有疑问的来件")),
    collecting(shown(Scope::Intray, Action::SettleUnit, &[Chord::char('u')], "单位", "认定是哪个单位的，原来的叫法记为别名；名单里没有的就地新增")),
    collecting(quiet(Scope::Intray, Action::Toggle, &[Chord::char('v')], "换到要审核的报送：两种说法、不合检查、数字异常、重报、附有说明、新报送")),
    collecting(shown(Scope::Intray, Action::Extent, &[Chord::char('t')], "期次", "认定是哪一期的；没写明的一起定")),
    quiet(Scope::Intray, Action::ReadAll, &[Chord::f(8), Chord::ctrl('l')], "看这份来件的全部疑问、提醒和变化"),
    collecting(quiet(Scope::Intray, Action::Close, &[Chord::char('d')], "搁置这份来件，写明理由；或取回")),
    collecting(quiet(Scope::Intray, Action::Export, &[Chord::char('x')], "把全部疑问存成 CSV")),
    quiet(Scope::Intray, Action::Back, &[ESC], "回到进度（没有进度时回到总览）"),

    collecting(shown(Scope::Inbox, Action::Open, &[ENTER], "打开", "打开这份报送；两种说法的逐空对照，由人裁定（台账条目也在这里）")),
    collecting(shown(Scope::Inbox, Action::Approve, &[Chord::char('a')], "通过", "审核通过这一份")),
    collecting(shown(Scope::Inbox, Action::TakeClean, &[Chord::char('z')], "全通过", "没有疑点的新报送一次通过")),
    collecting(shown(Scope::Inbox, Action::Toggle, &[Chord::char('v')], "来件", "换到来件：填好的表读成报送")),
    collecting(shown(Scope::Inbox, Action::Import, &[Chord::char('i')], "收进", "收进报送包、文件、文件夹或压缩包（也可拖进窗口）")),
    collecting(quiet(Scope::Inbox, Action::Undo, &[Chord::char('u'), Chord::ctrl('z')], "撤销刚才的裁定")),
    collecting(quiet(Scope::Inbox, Action::Back, &[ESC], "回到进度")),

    shown(Scope::Versions, Action::Open, &[ENTER], "以此为准", "以选中的这一版为准，写明理由"),
    shown(Scope::Versions, Action::Left, &[LEFT], "左一版", "左边一版"),
    shown(Scope::Versions, Action::Right, &[RIGHT], "右一版", "右边一版"),
    shown(Scope::Versions, Action::Toggle, &[Chord::char('v')], "全部", "只看不同的空，或看全部"),
    quiet(Scope::Versions, Action::Up, &[UP], "上一行"),
    quiet(Scope::Versions, Action::Down, &[DOWN], "下一行"),
    quiet(Scope::Versions, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Versions, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Versions, Action::First, &[HOME], "第一行"),
    quiet(Scope::Versions, Action::Last, &[END], "最后一行"),
    shown(Scope::Versions, Action::Back, &[ESC], "返回", "回到要审核的列表，或来处"),

    shown(Scope::Units, Action::Open, &[ENTER], "推荐表", "查看或填写这家单位的联络员推荐表"),
    collecting(shown(Scope::Units, Action::New, &[Chord::char('n')], "新增", "新增单位")),
    shown(Scope::Units, Action::Edit, &[Chord::char('e')], "修改", "修改单位名称、类别、信用代码（原名留作别名）"),
    collecting(shown(Scope::Units, Action::Import, &[Chord::char('i')], "导入", "从 CSV 文件或粘贴的多行文字导入单位")),
    collecting(quiet(Scope::Units, Action::Excuse, &[Chord::char('m')], "这家单位在一段时间内免报，写明理由；或取消免报")),
    collecting(quiet(Scope::Units, Action::Close, &[Chord::char('d')], "停用单位（不删除，以前的报送都在）；或恢复报送")),
    quiet(Scope::Units, Action::Export, &[Chord::char('x')], "导出推荐表或联络员名单"),

    shown(Scope::Hazards, Action::New, &[Chord::char('n')], "新增", "登记一条隐患"),
    shown(Scope::Hazards, Action::Edit, &[Chord::char('e')], "修改", "修改选中的隐患"),
    shown(Scope::Hazards, Action::Close, &[Chord::char('d')], "销号", "把选中的隐患销号，写明日期"),
    quiet(Scope::Hazards, Action::Export, &[Chord::char('x')], "导出隐患台账"),

    shown(Scope::Records, Action::New, &[Chord::char('n')], "新增", "登记一条"),
    shown(Scope::Records, Action::Edit, &[Chord::char('e')], "修改", "修改选中的一条"),
    shown(Scope::Records, Action::Advance, &[Chord::char('g')], "下一阶段", "选中的一条进入下一阶段，写明日期"),
    shown(Scope::Records, Action::NextTable, &[Chord::char('b')], "换台账", "换一本台账（活动有几本时）"),
    quiet(Scope::Records, Action::Toggle, &[Chord::char('v')], "选中的一条有两种说法时：逐栏对照，裁定以哪一版为准"),
    quiet(Scope::Records, Action::Close, &[Chord::char('d')], "作废选中的一条，写明理由（仍留在台账里）；或恢复"),
    quiet(Scope::Records, Action::Undo, &[Chord::char('u'), Chord::ctrl('z')], "撤销刚才的登记、修改、阶段或作废"),
    quiet(Scope::Records, Action::Export, &[Chord::char('x')], "导出这本台账"),

    shown(Scope::Results, Action::Edit, &[Chord::char('e')], "修改", "分解目标，自评或复核，勾选条件和程序；责任分工到登记"),
    shown(Scope::Results, Action::New, &[Chord::char('n')], "推荐", "推荐一家单位、一个班组或一个人"),
    shown(Scope::Results, Action::NextTable, &[Chord::char('b')], "换看法", "在目标、积分、责任、评选之间切换"),
    quiet(Scope::Results, Action::Close, &[Chord::char('d')], "撤销推荐，写明理由"),
    collecting(quiet(Scope::Results, Action::Extent, &[Chord::char('t')], "分配推荐名额")),
    quiet(Scope::Results, Action::Undo, &[Chord::char('u'), Chord::ctrl('z')], "撤销刚才的分解或推荐"),
    quiet(Scope::Results, Action::Export, &[Chord::char('x')], "导出这张表"),

    shown(Scope::Statistics, Action::Open, &[ENTER], "来源", "看这个数由哪些单位、哪一期、哪句话得来"),
    shown(Scope::Statistics, Action::Toggle, &[Chord::char('v')], "换看法", "在表格原样与清单之间切换"),
    collecting(shown(Scope::Statistics, Action::Filter, &[Chord::char('f')], "范围", "选单位，或选汇总")),
    shown(Scope::Statistics, Action::Extent, &[Chord::char('t')], "期次", "选期次、截至某日或全部期次"),
    shown(Scope::Statistics, Action::Export, &[Chord::char('x')], "导出", "导出这张表"),
    collecting(shown(Scope::Statistics, Action::Counting, &[Chord::char('c')], "计入", "在收到的都算与只算审核通过的之间切换")),
    shown(Scope::Statistics, Action::NextPeriod, &[Chord::char('.')], "下一期", "看后一期"),
    quiet(Scope::Statistics, Action::PreviousPeriod, &[Chord::char(',')], "看前一期"),
    quiet(Scope::Statistics, Action::NextProblem, &[Chord::f(7), Chord::ctrl('g')], "下一个要核对的数"),
    quiet(Scope::Statistics, Action::NextTable, &[Chord::char('b')], "换一张统计表（活动有几张时）"),
    quiet(Scope::Statistics, Action::Up, &[UP], "上一行的数"),
    quiet(Scope::Statistics, Action::Down, &[DOWN], "下一行的数"),
    quiet(Scope::Statistics, Action::Left, &[LEFT], "前一个数"),
    quiet(Scope::Statistics, Action::Right, &[RIGHT], "后一个数"),
    quiet(Scope::Statistics, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Statistics, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Statistics, Action::First, &[HOME, CTRL_HOME], "第一个数"),
    quiet(Scope::Statistics, Action::Last, &[END, CTRL_END], "最后一个数"),
    quiet(Scope::Statistics, Action::NextPart, &[CTRL_DOWN], "下一部分"),
    quiet(Scope::Statistics, Action::PreviousPart, &[CTRL_UP], "上一部分"),
    quiet(Scope::Statistics, Action::Back, &[ESC], "回到本工作台的表"),

    shown(Scope::Sources, Action::Open, &[ENTER], "打开报送", "打开选中的报送"),
    shown(Scope::Sources, Action::Toggle, &[Chord::char('v')], "全文", "看选中一行的全部：填的句子、来件里的原句和位置、汇总了哪些单位"),
    shown(Scope::Sources, Action::Edit, &[Chord::char('e')], "说明差额", "说明选中的报送为什么与此前各期之和不同"),
    quiet(Scope::Sources, Action::Up, &[UP], "上一行"),
    quiet(Scope::Sources, Action::Down, &[DOWN], "下一行"),
    quiet(Scope::Sources, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Sources, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Sources, Action::First, &[HOME, CTRL_HOME], "第一行"),
    quiet(Scope::Sources, Action::Last, &[END, CTRL_END], "最后一行"),
    shown(Scope::Sources, Action::Back, &[ESC], "返回", "回到统计表的这个数"),

    shown(Scope::Audit, Action::Open, &[ENTER], "打开", "打开记录说的报送、隐患或单位"),
    shown(Scope::Audit, Action::Search, &[Chord::char('/'), Chord::ctrl('f')], "搜索", "按内容或操作者里的文字查找"),
    shown(Scope::Audit, Action::Filter, &[Chord::char('f')], "筛选", "按单位、动作或日期筛选"),

    shown(Scope::Export, Action::Export, &[Chord::char('x'), ENTER], "导出", "写出文件"),
    collecting(shown(Scope::Export, Action::Filter, &[Chord::char('f')], "单位", "选单位、汇总，或每家单位各一份")),
    shown(Scope::Export, Action::Extent, &[Chord::char('t')], "期次", "选期次、截至某日或全部期次"),
    shown(Scope::Export, Action::Toggle, &[Chord::char('v')], "格式", "选文件格式"),
    shown(Scope::Export, Action::Edit, &[Chord::char('e')], "位置", "选写到哪个文件夹"),
    collecting(quiet(Scope::Export, Action::Counting, &[Chord::char('c')], "汇总收到的都算，或只算审核通过的")),
    shown(Scope::Export, Action::ExternalEditor, &[Chord::f(8), Chord::ctrl('t')], "改文字", "用自己的编辑器改情况汇总的文字，再写出文件"),
    quiet(Scope::Export, Action::Up, &[UP], "上一种材料"),
    quiet(Scope::Export, Action::Down, &[DOWN], "下一种材料"),
    quiet(Scope::Export, Action::First, &[HOME], "第一种材料"),
    quiet(Scope::Export, Action::Last, &[END], "最后一种材料"),
    quiet(Scope::Export, Action::Back, &[ESC], "回到默认的各项"),

    shown(Scope::Report, Action::Edit, &[Chord::char('e')], "更正", "更正已报的内容，写明理由"),
    shown(Scope::Report, Action::Withdraw, &[Chord::char('w')], "撤回", "截止之前撤回已报的内容"),
    collecting(shown(Scope::Report, Action::Approve, &[Chord::char('a')], "通过", "审核通过这一版")),
    collecting(shown(Scope::Report, Action::GiveBack, &[Chord::char('b')], "退回", "退回这一版，在选中的空上写明意见")),
    shown(Scope::Report, Action::MakePacket, &[Chord::char('p')], "报送包", "把这一期做成报送包，发给上级"),
    shown(Scope::Report, Action::Export, &[Chord::char('x')], "导出", "导出这份报送"),
    quiet(Scope::Report, Action::Up, &[UP], "向上"),
    quiet(Scope::Report, Action::Down, &[DOWN], "向下"),
    quiet(Scope::Report, Action::Left, &[LEFT], "前一个空"),
    quiet(Scope::Report, Action::Right, &[RIGHT], "后一个空"),
    quiet(Scope::Report, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Report, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Report, Action::First, &[HOME], "开头"),
    quiet(Scope::Report, Action::Last, &[END], "末尾"),
    quiet(Scope::Report, Action::NextPart, &[CTRL_DOWN], "下一部分"),
    quiet(Scope::Report, Action::PreviousPart, &[CTRL_UP], "上一部分"),
    shown(Scope::Report, Action::Back, &[ESC], "返回", "返回"),

    shown(Scope::List, Action::Open, &[ENTER], "打开", "打开选中的一行"),
    quiet(Scope::List, Action::Up, &[UP], "上一行"),
    quiet(Scope::List, Action::Down, &[DOWN], "下一行"),
    quiet(Scope::List, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::List, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::List, Action::First, &[HOME], "第一行"),
    quiet(Scope::List, Action::Last, &[END], "最后一行"),
    shown(Scope::List, Action::Search, &[Chord::char('/'), Chord::ctrl('f')], "搜索", "按名称或拼音首字母查找"),
    shown(Scope::List, Action::Filter, &[Chord::char('f')], "筛选", "按类别或状态筛选"),
    quiet(Scope::List, Action::Sort, &[Chord::char('s')], "换一种排序"),
    quiet(Scope::List, Action::Back, &[ESC], "返回，或取消搜索与筛选"),

    shown(Scope::Area, Action::ExternalEditor, &[Chord::f(8), Chord::ctrl('t')], "编辑器", "用自己的编辑器写这段文字"),

    shown(Scope::Paper, Action::NotApplicable, &[Chord::f(2), Chord::ctrl('n')], "不涉及", "此空填“不涉及”，再按取消"),
    shown(Scope::Paper, Action::Zero, &[Chord::f(3)], "填 0", "此空填 0"),
    shown(Scope::Paper, Action::Blank, &[Chord::f(4), Chord::ctrl('d')], "清空", "此空留空（未填）"),
    quiet(Scope::Paper, Action::ZeroRest, &[Chord::ctrl('l')], "这张表里没填的数都填 0"),
    quiet(Scope::Paper, Action::Toggle, &[Chord::f(5), Chord::ctrl('b')], "显示或隐藏各项的标准"),
    quiet(Scope::Paper, Action::NextField, &[ENTER], "下一个空"),
    quiet(Scope::Paper, Action::Up, &[UP], "上一行的空"),
    quiet(Scope::Paper, Action::Down, &[DOWN], "下一行的空"),
    quiet(Scope::Paper, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Paper, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Paper, Action::First, &[CTRL_HOME], "第一个空"),
    quiet(Scope::Paper, Action::Last, &[CTRL_END], "最后一个空"),

    shown(Scope::Arrival, Action::NextProblem, &[Chord::f(7), Chord::ctrl('g')], "下一处", "到下一个拿不准的空；没有了就到有提醒、有变化的空。“!”要核改，“?”是提醒"),
    shown(Scope::Arrival, Action::Submit, &[Chord::f(9), Chord::ctrl('s')], "收下", "收下这份来件，成为报送"),
    shown(Scope::Arrival, Action::NotApplicable, &[Chord::f(2), Chord::ctrl('n')], "不涉及", "此空改为“不涉及”，再按取消"),
    collecting(shown(Scope::Arrival, Action::SettleUnit, &[Chord::ctrl('o')], "单位", "认定是哪个单位的")),
    collecting(shown(Scope::Arrival, Action::Extent, &[Chord::ctrl('t')], "期次", "认定是哪一期的")),
    quiet(Scope::Arrival, Action::ReadAll, &[Chord::f(8), Chord::ctrl('l')], "看这份来件的全部疑问、提醒和变化"),
    quiet(Scope::Arrival, Action::Zero, &[Chord::f(3)], "此空改为 0"),
    quiet(Scope::Arrival, Action::Blank, &[Chord::f(4), Chord::ctrl('d')], "此空改为未填"),
    quiet(Scope::Arrival, Action::Toggle, &[Chord::f(5), Chord::ctrl('b')], "显示或隐藏各项的标准"),
    quiet(Scope::Arrival, Action::TakeSuggestion, &[Chord::f(6), Chord::ctrl('p')], "核改过的空恢复为读到的"),
    quiet(Scope::Arrival, Action::NextField, &[TAB, ENTER], "下一个空"),
    quiet(Scope::Arrival, Action::PreviousField, &[BACK_TAB], "上一个空"),
    quiet(Scope::Arrival, Action::Up, &[UP], "上一行的空"),
    quiet(Scope::Arrival, Action::Down, &[DOWN], "下一行的空"),
    quiet(Scope::Arrival, Action::NextPart, &[CTRL_DOWN], "到下一项"),
    quiet(Scope::Arrival, Action::PreviousPart, &[CTRL_UP], "到上一项"),
    quiet(Scope::Arrival, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Arrival, Action::PageDown, &[PAGE_DOWN], "下一页"),
    quiet(Scope::Arrival, Action::First, &[CTRL_HOME], "第一个空"),
    quiet(Scope::Arrival, Action::Last, &[CTRL_END], "最后一个空"),
    shown(Scope::Arrival, Action::Back, &[ESC], "返回", "回到收件的列表；核改都已存好"),

    quiet(Scope::Field, Action::NextField, &[ENTER, DOWN], "到下一格"),
    quiet(Scope::Field, Action::PreviousField, &[UP], "到上一格"),
    quiet(Scope::Field, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Field, Action::PageDown, &[PAGE_DOWN], "下一页"),

    shown(Scope::Form, Action::NextField, &[TAB], "下一格", "到下一格"),
    quiet(Scope::Form, Action::PreviousField, &[BACK_TAB], "到上一格"),
    quiet(Scope::Form, Action::NextPart, &[CTRL_DOWN], "到下一部分"),
    quiet(Scope::Form, Action::PreviousPart, &[CTRL_UP], "到上一部分"),
    shown(Scope::Form, Action::Submit, &[Chord::f(9), Chord::ctrl('s')], "提交", "检查并提交"),
    shown(Scope::Form, Action::NextProblem, &[Chord::f(7), Chord::ctrl('g')], "下个问题", "到下一处问题"),
    quiet(Scope::Form, Action::TakeSuggestion, &[Chord::f(6), Chord::ctrl('p')], "填入提示的数：上期的数、各期之和，或台账的数"),
    quiet(Scope::Form, Action::AddMaterial, &[Chord::ctrl('o')], "添加材料（也可把文件拖进窗口）"),
    quiet(Scope::Form, Action::RemoveMaterial, &[Chord::ctrl('r')], "移除选中的材料"),
    quiet(Scope::Form, Action::Undo, &[Chord::ctrl('z')], "撤销"),
    quiet(Scope::Form, Action::Redo, &[Chord::ctrl('y')], "重做"),
    shown(Scope::Form, Action::Back, &[ESC], "返回", "返回（已填的内容都在草稿里）"),

    shown(Scope::Dialog, Action::Press, &[ENTER], "选定", "按下选中的按钮"),
    shown(Scope::Dialog, Action::Accept, &[Chord::char('y'), Chord::f(9), Chord::ctrl('s')], "确定", "确定，不论选中哪个按钮"),
    shown(Scope::Dialog, Action::Refuse, &[ESC, Chord::char('n')], "取消", "取消"),
    quiet(Scope::Dialog, Action::Left, &[LEFT, BACK_TAB], "左边的按钮"),
    quiet(Scope::Dialog, Action::Right, &[RIGHT, TAB], "右边的按钮"),
    quiet(Scope::Dialog, Action::Up, &[UP], "向上翻"),
    quiet(Scope::Dialog, Action::Down, &[DOWN], "向下翻"),

    shown(Scope::Pick, Action::Accept, &[ENTER], "选定", "选定"),
    shown(Scope::Pick, Action::Refuse, &[ESC], "取消", "取消"),
    quiet(Scope::Pick, Action::Up, &[UP, BACK_TAB], "上一项"),
    quiet(Scope::Pick, Action::Down, &[DOWN, TAB], "下一项"),
    quiet(Scope::Pick, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Pick, Action::PageDown, &[PAGE_DOWN], "下一页"),

    shown(Scope::Search, Action::Accept, &[ENTER, DOWN, TAB], "到列表", "回到列表，保留搜索"),
    shown(Scope::Search, Action::Refuse, &[ESC], "取消", "取消搜索"),

    shown(Scope::Reading, Action::Back, &[ESC, ENTER, Chord::char('q'), Chord::char('?')], "关闭", "关闭"),
    quiet(Scope::Reading, Action::Up, &[UP], "向上"),
    quiet(Scope::Reading, Action::Down, &[DOWN], "向下"),
    quiet(Scope::Reading, Action::PageUp, &[PAGE_UP], "上一页"),
    quiet(Scope::Reading, Action::PageDown, &[PAGE_DOWN, Chord::char(' ')], "下一页"),
    quiet(Scope::Reading, Action::First, &[HOME], "开头"),
    quiet(Scope::Reading, Action::Last, &[END], "末尾"),

    collecting(shown(Scope::Chase, Action::Submit, &[Chord::f(9), Chord::ctrl('s')], "已发出", "记下这份催报已经发出")),
    collecting(shown(Scope::Chase, Action::Right, &[RIGHT, TAB], "下一份", "看下一份：本单位、逐家、群发")),
    collecting(quiet(Scope::Chase, Action::Left, &[LEFT, BACK_TAB], "看上一份")),
    collecting(quiet(Scope::Chase, Action::Up, &[UP], "向上")),
    collecting(quiet(Scope::Chase, Action::Down, &[DOWN], "向下")),
    collecting(quiet(Scope::Chase, Action::PageUp, &[PAGE_UP], "上一页")),
    collecting(quiet(Scope::Chase, Action::PageDown, &[PAGE_DOWN], "下一页")),
    collecting(quiet(Scope::Chase, Action::First, &[HOME], "开头")),
    collecting(quiet(Scope::Chase, Action::Last, &[END], "末尾")),
    collecting(shown(Scope::Chase, Action::Back, &[ESC, ENTER], "关闭", "关闭，不作记录")),

    quiet(Scope::Browse, Action::GoTo(1), &[Chord::char('1')], "到 总览"),
    collecting(quiet(Scope::Browse, Action::GoTo(2), &[Chord::char('2')], "到 进度")),
    quiet(Scope::Browse, Action::GoTo(3), &[Chord::char('3')], "到 填报"),
    quiet(Scope::Browse, Action::GoTo(4), &[Chord::char('4')], "到 单位"),
    quiet(Scope::Browse, Action::GoTo(5), &[Chord::char('5')], "到 隐患"),
    quiet(Scope::Browse, Action::GoTo(6), &[Chord::char('6')], "到 统计表"),
    quiet(Scope::Browse, Action::GoTo(7), &[Chord::char('7')], "到 记录"),
    quiet(Scope::Browse, Action::GoTo(8), &[Chord::char('8')], "到 导出"),
    quiet(Scope::Browse, Action::GoTo(9), &[Chord::char('9')], "到 登记（活动有台账时）"),
    quiet(Scope::Browse, Action::GoTo(10), &[Chord::char('0')], "到 目标、积分、责任、评选（活动有时）"),
    quiet(Scope::Browse, Action::NextScreen, &[TAB, Chord::char(']')], "下一个页面"),
    quiet(Scope::Browse, Action::PreviousScreen, &[BACK_TAB, Chord::char('[')], "上一个页面"),
    quiet(Scope::Browse, Action::Refresh, &[Chord::f(5)], "重新读取"),
    shown(Scope::Browse, Action::Quit, &[Chord::char('q')], "退出", "退出程序"),
    shown(Scope::Browse, Action::Help, &[Chord::char('?')], "帮助", "所有按键"),

    shown(Scope::Always, Action::Help, &[Chord::f(1)], "帮助", "所有按键"),
    quiet(Scope::Always, Action::CancelWork, &[Chord::ctrl('x')], "取消正在进行的工作"),
    quiet(Scope::Always, Action::Quit, &[Chord::ctrl('q'), Chord::ctrl('c')], "退出程序（草稿已保存）"),
];
