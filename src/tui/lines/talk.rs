//! A negotiation from inside, as lines: conditions, notice and service, reply, meetings, positions, outcome, and what
//! happens beside the table. Each section ends with the steps that belong to it.

mod beside;
mod meetings;
mod outcome;
mod positions;

use super::negotiation::{coming, marks, reply};
use super::{Line, Target, step, told};
use crate::docket::{Fact, Kind};
use crate::law::cond::{Cond, StateTerm, Term};
use crate::law::{Check, CheckState, Deadline, Force, Law};
use crate::ops::Desk;
use crate::ops::talk::Talk;
use crate::text::clock::bar;
use crate::text::talks::Words;
use crate::text::{Lang, law as words};

/// What a section is written with.
struct Pen<'p> {
    desk: &'p Desk,
    lang: Lang,
    law: &'p Law,
    talk: &'p Talk,
    say: &'static Words,
    lines: Vec<Line>,
}

/// The lines of a negotiation.
pub fn talk(desk: &Desk, lang: Lang, talk: &Talk) -> Vec<Line> {
    let law = desk.law_of(&talk.case.stored);
    let mut pen = Pen { desk, lang, law: &law, talk, say: Words::of(lang), lines: Vec::new() };
    pen.summary();
    pen.preconditions();
    pen.service();
    pen.reply();
    meetings::meetings(&mut pen);
    positions::positions(&mut pen);
    outcome::outcome(&mut pen);
    beside::beside(&mut pen);
    pen.lines
}

impl Pen<'_> {
    fn head(&mut self, text: &str) {
        self.lines.push(Line::head(text));
    }

    fn line(&mut self, text: impl AsRef<str>) {
        self.lines.push(Line::plain(text));
    }

    fn faint(&mut self, text: impl AsRef<str>) {
        self.lines.push(Line { faint: true, ..Line::plain(text) });
    }

    /// A fact, in one line.
    fn fact(&mut self, mark: &str, fact: &Fact) {
        let text = told(self.lang, self.law, fact);
        self.line(format!(" {mark} {text}"));
        self.warned(fact);
    }

    /// What the law says against a fact on file: it stands there for as long as the fact does.
    fn warned(&mut self, fact: &Fact) {
        for one in self.talk.case.derived.warnings.iter().filter(|one| one.fact == Some(fact.id)) {
            let cites = words::cites_or_silence(self.lang, &self.desk.library, &one.cites);
            let said = match &one.label {
                Some(label) if one.code != "wrong-order" => words::label(self.lang, label).to_owned(),
                _ => words::warning(self.lang, one),
            };
            let alarm = one.code != "overridden";
            self.lines.push(Line { alarm, cites: one.cites.clone(), ..Line::plain(format!("     ! {said} · {cites}")) });
        }
    }

    /// The steps of some kinds: the act, what is missing, its articles.
    fn steps(&mut self, kinds: &[Kind]) {
        for (group, one) in self.talk.steps(kinds) {
            let group = match group {
                0 => self.say.must,
                1 => self.say.may,
                _ => self.say.blocked,
            };
            let mut line = step(self.desk, self.lang, self.law, one);
            line.text = format!(" → {group} {}", line.text.trim_start());
            self.lines.push(line);
        }
    }

    /// A line that a time limit's proof stands behind.
    fn deadline(&mut self, label: &str, one: &Deadline) {
        let due = one.due.map_or_else(|| "—".to_owned(), |due| due.to_string());
        // Once it is answered nothing is left of it.
        let said = if one.status.is_open() { format!("{} · ", bar(one.clock, 20, self.lang)) } else { String::new() };
        let text = format!("   {label} {said}{due} · {}", words::status(self.lang, one.status));
        let target = Target::deadline(self.talk.row.docket, one);
        let alarm = one.status == crate::law::Status::Overdue;
        self.lines.push(Line { alarm, target: Some(target), cites: one.rule.cites.clone(), ..Line::plain(text) });
    }

    fn summary(&mut self) {
        let row = &self.talk.row;
        let stage = row.stage.map_or("", |stage| words::stage(self.lang, stage));
        let head = format!(
            "{stage} · {} {} · {} {} {}/{}",
            self.say.reply,
            reply(self.desk, self.lang, row),
            self.say.meetings,
            marks(row),
            row.meetings.0,
            row.meetings.1
        );
        self.line(format!(" {head}"));
        if let Some(period) = &self.talk.row.period {
            let (label, period) = (self.say.period, period.clone());
            self.deadline(label, &period);
        }
        let next = coming(self.desk, self.lang, &self.talk.row, false);
        if !next.is_empty() {
            self.line(format!("   {} {next}", self.say.next));
        }
    }

    /// The conditions of a negotiation as far as the facts show them, and the authority to sign.
    fn preconditions(&mut self) {
        let Some((_, meeting)) = self.talk.steps(&[Kind::MeetingHeld]).into_iter().next() else { return };
        self.head(self.say.s_preconditions);
        // What stands only in principle is shown while it is open.
        let shown = |check: &&Check| match check.state {
            CheckState::Asked => false,
            CheckState::Open => check.item.is_none(),
            CheckState::Met => check.item.is_none() && check.force == Force::Must,
        };
        for check in meeting.checks.iter().filter(shown) {
            let mark = if check.state == CheckState::Met { "✓" } else { "○" };
            let cites = words::cites(&self.desk.library, &check.cites);
            let text = format!(" {mark} {} · {cites}", words::label(self.lang, &check.label));
            let faint = check.state == CheckState::Met;
            self.lines.push(Line { cites: check.cites.clone(), faint, ..Line::plain(text) });
        }
        let signs = |cond: &Cond| matches!(cond, Cond::Truth(Term::State(StateTerm::MaySign)));
        let steps = self.law.profile.steps.iter().filter(|step| step.fact == Kind::NoticeIssued);
        let Some(need) = steps.flat_map(|step| &step.needs).find(|need| signs(&need.cond)) else { return };
        let signing = self.talk.all(Kind::DepartmentDesignated);
        let signing = signing.iter().rfind(|fact| fact.data.flag("signing") == Some(true));
        let mark = if signing.is_some() { "✓" } else { "○" };
        let paper = signing.and_then(Fact::paper).unwrap_or_default();
        let cites = words::cites(&self.desk.library, &need.cites);
        let text = format!(" {mark} {} {paper} · {cites}", words::label(self.lang, &need.label));
        self.lines.push(Line { cites: need.cites.clone(), faint: signing.is_some(), ..Line::plain(text) });
    }

    fn service(&mut self) {
        self.head(self.say.s_service);
        let mut facts: Vec<Fact> = Vec::new();
        for kind in [Kind::NoticeIssued, Kind::NoticeServiceFailed, Kind::NoticeServed, Kind::NoticeReceived] {
            facts.extend(self.talk.facts(kind));
        }
        facts.sort_by_key(|fact| (fact.on, fact.id));
        for fact in &facts {
            let public = fact.kind == Kind::NoticeServed && fact.data.text("way") == Some("public-notice");
            let mark = match fact.kind {
                Kind::NoticeServiceFailed => "×",
                _ if public => "!",
                _ => "✓",
            };
            self.fact(mark, fact);
            if public {
                self.line(format!("     {}", self.say.public_notice));
            }
        }
        let served = facts.iter().any(|fact| fact.kind == Kind::NoticeServed);
        let tried =
            |way: &str| facts.iter().any(|fact| fact.kind == Kind::NoticeServiceFailed && fact.data.text("way") == Some(way));
        let list = self.law.profile.choices.get("notice.served.way").and_then(|list| self.law.profile.lists.get(&**list));
        if let (false, Some(list)) = (served, list) {
            let ways = list.iter().filter(|item| &*item.key != "public-notice");
            let ways =
                ways.map(|item| format!("{}{}", if tried(&item.key) { "✓" } else { "·" }, words::label(self.lang, &item.label)));
            let ways = ways.collect::<Vec<_>>().join(" ");
            self.faint(format!("   {}: {ways}", self.say.ways));
        }
        self.steps(&[Kind::NoticeIssued, Kind::NoticeServiceFailed, Kind::NoticeServed, Kind::NoticeReceived]);
    }

    fn reply(&mut self) {
        self.head(self.say.s_reply);
        if let Some(due) = self.talk.row.reply_due.clone() {
            let label = words::label(self.lang, &due.rule.label).to_owned();
            self.deadline(&label, &due);
        }
        for kind in [Kind::ReplyExcused, Kind::ReplyReceived, Kind::PartyDetained] {
            for fact in self.talk.facts(kind) {
                self.fact("✓", &fact);
            }
        }
        self.steps(&[Kind::ReplyReceived, Kind::ReplyExcused]);
    }
}
