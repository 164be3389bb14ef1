//! Words of approvals: the queue, the proposal as a paper, what came back.

crate::words! {
    /// Words of approvals.
    pub struct Words {
        title: "审批" | "Approvals",
        returned: "退回本人的提请 {0}" | "Came back to you {0}",
        mine: "待我决定 {0}" | "For you to decide {0}",
        waiting: "待负责人决定 {0}" | "Waiting for the person in charge {0}",
        others: "已退回、待提请人处理 {0}" | "Sent back to others {0}",
        row: "{0}日" | "{0}d",
        none: "没有等待审批的提请。在案卷中提出（f 立案、x 不启动、o 全部可办事项），即在此等待。" | "Nothing waits. What is proposed in a docket (f file, x do not file, o all steps) waits here.",
        no_heads: "库中未指定负责人：提请人以外的任何人都可以决定。指定：sunpei officer set 姓名 --role 负责人" | "Nobody is named as in charge: anybody but the proposer may decide. To name one: sunpei officer set NAME --role approver",
        heads: "负责人：{0}" | "In charge: {0}",
        pick: "请先选中一件提请" | "select a proposal first",
        gone: "这件提请已经有了决定或者已经撤回" | "it was decided or taken back meanwhile",
        back_already: "已经退回：由提请人补正后重新提出" | "it was sent back already: the proposer mends it and proposes again",
        signed: "您不是能决定这件提请的人：如负责人已在纸上签字，写明决定人和文号，按文书登记" | "not yours to decide: where the person in charge signed a paper, say who and its number, and it is recorded from that",
        asks: "这件同意还须填明：{0}" | "this consent also asks for: {0}",
        proposed: "{0} {1} 提请{2}" | "proposed {0} by {1}{2}",
        paper: "（{0}）" | " ({0})",
        sent_back: "{0} {1} 退回：{2}" | "sent back {0} by {1}: {2}",
        no_reason: "未写明理由" | "no reason given",
        docket: "案卷" | "Docket",
        item: "  {0}：{1}" | "  {0}: {1}",
        grounds: "提请内容" | "What is proposed",
        nothing_more: "  提请人没有写明其他内容" | "  the proposer wrote nothing more",
        lacks: "  × 缺：{0}" | "  × missing: {0}",
        warns: "  ! 提示：{0}" | "  ! note: {0}",
        clear: "  ✓ 所需事实已经在卷" | "  ✓ what it asks for is on file",
        attached: "材料" | "Papers",
        stands_back: "! 退回：{0} · {1} {2}：{3}" | "! sent back: {0} · {1} {2}: {3}",
        stands_waiting: "待负责人决定：{0}，{1} {2} 提请，已{3}日" | "waiting for the person in charge: {0}, proposed {1} by {2}, {3}d",
        top: "7审批 {0}" | "7Appr. {0}",
        top_both: "7审批 {0} 退{1}" | "7Appr. {0} back {1}",
    }
}
