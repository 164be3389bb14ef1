//! Damage and money: the amount and where it comes from, the table by party and head, the instalments, the limits.

use super::case::Page;
use super::{Line, Target};
use crate::docket::{Accounts, Amounts, Cents, Day, HEADS, Kind, wan, yuan};
use crate::law::{costs, damage};
use crate::text::case::{head, verdict};
use crate::text::{fill, law as words};
use crate::tui::width::{fit, right};

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
        let target = Some(one.fact.map_or(Target::Attribute("damage_cents"), Target::Fact));
        lines.push(Line { target, ..Line::plain(format!("{said}{costs}")) });
    } else if page.state.stage().is_some_and(|stage| !stage.is_lead()) {
        lines.push(Line { faint: true, target: Some(Target::Attribute("damage_cents")), ..Line::plain(page.say.unknown_damage) });
    }
    if lines.is_empty() && accounts.rows.is_empty() {
        return lines;
    }
    table(page, &accounts, &mut lines);
    instalments(page, &accounts, &mut lines);
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
}

/// The columns that a narrow pane has room for: claimed, agreed, paid.
fn few<T: Clone>(columns: &[T; 5]) -> [T; 3] {
    let [claimed, _, agreed, _, paid] = columns;
    [claimed.clone(), agreed.clone(), paid.clone()]
}

fn instalments(page: &Page<'_>, accounts: &Accounts<'_>, lines: &mut Vec<Line>) {
    if !accounts.instalments.is_empty() {
        lines.push(Line::head(page.say.instalments));
    }
    for one in &accounts.instalments {
        let open = one.cents - one.paid;
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
        let note = page.state.live.iter().find(|fact| fact.id == one.fact).and_then(|fact| fact.data.text("note"));
        let by_head = one.head.map(|at| head(page.lang, Some(at)));
        for part in [one.party, by_head, note].into_iter().flatten() {
            text.push_str(" · ");
            text.push_str(part);
        }
        lines.push(Line { alarm: late, faint: open == 0, target: Some(Target::Fact(one.fact)), ..Line::plain(text) });
    }
    let total = accounts.total();
    if let (Some(agreed), Some(due)) = (total.agreed, total.due)
        && agreed > due
    {
        lines.push(Line::plain(fill(page.say.unset, &[&yuan(agreed - due)])));
    }
    if accounts.beyond > 0 && !accounts.instalments.is_empty() {
        lines.push(Line::plain(fill(page.say.beyond, &[&yuan(accounts.beyond)])));
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
