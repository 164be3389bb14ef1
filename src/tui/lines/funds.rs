//! Where the money goes: paid into which account, by which receipt, and what the rules say of it.

use super::Line;
use super::case::Page;
use super::timeline::word;
use crate::docket::{Kind, yuan};
use crate::text::fill;
use std::collections::BTreeMap;

/// What belongs here.
const KINDS: &[Kind] = &[Kind::PaymentDue, Kind::PaymentMade];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut routes: BTreeMap<String, i64> = BTreeMap::new();
    let mut bare = 0_usize;
    for fact in page.state.all(Kind::PaymentMade) {
        let route = word(page.lang, page.law, fact, "route").unwrap_or_else(|| page.say.no_route.to_owned());
        let sum = routes.entry(route).or_default();
        *sum = sum.saturating_add(fact.data.cents("amount_cents").unwrap_or(0));
        bare += usize::from(fact.data.text("receipt").is_none());
    }
    let mut lines: Vec<Line> =
        routes.iter().map(|(route, cents)| Line::plain(format!("  {}", fill(page.say.route, &[route, &yuan(*cents)])))).collect();
    if bare > 0 {
        lines.push(Line { alarm: true, ..Line::plain(format!("  ! {}", fill(page.say.no_receipt, &[&bare]))) });
    }
    lines.extend(page.plain(KINDS));
    lines
}
