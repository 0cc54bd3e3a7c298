//! The main notice as it comes with the program, and invented figures to put on its papers.

use anyue::domain::campaign::{Campaign, Table};
use anyue::domain::figure::{Answer, Figures, Value};

pub fn campaign() -> Campaign {
    Campaign::parse(include_str!("../../data/campaigns/gusu-2020.toml"))
        .expect("the notice that comes with the program is sound")
}

pub fn annex2(campaign: &Campaign) -> &Table {
    campaign.table(&"annex2".into()).expect("附件2")
}

pub fn figures<'a>(answers: impl IntoIterator<Item = (&'a str, Answer)>) -> Figures {
    let answers = answers.into_iter();
    answers.map(|(id, answer)| (id.into(), answer)).collect()
}

pub fn number(number: i64) -> Answer {
    Answer::number(number)
}

pub fn text(text: &str) -> Answer {
    Answer::Value(Value::Text(text.to_owned()))
}
