//! Reads a packet: every byte is held against the manifest and the manifest against its signature before anything is
//! handed out. Costs no more than `intake`'s limits allow; nothing is written and no name within is followed.

mod place;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, Write};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::body::Body;
use super::flaw::Flaw;
use super::key::PublicKey;
use super::manifest::{
    CAMPAIGN, CONTENTS, Entry, FORMAT, MANIFEST, Manifest, SIGNATURE, VERSION, path_of_file,
};
use crate::domain::lineage::uid::hex;
use crate::domain::record::NamedVersion;
use crate::intake::{Archive, limits};

/// A packet that was checked from its first byte to its last.
#[derive(Debug)]
pub struct Opened<R> {
    pub manifest: Manifest,
    /// The SHA-256 of the manifest's bytes, which vouch for all the others: names this very packet.
    pub digest: String,
    /// The key that signed it.
    pub key: PublicKey,
    pub body: Body,
    /// The campaign file's text, where it carries one.
    pub campaign: Option<String>,
    archive: Archive<R>,
    /// Where each path lies in the zip.
    places: BTreeMap<String, usize>,
}

/// What every version of the format says of itself, in the same keys.
#[derive(Deserialize)]
struct Heading {
    format: String,
    version: u32,
}

impl<R: Read + Seek> Opened<R> {
    /// # Errors
    /// Where it is no packet, one of another format, cut, damaged, forged, or one that would cost too much.
    pub fn open(mut reader: R) -> Result<Self, Flaw> {
        refuse_others(&mut reader)?;
        let mut archive = Archive::open(reader)?;
        let members = archive.members();
        let count = members.len();
        let places: BTreeMap<String, usize> = members
            .into_iter()
            .map(|member| (member.path, member.index))
            .collect();
        if places.len() != count {
            return Err(Flaw::broken("有同名的文件"));
        }
        let Some(&at) = places.get(MANIFEST) else {
            return Err(Flaw::NotAPacket);
        };
        let json = archive.content(at)?;
        let manifest = read_manifest(&json)?;
        let key = signed_by(&mut archive, &places, &manifest, &json)?;
        let texts = check_entries(&mut archive, &places, &manifest)?;
        let contents = texts.get(CONTENTS).ok_or_else(|| Flaw::broken(CONTENTS))?;
        let body: Body = serde_json::from_slice(contents)
            .map_err(|_| Flaw::Unreadable(place::unreadable(contents)))?;
        check_body(&body, &manifest)?;
        let campaign = texts.get(CAMPAIGN).map(|bytes| text_of(CAMPAIGN, bytes));
        Ok(Self {
            digest: hex(&Sha256::digest(&json)),
            key,
            body,
            campaign: campaign.transpose()?,
            manifest,
            archive,
            places,
        })
    }

    /// The files that it carries: hash and size.
    pub fn files(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.manifest.entries.iter();
        entries.filter(|entry| entry.path == path_of_file(&entry.sha256))
    }

    /// Passes on a file that it carries, piece by piece.
    ///
    /// # Errors
    /// Where it carries no such file, or the packet has changed since it was opened.
    pub fn pour(&mut self, hash: &str, to: &mut impl Write) -> Result<(), Flaw> {
        let path = path_of_file(hash);
        let entry = self
            .manifest
            .entries
            .iter()
            .find(|entry| entry.path == path);
        let entry = entry.ok_or_else(|| Flaw::broken(path.clone()))?;
        let place = self
            .places
            .get(&path)
            .ok_or_else(|| Flaw::broken(path.clone()))?;
        checked(&mut self.archive, *place, entry, to)
    }
}

/// A file that does not begin as a zip does was never a packet; one that does and ends too early is a packet that was cut.
fn refuse_others(reader: &mut (impl Read + Seek)) -> Result<(), Flaw> {
    let broken = |_: io::Error| Flaw::broken("没有传完，或者被改动过");
    let mut beginning = Vec::new();
    let mut first = reader.by_ref().take(2);
    first.read_to_end(&mut beginning).map_err(broken)?;
    reader.rewind().map_err(broken)?;
    match beginning.as_slice() {
        [] => Err(Flaw::broken("文件是空的")),
        b"PK" => Ok(()),
        _ => Err(Flaw::NotAPacket),
    }
}

fn read_manifest(json: &[u8]) -> Result<Manifest, Flaw> {
    let heading: Heading = serde_json::from_slice(json).map_err(|_| Flaw::NotAPacket)?;
    if heading.format != FORMAT {
        return Err(Flaw::NotAPacket);
    }
    match heading.version.cmp(&VERSION) {
        Ordering::Greater => return Err(Flaw::Newer(heading.version)),
        Ordering::Less => return Err(Flaw::Older(heading.version)),
        Ordering::Equal => {}
    }
    // Whose program wrote it so nobody can say before its signature has been looked at.
    serde_json::from_slice(json).map_err(|_| Flaw::broken(MANIFEST))
}

fn signed_by<R: Read + Seek>(
    archive: &mut Archive<R>,
    places: &BTreeMap<String, usize>,
    manifest: &Manifest,
    json: &[u8],
) -> Result<PublicKey, Flaw> {
    let at = places
        .get(SIGNATURE)
        .ok_or_else(|| Flaw::broken(SIGNATURE))?;
    let signature = archive.content(*at)?;
    let signature = text_of(SIGNATURE, &signature)?;
    let key = PublicKey::parse(&manifest.sender.key).map_err(|_| Flaw::Forged)?;
    match key.signed(json, &signature) {
        true => Ok(key),
        false => Err(Flaw::Forged),
    }
}

/// Holds every file against the manifest; hands out the texts, which are short enough to be held.
fn check_entries<R: Read + Seek>(
    archive: &mut Archive<R>,
    places: &BTreeMap<String, usize>,
    manifest: &Manifest,
) -> Result<BTreeMap<String, Vec<u8>>, Flaw> {
    let listed: BTreeSet<&str> = manifest
        .entries
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    let is_listed = |path: &str| listed.contains(path) || path == MANIFEST || path == SIGNATURE;
    if let Some(other) = places.keys().find(|path| !is_listed(path)) {
        return Err(Flaw::broken(format!("多出了 {other}")));
    }
    let mut texts = BTreeMap::new();
    for entry in &manifest.entries {
        let place = places.get(&entry.path);
        let place = *place.ok_or_else(|| Flaw::broken(format!("缺少 {}", entry.path)))?;
        match entry.path.as_str() {
            CONTENTS | CAMPAIGN => {
                if entry.size > limits::FILE_BYTES as u64 {
                    return Err(Flaw::broken(entry.path.clone()));
                }
                let mut bytes = Vec::new();
                checked(archive, place, entry, &mut bytes)?;
                texts.insert(entry.path.clone(), bytes);
            }
            path if path == path_of_file(&entry.sha256) => {
                checked(archive, place, entry, &mut io::sink())?;
            }
            path => return Err(Flaw::broken(format!("不认识的 {path}"))),
        }
    }
    Ok(texts)
}

/// Passes an entry on and tells whether it is what the manifest says.
fn checked<R: Read + Seek>(
    archive: &mut Archive<R>,
    place: usize,
    entry: &Entry,
    to: &mut impl Write,
) -> Result<(), Flaw> {
    let mut hashing = Hashing {
        to,
        hasher: Sha256::new(),
    };
    let length = archive.pour(place, entry.size, &mut hashing)?;
    if length != entry.size || hex(&hashing.hasher.finalize()) != entry.sha256 {
        return Err(Flaw::broken(format!("{} 与清单不符", entry.path)));
    }
    Ok(())
}

/// What follows from the contents alone: every name is the true one, and whatever is replaced comes along, so that
/// what stands does not depend on what else a desk happens to know.
fn check_body(body: &Body, manifest: &Manifest) -> Result<(), Flaw> {
    if manifest.volume.number == 0 || manifest.volume.number > manifest.volume.of {
        return Err(Flaw::broken("分卷号"));
    }
    let mut known = BTreeSet::new();
    for revision in &body.revisions {
        if revision.uid != revision.true_uid() {
            return Err(Flaw::broken(format!(
                "{} {} 的内容与名称不符",
                revision.unit, revision.period
            )));
        }
        let key = (&revision.unit, &revision.period, revision.uid.as_str());
        if !known.insert(key) {
            return Err(Flaw::broken("同一版出现两次"));
        }
    }
    for revision in &body.revisions {
        let (unit, period) = (&revision.unit, &revision.period);
        let lost = |parent: &&String| !known.contains(&(unit, period, parent.as_str()));
        if revision.parents.iter().any(|parent| lost(&parent)) {
            return Err(Flaw::broken(format!("{unit} {period} 缺少更正以前的一版")));
        }
    }
    check_records(body)
}

/// Every version of a record has its true name, and every record says something. What a version replaces may stay away: a desk
/// tells what it took, and does not take every version that another builds on.
fn check_records(body: &Body) -> Result<(), Flaw> {
    let mut known = BTreeSet::new();
    for record in &body.records {
        let is_true = |version: &NamedVersion| version.uid == record.true_uid(version);
        if !record.versions.iter().all(is_true) {
            return Err(Flaw::broken(format!(
                "{} 的台账内容与名称不符",
                record.unit
            )));
        }
        let versions = record.versions.iter();
        let names: BTreeSet<&str> = versions.map(|version| version.uid.as_str()).collect();
        if names.is_empty() || names.len() != record.versions.len() || !known.insert(&record.uid) {
            return Err(Flaw::broken(format!(
                "{} 的台账有重复的或空的",
                record.unit
            )));
        }
    }
    Ok(())
}

fn text_of(what: &str, bytes: &[u8]) -> Result<String, Flaw> {
    let text = std::str::from_utf8(bytes).map_err(|_| Flaw::broken(what))?;
    Ok(text.to_owned())
}

/// Passes bytes on and hashes them on the way.
struct Hashing<'a, W> {
    to: &'a mut W,
    hasher: Sha256,
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests;
