//! Lines of panes and readers from plain data: what stands there, how it is marked, and what Enter acts on.

pub mod agenda;
mod agreement;
mod appraisal;
pub mod approvals;
pub mod case;
mod court;
mod dossier;
mod evidence;
pub mod explain;
mod funds;
mod log;
mod money;
mod negotiating;
mod negotiation;
mod overview;
mod papers;
mod parties;
mod restoration;
pub mod starts;
pub mod supervision;
mod talk;
pub mod tasks;
mod timeline;
mod together;

pub use case::{SECTIONS, case, history};
pub use negotiation::{negotiation, talk_in};
pub use papers::Look;
pub use talk::talk;
pub use timeline::told;
pub use together::{likely, related, together};

use crate::docket::{Day, Docket, Kind, Phase, Stage, State, yuan};
use crate::law::{CheckState, Cite, Deadline, Law, NextStep, Status};
use crate::ops::Desk;
use crate::text::desk::DeskWords;
use crate::text::{Lang, fill, law as words, safe};

/// A list of the agenda that can be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// What stands open without a date.
    Tasks,
    /// What has to begin.
    Starts,
}

/// What a line stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A docket.
    Docket(i64),
    /// A deadline of a docket: rule, party, occurrence, round.
    Deadline { docket: i64, rule: String, party: String, n: i64, round: i64 },
    /// An occurrence of a duty of the office: rule and key.
    Duty { rule: String, key: String },
    /// A paper of the shown docket, by its fact.
    Paper(i64),
    /// A kind of paper that is not on record yet.
    Absent(String),
    /// The heading of a section of the case, by its place.
    Section(usize),
    /// A stage of the shown docket that is to be entered in the reporting system, and when it was reached.
    Entry { stage: Stage, on: Day },
    /// A fact of the shown docket.
    Fact(i64),
    /// What a fact of the shown docket says by a key.
    Value { fact: i64, key: &'static str },
    /// The negotiation of the shown docket with a liable party.
    Talk(Option<String>),
    /// What the docket was registered with, by the name of the attribute.
    Attribute(&'static str),
    /// A proposal of the queue: its docket, the step that consents, the liable party.
    Approval { docket: i64, step: String, party: String },
    /// Everything where a step stands open, by the step's id.
    Tasks(String),
    /// A list that is folded or not.
    Fold(Folded),
    /// The work of a deadline that has to begin: rule, party, occurrence, round.
    Begin { docket: i64, rule: String, party: String, n: i64, round: i64 },
    /// Too much at once: the officer or department.
    Collision { who: String, department: bool },
    /// A step: its id and the liable party.
    Step { id: String, party: Option<String> },
    /// A fact to be written down, with what its form begins with.
    Record { kind: Kind, with: Vec<(&'static str, String)> },
}

impl Target {
    /// A deadline of a docket.
    fn deadline(docket: i64, one: &Deadline) -> Self {
        Self::Deadline {
            docket,
            rule: one.rule.id.to_string(),
            party: one.party.clone().unwrap_or_default(),
            n: one.n.map_or(0, i64::from),
            round: i64::from(one.round),
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The text, safe for the terminal.
    pub text: String,
    /// What stands there where the text has no room: what must not be cut, first.
    pub narrow: Option<String>,
    /// A heading.
    pub head: bool,
    /// Late, or forbidden.
    pub alarm: bool,
    /// Done, or of no weight.
    pub faint: bool,
    /// Taken back: struck through.
    pub struck: bool,
    /// Part of the first look: it takes one row where all of that would not be in sight at once.
    pub brief: bool,
    /// What it stands for.
    pub target: Option<Target>,
    /// The articles that it rests on.
    pub cites: Vec<Cite>,
}

impl Line {
    /// A plain line.
    pub fn plain(text: impl AsRef<str>) -> Self {
        Self { text: safe::line(text.as_ref()), ..Self::default() }
    }

    /// Whether it stands for something that was entered.
    fn is_entered(&self) -> bool {
        matches!(
            self.target,
            Some(Target::Fact(_) | Target::Value { .. } | Target::Paper(_) | Target::Attribute(_) | Target::Talk(_))
        )
    }

    /// A heading.
    pub fn head(text: &str) -> Self {
        Self { head: true, ..Self::plain(text) }
    }
}

/// The mark of a status: a letter beside every colour.
pub fn mark(status: &str, late: bool, provisional: bool) -> &'static str {
    match status {
        _ if late => "!",
        "paused" => "‖",
        "met" | "met-late" => "✓",
        _ if provisional => "~",
        _ => " ",
    }
}

/// How long until a day: late, today, or left.
pub fn countdown(lang: Lang, due: Option<&str>, today: Day) -> String {
    let text = DeskWords::of(lang);
    let Some(day) = due.and_then(|due| due.parse::<Day>().ok()) else { return "—".to_owned() };
    match (day - today).num_days() {
        0 => text.today.to_owned(),
        days if days < 0 => fill(text.overdue, &[&-days]),
        days => fill(text.left, &[&days]),
    }
}

/// The day that a list counts down to: the safe day while it can be met, then the due day; overdue is by the due day.
pub fn to_meet<'d>(safe: Option<&'d str>, due: Option<&'d str>, today: Day) -> Option<&'d str> {
    let ahead = |day: &&str| day.parse::<Day>().is_ok_and(|day| day >= today);
    safe.filter(ahead).or(due).or(safe)
}

/// Whether a stored deadline is late today.
pub fn late(status: &str, due: Option<&str>, nature: &str, today: Day) -> bool {
    let passed = due.and_then(|due| due.parse::<Day>().ok()).is_some_and(|due| due < today);
    passed && matches!(status, "pending" | "overdue") && !matches!(nature, "advisory" | "information" | "floor" | "risk")
}

/// The stage rail: where it stands is in brackets.
pub fn rail(lang: Lang, state: &State<'_>) -> String {
    let Some(stage) = state.stage() else { return String::new() };
    let here = stage.phase();
    if here == Phase::Ended {
        return format!("[{}]", words::stage(lang, stage));
    }
    let stops: Vec<String> = Phase::RAIL
        .iter()
        .map(|phase| {
            let name = words::stop(lang, *phase);
            if *phase == here { format!("[{name}]") } else { name.to_owned() }
        })
        .collect();
    stops.join("─")
}

/// The damage with how sure it is; investigation and appraisal costs stand beside it, no figure of the law counts them in.
pub fn damage(lang: Lang, state: &State<'_>) -> String {
    let text = DeskWords::of(lang);
    let amount = state.damage.map_or(text.unknown.to_owned(), |(cents, appraised)| {
        let mark = if appraised { "" } else { text.estimated };
        format!("{}{mark}", fill(text.yuan, &[&yuan(cents)]))
    });
    match crate::law::costs(state) {
        Some(costs) => format!("{amount}{}", fill(text.costs_beside, &[&yuan(costs)])),
        None => amount,
    }
}

/// What the facts show of what a step needs, item by item; the rest is asked by its form.
fn checklist(desk: &Desk, lang: Lang, one: &NextStep, lines: &mut Vec<Line>) {
    for check in one.checks.iter().filter(|check| check.state != CheckState::Asked) {
        let (sign, what) = (words::check(check.state), words::label(lang, &check.label));
        let line = format!("    {sign} {what} · {}", words::cites(&desk.library, &check.cites));
        lines.push(Line { cites: check.cites.clone(), faint: check.state == CheckState::Met, ..Line::plain(line) });
    }
}

/// Open questions of an import as sentences.
pub fn questions(lang: Lang, stored: &str) -> Vec<String> {
    let list: Vec<crate::papers::ledger::Question> = serde_json::from_str(stored).unwrap_or_default();
    list.iter().map(|question| question.say(lang)).collect()
}

/// A next step in one line.
pub fn step(desk: &Desk, lang: Lang, law: &Law, one: &NextStep) -> Line {
    let text = DeskWords::of(lang);
    let mut line = format!("  {}", words::label(lang, &one.step.label));
    if let Some(party) = &one.party {
        line.push_str(&format!(" {party}"));
    }
    if let Some(due) = one.due {
        line.push_str(&format!(" {} {}", fill(text.due_at, &[&due]), countdown(lang, Some(&due.to_string()), desk.today)));
    } else if let Some(days) = one.elapsed_days {
        line.push_str(&format!(" {}", fill(text.elapsed, &[&days])));
    }
    if !one.missing.is_empty() {
        let list = words::lacking(lang, &one.missing);
        line.push_str(&format!(" — {}", fill(text.missing, &[&list])));
    }
    if let Some((list, _)) = &one.step.offers {
        // Those that need facts, and have them.
        let met = law.profile.lists.get(&**list).into_iter().flatten();
        let met = met.filter(|item| {
            item.when.is_some() && (item.asks.is_empty() || item.opinion.is_some()) && one.offers.contains(&item.key)
        });
        // What rests on the facts alone is told apart from what also needs somebody's opinion.
        let met: Vec<String> = met
            .map(|item| match (words::label(lang, &item.label), item.opinion) {
                (label, Some(_)) => fill(text.met_opinion, &[&label]),
                (label, None) => label.to_owned(),
            })
            .collect();
        if !met.is_empty() {
            line.push_str(&fill(text.met, &[&met.join(lang.pick("；", "; "))]));
        }
    }
    line.push_str(&format!(" · {}", words::cites_or_silence(lang, &desk.library, &one.step.cites)));
    let cites = one.missing.iter().flat_map(|missing| &missing.cites).chain(&one.step.cites).cloned().collect();
    let target = Target::Step { id: one.step.id.to_string(), party: one.party.clone() };
    Line { target: Some(target), cites, faint: !one.missing.is_empty(), ..Line::plain(line) }
}

fn deadline(desk: &Desk, lang: Lang, docket: &Docket, one: &Deadline) -> Line {
    let text = DeskWords::of(lang);
    let is_late = one.status == Status::Overdue;
    let due = one.due.map(|due| due.to_string());
    let safe = one
        .safe
        .filter(|safe| Some(*safe) != one.due)
        .map_or_else(String::new, |safe| format!(" {}", fill(text.safe_at, &[&safe])));
    let party = one.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
    let left = if one.status.is_open() {
        countdown(lang, due.as_deref(), desk.today)
    } else {
        words::status(lang, one.status).to_owned()
    };
    // What no text writes has no article.
    let cites = Some(words::cites(&desk.library, &one.rule.cites)).filter(|cites| !cites.is_empty());
    let line = format!(
        " {}{} {left} {}{}{party}{safe} · {}{}",
        mark(one.status.name(), is_late, one.provisional),
        due.as_deref().unwrap_or("—"),
        words::label(lang, &one.rule.label),
        one.n.map_or_else(String::new, |n| format!(" {n}")),
        words::weight(lang, &one.rule),
        cites.map_or_else(String::new, |cites| format!(" · {cites}"))
    );
    let target = Target::deadline(docket.id, one);
    let faint = !one.status.is_open();
    Line { alarm: is_late, faint, target: Some(target), cites: one.rule.cites.clone(), ..Line::plain(line) }
}
