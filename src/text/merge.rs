//! Words about leads that belong together: why they are related, what a merge would do, why it cannot be.

use super::law::stage;
use super::{Lang, fill};
use crate::docket::yuan;
use crate::law::Profile;
use crate::ops::merge::{Bar, Difference, MOST};
use crate::ops::related::{Reason, Related, Strength};

crate::words! {
    /// Words of merging.
    pub struct Words {
        related: "可能相关" | "Possibly related",
        related_title: "与 {0} 可能相关" | "Possibly related to {0}",
        related_none: "没有查到可能相关的案卷" | "nothing related was found",
        related_how: "Space 标记后，回列表按 m 并案" | "Space mark; then m in the list merges",
        ended: "已结束" | "ended",
        case: "案件" | "case",
        lead: "线索" | "lead",
        members: "已并入的线索（{0}）" | "Leads that went into it ({0})",
        member: "并入" | "joined",
        went: "已并入" | "went into",
        parted: "已分为" | "divided into",
        more: "另有 {0} 条" | "{0} more",
        related_more: "另有 {0} 条可能相关（r 全部）" | "{0} more possibly related (r shows all)",
        merge_into: "{0} 并入哪个案卷" | "{0} into which docket",
        merge_these: "{0} 条线索" | "{0} leads",
        merge_new: "新建案卷：由这 {0} 条合成" | "a new docket made of these {0}",
        merge_how: "可能相关的在前；输入编号或者内容即查全部" | "related ones first; a number or words find any other",
        merge_title: "并案预览：{0} ← {1} 条" | "Merge preview: {0} ← {1}",
        goes: "并入" | "goes in",
        cannot: "不能" | "cannot",
        stands: "以 {0} 为准" | "what {0} says stands",
        since: "初步核查期限改自 {0} 起算（最早一条），不重新起算" | "the time limit of the check goes by {0}, the earliest; none begins anew",
        take: "并入 {0}（u 撤销，M 随时拆开）" | "merge into {0} (u undoes, M takes it apart at any time)",
        way_back: "u 撤销，M 随时拆开" | "u undoes, M takes it apart at any time",
        take_all: "并入 {0}，义务人合为：{1}" | "merge into {0}, liable parties: {1}",
        take_own: "并入 {0}，义务人不变：{1}" | "merge into {0}, the parties stay: {1}",
        instead: "改为并入 {0}" | "merge into {0} instead",
        made_title: "由 {0} 条线索合成新案卷" | "A new docket made of {0} leads",
        made_hint: "{0} 各说：{1}" | "{0}: {1}",
        made_sum: "合计 {0}" | "together {0}",
        apart_title: "拆开预览：{0}" | "Take apart: {0}",
        apart_back: "恢复" | "comes back",
        apart_stays: "留在 {0}：{1}" | "stays on {0}: {1}",
        apart_gone: "{0} 由并案产生，随之撤去" | "{0} was made by the merge and goes with it",
        apart_left: "{0} 保留，另有记录在上" | "{0} stays, with what was recorded on it",
        apart_take: "拆开，{0} 条恢复（u 撤销）" | "take apart, {0} come back (u undoes)",
        apart_open: "无期限" | "no time limit",
        due: "期限 {0}" | "due {0}",
        series_title: "分案预览：{0} → {1} 件" | "Series preview: {0} → {1}",
        series_how: "按义务人分，或者输入件数" | "by liable party, or type a number",
        series_each: "各件接用原线索的 {0} 项记录，日期不变，期限照走；损害数额须逐件填写" | "each takes over {0} facts with their days, time limits go on; amounts are asked one by one",
        series_by_party: "按义务人分为 {0} 件" | "{0}, one for each liable party",
        series_by_number: "分为 {0} 件" | "into {0}",
        series_take: "分为 {0} 件（u 撤销，M 随时合回）" | "divide into {0} (u undoes, M brings it back at any time)",
        series_number: "分为几件" | "into how many",
        silent: "两份文件均未写明，系程序所需" | "neither text writes this: the program needs it",
        likely_prior: "疑似同一义务人此前损害（名称写法不同或者已隐去，请核实；未计入两年内再次）" | "Maybe earlier damage by the same party (another spelling or a masked name: please confirm; not counted as a repeat)",
    }
}

/// Why a docket cannot take part.
#[must_use]
pub fn bar(lang: Lang, bar: &Bar) -> String {
    match bar {
        Bar::Itself => lang.pick("不能并入自身", "not into itself").to_owned(),
        Bar::Merged { number, .. } => fill(lang.pick("已并入 {0}", "went into {0} already"), &[number]),
        Bar::Circle => lang.pick("该案卷已并入所选线索：会成环", "it went into one of these leads: a circle").to_owned(),
        Bar::Ended(at) => fill(lang.pick("已结束（{0}）", "has ended ({0})"), &[&stage(lang, *at)]),
        Bar::Filed => lang.pick("已立案的案件不能作为线索并入", "a filed case cannot go in as a lead").to_owned(),
        Bar::Profile(name) => fill(lang.pick("适用另一规则集（{0}）", "is under another profile ({0})"), &[name]),
        Bar::Gone => lang.pick("已全部撤回", "was taken back").to_owned(),
        Bar::Alone => lang
            .pick("一条线索不能合成新案卷；请先标记两条以上", "one lead alone makes no new docket: mark two or more")
            .to_owned(),
        Bar::Apart => lang.pick("没有并入别的案卷，也没有线索并入", "nothing was merged here").to_owned(),
        Bar::Parts => fill(
            lang.pick(
                "只能分为 2 至 {0} 件；按义务人分须有两个以上义务人",
                "2 to {0} parts; by party only with two or more parties",
            ),
            &[&MOST],
        ),
    }
}

/// The sign of a strength: filled dots, so that it is read without colour.
#[must_use]
pub fn dots(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "●●●",
        Strength::Likely => "●●○",
        Strength::Weak => "●○○",
    }
}

/// A reason in words.
#[must_use]
pub fn reason(lang: Lang, profile: &Profile, reason: &Reason) -> String {
    let label = |list: &str, key: &str| {
        profile.item(list, key).map_or_else(|| key.to_owned(), |item| super::law::label(lang, &item.label).to_owned())
    };
    match reason {
        Reason::Code(name) => fill(lang.pick("同一代码（{0}）", "same code ({0})"), &[name]),
        Reason::Name(name) => fill(lang.pick("同一义务人（{0}）", "same party ({0})"), &[name]),
        Reason::Variant(_, there) => fill(lang.pick("名称写法不同（{0}）", "another spelling ({0})"), &[there]),
        Reason::OtherCode => lang.pick("但代码不同", "but another code").to_owned(),
        Reason::Title => lang.pick("名称相同", "same title").to_owned(),
        Reason::Reference(text) => fill(lang.pick("同一文号（{0}）", "same reference ({0})"), &[text]),
        Reason::Number(text) => fill(lang.pick("同一编号（{0}）", "same number ({0})"), &[text]),
        Reason::Place(place, 0) => fill(lang.pick("同地同日（{0}）", "same place and day ({0})"), &[place]),
        Reason::Place(place, days) => fill(lang.pick("同地（{0}），相隔{1}天", "same place ({0}), {1}d apart"), &[place, days]),
        Reason::Matter(key) => fill(lang.pick("同一事项（{0}）", "same matter ({0})"), &[&label("matter", key)]),
        Reason::Medium(key) => fill(lang.pick("同一要素（{0}）", "same medium ({0})"), &[&label("medium", key)]),
    }
}

/// All reasons, the weightiest first.
#[must_use]
pub fn reasons(lang: Lang, profile: &Profile, one: &Related) -> String {
    one.reasons.iter().map(|why| reason(lang, profile, why)).collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// What some dockets say differently about an attribute, in one line; amounts also together.
#[must_use]
pub fn difference(lang: Lang, profile: &Profile, say: &Words, one: &Difference) -> String {
    let value = |raw: &str| match one.key {
        "damage_cents" => fill(lang.pick("{0} 元", "{0} yuan"), &[&yuan(raw.parse().unwrap_or(0))]),
        key => profile.item(key, raw).map_or_else(|| raw.to_owned(), |item| super::law::label(lang, &item.label).to_owned()),
    };
    let mut says: Vec<String> = one.says.iter().map(|(number, raw)| format!("{number} {}", value(raw))).collect();
    if one.key == "damage_cents" {
        let sum: i64 = one.says.iter().filter_map(|(_, raw)| raw.parse::<i64>().ok()).fold(0, i64::saturating_add);
        says.push(fill(say.made_sum, &[&value(&sum.to_string())]));
    }
    let name = super::fields::field(lang, one.key);
    fill(say.made_hint, &[&name, &says.join(lang.pick("；", "; "))])
}

/// What a merge did.
#[must_use]
pub fn merged(lang: Lang, members: usize, number: &str, barred: usize) -> String {
    let left = if barred == 0 { String::new() } else { fill(lang.pick("，{0} 条未并", ", {0} could not go"), &[&barred]) };
    fill(
        lang.pick("{0} 条已并入 {1}{2}；u 撤销，M 随时拆开", "{0} merged into {1}{2}; u undoes, M takes apart at any time"),
        &[&members, &number, &left],
    )
}

/// What taking apart did.
#[must_use]
pub fn taken_apart(lang: Lang, members: usize, stays: usize) -> String {
    let said = fill(lang.pick("已拆开，{0} 条恢复原状；u 撤销", "taken apart, {0} as they were; u undoes"), &[&members]);
    if stays == 0 {
        return said;
    }
    said + &fill(lang.pick("；其间的 {0} 项记录留在原处", "; {0} facts recorded meanwhile stay where they are"), &[&stays])
}

/// What a series did.
#[must_use]
pub fn divided(lang: Lang, number: &str, parts: usize) -> String {
    fill(
        lang.pick("{0} 已分为 {1} 件；u 撤销，M 随时合回", "{0} divided into {1}; u undoes, M brings it back"),
        &[&number, &parts],
    )
}
