//! Words of the desk.

pub use super::fields::field;
use super::{Lang, fill};
use crate::store::Notice;

/// Something to tell at the start.
#[must_use]
pub fn notice(lang: Lang, notice: &Notice) -> String {
    match notice {
        Notice::Newer(version) => fill(
            lang.pick(
                "数据库由更新的版本（{0}）写成，只读打开；请升级程序",
                "written by a newer version ({0}): opened for reading only, please upgrade",
            ),
            &[version],
        ),
        Notice::Witness { expected, found } => fill(
            lang.pick(
                "日志见证为第 {0} 环，库中为第 {1} 环：文件可能被换成旧的或被改动；请核对备份",
                "the witness remembers link {0}, the database ends at {1}: the file may be older or changed, check the backups",
            ),
            &[expected, found],
        ),
        Notice::ReadOnly => lang.pick("没有写权限，只读打开", "no permission to write: opened for reading only").to_owned(),
        Notice::Migrated(path) => fill(
            lang.pick("数据库已升级，升级前的副本：{0}", "the database was upgraded; the copy before it: {0}"),
            &[&path.display()],
        ),
    }
}

crate::words! {
    /// Words of the screens.
    pub struct DeskWords {
        desk: "损赔工作台" | "sunpei",
        leads: "线索" | "Leads",
        cases: "案件" | "Cases",
        case: "案件" | "Case",
        calendar: "期限" | "Deadlines",
        negotiation: "磋商" | "Negotiations",
        rest: "休" | "rest",
        work: "班" | "work",
        overdue: "逾{0}天" | "{0}d late",
        left: "余{0}天" | "{0}d left",
        left_working: "余{0}工" | "{0}wd left",
        today: "今天" | "today",
        paused: "暂停" | "paused",
        nothing: "没有符合的线索。] 换视图，/ 查找，N 新建，I 导入台账。" | "Nothing here. ] next view, / find, N new lead, I import a ledger.",
        no_case: "未选案件" | "no case selected",
        no_deadlines: "没有待办期限" | "no open deadlines",
        no_talks: "没有进行中的磋商" | "no negotiations under way",
        parties: "义务人" | "Liable",
        damage: "损害额" | "Damage",
        costs_beside: "（另有调查评估费用 {0} 元）" | " (beside it costs of {0} yuan)",
        estimated: "（估）" | " (est.)",
        unknown: "未知" | "unknown",
        papers_head: "材料 {0} 件 · 尚未入卷 {1} 件 · p 入卷" | "Papers {0} · not on record {1} · p takes one in",
        paper_received: "{0} 收到" | "received {0}",
        paper_holder: "{0} 保管" | "held by {0}",
        paper_absent: "尚未入卷：{0}（{1} {2}）" | "not on record: {0} ({1} {2})",
        paper_nothing: "请给出文件路径，或者至少填写种类、名称、文号、存放位置之一" | "give the path of a file, or at least its kind, name, number or where it is kept",
        paper_no_file: "“{0}”没有文件；存放位置：{1}" | "\"{0}\" has no file; kept at: {1}",
        paper_not_text: "“{0}”不能在终端里显示；用 sunpei paper get {1} {2} 新文件名 取出" | "\"{0}\" cannot be shown in a terminal: sunpei paper get {1} {2} NEWFILE copies it out",
        yuan: "{0} 元" | "{0} yuan",
        officer: "承办" | "Officer",
        channel: "来源" | "Channel",
        must: "必须" | "Must",
        may: "可以" | "May",
        blocked: "尚缺" | "Not yet",
        missing: "缺：{0}" | "missing: {0}",
        papers_made: "文书：{0}" | "papers: {0}",
        elapsed: "已{0}日" | "{0}d elapsed",
        deadlines: "期限" | "Deadlines",
        routing: "管辖与分工" | "Jurisdiction and departments",
        timeline: "时间线" | "Timeline",
        warnings: "提示" | "Warnings",
        related: "可能相关" | "Possibly related",
        prior: "同一义务人此前损害" | "Earlier damage by the same party",
        same_party: "同一义务人" | "same party",
        same_title: "名称相同" | "same title",
        withdrawn: "（已撤回）" | " (withdrawn)",
        due_at: "到期 {0}" | "due {0}",
        safe_at: "（稳妥 {0}）" | "(safe {0})",
        done: "已保存：{0} {1}" | "saved: {0} {1}",
        and_so_on: "{0} 等 {1} 件" | "{0} … {1} in all",
        undone: "已撤销：{0} {1}" | "undone: {0} {1}",
        redone: "已恢复：{0} {1}" | "redone: {0} {1}",
        warned: "；请注意：{0}" | "; note: {0}",
        refused: "不能办：{0}（{1}）" | "refused: {0} ({1})",
        no_step: "现在没有这一步" | "no such step now",
        no_docket: "请先选中一条线索或案件" | "select a lead or a case first",
        no_article: "这里没有引用的条文" | "no article cited here",
        no_proof: "这里没有期限" | "no deadline here",
        choose_step: "可办事项" | "Steps",
        help: "帮助" | "Help",
        commands: "命令" | "Commands",
        argument: "请接着写：{0}" | "type what follows: {0}",
        find: "查找" | "Find",
        import_path: "台账文件（xlsx、xls、ods、csv）" | "Ledger file (xlsx, xls, ods, csv)",
        import_files: "选择台账" | "Choose a ledger",
        after_ledger: "请先完成或取消正在导入的台账（Esc）" | "finish or leave the ledger first (Esc)",
        with_ledger: "导入台账时可用（I）" | "works while a ledger is taken in (I)",
        suggested: "建议：{0}" | "suggested: {0}",
        suggest_key: "Ctrl-Y 采用建议" | "Ctrl-Y takes the suggestion",
        new_lead: "新建线索" | "New lead",
        form_hint: "Tab 下一项  Enter 提交  Ctrl-S 提交  F2 条文  Esc 放下（已存草稿）" | "Tab next  Enter submit  Ctrl-S submit  F2 article  Esc leave (draft kept)",
        long_hint: "Enter 换行  Tab 下一项  Ctrl-S 提交  F2 条文  Esc 放下（已存草稿）" | "Enter new line  Tab next  Ctrl-S submit  F2 article  Esc leave (draft kept)",
        reader_hint: "j k 滚动  Esc 返回" | "j k scroll  Esc back",
        picker_hint: "Enter 选定  F2 条文  Esc 返回  输入以筛选" | "Enter choose  F2 article  Esc back  type to filter",
        start_hint: "Enter 选定  Esc 退出  输入以筛选" | "Enter choose  Esc quit  type to filter",
        choice_hint: "←→ 选择" | "←→ choose",
        many_hint: "1-9 勾选，空格全选" | "1-9 tick, space all",
        flag_hint: "y 是，n 否" | "y yes, n no",
        yes: "是" | "yes",
        no: "否" | "no",
        issue_required: "必填" | "required",
        issue_day: "不是日期（如 2026-5-6、5-6、+3、今天）" | "not a day (as 2026-5-6, 5-6, +3, today)",
        issue_money: "不是金额（元，或 12.5万元；至多两位小数）" | "not an amount (yuan, at most two decimals)",
        issue_int: "不是整数" | "not an integer",
        issue_choice: "请从列表中选" | "choose from the list",
        view_unchecked: "待核查" | "unchecked",
        view_mine: "我的" | "mine",
        view_unassigned: "未分派" | "unassigned",
        view_undecided: "核查待定" | "to decide",
        view_procuratorate: "检察移送" | "procuratorate",
        view_week: "本周到期" | "this week",
        view_overdue: "逾期" | "overdue",
        view_snoozed: "已暂缓" | "snoozed",
        view_questions: "有疑问" | "questions",
        view_open: "在办" | "open",
        view_all: "全部" | "all",
        start_title: "第一次使用：请选择地区规则集" | "First start: choose a region profile",
        start_next: "从哪里开始" | "Where to begin",
        start_import: "导入线索台账" | "import a ledger",
        start_lead: "先写一条线索" | "write the first lead",
        start_demo: "看示例单位（虚构，不写入数据库）" | "look at an invented office (nothing is written)",
        in_demo: "示例单位：全部虚构，退出后不留；重新打开即回到本单位数据库" | "invented office: gone when you leave; open again for your own database",
        start_desk: "打开空的工作台" | "open the empty desk",
        unit: "单位名称" | "Name of the unit",
        reply_none: "未发告知" | "no notice",
        reply_no_receipt: "送达未收" | "no receipt",
        reply_waiting: "待答复" | "waiting",
        reply_accepted: "已同意" | "agreed",
        reply_refused: "已拒绝" | "refused",
        reply_partial: "部分答复" | "partial",
        input_method: "输入法开着：此处请用字母键" | "an input method is on: use letter keys here",
        too_small: "窗口太小" | "window too small",
        article: "条文" | "Article",
        gap: "差 {0}" | "gap {0}",
        as_of: "按 {0} 推算" | "as of {0}",
        moves_to: "变动预览：在办案卷改用哪个规则版本" | "What moves: open dockets under which rules",
        moves_title: "变动预览：改用 {0}" | "What moves under {0}",
        moves_from: "现用 {0}：{1} 件" | "now under {0}: {1}",
        moves_counts: "{0} 件的期限：变动 {1}，新增 {2}，取消 {3}，不变 {4}" | "deadlines of {0} dockets: {1} moved, {2} added, {3} dropped, {4} unchanged",
        moves_how: "尚未写入；End 到末行采用，Esc 不改" | "nothing is written yet; End goes to the line that takes it, Esc leaves",
        moves_none: "{0} 件在办案卷都已是 {1}" | "all {0} open dockets are under {1} already",
        moves_take: "采用：{0} 件在办案卷改用 {1}（u 撤销）" | "take it: {0} open dockets move to {1} (u undoes)",
        moves_done: "{0} 件已改用 {1}；u 撤销" | "{0} dockets moved to {1}; u undoes",
        moves_new: "规则集现为 {0}；在办案卷仍按原版本，w 看变动" | "the rules are now {0}; open dockets stay under theirs, w shows what moves",
        moves_moved: "变动" | "moved",
        moves_added: "新增" | "added",
        moves_dropped: "取消" | "dropped",
        why: "说明" | "Why",
        readings: "其他读法" | "Other readings",
        counts_for_safe: "（稳妥日据此）" | " (the safe day goes by it)",
        needs: "须具备" | "Asked for",
        asked_in_form: "（填写时核对）" | " (looked at in the form)",
        may_be_decided: "（可由负责人另行决定并记明理由）" | " (may be decided otherwise, with a reason)",
        values: "可选情形（✓ 现有事实已具备）" | "Grounds (✓ met by the facts)",
        asks: "须附：{0}" | "with: {0}",
        met: " — 已具备：{0}" | " — met: {0}",
        met_opinion: "{0}（另须意见或者理由）" | "{0} (with an opinion or reason)",
        way: "   → 先办：{0}" | "   → first: {0}",
        silent: "两份文件均未写明此步，系程序所需。" | "Neither text writes this step: the program needs it.",
        override_title: "另有决定：写明决定人和理由后办理" | "Decided otherwise: by whom, and why",
        reason: "理由" | "Reason",
    }
}

/// A weekday in two cells, 1 for Monday.
pub fn weekday(lang: Lang, number: u32) -> &'static str {
    let (zh, en) = match number {
        1 => ("一", "Mo"),
        2 => ("二", "Tu"),
        3 => ("三", "We"),
        4 => ("四", "Th"),
        5 => ("五", "Fr"),
        6 => ("六", "Sa"),
        _ => ("日", "Su"),
    };
    lang.pick(zh, en)
}

/// Words for days as officers type them, as an offset from today.
pub fn day_word(word: &str) -> Option<i64> {
    match word {
        "今天" | "今日" | "today" => Some(0),
        "明天" | "明日" | "tomorrow" => Some(1),
        "后天" => Some(2),
        "昨天" | "昨日" | "yesterday" => Some(-1),
        "前天" => Some(-2),
        _ => None,
    }
}

/// The name of a view.
pub fn view(lang: Lang, view: crate::store::View) -> &'static str {
    use crate::store::View as V;
    let words = DeskWords::of(lang);
    match view {
        V::Unchecked => words.view_unchecked,
        V::Undecided => words.view_undecided,
        V::Mine => words.view_mine,
        V::Unassigned => words.view_unassigned,
        V::Procuratorate => words.view_procuratorate,
        V::DueThisWeek => words.view_week,
        V::Overdue => words.view_overdue,
        V::Snoozed => words.view_snoozed,
        V::Questions => words.view_questions,
        V::Open => words.view_open,
        V::All => words.view_all,
    }
}
