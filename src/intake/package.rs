//! A zip package (`.docx`, `.xlsx`) opened carefully: entries counted, every byte counted as it is unpacked. Names
//! are compared and never followed; nothing is written. What the parts say is their readers'.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits;
use super::refusal::Refusal;

/// So many bytes are laid out at once where an entry's header claims as many: more than any form has.
const CLAIM_BELIEVED: u64 = 1 << 20;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl std::fmt::Debug for Package<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        refuse_many_entries(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
        if archive.len() > limits::ENTRIES {
            return Err(Refusal::TooLarge("内部文件个数"));
        }
        Ok(Self {
            archive,
            left: limits::TOTAL_BYTES,
        })
    }

    /// Names that cannot be read are of no use and are left out.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of one entry; `None` where there is no such entry.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refusal(error)),
        };
        let most = limits::PART_BYTES.min(self.left);
        // Room for what its header claims, within reason; how much it is shows when it is unpacked.
        let claimed = part.size().min(CLAIM_BELIEVED);
        let mut bytes = Vec::with_capacity(usize::try_from(claimed).unwrap_or(0));
        let read = part.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|_| Refusal::broken("压缩包解不开"))?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(Refusal::TooLarge("内容"));
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// One entry as XML text.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.part(name)?.map(|bytes| text_of(&bytes)).transpose()
    }
}

/// The end record's own count of entries, before anything is laid out in memory for them.
pub(super) fn refuse_many_entries(bytes: &[u8]) -> Result<(), Refusal> {
    const END: &[u8] = b"PK\x05\x06";
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let Some(at) = tail.windows(END.len()).rposition(|window| window == END) else {
        return Err(Refusal::broken("压缩包不完整"));
    };
    let count = tail.get(at + 10..at + 12);
    let count = count.map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    if count > limits::ENTRIES {
        return Err(Refusal::TooLarge("内部文件个数"));
    }
    Ok(())
}

fn refusal(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => Refusal::Locked,
        _ => Refusal::broken("压缩包打不开"),
    }
}

/// XML is UTF-8 unless its first bytes say UTF-16.
fn text_of(bytes: &[u8]) -> Result<String, Refusal> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    let text = text.ok_or_else(|| Refusal::broken("文字编码不对"))?;
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests;
