//! How much a stranger's file may cost, all in one place: bytes, entries, depth, cells, steps. Nothing that is read
//! here is ever written to a disk, so the names inside a package are only compared, never followed.

/// The largest file that is opened at all. Forms with photographs in them are a few megabytes.
pub const FILE_BYTES: usize = 64 << 20;
/// Entries of a package. A form has about twenty, a workbook of the largest kind some hundreds.
pub const ENTRIES: usize = 4_096;
/// Bytes of one entry after unpacking, counted while it is read and not as its header claims.
pub const PART_BYTES: u64 = 32 << 20;
/// Bytes of all entries that are read, after unpacking.
pub const TOTAL_BYTES: u64 = 64 << 20;
/// Bytes of all files of a zip of forms, by its own count, which each file is then held to.
pub const ARCHIVE_BYTES: u64 = 1 << 30;
/// How far from its end a zip's end record can begin: its own 22 bytes and a comment.
pub const END_RECORD_BYTES: u64 = 66_000;
/// Elements within elements. Word's own files stay under forty, nested tables included.
pub const XML_DEPTH: usize = 256;
/// Characters of all text of a file.
pub const TEXT_CHARS: usize = 2_000_000;
/// Cells, rows and paragraphs of a file.
pub const CELLS: usize = 200_000;
/// Sheets of a workbook.
pub const SHEETS: usize = 64;
/// Merged areas of a sheet; each cell is looked up in all of them.
pub const MERGED: usize = 2_000;
/// Steps of one alignment: words of the paper times words of the text.
pub const ALIGN_STEPS: usize = 2_000_000;
/// Steps of all alignments of a file.
pub const ALIGN_STEPS_OF_FILE: usize = 40_000_000;
/// Lines of loose text that are looked through for sentences of the paper.
pub const LINES: usize = 4_000;
