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
        // Of a line that no screen holds, the part around the place.
        let place = fault.column.saturating_sub(1);
        let first = if fault.source.chars().count() > MOST_SHOWN { place.saturating_sub(MOST_SHOWN / 2) } else { 0 };
        let shown = |from: usize, to: usize| fault.source.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
        lines.push(format!("  {number} | {}", shown(first, first + MOST_SHOWN)));
        let before = shown(first, place);
        let pad = unicode_width::UnicodeWidthStr::width(before.as_str());
        let marked = shown(place, (place + fault.width).min(first + MOST_SHOWN));
        let width = unicode_width::UnicodeWidthStr::width(marked.as_str()).max(1);
        lines.push(format!("  {} | {}{}", " ".repeat(number.len()), " ".repeat(pad), "^".repeat(width)));
    }
    if let Some(todo) = todo(lang, &fault.kind) {
        lines.push(format!("  {} = {todo}", " ".repeat(fault.line.to_string().len())));
    }
    lines
}

/// More of a line than this is not shown.
const MOST_SHOWN: usize = 400;

/// Why a file could not be read, and what to do.
#[must_use]
pub fn unread(lang: Lang, error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    let plain = match error.kind() {
        Kind::NotFound => lang.pick("没有这个文件；请核对路径", "there is no such file; check the path"),
        Kind::PermissionDenied => lang.pick("没有读取的权限；请找管理员开通", "you may not read it; ask whoever keeps it"),
        Kind::IsADirectory => lang.pick("这是文件夹，不是文件；请写到文件名", "it is a folder; name a file in it"),
        Kind::InvalidData => lang.pick(
            "不是 UTF-8 编码的文字；请用编辑器另存为 UTF-8 再试",
            "it is not text in UTF-8; save it as UTF-8 and try again",
        ),
        Kind::FileTooLarge => lang
            .pick("文件超过 16 MB，不像手写的文件；请核对", "it is larger than 16 MB, not a file that anybody wrote; check it"),
        _ => return system(lang, error),
    };
    plain.to_owned()
}

/// What the system said of a file or folder, and what to do; what was said in words already stays as it is.
#[must_use]
pub fn system(lang: Lang, error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    let plain = match error.kind() {
        Kind::NotFound => lang.pick("没有这个文件或者文件夹；请核对路径", "there is no such file or folder; check the path"),
        Kind::PermissionDenied => {
            lang.pick("没有权限；请换一个位置或者找管理员开通", "no permission; take another place or ask whoever keeps it")
        }
        Kind::IsADirectory => lang.pick("这是文件夹，不是文件；请写到文件名", "it is a folder; name a file in it"),
        Kind::NotADirectory => lang.pick("路径中有一段不是文件夹；请核对路径", "a part of the path is no folder; check the path"),
        Kind::AlreadyExists => lang.pick("已有同名文件；请另取一个名字", "there is one of that name; take another name"),
        Kind::StorageFull | Kind::QuotaExceeded => {
            lang.pick("磁盘已满；请腾出空间后重试", "the disk is full; make room and try again")
        }
        Kind::ReadOnlyFilesystem => lang.pick("磁盘只能读；请换一个位置", "the disk can only be read; take another place"),
        Kind::InvalidFilename => {
            lang.pick("文件名过长或者不能用；请改短", "the name is too long or cannot be used; make it shorter")
        }
        Kind::InvalidInput => lang.pick("路径不能用；请核对", "the path cannot be used; check it"),
        Kind::UnexpectedEof | Kind::InvalidData => {
            lang.pick("文件不完整或者已损坏；请换一份", "the file is not whole; take another copy")
        }
        _ => match error.raw_os_error() {
            Some(code) => {
                return fill(
                    lang.pick(
                        "系统报错 {0}；请重试，再错找管理员",
                        "the system says error {0}; try again, or ask whoever keeps it",
                    ),
                    &[&code],
                );
            }
            None => return error.to_string(),
        },
    };
    plain.to_owned()
}

/// What to do about it, where the sentence does not say so itself.
#[must_use]
pub fn todo(lang: Lang, kind: &FaultKind) -> Option<String> {
    let plain = match kind {
        FaultKind::Syntax(_) => {
            lang.pick("按 TOML 的写法改正此处，再检查一次", "mend this place as TOML is written, then check again")
        }
        FaultKind::UnknownKey { .. } => lang.pick("改为可用的键，或者删去这一行", "use a key that is read, or take the line out"),
        FaultKind::UnknownName { what: "citation", .. } => lang.pick(
            "写条款编号或者“文件#条”；本地区的文本列入同一文件夹的 documents.toml",
            "give a clause's id or document#article; list the region's own texts in documents.toml of the same folder",
        ),
        FaultKind::UnknownName { what: "profile", .. } => lang.pick(
            "改 extends，或者把该规则集的文件放在同一文件夹",
            "change extends, or put that profile's file into the same folder",
        ),
        FaultKind::UnknownName { what: "owner" | "list", .. } => {
            lang.pick("改为列表中已有的值，或者在 [list] 中补上", "use a value of the list, or add it under [list]")
        }
        FaultKind::UnknownName { .. } => lang.pick("改为可用的名称之一", "use one of the names expected"),
        FaultKind::WrongShape { .. } => lang.pick("照此改写", "write it so"),
        FaultKind::Missing { .. } => lang.pick("在这一条中补上", "add it to this rule"),
        FaultKind::Double { what: "period", .. } => lang.pick(
            "删去其一；新旧两个版本的，各写不同的 in_force_from",
            "take one out; for an old and a new version give each its own in_force_from",
        ),
        FaultKind::Double { .. } => lang.pick("删去其一，或者改名", "take one out, or rename it"),
        FaultKind::QuoteNotFound { cite, .. } => {
            return Some(fill(
                lang.pick("按原文逐字引用；原文见 sunpei law show {0}", "quote it word for word; sunpei law show {0} prints it"),
                &[cite],
            ));
        }
        FaultKind::Cycle { .. } => lang.pick("改掉其中一个 extends", "change one of these extends"),
        FaultKind::Other { code, .. } if code.starts_with("docket-") => {
            lang.pick("请核对文件；几个案件分成几个文件", "check the file; write several cases as several files")
        }
        FaultKind::Other { code, .. } if code.starts_with("calendar-") => calendar_todo(lang, code),
        FaultKind::Other { .. } => return None,
    };
    Some(plain.to_owned())
}

fn calendar_todo(lang: Lang, code: &str) -> &'static str {
    match code {
        "calendar-no-notice" => lang.pick(
            "写上国务院办公厅通知的文号：notice = [{ number = \"…\" }]；未公布的年份写 provisional = true",
            "give the number of the State Council's notice: notice = [{ number = \"…\" }]; for a year not published write provisional = true",
        ),
        "calendar-too-many-rest-days" | "calendar-no-makeup" | "calendar-statutory-count" => lang.pick(
            "对照通知原文逐行核对；未公布的年份写 provisional = true，只列法定假日",
            "check it line by line with the notice; for a year not published write provisional = true and the statutory days alone",
        ),
        _ => lang.pick("对照通知原文改正这一行", "mend this line by the notice"),
    }
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
        "owner" => lang.pick("责任主体（列表 owner）", "owner (of the list owner)"),
        "list" => lang.pick("列表", "list"),
        "attribute" => lang.pick("登记事项", "attribute"),
        "document" => lang.pick("法律文本", "document"),
        "limit" => lang.pick("限额", "limit"),
        "cap" => lang.pick("次数上限", "cap"),
        "choice" => lang.pick("取值对应", "choice"),
        "reading" => lang.pick("读法", "reading"),
        "part" => lang.pick("程序部分", "part of the program"),
        other => other,
    }
}

fn shape(lang: Lang, expected: &str) -> &str {
    match expected {
        "day" => lang.pick("日期 YYYY-MM-DD", "a day YYYY-MM-DD"),
        "fact-day" => lang.pick("日期 YYYY-MM-DD（1900 至 9999 年）", "a day YYYY-MM-DD from 1900 to 9999"),
        "days" => lang.pick("日期的列表", "a list of days"),
        "text" => lang.pick("文字", "a text"),
        "texts" => lang.pick("文字的列表", "a list of texts"),
        "cents" => lang.pick("以分计的整数（0 至 1000 万亿）", "an integer in fen from 0 to 10^15"),
        "int" => lang.pick("整数", "an integer"),
        "small-int" => lang.pick("0 至 99999 的整数", "an integer from 0 to 99999"),
        "ints" => lang.pick("整数的列表", "a list of integers"),
        "positive" => lang.pick("大于零的整数", "an integer above zero"),
        "small-positive" => lang.pick("1 至 99999 的整数", "an integer from 1 to 99999"),
        "bool" => lang.pick("true 或 false", "true or false"),
        "list" => lang.pick("列表", "a list"),
        "table" => lang.pick("表", "a table"),
        "parties" => lang.pick("列表 {name, kind, code}", "a list of {name, kind, code}"),
        "year" => lang.pick("1900 至 9999 的年份", "a year from 1900 to 9999"),
        "month-day" => lang.pick(
            "月-日，如 11-10、11-first（上旬）、11-middle（中旬）、12-last（末日）、month-10、quarter.1-15、quarter-last、half-year.6-20",
            "month-day such as 11-10, 11-first, 11-middle, 12-last, month-10, quarter.1-15, quarter-last, half-year.6-20",
        ),
        "metrics" => lang.pick("表 {名称 = 数值}，至多六位小数", "a table {name = number}, six decimal places at most"),
        "style" => lang.pick("articles（第…条）或 sections（一、）", "articles (第…条) or sections (一、)"),
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
        FaultKind::Syntax(words) => fill(lang.pick("语法错误：{0}", "syntax: {0}"), &[&super::syntax::say(lang, words)]),
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
        FaultKind::Other { code, values } => rule(lang, code, values).unwrap_or_else(|| calendar(lang, code, values)),
    }
}

/// What makes no sense in a rule or in a list of documents.
fn rule(lang: Lang, code: &str, values: &[String]) -> Option<String> {
    let sentence = match code {
        "rule-each-and-start" => lang.pick(
            "{0} 不能与 start_rule = \"each\" 同用：每个事实各自起算时，没有“较晚者”",
            "{0} does not go with start_rule = \"each\": where each fact starts its own clock there is no later of two",
        ),
        "rule-repeat-length" => {
            lang.pick("{0} 需要节奏：length 与 unit，或者 on_days", "{0} needs a rhythm: length and unit, or on_days")
        }
        "rule-repeat-extension" => lang.pick(
            "{0} 不能与 repeat 同用：某一期另定日期的，写 letter",
            "{0} does not go with repeat: for another date of one occurrence write letter",
        ),
        "rule-ends-before-it-begins" => lang.pick(
            "{0} 早于 in_force_from：规则在施行前就已失效",
            "{0} lies before in_force_from: the rule ends before it begins",
        ),
        "rule-versions-overlap" => lang.pick(
            "{0}：同一规则的两个版本施行期重叠；前一版本的 in_force_to 应早于后一版本的 in_force_from",
            "{0}: two versions of one rule overlap; the in_force_to of the earlier one has to lie before this",
        ),
        "rule-field-without-key" => lang.pick(
            "{0} 应写明文书的键，如 notice.issued@reply_days",
            "{0} has to name the paper's key, as notice.issued@reply_days",
        ),
        "rule-day-key" => lang.pick(
            "{0}：@ 后的键应为日期；这里会从文书取日子",
            "{0}: the key after @ has to hold a day, because the day is taken from it",
        ),
        "rule-number-key" => lang.pick(
            "{0}：@ 后的键应为整数；这里会从文书取期限的长短",
            "{0}: the key after @ has to hold an integer, because the length is taken from it",
        ),
        "rule-no-length" => lang.pick(
            "没有写明期限多长：应有 length 与 unit、length_from、stated_by、until、on_days 之一",
            "it does not say how long: one of length with unit, length_from, stated_by, until, on_days",
        ),
        "reading-no-change" => lang.pick(
            "该读法没有写明改变什么：应有 first_day_counted、roll、pause、start、length、on_days 之一",
            "the reading changes nothing: one of first_day_counted, roll, pause, start, length, on_days",
        ),
        "level-order" => lang.pick(
            "{0} 高于所 extends 的层：层次应为 national < province < city < district < department",
            "{0} is above the layer that it extends: national < province < city < district < department",
        ),
        "document-file" => lang.pick("文件 {0} 不在同一文件夹中", "the file {0} is not in the same folder"),
        "document-section" => {
            lang.pick("文件中没有标题含 {0} 的部分（## …）", "the file has no part under a heading with {0} (## …)")
        }
        "document-no-articles" => lang.pick(
            "{0} 中没有第…条；按 一、二、 编排的，写 style = \"sections\"",
            "{0} has no 第…条; for 一、二、 write style = \"sections\"",
        ),
        "document-no-sections" => lang.pick("{0} 中没有 ## 一、 这样的标题", "{0} has no heading such as ## 一、"),
        _ => return None,
    };
    Some(fill(sentence, &[&values.first().map_or("", String::as_str)]))
}

fn calendar(lang: Lang, code: &str, values: &[String]) -> String {
    let value = |at: usize| values.get(at).map_or("", String::as_str);
    let sentence = match code {
        "route-asks-itself" => lang.pick(
            "分工 {0} 的条件不能用 department_count：它由分工表本身得出",
            "the condition of route {0} cannot use department_count: the table itself gives that number",
        ),
        "docket-too-many-facts" => {
            lang.pick("事实 {0} 个，多于 {1} 个，不像一个案件", "{0} facts, more than {1}: not a single case")
        }
        "docket-too-many-parties" => {
            lang.pick("赔偿义务人 {0} 个，多于 {1} 个，不像一个案件", "{0} liable parties, more than {1}: not a single case")
        }
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
