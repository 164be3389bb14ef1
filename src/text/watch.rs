//! Words of the supervision of major cases.

crate::words! {
    /// Words of supervision.
    pub struct Words {
        title: "督办 · 重大案件" | "Supervision · major cases",
        late: "逾期未报告 {0}" | "Report overdue {0}",
        open: "督办中 {0}" | "Under supervision {0}",
        finished: "事项办结、待报结 {0}" | "Matters finished, closing report due {0}",
        marked: "已认定、未列入督办 {0}" | "Marked, not supervised {0}",
        reported: "已报结 {0}" | "Closing report sent {0}",
        none: "没有重大案件。在案件中 o 选“认定为重大案件”，列入督办后在此逐件列出。" | "No major case. In a case, o and then \"mark as major\"; what is put under supervision stands here.",
        row_due: "{0} {1} 第{2}次" | "{0} {1} no. {2}",
        row_closing: "{0} {1} 办结报告" | "{0} {1} closing report",
        row_none: "—" | "—",
        row_count: "已报{0} 迟{1}" | "{0} sent, {1} late",
        row_last: "上次 {0} {1}" | "last {0} {1}",
        pick: "请先选中一件案件" | "select a case first",
        top: "5督办 {0}" | "5Sup. {0}",
        ground: "认定 {0} {1} · {2}{3}" | "marked {0} {1} · {2}{3}",
        letter: "督办 {0} {1} {2}{3}" | "supervised {0} {1} {2}{3}",
        who: "承办 {0} · 责任人 {1}" | "undertaken by {0} · responsible {1}",
        rhythm: "报告：每 {0} 个工作日 · {1}" | "reports: every {0} working days · {1}",
        dates: "报告：{0} · {1}" | "reports: {0} · {1}",
        items: "督办内容 {0}/{1} · {2}" | "contents of the supervision {0}/{1} · {2}",
        reports: "进展报告" | "Progress reports",
        sent: "   {0} 报告{1}：{2}" | "   sent {0}{1}: {2}",
        reason: "   原因：{0}" | "   reason: {0}",
        next: "   下一步：{0}" | "   next: {0}",
        extra: "补充报告" | "Extra reports",
        head_ground: "认定情形" | "Ground",
        head_unit: "督办单位" | "Supervising unit",
        head_opened: "列入督办" | "Since",
        head_next: "下次报告" | "Next report",
        head_sent: "已报告" | "Reports sent",
        head_late: "迟报" | "Late",
        head_state: "状态" | "State",
    }
}
