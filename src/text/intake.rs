//! Words of taking a ledger in.

use super::Lang;
use crate::ops::Take;

crate::words! {
    /// Words of taking a ledger in.
    pub struct Words {
        columns_title: "列的对应 · {0}" | "Columns · {0}",
        rows_title: "导入预览 · {0}" | "Import preview · {0}",
        sheet: "工作表 {0}/{1} {2} · 表头第 {3} 行，其下 {4} 行 · {5}" | "Sheet {0}/{1} {2} · header in row {3}, {4} rows below · {5}",
        sheet_taken: "[√] 读取（空格改）" | "[x] read (Space changes)",
        sheet_left: "[ ] 不读（空格改）" | "[ ] left out (Space changes)",
        sheet_hidden: "隐藏" | "hidden",
        as_last_time: "与上次同样的表头，照上次读取；可改" | "the same headers as last time, read the same way; can be changed",
        new_shape: "没见过的表头，请核对列的对应；导入后下次照此读取" | "headers not seen before: check what they mean; the next such ledger is read the same way",
        hidden_rows: "有 {0} 行在文件里是隐藏的，照样读取" | "{0} rows are hidden in the file and are read all the same",
        merged: "合并单元格已按所跨各行填入 {0} 格" | "{0} cells got the value of the merged cell they are part of",
        head_column: "表头" | "Header",
        head_field: "含义" | "Means",
        head_sure: "把握" | "Sure",
        head_samples: "样例" | "Samples",
        go: "Enter 按此读取并预览" | "Enter reads it so and shows what would happen",
        samples: "样例：{0}" | "Samples: {0}",
        kept: "（并入备注）" | "(kept in the note)",
        held: "← {0} 列“{1}”" | "← column {0} \"{1}\"",
        fields_title: "{0} 列“{1}”是" | "Column {0} \"{1}\" means",
        twice: "“{0}”已对应 {1} 列“{2}”；请先把那一列改成别的" | "{0} is column {1} \"{2}\" already: change that one first",
        missing: "必填项没有对应的列：{0}；选中一列按 Enter 指定" | "no column for what is required: {0}; select a column and press Enter",
        required: "必填：{0}" | "Required: {0}",
        and: "、" | ", ",
        no_table: "没有要读取的工作表；空格选一个" | "no sheet is to be read: Space takes one",
        all: "全部" | "all",
        skipped: "跳过 {0} 行（表头上方 {1}，空行 {2}，重复表头 {3}，合计 {4}，表尾 {5}）" | "{0} rows read past ({1} above the header, {2} blank, {3} repeated headers, {4} totals, {5} footers)",
        routed: "分工表可为 {0} 条建议部门或事项：{1}（r 改）" | "the routing table suggests a department or matter for {0}: {1} (r changes)",
        routed_on: "采用" | "taken over",
        routed_off: "不采用" | "not taken over",
        row: "第 {0} 行" | "row {0}",
        nothing: "没有这样的行" | "no such row",
        known: "与案卷 {0} 相同，不重复收入" | "the same as docket {0}, not taken twice",
        changed: "案卷 {0} 已有此线索，下列各项不同；{1}（空格改，A 全部改）" | "docket {0} is this lead and says otherwise: {1} (Space changes, A all)",
        differs: "{0}：{1} → {2}" | "{0}: {1} → {2}",
        estimated: "估算" | "estimate",
        empty: "（空）" | "(empty)",
        rejects_failed: "退回的行无法写到 {0} 旁边（{1}）；没有导入任何行" | "rejected rows cannot be written beside {0} ({1}); nothing was imported",
        rejects_at: "；退回的行：{0}" | "; rejected rows: {0}",
        done: "已导入 {0} 条，更正 {1} 条，重复 {2} 条，退回 {3} 行；u 撤销" | "{0} imported, {1} amended, {2} doubled, {3} rejected; u undoes",
        only_changed: "只有“变”的行可以选择" | "only changed rows leave a choice",
        left: "已取消，没有导入任何行" | "cancelled, nothing was imported",
        stops: "Esc 取消" | "Esc stops",
    }
}

/// What a row comes to: its letter and its word, in the order of `Fate::ALL`.
#[must_use]
pub fn fate(lang: Lang, at: usize) -> (&'static str, &'static str) {
    match at {
        0 => (lang.pick("新", "N"), lang.pick("新", "new")),
        1 => (lang.pick("变", "C"), lang.pick("变", "changed")),
        2 => (lang.pick("重", "D"), lang.pick("重", "doubled")),
        3 => (lang.pick("疑", "Q"), lang.pick("疑", "asked")),
        _ => (lang.pick("退", "R"), lang.pick("退", "rejected")),
    }
}

/// What is done with a changed row.
#[must_use]
pub fn take(lang: Lang, take: Take) -> &'static str {
    match take {
        Take::Leave => lang.pick("[不动]", "[left as it is]"),
        Take::Amend => lang.pick("[更正案卷]", "[taken over]"),
        Take::Anew => lang.pick("[另立新线索]", "[a lead of its own]"),
    }
}

/// The field of a ledger that an attribute is.
#[must_use]
pub fn key(lang: Lang, key: &str) -> &'static str {
    let code = match key {
        "parties" => "party",
        "damage_cents" => "damage",
        "estimated" => return Words::of(lang).estimated,
        other => other,
    };
    super::ledger::field_name(lang, code)
}
