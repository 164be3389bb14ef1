//! A condition of a rule as a sentence: the names of the field, the profile's own words for its values.

use super::{Lang, desk, fill, law as words};
use crate::docket::{MICRO, Metric, Stage, yuan};
use crate::law::Profile;
use crate::law::cond::{Cond, Op, Select, StateTerm, Term};
use std::sync::Arc;

/// What a condition says.
#[must_use]
pub fn said(lang: Lang, profile: &Profile, cond: &Cond) -> String {
    let term = |it: &Term| term(lang, profile, it);
    let rule = |id: &Arc<str>| rule(lang, profile, id);
    match cond {
        Cond::All(items) => join(lang, profile, items, lang.pick("，且", " and ")),
        Cond::Any(items) => join(lang, profile, items, lang.pick("，或者", " or ")),
        Cond::Not(inner) => fill(lang.pick("不是（{0}）", "not ({0})"), &[&said(lang, profile, inner)]),
        Cond::Has(choice, false) => fill(lang.pick("已有{0}", "on file: {0}"), &[&select(lang, profile, choice)]),
        Cond::Has(choice, true) => fill(lang.pick("本轮已有{0}", "in this round: {0}"), &[&select(lang, profile, choice)]),
        Cond::Latest(choice) => fill(lang.pick("最近一次是{0}", "the newest is {0}"), &[&select(lang, profile, choice)]),
        Cond::Follows(one, other) => {
            fill(lang.pick("{0}在{1}之后", "{0} after {1}"), &[&words::kind(lang, *one), &words::kind(lang, *other)])
        }
        Cond::Repeats(one, key) => fill(
            lang.pick("{1}与最近一次{0}一致", "{1} as in the newest {0}"),
            &[&words::kind(lang, *one), &desk::field(lang, key)],
        ),
        Cond::Same(kind, keys) => {
            let keys: Vec<&str> = keys.iter().map(|key| desk::field(lang, key)).collect();
            fill(
                lang.pick("已有{1}相同的{0}", "on file: {0} with the same {1}"),
                &[&words::kind(lang, *kind), &keys.join(lang.pick("、", ", "))],
            )
        }
        Cond::Before(kind) => fill(lang.pick("早于{0}", "before {0}"), &[&words::kind(lang, *kind)]),
        Cond::OffBy(one, other, times) => {
            fill(lang.pick("{0}与{1}相差约{2}倍", "{0} and {1} differ about {2} times"), &[&term(one), &term(other), times])
        }
        Cond::WrongUnit(times, kinds, terms) => {
            let kinds = kinds.iter().map(|kind| words::kind(lang, *kind).to_owned());
            let all: Vec<String> = kinds.chain(terms.iter().map(term)).collect();
            fill(
                lang.pick("金额与{0}相差约{1}倍", "an amount about {1} times off {0}"),
                &[&all.join(lang.pick("、", ", ")), times],
            )
        }
        Cond::Among(names) => {
            let lists =
                names.lists.iter().map(|(kind, key)| format!("{} · {}", words::kind(lang, *kind), desk::field(lang, key)));
            let all: Vec<String> = names.own.iter().map(|key| desk::field(lang, key).to_owned()).chain(lists).collect();
            fill(
                lang.pick("{0}都在名单上（{1}）", "everybody of {0} is listed ({1})"),
                &[&desk::field(lang, &names.key), &all.join(lang.pick("、", ", "))],
            )
        }
        Cond::Compare(left, op, right) => {
            let sign = match op {
                Op::Eq => "=",
                Op::Ne => "≠",
                Op::Lt => "<",
                Op::Le => "≤",
                Op::Gt => ">",
                Op::Ge => "≥",
            };
            format!("{} {sign} {}", term(left), value(lang, profile, left, right))
        }
        Cond::In(left, list) => {
            let list: Vec<String> = list.iter().map(|word| choice(lang, profile, left, word)).collect();
            fill(lang.pick("{0}为{1}", "{0} is {1}"), &[&term(left), &list.join(lang.pick("、", " or "))])
        }
        Cond::Truth(left) => term(left),
        Cond::Known(left) => fill(lang.pick("已写明{0}", "{0} is on file"), &[&term(left)]),
        Cond::Contains(left, word) => {
            fill(lang.pick("{0}含{1}", "{0} holds {1}"), &[&term(left), &choice(lang, profile, left, word)])
        }
        Cond::Passed(id) => fill(lang.pick("{0}已逾期", "{0} is overdue"), &[&rule(id)]),
        Cond::Over(id) => fill(lang.pick("{0}已届满", "{0} has ended"), &[&rule(id)]),
        Cond::Within(left, id) => fill(lang.pick("{0}在{1}之内", "{0} lies within {1}"), &[&term(left), &rule(id)]),
        Cond::After(left, id) => fill(lang.pick("{0}在{1}之后", "{0} comes after {1}"), &[&term(left), &rule(id)]),
        Cond::Differ(one, other) => {
            fill(lang.pick("{0}与{1}不是同一日", "{0} and {1} end on different days"), &[&rule(one), &rule(other)])
        }
        Cond::Capped(id) => fill(lang.pick("{0}已达上限", "{0} has reached its number"), &[&cap(lang, profile, id)]),
        Cond::Exhausted(id) => {
            fill(lang.pick("{0}（含批准增加的）已用完", "{0} and what was granted is used up"), &[&cap(lang, profile, id)])
        }
        Cond::Spent(id, consent) => fill(
            lang.pick("{0}（含“{1}”写明的次数）已用完", "{0} and the number that \"{1}\" names is used up"),
            &[&cap(lang, profile, id), &words::kind(lang, *consent)],
        ),
    }
}

fn join(lang: Lang, profile: &Profile, items: &[Cond], with: &str) -> String {
    let part = |item: &Cond| {
        let text = said(lang, profile, item);
        if matches!(item, Cond::All(_) | Cond::Any(_)) { fill(lang.pick("（{0}）", "({0})"), &[&text]) } else { text }
    };
    items.iter().map(part).collect::<Vec<_>>().join(with)
}

/// A choice of facts in words.
#[must_use]
pub fn select(lang: Lang, profile: &Profile, select: &Select) -> String {
    let mut text = words::kind(lang, select.kind).to_owned();
    let parts: Vec<String> = select
        .filter
        .iter()
        .map(|(key, equal, word)| {
            if &**word == Select::SAID && *equal {
                return fill(lang.pick("写明{0}", "with {0}"), &[&desk::field(lang, key)]);
            }
            let list = profile.choices.get(&format!("{}.{key}", select.kind.name()));
            let item = list.and_then(|list| profile.item(list, word));
            let word = item.map_or_else(|| yes(lang, word), |item| words::label(lang, &item.label).to_owned());
            let sign = if *equal { lang.pick("为", " is ") } else { lang.pick("不为", " is not ") };
            format!("{}{sign}{word}", desk::field(lang, key))
        })
        .collect();
    if !parts.is_empty() {
        text.push_str(&fill(lang.pick("（{0}）", " ({0})"), &[&parts.join(lang.pick("，", ", "))]));
    }
    if let Some(key) = &select.day_key {
        text.push_str(&fill(lang.pick("所载“{0}”", ", its \"{0}\""), &[&desk::field(lang, key)]));
    }
    text
}

/// Several choices of facts in words.
#[must_use]
pub fn selects(lang: Lang, profile: &Profile, list: &[Select]) -> String {
    list.iter().map(|one| select(lang, profile, one)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

fn yes(lang: Lang, word: &str) -> String {
    match word {
        "true" => lang.pick("是", "yes").to_owned(),
        "false" => lang.pick("否", "no").to_owned(),
        other => other.to_owned(),
    }
}

fn rule(lang: Lang, profile: &Profile, id: &str) -> String {
    profile.period(id).map_or_else(|| id.to_owned(), |period| words::label(lang, &period.label).to_owned())
}

fn cap(lang: Lang, profile: &Profile, id: &str) -> String {
    profile.caps.get(id).map_or_else(|| id.to_owned(), |cap| words::label(lang, &cap.label).to_owned())
}

/// A word that a term is compared with, by the profile's name for it.
fn choice(lang: Lang, profile: &Profile, of: &Term, word: &str) -> String {
    let named = match of {
        Term::State(StateTerm::Stage) => return Stage::parse(word).map_or(word, |stage| words::stage(lang, stage)).to_owned(),
        Term::Attribute(name) => profile.choices.get(&**name),
        Term::Fact(key) => profile.choices.iter().find(|(of, _)| of.ends_with(&format!(".{key}"))).map(|(_, list)| list),
        _ => None,
    };
    let item = named.and_then(|list| profile.item(list, word));
    item.map_or_else(|| yes(lang, word), |item| words::label(lang, &item.label).to_owned())
}

/// The right side of a comparison; amounts in yuan.
fn value(lang: Lang, profile: &Profile, left: &Term, right: &Term) -> String {
    match (left, right) {
        (Term::State(StateTerm::Damage | StateTerm::Agreed | StateTerm::Open | StateTerm::Unpaid), Term::Number(number)) => {
            yuan(number / MICRO)
        }
        (_, Term::Word(word)) => choice(lang, profile, left, word),
        _ => term(lang, profile, right),
    }
}

fn term(lang: Lang, profile: &Profile, term: &Term) -> String {
    match term {
        Term::Attribute(name) | Term::Metric(name) => desk::field(lang, name).to_owned(),
        Term::Fact(key) => desk::field(lang, key).to_owned(),
        Term::Count(choice, _) => fill(lang.pick("{0}的次数", "number of: {0}"), &[&select(lang, profile, choice)]),
        // By its name: the amount is the limit's own to say.
        Term::Limit(id) => {
            profile.limits.get(&**id).map_or_else(|| id.to_string(), |limit| words::label(lang, &limit.label).to_owned())
        }
        Term::Cap(id) => cap(lang, profile, id),
        Term::CountWithin(id) => fill(lang.pick("{0}之内的次数", "times within {0}"), &[&rule(lang, profile, id)]),
        Term::Newest(kind, key) => {
            fill(lang.pick("最近一次{0}的{1}", "{1} of the newest {0}"), &[&words::kind(lang, *kind), &desk::field(lang, key)])
        }
        Term::End(id, key) => {
            fill(lang.pick("自{1}起算的{0}", "{0}, counted from: {1}"), &[&rule(lang, profile, id), &desk::field(lang, key)])
        }
        Term::Word(word) => word.to_string(),
        Term::Number(number) => Metric(*number).to_string(),
        Term::State(state) => state_term(lang, *state).to_owned(),
    }
}

fn state_term(lang: Lang, state: StateTerm) -> &'static str {
    match state {
        StateTerm::Stage => lang.pick("状态", "the state"),
        StateTerm::Round => lang.pick("磋商轮次", "the round"),
        StateTerm::Early => lang.pick("先行修复", "early restoration"),
        StateTerm::Supervision => lang.pick("督办", "supervision"),
        StateTerm::Damage => lang.pick("损害数额", "the damage"),
        StateTerm::DamageAppraised => lang.pick("数额已经评估", "the damage is appraised"),
        StateTerm::Appraising => lang.pick("正在评估", "an appraisal is under way"),
        StateTerm::Appraised => lang.pick("已经评估", "appraised"),
        StateTerm::Agreed => lang.pick("议定金额", "the amount agreed"),
        StateTerm::Open => lang.pick("未缴金额", "the amount open"),
        StateTerm::Unpaid => {
            lang.pick("未缴金额（含未修复的议定、判决金额）", "the amount open, with that of a title not restored")
        }
        StateTerm::EvaluationsFailed => lang.pick("评估不合格次数", "failed evaluations"),
        StateTerm::RestorationOpen => lang.pick("修复未了结或者尚无履行", "restoration is open or nothing is performed"),
        StateTerm::TasksOpen => lang.pick("未办事项数", "open duties"),
        StateTerm::ReportOpen => lang.pick("进展未报告", "progress not reported"),
        StateTerm::Parties => lang.pick("义务人数", "number of liable parties"),
        StateTerm::ProgressOpen => lang.pick("进展未录入", "progress not entered"),
        StateTerm::FactAnswers => lang.pick("已答问题数", "questions answered"),
        StateTerm::Departments => lang.pick("相符部门数", "number of departments that match"),
        StateTerm::MaySign => lang.pick("承办部门有签署授权", "the department in charge may sign"),
        StateTerm::Areas => lang.pick("所涉地区数", "number of areas"),
    }
}
