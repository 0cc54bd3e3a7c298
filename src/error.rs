//! What can go wrong outside the user's own figures, and what to say about it.
