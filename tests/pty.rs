//! Whole journeys on the real binary in a real pseudo-terminal. They wait for what the screen says and never sleep.

mod terminal;
