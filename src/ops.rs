//! The verbs of the program, shared by the command line and the screens. No SQL text, no screen.
