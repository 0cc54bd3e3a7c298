//! Writes a packet: the same values give the same bytes. Where files come from and where the packet goes is the caller's.

use std::io::{self, Read, Seek, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Body;
use super::key::DeskKey;
use super::manifest::{
    CAMPAIGN, CONTENTS, CampaignRef, Entry, FORMAT, Kind, MANIFEST, Manifest, Party, SIGNATURE,
    Sender, VERSION, Volume, path_of_file,
};
use crate::domain::calendar::Instant;
use crate::domain::lineage::uid::hex;

/// Bytes read at a time: files of any size pass through this much memory.
const CHUNK: usize = 256 * 1024;

/// What a packet is to hold.
#[derive(Debug, Clone)]
pub struct Making<'a> {
    pub kind: Kind,
    pub campaign: CampaignRef,
    /// The campaign file's text, downward.
    pub source: Option<&'a str>,
    pub sender: Party,
    pub addressee: Option<Party>,
    pub made_at: Instant,
    pub body: &'a Body,
    /// The files that go into this volume, each once.
    pub files: Vec<File>,
    /// Those that the contents name and that do not.
    pub left_out: Vec<File>,
    pub volume: Volume,
}

/// A file by its content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// SHA-256, 64 hex digits.
    pub hash: String,
    /// Bytes.
    pub size: u64,
}

impl File {
    fn entry(&self) -> Entry {
        Entry {
            path: path_of_file(&self.hash),
            sha256: self.hash.clone(),
            size: self.size,
        }
    }
}

/// Writes a packet and signs it. `open` finds a file by its content's hash.
///
/// # Errors
/// Where a file cannot be read or is not what its hash says, and where `out` does not take it.
pub fn write<W: Write + Seek, R: Read>(
    out: W,
    making: &Making<'_>,
    key: &DeskKey,
    mut open: impl FnMut(&str) -> io::Result<R>,
) -> io::Result<Manifest> {
    let contents = serde_json::to_vec(making.body).map_err(io::Error::other)?;
    let mut texts = vec![(CONTENTS, contents.as_slice())];
    texts.extend(making.source.map(|source| (CAMPAIGN, source.as_bytes())));
    let manifest = manifest(making, key, &texts);
    let json = serde_json::to_vec(&manifest).map_err(io::Error::other)?;
    let mut zip = ZipWriter::new(out);
    put(&mut zip, MANIFEST, &json)?;
    put(&mut zip, SIGNATURE, key.sign(&json).as_bytes())?;
    for (path, bytes) in texts {
        put(&mut zip, path, bytes)?;
    }
    for file in sorted(&making.files) {
        // Pictures and videos are compressed already.
        zip.start_file(
            path_of_file(&file.hash),
            options(CompressionMethod::Stored, file.size),
        )?;
        pour(open(&file.hash)?, &file, &mut zip)?;
    }
    zip.finish()?.flush()?;
    Ok(manifest)
}

fn manifest(making: &Making<'_>, key: &DeskKey, texts: &[(&str, &[u8])]) -> Manifest {
    let texts = texts.iter().map(|(path, bytes)| Entry {
        path: (*path).to_owned(),
        sha256: hex(&Sha256::digest(bytes)),
        size: bytes.len() as u64,
    });
    let mut entries: Vec<Entry> = texts.collect();
    entries.extend(sorted(&making.files).iter().map(File::entry));
    entries.sort();
    Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        kind: making.kind,
        campaign: making.campaign.clone(),
        sender: Sender {
            code: making.sender.code.clone(),
            name: making.sender.name.clone(),
            key: key.public().to_string(),
        },
        addressee: making.addressee.clone(),
        made_at: making.made_at,
        entries,
        left_out: sorted(&making.left_out).iter().map(File::entry).collect(),
        volume: making.volume,
    }
}

fn sorted(files: &[File]) -> Vec<File> {
    let mut files = files.to_vec();
    files.sort();
    files.dedup_by(|a, b| a.hash == b.hash);
    files
}

fn put<W: Write + Seek>(zip: &mut ZipWriter<W>, path: &str, bytes: &[u8]) -> io::Result<()> {
    zip.start_file(
        path,
        options(CompressionMethod::Deflated, bytes.len() as u64),
    )?;
    zip.write_all(bytes)
}

/// Nothing of the machine or the moment: no clock, no user, one mode.
fn options(method: CompressionMethod, size: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(size > u64::from(u32::MAX))
}

/// Copies a file that has to be what its hash says: a packet never carries what has gone bad on a disk.
fn pour(mut from: impl Read, file: &File, to: &mut impl Write) -> io::Result<()> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut done = 0;
    loop {
        let read = from.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        done += read as u64;
        hasher.update(&chunk[..read]);
        to.write_all(&chunk[..read])?;
    }
    if done != file.size || hex(&hasher.finalize()) != file.hash {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("material {} is not what it was", file.hash),
        ));
    }
    Ok(())
}
