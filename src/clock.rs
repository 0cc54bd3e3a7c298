//! The one place that reads the machine's clock. Everything else takes "now" as an argument.
