//! Words of what was typed and not sent.

crate::words! {
    /// Words of drafts.
    pub struct Words {
        title: "没有填完的（Enter 接着填）" | "Not finished (Enter goes on)",
        line: "{0} {1} · 存于 {2}" | "{0} {1} · kept {2}",
        correct: "更正：{0}" | "putting right: {0}",
        retract: "撤回：{0}" | "taking back: {0}",
        amend: "更正登记事项" | "amending the registration",
        told: "上次有 {0} 张表没有填完：{1}；F6 接着填" | "{0} not finished last time: {1}; F6 goes on",
        none: "没有未填完的表" | "nothing is left unfinished",
        resumed: "接着上次没有填完的；F6 全部重填" | "goes on with what was typed last time; F6 begins anew",
        anew: "F6 全部重填" | "F6 begins anew",
        blank: "已全部清空；F6 恢复刚才填的" | "begun anew; F6 brings back what was typed",
    }
}
