//! Words of the lists: columns, and the names of the filter language.

use super::{Lang, fill, law};
use crate::docket::{Phase, Stage};
use crate::ops::query::{Issue, Key, Names, Span, Words, Wrong};
use crate::store::{Column, Flag, Sort};

/// What a column is called over the list: at most four cells in Chinese where it can be.
#[must_use]
pub fn column(lang: Lang, column: Column) -> &'static str {
    match column {
        Column::Due => lang.pick("余天", "Due"),
        Column::Number => lang.pick("编号", "Number"),
        Column::Title => lang.pick("标题", "Title"),
        Column::Channel => lang.pick("渠道", "Channel"),
        Column::Place => lang.pick("地点", "Place"),
        Column::Department => lang.pick("部门", "Dept"),
        Column::Stage => lang.pick("环节", "Stage"),
        Column::Party => lang.pick("义务人", "Party"),
        Column::Officer => lang.pick("承办", "Officer"),
        Column::Medium => lang.pick("要素", "Medium"),
        Column::Matter => lang.pick("事项", "Matter"),
        Column::Damage => lang.pick("金额", "Amount"),
        Column::Received => lang.pick("收到", "Received"),
        Column::Rule => lang.pick("期限", "Limit"),
        Column::Questions => lang.pick("疑问", "Asked"),
        Column::Snoozed => lang.pick("暂缓至", "Snoozed"),
        Column::RedLine => lang.pick("红线", "Red line"),
    }
}

/// Reads how a list is sorted: a column by its name in settings or over the list, in either language, and `:desc`.
#[must_use]
pub fn sort(typed: &str) -> Option<Sort> {
    let folded = typed.trim().replace('：', ":").to_lowercase();
    let (name, way) = folded.split_once(':').unwrap_or((&folded, "asc"));
    let is =
        |one: &&Column| one.code() == name || [Lang::Zh, Lang::En].iter().any(|lang| column(*lang, **one).to_lowercase() == name);
    let code = Column::ALL.iter().find(is)?.code();
    Sort::parse(&format!("{code}:{way}"))
}

/// A list cannot be sorted so.
#[must_use]
pub fn no_sort(lang: Lang, typed: &str) -> String {
    let codes: Vec<&str> = Column::ALL.iter().map(|column| column.code()).collect();
    let ask = lang.pick(
        "--sort：没有“{0}”这一列；可用 {1}，倒序加 :desc",
        "--sort: no column \"{0}\"; there are {1}, with :desc for the largest first",
    );
    fill(ask, &[&typed, &codes.join(lang.pick("、", ", "))])
}

const fn names(zh: &'static [&'static str], en: &'static [&'static str]) -> Names {
    Names { zh, en }
}

const KEYS: &[(Key, Names)] = &[
    (Key::Channel, names(&["渠道", "来源", "线索来源"], &["channel", "source"])),
    (Key::Department, names(&["部门", "主管部门"], &["dept", "department"])),
    (Key::Place, names(&["地点", "属地"], &["place"])),
    (Key::Party, names(&["义务人", "当事人", "单位"], &["party"])),
    (Key::Officer, names(&["承办", "承办人"], &["officer"])),
    (Key::Stage, names(&["环节", "状态", "阶段"], &["stage"])),
    (Key::Due, names(&["到期", "期限"], &["due"])),
    (Key::Amount, names(&["金额", "损害额", "数额"], &["amount", "damage"])),
    (Key::Received, names(&["收到", "接到", "日期"], &["received"])),
    (Key::Medium, names(&["要素", "环境要素"], &["medium"])),
    (Key::Matter, names(&["事项"], &["matter"])),
    (Key::Number, names(&["编号", "案号"], &["number", "no"])),
    (Key::Title, names(&["标题", "名称"], &["title"])),
    (Key::Snoozed, names(&["暂缓至"], &["until"])),
    (Key::Is, names(&["是"], &["is"])),
];

const FLAGS: &[(Flag, Names)] = &[
    (Flag::Overdue, names(&["逾期", "超期"], &["overdue"])),
    (Flag::Mine, names(&["我的"], &["mine"])),
    (Flag::Unassigned, names(&["未分派"], &["unassigned"])),
    (Flag::Questions, names(&["有疑问"], &["questions", "asked"])),
    (Flag::Snoozed, names(&["暂缓", "已暂缓"], &["snoozed"])),
    (Flag::RedLine, names(&["红线", "涉红线"], &["red-line", "redline"])),
    (Flag::Protected, names(&["保护地", "涉保护地"], &["protected"])),
    (Flag::Supervised, names(&["督办"], &["supervised"])),
    (Flag::Major, names(&["重大", "重大案件"], &["major"])),
    (Flag::Open, names(&["在办"], &["open"])),
    (Flag::Ended, names(&["已结"], &["ended"])),
];

const SPANS: &[(Span, Names)] = &[
    (Span::Today, names(&["今天", "今日"], &["today"])),
    (Span::Tomorrow, names(&["明天", "明日"], &["tomorrow"])),
    (Span::Yesterday, names(&["昨天", "昨日"], &["yesterday"])),
    (Span::ThisWeek, names(&["本周", "这周"], &["week", "this-week"])),
    (Span::NextWeek, names(&["下周"], &["next-week"])),
    (Span::LastWeek, names(&["上周"], &["last-week"])),
    (Span::ThisMonth, names(&["本月", "这个月"], &["month", "this-month"])),
    (Span::NextMonth, names(&["下月", "下个月"], &["next-month"])),
    (Span::LastMonth, names(&["上月", "上个月"], &["last-month"])),
    (Span::ThisYear, names(&["今年", "本年"], &["year", "this-year"])),
    (Span::LastYear, names(&["去年", "上年"], &["last-year"])),
];

const ZH: Words = Words {
    english: false,
    keys: KEYS,
    flags: FLAGS,
    spans: SPANS,
    nothing: names(&["无", "空"], &["none"]),
    me: names(&["我", "本人"], &["me"]),
    yes: names(&["是", "有"], &["yes", "true"]),
    no: names(&["否", "不", "非"], &["no", "false"]),
    units: [
        names(&["天", "日", "自然日"], &["d", "days", "day"]),
        names(&["周", "星期"], &["w", "weeks", "week"]),
        names(&["工", "工作日", "个工作日"], &["wd", "working"]),
    ],
    multipliers: &[("k", 1_000), ("w", 10_000), ("m", 1_000_000)],
    between: &["至", "到", "~", "…"],
    examples: [
        names(&["<7天", "<10工", "逾期", "0天..30天"], &["<7d", "<10wd", "overdue", "0d..30d"]),
        names(&["<7天", ">30天", "2026-11", "2026-11-01..2026-11-30"], &["<7d", ">30d", "2026-11", "2026-11-01..2026-11-30"]),
        names(&[">30万", "<=1000元", "10万..50万", ">1亿"], &[">300k", "<=1000", "100k..500k", ">100m"]),
    ],
    stage: |stage: Stage| [law::stage(Lang::Zh, stage), law::stage(Lang::En, stage)],
    phase: |phase: Phase| [law::phase(Lang::Zh, phase), law::phase(Lang::En, phase)],
};

const EN: Words = Words { english: true, ..ZH };

/// The words of the filter language; both languages are read, this one is offered.
#[must_use]
pub const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

fn key(lang: Lang, key: Key) -> &'static str {
    let found = KEYS.iter().find(|(known, _)| *known == key).map(|(_, names)| match lang {
        Lang::Zh => names.zh,
        Lang::En => names.en,
    });
    found.and_then(|names| names.first()).copied().unwrap_or_default()
}

/// What is wrong with a term, and what to do.
#[must_use]
pub fn issue(lang: Lang, issue: &Issue) -> String {
    let near = match issue.near.join(lang.pick("、", ", ")) {
        near if near.is_empty() => String::new(),
        near => fill(lang.pick("；可用：{0}", "; there is: {0}"), &[&near]),
    };
    let typed = &issue.typed;
    match issue.wrong {
        Wrong::Key => fill(
            lang.pick(
                "没有“{0}”这一项{1}；要查找含冒号的文字请加引号",
                "no key \"{0}\"{1}; put quotes around a text with a colon",
            ),
            &[typed, &near],
        ),
        Wrong::Value(of) => fill(lang.pick("{0}中没有“{1}”{2}", "no {0} \"{1}\"{2}"), &[&key(lang, of), typed, &near]),
        Wrong::Day(of) => fill(
            lang.pick(
                "{0}“{1}”不是日期；可写 <7天、<10工、今天、2026-11、2026-11-01..2026-11-30",
                "{0} \"{1}\" is no day; write <7d, <10wd, today, 2026-11, 2026-11-01..2026-11-30",
            ),
            &[&key(lang, of), typed],
        ),
        Wrong::Amount => fill(
            lang.pick("“{0}”不是金额；可写 >30万、<=1000元、10万..50万", "\"{0}\" is no amount; write >300k, <=1000, 100k..500k"),
            &[typed],
        ),
        Wrong::Flag => fill(lang.pick("没有“{0}”这种情形{1}", "nothing is called \"{0}\"{1}"), &[typed, &near]),
        Wrong::YesNo => fill(lang.pick("“{0}”应为 是 或 否", "\"{0}\" should be yes or no"), &[typed]),
        Wrong::Empty => fill(lang.pick("“{0}:”后面缺值", "nothing stands behind \"{0}:\""), &[typed]),
        Wrong::Range => fill(lang.pick("范围“{0}”前后颠倒", "the range \"{0}\" ends before it begins"), &[typed]),
    }
}
