//! `kind`, `scale` and `measure` of a number, wherever one is declared: how many digits it has behind the point, and
//! what its money is counted in.

use super::tree::Keys;
use crate::domain::figure::{FigureKind, MoneyUnit};

/// The words for numbers. Their digits are read by [`complete`].
pub(super) const NUMBERS: [(&str, FigureKind); 3] = [
    ("count", FigureKind::Count),
    ("decimal", FigureKind::Decimal { scale: 0 }),
    (
        "money",
        FigureKind::Money {
            scale: 0,
            unit: MoneyUnit::Yuan,
        },
    ),
];

/// The most digits behind the point: with twelve digits in front, 64 bits hold them all.
const MOST_DIGITS: i64 = 6;

/// A number's kind, which is a count where the file does not say.
pub(super) fn read(keys: &Keys<'_>) -> Option<FigureKind> {
    let kind = keys.word_or("kind", FigureKind::Count, &NUMBERS)?;
    complete(keys, kind)
}

/// Gives a kind the digits, and money the unit, that stand beside it.
pub(super) fn complete(keys: &Keys<'_>, kind: FigureKind) -> Option<FigureKind> {
    let digits = |least: i64| {
        let digits = keys.get("scale")?.integer(least, MOST_DIGITS)?;
        u8::try_from(digits).ok()
    };
    match kind {
        FigureKind::Decimal { .. } => {
            if keys.get("scale").is_none() {
                let suggestion = "加一行：scale = 2".to_owned();
                keys.report
                    .missing(keys.key_span("kind"), "小数要说明保留几位", suggestion);
            }
            Some(FigureKind::Decimal { scale: digits(1)? })
        }
        FigureKind::Money { .. } => {
            let unit = keys.word_or(
                "measure",
                MoneyUnit::Yuan,
                &[
                    (MoneyUnit::Yuan.label(), MoneyUnit::Yuan),
                    (
                        MoneyUnit::TenThousandYuan.label(),
                        MoneyUnit::TenThousandYuan,
                    ),
                ],
            )?;
            let scale = match keys.get("scale") {
                Some(_) => digits(0)?,
                None => 0,
            };
            Some(FigureKind::Money { scale, unit })
        }
        FigureKind::Count | FigureKind::Text | FigureKind::YesNo | FigureKind::Date => {
            tell_unused_scale(keys);
            Some(kind)
        }
    }
}

/// Tells a scale where no number with digits is declared.
pub(super) fn tell_unused_scale(keys: &Keys<'_>) {
    if keys.get("scale").is_some() {
        let message = "只有小数和金额（kind = \"decimal\" 或 \"money\"）才有 scale";
        keys.report.error(keys.key_span("scale"), message);
    }
}
