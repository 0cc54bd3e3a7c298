//! How an arrival is opened, and how input and the desk's answers change it while it lies open.

use super::sheet::Sheet;
use super::work::Request;
use super::{Intray, asking, lines};
use crate::domain::arrival::ArrivalState;
use crate::domain::id::ArrivalId;
use crate::ops::intray::{Judged, Where};
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::Input;
use crate::tui::screen::{Act, Context, Handled};

impl Intray {
    /// Opens the selected arrival on its paper. What has been done with is not read along with the list, and is asked
    /// for first.
    pub(super) fn open(&mut self, context: &Context) -> Handled {
        let Some((id, judged)) = self.selected() else {
            return Handled::nothing();
        };
        if !judged.arrival.is_open() {
            return Handled::ask(Request::Look(id));
        }
        self.open_judged(id, context);
        Handled::nothing()
    }

    /// Opens an arrival; of one that could not be read, what is known of it.
    fn open_judged(&mut self, id: ArrivalId, context: &Context) {
        let Some(judged) = self.of(id) else {
            return;
        };
        let sheet = Sheet::open(id, judged, context);
        if sheet.is_none() {
            self.popup = Some(asking::read_all(judged, context));
        }
        self.sheet = sheet;
    }

    /// The desk has told all that it knows of an arrival that was to be opened.
    pub(super) fn looked(&mut self, judged: Judged, context: &Context) {
        if let Some(id) = judged.arrival.id {
            self.replace(judged, context);
            self.open_judged(id, context);
        }
    }

    fn replace(&mut self, judged: Judged, context: &Context) {
        let mut all = self.judged.iter_mut().flatten();
        if let Some(known) = all.find(|known| known.arrival.id == judged.arrival.id) {
            *known = judged;
        }
        let rows = self.judged.iter().flatten();
        let rows = rows.map(|one| lines::line(one, context)).collect();
        self.table.set_rows(rows);
    }

    pub(super) fn hear_sheet(&mut self, input: Input<'_>, context: &Context) -> Handled {
        let Some((sheet, judged)) = opened(&mut self.sheet, &self.judged) else {
            self.sheet = None;
            return Handled::nothing();
        };
        match input {
            Input::Action(Action::Back) => {
                let left = sheet.settle(judged);
                self.sheet = None;
                return asked(left);
            }
            Input::Action(Action::Submit) => {
                return match sheet.settle(judged) {
                    Some(request) => {
                        sheet.accepts = true;
                        Handled::ask(request)
                    }
                    None => self.accept_opened(context),
                };
            }
            Input::Action(Action::NextProblem) => {
                let left = sheet.next_stop(judged);
                let said = next_in_words(sheet, judged);
                let mut acts = vec![Act::Remark(said)];
                acts.extend(left.map(|request| Act::Ask(request.into())));
                return Handled::Consumed(acts);
            }
            Input::Action(Action::ReadAll) => {
                self.popup = Some(asking::read_all(judged, context));
                return Handled::nothing();
            }
            Input::Action(action @ (Action::SettleUnit | Action::Extent)) => {
                let (id, left) = (sheet.id, sheet.settle(judged));
                let asked_about = self.about(id, action, context);
                return match left {
                    Some(request) => Handled::ask(request),
                    None => asked_about,
                };
            }
            _ => {}
        }
        match sheet.hear(input, judged) {
            (_, Some(request)) => Handled::ask(request),
            (true, None) => Handled::nothing(),
            (false, None) => Handled::Ignored,
        }
    }

    /// Asks whether the open arrival is to be accepted, or goes to what stands in the way.
    fn accept_opened(&mut self, context: &Context) -> Handled {
        let Some((sheet, judged)) = opened(&mut self.sheet, &self.judged) else {
            return Handled::nothing();
        };
        let why = match judged.arrival.state {
            ArrivalState::Waiting if judged.is_acceptable() => {
                self.popup = Some(asking::accept(sheet.id, judged, context));
                return Handled::nothing();
            }
            ArrivalState::Waiting if sheet.doubts() > 0 => {
                sheet.focus_first_doubt();
                format!("还有 {} 个空拿不准，请对照原句填好", sheet.doubts())
            }
            ArrivalState::Waiting => match to_settle(judged) {
                Some(first) => first,
                None => "还有须核对的，见上面".to_owned(),
            },
            state => format!("这份来件{}", state.label()),
        };
        Handled::Consumed(vec![Act::Remark(why)])
    }

    /// The correction that is being typed and is not on the desk.
    pub(super) fn unsaved(&self) -> Option<Request> {
        let sheet = self.sheet.as_ref()?;
        sheet.unsaved(self.of(sheet.id)?)
    }

    /// The desk has kept a correction: the arrival is another now.
    pub(super) fn corrected(&mut self, judged: Judged, context: &Context) -> Vec<Act> {
        self.replace(judged, context);
        self.refresh_sheet(context);
        let accepts = self
            .sheet
            .as_mut()
            .map(|sheet| std::mem::take(&mut sheet.accepts));
        match accepts {
            Some(true) => match self.accept_opened(context) {
                Handled::Consumed(acts) => acts,
                Handled::Ignored => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Shows on the open paper what the desk knows now.
    pub(super) fn refresh_sheet(&mut self, context: &Context) {
        match opened(&mut self.sheet, &self.judged) {
            Some((sheet, judged)) => {
                sheet.saved(judged);
                sheet.show(judged, context);
            }
            None => self.sheet = None,
        }
    }
}

/// What is still to be said of an arrival as a whole, with its keys; nothing where unit and period are known.
fn to_settle(judged: &Judged) -> Option<String> {
    let unit = named(Scope::Arrival, Action::SettleUnit);
    let period = named(Scope::Arrival, Action::Extent);
    let is_doubted = |place: Where| {
        let mut doubts = judged.doubts.iter();
        doubts.any(|doubt| doubt.must_mend() && doubt.place == place)
    };
    match (is_doubted(Where::Unit), is_doubted(Where::Period)) {
        (true, true) => Some(format!("还要认定单位（{unit}）和期次（{period}）")),
        (true, false) => Some(format!("还要认定单位（{unit}）")),
        (false, true) => Some(format!("还要认定期次（{period}）")),
        (false, false) => None,
    }
}

/// What to say where one has come to the next thing to be looked at.
fn next_in_words(sheet: &Sheet, judged: &Judged) -> String {
    let submit = named(Scope::Arrival, Action::Submit);
    let mut said = match (sheet.doubts(), sheet.stops()) {
        (0, 0) => "没有拿不准的空".to_owned(),
        (0, stops) => format!("没有拿不准的空；有提醒或变化的 {stops} 处，逐处看过"),
        (doubts, _) => format!("拿不准的空还有 {doubts} 处"),
    };
    match to_settle(judged) {
        Some(first) => said.push_str(&format!("；{first}")),
        None if sheet.is_open && judged.is_acceptable() => {
            said.push_str(&format!("，{submit} 收下"));
        }
        None => {}
    }
    said
}

/// The open paper and what the desk knows of it.
fn opened<'s>(
    sheet: &'s mut Option<Sheet>,
    judged: &'s Option<Vec<Judged>>,
) -> Option<(&'s mut Sheet, &'s Judged)> {
    let sheet = sheet.as_mut()?;
    let mut all = judged.iter().flatten();
    let judged = all.find(|judged| judged.arrival.id == Some(sheet.id))?;
    Some((sheet, judged))
}

fn asked(request: Option<Request>) -> Handled {
    request.map_or_else(Handled::nothing, Handled::ask)
}
