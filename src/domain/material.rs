//! Material (材料) is an attached file, known by its content: the same file is stored once, whatever it is called.

use serde::{Deserialize, Serialize};

/// One attached file of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// SHA-256 of the content, 64 hex digits: where it lies in the desk's store.
    pub hash: String,
    /// The file's name as the sender had it, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub kind: MaterialKind,
}

/// What sort of file it is, told from its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialKind {
    Picture,
    Video,
    Audio,
    Document,
    Archive,
    Other,
}

impl MaterialKind {
    /// Tells the kind from a file name's ending.
    pub fn of(name: &str) -> Self {
        let ending = name
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref().unwrap_or_default() {
            "jpg" | "jpeg" | "png" | "gif" | "bmp" | "webp" | "heic" | "tif" | "tiff" => {
                Self::Picture
            }
            "mp4" | "mov" | "avi" | "mkv" | "wmv" | "flv" | "m4v" | "3gp" | "webm" => Self::Video,
            "mp3" | "wav" | "m4a" | "aac" | "amr" | "flac" => Self::Audio,
            "doc" | "docx" | "wps" | "xls" | "xlsx" | "et" | "ppt" | "pptx" | "dps" | "pdf"
            | "ofd" | "txt" | "md" | "csv" | "rtf" | "odt" | "ods" => Self::Document,
            "zip" | "rar" | "7z" | "tar" | "gz" => Self::Archive,
            _ => Self::Other,
        }
    }

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Picture => "图片",
            Self::Video => "视频",
            Self::Audio => "音频",
            Self::Document => "文档",
            Self::Archive => "压缩包",
            Self::Other => "其他",
        }
    }
}
