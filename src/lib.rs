//! 安月 (Anyue) runs a safety campaign from the terminal: one notice as data, one SQLite file a desk, paper out.
//!
//! | room | holds | may use |
//! |---|---|---|
//! | [`domain`] | nouns and rules; pure | std, chrono types, serde |
//! | [`text`] | widths, wrapping, line editing, pinyin search; pure | unicode crates |
//! | [`store`] | the only SQL | domain, text |
//! | [`export`] | two neutral shapes and their writers | domain, text |
//! | [`intake`] | filled paper read back into figures; pure | domain, text |
//! | [`template`] | the notice's own blank forms filled in; pure | domain, text, intake |
//! | [`packet`] | signed files that carry a campaign or submissions from desk to desk; pure | domain, intake |
//! | [`office`] | the one place that runs an office program, for old formats | intake |
//! | [`editor`] | the one place that runs the user's own editor | text |
//! | [`draft`] | a blank form and its notice become a campaign file; pure | domain, text, intake |
//! | [`ops`] | verbs shared by CLI and TUI: `(store, input, now) → Result` | the rooms above |
//! | [`cli`] | arguments, one file a subcommand | ops, domain, text, export, intake, draft |
//! | [`tui`] | the terminal program: pure `update`, one loop that does I/O | ops, domain, text |
//!
//! Nothing here reads the clock, the environment, the home directory or chance except [`clock`], [`paths`] and [`entropy`];
//! `tests/architecture.rs` holds the table above.

pub mod cli;
pub mod clock;
pub mod domain;
pub mod draft;
pub mod editor;
pub mod entropy;
pub mod error;
pub mod export;
pub mod intake;
pub mod office;
pub mod ops;
pub mod packet;
pub mod paths;
pub mod store;
pub mod template;
pub mod text;
pub mod tui;
