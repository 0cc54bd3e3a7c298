//! Where things lie by default: the one place that asks the machine for its folders.
