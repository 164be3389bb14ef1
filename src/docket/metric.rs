//! Measured values: decimals kept exactly, in millionths.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// How many millionths make one.
pub const MICRO: i64 = 1_000_000;

/// A measured value in millionths of its unit, as factors of excess, hours, pH.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Metric(pub i64);

/// A decimal number in millionths; none for what is no number, is too long, or has more than six places.
#[must_use]
pub fn decimal(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let fits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !fits(whole) || !fits(part) || part.len() > 6 || digits.ends_with('.') {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    let value = whole.parse::<i64>().ok()?.checked_mul(MICRO)?.checked_add(part)?;
    Some(if negative { -value } else { value })
}

impl fmt::Display for Metric {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / MICRO.unsigned_abs(), self.0.unsigned_abs() % MICRO.unsigned_abs());
        let text = if part == 0 { whole.to_string() } else { format!("{whole}.{part:06}").trim_end_matches('0').to_owned() };
        write!(out, "{}{text}", if self.0 < 0 { "-" } else { "" })
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % MICRO == 0 {
            serializer.serialize_i64(self.0 / MICRO)
        } else {
            // As text: a binary fraction would not say the same number.
            serializer.serialize_str(&self.to_string())
        }
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Metric;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a decimal number with at most six places")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Metric, E> {
                value.checked_mul(MICRO).map(Metric).ok_or_else(|| E::custom("too large"))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Metric, E> {
                i64::try_from(value).map_err(|_| E::custom("too large")).and_then(|value| self.visit_i64(value))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Metric, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Metric, E> {
                decimal(value).map(Metric).ok_or_else(|| E::custom("not a decimal number"))
            }
        }
        deserializer.deserialize_any(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_read_back() {
        for (text, micros) in [("3", 3_000_000), ("2.5", 2_500_000), ("-0.000001", -1), ("0.1", 100_000)] {
            assert_eq!(decimal(text), Some(micros), "{text}");
            assert_eq!(Metric(micros).to_string(), text);
            let json = serde_json::to_string(&Metric(micros)).unwrap();
            assert_eq!(serde_json::from_str::<Metric>(&json).unwrap(), Metric(micros));
        }
        for text in ["", ".", "1.", "1e3", "1.0000001", "+1", "9999999999999999", "３"] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(serde_json::from_str::<Metric>("2.5").unwrap(), Metric(2_500_000));
    }
}
