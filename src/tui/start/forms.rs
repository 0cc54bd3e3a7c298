//! What the first start asks for in forms, and what the answers come to. A form that is not answered rightly says so
//! beside its fields.

use super::work::Request;
use crate::domain::campaign::Campaign;
use crate::ops::desk::NewSeat;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::select::{Choice, Select};

/// Longest name of a unit, in characters.
const NAME: usize = 60;
/// Longest path that is taken, in characters.
const PATH: usize = 1000;
/// Whether the unit has others below it whose reports it adds up.
const ALONE: &str = "没有，本机只填报";
const COLLECTS: &str = "有，本机还要收集汇总";

/// Which packet, and what it does not say itself.
pub fn packet(path: &str) -> Form {
    let path = Item::line("path", "活动包", path, PATH)
        .required(true)
        .hint("输入或粘贴 .anyue 的路径，也可以把文件拖进窗口");
    let unit = Item::line("unit", "本机单位", "", NAME)
        .hint("活动包写明发给谁的不用写；发给全部单位的，写全称或编码");
    let below = [ALONE, COLLECTS].map(str::to_owned).to_vec();
    let below = Item::choice("below", "下面的单位", below, ALONE);
    Form::new(vec![path, unit, below])
}

pub fn packet_in(form: &mut Form) -> Option<Request> {
    let (typed, unit) = (form.value("path"), form.value("unit").trim().to_owned());
    if typed.trim().is_empty() {
        form.set_problems([("path", Remark::bad("请写出活动包的路径"))]);
        return None;
    }
    Some(Request::Open {
        typed,
        unit: (!unit.is_empty()).then_some(unit),
        collects: form.value("below") == COLLECTS,
    })
}

/// Which campaign file.
pub fn file() -> Form {
    let path = Item::line("path", "活动文件", "", PATH)
        .required(true)
        .hint("输入或粘贴路径，也可以把文件拖进窗口");
    Form::new(vec![path])
}

pub fn file_in(form: &mut Form) -> Option<Request> {
    let path = form.value("path");
    if path.trim().is_empty() {
        form.set_problems([("path", Remark::bad("请写出活动文件的路径"))]);
        return None;
    }
    Some(Request::Read(path))
}

/// Who sits at the desk: first whoever reports, then whoever collects.
pub fn roles() -> Select {
    Select::new(vec![
        Choice::new("我是填报单位的联络员").detail("填每期的材料和数字，导出报表"),
        Choice::new("我收集各单位的材料").detail("看进度、催报、汇总，导出总表"),
    ])
}

/// Which unit reports.
pub fn unit(campaign: &Campaign) -> Form {
    let kinds = campaign.unit_kinds.iter();
    let kinds: Vec<String> = kinds.map(|kind| kind.name.clone()).collect();
    let mut items = vec![
        Item::line("name", "单位名称", "", NAME)
            .required(true)
            .hint("写全称，与公章一致"),
    ];
    if !kinds.is_empty() {
        items.push(Item::choice("kind", "单位类别", kinds, "").required(true));
    }
    items.push(Item::line("code", "单位编码", "", 20).hint("收集单位发过编码就照填，没有就留空"));
    Form::new(items)
}

pub fn seat_in(form: &mut Form, campaign: &Campaign) -> Option<NewSeat> {
    let (name, kind) = (form.value("name"), form.value("kind"));
    let known = campaign.kind_named(&kind).map(|kind| kind.id.clone());
    let mut problems = Vec::new();
    if name.trim().is_empty() {
        problems.push(("name", Remark::bad("单位名称是必填项，请填写")));
    }
    if known.is_none() && !campaign.unit_kinds.is_empty() {
        problems.push(("kind", Remark::bad("请选一个类别（左右键选择）")));
    }
    if !problems.is_empty() {
        form.set_problems(problems);
        form.focus_first_problem();
        return None;
    }
    let code = form.value("code").trim().to_owned();
    Some(NewSeat::Unit {
        code: (!code.is_empty()).then_some(code),
        name: name.trim().to_owned(),
        kind: known,
    })
}
