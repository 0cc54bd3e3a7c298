//! The command line: arguments in, ops called, text or JSON out.
