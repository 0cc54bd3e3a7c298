//! Whether what is typed into the registration form is on disk: every state of the form that is sent has a number, and the
//! desk answers with the number that it wrote. What the draft says is the sheet's.

use super::work::Request;
use crate::error::Fault;

/// How far saving has got.
#[derive(Debug, Default)]
pub struct Saving {
    /// The number of the state that was sent last.
    sent: u64,
    /// The number of the state that the desk wrote last.
    written: u64,
    /// Why the desk could not write what it was sent.
    trouble: Option<String>,
}

impl Saving {
    /// The number of a state that is sent now.
    pub fn send(&mut self) -> u64 {
        self.sent += 1;
        self.sent
    }

    /// The desk wrote the state of that number, or nothing is left of it to be written.
    pub fn wrote(&mut self, serial: u64) {
        self.written = self.written.max(serial);
        if self.is_done() {
            self.trouble = None;
        }
    }

    /// The desk wrote nothing. While a state is under way it is that which failed: the worker does one thing at a time,
    /// and what it is asked besides writing drafts waits for an answer.
    pub fn failed(&mut self, fault: &Fault) {
        if self.written < self.sent {
            self.trouble = Some(fault.message.clone());
        }
    }

    pub fn is_done(&self) -> bool {
        self.sent == self.written
    }

    /// Why something is not on disk; nothing is said while it is on its way.
    pub fn trouble(&self) -> Option<String> {
        let why = self.trouble.as_ref()?;
        let why = why.trim_end_matches('。');
        Some(format!("草稿未存：{why}；会自动再试"))
    }

    /// What to ask again where the desk could not write.
    pub fn again(&self) -> Option<Request> {
        let serial = self.sent;
        self.trouble.as_ref().map(|_| Request::SaveAgain { serial })
    }
}

#[cfg(test)]
mod tests {
    //! Numbers sent, written and refused.

    use super::*;

    #[test]
    fn what_is_under_way_is_not_saved_and_what_failed_is_tried_again() {
        let mut saving = Saving::default();
        assert!(saving.is_done() && saving.again().is_none());
        let (first, second) = (saving.send(), saving.send());
        saving.wrote(first);
        assert!(!saving.is_done() && saving.trouble().is_none());
        saving.failed(&Fault::problem("磁盘已满。"));
        assert_eq!(
            saving.trouble().as_deref(),
            Some("草稿未存：磁盘已满；会自动再试")
        );
        assert_eq!(saving.again(), Some(Request::SaveAgain { serial: second }));
        saving.wrote(second);
        assert!(saving.is_done() && saving.trouble().is_none());
        saving.failed(&Fault::problem("别的事"));
        assert!(saving.trouble().is_none(), "no draft was under way");
    }
}
