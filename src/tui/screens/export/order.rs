//! What is ordered. Choices outlive a change of paper; what does not suit the paper at hand gives way to what does,
//! and comes back with the next that it suits.

use std::path::PathBuf;

use crate::domain::counting::Counting;
use crate::domain::id::TableId;
use crate::ops::export::{FOLDER, Kind, Layout, Offer, Request, Scope as Whose, Shape};
use crate::ops::total::Extent;
use crate::tui::screen::Context;
use crate::tui::screens::chooser::{self, EACH};

/// Whose paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipients {
    One(Whose),
    /// One paper for every unit that reports.
    Each,
}

/// What was chosen; `None` is what suits the paper and the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    pub whose: Option<Recipients>,
    pub extent: Option<Extent>,
    pub counting: Counting,
    pub shape: Option<Shape>,
    /// A folder, or the path of the file.
    pub place: Option<PathBuf>,
}

/// A paper to be written, with everything decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub kind: Kind,
    pub table: Option<TableId>,
    /// Which register or points table, by its id.
    pub of: Option<String>,
    pub whose: Recipients,
    pub extent: Extent,
    /// Which submissions its totals count.
    pub counting: Counting,
    pub shape: Shape,
    /// What else it could be written as.
    pub shapes: Vec<Shape>,
    pub place: Option<PathBuf>,
}

impl Choices {
    /// The order for a paper.
    pub fn order(&self, offer: &Offer, context: &Context) -> Order {
        let kind = offer.kind;
        let home = Recipients::One(chooser::home(context));
        let whose = match self.whose {
            Some(Recipients::Each) if !is_of_one_unit(kind) => home,
            Some(whose) => whose,
            None => home,
        };
        let fills = |extent: &Extent| match (extent, &offer.table) {
            (Extent::Period(id), Some(table)) => {
                let periods = context.plan.folding(&context.campaign, table);
                periods.iter().any(|period| period.id == *id)
            }
            _ => true,
        };
        let extent = self.extent.clone();
        let extent = extent.filter(|extent| kind.has_extent() && fills(extent));
        let shapes = offer.shapes();
        // Word is Word, in the notice's form or not.
        let chosen = self.shape.and_then(|chosen| {
            let mut alike = shapes.iter().filter(|shape| shape.format == chosen.format);
            let same = shapes.iter().find(|shape| **shape == chosen);
            same.or_else(|| alike.next())
        });
        Order {
            kind,
            table: offer.table.clone(),
            of: offer.of.clone(),
            whose,
            extent: extent.unwrap_or(Extent::Whole),
            counting: match kind.has_totals() {
                true => self.counting,
                false => Counting::default(),
            },
            shape: *chosen.or(shapes.first()).expect("every paper has a format"),
            shapes,
            place: self.place.clone(),
        }
    }
}

/// Whether every unit can have one of its own.
pub fn is_of_one_unit(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Annex1 | Kind::Annex2 | Kind::Figures | Kind::Record
    )
}

impl Order {
    /// The paper for one of the recipients.
    pub fn request(&self, whose: Whose) -> Request {
        Request {
            extent: self.extent.clone(),
            counting: self.counting,
            table: self.table.clone(),
            of: self.of.clone(),
            layout: self.shape.layout,
            ..Request::whole(self.kind, whose)
        }
    }

    pub fn whose_words(&self, context: &Context) -> String {
        match (self.whose, self.kind) {
            (Recipients::Each, _) => EACH.to_owned(),
            (Recipients::One(Whose::Subtree(_)), Kind::Annex1) => {
                "空表（发给单位填写；要填好的请选单位）".to_owned()
            }
            (Recipients::One(whose), _) => chooser::whose_words(context, whose),
        }
    }

    pub fn extent_words(&self, context: &Context) -> String {
        match self.kind.has_extent() {
            true => self.extent.words(&context.plan),
            false => "这种材料不分期次，按现在的情况写".to_owned(),
        }
    }

    pub fn counting_words(&self) -> &'static str {
        match self.kind.has_totals() {
            true => self.counting.label(),
            false => "这种材料不汇总报送",
        }
    }

    pub fn format_words(&self) -> String {
        let Shape { format, layout } = self.shape;
        let words = format!("{}（.{format}）", format.label());
        match self.has_form() {
            true => format!("{words}，{}", layout.label()),
            false => words,
        }
    }

    /// Whether the notice's own form can be chosen for it, in its format.
    fn has_form(&self) -> bool {
        self.shapes
            .iter()
            .any(|shape| shape.layout == Layout::Notice && shape.format == self.shape.format)
    }

    pub fn place_words(&self, context: &Context) -> String {
        match &self.place {
            Some(place) => place.display().to_string(),
            None => context.folder.join(FOLDER).display().to_string(),
        }
    }
}
