//! Exact numbers for formulas, rates and targets: a fraction of whole numbers, never a float. Rounding happens once,
//! where a number is shown or kept with the digits that its figure declares.

use std::cmp::Ordering;

use serde::{Serialize, Serializer};

/// A fraction in lowest terms. Arithmetic gives `None` where 128 bits do not suffice or zero divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    /// Positive.
    denominator: i128,
}

impl Ratio {
    pub const ZERO: Self = Self::integer(0);

    pub const fn integer(number: i128) -> Self {
        Self {
            numerator: number,
            denominator: 1,
        }
    }

    /// A scaled integer as the number that it stands for: 805 with one digit behind the point is 80.5. A negative
    /// scale counts in tens: 50 with scale −4 is 500,000, as 50 万元 are in yuan. `None` beyond 18 digits.
    pub fn scaled(number: i64, scale: i8) -> Option<Self> {
        let power = power_of_ten(scale.unsigned_abs())?;
        if scale < 0 {
            Some(Self::integer(i128::from(number).checked_mul(power)?))
        } else {
            Self::new(i128::from(number), power)
        }
    }

    /// `None` where the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = i128::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs()));
        let divisor = divisor.ok()? * denominator.signum();
        Some(Self {
            numerator: numerator.checked_div(divisor)?,
            denominator: denominator.checked_div(divisor)?,
        })
    }

    /// The number as an integer with `scale` digits behind the point, rounded half away from zero. `None` where 64
    /// bits do not hold it.
    pub fn round(self, scale: i8) -> Option<i64> {
        let power = power_of_ten(scale.unsigned_abs())?;
        let (numerator, denominator) = if scale < 0 {
            (self.numerator, self.denominator.checked_mul(power)?)
        } else {
            (self.numerator.checked_mul(power)?, self.denominator)
        };
        let doubled = numerator.checked_mul(2)?;
        let rounded = (doubled.checked_add(denominator * numerator.signum())?)
            .checked_div(denominator.checked_mul(2)?)?;
        i64::try_from(rounded).ok()
    }

    /// The largest number with `scale` digits behind the point that is not above it.
    pub fn floor(self, scale: i8) -> Option<Self> {
        let power = Self::integer(power_of_ten(scale.unsigned_abs())?);
        let stretched = if scale < 0 {
            self.over(power)?
        } else {
            self.times(power)?
        };
        let whole = Self::integer(stretched.numerator.div_euclid(stretched.denominator));
        if scale < 0 {
            whole.times(power)
        } else {
            whole.over(power)
        }
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            numerator: other.numerator.checked_neg()?,
            ..other
        })
    }

    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }
}

impl Ord for Ratio {
    /// By continued fractions, which needs no product that could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b, mut c, mut d) = (
            self.numerator,
            self.denominator,
            other.numerator,
            other.denominator,
        );
        let mut is_turned = false;
        loop {
            let (left, right) = (a.div_euclid(b), c.div_euclid(d));
            let (rest_left, rest_right) = (a.rem_euclid(b), c.rem_euclid(d));
            let order = match left.cmp(&right) {
                Ordering::Equal => match (rest_left, rest_right) {
                    (0, 0) => Ordering::Equal,
                    (0, _) => Ordering::Less,
                    (_, 0) => Ordering::Greater,
                    _ => {
                        // Equal so far: the fractions that are left compare as their inverses do, the other way round.
                        (a, b, c, d) = (b, rest_left, d, rest_right);
                        is_turned = !is_turned;
                        continue;
                    }
                },
                order => order,
            };
            return if is_turned { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As text, `161/2`: no reader of JSON takes it for a float.
impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.denominator == 1 {
            serializer.collect_str(&self.numerator)
        } else {
            serializer.collect_str(&format_args!("{}/{}", self.numerator, self.denominator))
        }
    }
}

fn power_of_ten(digits: u8) -> Option<i128> {
    (digits <= 18).then(|| 10_i128.pow(u32::from(digits)))
}

const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

#[cfg(test)]
mod tests {
    //! Numbers without floats, rounded by hand.

    use proptest::prelude::*;

    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).expect("not divided by zero")
    }

    #[test]
    fn a_scaled_integer_is_the_number_it_stands_for() {
        for (number, scale, expected) in [
            (805, 1, ratio(161, 2)),
            (50, -4, Ratio::integer(500_000)),
            (-25, 2, ratio(-1, 4)),
            (0, 6, Ratio::ZERO),
        ] {
            assert_eq!(Ratio::scaled(number, scale), Some(expected));
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (number, scale, expected) in [
            (ratio(1, 3), 1, 3),
            (ratio(2, 3), 1, 7),
            (ratio(1, 2), 0, 1),
            (ratio(-1, 2), 0, -1),
            (ratio(5, 4), 1, 13),
            (ratio(-5, 4), 1, -13),
            (Ratio::integer(1_500_000), -4, 150),
            (Ratio::ZERO, 2, 0),
        ] {
            assert_eq!(number.round(scale), Some(expected), "{number:?} {scale}");
        }
    }

    #[test]
    fn a_floor_is_not_above() {
        for (number, scale, expected) in [
            (ratio(7, 2), 0, Ratio::integer(3)),
            (ratio(-7, 2), 0, Ratio::integer(-4)),
            (ratio(2, 3), 1, ratio(6, 10)),
            (Ratio::integer(123_456), -4, Ratio::integer(120_000)),
        ] {
            assert_eq!(number.floor(scale), Some(expected), "{number:?} {scale}");
        }
    }

    #[test]
    fn zero_divides_nothing() {
        assert_eq!(Ratio::integer(1).over(Ratio::ZERO), None);
        assert_eq!(Ratio::new(1, 0), None);
    }

    proptest! {
        #[test]
        fn comparing_agrees_with_subtracting(a in any::<i32>(), b in 1..=i32::MAX, c in any::<i32>(), d in 1..=i32::MAX) {
            let (left, right) = (ratio(a.into(), b.into()), ratio(c.into(), d.into()));
            let difference = left.minus(right).expect("32 bits are little");
            let expected = if difference.is_zero() {
                Ordering::Equal
            } else if difference.is_negative() {
                Ordering::Less
            } else {
                Ordering::Greater
            };
            prop_assert_eq!(left.cmp(&right), expected);
        }

        #[test]
        fn what_is_multiplied_can_be_divided_again(a in any::<i32>(), b in 1..=i32::MAX, c in 1..=i32::MAX) {
            let (number, by) = (ratio(a.into(), b.into()), Ratio::integer(c.into()));
            prop_assert_eq!(number.times(by).and_then(|product| product.over(by)), Some(number));
        }
    }
}
