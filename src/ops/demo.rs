//! A believable invented office, the same for the same number: some hundred leads, forty cases in all states,
//! deadlines around today. Written by the normal path in a few large batches.

mod stock;
mod table;

use super::act::ActError;
use super::desk::Desk;
use crate::docket::tree::{Node, Source};
use crate::docket::{Attributes, Day, Docket, Fact, Kind, Party, credit_code};
use crate::store::{Batch, Entry, Target};
use chrono::{Datelike, Days};

const WORDS: &str = include_str!("../../config/demo.toml");
/// Dockets a transaction: large enough to be quick, small enough to be stopped.
const BATCH: usize = 5_000;
/// From here on the leads are those of earlier years.
const STOCK: usize = 2_000;

/// How many leads and cases to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// Leads.
    pub leads: usize,
    /// Cases.
    pub cases: usize,
}

impl Default for Demo {
    fn default() -> Self {
        Self { leads: 300, cases: 40 }
    }
}

/// A small repeatable source of choices.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.roll(list.len());
        list.get(at)
    }

    fn word(&mut self, list: &[String]) -> String {
        self.pick(list).cloned().unwrap_or_default()
    }
}

struct Cast {
    unit: String,
    number: String,
    body: String,
    opinion: String,
    influence: String,
    proof: String,
    supervisor: String,
    letter: String,
    report: String,
    standard: String,
    finding: String,
    designation: String,
    approver: String,
    recorder: String,
    delegate: String,
    authority: String,
    objection: String,
    answer: String,
    officers: Vec<String>,
    places: Vec<String>,
    parties: Vec<String>,
    brands: Vec<String>,
    notes: Vec<String>,
    deeds: Vec<(String, String, String)>,
}

impl Cast {
    fn read() -> Self {
        let root = Source { name: "demo.toml", text: WORDS }.parse().ok();
        let texts = |node: &Node| {
            node.list().unwrap_or_default().iter().filter_map(|item| item.text().map(str::to_owned)).collect::<Vec<_>>()
        };
        let list = |key: &str| root.as_ref().and_then(|root| root.get(key)).map(texts).unwrap_or_default();
        let deeds = root.as_ref().and_then(|root| root.get("deeds")).and_then(Node::list).unwrap_or_default();
        let deed = |node: &Node| {
            let mut words = texts(node).into_iter();
            (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default())
        };
        let word = |key: &str| root.as_ref().and_then(|root| root.get(key)).and_then(Node::text).unwrap_or_default().to_owned();
        let (unit, number, body, opinion, proof, supervisor) =
            (word("unit"), word("number"), word("body"), word("opinion"), word("proof"), word("supervisor"));
        Self {
            unit,
            number,
            body,
            opinion,
            influence: word("influence"),
            proof,
            supervisor,
            letter: word("letter"),
            report: word("report"),
            standard: word("standard"),
            finding: word("finding"),
            designation: word("designation"),
            approver: word("approver"),
            recorder: word("recorder"),
            delegate: word("delegate"),
            authority: word("authority"),
            objection: word("objection"),
            answer: word("answer"),
            officers: list("officers"),
            places: list("places"),
            parties: list("parties"),
            brands: list("brands"),
            notes: list("notes"),
            deeds: deeds.iter().map(deed).collect(),
        }
    }
}

/// Damage in fen.
const AMOUNTS: [i64; 8] = [120_000, 280_000, 1_850_000, 8_600_000, 24_500_000, 29_999_900, 41_230_000, 530_000_000];
const CHANNELS: [&str; 11] = [
    "central-inspection",
    "regional-inspection",
    "emergency",
    "administrative-penalty",
    "criminal",
    "red-line-area",
    "routine",
    "complaint",
    "superior",
    "procuratorate",
    "other",
];

impl Desk {
    /// Fills an empty database; `progress` is told the dockets written and says whether to go on.
    pub fn demo(&mut self, demo: Demo, progress: &mut dyn FnMut(usize) -> bool) -> Result<usize, ActError> {
        let (cast, mut dice, version) = (Cast::read(), Dice(2026), self.office_law().versions().0.to_owned());
        let profile = self.office.profile.clone();
        self.set_up(&profile, &cast.unit).map_err(|_| ActError::Cancelled)?;
        let mut entries = Vec::new();
        let mut done = 0;
        for n in 0..demo.leads + demo.cases {
            let mut attributes = attributes(&cast, &mut dice);
            let facts = if (STOCK..demo.leads).contains(&n) {
                stock::vary(&mut attributes, &cast, &mut dice);
                stock::lead(self.today, n, &cast, &mut dice)
            } else if n < demo.leads {
                lead(self.today, n, &cast, &mut dice)
            } else {
                case(self.today, n - demo.leads, &attributes, &cast, &mut dice)
            };
            let docket = Docket { profile: profile.clone(), attributes, ..Docket::default() };
            let target = Target::New {
                docket: Box::new(docket),
                profile_version: version.clone(),
                fingerprint: String::new(),
                questions: "[]".to_owned(),
            };
            entries.push(Entry { target, facts });
            if entries.len() == BATCH || n + 1 == demo.leads + demo.cases {
                let count = entries.len();
                // Somebody else wrote it all down: what they propose waits for whoever looks at the office.
                let batch = Batch { by: cast.recorder.clone(), ..self.batch("demo", "", std::mem::take(&mut entries)) };
                self.write(&batch, &mut |at| progress(done + at))?;
                done += count;
            }
        }
        Ok(done)
    }
}

fn back(today: Day, days: usize) -> Day {
    today.checked_sub_days(Days::new(days as u64)).unwrap_or(today)
}

/// A liable party. The names are masked, and alike ones are only asked about: what tells an organisation is its code, of an
/// area that does not exist.
fn party(name: &str) -> Party {
    let mark = name.bytes().fold(5_381_u64, |sum, byte| (sum * 33 + u64::from(byte)) % 1_000_000_000);
    let code = credit_code(&format!("91999999{mark:09}")).filter(|_| name.chars().count() > 3);
    Party { name: name.to_owned(), code: code.unwrap_or_default(), ..Party::default() }
}

fn attributes(cast: &Cast, dice: &mut Dice) -> Attributes {
    let place = dice.word(&cast.places);
    let name = dice.word(&cast.parties);
    let (what, medium, department) = dice.pick(&cast.deeds).cloned().unwrap_or_default();
    let mut parties = vec![party(&name)];
    if dice.roll(12) == 0 {
        parties.push(party(&dice.word(&cast.parties)));
        parties.dedup_by(|a, b| a.name == b.name);
    }
    let cents = (dice.roll(60) > 4).then(|| dice.pick(&AMOUNTS).copied().unwrap_or_default());
    Attributes {
        title: format!("{place}{name}{what}"),
        channel: CHANNELS.get(dice.roll(CHANNELS.len())).map_or("other", |channel| channel).to_owned(),
        medium: Some(medium),
        department: Some(department),
        place: Some(place),
        red_line: dice.roll(11) == 0,
        damage_cents: cents,
        estimated: true,
        parties,
        note: dice.word(&cast.notes),
        ..Attributes::default()
    }
}

/// Leads around their thirty days: most fresh, some nearly due, a few late, some decided.
fn lead(today: Day, n: usize, cast: &Cast, dice: &mut Dice) -> Vec<Fact> {
    let age = if n.is_multiple_of(40) { 31 + dice.roll(6) } else { dice.roll(29) };
    let received = back(today, age);
    let mut facts = vec![Fact::new(Kind::LeadReceived, received)];
    if dice.roll(3) == 0 {
        facts.push(Fact::new(Kind::LeadAssigned, received).with("officer", dice.word(&cast.officers)));
    }
    if dice.roll(4) == 0 {
        facts.push(Fact::new(Kind::LeadSentToEcology, received));
    }
    let at = back(today, age / 2);
    match dice.roll(10) {
        0 => facts.push(Fact::new(Kind::CheckStarted, at)),
        1 => {
            facts.push(Fact::new(Kind::CheckConcluded, at).with("result", "damage"));
            facts.push(Fact::new(Kind::FilingProposed, at));
        }
        2 => {
            facts.push(Fact::new(Kind::CheckConcluded, at).with("result", "damage"));
            facts.push(Fact::new(Kind::NonfilingProposed, at).with("ground", "performed").with("proof", cast.proof.clone()));
            if dice.roll(2) == 0 {
                facts.push(Fact::new(Kind::NonfilingApproved, at));
                facts.push(Fact::new(Kind::NonfilingDecided, at).with("ground", "performed"));
            }
        }
        3 if n.is_multiple_of(2) => {
            facts.push(Fact::new(Kind::ScopeExcluded, at).with("way", "enforcement").with("proof", cast.proof.clone()));
        }
        _ => {}
    }
    facts
}

/// Cases in every state: the story is told up to a point that moves with `n`.
fn case(today: Day, n: usize, attributes: &Attributes, cast: &Cast, dice: &mut Dice) -> Vec<Fact> {
    // The last fact lies a few days back, the others before it.
    const STEPS: usize = 26;
    let upto = 4 + (n * 5) % (STEPS - 4);
    let last = dice.roll(7);
    let gap = |step: usize| match step {
        11..=13 => 2,
        14 => 4,
        _ => 9,
    };
    let day = |step: usize| -> Day {
        let later: usize = (step + 1..=upto).map(gap).sum();
        back(today, last + later)
    };
    let filed = day(4);
    let number = cast.number.replace("{year}", &filed.year().to_string()).replace("{n}", &(n + 1).to_string());
    let party = |fact: Fact, at: usize| match attributes.parties.get(at) {
        Some(party) if attributes.parties.len() > 1 => fact.with("party", party.name.clone()),
        _ => fact,
    };
    let amount = attributes.damage_cents.unwrap_or(8_600_000);
    let officer = dice.word(&cast.officers);
    let mut facts = Vec::new();
    for step in 0..=upto {
        let on = day(step);
        let fact = |kind| Fact::new(kind, on);
        match step {
            0 => facts.push(fact(Kind::LeadReceived)),
            1 => facts.push(fact(Kind::LeadAssigned).with("officer", officer.clone())),
            2 => facts.push(fact(Kind::CheckConcluded).with("result", "damage")),
            3 => {
                facts.push(fact(Kind::FilingProposed));
                facts.push(fact(Kind::FilingApproved));
            }
            4 => {
                facts.push(fact(Kind::CaseFiled).with("number", number.clone()));
                facts.push(fact(Kind::ProgressEntered));
            }
            5 => {
                facts.push(fact(Kind::InvestigationStarted));
                facts.push(
                    fact(Kind::DepartmentDesignated)
                        .with("department", attributes.department.clone())
                        .with("signing", true)
                        .with("paper", cast.designation.clone()),
                );
            }
            6 => facts
                .push(fact(Kind::InvestigationDueSet).with("due", on.checked_add_days(Days::new(40)).unwrap_or(on).to_string())),
            7 => {
                let answers = ["damage_exists", "extent", "degree", "liable_party_clear", "simplified_possible"];
                facts.push(
                    answers
                        .into_iter()
                        .fold(fact(Kind::InvestigationConcluded).with("proposal", "negotiate"), |fact, key| fact.with(key, true))
                        .with("frequency", cast.finding.clone())
                        .with("duration", cast.finding.clone())
                        .with("affected", cast.finding.clone())
                        .with("actual_damage", cast.finding.clone()),
                );
            }
            8 => facts.push(
                fact(Kind::AppraisalCommissioned)
                    .with("path", "full")
                    .with("body", cast.body.clone())
                    .with("paper", cast.letter.clone()),
            ),
            9 => facts.push(
                fact(Kind::AppraisalIssued)
                    .with("damage_cents", amount)
                    .with("restorable", "yes")
                    .with("standard", cast.standard.clone())
                    .with("issued_by", cast.body.clone())
                    .with("paper", cast.report.clone()),
            ),
            10 if n.is_multiple_of(7) => {
                facts.push(fact(Kind::MajorMarked).with("ground", "influence").with("reason", cast.influence.clone()));
            }
            11 => (0..attributes.parties.len().max(1)).for_each(|at| facts.push(party(fact(Kind::NoticeIssued), at))),
            12 => (0..attributes.parties.len().max(1))
                .for_each(|at| facts.push(party(fact(Kind::NoticeServed).with("way", "direct"), at))),
            13 if !n.is_multiple_of(5) => {
                (0..attributes.parties.len().max(1)).for_each(|at| facts.push(party(fact(Kind::NoticeReceived), at)));
            }
            14 => (0..attributes.parties.len().max(1)).for_each(|at| {
                facts.push(party(fact(Kind::ReplyReceived).with("accepts_status", true).with("accepts_negotiation", true), at));
            }),
            15 => {
                facts.push(table::mandate(on, cast, amount));
                facts.extend(table::meeting(on, cast, &officer, n.is_multiple_of(2)));
                facts.push(fact(Kind::PositionStated).with("side", "right-holder").with("amount_cents", amount));
                facts.push(fact(Kind::PositionStated).with("side", "liable-party").with("amount_cents", amount / 2));
            }
            16 => {
                facts.extend(table::meeting(on, cast, &officer, false));
                facts.push(fact(Kind::PositionStated).with("side", "liable-party").with("amount_cents", amount / 4 * 3));
            }
            17 if n.is_multiple_of(3) => {
                facts.push(fact(Kind::NegotiationFailed).with("ground", "7").with("opinion", cast.opinion.clone()));
            }
            17 => {
                let parts = ["parties", "facts", "views", "liability", "evaluation", "breach", "restoration"];
                let due = on.checked_add_days(Days::new(120)).unwrap_or(on).to_string();
                facts.push(
                    fact(Kind::AgreementSigned)
                        .with("amount_cents", amount)
                        .with("contents", parts.to_vec())
                        .with("restoration_due", due),
                );
            }
            18 if n.is_multiple_of(3) => facts.push(fact(Kind::SuitProcuratorateNotified)),
            18 => facts.push(fact(Kind::ConfirmationApplied)),
            19 if n.is_multiple_of(3) => facts.push(fact(Kind::SuitFiled)),
            19 => facts.push(fact(Kind::ConfirmationNoticePosted)),
            20 if !n.is_multiple_of(3) => facts.push(
                fact(Kind::PaymentDue)
                    .with("amount_cents", amount / 4)
                    .with("due", on.checked_add_days(Days::new(20)).unwrap_or(on).to_string()),
            ),
            21 if !n.is_multiple_of(3) => facts.push(fact(Kind::RestorationStarted).with("mode", "self")),
            22 if !n.is_multiple_of(3) => facts.push(fact(Kind::PaymentMade).with("amount_cents", amount / 4)),
            23 if !n.is_multiple_of(3) => facts.push(fact(Kind::RestorationCompleted)),
            24 if !n.is_multiple_of(3) => facts.push(fact(Kind::EvaluationPassed)),
            25 if !n.is_multiple_of(3) => facts.push(fact(Kind::CaseClosed)),
            _ => {}
        }
    }
    if n.is_multiple_of(7) && upto > 12 {
        facts.push(Fact::new(Kind::SupervisionOpened, day(10)).with("unit", cast.supervisor.clone()));
    }
    facts
}
