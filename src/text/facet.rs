//! What a rule says, facet by facet in words: the same sentences tell what a rule is and, compared, what changed.

use super::condition::{said, selects};
use super::{Lang, fill, law as words};
use crate::docket::yuan;
use crate::law::cond::{Cond, Select};
use crate::law::period::{Length, MonthDay, Override, Pause, Period, Rest, Roll, StartRule, Tier};
use crate::law::profile::{Area, Cap, Item, Jurisdiction, Limit, Route};
use crate::law::step::Step;
use crate::law::{Label, Profile};

/// One thing that a rule says: a stable word, its name, and what is said; empty where nothing is.
pub type Facet = (&'static str, &'static str, String);

/// Says the facets of the rules of one profile.
#[derive(Debug, Clone, Copy)]
pub struct Facets<'p> {
    /// The language.
    pub lang: Lang,
    /// The profile, for the names of values.
    pub profile: &'p Profile,
}

impl Facets<'_> {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn label(&self, label: &Label) -> String {
        words::label(self.lang, label).to_owned()
    }

    fn cond(&self, cond: Option<&Cond>) -> String {
        cond.map(|cond| said(self.lang, self.profile, cond)).unwrap_or_default()
    }

    fn facts(&self, list: &[Select]) -> String {
        selects(self.lang, self.profile, list)
    }

    fn flag(&self, yes: bool) -> String {
        if yes { self.pick("是", "yes").to_owned() } else { String::new() }
    }

    fn list(&self, parts: impl IntoIterator<Item = String>) -> String {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(self.pick("、", ", "))
    }

    fn named(&self, list: &str, key: &str) -> String {
        self.profile.item(list, key).map_or_else(|| key.to_owned(), |item| self.label(&item.label))
    }

    fn days(&self, days: &[MonthDay]) -> String {
        let one = |day: &MonthDay| match day.day {
            0 => fill(self.pick("{0}月末日", "last day of month {0}"), &[&day.month]),
            number => fill(self.pick("{0}月{1}日", "{0}-{1}"), &[&day.month, &number]),
        };
        self.list(days.iter().map(one))
    }

    /// How long a time limit is.
    #[must_use]
    pub fn length(&self, length: &Length) -> String {
        let by_paper = |list: &[Select]| fill(self.pick("按{0}", "as stated: {0}"), &[&self.facts(list)]);
        match length {
            Length::Count(count, unit) => words::count(self.lang, *count, *unit),
            Length::Field(list, None, _) | Length::Stated(list) => by_paper(list),
            Length::Field(list, Some(count), unit) => {
                let usual = words::count(self.lang, *count, *unit);
                fill(self.pick("{0}，未载明的{1}", "{0}, else {1}"), &[&by_paper(list), &usual])
            }
            Length::Until(list) => fill(words::until(self.lang), &[&self.facts(list)]),
            Length::Yearly(days) => self.days(days),
        }
    }

    fn roll(&self, roll: Roll) -> String {
        let rest = |rest: Rest| match rest {
            Rest::NonWorking => self.pick("非工作日", "days that are not worked"),
            Rest::Published => self.pick("公布的放假日", "published rest days"),
            Rest::Statutory => self.pick("法定假日当日", "statutory days only"),
        };
        match roll {
            Roll::None => self.pick("不顺延", "stays").to_owned(),
            Roll::NextWorking => self.pick("顺延至下一工作日", "moves to the next working day").to_owned(),
            Roll::PreviousWorking => self.pick("提前至上一工作日", "moves to the working day before").to_owned(),
            Roll::AfterRest(of) => {
                fill(self.pick("顺延至休假结束次日（{0}）", "moves to the day after the rest ({0})"), &[&rest(of)])
            }
            Roll::Both(of) => fill(self.pick("两日并示（{0}）", "both days shown ({0})"), &[&rest(of)]),
        }
    }

    fn tiers(&self, tiers: &[Tier], unit: Option<crate::law::period::Unit>) -> String {
        let one = |tier: &Tier| {
            let add = match tier.unit.or(unit) {
                Some(unit) => words::count(self.lang, tier.add, unit),
                None => tier.add.to_string(),
            };
            let by = if tier.by.is_empty() { String::new() } else { self.named("owner", &tier.by) };
            let when = self.cond(tier.when.as_ref());
            let parts = [self.label(&tier.label), format!("+{add} × {}", tier.times), by, when];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(self.pick("，", ", "))
        };
        tiers.iter().map(one).collect::<Vec<_>>().join(self.pick("；", "; "))
    }

    fn pauses(&self, pauses: &[Pause]) -> String {
        let one = |pause: &Pause| {
            let [from, to] = [&pause.from, &pause.to].map(|select| self.facts(std::slice::from_ref(select)));
            format!("{} ({from} – {to})", self.label(&pause.label))
        };
        self.list(pauses.iter().map(one))
    }

    /// A time limit.
    #[must_use]
    pub fn period(&self, one: &Period) -> Vec<Facet> {
        let start_rule = match one.start_rule {
            StartRule::Earliest if one.start.len() > 1 => self.pick("，取较早", ", the earliest"),
            StartRule::Latest => self.pick("，取最后", ", the last"),
            StartRule::Newest => self.pick("，取最近", ", the newest"),
            StartRule::Each => self.pick("，各自起算", ", each its own"),
            StartRule::Earliest => "",
        };
        let start = if one.start.is_empty() { String::new() } else { self.facts(&one.start) + start_rule };
        let also = match (one.and_start.is_empty(), self.cond(one.and_start_known.as_ref())) {
            (true, _) => String::new(),
            (false, known) if known.is_empty() => self.facts(&one.and_start),
            (false, known) => fill(self.pick("{0}，除非{1}", "{0}, unless {1}"), &[&self.facts(&one.and_start), &known]),
        };
        let day = |day: Option<crate::docket::Day>| day.map_or_else(String::new, |day| day.to_string());
        let repeat = one.repeat.as_ref().map_or_else(String::new, |repeat| {
            let keys = [&repeat.every_key, &repeat.days_key].into_iter().flatten();
            let keys = self.list(keys.map(|key| super::desk::field(self.lang, key).to_owned()));
            fill(self.pick("每期重复（可由{0}另定）", "repeats ({0} may set it otherwise)"), &[&keys])
        });
        let letter = one.letter.map_or("", |letter| match letter {
            Override::Once => self.pick("仅下一期", "the next one only"),
            Override::ForGood => self.pick("此后各期", "from then on"),
            Override::AsStated => self.pick("按函件", "as the letter says"),
        });
        let readings = one.readings.iter().map(|reading| self.label(&reading.label));
        let earlier = one.earlier.iter().map(|version| {
            let days = format!("{}–{}", day(version.in_force_from), day(version.in_force_to));
            format!("{days} {}", self.length(&version.length))
        });
        vec![
            ("length", self.pick("长度", "length"), self.length(&one.length)),
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("start", self.pick("起算", "starts on"), start),
            ("and-start", self.pick("并须", "and on"), also),
            ("start-on", self.pick("起算日", "starts on day"), self.days(&one.start_on)),
            (
                "direction",
                self.pick("方向", "direction"),
                if one.before { self.pick("之前", "before the event").to_owned() } else { String::new() },
            ),
            ("weight", self.pick("效力", "weight"), words::weight(self.lang, one).to_owned()),
            ("whole", self.pick("末日也须届满", "its last day must be over too"), self.flag(one.whole)),
            ("first-day", self.pick("当日计入", "event day counted"), self.flag(one.first_day_counted)),
            ("roll", self.pick("末日", "last day"), self.roll(one.roll)),
            ("pauses", self.pick("不计入", "pauses"), self.pauses(&one.pauses)),
            ("resets", self.pick("重新起算", "starts again on"), self.facts(&one.resets)),
            ("satisfied-by", self.pick("办结", "answered by"), self.facts(&one.satisfied_by)),
            ("ends-with", self.pick("终止", "ended by"), self.facts(&one.ends_with)),
            ("moved-by", self.pick("改期", "moved by"), self.facts(&one.moved_by)),
            ("applies", self.pick("适用", "applies"), self.cond(one.applies.as_ref())),
            ("per-party", self.pick("每个义务人各算", "one a liable party"), self.flag(one.per_party)),
            ("per-round", self.pick("每轮各算", "one a round"), self.flag(one.per_round)),
            ("repeat", self.pick("重复", "repeats"), repeat),
            ("extension", self.pick("延长", "extension"), self.tiers(&one.extension, one.unit())),
            ("letter", self.pick("函件定日", "a letter's date"), letter.to_owned()),
            ("outcome", self.pick("视为", "deemed"), one.outcome.as_ref().map(|label| self.label(label)).unwrap_or_default()),
            ("off", self.pick("停用", "switched off"), self.flag(!one.enabled)),
            (
                "effort",
                self.pick("估计工作量（工作日）", "effort (working days)"),
                one.effort.map(|days| days.to_string()).unwrap_or_default(),
            ),
            ("begun-by", self.pick("已开始", "begun by"), self.facts(&one.begun_by)),
            ("warn", self.pick("提前提示（日）", "warns (days before)"), self.list(one.warn.iter().map(ToString::to_string))),
            ("by", self.pick("由谁", "owed by"), self.named("owner", &one.by)),
            ("to", self.pick("向谁", "owed to"), self.named("owner", &one.to)),
            ("in-force", self.pick("施行", "in force"), self.list([day(one.in_force_from), day(one.in_force_to)])),
            ("versions", self.pick("以前的版本", "earlier versions"), self.list(earlier)),
            ("readings", self.pick("其他读法", "other readings"), readings.collect::<Vec<_>>().join(self.pick("；", "; "))),
        ]
    }

    /// A step, without what it needs.
    #[must_use]
    pub fn step(&self, one: &Step) -> Vec<Facet> {
        let period = one.period.as_ref().and_then(|id| self.profile.period(id)).map(|period| self.label(&period.label));
        let since = one.since.iter().map(|kind| words::kind(self.lang, *kind).to_owned());
        vec![
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("fact", self.pick("记录", "records"), words::kind(self.lang, one.fact).to_owned()),
            ("from", self.pick("从", "from"), self.list(one.from.iter().map(|stage| words::stage(self.lang, *stage).to_owned()))),
            ("when", self.pick("前提", "when"), self.cond(one.when.as_ref())),
            ("force", self.pick("强度", "force"), words::force(self.lang, one.force).to_owned()),
            ("must-when", self.pick("必须的情形", "must when"), self.cond(one.must_when.as_ref())),
            ("deemed", self.pick("情形具备即须记录", "owed once its ground is met"), self.flag(one.deemed)),
            ("by", self.pick("由谁", "by"), self.named("owner", &one.by)),
            ("period", self.pick("期限", "time limit"), period.unwrap_or_default()),
            ("since", self.pick("起计", "counted since"), self.list(since)),
            ("papers", self.pick("文书", "papers"), self.list(one.papers.iter().map(|key| self.named("paper", key)))),
            (
                "asks",
                self.pick("须填写", "asks for"),
                self.list(one.asks.iter().map(|key| super::desk::field(self.lang, key).to_owned())),
            ),
            ("per-party", self.pick("每个义务人各办", "one a liable party"), self.flag(one.per_party)),
            ("effect", self.pick("法律后果", "effect"), one.effect.as_ref().map(|label| self.label(label)).unwrap_or_default()),
            ("checklist", self.pick("逐项列出", "item by item"), self.flag(one.checklist)),
        ]
    }

    /// What a step needs: the name of each, and how it is asked.
    #[must_use]
    pub fn needs(&self, one: &Step) -> Vec<(String, String)> {
        let need = |need: &crate::law::step::Need| {
            let force = words::force(self.lang, need.force);
            let room = if need.overridable && !need.consent {
                self.pick("，可以记录理由后办理", ", a recorded reason will do")
            } else {
                ""
            };
            (self.label(&need.label), format!("{force}{room}: {}", self.cond(Some(&need.cond))))
        };
        one.needs.iter().map(need).collect()
    }

    /// A value of a list.
    #[must_use]
    pub fn item(&self, one: &Item) -> Vec<Facet> {
        vec![
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("asks", self.pick("须有", "asks for"), self.list(one.asks.iter().map(|label| self.label(label)))),
            ("when", self.pick("前提", "when"), self.cond(one.when.as_ref())),
            ("suggest", self.pick("提示", "suggested when"), self.cond(one.suggest.as_ref())),
            (
                "opinion",
                self.pick("须有书面意见", "asks for a written opinion"),
                one.opinion.map_or_else(String::new, |force| words::force(self.lang, force).to_owned()),
            ),
        ]
    }

    /// An amount.
    #[must_use]
    pub fn limit(&self, one: &Limit) -> Vec<Facet> {
        let per = self.per(one.per.as_ref(), &|cents| yuan(cents));
        vec![
            ("amount", self.pick("数额（元）", "amount (yuan)"), yuan(one.cents)),
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("per", self.pick("分别", "by value"), per),
            ("ceiling", self.pick("上限（元）", "ceiling (yuan)"), one.ceiling.map(yuan).unwrap_or_default()),
        ]
    }

    fn per(&self, per: Option<&(std::sync::Arc<str>, Vec<(std::sync::Arc<str>, i64)>)>, said: &dyn Fn(i64) -> String) -> String {
        let Some((attribute, values)) = per else { return String::new() };
        let list = self.profile.choices.get(&**attribute).map_or("", |list| list);
        self.list(values.iter().map(|(key, number)| format!("{} {}", self.named(list, key), said(*number))))
    }

    /// A capped count.
    #[must_use]
    pub fn cap(&self, one: &Cap) -> Vec<Facet> {
        vec![
            ("count", self.pick("次数", "number"), one.limit.to_string()),
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("per", self.pick("分别", "by value"), self.per(one.per.as_ref(), &|number| number.to_string())),
            ("extension", self.pick("增加", "may be raised"), self.tiers(&one.extension, None)),
            ("counts", self.pick("计入", "counts"), self.facts(std::slice::from_ref(&one.counts))),
            ("per-round", self.pick("每轮各算", "one a round"), self.flag(one.per_round)),
            ("force", self.pick("强度", "force"), words::force(self.lang, one.force).to_owned()),
        ]
    }

    /// A row of the routing table.
    #[must_use]
    pub fn route(&self, one: &Route) -> Vec<Facet> {
        let list = if one.task { "organ" } else { "department" };
        vec![
            ("department", self.pick("部门", "department"), self.list(one.departments.iter().map(|key| self.named(list, key)))),
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("words", self.pick("词语", "words"), self.list(one.words.iter().map(ToString::to_string))),
            ("when", self.pick("条件", "when"), self.cond(one.when.as_ref())),
        ]
    }

    /// A rule of jurisdiction.
    #[must_use]
    pub fn jurisdiction(&self, one: &Jurisdiction) -> Vec<Facet> {
        vec![
            ("right-holder", self.pick("赔偿权利人", "right-holder"), self.named("right-holder", &one.right_holder)),
            ("title", self.pick("名称", "title"), self.label(&one.label)),
            ("when", self.pick("条件", "when"), self.cond(one.when.as_ref())),
            ("by-place", self.pick("按损害后果发生地", "by the place of the result"), self.flag(one.by_place)),
        ]
    }

    /// An area.
    #[must_use]
    pub fn area(&self, one: &Area) -> Vec<Facet> {
        vec![
            ("government", self.pick("政府", "government"), self.label(&one.government)),
            ("words", self.pick("地名", "places"), self.list(one.words.iter().map(ToString::to_string))),
        ]
    }

    /// What is said of the profile as a whole.
    #[must_use]
    pub fn head(&self) -> Vec<Facet> {
        let profile = self.profile;
        vec![
            ("version", self.pick("版本", "version"), profile.version.to_string()),
            ("title", self.pick("名称", "title"), self.label(&profile.title)),
            ("layers", self.pick("层", "layers"), profile.layers.join(" < ")),
            ("in-force", self.pick("施行", "in force"), profile.in_force_from.map_or_else(String::new, |day| day.to_string())),
        ]
    }
}
