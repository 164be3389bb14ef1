//! Words of the dossier, of closing, and of the reporting system.

use super::{Lang, fill, law, papers as text};
use crate::docket::Kind;
use crate::law::{Law, Library};
use crate::ops::dossier::{Contents, Entry, Group};
use crate::papers::dossier::Part;
use crate::store::FileFault;

crate::words! {
    /// Words of a dossier.
    pub struct Words {
        closing: "结案核对 {0}/{1}" | "Closing checklist {0}/{1}",
        closing_from: "结案核对从协议签订或者判决生效起逐项列出" | "The closing checklist begins with an agreement or a judgment",
        fill: " → {0}" | " → {0}",
        fill_later: " → {0}（现在还不到）" | " → {0} (not possible yet)",
        fill_open: " → Enter 列出可办事项" | " → Enter lists what can be done",
        idle: "－" | "-",
        idle_said: " · 不适用" | " · not applicable",
        shown_by: " · {0} {1}" | " · {0} {1}",
        by_article: " · {0}" | " · {0}",
        entries: "报送系统：待录入 {0} 项 · {1} · K 逐项勾销，在本行按 Enter 一并录入并写编号" | "Reporting system: {0} to be entered · {1} · K ticks one off, Enter on this line all, with a number",
        entries_done: "报送系统：已全部录入" | "Reporting system: all entered",
        entry: "  □ {0} {1} 已{2}日" | "  □ {0} {1} {2}d elapsed",
        ticked: "  ✓ {0} {1} 录入于 {2}" | "  ✓ {0} {1} entered {2}",
        ticked_number: " · 编号 {0}" | " · no. {0}",
        ticked_all: "以前各阶段" | "all stages before",
        tick_done: "{0} 已勾销：{1} {2}；还有 {3} 项；u 撤销" | "{0} ticked off: {1} {2}; {3} left; u undoes",
        tick_none: "没有待录入报送系统的阶段" | "no stage is waiting to be entered",
        contents: "卷内目录（一案一卷）：{0} 份 · 缺 {1} 份 · {2} · {3} · O 全文" | "Contents (one case, one dossier): {0} papers · {1} missing · {2} · {3} · O reads it",
        pages: "共 {0} 页" | "{0} pages",
        pages_open: "页数未全" | "pages not all counted",
        group_empty: " · 尚无" | " · nothing yet",
        group_waits: " · !类目不齐" | " · !incomplete",
        missing: "  ! 缺 {0}（{1} {2}）" | "  ! missing: {0} ({1} {2})",
        no_group: "材料" | "Papers",
        title: "卷内目录" | "Contents of the dossier",
        docket: "案件 {0} {1}" | "Case {0} {1}",
        made: "立卷：{0} {1} {2}" | "Filed by: {0} {1} {2}",
        head_n: "序号" | "No.",
        head_form: "材料" | "Paper",
        head_number: "文号" | "Number",
        head_day: "日期" | "Date",
        head_page: "页次" | "Page",
        head_kept: "存放" | "Kept",
        kept_file: "电子件" | "file",
        kept_none: "—" | "—",
        absent: "缺：{0}（{1} {2}）" | "Missing: {0} ({1} {2})",
        kept_for_good: "长期保存；不删除，只能以事实撤回" | "Kept for good; nothing is deleted, only taken back by a fact",
        with_lead: "{0}（随线索 {1}）" | "{0} (with lead {1})",
        came_with: "随线索 {0}" | "with lead {0}",
        lacking_head: "下一步还缺的材料" | "Papers that the next steps lack",
        lacking_take: "（p 入卷）" | " (p takes one in)",
        lacking: "{0}：缺 {1}" | "{0}: lacks {1}",
        lacking_plain: "缺材料：{0}" | "papers missing: {0}",
    }
}

/// The groups in words; what is wrong with a file stands on its row.
#[must_use]
pub fn parts(lang: Lang, library: &Library, rules: &Law, contents: &Contents, lost: &[(i64, FileFault)]) -> Vec<Part> {
    let say = Words::of(lang);
    let fault = |entry: &Entry| lost.iter().find(|(fact, _)| *fact == entry.paper.fact).map(|(_, fault)| *fault);
    let part = |group: &Group| {
        let cites = group.item.as_ref().map_or_else(String::new, |item| law::cites(library, &item.cites));
        let head = [name(lang, group), &cites].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let missing = group.absent.iter().map(|one| {
            let form = text::form(lang, &rules.profile, Kind::PaperFiled, &one.form);
            fill(say.absent, &[&form, &one.on, &law::kind(lang, one.kind)])
        });
        Part {
            head,
            rows: group.entries.iter().map(|entry| cells(lang, rules, entry, fault(entry))).collect(),
            missing: missing.collect(),
        }
    };
    contents.groups.iter().map(part).collect()
}

/// Kinds of papers in words.
#[must_use]
pub fn forms(lang: Lang, rules: &Law, forms: &[std::sync::Arc<str>]) -> String {
    let named = forms.iter().map(|form| text::form(lang, &rules.profile, Kind::PaperFiled, form));
    named.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// What a group is called.
#[must_use]
pub fn name(lang: Lang, group: &Group) -> &str {
    group.item.as_ref().map_or(Words::of(lang).no_group, |item| law::label(lang, &item.label))
}

/// How many pages there are, or that not all are counted.
#[must_use]
pub fn pages(lang: Lang, contents: &Contents) -> String {
    let say = Words::of(lang);
    contents.pages.map_or_else(|| say.pages_open.to_owned(), |pages| fill(say.pages, &[&pages]))
}

/// A line of the table: number, paper, its own number, day, pages, where it is kept or what is wrong with its file.
#[must_use]
pub fn cells(lang: Lang, rules: &Law, entry: &Entry, lost: Option<FileFault>) -> [String; 6] {
    let (say, paper) = (Words::of(lang), &entry.paper);
    let form = text::form(lang, &rules.profile, paper.kind, &paper.form);
    let what = match (form.is_empty(), paper.title.is_empty() || paper.title == form) {
        (true, _) => paper.title.clone(),
        (false, true) => form.to_owned(),
        (false, false) => format!("{form} {}", paper.title),
    };
    let what = if paper.lead.is_empty() { what } else { fill(say.with_lead, &[&what, &paper.lead]) };
    let page = match (entry.page, paper.pages) {
        (Some(from), Some(pages)) if pages > 1 => format!("{from}-{}", from.saturating_add(pages - 1)),
        (Some(from), _) => from.to_string(),
        (None, _) => "—".to_owned(),
    };
    let kept = match (paper.file.is_empty(), paper.kept_at.is_empty()) {
        (false, true) => say.kept_file.to_owned(),
        (false, false) => [paper.kept_at.as_str(), say.kept_file].join(lang.pick("；", "; ")),
        (true, false) => paper.kept_at.clone(),
        (true, true) if paper.holder.is_empty() => say.kept_none.to_owned(),
        (true, true) => paper.holder.clone(),
    };
    let kept = lost.map_or(kept, |_| text::file(lang, paper, lost));
    [entry.n.to_string(), what, paper.number.clone(), paper.dated.to_string(), page, kept]
}
