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
        duty_done: "{0} {1}：办结" | "{0} {1}: done",
        duty_kept: "{0} {1} 已于 {2} 办结 · u 撤销" | "{0} {1} done on {2} · u takes it back",
        duty_ahead: "{0} 还没有到：办结日不能晚于今天" | "{0} has not come yet: a duty is done on a day until today",
        duty_gone: "这一项已经由别人记为办结" | "somebody else has recorded it as done",
        no_duty: "请先选中一项本单位的期限" | "select a duty of the office first",
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
        page_title: "期限计算说明" | "How the date was found",
        page_docket: "案卷：{0} {1}" | "Docket: {0} {1}",
        page_rule: "期限：{0}（{1}）" | "Time limit: {0} ({1})",
        page_due: "到期日：{0}　稳妥日：{1}　状态：{2}" | "Due: {0}  Safe: {1}  Status: {2}",
        page_provisional: "暂定：最早 {0}，最晚 {1}" | "Provisional: earliest {0}, latest {1}",
        safe_day: "稳妥日 {0}" | "safe day {0}",
        page_met: "已于 {0} 完成，事实 {1}" | "Met on {0}, fact {1}",
        page_steps: "推算过程" | "Step by step",
        page_readings: "其他读法" | "Other readings",
        page_safe: "（稳妥日据此）" | " (the safe day goes by it)",
        page_law: "条文原文" | "The articles",
        page_versions: "所依版本" | "Versions",
        page_by: "规则集 {0}；日历 {1}" | "Profile {0}; calendar {1}",
        page_made: "{0} {1} {2} 制作" | "Made on {0} {1} {2}",
        proof_hint: "j k 滚动  s 另存为文件  Esc 返回" | "j k scroll  s save as a file  Esc back",
        save_as: "{0}：保存为" | "{0}: save as",
        save_text: "文本（txt）" | "text (txt)",
        save_docx: "文档（docx）" | "document (docx)",
        save_xlsx: "表格（xlsx）" | "workbook (xlsx)",
        save_json: "数据（json）" | "data (json)",
        saved: "已写入 {0}" | "written: {0}",
        not_saved: "{0} 未写入：{1}" | "{0} not written: {1}",
        no_such: "{0} 没有期限 {1}；现有：{2}" | "{0} has no deadline {1}; it has: {2}",
        several: "{0} 有 {1} 个；请加 --party 或 --occurrence" | "{1} deadlines of {0}: add --party or --occurrence",
        to_terminal: "docx 不能显示在终端；请加 --out FILE" | "a docx cannot be shown on a terminal: add --out FILE",
        digest_head: "期限日报 {0} {1}" | "Deadlines on {0} {1}",
        digest_none: "没有逾期，七日内没有到期。" | "Nothing overdue, nothing due within seven days.",
        digest_more: "…… 另有 {0} 项" | "… and {0} more",
        digest_ahead: "30日内共 {0} 项，60日内共 {1} 项，90日内共 {2} 项" | "within 30 days {0}, 60 days {1}, 90 days {2}",
        digest_office: "本单位：" | "The office:",
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
