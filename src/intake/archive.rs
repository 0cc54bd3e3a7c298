//! A zip of files as units send them: names from Windows are GBK, sizes are not believed, nothing is written. What lies
//! in the files, and which of them are worth reading, is not known here.

use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};

use encoding_rs::GB18030;
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits;
use super::refusal::Refusal;

/// An open zip.
pub struct Archive<R> {
    zip: ZipArchive<R>,
}

/// One file of a zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub index: usize,
    /// Its path within, for people and for finding out whose it is; never a place to write to.
    pub path: String,
}

impl<R> std::fmt::Debug for Archive<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").finish_non_exhaustive()
    }
}

impl<R: Read + Seek> Archive<R> {
    /// # Errors
    /// Where it is no zip, or one that would cost more than [`limits`] allow.
    pub fn open(mut reader: R) -> Result<Self, Refusal> {
        refuse_many_members(&mut reader)?;
        let zip = ZipArchive::new(reader).map_err(|_| Refusal::broken("压缩包打不开"))?;
        if zip.len() > limits::ENTRIES {
            return Err(Refusal::TooLarge("文件个数"));
        }
        let sizes = (0..zip.len()).filter_map(|index| Some(zip.by_index_data(index).ok()?.size()));
        if sizes.fold(0, u64::saturating_add) > limits::ARCHIVE_BYTES {
            return Err(Refusal::TooLarge("内容"));
        }
        Ok(Self { zip })
    }

    /// Whether it is itself a document or a workbook (OPC, ECMA-376 part 2), whatever it is called.
    pub fn is_document(&self) -> bool {
        self.zip.index_for_name("[Content_Types].xml").is_some()
    }

    /// The files in it, folders left out, in the order of their paths.
    pub fn members(&self) -> Vec<Member> {
        let raw = (0..self.zip.len()).filter_map(|index| {
            let entry = self.zip.by_index_data(index).ok()?;
            Some((index, entry.name_raw().to_vec()))
        });
        let mut members: Vec<Member> = raw
            .map(|(index, raw)| Member {
                index,
                path: decoded(&raw).replace('\\', "/"),
            })
            .filter(|member| !member.path.ends_with('/'))
            .collect();
        members.sort_by(|a, b| a.path.cmp(&b.path));
        members
    }

    /// The content of one file.
    ///
    /// # Errors
    /// Where it is locked, broken, or longer than it says or than a form can be.
    pub fn content(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let member = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(what) if what.contains("assword") => Refusal::Locked,
            _ => Refusal::broken("压缩包解不开"),
        })?;
        let most = limits::FILE_BYTES as u64;
        if member.size() > most {
            return Err(Refusal::TooLong(limits::FILE_BYTES >> 20));
        }
        // One that is longer than it says would get past the sum of what all of them say.
        let said = member.size();
        let mut content = Vec::new();
        let read = member.take(said + 1).read_to_end(&mut content);
        match read {
            Ok(length) if length as u64 == said => Ok(content),
            _ => Err(Refusal::broken("压缩包解不开")),
        }
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Passes the content of one file on piece by piece, and tells its length: for files that are too long to be held in
    /// memory.
    ///
    /// # Errors
    /// Where it is locked, broken, longer than `most` bytes, or where `to` does not take it.
    pub fn pour(&mut self, index: usize, most: u64, to: &mut impl Write) -> Result<u64, Refusal> {
        let broken = |_| Refusal::broken("压缩包解不开");
        let mut member = self.zip.by_index(index).map_err(broken)?;
        let length = std::io::copy(&mut member.by_ref().take(most + 1), to);
        match length {
            Ok(length) if length <= most => Ok(length),
            Ok(_) => Err(Refusal::TooLarge("内容")),
            Err(error) => Err(Refusal::broken(cause(error.kind()))),
        }
    }
}

/// Why a file could not be passed on; the words of the zip library are not for people.
fn cause(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidData | ErrorKind::InvalidInput => "内容和校验对不上",
        ErrorKind::UnexpectedEof => "内容没有传完",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满，没有存下",
        _ => "读写没有完成",
    }
}

/// The end record's own count, before anything is laid out in memory for so many.
fn refuse_many_members(reader: &mut (impl Read + Seek)) -> Result<(), Refusal> {
    let broken = |_| Refusal::broken("压缩包打不开");
    let length = reader.seek(SeekFrom::End(0)).map_err(broken)?;
    let tail = length.min(limits::END_RECORD_BYTES);
    reader
        .seek(SeekFrom::Start(length - tail))
        .map_err(broken)?;
    let mut bytes = Vec::new();
    let mut end = reader.by_ref().take(tail);
    end.read_to_end(&mut bytes).map_err(broken)?;
    super::package::refuse_many_entries(&bytes)?;
    reader.rewind().map_err(broken)
}

/// UTF-8 where it is that, else GB18030: Windows writes names so and does not say it.
fn decoded(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

#[cfg(test)]
mod tests;
