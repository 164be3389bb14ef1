//! Words of the case pane and its sections.

crate::words! {
    /// Words of a case.
    pub struct Words {
        overview: "概况" | "Overview",
        parties: "义务人" | "Liable parties",
        evidence: "事实和证据" | "Facts and evidence",
        money: "损害和金额" | "Damage and money",
        appraisal: "鉴定评估" | "Appraisal",
        negotiation: "磋商" | "Negotiation",
        agreement: "赔偿协议" | "Agreement",
        court: "司法确认和诉讼" | "Confirmation and suit",
        restoration: "修复和效果评估" | "Restoration and evaluation",
        funds: "资金" | "Funds",
        supervision: "督办" | "Supervision",
        papers: "材料" | "Papers",
        dossier: "案卷和结案" | "Dossier and closing",
        timeline: "时间线" | "Timeline",
        log: "操作日志" | "Log",
        section: "── {0}" | "── {0}",
        nothing: "── {0} · 无" | "── {0} · nothing yet",
        title: "{0} · {1} {2}/{3}" | "{0} · {1} {2}/{3}",
        choose: "到哪一节或哪一行（输入以查找）" | "Which section or line (type to find)",
        beside: "并行：{0}" | "Beside: {0}",
        early: "先行修复 {0}" | "early restoration: {0}",
        supervised: "督办 {0}" | "supervision: {0}",
        must: "必须" | "must",
        may: "可以" | "may",
        blocked: "尚缺" | "not yet",
        recorded: "记 {0} {1}" | "rec. {0} {1}",
        withdraws: "撤回：{0}" | "takes back: {0}",
        becomes: "→ {0}" | "→ {0}",
    }
}

/// How far early restoration has come.
#[must_use]
pub fn early(lang: super::Lang, track: crate::docket::EarlyTrack) -> &'static str {
    use crate::docket::EarlyTrack as T;
    match track {
        T::None => "—",
        T::Requested => lang.pick("已要求", "requested"),
        T::Confirmed => lang.pick("已书面确认损害", "damage confirmed in writing"),
        T::Consented => lang.pick("已同意", "consented"),
        T::UnderWay => lang.pick("施工中", "under way"),
        T::Done => lang.pick("已完工", "done"),
    }
}

/// How far supervision has come.
#[must_use]
pub fn supervision(lang: super::Lang, track: crate::docket::SupervisionTrack) -> &'static str {
    use crate::docket::SupervisionTrack as T;
    match track {
        T::None => "—",
        T::Marked => lang.pick("已列重大案件", "marked as major"),
        T::Open => lang.pick("进行中", "open"),
        T::Finished => lang.pick("事项办结", "matters finished"),
        T::Reported => lang.pick("已作结案报告", "closing report sent"),
    }
}
