//! The command line, as a script or a person at a prompt meets it: the real binary with its own data root, at a moment
//! of its own. What the verbs do in every case is tested beside the verbs.

mod backup;
pub mod bench;
mod campaigns;
mod desks;
mod editing;
mod help;
mod imports;
mod json;
mod levels;
mod packets;
mod papers;
mod reads;
mod records;
mod results;
mod submissions;
mod units;
mod usage;
