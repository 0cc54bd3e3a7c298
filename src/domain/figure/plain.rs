//! Answers as plain JSON: the one shape in which they lie in the store, travel in packets and are hashed. What an
//! answer means is its figure's to say, not this module's.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::{Answer, Value};

/// An answer as it lies in JSON, without a copy of its text. Rolling up thousands of submissions reads these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerRef<'a> {
    NotApplicable,
    Number(i64),
    Text(Cow<'a, str>),
    YesNo(bool),
    Date(NaiveDate),
}

impl AnswerRef<'_> {
    /// The answer with a life of its own.
    pub fn into_answer(self) -> Answer {
        match self {
            Self::NotApplicable => Answer::NotApplicable,
            Self::Number(n) => Answer::number(n),
            Self::Text(text) => Answer::Value(Value::Text(text.into_owned())),
            Self::YesNo(yes) => Answer::Value(Value::YesNo(yes)),
            Self::Date(day) => Answer::Value(Value::Date(day)),
        }
    }
}

/// `null`, an integer, a string, a boolean, or `{"day":"2020-06-16"}`: a day says what it is, because a text may look
/// just like one.
impl<'de> Deserialize<'de> for AnswerRef<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

/// As [`AnswerRef`] reads it.
impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        AnswerRef::deserialize(deserializer).map(AnswerRef::into_answer)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = AnswerRef<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(AnswerRef::NotApplicable)
    }

    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
        Ok(AnswerRef::Number(n))
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
        i64::try_from(n)
            .map(AnswerRef::Number)
            .map_err(|_| E::custom("a number that is too large"))
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(AnswerRef::YesNo(yes))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(AnswerRef::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(AnswerRef::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        match map.next_entry::<Cow<'de, str>, NaiveDate>()? {
            Some((key, day)) if key == "day" => Ok(AnswerRef::Date(day)),
            _ => Err(de::Error::custom("an object that is not a day")),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotApplicable => serializer.serialize_unit(),
            Self::Value(Value::Number(n)) => serializer.serialize_i64(*n),
            Self::Value(Value::Text(text)) => serializer.serialize_str(text),
            Self::Value(Value::YesNo(yes)) => serializer.serialize_bool(*yes),
            Self::Value(Value::Date(day)) => serializer.collect_map([("day", day)]),
        }
    }
}
