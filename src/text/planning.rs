//! Words of what an office plans by: its own dates, how much work a time limit asks, what has to begin when.

use super::{Lang, fill, law};
use crate::law::Deadline;

crate::words! {
    /// Words of planning.
    pub struct Words {
        add: "自定日期 · {0}（内部，不是法定期限）" | "Own date · {0} (internal, no time limit of law)",
        office: "本单位" | "the office",
        whose: "自定日期：在哪里" | "Own date: where",
        on_docket: "本案 {0}" | "this docket {0}",
        on_office: "本单位（不属于哪一案）" | "the office, no docket",
        which: "哪一个自定日期" | "Which own date",
        none: "这里没有自定日期；h 新增" | "no own date here; h adds one",
        kind: "自定日期" | "own dates",
        act_answer: "已办" | "answered",
        act_move: "改期" | "another day",
        act_cancel: "取消" | "call off",
        act_case: "打开案卷" | "open the docket",
        act_proof: "说明理由" | "why",
        answer: "已办 · {0}" | "Answered · {0}",
        moving: "改期 · {0}" | "Another day · {0}",
        cancel: "取消 · {0}" | "Call off · {0}",
        only_this: "只这一次" | "this one only",
        all: "这一次和以后各次" | "this one and all after it",
        kept: "已记：{0} {1}；u 撤销" | "recorded: {0} {1}; u undoes",
        ahead: "{0} 还没有到" | "{0} has not come yet",
        wrong_warn: "提前提示填 0 至 365 日" | "it warns 0 to 365 days before",
        wrong_every: "每几填 1 至 1000" | "every 1 to 1000",
        wrong_until: "截止不能早于第一次" | "it ends before it begins",
        effort: "工作量和开始 · {0}" | "Effort and start · {0}",
        no_effort: "本案没有待办期限" | "this docket has no open deadline",
        nothing: "天数和开始日至少填一项；天数 0 为不再估计" | "give the days or the start; 0 days takes the estimate away",
        wrong_days: "天数填 0 至 1000" | "0 to 1000 days",
        begin: "最迟 {0} 开始（{1}，估计 {2} 个工作日，{3}）" | "to begin by {0} ({1}, about {2} working days, {3})",
        begun: "{0} 已开始（{1}，估计 {2} 个工作日）" | "begun on {0} ({1}, about {2} working days)",
        work: "所需工作" | "its work",
        by_profile: "规则集的估计，非法定" | "the profile's estimate, no rule of law",
        by_fact: "本案的估计，事实 {0}" | "this docket's estimate, fact {0}",
        head: "须开始（两周内） {0}" | "to begin within two weeks {0}",
        more: "+ 另有 {0} 项 · Enter 展开" | "+ {0} more · Enter opens",
        less: "- 收起" | "- fold",
        mark: "始" | "s",
        at: "{0}始" | "start {0}",
        needs: "需{0}工" | "{0}wd",
        until: "至{0}" | "until {0}",
        collide: "{0} {1}…{2} 同时 {3} 件，最多办 {4} 件：有的须提前开始" | "{0} {1}…{2}: {3} at once, {4} fit: some have to begin earlier",
        collided: "同时进行 · {0}" | "At once · {0}",
        fits_set: "每人 {0} 件，每部门 {1} 件" | "{0} an officer, {1} a department",
        fits_wrong: "写两个数，如 3 8：每人几件，每部门几件" | "two numbers, as 3 8: an officer, a department",
    }
}

/// What the work of a deadline asks, in one line.
#[must_use]
pub fn effort(lang: Lang, one: &Deadline) -> Option<String> {
    let (text, effort) = (Words::of(lang), one.effort?);
    let work = one.rule.effort_label.as_ref().map_or(text.work, |work| law::label(lang, work));
    if let Some(begun) = effort.begun {
        return Some(fill(text.begun, &[&begun, &work, &effort.days]));
    }
    let by = effort.fact.map_or_else(|| text.by_profile.to_owned(), |fact| fill(text.by_fact, &[&fact]));
    Some(fill(text.begin, &[&effort.begin, &work, &effort.days, &by]))
}
