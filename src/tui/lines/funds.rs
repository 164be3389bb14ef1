//! Where the money goes: paid into which account, by which receipt, and what the rules say of it.

use super::case::Page;
use super::timeline::word;
use super::{Line, Target};
use crate::docket::{Accounts, Fact, Kind, Stage, yuan};
use crate::text::fill;
use std::collections::BTreeMap;

/// What belongs here.
const KINDS: &[Kind] = &[Kind::PaymentDue, Kind::PaymentMade];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut routes: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let mut bare: Vec<i64> = Vec::new();
    for fact in page.state.all(Kind::PaymentMade) {
        let route = word(page.lang, page.law, fact, "route").unwrap_or_else(|| page.say.no_route.to_owned());
        let (sum, last) = routes.entry(route).or_default();
        *sum = sum.saturating_add(fact.data.cents("amount_cents").unwrap_or(0));
        *last = fact.id;
        bare.extend(fact.data.text("receipt").is_none().then_some(fact.id));
    }
    let line = |(route, (cents, fact)): (&String, &(i64, i64))| {
        let target = Some(Target::Value { fact: *fact, key: "route" });
        Line { target, ..Line::plain(format!("  {}", fill(page.say.route, &[route, &yuan(*cents)]))) }
    };
    let mut lines: Vec<Line> = routes.iter().map(line).collect();
    if let Some(first) = bare.first() {
        let target = Some(Target::Value { fact: *first, key: "receipt" });
        let text = format!("  ! {}", fill(page.say.no_receipt, &[&bare.len()]));
        lines.push(Line { alarm: true, target, ..Line::plain(text) });
    }
    let accounts = Accounts::of(page.state);
    for fact in page.state.live.iter().filter(|fact| KINDS.contains(&fact.kind)) {
        lines.push(page.fact(fact));
        lines.extend(laid(page, &accounts, fact));
    }
    if !lines.is_empty() || !page.state.stage().is_none_or(Stage::is_lead) {
        lines.extend(page.steps(KINDS));
    }
    lines
}

/// The instalments that a payment was laid on.
fn laid(page: &Page<'_>, accounts: &Accounts<'_>, payment: &Fact) -> Option<Line> {
    let mut parts = Vec::new();
    for one in &accounts.instalments {
        for by in one.by.iter().filter(|by| by.fact == payment.id) {
            let late = if one.due.is_some_and(|due| due < by.on) { page.say.paid_late } else { "" };
            let whose = one.party.map_or_else(String::new, |party| format!("{party} "));
            let due = one.due.map_or_else(|| page.say.no_day.to_owned(), |due| due.to_string());
            parts.push(format!(
                "{whose}{}",
                fill(page.say.laid_on, &[&fill(page.say.nth, &[&one.n]), &due, &yuan(by.cents), &late])
            ));
        }
    }
    let text = format!("    → {}", parts.join(page.lang.pick("；", "; ")));
    (!parts.is_empty()).then(|| Line { faint: true, target: Some(Target::Fact(payment.id)), ..Line::plain(text) })
}
