//! The one table of everything that can be done: keys, palette, help and hint line come from it.

use super::app::Pane;
use crate::text::Lang;

/// Where a command works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere.
    Everywhere,
    /// On a docket: in the lead list and the case pane.
    Docket,
    /// In one pane.
    In(Pane),
}

/// One row of the table.
#[derive(Debug)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// Where it works.
    pub scope: Scope,
    /// Its keys.
    pub keys: &'static [&'static str],
    /// What it does.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// In the hint line, the lower the earlier; 0 is not there.
    pub hint: u8,
}

const fn row(
    name: &'static str,
    scope: Scope,
    keys: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
    hint: u8,
) -> Command {
    Command { name, scope, keys, zh, en, hint }
}

use Scope::{Docket, Everywhere, In};

/// The table.
pub const TABLE: &[Command] = &[
    row("open", Everywhere, &["Enter"], "打开／办理", "open, act", 1),
    row("triage", In(Pane::Leads), &["T"], "分诊", "triage", 1),
    row("mark", In(Pane::Leads), &["Space"], "标记", "mark", 2),
    row("lead.check", Docket, &["v"], "核查结论", "conclude the check", 3),
    row("case.file", Docket, &["f"], "立案", "file", 4),
    row("case.reject", Docket, &["x"], "不启动", "do not file", 5),
    row("lead.transfer", Docket, &["t"], "移送", "transfer", 6),
    row("lead.assign", Docket, &["a"], "分派", "assign", 0),
    row("note.add", Docket, &["n"], "备注", "note", 0),
    row("lead.snooze", Docket, &["z"], "暂缓", "snooze", 0),
    row("steps", Docket, &["o"], "全部可办事项", "all steps", 0),
    row("undo", Everywhere, &["u"], "撤销", "undo", 7),
    row("redo", Everywhere, &["C-r"], "恢复撤销", "redo", 0),
    row("proof", Everywhere, &["e"], "说明理由", "why", 8),
    row("article", Everywhere, &["l", "F2"], "条文原文", "the article", 9),
    row("moves", Everywhere, &["w"], "改用规则版本：变动预览", "another version of the rules: what moves", 0),
    row("filter", In(Pane::Leads), &["/"], "查找", "find", 9),
    row("view.next", In(Pane::Leads), &["]"], "下一视图", "next view", 10),
    row("view.previous", In(Pane::Leads), &["["], "上一视图", "previous view", 0),
    row("lead.new", Everywhere, &["N"], "新建线索", "new lead", 0),
    row("lead.import", Everywhere, &["I"], "导入台账", "import a ledger", 0),
    row("month.next", In(Pane::Calendar), &["}", "]"], "下月", "next month", 3),
    row("month.previous", In(Pane::Calendar), &["{", "["], "上月", "previous month", 4),
    row("today", In(Pane::Calendar), &["T"], "回到今天", "today", 5),
    row("down", Everywhere, &["j", "Down"], "下移", "down", 0),
    row("up", Everywhere, &["k", "Up"], "上移", "up", 0),
    row("top", Everywhere, &["g", "Home"], "到顶", "top", 0),
    row("bottom", Everywhere, &["G", "End"], "到底", "bottom", 0),
    row("page.down", Everywhere, &["PageDown", "C-d"], "下翻半页", "half a page down", 0),
    row("page.up", Everywhere, &["PageUp", "C-u"], "上翻半页", "half a page up", 0),
    row("pane.next", Everywhere, &["Tab"], "下一窗格", "next pane", 0),
    row("pane.previous", Everywhere, &["S-Tab"], "上一窗格", "previous pane", 0),
    row("leads", Everywhere, &["1"], "线索全屏", "leads, full screen", 0),
    row("case", Everywhere, &["2"], "案件全屏", "case, full screen", 0),
    row("calendar", Everywhere, &["3"], "期限全屏", "deadlines, full screen", 0),
    row("negotiation", Everywhere, &["4"], "磋商全屏", "negotiations, full screen", 0),
    row("full", Everywhere, &["+"], "窗格全屏", "this pane full screen", 0),
    row("desk", Everywhere, &["_"], "四窗格", "four panes", 0),
    row("refresh", Everywhere, &["R", "F5"], "刷新", "refresh", 0),
    row("palette", Everywhere, &[":"], "命令", "commands", 11),
    row("help", Everywhere, &["?", "F1"], "帮助", "help", 12),
    row("back", Everywhere, &["Esc"], "返回", "back", 0),
    row("quit", Everywhere, &["q"], "退出", "quit", 0),
];

impl Command {
    /// What it does, in a language.
    pub fn about(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// Whether it works in a pane.
    pub fn works(&self, pane: Pane) -> bool {
        match self.scope {
            Everywhere => true,
            Docket => matches!(pane, Pane::Leads | Pane::Case),
            In(own) => own == pane,
        }
    }
}

/// The command of a key in a pane: the pane's own first.
pub fn find(key: &str, pane: Pane) -> Option<&'static Command> {
    let with = |scoped: bool| {
        TABLE.iter().find(move |row| (row.scope != Everywhere) == scoped && row.works(pane) && row.keys.contains(&key))
    };
    with(true).or_else(|| with(false))
}

/// The command of a name.
pub fn named(name: &str) -> Option<&'static Command> {
    TABLE.iter().find(|row| row.name == name)
}

/// The hint line of a pane: key and word, the most wanted first.
pub fn hints(pane: Pane, lang: Lang) -> Vec<(&'static str, &'static str)> {
    let mut rows: Vec<&Command> = TABLE.iter().filter(|row| row.hint > 0 && row.works(pane)).collect();
    rows.sort_by_key(|row| row.hint);
    rows.iter().filter_map(|row| row.keys.first().map(|key| (*key, row.about(lang)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_pane() {
        for pane in Pane::ALL {
            let mut seen: Vec<&str> = Vec::new();
            for row in TABLE.iter().filter(|row| row.works(*pane) && row.scope != Everywhere) {
                for key in row.keys {
                    assert!(!seen.contains(key), "{key} twice in {pane:?}");
                    seen.push(key);
                }
            }
        }
        for row in TABLE {
            assert!(!row.zh.is_empty() && !row.en.is_empty() && !row.keys.is_empty());
        }
    }
}
