//! The desk on disk: the only SQL in the program. No rule of a campaign lives here.
