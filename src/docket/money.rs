//! Money is integer fen; never a float.

/// Money in fen (1/100 yuan).
pub type Cents = i64;

/// Money that a docket may hold: ten thousand thousand million yuan are more than anybody has owed, and sums of them fit.
pub const AMOUNTS: std::ops::RangeInclusive<Cents> = 0..=1_000_000_000_000_000;

/// `41230000` → `412,300.00`.
#[must_use]
pub fn yuan(cents: Cents) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", cents.unsigned_abs() % 100)
}

/// The same in 10,000 yuan, exact: `41230000` → `41.23`, `5` → `0.000005`.
#[must_use]
pub fn wan(cents: Cents) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, part) = (cents.unsigned_abs() / 1_000_000, cents.unsigned_abs() % 1_000_000);
    let whole = yuan(i64::try_from(whole.saturating_mul(100)).unwrap_or(i64::MAX));
    let whole = whole.strip_suffix(".00").unwrap_or(&whole);
    let part = format!("{part:06}");
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// Reads yuan as typed (`412,300`, `412300.5`) into fen; more than two decimals, signs and overflow are refused.
#[must_use]
pub fn parse_yuan(text: &str) -> Option<Cents> {
    let plain: String = text.trim().chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    if whole.is_empty() || part.len() > 2 || !plain.chars().all(|c| c.is_ascii_digit() || c == '.') || part.contains('.') {
        return None;
    }
    let fraction: i64 = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        _ => part.parse().ok()?,
    };
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_shows_and_reads() {
        assert_eq!(yuan(41_230_000), "412,300.00");
        assert_eq!(yuan(5), "0.05");
        assert_eq!(yuan(-123_456), "-1,234.56");
        assert_eq!((wan(41_230_000), wan(5), wan(-1_234_560_000_000)), ("41.23".into(), "0.000005".into(), "-1,234,560".into()));
        assert_eq!(parse_yuan("412,300"), Some(41_230_000));
        assert_eq!(parse_yuan("0.5"), Some(50));
        assert_eq!(parse_yuan("1.234"), None);
        assert_eq!(parse_yuan("-1"), None);
        assert_eq!(parse_yuan("99999999999999999999"), None);
    }
}
