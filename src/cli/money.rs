//! The money of a docket: as JSON with stable names (fen), and as lines to read.

use super::answer::cites;
use crate::docket::{Accounts, Amounts, Day, HEADS, State, plan, yuan};
use crate::law::{Law, Library, costs, damage};
use crate::text::case::{self, Words};
use crate::text::{Lang, fill, law as words};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The names of the columns in JSON.
const COLUMNS: [&str; 5] = ["claimed_cents", "offered_cents", "agreed_cents", "due_cents", "paid_cents"];

/// A head as the rules name it: `interim_loss_cents` is `interim-loss`; null for what is not said by head.
fn head(at: Option<usize>) -> Option<String> {
    HEADS.get(at?).map(|key| plan::head_name(key))
}

fn amounts(one: &Amounts) -> Map<String, Value> {
    COLUMNS.into_iter().zip(one.columns()).map(|(name, cents)| (name.to_owned(), json!(cents))).collect()
}

fn with(mut own: Map<String, Value>, pairs: &[(&str, Value)]) -> Value {
    own.extend(pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    Value::Object(own)
}

/// Damage, the table by party and head with its sums, instalments and limits, in fen; unknown is null and not zero.
pub fn value(lang: Lang, law: &Law, state: &State<'_>, today: Day) -> Value {
    let accounts = Accounts::of(state);
    let rows = accounts.rows.iter().map(|row| {
        with(amounts(&row.amounts), &[("party", json!(row.party)), ("head", json!(head(row.head))), ("fact", json!(row.fact))])
    });
    let parties = accounts.parties();
    let parties = parties.iter().map(|party| {
        with(
            amounts(&accounts.of_party(*party)),
            &[("party", json!(party)), ("open_cents", json!(accounts.open_of(state, *party)))],
        )
    });
    let heads = (0..HEADS.len()).map(Some).chain([None]).map(|at| (at, accounts.of_head(at)));
    let heads = heads.filter(|(_, own)| *own != Amounts::default());
    let heads = heads.map(|(at, own)| with(amounts(&own), &[("head", json!(head(at)))]));
    let instalments = accounts.instalments.iter().map(|one| {
        json!({
            "fact": one.fact, "party": one.party, "head": head(one.head), "n": one.n, "due": one.due, "amount_cents": one.cents,
            "paid_cents": one.paid, "open_cents": one.open(), "plan": one.part.map(|at| at + 1), "met_on": one.met().map(|met| met.on),
            "by": one.by.iter().map(|by| json!({ "fact": by.fact, "on": by.on, "cents": by.cents })).collect::<Vec<_>>(),
        })
    });
    let in_kind = accounts.in_kind.iter().map(|one| {
        let what = state.live.iter().find(|fact| fact.id == one.fact).and_then(|fact| plan::words(fact, one.part.at));
        let way = one.part.in_kind.and_then(|at| plan::IN_KIND.get(at));
        json!({ "fact": one.fact, "party": one.party, "way": way, "what": what, "due": one.part.due, "value_cents": one.part.cents })
    });
    let limits = law.thresholds(state, today);
    let limits = limits.iter().map(|one| {
        json!({
            "id": &*one.id, "title": words::label(lang, &one.label), "limit_cents": one.limit,
            "amount_cents": one.damage.map(|damage| damage.cents), "basis": one.damage.map(|damage| damage.basis.name()),
            "within": one.within, "cite": cites(&one.cites),
        })
    });
    let found = damage(state);
    json!({
        "damage_cents": found.map(|damage| damage.cents),
        "basis": found.map(|damage| damage.basis.name()),
        "costs_cents": costs(state),
        "rows": rows.collect::<Vec<_>>(),
        "parties": parties.collect::<Vec<_>>(),
        "heads": heads.collect::<Vec<_>>(),
        "total": with(amounts(&accounts.total()), &[("open_cents", json!(accounts.open(state)))]),
        "instalments": instalments.collect::<Vec<_>>(),
        "beyond_cents": accounts.beyond,
        "in_kind": in_kind.collect::<Vec<_>>(),
        "agreed_in_money_cents": accounts.in_money(),
        "limits": limits.collect::<Vec<_>>(),
    })
}

/// The same to read, in yuan; nothing where no amount is known.
pub fn report(lang: Lang, library: &Library, law: &Law, state: &State<'_>, today: Day) -> String {
    let (say, accounts) = (Words::of(lang), Accounts::of(state));
    let mut out = String::new();
    if accounts.rows.is_empty() {
        return out;
    }
    let _ = writeln!(out, "\n{}", say.money);
    if let Some(one) = damage(state) {
        let costs = costs(state).map_or_else(String::new, |costs| format!("  {}", fill(say.costs_are, &[&yuan(costs)])));
        let _ = writeln!(out, "{}{costs}", fill(say.damage_is, &[&yuan(one.cents), &words::damage_basis(lang, one.basis)]));
    }
    let names = [say.claimed, say.offered, say.agreed, say.due, say.paid];
    let line = |label: String, own: &Amounts| {
        let said = names.iter().zip(own.columns()).filter_map(|(name, cents)| Some(format!("{name} {}", yuan(cents?))));
        format!("  {label}  {}\n", said.collect::<Vec<_>>().join("  "))
    };
    let several = state.tracks.len() > 1;
    for row in &accounts.rows {
        let whose = if several { format!("{} ", row.party.unwrap_or(say.together)) } else { String::new() };
        out.push_str(&line(format!("{whose}{}", case::head(lang, row.head)), &row.amounts));
    }
    out.push_str(&line(say.total.to_owned(), &accounts.total()));
    if let Some(open) = accounts.open(state) {
        let _ = writeln!(out, "  {}", fill(say.open_is, &[&yuan(open)]));
    }
    for one in &accounts.instalments {
        let open = one.open();
        let mark = if open == 0 { "✓" } else { "○" };
        let day = one.due.map_or_else(|| say.no_day.to_owned(), |due| due.to_string());
        let nth = fill(say.nth, &[&one.n]);
        let said = fill(say.instalment, &[&mark, &day, &nth, &yuan(one.cents), &yuan(one.paid), &yuan(open)]);
        let _ = writeln!(out, "  {}", format!("{said} {}", one.party.unwrap_or_default()).trim_end());
    }
    for one in &accounts.in_kind {
        let what = state.live.iter().find(|fact| fact.id == one.fact).and_then(|fact| plan::words(fact, one.part.at));
        let value = one.part.cents.map_or_else(|| say.no_value.to_owned(), |cents| fill(say.value, &[&yuan(cents)]));
        let way = one.part.in_kind.map_or("", |at| case::way(lang, at));
        let _ =
            writeln!(out, "  {}", [way, what.unwrap_or_default(), &value, one.party.unwrap_or_default()].join(" ").trim_end());
    }
    for one in law.thresholds(state, today) {
        let verdict = case::verdict(lang, one.within);
        let amount = one.damage.map_or_else(
            || say.no_amount.to_owned(),
            |damage| fill(say.limit_amount, &[&yuan(damage.cents), &words::damage_basis(lang, damage.basis)]),
        );
        let said = fill(
            say.limit,
            &[&verdict, &yuan(one.limit), &amount, &words::cites(library, &one.cites), &words::label(lang, &one.label)],
        );
        let _ = writeln!(out, "  {said}");
    }
    out
}
