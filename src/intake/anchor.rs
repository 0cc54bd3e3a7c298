//! Filled sentences read back into figures. The anchor is the campaign's own fixed text between the blanks: each row's
//! sentence is laid over what stands in a cell, and a blank is read where, and only where, the words around it say which
//! one it is. Everything else is a question with its sentence. Which unit and period a file is for is not known here.

mod align;
mod candidate;
mod exact;
mod gap;
mod judge;
mod pairs;
mod pattern;
mod rows;
mod settle;
mod token;

use super::page::Page;
use crate::domain::campaign::Campaign;
use crate::domain::id::TableId;
pub(super) use gap::Gap;
use judge::Bench;
use pattern::Pattern;
use rows::Known;
pub(super) use settle::Settled;

/// A campaign's tables, made ready once for many files.
#[derive(Debug)]
pub(super) struct Anchors<'c> {
    campaign: &'c Campaign,
    patterns: Vec<Pattern<'c>>,
    known: Known,
}

impl<'c> Anchors<'c> {
    pub(super) fn new(campaign: &'c Campaign) -> Self {
        Self {
            campaign,
            patterns: pattern::all(campaign),
            known: Known::new(campaign),
        }
    }

    /// Every blank of every table that the page has.
    pub(super) fn read(&self, page: &Page) -> Settled {
        let bench = self.bench();
        settle::settle(bench, &self.known, rows::find(bench, &self.known, page))
    }

    /// Where on a blank form the answers to one table go, in the paper's reading order; where one has no place, why.
    pub(super) fn gaps(&self, table: &TableId, page: &Page) -> Vec<Result<Gap, String>> {
        let bench = self.bench();
        gap::find(bench, table, rows::find(bench, &self.known, page))
    }

    fn bench(&self) -> Bench<'_, 'c> {
        Bench {
            campaign: self.campaign,
            patterns: &self.patterns,
        }
    }
}

#[cfg(test)]
mod tests;
