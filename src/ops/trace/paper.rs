//! The last step of a trace: from a submission to the file it was read from, and to the sentence in it.

use super::Trace;
use crate::domain::arrival::called;
use crate::error::Fault;
use crate::ops::intray;
use crate::store::Reader;

/// Where a figure stood in the file that brought its submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedPaper {
    /// The file's own name; it is among the submission's material.
    pub file: String,
    /// The statement as it was; empty where the paper did not have it.
    pub sentence: String,
    /// Where it stood, in words.
    pub position: Option<String>,
    /// 约, 近, 余 or 多 stood with the number.
    pub approximate: bool,
    /// Whether a person corrected what was read.
    pub corrected: bool,
}

impl TracedPaper {
    /// Which file, where in it, and what was made of it: `来件“甲医院.docx”，第 3 行第 4 格，原文是约数`.
    pub fn words(&self) -> String {
        let mut words = called(&self.file);
        if let Some(position) = &self.position {
            words.push_str(&format!("，{position}"));
        }
        if self.approximate {
            words.push_str("，原文是约数");
        }
        if self.corrected {
            words.push_str("，收下时由人核改");
        }
        words
    }

    /// The sentence on one line, where the paper had it.
    pub fn sentence(&self) -> Option<String> {
        let is_there = !self.sentence.is_empty();
        is_there.then(|| self.sentence.replace('\n', " "))
    }
}

/// Finds the file of every submission that came by one.
pub(super) fn add(reader: Reader<'_>, trace: &mut Trace) -> Result<(), Fault> {
    for part in &mut trace.parts {
        for source in &mut part.sources {
            let (unit, number) = (part.unit.id, source.revision);
            let Some(arrival) = reader.arrival_of_revision(unit, &source.period, number)? else {
                continue;
            };
            let arrival = intray::read_back(arrival)?;
            let mut blanks = arrival.reading.iter().flat_map(|reading| &reading.blanks);
            let read = blanks.find(|read| read.id == trace.figure.id);
            source.paper = read.map(|read| TracedPaper {
                file: arrival.file.name.clone(),
                sentence: read.sentence.clone(),
                position: read.position.map(|position| position.to_string()),
                approximate: read.approximate,
                corrected: arrival.edits.entries.contains_key(&read.id),
            });
        }
    }
    Ok(())
}
