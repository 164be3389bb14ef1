//! Words of what stands open without a date, of waiting, and of what comes next.

crate::words! {
    /// Words of open tasks.
    pub struct Words {
        group: "  {0} 件 最久已{2}日 {3} {1}" | "  {0} × longest {2}d {3} {1}",
        one: "  已{0}日{1} {2} {3} {4}" | "  {0}d elapsed{1} {2} {3} {4}",
        reminded: "（超{0}日）" | " (over {0})",
        head: "待办事项（无法定日数）" | "Open tasks (no number of days)",
        folded: "+ 待办事项（无法定日数）{0} 件，最久已{1}日 · Enter 展开" | "+ open tasks (no number of days) {0}, longest {1}d · Enter opens",
        unfolded: "- 待办事项（无法定日数）{0} 件，最久已{1}日 · Enter 收起" | "- open tasks (no number of days) {0}, longest {1}d · Enter folds",
        top: "待办{0}" | "tasks {0}",
        list: "{0} · {1} 件" | "{0} · {1}",
        next: "；下一步 . {0}（{1}）" | "; next . {0} ({1})",
        next_more: "；下一步 . {0}（{1}）等{2}项" | "; next . {0} ({1}), {2} in all",
        choose_next: "下一步" | "Next",
        none: "没有待办事项" | "no open task here",
        sleeps: "；注意：暂缓到期限之后，{0} 到期" | "; note: put aside past its time limit, due {0}",
        snoozed: "已暂缓至 {0}，当日自动回来；z 改日" | "put aside until {0}, then back by itself; z changes it",
        snoozed_past: "暂缓到期限之后：{0} 到期" | "put aside past its time limit: due {0}",
        sent: "{0} 已送生态环境部门汇总，已{1}日" | "sent to the ecology department {0}, {1}d",
        sent_receipted: "{0} 已送生态环境部门汇总，{1} 回执{2}" | "sent to the ecology department {0}, receipt {1}{2}",
        decides: "核查和决定仍由承办部门（{0}）" | "check and decision stay with the department here ({0})",
        transferred: "{0} 已移送 {1}{2}，待回执，已{3}日" | "transferred to {1} {0}{2}, receipt awaited, {3}d",
        transferred_receipted: "{0} 已移送 {1}{2} · {3} 回执{4}" | "transferred to {1} {0}{2} · receipt {3}{4}",
        transferred_keys: "  t 登记回执  b 对方退回" | "  t record the receipt  b it comes back",
        returned: "移送被退回：线索恢复原状" | "The transfer came back: the lead stands as before",
        returned_done: "{0} 移送已退回，恢复到移送前；u 撤销" | "{0} came back and stands as before the transfer; u undoes",
        because: "：{0}{1}" | ": {0}{1}",
    }
}
