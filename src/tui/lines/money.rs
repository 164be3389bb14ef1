//! Damage and money: the amount and where it comes from, the table by party and head, the instalments, the limits.

use super::case::Page;
use super::timeline::word;
use super::{Line, Target};
use crate::docket::{Accounts, Amounts, Cents, Day, Fact, FactId, HEADS, Kind, Restoration, plan, wan, yuan};
use crate::law::{costs, damage};
use crate::ops::field;
use crate::text::case::{head, restoration, verdict, way};
use crate::text::{desk::field as words_of, fill, law as words};
use crate::tui::width::{fit, right};
use std::collections::BTreeMap;

/// Cells of the first column, and of each amount: together they fit a pane of 80.
const LABEL: usize = 14;
const AMOUNT: usize = 12;

/// What belongs here beside the table.
const KINDS: &[Kind] = &[Kind::ClaimItemised];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let accounts = Accounts::of(page.state);
    let mut lines = Vec::new();
    if let Some(one) = damage(page.state) {
        let said = fill(page.say.damage_is, &[&yuan(one.cents), &words::damage_basis(page.lang, one.basis)]);
        let costs =
            costs(page.state).map_or_else(String::new, |costs| format!("  {}", fill(page.say.costs_are, &[&yuan(costs)])));
        let target = one.fact.map_or(Target::Attribute("damage_cents"), |fact| Target::Value { fact, key: "damage_cents" });
        // The fact that says it, where it is not the registration.
        let fact = one.fact.and_then(|id| page.state.live.iter().find(|fact| fact.id == id));
        let source = fact.map_or_else(String::new, |fact| format!("  {} {}", fact.on, fact.paper().unwrap_or_default()));
        lines.push(Line { target: Some(target), ..Line::plain(format!("{said}{costs}{}", source.trim_end())) });
    } else if page.state.stage().is_some_and(|stage| !stage.is_lead()) {
        lines.push(Line { faint: true, target: Some(Target::Attribute("damage_cents")), ..Line::plain(page.say.unknown_damage) });
    }
    if lines.is_empty() && accounts.rows.is_empty() {
        return lines;
    }
    table(page, &accounts, &mut lines);
    instalments(page, &accounts, &mut lines);
    in_kind(page, &accounts, &mut lines);
    limits(page, &mut lines);
    lines.extend(page.plain(KINDS));
    lines
}

fn table(page: &Page<'_>, accounts: &Accounts<'_>, lines: &mut Vec<Line>) {
    if accounts.rows.is_empty() {
        return;
    }
    let (say, total) = (page.say, accounts.total());
    // Exact in either unit; the larger one where yuan do not fit.
    let wide = |amounts: &Amounts| amounts.columns().into_iter().flatten().any(|cents| yuan(cents).len() >= AMOUNT);
    let in_wan = wide(&total) || accounts.rows.iter().any(|row| wide(&row.amounts));
    let shown: fn(Cents) -> String = if in_wan { wan } else { yuan };
    let names = [say.claimed, say.offered, say.agreed, say.due, say.paid];
    let unit = if in_wan { say.unit_wan } else { say.unit_yuan };
    let cell = |text: &str| right(text, AMOUNT);
    let heads: String = names.iter().map(|name| cell(name)).collect();
    let short: String = few(&names).iter().map(|name| cell(name)).collect();
    let narrow = Some(format!("  {}{short}", fit(unit, LABEL)));
    lines.push(Line { narrow, ..Line::head(&format!("  {}{heads}", fit(unit, LABEL))) });
    let line = |label: &str, amounts: &Amounts| {
        let columns = amounts.columns().map(|cents| cell(&cents.map_or_else(|| "—".to_owned(), shown)));
        let label = fit(label, LABEL);
        let narrow = Some(format!("  {label}{}", few(&columns).concat()));
        Line { narrow, ..Line::plain(format!("  {label}{}", columns.concat())) }
    };
    let parties = accounts.parties();
    let several = page.state.tracks.len() > 1;
    for party in &parties {
        let name = party.unwrap_or(say.together);
        let own: Vec<_> = accounts.rows.iter().filter(|row| row.party == *party).collect();
        // One row says whose it is; several stand under the name, with their sum.
        let single = own.len() == 1;
        if several && !single {
            lines.push(Line::plain(format!("  {name}")));
        }
        for row in &own {
            let by_head = head(page.lang, row.head);
            let label = match (several, single, row.head) {
                (true, true, None) => name.to_owned(),
                (true, true, Some(_)) => format!("{by_head} {name}"),
                (true, false, _) => format!(" {by_head}"),
                (false, ..) => by_head.to_owned(),
            };
            let target = row.fact.map_or(Target::Attribute("damage_cents"), Target::Fact);
            lines.push(Line { target: Some(target), ..line(&label, &row.amounts) });
        }
        if several && !single {
            lines.push(line(&format!(" {}", say.subtotal), &accounts.of_party(*party)));
        }
    }
    let heads: Vec<(Option<usize>, Amounts)> =
        (0..HEADS.len()).map(Some).chain([None]).map(|at| (at, accounts.of_head(at))).collect();
    let heads: Vec<_> = heads.iter().filter(|(_, own)| *own != Amounts::default()).collect();
    if parties.len() > 1 && heads.len() > 1 {
        lines.extend(heads.iter().map(|(at, own)| {
            let label = fill(say.total_of, &[&head(page.lang, *at)]);
            Line { faint: true, ..line(&label, own) }
        }));
    }
    lines.push(Line { head: true, ..line(say.total, &total) });
    // Where there are instalments their head says what is open.
    lines.extend(
        accounts.instalments.is_empty().then(|| open(page, accounts)).flatten().map(|text| Line::plain(format!("  {text}"))),
    );
}

/// What is open, and of whom.
fn open(page: &Page<'_>, accounts: &Accounts<'_>) -> Option<String> {
    let parties = accounts.parties();
    let each = parties.iter().map(|party| (party, accounts.open_of(page.state, *party))).filter(|(_, open)| *open > 0);
    let each: Vec<String> = each.map(|(party, open)| format!("{} {}", party.unwrap_or(page.say.together), yuan(open))).collect();
    let several = page.state.tracks.len() > 1 && !each.is_empty();
    let parts = if several { fill(page.say.each, &[&each.join(page.lang.pick("；", "; "))]) } else { String::new() };
    Some(format!("{}{parts}", fill(page.say.open_is, &[&yuan(accounts.open(page.state)?)])))
}

/// The columns that a narrow pane has room for: claimed, agreed, paid.
fn few<T: Clone>(columns: &[T; 5]) -> [T; 3] {
    let [claimed, _, agreed, _, paid] = columns;
    [claimed.clone(), agreed.clone(), paid.clone()]
}

fn instalments(page: &Page<'_>, accounts: &Accounts<'_>, lines: &mut Vec<Line>) {
    if !accounts.instalments.is_empty() {
        let open = open(page, accounts).unwrap_or_default();
        lines.push(Line::head(&format!("{} · {open}", page.say.instalments)));
    }
    let fact = |id: FactId| page.state.live.iter().find(|fact| fact.id == id).copied();
    for one in &accounts.instalments {
        let open = one.open();
        let late = open > 0 && one.due.is_some_and(|due| due < page.desk.today);
        let mark = match open {
            0 => "✓",
            _ if late => "!",
            _ => "○",
        };
        let day = one.due.map_or_else(|| page.say.no_day.to_owned(), |due: Day| due.to_string());
        let nth = fill(page.say.nth, &[&one.n]);
        let mut text =
            format!("  {}", fill(page.say.instalment, &[&mark, &day, &nth, &yuan(one.cents), &yuan(one.paid), &yuan(open)]));
        let set = fact(one.fact);
        let note = set.and_then(|fact| one.part.map_or_else(|| fact.data.text("note"), |at| plan::words(fact, at)));
        let by_head = one.head.map(|at| head(page.lang, Some(at)));
        let by_plan = one.part.map(|_| page.say.by_plan);
        for part in [one.party, by_head, note, by_plan].into_iter().flatten() {
            text.push_str(" · ");
            text.push_str(part);
        }
        for by in &one.by {
            let late = if one.due.is_some_and(|due| due < by.on) { page.say.paid_late } else { "" };
            text.push_str(" · ");
            text.push_str(&fill(page.say.paid_by, &[&by.on, &yuan(by.cents), &late]));
        }
        let planned = page.state.live.iter().any(|fact| fact.id == one.fact && fact.kind == Kind::AgreementSigned);
        let target = Target::Value { fact: one.fact, key: if planned { "payments" } else { "amount_cents" } };
        lines.push(Line { alarm: late, faint: open == 0, target: Some(target), ..Line::plain(text) });
    }
    // Of each party by itself, unless something is agreed or set of all together.
    let joint = accounts.of_party(None);
    let apart = page.state.tracks.len() > 1 && joint.agreed.or(joint.due).is_none();
    let whose = if apart { accounts.parties() } else { vec![None] };
    for party in whose {
        let (agreed, due) = match party {
            Some(_) => (accounts.in_money_of(party), accounts.of_party(party).due),
            None => (accounts.in_money(), accounts.total().due),
        };
        let (Some(agreed), Some(due)) = (agreed, due) else { continue };
        let name = party.map_or_else(String::new, |party| format!(" · {party}"));
        if agreed > due {
            lines.push(Line::plain(format!("{}{name}", fill(page.say.unset, &[&yuan(agreed - due)]))));
        }
        if due > agreed {
            let text = fill(page.say.over_set, &[&yuan(agreed), &yuan(due - agreed)]);
            lines.push(Line { alarm: true, ..Line::plain(format!("{text}{name}")) });
        }
    }
    if accounts.beyond > 0 && !accounts.instalments.is_empty() {
        lines.push(Line::plain(fill(page.say.beyond, &[&yuan(accounts.beyond)])));
    }
}

/// What is performed otherwise than in money, with its value where one is given; it is in no sum of money.
fn in_kind(page: &Page<'_>, accounts: &Accounts<'_>, lines: &mut Vec<Line>) {
    let mut own: Vec<Line> = Vec::new();
    let mut say = |fact: &Fact, party: Option<&str>, what: String| {
        let whose = party.filter(|_| page.state.tracks.len() > 1).map_or_else(String::new, |party| format!(" · {party}"));
        own.push(Line { target: Some(Target::Fact(fact.id)), ..Line::plain(format!("  {what}{whose}")) });
    };
    for one in &accounts.in_kind {
        let Some(fact) = page.state.live.iter().find(|fact| fact.id == one.fact) else { continue };
        let kind = one.part.in_kind.map_or("", |at| way(page.lang, at));
        let due = one.part.due.map_or_else(String::new, |due| format!(" {due}"));
        let what = plan::words(fact, one.part.at).map_or_else(String::new, |what| format!(" {what}"));
        let value = one.part.cents.map_or_else(|| page.say.no_value.to_owned(), |cents| fill(page.say.value, &[&yuan(cents)]));
        say(fact, one.party, format!("{kind}{due}{what} {value}"));
    }
    for fact in &page.state.live {
        let keys: &[&str] = match fact.kind {
            Kind::AgreementSigned => &["in_kind", "labour", "carbon_sinks", "guarantee", "instalments"],
            Kind::RestorationStarted => &["labour_days", "carbon_sinks"],
            _ => &[],
        };
        for key in keys {
            let told = fact.data.get(key).map(|value| field::typed(key, value)).filter(|text| !text.is_empty());
            if let Some(told) = told {
                say(fact, fact.party(), format!("{} {told}", words_of(page.lang, key)));
            }
        }
    }
    // What was agreed may be the value of the works: they stand beside it.
    for track in page.state.tracks.iter().filter(|track| track.restoration != Restoration::None) {
        let mine = |fact: &&Fact| track.party.is_none() || fact.party().is_none() || fact.party() == track.party;
        let begun = page.state.newest_first(Kind::RestorationStarted).map(|(_, fact)| fact).find(mine);
        let key = |key: &str| begun.and_then(|fact| word(page.lang, page.law, fact, key));
        let parts = [key("mode"), key("plan"), Some(restoration(page.lang, track.restoration).to_owned())];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let whose = track.party.map_or_else(String::new, |party| format!(" · {party}"));
        own.push(Line { target: begun.map(|fact| Target::Fact(fact.id)), ..Line::plain(format!("  {text}{whose}")) });
    }
    let value = plan::in_kind(&accounts.in_kind);
    if let (Some(in_money), true) = (accounts.in_money(), value > 0) {
        own.push(Line::plain(fill(page.say.of_agreed, &[&yuan(value), &yuan(in_money)])));
    }
    // A payment may go to a notary, or be a thing: it counts as paid, and it is said.
    let mut routes: BTreeMap<String, Cents> = BTreeMap::new();
    for fact in page.state.all(Kind::PaymentMade) {
        let route = word(page.lang, page.law, fact, "route").unwrap_or_else(|| page.say.no_route.to_owned());
        let sum = routes.entry(route).or_default();
        *sum = sum.saturating_add(fact.data.cents("amount_cents").unwrap_or(0));
    }
    let odd = |fact: &&Fact| matches!(fact.data.text("route"), Some("deposit" | "in-kind"));
    if page.state.all(Kind::PaymentMade).iter().any(odd) {
        let each: Vec<String> = routes.iter().map(|(route, cents)| fill(page.say.route, &[route, &yuan(*cents)])).collect();
        own.push(Line::plain(fill(page.say.of_paid, &[&each.join(page.lang.pick("；", "; "))])));
    }
    if !own.is_empty() {
        lines.push(Line::head(page.say.otherwise));
        lines.append(&mut own);
    }
}

/// Each limit of the rules with the amount that it is compared with.
fn limits(page: &Page<'_>, lines: &mut Vec<Line>) {
    let thresholds = page.law.thresholds(page.state, page.desk.today);
    if thresholds.is_empty() {
        return;
    }
    lines.push(Line::head(page.say.limits));
    for one in thresholds {
        let verdict = verdict(page.lang, one.within);
        let amount = one.damage.map_or_else(
            || page.say.no_amount.to_owned(),
            |damage| fill(page.say.limit_amount, &[&yuan(damage.cents), &words::damage_basis(page.lang, damage.basis)]),
        );
        // What is cut on a narrow screen is what the limit is called.
        let (label, cited) = (words::label(page.lang, &one.label), words::cites(&page.desk.library, &one.cites));
        let said = fill(page.say.limit, &[&verdict, &yuan(one.limit), &amount, &cited, &label]);
        lines.push(Line { cites: one.cites.clone(), ..Line::plain(format!("  {said}")) });
    }
}
