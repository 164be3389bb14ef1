//! Words about ledgers: fields, kinds of files, questions, reasons, refusals.

use super::{Lang, fill};
use crate::papers::ledger::{How, Progress, Work};
use crate::words;

words! {
    /// Sentences about a ledger.
    pub struct Ledger {
        column_row: "行号" | "row",
        column_reason: "原因" | "reason",
        between: "；" | "; ",
        channel_unknown: "线索来源“{0}”不在来源清单内，暂记为其他" | "unknown channel \"{0}\": taken as other",
        channel_missing: "未填线索来源，暂记为其他" | "no channel: taken as other",
        department_unknown: "责任部门“{0}”不在部门清单内，请核对" | "unknown department \"{0}\": kept as written",
        medium_unknown: "环境要素“{0}”不在要素清单内，请核对" | "unknown medium \"{0}\": kept as written",
        yes_no_unknown: "是否涉及红线填的是“{0}”，看不出是或否" | "neither yes nor no: \"{0}\"",
        date_missing: "未填日期，期限无法起算" | "no date: no time limit can start",
        date_unreadable: "日期“{0}”无法识别，未填入" | "the date \"{0}\" cannot be read: left empty",
        date_no_day: "日期“{0}”没有具体到日，未填入" | "the date \"{0}\" names no day: left empty",
        date_no_year: "日期“{0}”没有年份，读作 {1}，请核对" | "the date \"{0}\" names no year: read as {1}",
        date_stretch: "日期“{0}”是一段时间，未填入，请填一日" | "\"{0}\" is a stretch of time, not a day: left empty",
        date_future: "日期 {0} 在今天之后，请核对" | "the date {0} lies in the future",
        date_serial: "日期写成数字 {0}，按 Excel 序列日期读作 {1}，请核对" | "the number {0} was read as Excel's day {1}",
        amount_unreadable: "数额“{0}”无法识别，未填入" | "the amount \"{0}\" cannot be read: left empty",
        amount_range: "数额“{0}”是一个区间，未填入，请填一个数" | "the amount \"{0}\" is a range: left empty",
        amount_negative: "数额“{0}”为负数，未填入" | "the amount \"{0}\" is negative: left empty",
        amount_absurd: "数额“{0}”读作 {1} 元，数目异常，请核对" | "the amount \"{0}\" was read as {1} yuan: is that so?",
        amount_decimals: "数额“{0}”细于分，四舍五入为 {1} 元" | "the amount \"{0}\" is finer than a fen: rounded to {1} yuan",
        title_long: "线索名称过长（{0} 字），请核对" | "the title is very long ({0} characters)",
        control: "{0}里有控制字符，已改为可见符号，原文留存" | "control characters in {0}: shown as marks, the original is kept",
        formula: "{0}是公式或公式错误，已按文字保存" | "{0} is a formula or its error: kept as text",
        code_unsure: "统一社会信用代码“{0}”校验不符，请核对" | "the unified social credit code \"{0}\" fails its check: verify it",
        code_count: "统一社会信用代码“{0}”的个数与赔偿义务人不符，未对应到各人，请核对" | "the unified social credit codes \"{0}\" are not as many as the liable parties and were given to none: verify them",
        full_width: "{0}里有全角数字，已按半角读取，请核对" | "full-width digits in {0} were read as digits",
        encoding: "本行有字节与文件编码不符，请核对文字" | "some bytes of this row are not in the file's encoding: check the text",
        title_missing: "缺线索名称" | "no title",
        date_impossible: "日期“{0}”不存在" | "there is no such day as \"{0}\"",
        date_out_of_range: "日期“{0}”不在 1900 至 9999 年之间" | "the date \"{0}\" is not between 1900 and 9999",
        cell_too_long: "“{0}”一格有 {1} 字，超出上限" | "the cell \"{0}\" has {1} characters, over the cap",
        doubled: "与第 {0} 行相同，未重复收入" | "the same as row {0}: not taken twice",
        sheet_ledger: "工作表“{0}”：表头在第 {1} 行，其下 {2} 行" | "sheet \"{0}\": header in row {1}, {2} rows below",
        sheet_hidden: "工作表“{0}”是隐藏的，照样读取" | "sheet \"{0}\" is hidden, and read all the same",
        sheet_no_header: "工作表“{0}”：没有可识别的表头，跳过（{1} 行）" | "sheet \"{0}\": no header that can be read, skipped ({1} rows)",
        io: "无法读取文件：{0}" | "cannot read the file: {0}",
        io_missing: "没有这个文件；请核对路径" | "no such file: check the path",
        io_forbidden: "没有读取这个文件的权限；请先取得权限，或复制到自己的文件夹" | "no permission to read the file: ask for it, or copy it into your own folder",
        changed: "读取时文件正被改写；请等它存好再导入" | "the file was written to while it was read: import it once it is saved",
        unclosed: "第 {0} 行起的引号没有收尾，其后各行都会落进同一格；请补上引号，或另存为 xlsx 再导入" | "the quotation mark from line {0} on is never closed and would swallow all lines after it: close it, or save as xlsx, import that",
        reader_time: "读取超过时限，已中止，没有导入任何行；请另存为 csv 再导入" | "reading took too long and was ended, nothing was imported: save it as csv, import that",
        reader_broke: "读取进程中止（超出内存上限，或文件内容无法处理），没有导入任何行；请另存为 csv 再导入" | "the reading process broke off (over its memory, or the file cannot be dealt with), nothing was imported: save it as csv, import that",
        reader_not_started: "读取进程无法启动，没有导入任何行；请联系系统管理员" | "the reading process cannot be started, nothing was imported: tell the administrator",
        work_checking: "检查文件" | "checking",
        work_reading: "读取" | "reading",
        work_understanding: "识别" | "understanding",
        work_comparing: "与库中比对" | "comparing",
        work_writing: "写入" | "writing",
        progress: "{0} {1}/{2} 行" | "{0} {1}/{2} rows",
        progress_some: "{0} {1} 行" | "{0} {1} rows",
        progress_rate: "{0} · 每秒 {1} 行" | "{0} · {1} rows/s",
        not_a_file: "不是普通文件，请选择台账文件" | "not a plain file: choose a ledger file",
        empty: "文件是空的" | "the file is empty",
        not_as_named: "文件名以 .{0} 结尾，内容却是{1}。请用原软件打开，另存为 xlsx 或 csv 再导入" | "the name ends in .{0}, but the content is {1}. Open it where it was made, save it as xlsx or csv, import that",
        not_a_ledger: "内容是{0}，不是台账。请另存为 xlsx 或 csv 再导入" | "the content is {0}, no ledger. Save it as xlsx or csv, import that",
        password: "文件有密码保护。请去掉密码另存后再导入" | "the file is protected by a password. Save it without one, import that",
        broken: "文件不完整或已损坏（{0}）。请重新获取该文件" | "the file is cut short or damaged ({0}). Get it once more",
        swallowed: "第 {0} 行至第 {1} 行落进了一对引号里，其中的各行会丢失；请核对这些行的引号，或另存为 xlsx 再导入" | "lines {0} to {1} stand between two quotation marks, the rows inside would be lost: check the quotation marks there, or save as xlsx, import that",
        too_packed: "{0}异常：{1}，上限 {2}，像是有害文件。请用表格软件打开，另存为新的 xlsx 再导入" | "{0} out of the ordinary: {1}, the cap is {2}, as in a harmful file. Open it in a spreadsheet program, save it as a new xlsx, import that",
        too_wide: "{0}超出上限：{1}，上限 {2}。请删去用不到的列再导入" | "too many {0}: {1}, the cap is {2}. Remove the columns that are not needed, import that",
        too_much: "{0}超出上限：{1}，上限 {2}。请拆成几个文件再导入" | "too much: {0} {1}, the cap is {2}. Split the file, import the parts",
        no_header: "没有找到可识别的表头（前 30 行内至少要有线索名称等三列）。请检查表头，或用列对应文件" | "no header that can be read (within 30 rows, at least a title and two more columns). Check the header, or give a mapping",
        mapping_does_not_fit: "列对应文件里的列在表中找不到：{0}" | "the mapping names columns that the file does not have: {0}",
        cancelled: "已取消，没有导入任何行" | "cancelled, nothing was imported",
        mapping_syntax: "列对应文件有误：{0}" | "the mapping cannot be read: {0}",
        mapping_twice: "列对应文件里有两列都对应“{0}”" | "two columns of the mapping mean {0}",
        mapping_no_title: "列对应文件里没有一列对应线索名称（title）" | "no column of the mapping is the title",
    }
}

/// How far a long reading is; `seconds` since this part of it began.
#[must_use]
pub fn progress(lang: Lang, told: Progress, seconds: f64) -> String {
    let words = Ledger::of(lang);
    let what = match told.work {
        Work::Checking => return words.work_checking.to_owned(),
        Work::Reading => words.work_reading,
        Work::Understanding => words.work_understanding,
        Work::Comparing => words.work_comparing,
        Work::Writing => words.work_writing,
    };
    let line = if told.total > 0 {
        fill(words.progress, &[&what, &told.done, &told.total])
    } else {
        fill(words.progress_some, &[&what, &told.done])
    };
    // A rate of a moment is noise.
    if seconds < 0.5 || told.done == 0 {
        return line;
    }
    fill(words.progress_rate, &[&line, &((told.done as f64 / seconds).round() as u64)])
}

/// How sure the meaning of a column is, and by what.
#[must_use]
pub fn sureness(lang: Lang, how: How, sure: u16) -> &'static str {
    match (how, sure) {
        (How::Told, _) => lang.pick("指定", "told"),
        (How::Saved, _) => lang.pick("同上次", "as last time"),
        (How::Unknown, _) => lang.pick("未认出", "not known"),
        (How::Header, 800..) => lang.pick("确定", "sure"),
        (How::Header, 600..) => lang.pick("较确定", "fairly sure"),
        (How::Header, _) => lang.pick("请核对", "please check"),
        (How::Contents, 600..) => lang.pick("按内容，较确定", "by contents"),
        (How::Contents, _) => lang.pick("按内容，请核对", "by contents: check"),
    }
}

/// The name of a field of a ledger.
#[must_use]
pub fn field_name(lang: Lang, code: &str) -> &'static str {
    match code {
        "serial" => lang.pick("序号", "serial number"),
        "number" => lang.pick("受理编号", "reference number"),
        "title" => lang.pick("线索名称", "title"),
        "channel" => lang.pick("线索来源", "channel"),
        "on" => lang.pick("日期", "date"),
        "place" => lang.pick("地点", "place"),
        "party" => lang.pick("赔偿义务人", "liable party"),
        "code" => lang.pick("统一社会信用代码", "credit code"),
        "department" => lang.pick("责任部门", "department"),
        "medium" => lang.pick("环境要素", "medium"),
        "damage" => lang.pick("损害数额", "amount"),
        "red_line" => lang.pick("红线", "red line"),
        "status" => lang.pick("办理状态", "status"),
        "note" => lang.pick("备注", "note"),
        _ => lang.pick("不取", "ignored"),
    }
}

/// What a file is.
#[must_use]
pub fn kind_name(lang: Lang, code: &str) -> &'static str {
    match code {
        "xlsx" => lang.pick("xlsx 工作簿", "an xlsx workbook"),
        "xls" => lang.pick("xls 工作簿", "an xls workbook"),
        "ods" => lang.pick("ods 表格", "an ods spreadsheet"),
        "text" => lang.pick("文本", "text"),
        "html" => lang.pick("网页（HTML）", "a web page (HTML)"),
        "xml" => lang.pick("XML 文件", "an XML file"),
        "zip" => lang.pick("压缩包", "a zip"),
        "xlsb" => lang.pick("xlsb 二进制工作簿", "a binary workbook (xlsb)"),
        "ole" => lang.pick("旧式 Office 文件（不是工作簿）", "an old Office file that is no workbook"),
        "pdf" => lang.pick("PDF", "a PDF"),
        "picture" => lang.pick("图片", "a picture"),
        _ => lang.pick("无法识别的数据", "data that cannot be recognised"),
    }
}

/// What a cap counts.
#[must_use]
pub fn limit_name(lang: Lang, code: &str) -> &'static str {
    match code {
        "bytes" => lang.pick("文件大小（字节）", "bytes of the file"),
        "unpacked" => lang.pick("解压后大小（字节）", "bytes unpacked"),
        "ratio" => lang.pick("压缩比", "compression ratio"),
        "entries" => lang.pick("包内文件数", "entries inside"),
        "sheets" => lang.pick("工作表数", "sheets"),
        "rows" => lang.pick("行数", "rows"),
        "columns" => lang.pick("列数", "columns"),
        "cells" => lang.pick("单元格数", "cells"),
        _ => lang.pick("文字总量（字节）", "bytes of text"),
    }
}
