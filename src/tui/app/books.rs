//! The money of the shown case as a table to take out: by party and head, the total, the instalments.

use super::App;
use crate::docket::{Accounts, Amounts, plan, yuan};
use crate::papers::table::Cell;
use crate::text::case::{Words, head, way};
use crate::text::{fill, out};

impl App {
    /// The header of the table.
    pub(super) fn book_headers(&self) -> Vec<String> {
        let (say, own) = (Words::of(self.lang), out::Words::of(self.lang));
        let names = [say.part, own.party, say.head, say.claimed, say.offered, say.agreed, say.due, say.paid, own.due, say.note];
        names.into_iter().map(str::to_owned).collect()
    }

    /// Its rows; none without a case or without an amount.
    pub(super) fn book_rows(&self) -> Vec<Vec<Cell>> {
        let Some(case) = &self.case else { return Vec::new() };
        let (state, say) = (case.stored.docket.state(), Words::of(self.lang));
        let accounts = Accounts::of(&state);
        let money = |cents: Option<i64>| cents.map_or(Cell::Empty, Cell::Cents);
        let row = |part: &str, party: &str, by_head: &str, own: &Amounts| {
            let mut cells = vec![Cell::text(part), Cell::text(party), Cell::text(by_head)];
            cells.extend(own.columns().map(money));
            cells.extend([Cell::Empty, Cell::Empty]);
            cells
        };
        let whole = if state.tracks.len() > 1 { say.together.to_owned() } else { state.parties().join("、") };
        let name = |party: Option<&str>| party.map_or_else(|| whole.clone(), str::to_owned);
        let by_row = |one: &crate::docket::Row<'_>| row(say.by_head, &name(one.party), head(self.lang, one.head), &one.amounts);
        let mut rows: Vec<Vec<Cell>> = accounts.rows.iter().map(by_row).collect();
        if !rows.is_empty() {
            rows.push(row(say.total, "", "", &accounts.total()));
        }
        for one in &accounts.instalments {
            let set = state.live.iter().find(|fact| fact.id == one.fact);
            let own = Amounts { due: Some(one.cents), paid: Some(one.paid), ..Amounts::default() };
            let by_head = one.head.map_or("", |at| head(self.lang, Some(at)));
            let mut cells = row(&fill(say.nth, &[&one.n]), &name(one.party), by_head, &own);
            cells.truncate(8);
            let note = set.and_then(|fact| one.part.map_or_else(|| fact.data.text("note"), |at| plan::words(fact, at)));
            let note = note.unwrap_or_default();
            cells.extend([one.due.map_or(Cell::Empty, Cell::Day), Cell::text(note)]);
            rows.push(cells);
        }
        for one in &accounts.in_kind {
            let what = state.live.iter().find(|fact| fact.id == one.fact).and_then(|fact| plan::words(fact, one.part.at));
            let value = one.part.cents.map_or_else(|| say.no_value.to_owned(), |cents| fill(say.value, &[&yuan(cents)]));
            let mut cells = row(one.part.in_kind.map_or("", |at| way(self.lang, at)), &name(one.party), "", &Amounts::default());
            cells.truncate(8);
            let note = [what.unwrap_or_default(), &value].join(" ");
            cells.extend([one.part.due.map_or(Cell::Empty, Cell::Day), Cell::text(note.trim())]);
            rows.push(cells);
        }
        rows
    }
}
