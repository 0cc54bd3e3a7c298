//! What can be chosen at the first start: campaigns to make a desk of, and desks that are there.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::campaign::Campaign;
use crate::error::Fault;
use crate::ops::campaign::{Sound, Templates};

/// A campaign that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub campaign: Arc<Campaign>,
    /// The campaign file's text.
    pub source: String,
    /// The notice's own blank forms.
    pub templates: Arc<Templates>,
}

impl From<Sound> for Offer {
    fn from(sound: Sound) -> Self {
        Self {
            campaign: Arc::new(sound.campaign),
            source: sound.source,
            templates: Arc::new(sound.templates),
        }
    }
}

/// A desk that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub folder: PathBuf,
    /// Its name, or why it cannot be opened.
    pub name: Result<String, Fault>,
}
