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
    /// On a docket and in the calendar: in the lead list, the case pane and the pane of deadlines.
    Dated,
    /// On a list of which views are kept: in the lead list and in the tracker.
    Lists,
    /// In one pane.
    In(Pane),
    /// While the columns of a ledger are looked at.
    Columns,
    /// While its rows are.
    Rows,
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
    /// What may be typed after its name in the palette.
    pub takes: Option<Argument>,
}

/// What a command takes: `:save NAME`.
#[derive(Debug, Clone, Copy)]
pub struct Argument {
    /// What to type there.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Without it nothing can be done: the palette opens with the name typed and waits for it.
    pub required: bool,
}

const fn row(
    name: &'static str,
    scope: Scope,
    keys: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
    hint: u8,
) -> Command {
    Command { name, scope, keys, zh, en, hint, takes: None }
}

impl Command {
    /// With an argument without which nothing can be done.
    const fn needing(mut self, zh: &'static str, en: &'static str) -> Self {
        self.takes = Some(Argument { zh, en, required: true });
        self
    }

    /// With an argument that may be left out.
    const fn taking(mut self, zh: &'static str, en: &'static str) -> Self {
        self.takes = Some(Argument { zh, en, required: false });
        self
    }
}

use Scope::{Dated, Docket, Everywhere, In, Lists};

/// The table.
pub const TABLE: &[Command] = &[
    row("open", Everywhere, &["Enter"], "打开", "open", 1),
    row("triage", In(Pane::Leads), &["T"], "分诊", "triage", 1),
    row("mark", In(Pane::Leads), &["Space"], "标记", "mark", 2),
    row("mark.range", In(Pane::Leads), &["V"], "标记范围", "mark a range", 0),
    row("mark.pattern", In(Pane::Leads), &["*"], "按文字标记", "mark by text", 0).taking("文字", "TEXT"),
    row("mark.all", In(Pane::Leads), &["A"], "标记全部（视图和筛选内）", "mark all of the filter", 0),
    row("section.next", In(Pane::Case), &["]"], "下一节", "next section", 2),
    row("section.previous", In(Pane::Case), &["["], "上一节", "previous section", 0),
    row("section", In(Pane::Case), &["/"], "到某节或某行", "go to a section or line", 10).taking("名称", "NAME"),
    row("timeline", In(Pane::Case), &["T"], "检索时间线", "search the timeline", 0).taking("文字", "TEXT"),
    row("handover", Docket, &["L"], "交接页：全案导出", "hand-over page of the whole case", 0),
    row("amend", Docket, &["E"], "更正", "put right", 9),
    row("party.add", Docket, &[], "增加义务人、当事人", "add a liable party", 0).taking("名称", "NAME"),
    row("fact.withdraw", In(Pane::Case), &["W"], "撤回这条事实", "take this fact back", 0),
    row("docket.withdraw", Docket, &[], "撤回整个案卷：登记有误", "take the whole docket back: registered by mistake", 0)
        .needing("理由", "REASON"),
    row("lead.check", Docket, &["v"], "核查结论", "conclude the check", 3),
    row("case.file", Docket, &["f"], "立案", "file", 4),
    row("case.reject", Docket, &["x"], "不启动", "do not file", 5),
    row("lead.transfer", Docket, &["t"], "移送", "transfer", 6),
    row("task.next", Docket, &["."], "办下一步", "do what comes next", 0),
    row("lead.take", Docket, &["c"], "领办", "take", 0),
    row("lead.release", Docket, &["b"], "退回待领", "give back", 0),
    row("lead.send-to-ecology", Docket, &["s"], "送生态环境部门", "send to ecology", 0),
    row("lead.exclude", Docket, &["d"], "不纳入筛查", "exclude from screening", 0),
    row("lead.assign", Docket, &["a"], "分派", "assign", 0),
    row("note.add", Docket, &["n"], "备注", "note", 0),
    row("lead.snooze", Docket, &["z"], "暂缓", "snooze", 0),
    row("paper.file", Docket, &["p"], "材料入卷", "take a paper in", 0),
    row("paper.hand", In(Pane::Case), &["P"], "材料移交保管", "hand a paper over", 0),
    row("papers.sort", In(Pane::Case), &["S"], "材料排序", "sort the papers", 0),
    row("progress.tick", Everywhere, &["K"], "已录入报送系统，勾销", "entered in the reporting system: tick off", 0),
    row("dossier", Docket, &["O"], "卷内目录", "contents of the dossier", 0),
    row("related", Docket, &["r"], "可能相关的案卷", "related dockets", 0),
    row("merge", Docket, &["m"], "并案", "merge", 8),
    row("apart", Docket, &["M"], "拆开并案", "take apart", 0),
    row("series", Docket, &["D"], "分案", "divide into a series", 0).taking("件数", "N"),
    row("asof", Everywhere, &["@"], "截至某日所知", "as it was known on a day", 0).needing("日期", "DAY"),
    row("steps", Docket, &["o"], "全部可办事项", "all steps", 0),
    row("drafts", Everywhere, &["F6"], "接着填没有填完的表", "go on with what was not finished", 0),
    row("undo", Everywhere, &["u"], "撤销", "undo", 7),
    row("redo", Everywhere, &["C-r"], "恢复撤销", "redo", 0),
    row("proof", Everywhere, &["e"], "说明理由", "why", 8),
    row("article", Everywhere, &["l", "F2"], "条文原文", "the article", 9),
    row(
        "moves",
        Everywhere,
        &["w"],
        "变动预览：改日期、中止、放假安排、规则版本",
        "what moves: a date, a pause, rest days, the rules",
        0,
    ),
    row("filter", In(Pane::Leads), &["/"], "查找", "find", 9).taking("条件", "WHAT"),
    row("papers.find", In(Pane::Case), &["F"], "筛选材料", "filter papers", 0).taking("文字", "TEXT"),
    row("view.next", In(Pane::Leads), &["]"], "下一视图", "next view", 10),
    row("view.previous", In(Pane::Leads), &["["], "上一视图", "previous view", 0),
    row("views", In(Pane::Leads), &["F", "F3"], "选视图", "views", 0).taking("名称", "NAME"),
    row("columns", In(Pane::Leads), &["C"], "选列", "columns", 0),
    row("sort", In(Pane::Leads), &["S"], "排序", "sort", 0).taking("列", "COLUMN"),
    row("save", Lists, &[], "存为视图", "keep as a view", 0).needing("名称", "NAME"),
    row("forget", Lists, &[], "删除自存视图", "drop a kept view", 0).needing("名称", "NAME"),
    row("line", Everywhere, &["i"], "整行全文", "the whole line", 0),
    row("lead.new", Everywhere, &["N"], "新建线索", "new lead", 0),
    row("lead.import", Everywhere, &["I"], "导入台账", "import a ledger", 0),
    row("export", Everywhere, &["X"], "导出列表", "export the list", 0),
    row("copy.table", Everywhere, &["Y"], "复制为表格", "copy as a table", 0),
    row("ascii", Everywhere, &["F9"], "边框和标记用 ASCII", "frames and marks in ASCII", 0),
    row("clock.trust", Everywhere, &["F8"], "时钟已核对，按今天重新推算", "the clock is right: reckon by today", 0),
    row("copy.number", Everywhere, &["y"], "复制编号", "copy the number", 0),
    row("talk.reply", In(Pane::Talks), &["r"], "记答复", "the reply", 2),
    row("talk.meeting", In(Pane::Talks), &["m"], "记会议", "a meeting held", 3),
    row("talk.step", In(Pane::Talks), &["t"], "记会议程序", "a step of the meeting", 4),
    row("talk.position", In(Pane::Talks), &["d"], "记立场", "a position", 5),
    row("talk.agree", In(Pane::Talks), &["D"], "签署协议", "sign the agreement", 6),
    row("talk.fail", In(Pane::Talks), &["f"], "磋商不成", "negotiation failed", 7),
    row("talk.next", In(Pane::Talks), &["]"], "下一视图／下一节", "next view, next section", 8),
    row("talk.previous", In(Pane::Talks), &["["], "上一视图／上一节", "view or section before", 0),
    row("talk.views", In(Pane::Talks), &["F", "F3"], "选磋商视图", "views of negotiations", 0).taking("名称", "NAME"),
    row("talk.filter", In(Pane::Talks), &["/"], "筛选磋商", "find negotiations", 0).taking("条件", "WHAT"),
    row("talk.mark", In(Pane::Talks), &["Space"], "标记：几件同开一次会", "mark: several cases in one meeting", 0),
    row("talk.steps", In(Pane::Talks), &["o"], "这件磋商的全部可办事项", "all steps of it", 9),
    row("talk.issue", In(Pane::Talks), &["i"], "制作告知书", "make the notice", 0),
    row("talk.serve", In(Pane::Talks), &["s"], "记送达", "record service", 0),
    row("talk.unserved", In(Pane::Talks), &["x"], "记送达不成", "record failed service", 0),
    row("talk.receive", In(Pane::Talks), &["c"], "记收到告知书", "record receipt", 0),
    row("talk.excuse", In(Pane::Talks), &["z"], "认可迟延答复的理由", "accept a late reply's reason", 0),
    row("talk.plan", In(Pane::Talks), &["p"], "拟开会议", "plan a meeting", 0),
    row("talk.attend", In(Pane::Talks), &["a"], "核对到会人员", "who attends", 0),
    row("talk.sign", In(Pane::Talks), &["v"], "记录签字或者拒签", "signatures", 0),
    row("talk.uncounted", In(Pane::Talks), &["U"], "补记未经同意的会议（不计次数）", "a meeting held without consent", 0),
    row("talk.consent", In(Pane::Talks), &["A"], "提请、同意增加会议次数", "propose, consent to more meetings", 0),
    row("talk.mandate", In(Pane::Talks), &["b"], "提请、批准磋商授权范围", "propose, approve the mandate", 0),
    row("talk.renegotiate", In(Pane::Talks), &["h"], "核实后重新磋商", "renegotiate once", 0),
    row("talk.notify", In(Pane::Talks), &["P"], "书面告知检察机关", "notify the procuratorate", 0),
    row("talk.sue", In(Pane::Talks), &["S"], "提起诉讼", "file the suit", 0),
    row("talk.exchange", In(Pane::Talks), &["E"], "首次磋商前沟通交流", "exchange before negotiation", 0),
    row("talk.joint", In(Pane::Talks), &["J"], "共同委托评估", "appraise together", 0),
    row("talk.performance", In(Pane::Talks), &["O"], "提供履责情况", "offer the performance record", 0),
    row("talk.note", In(Pane::Talks), &["n"], "备注", "note", 0),
    row("talk.case", In(Pane::Talks), &["C"], "打开案件", "open the case", 10),
    row("ledger.column", Scope::Columns, &["Enter"], "改列的含义／继续", "what a column means, go on", 1),
    row("ledger.rows", Scope::Columns, &["p"], "读取并预览", "read and preview", 2),
    row("ledger.sheet", Scope::Columns, &["Tab"], "下一工作表", "next sheet", 3),
    row("ledger.sheet.take", Scope::Columns, &["Space"], "读或不读此表", "take or leave the sheet", 4),
    row("ledger.header.down", Scope::Columns, &["]"], "表头下移一行", "header one row down", 5),
    row("ledger.header.up", Scope::Columns, &["["], "表头上移一行", "header one row up", 6),
    row("ledger.import", Scope::Rows, &["Enter"], "导入", "import", 1),
    row("ledger.columns", Scope::Rows, &["m"], "列的对应", "columns", 2),
    row("ledger.take", Scope::Rows, &["Space"], "变动行的处理", "what becomes of a changed row", 3),
    row("ledger.take.all", Scope::Rows, &["A"], "全部变动行的处理", "of all changed rows", 4),
    row("ledger.route", Scope::Rows, &["r"], "采用建议部门", "suggested departments", 5),
    row("ledger.find", Scope::Rows, &["/"], "查找行", "find rows", 6),
    row("ledger.only.0", Scope::Rows, &["1"], "全部行", "all rows", 7),
    row("ledger.only.1", Scope::Rows, &["2"], "只看新", "new rows only", 0),
    row("ledger.only.2", Scope::Rows, &["3"], "只看变", "changed rows only", 0),
    row("ledger.only.3", Scope::Rows, &["4"], "只看重", "doubled rows only", 0),
    row("ledger.only.4", Scope::Rows, &["5"], "只看疑", "rows with a question only", 0),
    row("ledger.only.5", Scope::Rows, &["6"], "只看退", "rejected rows only", 0),
    row("goto", In(Pane::Calendar), &["g"], "跳到日期", "go to a day", 3),
    row("today", In(Pane::Calendar), &["t"], "回到今天", "today", 4),
    row("page.later", In(Pane::Calendar), &["}"], "下月", "later", 5),
    row("page.earlier", In(Pane::Calendar), &["{"], "上月", "earlier", 0),
    row("day.next", In(Pane::Calendar), &["]"], "次日", "next day", 0),
    row("day.previous", In(Pane::Calendar), &["["], "前一日", "day before", 0),
    row("date.add", Dated, &["h"], "自定日期：目标、开庭、答应的答复", "own date: a target, a hearing, a promised reply", 0),
    row("date.change", Dated, &["H"], "自定日期：已办、改期、取消", "own date: answered, another day, called off", 0),
    row("effort", Dated, &["B"], "工作量和开始", "effort and start", 0),
    row("fits", Everywhere, &[], "同时能办几件", "how many works fit", 0).needing("每人 每部门", "OFFICER DEPARTMENT"),
    row("duty.answer", In(Pane::Calendar), &["d"], "本单位期限：记办结", "a duty of the office: done", 0),
    row("deadlines.show", In(Pane::Calendar), &["f"], "换范围", "show others", 6),
    row("deadlines.shape", In(Pane::Calendar), &["v"], "月／周／年", "month, week, year", 6),
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
    row("supervision", Everywhere, &["5"], "督办全屏", "supervision, full screen", 0),
    row("watch.report", In(Pane::Watch), &["r"], "记进展报告", "a progress report", 2),
    row("watch.extra", In(Pane::Watch), &["x"], "记补充报告", "an extra report", 3),
    row("watch.act", In(Pane::Watch), &["a"], "记督办措施", "a supervisory action", 4),
    row("watch.open", In(Pane::Watch), &["m"], "认定重大、列入督办", "mark, put under supervision", 5),
    row("watch.date", In(Pane::Watch), &["d"], "督办函另定日期", "another date by letter", 6),
    row("watch.finish", In(Pane::Watch), &["f"], "事项全部完成", "all matters finished", 7),
    row("watch.close", In(Pane::Watch), &["c"], "记办结报告", "the closing report", 8),
    row("watch.criminal", In(Pane::Watch), &["v"], "记刑事案件进展", "the criminal case", 0),
    row("watch.circulate", In(Pane::Watch), &["s"], "通报、纳入年度总结", "circulate", 0),
    row("watch.group", In(Pane::Watch), &["S"], "按期限／按督办单位", "by due day, by unit", 9),
    row("watch.find", In(Pane::Watch), &["/"], "查找督办案件", "find a major case", 10).needing("文字", "TEXT"),
    row("approvals", Everywhere, &["7"], "审批全屏", "approvals, full screen", 0),
    row("approval.consent", In(Pane::Approvals), &["A"], "同意", "consent", 2),
    row("approval.return", In(Pane::Approvals), &["x"], "退回并说明理由", "send back with a reason", 3),
    row("approval.read", In(Pane::Approvals), &["v"], "读提请全文", "read the proposal", 4),
    row("approval.mend", In(Pane::Approvals), &["m"], "补正后重新提请", "mend and propose again", 5),
    row("withdrawn", Everywhere, &[], "已撤回的案卷，放回", "dockets taken back, put one back", 0).taking("文字", "TEXT"),
    row("full", Everywhere, &["+"], "窗格全屏", "this pane full screen", 0),
    row("desk", Everywhere, &["_"], "四窗格", "four panes", 0),
    row("refresh", Everywhere, &["R", "F5"], "刷新，取入新到", "refresh, take in what is new", 0),
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

    /// Its name with the argument that it takes.
    pub fn usage(&self, lang: Lang) -> String {
        match self.takes {
            Some(Argument { zh, en, required: true }) => format!("{} {}", self.name, lang.pick(zh, en)),
            Some(Argument { zh, en, required: false }) => format!("{} [{}]", self.name, lang.pick(zh, en)),
            None => self.name.to_owned(),
        }
    }

    /// How well what was typed into the palette finds it (the lower the better), and the argument typed after it.
    /// Found by name, key, either language, and the pinyin initials.
    pub fn found<'t>(&self, typed: &'t str) -> Option<(u8, &'t str)> {
        let typed = typed.trim_start();
        let whole = self.rank(typed.trim_end()).map(|rank| (rank, ""));
        let (head, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
        // A name with something after it asks for a command that takes something.
        let with = |rank: u8| (if rank < 2 { rank } else { rank + 10 }, rest.trim());
        let parted = (self.takes.is_some() && head.len() < typed.len()).then(|| self.rank(head).map(with)).flatten();
        whole.into_iter().chain(parted).min_by_key(|(rank, _)| *rank)
    }

    fn rank(&self, typed: &str) -> Option<u8> {
        if typed.is_empty() {
            return Some(9);
        }
        let folded = crate::tui::find::fold(typed);
        let words = format!("{} {} {}", self.en.to_lowercase(), self.zh, self.name);
        if self.name == folded || self.keys.contains(&typed) {
            Some(0)
        } else if self.name.starts_with(&folded) {
            Some(1)
        } else if folded.split_whitespace().all(|word| words.contains(word)) {
            Some(2)
        } else {
            crate::tui::find::initials(self.zh, &folded).then_some(3)
        }
    }

    /// Whether it works in a pane.
    pub fn works(&self, pane: Pane) -> bool {
        match self.scope {
            Everywhere => true,
            Docket => matches!(pane, Pane::Leads | Pane::Case),
            Dated => matches!(pane, Pane::Leads | Pane::Case | Pane::Calendar),
            Lists => matches!(pane, Pane::Leads | Pane::Talks),
            In(own) => own == pane,
            Scope::Columns | Scope::Rows => false,
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

/// The command of a key while a ledger is on its way in: its own, or one that moves about.
pub fn find_in(key: &str, scope: Scope) -> Option<&'static Command> {
    const MOVES: [&str; 9] = ["down", "up", "top", "bottom", "page.down", "page.up", "help", "back", "quit"];
    let own = TABLE.iter().find(|row| row.scope == scope && row.keys.contains(&key));
    own.or_else(|| TABLE.iter().find(|row| MOVES.contains(&row.name) && row.keys.contains(&key)))
}

/// The hint line while a ledger is on its way in.
pub fn hints_in(scope: Scope, lang: Lang) -> String {
    let mut rows: Vec<&Command> = TABLE.iter().filter(|row| row.hint > 0 && row.scope == scope).collect();
    rows.sort_by_key(|row| row.hint);
    let hints: Vec<String> =
        rows.iter().filter_map(|row| row.keys.first().map(|key| format!("{key} {}", row.about(lang)))).collect();
    hints.join("  ")
}

/// The command of a name.
pub fn named(name: &str) -> Option<&'static Command> {
    TABLE.iter().find(|row| row.name == name)
}

/// The key that leads to a kind of fact in a pane: its own, or the one that goes on to it.
pub fn key_for(kind: crate::docket::Kind, pane: Pane) -> Option<&'static str> {
    let mut rows = TABLE.iter().filter(|row| row.works(pane) && super::app::kinds(row.name).contains(&kind));
    rows.find_map(|row| row.keys.first().copied())
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
            assert!(!row.zh.is_empty() && !row.en.is_empty() && (!row.keys.is_empty() || row.takes.is_some()));
        }
    }

    #[test]
    fn a_command_is_found_in_either_language_by_initials_and_with_what_it_takes() {
        let best = |typed: &str| {
            let found = TABLE.iter().filter_map(|row| row.found(typed).map(|(rank, rest)| (rank, row.name, rest.to_owned())));
            found.min_by_key(|(rank, ..)| *rank).map(|(_, name, rest)| (name, rest))
        };
        for typed in ["undo", "撤销", "cx", "u", "ＵＮＤＯ"] {
            assert_eq!(best(typed).unwrap().0, "undo", "{typed}");
        }
        for typed in ["filter 红山", "filter  红山 ", "filter\u{3000}红山", "查找 红山", "cz 红山", "find 红山"] {
            assert_eq!(best(typed), Some(("filter", "红山".to_owned())), "{typed}");
        }
        // Two words may be the command itself.
        assert_eq!(best("next view"), Some(("view.next", String::new())));
        assert_eq!(best("import ledger"), Some(("lead.import", String::new())));
        assert_eq!(best("红山 filter"), None);
    }
}
