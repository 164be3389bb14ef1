//! The proof of a day in words, one line a step.

use super::law::{count, kind, label};
use super::{Lang, fill};
use crate::law::calendar::Calendar;
use crate::law::period::{MonthDay, Period, Roll, Unit};
use crate::law::proof::{Proof, ProofStep};

/// A proof, one line a step; a count over working days names each rest day and each make-up day with its notice.
pub fn proof(lang: Lang, proof: &Proof, rule: &Period, calendar: &Calendar) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &proof.steps {
        one(lang, step, rule, calendar, &mut lines);
    }
    lines.push(fill(lang.pick("依据：规则集 {0}；日历 {1}", "By profile {0}; calendar {1}"), &[&proof.profile, &proof.calendar]));
    lines
}

fn one(lang: Lang, step: &ProofStep, rule: &Period, calendar: &Calendar, lines: &mut Vec<String>) {
    match step {
        ProofStep::Start { kind: what, on, paper, fact } => {
            let paper = paper.as_deref().map(|paper| fill(lang.pick("（{0}）", " ({0})"), &[&paper])).unwrap_or_default();
            lines.push(fill(
                lang.pick("起算：{0} {1}{2}，事实 {3}", "Start: {0} {1}{2}, fact {3}"),
                &[&kind(lang, *what), on, &paper, fact],
            ));
        }
        ProofStep::Version { from, to } => {
            let day = |day: &Option<crate::docket::Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
            let (from, to) = (day(from), day(to));
            let sentence = lang
                .pick("规则版本：{0} 至 {1} 施行，按起算日选定", "Version in force {0} to {1}, chosen by the day of the start");
            lines.push(fill(sentence, &[&from, &to]));
        }
        ProofStep::Also { kind: what, fact, on } => lines.push(fill(
            lang.pick("另一事实：{0} {1}，事实 {2}；自较晚者起算", "The other fact: {0} {1}, fact {2}; the later one starts it"),
            &[&kind(lang, *what), on, fact],
        )),
        ProofStep::Reset { kind: what, fact, on } => lines.push(fill(
            lang.pick("重新起算：{0} {1}，事实 {2}", "Started again: {0} {1}, fact {2}"),
            &[&kind(lang, *what), on, fact],
        )),
        ProofStep::Calendar { rule, on, n } => lines.push(fill(
            lang.pick("按历：{0}，第 {1} 次为 {2}", "By the calendar: {0}, occurrence {1} on {2}"),
            &[&month_day(lang, *rule), n, on],
        )),
        ProofStep::Until { kinds, fact } => {
            let kinds = kinds.iter().map(|what| kind(lang, *what)).collect::<Vec<_>>().join(lang.pick("、", ", "));
            lines.push(match fact {
                Some((fact, on)) => {
                    fill(lang.pick("至“{0}”为止：{1}，事实 {2}", "Until \"{0}\": {1}, fact {2}"), &[&kinds, on, fact])
                }
                None => fill(lang.pick("至“{0}”为止：尚未发生", "Until \"{0}\": has not happened"), &[&kinds]),
            });
        }
        ProofStep::Field { kind: what, key, count, fact } => {
            let number = count.map_or_else(|| lang.pick("未载明", "not stated").to_owned(), |count| count.to_string());
            let origin = fact.map_or_else(String::new, |fact| fill(lang.pick("，事实 {0}", ", fact {0}"), &[&fact]));
            lines.push(fill(
                lang.pick("期限取自文书：{0} 的 {1}：{2}{3}", "Length from a paper: {1} of {0}: {2}{3}"),
                &[&kind(lang, *what), key, &number, &origin],
            ));
        }
        ProofStep::Rounded { hours, days } => lines.push(fill(
            lang.pick(
                "{0} 小时按 {1} 日计：事实只记到日，不足一日的进为一日",
                "{0} hours count as {1} days: facts carry days; a part of a day counts as one",
            ),
            &[hours, days],
        )),
        ProofStep::MonthEnd { on } => {
            lines.push(fill(lang.pick("到期月没有对应日，取月末日 {0}", "The month has no such day: its last day, {0}"), &[on]));
        }
        ProofStep::Deemed { after } => {
            let outcome = rule.outcome.as_ref().map_or("", |outcome| label(lang, outcome));
            lines.push(fill(lang.pick("{0} 后未答复的，视为：{1}", "No answer after {0}: deemed {1}"), &[after, &outcome]));
        }
        ProofStep::Length { count: number, unit, before } => {
            let text = count(lang, *number, *unit);
            let way = if *before {
                lang.pick("期限：之前{0}", "Length: {0} before")
            } else {
                lang.pick("期限：{0}", "Length: {0}")
            };
            lines.push(fill(way, &[&text]));
        }
        ProofStep::FirstDay { on, event_counted: false } => {
            lines.push(fill(
                lang.pick("开始的当日不计入，自 {0} 起算", "The day of the event is not counted; the first day is {0}"),
                &[on],
            ));
        }
        ProofStep::FirstDay { on, event_counted: true } => {
            lines.push(fill(
                lang.pick("开始的当日计入，自 {0} 起算", "The day of the event is counted; the first day is {0}"),
                &[on],
            ));
        }
        ProofStep::Count { from, to, count: number, unit } => {
            lines.push(fill(
                lang.pick("计算：{0} 至 {1}，计 {2}", "Counted: {0} to {1}, {2}"),
                &[from, to, &count(lang, *number, *unit)],
            ));
            if *unit == Unit::Working {
                stretches(lang, calendar, *from, *to, lines);
            }
        }
        ProofStep::Pause { from, to, count: number, open, pause } => {
            let cause = rule.pauses.get(*pause).map_or("", |pause| label(lang, &pause.label));
            let end = if *open { lang.pick("（尚未结束）", " (not ended)") } else { "" };
            let side = rule.pauses.get(*pause).filter(|pause| !pause.side.is_empty());
            let side =
                side.map(|pause| fill(lang.pick("（由 {0} 引起）", " (caused by {0})"), &[&label(lang, &pause.side_label)]));
            lines.push(fill(
                lang.pick("暂停：{0} 至 {1}{2}，不计 {3} 日：{4}{5}", "Paused: {0} to {1}{2}, {3} days left out: {4}{5}"),
                &[from, to, &end, number, &cause, &side.unwrap_or_default()],
            ));
        }
        ProofStep::Extension { count: number, unit, fact, tier, to } => {
            let own = rule.extension.get(tier.saturating_sub(1));
            let name = own.map(|tier| label(lang, &tier.label)).filter(|name| !name.is_empty());
            let name = name.map(|name| fill(lang.pick("（{0}）", " ({0})"), &[&name])).unwrap_or_default();
            let to = to.map(|day| fill(lang.pick("，至 {0}", ", to {0}"), &[&day])).unwrap_or_default();
            lines.push(fill(
                lang.pick("延长：{0}{1}，事实 {2}{3}", "Extended by {0}{1}, fact {2}{3}"),
                &[&count(lang, *number, *unit), &name, fact, &to],
            ));
        }
        ProofStep::Stated { kind: what, on, paper, fact } => {
            let paper = paper.as_deref().map(|paper| fill(lang.pick("（{0}）", " ({0})"), &[&paper])).unwrap_or_default();
            lines.push(fill(
                lang.pick("文书载明：{0}{1}，{2}，事实 {3}", "Stated by: {0}{1}, {2}, fact {3}"),
                &[&kind(lang, *what), &paper, on, fact],
            ));
        }
        ProofStep::LastDay { on, .. } => lines.push(fill(lang.pick("末日：{0}", "Last day: {0}"), &[on])),
        ProofStep::Roll { from, to, rule } => {
            let why = match rule {
                Roll::AfterRest(_) | Roll::Both(_) => lang.pick("法定休假日", "a statutory rest day"),
                _ => lang.pick("非工作日", "not a working day"),
            };
            lines.push(fill(lang.pick("顺延：{0} 为{1}，移至 {2}", "Moved: {0} is {1}, to {2}"), &[from, &why, to]));
            stretches(lang, calendar, *from.min(to), *from.max(to), lines);
            if matches!(rule, Roll::Both(_)) {
                lines.push(fill(
                    lang.pick("  顺延前后两个日期都列明，以 {0} 为稳妥日", "  Both days are shown; {0} is the safe one"),
                    &[from],
                ));
            }
        }
        ProofStep::Provisional { earliest, latest } => {
            lines.push(fill(
                lang.pick(
                    "暂定：所依年度放假安排未公布，最早 {0}，最晚 {1}",
                    "Provisional: rests on a year not published, earliest {0}, latest {1}",
                ),
                &[earliest, latest],
            ));
        }
        ProofStep::Result { due } => lines.push(fill(lang.pick("到期日：{0}", "Due: {0}"), &[due])),
    }
}

fn stretches(lang: Lang, calendar: &Calendar, from: crate::docket::Day, to: crate::docket::Day, lines: &mut Vec<String>) {
    for stretch in calendar.named_stretches(from, to) {
        let name = stretch.name.unwrap_or_default();
        let notice = stretch.notice.unwrap_or_else(|| lang.pick("未公布", "not published").to_owned());
        let span =
            if stretch.from == stretch.to { stretch.from.to_string() } else { format!("{}…{}", stretch.from, stretch.to) };
        let sentence = if stretch.working {
            lang.pick("  上班 {0} {1}，{2}", "  worked {0} {1}, {2}")
        } else {
            lang.pick("  休 {0} {1}，{2}", "  rest {0} {1}, {2}")
        };
        lines.push(fill(sentence, &[&span, &name, &notice]));
    }
}

/// A day of the year: 11月10日; the last day of a month has no number.
fn month_day(lang: Lang, day: MonthDay) -> String {
    if day.day == 0 {
        return fill(lang.pick("{0}月末日", "the last day of month {0}"), &[&day.month]);
    }
    fill(lang.pick("{0}月{1}日", "month {0}, day {1}"), &[&day.month, &day.day])
}
