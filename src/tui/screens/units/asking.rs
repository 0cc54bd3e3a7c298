//! The dialogs of this screen: what each asks, and how its answers become a request. What is only known to the desk
//! (a name that is taken) comes back as problems beside the same fields.

use chrono::NaiveDate;

use super::facet::kind_name;
use super::work::{Change, Request};
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::unit::{Excusal, Unit};
use crate::ops::unit::{UnitField, UnitInput};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;
use crate::tui::screens::excusing::{self, Excusing};

/// The most characters of a name, of a code, of a reason, of a pasted list.
const NAME: usize = 100;
const CODE: usize = 40;
const REASON: usize = 200;
const LIST: usize = 1_000_000;
/// What an open dialog is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Asking {
    /// The day from which it is expected where nobody says otherwise.
    New(Option<NaiveDate>),
    Edit(UnitId),
    Excuse(UnitId),
    EndExcusal(UnitId, Excusal),
    Close(UnitId),
    Reopen(UnitId),
    /// A list of units: its path, or its lines.
    List,
}

/// What keeps a dialog from being answered: by the ids of its items.
pub type Remarks = Vec<(&'static str, Remark)>;

/// Opens a dialog about units; `None` where the unit is gone.
pub fn about_unit(asking: &Asking, context: &Context, now: Instant) -> Option<Guarded> {
    let dialog = match asking {
        Asking::New(joins) => new_unit("", *joins, context),
        Asking::Edit(unit) => edit(context.unit(*unit)?, context),
        Asking::Excuse(unit) => {
            let today = now.date();
            let last = context.campaign.days.to().max(today);
            excusing::question(context.unit(*unit)?, today, last)
        }
        Asking::EndExcusal(unit, excusal) => {
            excusing::question_of_end(context.unit(*unit)?, excusal)
        }
        Asking::Close(unit) => close(context.unit(*unit)?, now),
        Asking::Reopen(unit) => reopen(context.unit(*unit)?),
        Asking::List => list(context),
    };
    Some(Guarded::new(dialog))
}

fn kind_item(context: &Context, value: &str) -> Option<Item> {
    let kinds = &context.campaign.unit_kinds;
    let names = kinds.iter().map(|kind| kind.name.clone());
    (!kinds.is_empty()).then(|| Item::choice("kind", "类别", names, value).required(true))
}

fn joined_item(joined: Option<NaiveDate>) -> Item {
    day_field::item("joined", "加入日期", joined).hint("此前到期的不算缺报；空着是活动一开始就报")
}

/// Asks for a unit's particulars; its name is there already where it was read from a paper.
pub fn new_unit(name: &str, joins: Option<NaiveDate>, context: &Context) -> Dialog {
    let above = format!("编码或名称；不填就是{}", context.unit_name(context.seat));
    let mut items = vec![
        Item::line("name", "名称", name, NAME)
            .required(true)
            .hint("写全称，与公章一致"),
    ];
    items.extend(kind_item(context, ""));
    items.extend([
        Item::line("code", "编码", "", CODE).hint("不填就由程序编号；定了不能再改"),
        Item::line("parent", "上级", "", NAME).hint(above),
        Item::line("aliases", "别名", "", NAME).hint("简称、曾用名，多个用顿号隔开"),
        Item::line("credit", "信用代码", "", CODE).hint("18 位统一社会信用代码，可不填"),
        joined_item(joins),
    ]);
    Dialog::form("新增单位", "", Form::new(items), "新增")
}

fn edit(unit: &Unit, context: &Context) -> Dialog {
    let mut items = vec![
        Item::fixed("code", "编码", unit.code.as_str()),
        Item::line("name", "名称", &unit.name, NAME).required(true),
    ];
    items.extend(kind_item(context, kind_name(unit, context)));
    let credit = unit.credit_code.as_deref().unwrap_or_default();
    let credit = Item::line("credit", "信用代码", credit, CODE);
    items.push(credit.hint("18 位统一社会信用代码，可不填"));
    items.push(joined_item(unit.joined_on));
    let text = "编码不变；改名以后，原名留作别名，照样查得到。";
    Dialog::form("修改单位", text, Form::new(items), "保存")
}

fn close(unit: &Unit, now: Instant) -> Dialog {
    let form = Form::new(vec![
        day_field::item("on", "停用日期", Some(now.date()))
            .required(true)
            .hint("从这一天起不再要求报送"),
        Item::line("reason", "理由", "", REASON).required(true),
    ]);
    let text = format!("{}\n不会删除：以前的报送都在，以后可以恢复。", unit.name);
    Dialog::form("停用单位", text, form, "停用")
}

fn reopen(unit: &Unit) -> Dialog {
    let closed = unit.closed_on.map(words::month_day).unwrap_or_default();
    let text = format!("{}\n自{closed}起停用；恢复后照常要求报送。", unit.name);
    Dialog::confirm("恢复报送", text, "恢复")
}

/// The dialog that takes a list of units; names the kinds, one of which stands on each line.
fn list(context: &Context) -> Dialog {
    let area = Item::area("list", "名单", "", LIST, 9).hint(
        "粘贴名单，每行写一家，名称后可用逗号写类别；或输入、拖入 CSV 文件的路径（表头如：编码,名称,类别）",
    );
    let kinds = context.campaign.unit_kinds.iter();
    let kinds: Vec<&str> = kinds.map(|kind| kind.name.as_str()).collect();
    let mut text = "先检查、不写入，看过结果再决定是否导入。".to_owned();
    if !kinds.is_empty() {
        text.push_str(&format!("\n类别是以下之一：{}。", kinds.join("、")));
    }
    Dialog::form("导入单位", text, Form::new(vec![area]), "检查")
}

/// What an answered dialog about units asks of the desk, or what is wrong with it.
pub fn answered(
    asking: &Asking,
    dialog: &Guarded,
    context: &Context,
    now: Instant,
) -> Result<Request, Remarks> {
    let change = match asking {
        Asking::New(_) | Asking::Edit(_) => {
            let input = typed_unit(dialog, context)?;
            match asking {
                Asking::Edit(unit) => Change::Edit { unit: *unit, input },
                _ => Change::Add(input),
            }
        }
        Asking::Excuse(unit) => {
            let unit = context.unit(*unit).ok_or_else(Remarks::new)?;
            let value = |id: &str| dialog.value(id);
            Change::Excusing(excusing::read(value, unit, now.date())?)
        }
        Asking::EndExcusal(unit, excusal) => Change::Excusing(Excusing::End {
            unit: *unit,
            day: excusal.from,
        }),
        Asking::Close(unit) => closed(*unit, dialog, now)?,
        Asking::Reopen(unit) => Change::Reopen(*unit),
        Asking::List => {
            let typed = dialog.value("list");
            let empty = (
                typed.trim().is_empty(),
                "list",
                "请粘贴名单，或写出文件的路径",
            );
            require([empty])?;
            return Ok(Request::Preview(typed));
        }
    };
    Ok(Request::Change(change))
}

/// From which day on, and why, a unit is closed.
fn closed(unit: UnitId, dialog: &Guarded, now: Instant) -> Result<Change, Remarks> {
    let reason = dialog.value("reason").trim().to_owned();
    let on = day_field::read_required(dialog.value("on").trim(), now.date());
    let mut wrong: Remarks = on
        .clone()
        .err()
        .map(|remark| ("on", remark))
        .into_iter()
        .collect();
    wrong.extend(no_reason(&reason));
    match on {
        Ok(on) if wrong.is_empty() => Ok(Change::Close { unit, on, reason }),
        _ => Err(wrong),
    }
}

/// What was typed into [`new_unit`], or what it lacks.
pub fn typed_unit(dialog: &Guarded, context: &Context) -> Result<UnitInput, Remarks> {
    let value = |id: &str| dialog.value(id).trim().to_owned();
    require([
        (value("name").is_empty(), "name", "请填写单位名称"),
        (
            value("kind").is_empty() && !context.campaign.unit_kinds.is_empty(),
            "kind",
            "请选一个类别（左右键选择）",
        ),
    ])?;
    let aliases = value("aliases");
    let aliases = aliases.split(['、', '，', ',', ';', '；']).map(str::trim);
    Ok(UnitInput {
        code: value("code"),
        name: value("name"),
        kind: value("kind"),
        parent: value("parent"),
        aliases: aliases
            .filter(|alias| !alias.is_empty())
            .map(str::to_owned)
            .collect(),
        credit_code: value("credit"),
        joined_on: value("joined"),
        closed_on: String::new(),
    })
}

fn no_reason(reason: &str) -> Option<(&'static str, Remark)> {
    reason
        .is_empty()
        .then(|| ("reason", Remark::bad("请写明理由")))
}

fn require<const N: usize>(rules: [(bool, &'static str, &'static str); N]) -> Result<(), Remarks> {
    let broken = rules.into_iter().filter(|(is_broken, ..)| *is_broken);
    let wrong: Remarks = broken
        .map(|(_, id, text)| (id, Remark::bad(text)))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The item of a dialog beside which the desk's problem stands.
pub fn item_of(field: UnitField) -> &'static str {
    match field {
        UnitField::Code => "code",
        UnitField::Name => "name",
        UnitField::Kind => "kind",
        UnitField::Parent => "parent",
        UnitField::Aliases => "aliases",
        UnitField::CreditCode => "credit",
        UnitField::JoinedOn | UnitField::ClosedOn => "joined",
    }
}
