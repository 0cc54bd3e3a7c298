//! Where in `contents.json` the entry stands that cannot be read, in words for people. Looked for only once reading has
//! failed; what the entries hold is [`super::Body`]'s.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::domain::record::NamedRecord;
use crate::packet::body::{
    PacketClosing, PacketExtension, PacketHazard, PacketReceipt, PacketReview, PacketRevision,
    PacketShare, PacketUnit,
};

/// The list that is being read, and which of its entries, from 1.
type Place = RefCell<(String, usize)>;

/// The entry that cannot be read: `报送的第 3 项`.
pub(super) fn unreadable(contents: &[u8]) -> String {
    let place = Place::default();
    let mut json = serde_json::Deserializer::from_slice(contents);
    // What is wrong is known; only how far reading comes is asked.
    let _ = Lists(&place).deserialize(&mut json);
    let (list, entry) = place.into_inner();
    match (label(&list), entry) {
        (Some(label), 0) => format!("{label}的列表"),
        (Some(label), entry) => format!("{label}的第 {entry} 项"),
        (None, _) => "内容（contents.json）".to_owned(),
    }
}

/// What people call a list.
fn label(list: &str) -> Option<&'static str> {
    Some(match list {
        "units" => "单位",
        "revisions" => "报送",
        "hazards" => "隐患",
        "records" => "台账登记",
        "extensions" => "延期",
        "closings" => "关账",
        "receipts" => "回执",
        "reviews" => "审核",
        "forms" => "空表",
        _ => return None,
    })
}

/// The whole of `contents.json`.
struct Lists<'a>(&'a Place);

impl<'de> DeserializeSeed<'de> for Lists<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Lists<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object of lists")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(list) = map.next_key::<String>()? {
            *self.0.borrow_mut() = (list.clone(), 0);
            match list.as_str() {
                "units" => map.next_value_seed(Entries::<PacketUnit>::of(self.0))?,
                "revisions" => map.next_value_seed(Entries::<PacketRevision>::of(self.0))?,
                "hazards" => map.next_value_seed(Entries::<PacketHazard>::of(self.0))?,
                "records" => map.next_value_seed(Entries::<NamedRecord>::of(self.0))?,
                "extensions" => map.next_value_seed(Entries::<PacketExtension>::of(self.0))?,
                "closings" => map.next_value_seed(Entries::<PacketClosing>::of(self.0))?,
                "receipts" => map.next_value_seed(Entries::<PacketReceipt>::of(self.0))?,
                "reviews" => map.next_value_seed(Entries::<PacketReview>::of(self.0))?,
                "shares" => map.next_value_seed(Entries::<PacketShare>::of(self.0))?,
                "forms" => drop(map.next_value::<std::collections::BTreeMap<String, String>>()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            *self.0.borrow_mut() = Default::default();
        }
        Ok(())
    }
}

/// One list of entries, each read and let go again.
struct Entries<'a, T> {
    place: &'a Place,
    entry: PhantomData<T>,
}

impl<'a, T> Entries<'a, T> {
    fn of(place: &'a Place) -> Self {
        Self {
            place,
            entry: PhantomData,
        }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Entries<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<'_, T> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            self.place.borrow_mut().1 += 1;
            if list.next_element::<T>()?.is_none() {
                return Ok(());
            }
        }
    }
}
