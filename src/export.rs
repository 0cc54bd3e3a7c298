//! Paper out: neutral sheets and documents, and a writer for each format. Never queries.
