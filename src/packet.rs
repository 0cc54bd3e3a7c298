//! Packets (报送包): the files that carry a campaign downward and submissions upward between desks that no network joins.
//! Values in, signed bytes out; bytes in, values that were checked or a [`Flaw`] in words for people. The format is told in
//! `docs/packet.md`. What a desk makes of a packet is `ops::packet`'s; whose answers stand is the domain's.

mod body;
mod flaw;
mod key;
mod manifest;
mod read;
mod words;
mod write;

pub use body::{
    Body, PacketClosing, PacketExtension, PacketFile, PacketHazard, PacketReceipt, PacketReview,
    PacketRevision, PacketShare, PacketUnit, Said,
};
pub use flaw::Flaw;
pub use key::{DeskKey, KeyError, PublicKey};
pub use manifest::{CampaignRef, Entry, FORMAT, Kind, Manifest, Party, Sender, VERSION, Volume};
pub use read::Opened;
pub use write::{File, Making, write};

/// How a packet's file name ends.
pub const ENDING: &str = "anyue";
