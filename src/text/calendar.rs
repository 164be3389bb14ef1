//! Words of the calendar pane: the grid, the agenda, what is shown of it.

use super::{Lang, fill};
use crate::ops::agenda::Band;

crate::words! {
    /// Words of the calendar pane.
    pub struct CalendarWords {
        rest: "休" | "R",
        make_up: "班" | "W",
        both_left: "余{0}天/{1}工" | "{0}d/{1}wd left",
        both_late: "逾{0}天/{1}工" | "{0}d/{1}wd late",
        all: "全部" | "all",
        mine: "我的" | "mine",
        band_late: "逾期" | "overdue",
        band_near: "稳妥日已过" | "safe day passed",
        band_today: "今天" | "today",
        band_week: "本周" | "this week",
        band_days: "{0}日内" | "within {0} days",
        band_later: "90日后" | "later",
        band_undated: "日期待定" | "no day yet",
        band_past: "已过（不催办）" | "passed, nobody is late",
        office: "本单位" | "office",
        show: "显示哪些期限" | "Which deadlines",
        show_all: "全部期限" | "all deadlines",
        show_mine: "我承办的" | "mine",
        show_department: "部门：{0}" | "department: {0}",
        show_rule: "种类：{0}" | "kind: {0}",
        show_stage: "阶段：{0}" | "stage: {0}",
        go_to: "跳到日期（如 +10工、下周五、12-31、2027-01-15）" | "Go to a day (as +10w, next fri, 12-31, 2027-01-15)",
        nothing: "没有符合的期限。f 换范围，t 回到今天。" | "No such deadlines. f shows others, t goes to today.",
        legend: "休/- 班/= . : + # 期限数" | "R/- rest W/= worked . : + # load",
        month: "{0}月" | "{0}",
    }
}

/// The heading of a band.
pub fn band(lang: Lang, band: Band) -> String {
    let text = CalendarWords::of(lang);
    match band {
        Band::Late => text.band_late.to_owned(),
        Band::Near => text.band_near.to_owned(),
        Band::Today => text.band_today.to_owned(),
        Band::Week => text.band_week.to_owned(),
        Band::Days(days) => fill(text.band_days, &[&days]),
        Band::Later => text.band_later.to_owned(),
        Band::Undated => text.band_undated.to_owned(),
        Band::Past => text.band_past.to_owned(),
    }
}
