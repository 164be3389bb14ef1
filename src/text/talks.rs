//! Words of the negotiation tracker and of a negotiation from inside.

use super::Lang;
use crate::docket::Kind;
use crate::ops::view::TalkView;

crate::words! {
    /// Words of the tracker.
    pub struct Words {
        // What a narrow line leaves out of a count of days.
        tight: "余下" | " left",
        tight_elapsed: "余下" | " elapsed",
        tracker: "磋商" | "Negotiations",
        by_due: "按期限" | "by due day",
        filter: "筛选 {0}" | "filter {0}",
        none_here: "这个视图没有磋商。[ ] 换视图，/ 筛选；告知书从案件或者这里制作" | "No negotiation in this view. [ ] turn the view, / filter",
        none_open: "没有进行中的磋商" | "no negotiations under way",
        view_open: "在办" | "open",
        view_mine: "我的" | "mine",
        view_service: "待送达" | "to serve",
        view_reply: "待答复" | "reply",
        view_meetings: "会商" | "meetings",
        view_late: "预警" | "alarm",
        view_failed: "不成" | "failed",
        view_after: "协议后" | "after",
        choose_view: "选磋商视图" | "Views of negotiations",
        ours: "权" | "R",
        theirs: "义" | "L",
        gap: "差{0}" | "gap {0}",
        next: "下一步" | "Next",
        round: "第{0}轮" | "round {0}",
        round_tight: "第{0}轮" | "r{0}",
        everyone: "全体义务人（空着）" | "every party (left empty)",
        reply: "答复" | "Reply",
        meetings: "会议" | "Meetings",
        period: "期限" | "Period",
        mandate: "授权" | "Mandate",
        no_mandate: "未定授权范围（b 提请批准）" | "no mandate on file (b proposes one)",
        range: "{0} 至 {1} 元" | "{0} to {1} yuan",
        open_end: "不限" | "open",
        outside: "在授权范围以外：先报批准" | "outside the mandate: approval first",
        inside: "在授权范围以内" | "within the mandate",
        s_preconditions: "启动条件和授权" | "Conditions and authority",
        s_service: "告知和送达" | "Notice and service",
        s_reply: "答复" | "Reply",
        s_meetings: "会议" | "Meetings",
        s_positions: "立场（逐轮，只增不改；更正即新的一轮）" | "Positions (round by round, only added to; a correction is a new round)",
        s_outcome: "结果" | "Outcome",
        s_beside: "会外" | "Beside the table",
        s_earlier: "此前各轮" | "Earlier rounds",
        ways: "送达方式（✓ 已试不成）" | "ways of service (✓ tried in vain)",
        public_notice: "公告不作为送达：九十日不自公告起算" | "public notice is no service: it starts no period",
        nth: "第{0}次 {1}" | "no. {0} {1}",
        held: "已召开" | "held",
        running: "进行中（m 记为已召开）" | "under way (m writes it down as held)",
        planned: "拟开" | "planned",
        lapsed: "拟开未开" | "planned, not held",
        not_counted: "不计次数" | "not counted",
        granted: "✓ {0} {1} 同意增加会议 {2} {3}" | "✓ {0} {1} consents to {2} {3}",
        so_many: "{0} 次" | "{0} further",
        any_number: "未写次数" | "further meetings, no number given",
        meetings_left: "连同增加的共 {0} 次，已开 {1} 次，还可开 {2} 次" | "{0} in all with these, {1} held, {2} left",
        no_meeting: "尚无会议（p 拟开，a 到会，t 程序）" | "no meeting yet (p plans, a attendance, t steps)",
        signed: "✓ 已签" | "✓ signed",
        refused: "× 拒签" | "× refused",
        unsigned: "○ 未签" | "○ unsigned",
        checked: "身份已核对" | "identity checked",
        unchecked: "身份未核对" | "identity not checked",
        objection: "异议：{0}" | "objection: {0}",
        answer: "解答：{0}" | "answer: {0}",
        absent: "缺席" | "absent",
        left: "退出" | "left",
        excused: "有正当理由" | "excused",
        minutes: "记录" | "Minutes",
        steps_held: "程序 {0}/{1}" | "steps {0}/{1}",
        no_position: "尚无立场（d 记立场）" | "no position yet (d states one)",
        first: "首次" | "first",
        up: "↑{0}" | "↑{0}",
        down: "↓{0}" | "↓{0}",
        still: "未动" | "unmoved",
        accepts: "接受" | "accepts",
        heads_differ: "≠ 分项合计 {0}" | "≠ heads sum to {0}",
        gap_line: "差距 {0} 元  中点 {1} 元" | "gap {0} yuan  midpoint {1} yuan",
        crossed: "已交汇：义务人一方高于权利人一方 {0} 元" | "crossed: the liable party stands {0} yuan above",
        moved: "权方累计 {0}  义方累计 {1}" | "in all: right-holder {0}, liable party {1}",
        marks: "● 权  ○ 义  │ 中点" | "● right-holder  ○ liable party  │ midpoint",
        ground_met: "已具备" | "met",
        ground_opinion: "已具备，另须书面意见" | "met, with a written opinion",
        ground_own: "凭书面意见" | "by a written opinion",
        until: "{0} 到期 {1}" | "{0}, due {1}",
        count: "会议 {0}/{1}" | "meetings {0}/{1}",
        contents: "协议应当包含（签署前逐项备齐）" | "The agreement has to hold (complete before it is signed)",
        partial: "部分协议，未决：{0}" | "partial, open: {0}",
        appraisal_pause: "鉴定不停止磋商期限；另一读法 {0} 到期" | "the appraisal does not stop the period; other reading: due {0}",
        nothing_beside: "无（E 沟通交流，J 共同委托评估，O 提供履责情况）" | "none (E exchange, J joint appraisal, O performance record)",
        must: "必须" | "must",
        may: "可以" | "may",
        blocked: "尚缺" | "not yet",
    }
}

/// The name of a view.
#[must_use]
pub fn view(lang: Lang, view: TalkView) -> &'static str {
    let words = Words::of(lang);
    match view {
        TalkView::Open => words.view_open,
        TalkView::Mine => words.view_mine,
        TalkView::Service => words.view_service,
        TalkView::Reply => words.view_reply,
        TalkView::Meetings => words.view_meetings,
        TalkView::Late => words.view_late,
        TalkView::Failed => words.view_failed,
        TalkView::After => words.view_after,
    }
}

/// What is to be done next in the few cells of a narrow line; none where the name of the step is short enough.
#[must_use]
pub const fn coming(lang: Lang, kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::NoticeIssued => lang.pick("发告知", "notice"),
        Kind::NoticeServed => lang.pick("送达", "serve"),
        Kind::NoticeReceived => lang.pick("记收到", "receipt"),
        Kind::ReplyReceived => lang.pick("记答复", "reply"),
        Kind::MeetingPlanned => lang.pick("定会议", "plan"),
        Kind::MeetingApproved => lang.pick("须同意", "consent"),
        Kind::MeetingHeld => lang.pick("开会", "meeting"),
        Kind::NegotiationFailed => lang.pick("定不成", "failed"),
        Kind::RenegotiationStarted => lang.pick("再磋商", "again"),
        Kind::SuitProcuratorateNotified => lang.pick("告检察", "procur."),
        Kind::SuitFiled => lang.pick("起诉", "sue"),
        Kind::ConfirmationApplied => lang.pick("报确认", "apply"),
        Kind::ConfirmationGranted => lang.pick("等法院", "court"),
        _ => return None,
    })
}

/// An amount in few cells: in 10,000 yuan, or in thousands in English; rounded to a decimal, below ten to two.
#[must_use]
pub fn short(lang: Lang, cents: i64) -> String {
    let unit = if lang == Lang::Zh { 1_000_000 } else { 100_000 };
    if cents.saturating_abs() < unit {
        return (cents / 100).to_string();
    }
    let (amount, sign) = (i128::from(cents).abs(), if cents < 0 { "-" } else { "" });
    let unit = i128::from(unit);
    let round = |of: i128| (amount * of * 2 + unit) / (unit * 2);
    let hundredths = if amount < unit * 10 { round(100) } else { round(10) * 10 };
    let (whole, part) = (hundredths / 100, hundredths % 100);
    let part = if part == 0 { String::new() } else { format!(".{part:02}").trim_end_matches('0').to_owned() };
    format!("{sign}{whole}{part}{}", lang.pick("万", "k"))
}
