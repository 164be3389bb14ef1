//! Words of marks, of many at once, and of claiming and handing over.

use super::Lang;
use crate::ops::Idle;

crate::words! {
    /// Words of marks and of acts on many.
    pub struct Words {
        marked: "已标记 {0}" | "marked {0}",
        hidden: "已标记 {0}（筛选外 {1}）" | "marked {0} ({1} hidden)",
        range: "范围" | "range",
        range_on: "从这里标起：移动即延伸，V 或 Enter 留下，Esc 取消" | "marks from here: move to extend, V or Enter keeps, Esc drops",
        range_kept: "范围已标记" | "the range is marked",
        range_dropped: "范围未标记" | "the range is not marked",
        pattern: "标记含有这些字的全部线索" | "Mark every line that holds this text",
        pattern_hint: "本视图和当前筛选内的每一行，含未显示的；Enter 标记" | "every line of this view and filter, shown or not; Enter marks",
        pattern_found: "含“{0}”的 {1} 条已标记" | "{1} lines that hold \"{0}\" are marked",
        all_on: "本视图和当前筛选的 {0} 条全部标记；再按 A 取消" | "all {0} of this view and filter are marked; A again unmarks them",
        all_off: "本视图和当前筛选的 {0} 条已取消标记" | "all {0} of this view and filter are unmarked",
        none: "没有可标记的行" | "there is no line to mark",
        cleared: "标记已清除" | "marks cleared",
        choose: "对标记的 {0} 条办理" | "Act on the {0} marked",
        able_of: "{0}  {1} 条处于这一步" | "{0}  {1} are at this step",
        preview: "{0} · 预览" | "{0} · preview",
        counts: "标记 {0} 条：可办 {1}，须说明理由 {2}，不能办 {3}，无须办 {4}" | "{0} marked: {1} can, {2} need a reason, {3} cannot, {4} have nothing to do",
        beside: "其中筛选外 {0}，导入疑问未看 {1}" | "of these {0} hidden, {1} with open questions of the import",
        not_yet: "尚未写入；选中一行 Enter 看原因，Esc 不办" | "nothing is written yet; Enter on a line says why, Esc leaves",
        take: "办理这 {0} 条（u 一次撤销）" | "do these {0} (u takes all back)",
        take_reasoned: "连同须说明理由的共 {0} 条：写明决定人和理由，记入每一条" | "with those that need a reason, {0} in all: by whom and why, written into each",
        nothing_able: "没有一条能直接办理" | "none can be done as it is",
        asks: "须说明理由" | "reason needed",
        cannot: "不能办" | "cannot",
        idle: "无须办" | "nothing to do",
        because: "{0}：{1}" | "{0}: {1}",
        sleeps: "暂缓到期限之后：{0} 到期" | "put aside past its time limit: due {0}",
        taken_from: "现由 {0} 承办" | "{0} has it now",
        done: "{0}：已办 {1} 条" | "{0}: {1} done",
        left: "；{0} 条未办，标记保留" | "; {0} not done stay marked",
        changed: "；{0} 条期间已被他人改动，未办：{1}" | "; {0} changed meanwhile and left out: {1}",
        all_changed: "标记的各条期间都已被他人改动，未写入" | "all of the marked were changed meanwhile, nothing was written",
        undo: "；u 撤销" | "; u undoes",
        otherwise: "须说明理由的 {0} 条：一个决定，记入每一条" | "{0} that need a reason: one decision, written into each",
        department_hint: "部门留空：各按原部门，没有的按分工表" | "department left empty: each keeps its own, or the routing table's",
        mine_now: "{0} 已领办" | "{0} is yours now",
        mine_from: "{0} 已从 {1} 处领办，留有记录" | "{0} is yours now, taken from {1}; that is on record",
        given_back: "{0} 已退回待领" | "{0} is given back, nobody has it now",
        given_back_from: "{0} 已退回待领，原由 {1} 承办" | "{0} is given back; {1} had it",
    }
}

/// Why there is nothing to do.
#[must_use]
pub fn idle(lang: Lang, idle: Idle) -> &'static str {
    match idle {
        Idle::Mine => lang.pick("本来就由您承办", "it is yours already"),
        Idle::Nobodys => lang.pick("无人承办，无须退回", "nobody has it: nothing to give back"),
        Idle::Ended => lang.pick("已经办结，不再分派、暂缓", "it has ended"),
        Idle::NotAway => lang.pick("没有移送在外", "it was not handed over"),
        Idle::Gone => lang.pick("登记已撤销", "its entry was taken back"),
    }
}
