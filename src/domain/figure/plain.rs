//! Answers as plain JSON: the one shape in which they lie in the store, travel in packets and are hashed. What an
//! answer means is its figure's to say, not this module's.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::{Answer, Value, YesNoCount};

/// An answer as it lies in JSON, without a copy of its text. Rolling up thousands of submissions reads these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerRef<'a> {
    NotApplicable,
    Number(i64),
    Text(Cow<'a, str>),
    YesNo(bool),
    YesNos(YesNoCount),
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
            Self::YesNos(count) => Answer::Value(Value::YesNos(count)),
            Self::Date(day) => Answer::Value(Value::Date(day)),
        }
    }
}

/// `null`, an integer, a string, a boolean, `{"yes":3,"no":2}`, or `{"day":"2020-06-16"}`: a day says what it is, because a
/// text may look just like one.
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
        let neither =
            || de::Error::custom("an object that is neither a day nor a count of yes and no");
        match map.next_key::<Cow<'de, str>>()?.as_deref() {
            Some("day") => Ok(AnswerRef::Date(map.next_value()?)),
            Some(first @ ("yes" | "no")) => {
                let other = if first == "yes" { "no" } else { "yes" };
                let counted: u32 = map.next_value()?;
                let second = map.next_entry::<Cow<'de, str>, u32>()?;
                let (_, rest) = second.filter(|(key, _)| key == other).ok_or_else(neither)?;
                let (yes, no) = match first {
                    "yes" => (counted, rest),
                    _ => (rest, counted),
                };
                Ok(AnswerRef::YesNos(YesNoCount { yes, no }))
            }
            _ => Err(neither()),
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
            Self::Value(Value::YesNos(count)) => count.serialize(serializer),
            Self::Value(Value::Date(day)) => serializer.collect_map([("day", day)]),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Answers there and back.

    use super::*;

    #[test]
    fn every_answer_comes_back_as_it_was_written() {
        let day = NaiveDate::from_ymd_opt(2020, 6, 16).expect("a day");
        for (answer, plain) in [
            (Answer::NotApplicable, "null"),
            (Answer::number(-3), "-3"),
            (
                Answer::Value(Value::Text("2020-06-16".into())),
                r#""2020-06-16""#,
            ),
            (Answer::Value(Value::YesNo(false)), "false"),
            (
                Answer::Value(Value::YesNos(YesNoCount { yes: 3, no: 2 })),
                r#"{"yes":3,"no":2}"#,
            ),
            (Answer::Value(Value::Date(day)), r#"{"day":"2020-06-16"}"#),
        ] {
            assert_eq!(serde_json::to_string(&answer).expect("is written"), plain);
            let read: Answer = serde_json::from_str(plain).expect("is read");
            assert_eq!(read, answer);
        }
        // The keys of an object have no order: another program may sort them.
        let sorted: Answer = serde_json::from_str(r#"{"no":2,"yes":3}"#).expect("is read");
        let counted = YesNoCount { yes: 3, no: 2 };
        assert_eq!(sorted, Answer::Value(Value::YesNos(counted)));
        for wrong in [
            r#"{"yes":3}"#,
            r#"{"yes":3,"yes":3}"#,
            r#"{"no":2,"day":3}"#,
            r#"{"yes":-1,"no":2}"#,
            "{}",
        ] {
            assert!(serde_json::from_str::<Answer>(wrong).is_err(), "{wrong}");
        }
    }
}
