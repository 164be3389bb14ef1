//! Faults of files as sentences: what, where, what was expected, with the line and a caret.

use super::{Lang, fill};
use crate::docket::tree::{Fault, FaultKind};

/// A fault in one line, and below it the source line with a caret where there is one.
#[must_use]
pub fn lines(lang: Lang, fault: &Fault) -> Vec<String> {
    let place = if fault.line == 0 { fault.file.clone() } else { format!("{}:{}:{}", fault.file, fault.line, fault.column) };
    let mut lines = vec![format!("{place}: {}", sentence(lang, &fault.kind))];
    if fault.line > 0 && !fault.source.trim().is_empty() {
        let number = fault.line.to_string();
        lines.push(format!("  {number} | {}", fault.source));
        let before: String = fault.source.chars().take(fault.column.saturating_sub(1)).collect();
        let pad = unicode_width::UnicodeWidthStr::width(before.as_str());
        let marked: String = fault.source.chars().skip(fault.column.saturating_sub(1)).take(fault.width).collect();
        let width = unicode_width::UnicodeWidthStr::width(marked.as_str()).max(1);
        lines.push(format!("  {} | {}{}", " ".repeat(number.len()), " ".repeat(pad), "^".repeat(width)));
    }
    lines
}

fn thing(lang: Lang, what: &str) -> &str {
    match what {
        "fact" => lang.pick("事实种类", "kind of fact"),
        "citation" => lang.pick("引用", "citation"),
        "condition" => lang.pick("条件中的名称", "name in a condition"),
        "stage" => lang.pick("状态", "state"),
        "rule" => lang.pick("规则", "rule"),
        "profile" => lang.pick("地区规则集", "profile"),
        "period" => lang.pick("期限规则", "period"),
        "step" => lang.pick("步骤", "step"),
        "department" => lang.pick("部门", "department"),
        "organ" => lang.pick("机关", "organ"),
        "right-holder" => lang.pick("赔偿权利人", "right-holder"),
        "word" => lang.pick("词", "word"),
        "part" => lang.pick("程序部分", "part of the program"),
        other => other,
    }
}

fn shape(lang: Lang, expected: &str) -> &str {
    match expected {
        "day" => lang.pick("日期 YYYY-MM-DD", "a day YYYY-MM-DD"),
        "days" => lang.pick("日期的列表", "a list of days"),
        "text" => lang.pick("文字", "a text"),
        "texts" => lang.pick("文字的列表", "a list of texts"),
        "cents" => lang.pick("以分计的整数", "an integer in fen"),
        "int" => lang.pick("整数", "an integer"),
        "ints" => lang.pick("整数的列表", "a list of integers"),
        "positive" => lang.pick("大于零的整数", "an integer above zero"),
        "bool" => lang.pick("true 或 false", "true or false"),
        "list" => lang.pick("列表", "a list"),
        "table" => lang.pick("表", "a table"),
        "parties" => lang.pick("列表 {name, kind, code}", "a list of {name, kind, code}"),
        "year" => lang.pick("1900 至 9999 的年份", "a year from 1900 to 9999"),
        "month-day" => lang.pick("月-日，如 11-10、11-first、12-last", "month-day such as 11-10, 11-first, 12-last"),
        "rest-or-workday" => lang.pick("rest 或 workday", "rest or workday"),
        other => other,
    }
}

/// What is wrong, and what was expected.
#[must_use]
pub fn sentence(lang: Lang, kind: &FaultKind) -> String {
    let near = |near: &[String]| {
        if near.is_empty() { String::new() } else { fill(lang.pick("；可用：{0}", "; expected: {0}"), &[&near.join(", ")]) }
    };
    match kind {
        FaultKind::Syntax(words) => fill(lang.pick("语法错误：{0}", "syntax: {0}"), &[&words.replace('\n', " ")]),
        FaultKind::UnknownKey { key, allowed } => {
            fill(lang.pick("不认识的键 {0}{1}", "unknown key {0}{1}"), &[key, &near(allowed)])
        }
        FaultKind::UnknownName { what, name, near: names } => {
            fill(lang.pick("不认识的{0} {1}{2}", "unknown {0} {1}{2}"), &[&thing(lang, what), name, &near(names)])
        }
        FaultKind::WrongShape { key, expected, found } => {
            fill(lang.pick("{0} 应为{1}，现为 {2}", "{0}: expected {1}, found {2}"), &[key, &shape(lang, expected), found])
        }
        FaultKind::Missing { key } => fill(lang.pick("缺少 {0}", "missing {0}"), &[key]),
        FaultKind::Double { what, name } => {
            fill(lang.pick("{0} {1} 写了两次", "{0} {1} is written twice"), &[&thing(lang, what), name])
        }
        FaultKind::QuoteNotFound { cite, quote } => {
            fill(lang.pick("引文不在 {0} 中：“{1}”", "the quote does not stand in {0}: \"{1}\""), &[cite, quote])
        }
        FaultKind::Cycle { name } => fill(lang.pick("extends 成环：{0}", "extends goes round in a circle: {0}"), &[name]),
        FaultKind::Other { code, values } => calendar(lang, code, values),
    }
}

fn calendar(lang: Lang, code: &str, values: &[String]) -> String {
    let value = |at: usize| values.get(at).map_or("", String::as_str);
    let sentence = match code {
        "route-asks-itself" => lang.pick(
            "分工 {0} 的条件不能用 department_count：它由分工表本身得出",
            "the condition of route {0} cannot use department_count: the table itself gives that number",
        ),
        "calendar-other-year" => lang.pick("{0} 不属于 {1} 年", "{0} is not in {1}"),
        "calendar-weekday" => lang.pick("{0} 写为星期{1}，实为星期{2}", "{0} is given as weekday {1}, it is {2}"),
        "calendar-makeup-on-weekday" => lang.pick("调休上班日 {0} 不是周末", "the make-up day {0} is not on a weekend"),
        "calendar-range" => lang.pick("{0} 至 {1}：一行应为 1 至 {2} 天", "{0} to {1}: a line holds 1 to {2} days"),
        "calendar-statutory-outside" => {
            lang.pick("法定假日 {0} 不在 {1} 至 {2} 之内", "the statutory day {0} is not within {1} to {2}")
        }
        "calendar-statutory-workday" => {
            lang.pick("{0} 是上班日，不能又是法定假日", "{0} is worked, it cannot be a statutory day")
        }
        "calendar-notice-year" => lang.pick(
            "通知 {0} 的年份 {1} 与 {2} 年的安排不符，应为前一年或当年",
            "the notice {0} is of {1}: one for {2} is of the year before or of the year itself",
        ),
        "calendar-double-day" => lang.pick("{0} 写了两次", "{0} is written twice"),
        "calendar-too-many-rest-days" => {
            lang.pick("休息日 {0} 天，多于 {1} 天，不像真实的放假安排", "{0} rest days, more than {1}: not a real year")
        }
        "calendar-no-notice" => lang.pick("没有通知文号，{0} 年不能算已公布", "no notice number: {0} cannot be published"),
        "calendar-no-makeup" => {
            lang.pick("{0} 年没有一个调休上班日，不像真实的放假安排", "{0} has no make-up day: not a real year")
        }
        "calendar-statutory-count" => lang.pick("法定假日 {0} 天，应为 {1} 至 {2} 天", "{0} statutory days, expected {1} to {2}"),
        other => return format!("{other} {}", values.join(" ")),
    };
    fill(sentence, &[&value(0), &value(1), &value(2)])
}
