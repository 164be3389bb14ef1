//! Words of the case pane and its sections.

use super::Lang;

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
        how: "在线索窗格（1）选中一条，这里显示它；N 新建线索，I 导入台账" | "select a lead (1) and it shows here; N new lead, I import a ledger",
        proof: "可作索赔证明的材料 {0}/{1} 类 · {2}" | "material that may prove the claim {0}/{1} kinds · {2}",
        latest: "最近" | "Last",
        needs: "{0}：逐项核对" | "{0}: item by item",
        nearest: " · 最近 {0}/{1}" | " · nearest {0} of {1}",
        further: "其余期限" | "Further deadlines",
        clocks: "期限进程" | "Clocks",
        answered: "已了结的期限" | "Deadlines that are over",
        in_overview: "" | "",
        in_parties: "" | "",
        in_evidence: "  这里放线索、核查、立案、调查的事实和证据；在下面选中一行按 Enter 登记" | "  facts of lead, check, filing, inquiry, and evidence; Enter on a line below records it",
        in_money: "" | "",
        in_appraisal: "  这里放鉴定评估的委托、途径和结果；o 里选“委托鉴定评估”" | "  commission, path and result of the appraisal; o has the step that commissions it",
        in_negotiation: "  这里放告知、送达、答复、会议和立场；4 进磋商窗格，或 o 里选一步" | "  notice, service, reply, meetings, positions; 4 is the tracker, o has the steps",
        in_agreement: "  这里放赔偿协议的内容、期限和分期；磋商一致后在 o 里选“签署协议”" | "  contents, dates and instalments of the agreement; o signs it once both agree",
        in_court: "  这里放司法确认、起诉、判决和执行；到了那一步在 o 里选" | "  confirmation, suit, judgment, enforcement; o has them when they are open",
        in_restoration: "  这里放先行修复、修复和每次效果评估；到了那一步在 o 里选" | "  early restoration, restoration and each evaluation; o has them when they are open",
        in_funds: "  这里放应缴、已缴、去向和票据；o 里选“登记应缴款项”“登记缴款”" | "  what is due, paid, where to, and receipts; o records instalments and payments",
        in_supervision: "  这里放重大案件的依据、督办函和各次报告；o 里选“认定为重大案件”" | "  ground, letter and reports of a major case; o marks it as one",
        in_papers: "  这里放全部材料：文号、日期、送达、保管；p 材料入卷" | "  every paper with number, date, service, holder; p takes one in",
        in_dossier: "  这里放结案核对、报送勾销（K）和卷内目录（O）" | "  the closing checklist, the reporting system (K), the table of contents (O)",
        in_timeline: "" | "",
        in_log: "" | "",
        handover: "案件交接页" | "Hand-over of a case",
        handover_of: "{0} {1}" | "{0} {1}",
        handover_by: "{0} · {1} 制表 {2} · 所用规则 {3} {4}" | "{0} · made by {1} on {2} · under {3} {4}",
        find_in_timeline: "时间线（输入以查找）" | "Timeline (type to find)",
        no_start: "这个期限还没有起算的事实" | "no fact starts this deadline yet",
        checked: "（核对 {0}/{1}）" | " (checked {0}/{1})",
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
        claimed: "索赔" | "claimed",
        offered: "对方出价" | "offered",
        agreed: "协议判决" | "agreed",
        due: "应缴" | "due",
        paid: "已缴" | "paid",
        head: "项目" | "Head",
        unit_yuan: "单位：元" | "in yuan",
        unit_wan: "单位：万元" | "in 10,000 yuan",
        unknown_damage: "  损害数额未知" | "  the damage is unknown",
        damage_is: "  损害数额 {0} 元（{1}）" | "  damage {0} yuan ({1})",
        costs_are: "调查评估费用 {0} 元另计" | "costs of {0} yuan apart",
        each: "（{0}）" | " ({0})",
        open_is: "尚欠 {0} 元" | "open {0} yuan",
        together: "全体" | "together",
        subtotal: "小计" | "sum",
        total: "合计" | "total",
        total_of: "合计{0}" | "all {0}",
        part: "种类" | "Part",
        by_head: "分项" | "by head",
        note: "备注" | "Note",
        nth: "第{0}期" | "no. {0}",
        instalments: "  分期" | "  Instalments",
        instalment: "{0} {1} {2} {3} 元，已缴 {4}，尚欠 {5}" | "{0} {1} {2} {3} yuan, paid {4}, open {5}",
        no_day: "未定日期" | "no day set",
        unset: "  协议、判决金额中 {0} 元没有定分期" | "  {0} yuan of what was agreed or adjudged stand in no instalment",
        over_set: "  ! 分期合计比协议、判决应以金钱履行的 {0} 元多 {1} 元，请核对" | "  ! the instalments are {1} yuan more than the {0} agreed or adjudged in money: is that so?",
        by_plan: "协议约定" | "by the agreement",
        paid_by: "{0} 缴 {1} 元{2}" | "paid on {0} {1} yuan{2}",
        laid_on: "{0}（{1}）{2} 元{3}" | "{0} ({1}) {2} yuan{3}",
        paid_late: "（逾期）" | " (late)",
        otherwise: "  不以金钱履行、担保和去向（不计入应缴）" | "  Otherwise than in money, security, ways (in no sum due)",
        value: "作价 {0} 元" | "at {0} yuan",
        no_value: "（未作价）" | "(no value given)",
        of_agreed: "  协议、判决中作价履行 {0} 元，以金钱履行 {1} 元" | "  of what was agreed or adjudged {0} yuan in kind, {1} in money",
        of_paid: "  已缴按去向 {0}" | "  paid by way: {0}",
        beyond: "  多缴或未对应分期：{0} 元" | "  paid beyond the instalments: {0} yuan",
        limits: "  限额（数额均不含调查评估费用）" | "  Limits (amounts without costs)",
        within: "限额以内" | "within",
        above: "超过限额" | "above",
        undecided: "未定" | "open",
        no_amount: "数额未知" | "amount unknown",
        limit: "{0} {1} 元（所比 {2}）{3} · {4}" | "{0} {1} yuan (compared: {2}) {3} · {4}",
        limit_amount: "{0} 元 {1}" | "{0} yuan {1}",
        correct: "更正：{0} {1}" | "Put right: {0} {1}",
        amend: "更正登记事项 · {0}" | "Amend the registration · {0}",
        retract: "撤回：{0}" | "Take back: {0}",
        no_fact: "请选中一条事实（时间线里都有）" | "select a fact first (the timeline has all)",
        unnamed: "（未登记名称）" | "(not named yet)",
        suit_beside: "公益诉讼（{0} 收到法院告知）" | "public-interest suit (court's notice of {0})",
        organisation: "组织" | "organisation",
        person: "个人" | "person",
        round: "第{0}轮" | "round {0}",
        meetings: "会议" | "meetings",
        ours: "我方" | "ours",
        amount: "{0} 元" | "{0} yuan",
        joint: "（全体共同）" | " (all together)",
        performs: "履行：应缴 {1}，已缴 {2}，尚欠 {3}；{0}" | "due {1}, paid {2}, open {3}; {0}",
        partial: "部分协议，未决：{0}" | "partial, open: {0}",
        no_route: "未写明去向" | "where to is not said",
        route: "{0}：{1} 元" | "{0}: {1} yuan",
        no_receipt: "{0} 笔缴款没有票据" | "{0} payments without a receipt",
        failed: "效果评估未通过 {0} 次" | "the evaluation failed {0} times",
        becomes: "→ {0}" | "→ {0}",
        fact_starts: "起算{0}" | "starts {0}",
        fact_starts_until: "起算{0}，{1}到期" | "starts {0}, due {1}",
        fact_answers: "了结{0}" | "answers {0}",
        fact_stops: "停算{0}" | "stops {0}",
        fact_goes_on: "续算{0}" | "{0} goes on",
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

/// A head of compensation in few cells, by its place in [`crate::docket::HEADS`]; none for what is not said by head.
#[must_use]
pub fn head(lang: super::Lang, head: Option<usize>) -> &'static str {
    match head {
        Some(0) => lang.pick("期间损失", "interim"),
        Some(1) => lang.pick("永久损失", "permanent"),
        Some(2) => lang.pick("调查评估费", "costs"),
        Some(3) => lang.pick("清污修复费", "clean-up"),
        Some(4) => lang.pick("预防费用", "prevention"),
        _ => lang.pick("未分项", "no head"),
    }
}

/// The heads of compensation by their names in files.
#[must_use]
pub fn heads() -> Vec<(std::sync::Arc<str>, crate::law::Label)> {
    let named = |(at, key): (usize, &&str)| {
        let label = |lang| head(lang, Some(at)).into();
        (crate::docket::plan::head_name(key).into(), crate::law::Label { zh: label(Lang::Zh), en: label(Lang::En) })
    };
    crate::docket::HEADS.iter().enumerate().map(named).collect()
}

/// The ways of performing otherwise than in money, by their names in files.
#[must_use]
pub fn ways() -> Vec<(std::sync::Arc<str>, crate::law::Label)> {
    let named = |(at, key): (usize, &&str)| {
        let label = |lang| way(lang, at).into();
        ((*key).into(), crate::law::Label { zh: label(Lang::Zh), en: label(Lang::En) })
    };
    crate::docket::plan::IN_KIND.iter().enumerate().map(named).collect()
}

/// A way of performing otherwise than in money, by its place in [`crate::docket::plan::IN_KIND`].
#[must_use]
pub const fn way(lang: Lang, at: usize) -> &'static str {
    match at {
        0 => lang.pick("以物抵偿", "in-kind"),
        1 => lang.pick("修复工程", "works"),
        2 => lang.pick("劳务", "labour"),
        _ => lang.pick("碳汇", "carbon-sinks"),
    }
}

/// How the amount of a docket lies to a limit.
#[must_use]
pub const fn verdict(lang: super::Lang, within: Option<bool>) -> &'static str {
    let say = Words::of(lang);
    match within {
        Some(true) => say.within,
        Some(false) => say.above,
        None => say.undecided,
    }
}

/// Why something cannot be corrected, and what to do instead.
#[must_use]
pub fn fixed(lang: super::Lang, why: &crate::ops::correct::Fixed) -> String {
    use crate::ops::correct::Fixed as F;
    match why {
        F::Gone => lang.pick("这条事实已经撤回", "this fact was taken back already").to_owned(),
        F::Same => lang.pick("没有改动", "nothing was changed").to_owned(),
        F::Program => lang.pick("这是程序的记录，用 u 撤销相应的操作", "a record of the program: undo the act with u").to_owned(),
        F::Position => lang.pick("立场只增不改：另记一轮新的立场", "positions are only added to: state a new one").to_owned(),
        F::Approval(by) => super::fill(
            lang.pick(
                "决定由 {0} 记录，没有改动：由其更正，或者重新报批",
                "a decision recorded by {0} stands unchanged: they correct it, or ask for approval anew",
            ),
            &[by],
        ),
        F::Party(name, kind) => super::fill(
            lang.pick(
                "不能去掉“{0}”：已有“{1}”等事实涉及它；先更正或撤回那些事实",
                "\"{0}\" stays: \"{1}\" and maybe other facts name it; put those right first",
            ),
            &[name, &super::law::kind(lang, *kind)],
        ),
    }
}

/// How far the restoration of a party has come.
#[must_use]
pub fn restoration(lang: super::Lang, how: crate::docket::Restoration) -> &'static str {
    use crate::docket::Restoration as R;
    match how {
        R::None => lang.pick("无修复义务登记", "no restoration on record"),
        R::Owed => lang.pick("应当修复", "restoration owed"),
        R::Begun => lang.pick("修复中", "restoration under way"),
        R::Done => lang.pick("修复已评估合格", "restored and evaluated"),
    }
}
