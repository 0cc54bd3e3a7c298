//! The records of a BIFF8 stream, and the texts in them, which may go on in the next record. What a record means is
//! its reader's. Everything here answers `None` or an error at the end of the bytes; nothing is believed of lengths.

use crate::intake::refusal::Refusal;

/// A record that only goes on with the one before it.
const CONTINUE: u16 = 0x003C;

/// One record with what continues it.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    more: Vec<&'a [u8]>,
}

/// The records of a stream from its beginning.
#[derive(Debug)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn of(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    fn take(&mut self) -> Result<(u16, &'a [u8]), Refusal> {
        let of = || {
            let kind = short(self.rest, 0)?;
            let end = 4 + usize::from(short(self.rest, 2)?);
            Some((kind, self.rest.get(4..end)?, &self.rest[end..]))
        };
        let (kind, data, rest) = of().ok_or_else(|| Refusal::broken("工作簿读不完整"))?;
        self.rest = rest;
        Ok((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        // Some writers fill the end of the stream with zeros.
        if self.rest.iter().take(4).all(|byte| *byte == 0) {
            return None;
        }
        let mut read = || {
            let (kind, data) = self.take()?;
            let mut more = Vec::new();
            while short(self.rest, 0) == Some(CONTINUE) {
                more.push(self.take()?.1);
            }
            Ok(Record { kind, data, more })
        };
        let record = read();
        if record.is_err() {
            self.rest = &[];
        }
        Some(record)
    }
}

impl<'a> Record<'a> {
    /// Its bytes from an offset on, through all that continues it.
    pub(super) fn span(&self, from: usize) -> Span<'_> {
        Span {
            here: self.data.get(from..).unwrap_or_default(),
            more: &self.more,
        }
    }
}

/// Bytes of a record that go on in others.
#[derive(Debug)]
pub(super) struct Span<'r> {
    here: &'r [u8],
    more: &'r [&'r [u8]],
}

impl<'r> Span<'r> {
    pub(super) fn is_empty(&self) -> bool {
        self.here.is_empty() && self.more.iter().all(|part| part.is_empty())
    }

    /// Goes on to the next record where this one has ended.
    fn refill(&mut self) -> Option<bool> {
        let mut is_new = false;
        while self.here.is_empty() {
            let (next, rest) = self.more.split_first()?;
            (self.here, self.more, is_new) = (next, rest, true);
        }
        Some(is_new)
    }

    fn byte(&mut self) -> Option<u8> {
        self.refill()?;
        let (byte, rest) = self.here.split_first()?;
        self.here = rest;
        Some(*byte)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.refill()?;
            let taken = count.min(self.here.len());
            self.here = &self.here[taken..];
            count -= taken;
        }
        Some(())
    }

    /// `XLUnicodeString`: its length, then its characters.
    pub(super) fn string(&mut self) -> Option<String> {
        let length = usize::from(self.word()?);
        if length == 0 {
            return Some(String::new());
        }
        self.characters(length)
    }

    /// `XLUnicodeRichExtendedString`: the same, with the runs of its formatting passed over.
    pub(super) fn rich_string(&mut self) -> Option<String> {
        let length = usize::from(self.word()?);
        let flags = self.byte()?;
        let runs = match flags & 0x08 {
            0 => 0,
            _ => usize::from(self.word()?),
        };
        let extension = match flags & 0x04 {
            0 => 0,
            _ => usize::from(self.word()?) | usize::from(self.word()?) << 16,
        };
        let text = self.units(length, flags)?;
        self.skip(4 * runs)?;
        self.skip(extension)?;
        Some(text)
    }

    /// The flags, then so many characters.
    pub(super) fn characters(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        self.units(length, flags)
    }

    /// Characters of one or two bytes each; where they go on in the next record, that says anew of how many.
    fn units(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut is_wide = flags & 1 != 0;
        // As many as the bytes can be, whatever the length says.
        let mut units: Vec<u16> = Vec::with_capacity(length.min(self.here.len()));
        while units.len() < length {
            if self.refill()? {
                is_wide = self.byte()? & 1 != 0;
                self.refill()?;
            }
            let unit = match is_wide {
                true => self.word()?,
                false => u16::from(self.byte()?),
            };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

pub(super) fn short(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn long(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn number(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at + 8)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}
