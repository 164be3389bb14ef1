//! The money of a docket by liable party and head: claimed, offered, agreed, due, paid. Sums are made of their parts and of
//! nothing else; the difference between a whole and its heads stands as a row of its own.

mod instalments;

use super::plan::{self, HEADS, Planned};
use super::{Cents, Fact, FactId, Kind, Restoration, State, Track};
pub use instalments::{Instalment, Served, instalments};
use instalments::{head, planned};

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

    /// The same of one party, or of what names nobody.
    #[must_use]
    pub fn in_money_of(&self, party: Option<&str>) -> Option<Cents> {
        let own: Vec<_> = self.in_kind.iter().filter(|one| one.party == party).copied().collect();
        self.of_party(party).agreed.map(|agreed| agreed.saturating_sub(plan::in_kind(&own)).max(0))
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

    /// What a party has not paid, or what names nobody: of its instalments, or of what was agreed in money where that is
    /// more and is not the value of what is restored.
    #[must_use]
    pub fn open_of(&self, state: &State<'_>, party: Option<&str>) -> Cents {
        let own = self.instalments.iter().filter(|one| one.party == party).map(Instalment::open);
        let due = own.fold(0, Cents::saturating_add);
        let mine = |track: &&Track<'_>| party.is_none() || track.party == party;
        if state.tracks.iter().filter(mine).any(|track| track.restoration != Restoration::None) {
            return due;
        }
        let paid = self.of_party(party).paid.unwrap_or(0);
        self.in_money_of(party).unwrap_or(0).saturating_sub(paid).max(due)
    }

    /// What all of them together have not paid; none where nothing is agreed, adjudged or due.
    #[must_use]
    pub fn open(&self, state: &State<'_>) -> Option<Cents> {
        let total = self.total();
        total.agreed.or(total.due)?;
        Some(self.parties().into_iter().map(|party| self.open_of(state, party)).fold(0, Cents::saturating_add))
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

/// The claim: as last itemised, of all together and of each party; else the damage and the costs as they are known, and of
/// each party what was demanded of it.
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
        let named =
            split.iter().zip(HEADS).filter(|(_, key)| *key != "costs_cents").fold(None, |sum, (cents, _)| plus(sum, *cents));
        let rest = state.damage.map(|(cents, _)| cents.saturating_sub(named.unwrap_or(0)));
        if let Some(last) = split.last_mut() {
            *last = rest.filter(|rest| named.is_none() || *rest != 0);
        }
        column.put(None, split, issued.map(|fact| fact.id));
    }
    // What is first demanded of one party is the claim against it, where none was itemised; later positions are concessions.
    let mut facts: Vec<(usize, &Fact)> = state.newest_first(Kind::PositionStated).collect();
    facts.reverse();
    for (place, fact) in facts {
        let ours = fact.data.text("side") == Some("right-holder") && state.in_round(place, fact, fact.party());
        let party = whose(fact).filter(|party| ours && column.find(Some(party)).is_none());
        if let Some((party, split)) = party.zip(split(fact)) {
            column.put(Some(party), split, Some(fact.id));
        }
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

/// Agreements and judgments, and what takes an agreement back to the table.
fn titles_of<'d>(state: &State<'d>) -> impl Iterator<Item = &'d Fact> {
    let kinds = [Kind::AgreementSigned, Kind::JudgmentEffective, Kind::RenegotiationStarted];
    let found: Vec<&'d Fact> = state.live.iter().copied().filter(|fact| kinds.contains(&fact.kind)).collect();
    found.into_iter()
}

/// What was agreed or adjudged. A part that is agreed stays beside what follows; everything else is replaced by what follows,
/// and is agreed no more where it is negotiated anew.
fn titles<'d>(state: &State<'d>, whose: &dyn Fn(&'d Fact) -> Option<&'d str>) -> Column<'d> {
    let mut column = Column::default();
    let mut partial: Vec<Option<&str>> = Vec::new();
    for fact in titles_of(state) {
        let party = whose(fact);
        if fact.kind == Kind::RenegotiationStarted {
            column.0.retain(|said| party.is_some() && said.party != party);
            partial.retain(|known| party.is_some() && *known != party);
            continue;
        }
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

fn sums<'d>(state: &State<'d>, kind: Kind, whose: &dyn Fn(&'d Fact) -> Option<&'d str>, planned: &[Planned<'d>]) -> Column<'d> {
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
