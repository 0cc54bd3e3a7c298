//! The lines of the first list: desks that are there, notices to begin, the demonstration. What choosing one leads to is
//! the start's.

use std::path::PathBuf;

use super::{Known, Offer};
use crate::error::Fault;
use crate::tui::kit::select::Choice;

/// What a line stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Desk(PathBuf),
    /// A desk that cannot be opened, and why.
    Broken(Fault),
    Notice(Offer),
    /// A packet that came from the desk above.
    Packet,
    File,
    Demonstration,
}

/// Every line with what it stands for.
pub fn of(known: &[Known], offers: &[Offer]) -> Vec<(Choice, Entry)> {
    let desks = known.iter().filter_map(|known| {
        let choice = Choice::new(format!("打开：{}", known.name.as_ref().ok()?));
        Some((choice, Entry::Desk(known.folder.clone())))
    });
    // Before the notices: a unit that was sent a packet is not to begin a desk by hand.
    let packet =
        Choice::new("打开上级发来的活动包").detail("输入 .anyue 文件的路径，或把文件拖进窗口");
    let notices = offers.iter().map(|offer| {
        let campaign = &offer.campaign;
        let choice = Choice::new(format!("新建：{}", campaign.title));
        let choice = choice.detail(&campaign.document);
        (choice, Entry::Notice(offer.clone()))
    });
    let others = [
        (
            Choice::new("新建：用另一份活动文件").detail("输入 .toml 文件的路径"),
            Entry::File,
        ),
        (
            Choice::new("看看演示工作台").detail("24 家虚构单位，随便改，不影响真实数据"),
            Entry::Demonstration,
        ),
    ];
    // Last, because nothing can be done with them here; but nobody is to think that they are gone.
    let broken = known.iter().filter_map(|known| {
        let fault = known.name.as_ref().err()?;
        let folder = known.folder.file_name().unwrap_or_default();
        let choice = Choice::new(format!("打不开：{}", folder.to_string_lossy()));
        let message = format!("{}\n工作台在 {}", fault.message, known.folder.display());
        let fault = Fault {
            message,
            ..fault.clone()
        };
        Some((choice.detail("回车看原因"), Entry::Broken(fault)))
    });
    desks
        .chain([(packet, Entry::Packet)])
        .chain(notices)
        .chain(others)
        .chain(broken)
        .collect()
}
