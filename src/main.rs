//! The binary: arguments in, an exit code out.

fn main() {}
