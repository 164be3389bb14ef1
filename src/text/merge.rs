//! Words about leads that belong together: why they are related, what a merge would do, why it cannot be.

use super::law::stage;
use super::{Lang, fill};
use crate::ops::merge::{Bar, MOST};

crate::words! {
    /// Words of merging.
    pub struct Words {
        related: "可能相关" | "Possibly related",
        related_title: "与 {0} 可能相关" | "Possibly related to {0}",
        related_none: "没有查到可能相关的案卷" | "nothing related was found",
        related_how: "Enter 打开  Space 标记（回列表后 m 并案）  Esc 返回  输入以筛选" | "Enter open  Space mark (then m merges)  Esc back  type to filter",
        ended: "已结束" | "ended",
        case: "案件" | "case",
        lead: "线索" | "lead",
        members: "已并入的线索（{0}）" | "Leads that went into it ({0})",
        member: "并入" | "joined",
        went: "已并入" | "went into",
        parted: "已分为" | "divided into",
        came: "来自" | "from",
        more: "另有 {0} 条" | "{0} more",
        merge_into: "{0} 并入哪个案卷" | "{0} into which docket",
        merge_these: "{0} 条线索" | "{0} leads",
        merge_new: "新建案卷：由这 {0} 条合成" | "a new docket made of these {0}",
        merge_how: "可能相关的在前；输入编号或者内容即查全部" | "related ones first; a number or words find any other",
        merge_title: "并案预览：{0} ← {1} 条" | "Merge preview: {0} ← {1}",
        goes: "并入" | "goes in",
        cannot: "不能" | "cannot",
        differs: "不同" | "differs",
        stands: "以 {0} 为准" | "what {0} says stands",
        since: "初步核查期限改自 {0} 起算（最早一条），不重新起算" | "the time limit of the check goes by {0}, the earliest; none begins anew",
        take: "并入 {0}（u 撤销，M 随时拆开）" | "merge into {0} (u undoes, M takes it apart at any time)",
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
        new_docket: "新案卷" | "new docket",
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
