//! The money of a docket by liable party and head: claimed, offered, agreed, due, paid. Sums are made of their parts and of
//! nothing else; the difference between a whole and its heads stands as a row of its own.

use super::plan::{self, HEADS, Own, Planned};
use super::{Cents, Day, Fact, FactId, Kind, State};

/// One place more than there are heads: what is not said by head.
const PLACES: usize = HEADS.len() + 1;

/// Amounts by head; the last place is what is not said by head. Unknown is not zero.
type Split = [Option<Cents>; PLACES];

/// What is known of one party and head, in fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// Claimed: the claim by its heads, else the damage and the costs as known.
    pub claimed: Option<Cents>,
    /// Offered: the liable party's last position in the round.
    pub offered: Option<Cents>,
    /// Agreed or adjudged.
    pub agreed: Option<Cents>,
    /// The instalments that were set, in the agreement or each for itself.
    pub due: Option<Cents>,
    /// The payments.
    pub paid: Option<Cents>,
}

impl Amounts {
    /// The five amounts in the order of the columns.
    #[must_use]
    pub const fn columns(&self) -> [Option<Cents>; 5] {
        [self.claimed, self.offered, self.agreed, self.due, self.paid]
    }

    /// Two rows together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            claimed: plus(self.claimed, other.claimed),
            offered: plus(self.offered, other.offered),
            agreed: plus(self.agreed, other.agreed),
            due: plus(self.due, other.due),
            paid: plus(self.paid, other.paid),
        }
    }
}

/// One row: a party, or all of them together, and a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'d> {
    /// The liable party; none for what names nobody.
    pub party: Option<&'d str>,
    /// The place in [`HEADS`]; none for what is not said by head.
    pub head: Option<usize>,
    /// The amounts.
    pub amounts: Amounts,
    /// The latest fact that the row rests on.
    pub fact: Option<FactId>,
}

/// What a payment gave to an instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// The payment.
    pub fact: FactId,
    /// Its day.
    pub on: Day,
    /// So much of it.
    pub cents: Cents,
}

/// An instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instalment<'d> {
    /// The fact that set it.
    pub fact: FactId,
    /// Its place in the plan of an agreement; none for a fact of its own.
    pub part: Option<usize>,
    /// The liable party; none for what names nobody.
    pub party: Option<&'d str>,
    /// The place in [`HEADS`].
    pub head: Option<usize>,
    /// Its number among those of the party, from 1.
    pub n: usize,
    /// Its last day, if one was set.
    pub due: Option<Day>,
    /// Its amount.
    pub cents: Cents,
    /// What of the payments falls on it: the earliest instalment is served first.
    pub paid: Cents,
    /// The payments that fall on it.
    pub by: Vec<Served>,
}

impl Instalment<'_> {
    /// What is open of it.
    #[must_use]
    pub const fn open(&self) -> Cents {
        self.cents - self.paid
    }

    /// The payment that completed it.
    #[must_use]
    pub fn met(&self) -> Option<Served> {
        self.by.last().copied().filter(|_| self.open() == 0)
    }
}

/// The money of a docket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accounts<'d> {
    /// By party and head; rows without an amount are left out.
    pub rows: Vec<Row<'d>>,
    /// The instalments by their days.
    pub instalments: Vec<Instalment<'d>>,
    /// What was paid and falls on no instalment.
    pub beyond: Cents,
    /// The parts of the agreements in force that are performed in kind; their value is no money due.
    pub in_kind: Vec<Planned<'d>>,
}

fn plus(one: Option<Cents>, other: Option<Cents>) -> Option<Cents> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    }
}

impl<'d> Accounts<'d> {
    /// The money that the facts say.
    #[must_use]
    pub fn of(state: &State<'d>) -> Self {
        // A docket with one party is one account, whether its facts name the party or not.
        let several = state.tracks.len() > 1;
        let whose = |fact: &'d Fact| fact.party().filter(|_| several);
        let named = state.tracks.iter().filter_map(|track| track.party).map(Some);
        let keys: Vec<Option<&'d str>> = named.chain([None]).collect();
        let (planned, own) = planned(state, &whose);
        let columns = [
            claims(state, &whose),
            offers(state, &whose),
            titles(state, &whose),
            sums(state, Kind::PaymentDue, &whose, &plan::open(&planned, &own)),
            sums(state, Kind::PaymentMade, &whose, &[]),
        ];
        let mut rows = Vec::new();
        for party in keys {
            for place in 0..PLACES {
                let cell = |column: &Column<'d>| column.get(party, place);
                let [claimed, offered, agreed, due, paid] = columns.each_ref().map(cell);
                let amounts = Amounts { claimed: claimed.0, offered: offered.0, agreed: agreed.0, due: due.0, paid: paid.0 };
                let fact = [claimed.1, offered.1, agreed.1, due.1, paid.1].into_iter().flatten().max();
                if amounts != Amounts::default() {
                    rows.push(Row { party, head: (place < HEADS.len()).then_some(place), amounts, fact });
                }
            }
        }
        let (instalments, beyond) = instalments(state);
        let in_kind = planned.into_iter().filter(|one| one.part.in_kind.is_some()).collect();
        Self { rows, instalments, beyond, in_kind }
    }

    /// What is agreed or adjudged in money: without the value of what is performed in kind.
    #[must_use]
    pub fn in_money(&self) -> Option<Cents> {
        self.total().agreed.map(|agreed| agreed.saturating_sub(plan::in_kind(&self.in_kind)).max(0))
    }

    /// All rows together.
    #[must_use]
    pub fn total(&self) -> Amounts {
        self.sum(|_| true)
    }

    /// The rows of a party together, or of what names nobody.
    #[must_use]
    pub fn of_party(&self, party: Option<&str>) -> Amounts {
        self.sum(|row| row.party == party)
    }

    /// The rows of a head together, or of what is not said by head.
    #[must_use]
    pub fn of_head(&self, head: Option<usize>) -> Amounts {
        self.sum(|row| row.head == head)
    }

    fn sum(&self, of: impl Fn(&Row<'d>) -> bool) -> Amounts {
        self.rows.iter().filter(|row| of(row)).fold(Amounts::default(), |sum, row| sum.plus(row.amounts))
    }

    /// The parties with a row, in their order; none for what names nobody.
    #[must_use]
    pub fn parties(&self) -> Vec<Option<&'d str>> {
        let mut found: Vec<Option<&'d str>> = self.rows.iter().map(|row| row.party).collect();
        found.dedup();
        found
    }
}

/// What one column says of a party, or of all together.
struct Said<'d> {
    party: Option<&'d str>,
    split: Split,
    fact: Option<FactId>,
    /// Said of one party after something was said of all: a part of that.
    part: bool,
}

/// One column.
#[derive(Default)]
struct Column<'d>(Vec<Said<'d>>);

impl<'d> Column<'d> {
    fn find(&self, party: Option<&str>) -> Option<&Said<'d>> {
        self.0.iter().find(|said| said.party == party)
    }

    fn get(&self, party: Option<&str>, place: usize) -> (Option<Cents>, Option<FactId>) {
        let own = self.find(party);
        let cents = own.and_then(|said| said.split.get(place).copied().flatten());
        (cents, own.filter(|_| cents.is_some()).and_then(|said| said.fact))
    }

    fn put(&mut self, party: Option<&'d str>, split: Split, fact: Option<FactId>) {
        let part = party.is_some() && self.find(None).is_some();
        let said = Said { party, split, fact, part };
        match self.0.iter_mut().find(|known| known.party == party) {
            Some(own) => *own = said,
            None => self.0.push(said),
        }
    }

    /// Of what was said of all, what is not taken up by what was said of one party later: taken off its own head first,
    /// then off the rest, then off the other heads.
    fn apart(mut self) -> Self {
        let parts: Vec<Split> = self.0.iter().filter(|said| said.part).map(|said| said.split).collect();
        if let Some(whole) = self.0.iter_mut().find(|said| said.party.is_none()) {
            for part in &parts {
                let mut left: Cents = 0;
                for (slot, taken) in whole.split.iter_mut().zip(part) {
                    left = left.saturating_add(taken.map_or(0, |taken| taken - take(slot, taken)));
                }
                for slot in whole.split.iter_mut().rev() {
                    left -= take(slot, left);
                }
            }
        }
        self
    }
}

/// Takes an amount off another one as far as it goes; what was taken.
fn take(slot: &mut Option<Cents>, wanted: Cents) -> Cents {
    let Some(cents) = slot else { return 0 };
    let taken = wanted.min(*cents).max(0);
    *cents -= taken;
    taken
}

/// The amounts of a fact by head; a whole that is more or less than its heads leaves the difference.
fn split(fact: &Fact) -> Option<Split> {
    let mut found: Split = [None; PLACES];
    for (slot, key) in found.iter_mut().zip(HEADS) {
        *slot = fact.data.cents(key);
    }
    let heads = found.iter().fold(None, |sum, cents| plus(sum, *cents));
    let whole = fact.data.cents("amount_cents");
    let rest = match (whole, heads) {
        (Some(whole), Some(heads)) if whole == heads => None,
        (Some(whole), heads) => Some(whole.saturating_sub(heads.unwrap_or(0))),
        (None, _) => None,
    };
    if let Some(last) = found.last_mut() {
        *last = rest;
    }
    (whole.is_some() || heads.is_some()).then_some(found)
}

/// The claim: as last itemised, of all together and of each party; else the damage and the costs as they are known.
fn claims<'d>(state: &State<'d>, whose: &dyn Fn(&'d Fact) -> Option<&'d str>) -> Column<'d> {
    let mut column = Column::default();
    for fact in state.all(Kind::ClaimItemised) {
        if let Some(split) = split(fact) {
            said(&mut column, whose(fact), split, fact.id);
        }
    }
    if column.0.is_empty() {
        let issued = state.last(Kind::AppraisalIssued);
        let costs = issued.and_then(|fact| fact.data.cents("costs_cents")).or(state.attributes.costs_cents);
        // The heads of the appraisal, as far as they are those of the damage that counts.
        let by_head = |fact: &&Fact| plan::appraised(fact).is_some_and(|own| state.damage.is_some_and(|(cents, _)| own == cents));
        let heads = issued.filter(by_head);
        let mut split: Split = [None; PLACES];
        for (slot, key) in split.iter_mut().zip(HEADS) {
            *slot = if key == "costs_cents" { costs } else { heads.and_then(|fact| fact.data.cents(key)) };
        }
        let named = split.iter().zip(HEADS).filter(|(_, key)| *key != "costs_cents").fold(None, |sum, (cents, _)| plus(sum, *cents));
        let rest = state.damage.map(|(cents, _)| cents.saturating_sub(named.unwrap_or(0)));
        if let Some(last) = split.last_mut() {
            *last = rest.filter(|rest| named.is_none() || *rest != 0);
        }
        column.put(None, split, issued.map(|fact| fact.id));
    }
    column.apart()
}

/// Said of one party, or of all: what is said of all replaces what was said before.
fn said<'d>(column: &mut Column<'d>, party: Option<&'d str>, split: Split, fact: FactId) {
    if party.is_none() {
        column.0.clear();
    }
    column.put(party, split, Some(fact));
}

/// The liable side's last positions of the round.
fn offers<'d>(state: &State<'d>, whose: &dyn Fn(&'d Fact) -> Option<&'d str>) -> Column<'d> {
    let mut column = Column::default();
    let mut facts: Vec<(usize, &Fact)> = state.newest_first(Kind::PositionStated).collect();
    facts.reverse();
    for (place, fact) in facts {
        let theirs = fact.data.text("side") == Some("liable-party") && state.in_round(place, fact, fact.party());
        if let Some(split) = split(fact).filter(|_| theirs) {
            said(&mut column, whose(fact), split, fact.id);
        }
    }
    column.apart()
}

/// What was agreed or adjudged. A part that is agreed stays beside what follows; everything else is replaced by what follows.
fn titles<'d>(state: &State<'d>, whose: &dyn Fn(&'d Fact) -> Option<&'d str>) -> Column<'d> {
    let mut column = Column::default();
    let mut partial: Vec<Option<&str>> = Vec::new();
    for fact in state.live.iter().filter(|fact| matches!(fact.kind, Kind::AgreementSigned | Kind::JudgmentEffective)) {
        let party = whose(fact);
        let open = partial.contains(&party);
        if let Some(mut own) = split(fact) {
            if let Some(before) = column.find(party).filter(|_| open) {
                for (slot, known) in own.iter_mut().zip(before.split) {
                    *slot = plus(*slot, known);
                }
            }
            column.put(party, own, Some(fact.id));
        }
        partial.retain(|known| *known != party);
        if fact.data.flag("partial") == Some(true) {
            partial.push(party);
        }
    }
    column.apart()
}

/// The place of the head that a payment names: `interim-loss` is the key `interim_loss_cents`.
fn head(fact: &Fact) -> Option<usize> {
    plan::head_of(fact.data.text("head")?)
}

fn sums<'d>(
    state: &State<'d>,
    kind: Kind,
    whose: &dyn Fn(&'d Fact) -> Option<&'d str>,
    planned: &[Planned<'d>],
) -> Column<'d> {
    let mut column = Column::default();
    let mut add = |party, head: Option<usize>, cents, fact| {
        let mut split = column.find(party).map_or([None; PLACES], |said| said.split);
        if let Some(slot) = split.get_mut(head.unwrap_or(HEADS.len())) {
            *slot = plus(*slot, Some(cents));
        }
        column.put(party, split, Some(fact));
    };
    for one in planned {
        if let Some(cents) = one.part.cents {
            add(one.party, one.part.head, cents, one.fact);
        }
    }
    for fact in state.all(kind) {
        if let Some(cents) = fact.data.cents("amount_cents") {
            add(whose(fact), head(fact), cents, fact.id);
        }
    }
    column
}

/// The plans of the agreements in force, and the instalments that are facts of their own. As with the amounts, a part that
/// is agreed stays beside what follows; everything else is replaced by what follows.
fn planned<'d>(state: &State<'d>, whose: &dyn Fn(&'d Fact) -> Option<&'d str>) -> (Vec<Planned<'d>>, Vec<Own<'d>>) {
    let mut found: Vec<Planned<'d>> = Vec::new();
    let mut partial: Vec<Option<&str>> = Vec::new();
    for fact in state.live.iter().filter(|fact| matches!(fact.kind, Kind::AgreementSigned | Kind::JudgmentEffective)) {
        let (party, parts) = (whose(fact), plan::parts(fact));
        if !partial.contains(&party) && (plan::whole(fact).is_some() || !parts.is_empty()) {
            found.retain(|one| one.party != party);
        }
        found.extend(parts.into_iter().map(|part| Planned { party, fact: fact.id, part }));
        partial.retain(|known| *known != party);
        if fact.data.flag("partial") == Some(true) {
            partial.push(party);
        }
    }
    let own = state.all(Kind::PaymentDue).into_iter();
    let own = own.filter_map(|fact| Some((whose(fact), fact.data.day("due"), fact.data.cents("amount_cents")?))).collect();
    (found, own)
}

/// The instalments by their days, served by the payments of their party, of the head that they name first; then by what
/// names nobody. Beside them, what was paid beyond them.
#[must_use]
pub fn instalments<'d>(state: &State<'d>) -> (Vec<Instalment<'d>>, Cents) {
    let several = state.tracks.len() > 1;
    let whose = |fact: &'d Fact| fact.party().filter(|_| several);
    let mut all: Vec<Instalment<'d>> = Vec::new();
    for fact in state.all(Kind::PaymentDue) {
        let Some(cents) = fact.data.cents("amount_cents") else { continue };
        let (party, due) = (whose(fact), fact.data.day("due"));
        all.push(Instalment { fact: fact.id, part: None, party, head: head(fact), n: 0, due, cents, paid: 0, by: Vec::new() });
    }
    let (planned, own) = planned(state, &whose);
    for one in plan::open(&planned, &own) {
        let (fact, party, part) = (one.fact, one.party, one.part);
        let (cents, by) = (part.cents.unwrap_or(0), Vec::new());
        all.push(Instalment { fact, part: Some(part.at), party, head: part.head, n: 0, due: part.due, cents, paid: 0, by });
    }
    // Without a day it comes last.
    all.sort_by_key(|one| (one.due.is_none(), one.due, one.fact, one.part));
    for at in 0..all.len() {
        let (before, rest) = all.split_at_mut(at);
        if let Some(one) = rest.first_mut() {
            one.n = before.iter().filter(|known| known.party == one.party).count() + 1;
        }
    }
    let mut beyond: Cents = 0;
    for fact in state.all(Kind::PaymentMade) {
        let (party, head, mut left) = (whose(fact), head(fact), fact.data.cents("amount_cents").unwrap_or(0).max(0));
        // Of the same party and the head that it names, of the same party, of anybody where one of both names nobody.
        for pass in 0..3 {
            for one in &mut all {
                let mine = one.party == party;
                let fits = match pass {
                    0 => mine && (head.is_none() || one.head == head),
                    1 => mine && one.head.is_none(),
                    _ => !mine && (party.is_none() || one.party.is_none()),
                };
                let part = if fits { left.min(one.open()).max(0) } else { 0 };
                if part > 0 {
                    one.paid += part;
                    one.by.push(Served { fact: fact.id, on: fact.on, cents: part });
                }
                left -= part;
            }
        }
        beyond = beyond.saturating_add(left);
    }
    (all, beyond)
}
