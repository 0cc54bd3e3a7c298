//! Filled paper read back into figures: Word, Excel, CSV, text. A file comes in as bytes with its name, and goes out as
//! readings: whose it is, which period it is for, and what every blank says, with its sentence. Pure and deterministic;
//! what becomes of a reading (drafts, revisions, the in-tray) is `ops`'.
//!
//! Nothing is guessed: what can be read in two ways, or in none, is a problem with its sentence. A stranger's file costs
//! no more than [`limits`] say, runs nothing, follows no link, and writes nothing.

mod anchor;
mod archive;
mod blank;
mod content;
mod convert;
mod docx;
mod form;
mod format;
mod grid;
mod leftover;
mod lexicon;
mod likeness;
pub mod limits;
mod number;
mod origin;
mod package;
pub mod page;
mod period;
mod plain;
mod reading;
mod refusal;
mod roster;
mod sheet;
mod sheets;
mod title;
mod unglued;
mod whose;
mod xls;
mod xml;

pub use archive::{Archive, Member};
pub use blank::{Blank, BlankForm, BlankId, DayPart, Place, blank_form};
pub use convert::Convert;
pub use page::{Part, Position};
pub use period::Which;
pub use reading::{CERTAIN, FieldRead, FileProblem, FileReading, Read, State};
pub use refusal::Refusal;
pub use whose::{Clue, Roll, Source, Whose};

use crate::domain::campaign::Campaign;
use crate::domain::period::Plan;
use crate::domain::unit::Unit;
use anchor::{Anchors, Settled};
use docx::Blanks;
use format::Format;
use package::Package;
use page::Page;
use period::Brings;
use title::Titles;

/// A file as it came in.
#[derive(Debug, Clone, Copy)]
pub struct FileSource<'a> {
    /// Its own name, without folders.
    pub name: &'a str,
    /// The folder that it lay in, which may be named after the unit or the period; empty where there is none.
    pub folder: &'a str,
    pub bytes: &'a [u8],
}

/// A campaign made ready for reading many files.
#[derive(Debug)]
pub struct Reader<'c> {
    campaign: &'c Campaign,
    units: Roll,
    plan: &'c Plan,
    anchors: Anchors<'c>,
    headings: roster::Names<'c>,
    titles: Titles,
    convert: Option<&'c dyn Convert>,
}

/// Reads one file. For many files make one [`Reader`].
///
/// # Errors
/// Where the file is not read at all; see [`Refusal`].
pub fn read(
    campaign: &Campaign,
    units: &[Unit],
    plan: &Plan,
    source: FileSource<'_>,
) -> Result<Vec<FileReading>, Refusal> {
    Reader::new(campaign, units, plan).read(source)
}

/// Reads what stands in a blank form, or in a notice. A blank that paper shows as a line (underlined spaces, an input
/// field that waits for words) is a line of `_` here, so that it can be told from a space.
///
/// # Errors
/// Where the file is not read at all; see [`Refusal`].
pub fn read_blank(source: FileSource<'_>, convert: Option<&dyn Convert>) -> Result<Page, Refusal> {
    page_of(source, convert, Blanks::AsLines)
}

/// The note on an old file that came out of its conversion as lines alone: LibreOffice loses the table of a form that it
/// wrote as `.doc` itself.
pub const TABLE_LOST: &str =
    "旧格式转换后没有了表格，只按文字逐行读，请逐空核对；请对方用 Word、WPS 另存为 .docx 再发更准";

fn page_of(
    source: FileSource<'_>,
    convert: Option<&dyn Convert>,
    blanks: Blanks,
) -> Result<Page, Refusal> {
    let bytes = source.bytes;
    if bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLong(limits::FILE_BYTES >> 20));
    }
    match format::of(source.name, bytes)? {
        Format::Docx => docx::read(Package::open(bytes)?, blanks),
        Format::Csv => plain::read_csv(bytes),
        Format::Text => plain::read_text(bytes),
        Format::OldWriter(kind) => {
            let converted = convert::to_docx(convert, kind, source.name, bytes)?;
            let mut page = docx::read(Package::open(&converted)?, blanks)?;
            if page.tables.is_empty() {
                page.notes.push(TABLE_LOST.to_owned());
            }
            Ok(page)
        }
        Format::Xlsx => sheet::read(bytes, Package::open(bytes)?),
        Format::Xls => xls::read(bytes),
    }
}

impl<'c> Reader<'c> {
    /// `units` are those that a file may be from.
    pub fn new(campaign: &'c Campaign, units: &[Unit], plan: &'c Plan) -> Self {
        Self {
            campaign,
            units: Roll::new(units),
            plan,
            anchors: Anchors::new(campaign),
            headings: roster::Names::new(campaign),
            titles: Titles::new(campaign),
            convert: None,
        }
    }

    /// Old formats are turned into `.docx` by this first; without it they are refused with what to do.
    pub fn with_converter(mut self, convert: Option<&'c dyn Convert>) -> Self {
        self.convert = convert;
        self
    }

    /// Reads one file: one reading, or one a unit where it is a sheet with one unit a row. Never none.
    ///
    /// # Errors
    /// Where the file is not read at all; see [`Refusal`].
    pub fn read(&self, source: FileSource<'_>) -> Result<Vec<FileReading>, Refusal> {
        let mut page = page_of(source, self.convert, Blanks::AsSpaces)?;
        if page.notes.iter().any(|note| note == TABLE_LOST) {
            unglued::cut(self.campaign, &mut page);
        }
        let rosters = roster::read(self.campaign, &self.headings, &self.units, &page);
        match rosters.is_empty() {
            true => Ok(self.read_forms(source, &page)),
            false => Ok(self.read_sheets(source, &page, rosters)),
        }
    }

    /// Grids by their cells; whatever else is on the page by its sentences.
    fn read_tables(&self, page: &Page, fields: &[FieldRead]) -> Settled {
        let grids = grid::read(self.campaign, page);
        if grids.taken.is_empty() {
            return self.read_sentences(page, fields);
        }
        let mut rest = page.clone();
        for table in grids.taken {
            rest.tables[table].rows.clear();
        }
        let mut settled = self.read_sentences(&rest, fields);
        settled.tables.extend(grids.tables);
        settled.blanks.extend(grids.blanks);
        settled.problems.extend(grids.problems);
        settled
    }

    /// By its sentences, and what stands beside them.
    fn read_sentences(&self, page: &Page, fields: &[FieldRead]) -> Settled {
        let mut settled = self.anchors.read(page);
        if !settled.tables.is_empty() {
            let left = leftover::tell(page, &settled.blanks, fields);
            settled.problems.extend(left);
        }
        settled
    }

    fn read_form(&self, source: FileSource<'_>, page: &Page) -> FileReading {
        let form = self.campaign.registration.as_ref();
        let fields = form.map(|form| form::read(form, page)).unwrap_or_default();
        let settled = self.read_tables(page, &fields);
        let titles = self.titles.of(page);
        let brings = Brings {
            tables: &settled.tables,
            registration: !fields.is_empty(),
        };
        let period = period::find(self.campaign, self.plan, brings, &titles, source.name);
        let mut problems = settled.problems;
        problems.extend(title::other_year(self.campaign, &self.titles, page));
        problems.extend(page.notes.iter().map(FileProblem::warning));
        if settled.tables.is_empty() && fields.is_empty() {
            let message = "没有认出这个活动的表，什么也没有收入；请核对是不是发错了文件";
            problems.insert(0, FileProblem::error(message));
        }
        FileReading {
            name: source.name.to_owned(),
            sheet: String::new(),
            row: None,
            unit: whose::find(&self.units, page, source.name, source.folder),
            period,
            tables: settled.tables,
            blanks: settled.blanks,
            fields,
            problems,
        }
    }
}
