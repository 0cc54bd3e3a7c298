//! Packets between desks: made, opened, and what opening one does to the desk. What a packet is and whether a file is a sound
//! one is [`crate::packet`]'s; what stands among revisions from several desks is
//! [`domain::lineage`](crate::domain::lineage)'s.
//!
//! Downward a packet carries the campaign, its units, and what was decided about their answers; upward a unit's answers. A
//! desk takes a packet whole or not at all, in one transaction; the same one twice changes nothing, and the order does not
//! matter.

mod adopt;
mod arrive;
mod check;
mod coming;
mod files;
mod gather;
mod judge;
mod keys;
mod make;
mod merge;
mod open;
mod place;
mod preview;
mod rows;
mod superior;
#[cfg(test)]
mod tests;
mod told;
mod word;

pub use coming::Coming;
pub use files::Missing;
pub use judge::Doubt;
pub use keys::{KeyState, KnownKey, confirm_key, confirm_sender, known_keys, own_fingerprint};
pub use make::{Bring, For, Made, MadeFile, make_campaign, make_report, outbox};
pub use open::{OpenAs, Opening, Taken, open, set_up};
pub use place::{Goes, Place, Question, Wish, is_packet, names_packet, place};
pub use preview::{Preview, preview};
pub use superior::Superior;
pub use told::{ToCompare, due_next, seated, told};
