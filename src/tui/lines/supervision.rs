//! Supervision of a major case: ground and letter, what the letter asks, the rhythm of the reports, each report with its day,
//! extra reports, the closing report; and the list of all major cases.

use super::case::Page;
use super::{Line, Target, countdown, deadline};
use crate::docket::{Day, Fact, Kind, SupervisionTrack};
use crate::law::period::Length;
use crate::law::{CheckState, Law};
use crate::ops::Desk;
use crate::ops::watch::{self, Report, Watch};
use crate::text::watch::Words;
use crate::text::{Lang, fill, law as words};
use crate::tui::width::fit;

/// What belongs here.
const KINDS: &[Kind] = &[
    Kind::MajorMarked,
    Kind::SupervisionOpened,
    Kind::SupervisionActed,
    Kind::SupervisionReported,
    Kind::CriminalFollowed,
    Kind::SupervisionMattersFinished,
    Kind::SupervisionClosingReported,
    Kind::SupervisionCirculated,
];
/// What is listed as it is, beside what is said in words.
const PLAIN: &[Kind] = &[
    Kind::SupervisionActed,
    Kind::CriminalFollowed,
    Kind::SupervisionMattersFinished,
    Kind::SupervisionClosingReported,
    Kind::SupervisionCirculated,
];

/// Its lines. A case that nobody marked has only the act.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let (state, say) = (page.state, Words::of(page.lang));
    let mut lines: Vec<Line> = state.all(Kind::MajorMarked).into_iter().map(|fact| ground(page, fact)).collect();
    if let Some(letter) = state.last(Kind::SupervisionOpened) {
        opened(page, letter, &mut lines);
    }
    let reports = watch::reports(state, &page.view.derived.deadlines);
    if !reports.is_empty() {
        lines.push(Line::head(say.reports));
        for one in &reports {
            report(page, one, &mut lines);
        }
    }
    let extra = watch::extra(state, &reports);
    if !extra.is_empty() {
        lines.push(Line::head(say.extra));
        for fact in extra {
            sent(page, fact, &mut lines);
        }
    }
    let closing = page.view.derived.deadlines.iter().filter(|one| *one.rule.id == *watch::CLOSING);
    lines.extend(closing.map(|one| deadline(page.desk, page.lang, &page.view.stored.docket, one)));
    lines.extend(page.facts(PLAIN));
    let has = !lines.is_empty() || !state.stage().is_none_or(crate::docket::Stage::is_lead);
    if has {
        lines.extend(page.steps(KINDS));
    }
    lines
}

fn ground(page: &Page<'_>, fact: &Fact) -> Line {
    let key = fact.data.text("ground").unwrap_or_default();
    let item = page.law.profile.item("major", key);
    let (label, cites) = item.map_or((key, Vec::new()), |item| (words::label(page.lang, &item.label), item.cites.clone()));
    let cited = words::cites_or_silence(page.lang, &page.desk.library, &cites);
    let paper = fact.paper().map_or_else(String::new, |paper| format!(" {paper}"));
    let line = fill(Words::of(page.lang).ground, &[&fact.on, &label, &cited, &paper]);
    Line { target: Some(Target::Value { fact: fact.id, key: "ground" }), cites, ..Line::plain(format!("  {line}")) }
}

/// Who supervises by which letter, who undertakes, how often reports are due, and which of the five contents it has.
fn opened(page: &Page<'_>, fact: &Fact, lines: &mut Vec<Line>) {
    let (lang, say) = (page.lang, Words::of(page.lang));
    let text = |key: &str| fact.data.text(key).unwrap_or_default();
    let way = page.law.profile.item("supervision-way", text("way")).map_or("", |item| words::label(lang, &item.label));
    let units: Vec<&str> = [text("unit")].into_iter().chain(fact.data.texts("units")).filter(|unit| !unit.is_empty()).collect();
    let paper = fact.paper().map_or_else(String::new, |paper| format!(" {paper}"));
    let target = |key: &'static str| Some(Target::Value { fact: fact.id, key });
    let line = fill(say.letter, &[&fact.on, &units.join("、"), &way, &paper]);
    lines.push(Line { target: target("unit"), ..Line::plain(format!("  {line}")) });
    if !(text("undertaker").is_empty() && text("responsible").is_empty()) {
        let line = fill(say.who, &[&text("undertaker"), &text("responsible")]);
        lines.push(Line { target: target("undertaker"), ..Line::plain(format!("  {line}")) });
    }
    if let Some(rule) = page.law.profile.period(watch::REPORT) {
        let cited = words::cites(&page.desk.library, &rule.cites);
        let usual = if let Length::Count(count, _) = rule.length { Some(count) } else { None };
        let days = fact.data.days("report_on").iter().map(Day::to_string).collect::<Vec<_>>().join("、");
        let line = match (days.is_empty(), fact.data.int("report_every"), usual) {
            (false, Some(every), _) => fill(say.dates_then, &[&days, &every, &cited]),
            (false, None, _) => fill(say.dates, &[&days, &cited]),
            (true, Some(every), _) => fill(say.rhythm, &[&every, &cited]),
            (true, None, Some(usual)) => fill(say.rhythm, &[&usual, &cited]),
            (true, None, None) => String::new(),
        };
        let key = if days.is_empty() { "report_every" } else { "report_on" };
        lines.push(Line { target: target(key), cites: rule.cites.clone(), ..Line::plain(format!("  {line}")) });
    }
    let items = page.law.profile.lists.get("supervision-item").map(Vec::as_slice).unwrap_or_default();
    let named: Vec<&str> = fact.data.texts("items").collect();
    if let Some(first) = items.first() {
        let there = items.iter().filter(|item| named.contains(&&*item.key)).count();
        let cited = words::cites(&page.desk.library, &first.cites);
        let head = fill(say.items, &[&there, &items.len(), &cited]);
        lines.push(Line { target: target("items"), cites: first.cites.clone(), ..Line::plain(format!("  {head}")) });
    }
    for item in items {
        let state = if named.contains(&&*item.key) { CheckState::Met } else { CheckState::Open };
        let line = format!("    {} {}", words::check(state), words::label(lang, &item.label));
        lines.push(Line {
            target: target("items"),
            cites: item.cites.clone(),
            faint: state == CheckState::Met,
            ..Line::plain(line)
        });
    }
}

/// A report that is due, and below it what was said in the one that answered it.
fn report(page: &Page<'_>, one: &Report<'_>, lines: &mut Vec<Line>) {
    let line = deadline(page.desk, page.lang, &page.view.stored.docket, one.due);
    let n = one.due.n.map_or_else(String::new, |n| fill(Words::of(page.lang).nth, &[&n]));
    lines.push(Line { text: format!("{}{n}", line.text), ..line });
    if let Some(fact) = one.fact {
        sent(page, fact, lines);
    }
}

/// A report: when, at what pace, what; the reason and the next steps where it says so.
fn sent(page: &Page<'_>, fact: &Fact, lines: &mut Vec<Line>) {
    let say = Words::of(page.lang);
    let text = |key: &str| fact.data.text(key).filter(|text| !text.is_empty());
    let pace = text("pace").map_or_else(String::new, |pace| format!(" {}", self::pace(page.lang, page.law, pace)));
    let target = |key: &'static str| Some(Target::Value { fact: fact.id, key });
    let what = text("progress").or_else(|| fact.paper()).unwrap_or("—");
    lines.push(Line { target: target("progress"), ..Line::plain(fill(say.sent, &[&fact.on, &pace, &what])) });
    for (key, line) in [("reason", say.reason), ("next", say.next)] {
        lines.extend(text(key).map(|said| Line { target: target(key), ..Line::plain(fill(line, &[&said])) }));
    }
}

/// The pace of a report in words.
pub fn pace<'l>(lang: Lang, law: &'l Law, key: &'l str) -> &'l str {
    law.profile.item("pace", key).map_or(key, |item| words::label(lang, &item.label))
}

// ---- The list ------------------------------------------------------------------------------------------------------

/// The place of a case in the list: late, open, finished, only marked, over.
const fn band(one: &Watch) -> usize {
    match (one.track, one.next) {
        (SupervisionTrack::Reported, _) => 4,
        (_, Some((_, _, true))) => 0,
        (SupervisionTrack::Open, _) => 1,
        (SupervisionTrack::Finished, _) => 2,
        _ => 3,
    }
}

/// All major cases under their headings: how far each has come, or who supervises it.
pub fn list(desk: &Desk, lang: Lang, cases: &[Watch], by_unit: bool) -> Vec<Line> {
    let say = Words::of(lang);
    let law = desk.office_law();
    let mut lines = Vec::with_capacity(cases.len() + 8);
    if by_unit {
        for own in cases.chunk_by(|one, other| one.unit == other.unit) {
            let late = own.iter().filter(|one| band(one) == 0).count();
            let unit = own.first().map(|one| one.unit.as_str()).filter(|unit| !unit.is_empty()).unwrap_or(say.no_unit);
            lines.push(Line { alarm: late > 0, ..Line::head(&fill(say.of_unit, &[&unit, &own.len(), &late])) });
            lines.extend(own.iter().map(|one| row(desk, &law, lang, one)));
        }
        return lines;
    }
    for (at, name) in [say.late, say.open, say.finished, say.marked, say.reported].into_iter().enumerate() {
        let own: Vec<&Watch> = cases.iter().filter(|one| band(one) == at).collect();
        if !own.is_empty() {
            lines.push(Line { alarm: at == 0, ..Line::head(&fill(name, &[&own.len()])) });
            lines.extend(own.into_iter().map(|one| row(desk, &law, lang, one)));
        }
    }
    lines
}

/// Everything said of a case in the list, for finding it.
pub fn said(law: &Law, lang: Lang, one: &Watch) -> String {
    let ground = law.profile.item("major", &one.ground).map_or(one.ground.as_str(), |item| words::label(lang, &item.label));
    let pace = one.last.as_ref().map_or("", |(_, key)| pace(lang, law, key));
    [&one.number, &one.title, &one.unit, &one.officer, ground, pace, state(lang, one)].join(" ")
}

/// Which report is due.
pub fn nth(lang: Lang, n: u32) -> String {
    let say = Words::of(lang);
    if n == 0 { say.closing_report.to_owned() } else { fill(say.report_nth, &[&n]) }
}

/// When the next report is due, in words.
pub fn next(desk: &Desk, lang: Lang, one: &Watch) -> String {
    let say = Words::of(lang);
    let Some((n, due, _)) = one.next else { return say.row_none.to_owned() };
    let left = countdown(lang, Some(&due.to_string()), desk.today);
    if n == 0 { fill(say.row_closing, &[&due, &left]) } else { fill(say.row_due, &[&due, &left, &n]) }
}

fn row(desk: &Desk, law: &Law, lang: Lang, one: &Watch) -> Line {
    let say = Words::of(lang);
    let late = one.next.is_some_and(|(_, _, late)| late);
    let own = one.number.rsplit('〕').next().unwrap_or(&one.number);
    let count = fill(say.row_count, &[&one.reports.0, &one.reports.1]);
    let last = one.last.as_ref().map_or_else(String::new, |(on, key)| fill(say.row_last, &[on, &pace(lang, law, key)]));
    let ground = law.profile.item("major", &one.ground).map_or(one.ground.as_str(), |item| words::label(lang, &item.label));
    let mark = if late { "!" } else { " " };
    // What is cut on a narrow screen stands last.
    let (room, counted) = if lang == Lang::Zh { (26, 12) } else { (34, 16) };
    let text = format!(
        "{mark} {} {} {} {} {} {} {}",
        fit(&next(desk, lang, one), room),
        fit(own, 8),
        fit(&count, counted),
        fit(&one.title, 30),
        fit(&one.unit, 18),
        last,
        ground
    );
    Line { alarm: late, target: Some(Target::Docket(one.docket)), ..Line::plain(text) }
}

/// How a case stands in the list, in a word.
pub fn state(lang: Lang, one: &Watch) -> &'static str {
    crate::text::case::supervision(lang, one.track)
}
