//! Words of the law's answers: states, statuses, kinds of facts, warnings, and the proof of a day.

pub use super::kinds::kind;
pub use super::proof::proof;
pub use super::warnings::{damage_basis, lacking, missing, warning};
use super::{Lang, fill};
use crate::docket::{Kind, Phase, Stage};
use crate::law::coverage::Standing;
use crate::law::period::{Length, Period, Unit};
use crate::law::profile::Profile;
use crate::law::step::Step;
use crate::law::{CheckState, Cite, Force, Label, Library, Nature, Status};

/// A name of the profile in a language.
#[must_use]
pub fn label(lang: Lang, label: &Label) -> &str {
    match lang {
        Lang::Zh => &label.zh,
        Lang::En => &label.en,
    }
}

/// The label of a state.
#[must_use]
pub fn stage(lang: Lang, stage: Stage) -> &'static str {
    use Stage as S;
    match stage {
        S::LeadRegistered => lang.pick("线索登记", "lead registered"),
        S::OutOfScope => lang.pick("不纳入线索筛查", "out of scope"),
        S::Transferred => lang.pick("已移送", "transferred"),
        S::Merged => lang.pick("已并案", "merged"),
        S::Checking => lang.pick("初步核查", "checking"),
        S::CheckDone => lang.pick("核查完成", "check done"),
        S::FilingReview => lang.pick("立案审批", "filing review"),
        S::NonfilingReview => lang.pick("不予立案审批", "non-filing review"),
        S::NotFiled => lang.pick("不予立案", "not filed"),
        S::Filed => lang.pick("立案（索赔启动）", "filed"),
        S::Investigating => lang.pick("损害调查", "investigating"),
        S::InvestigationConcluded => lang.pick("调查结论", "investigation concluded"),
        S::Appraising => lang.pick("鉴定评估", "appraising"),
        S::Appraised => lang.pick("评估完成", "appraised"),
        S::Negotiating => lang.pick("磋商", "negotiating"),
        S::NegotiationFailed => lang.pick("磋商不成", "negotiation failed"),
        S::AgreementSigned => lang.pick("签署赔偿协议", "agreement signed"),
        S::ConfirmationPending => lang.pick("申请司法确认", "confirmation pending"),
        S::Confirmed => lang.pick("已司法确认", "confirmed"),
        S::ConfirmationRefused => lang.pick("未予司法确认", "confirmation refused"),
        S::Renegotiating => lang.pick("重新磋商", "renegotiating"),
        S::Litigation => lang.pick("提起诉讼", "litigation"),
        S::JudgmentEffective => lang.pick("生效判决", "judgment effective"),
        S::Restoring => lang.pick("修复", "restoring"),
        S::Paying => lang.pick("缴纳赔偿金", "paying"),
        S::CompletionReported => lang.pick("修复完成通报", "completion reported"),
        S::Evaluating => lang.pick("修复效果评估", "evaluating"),
        S::Performed => lang.pick("履行完毕", "performed"),
        S::Enforcing => lang.pick("强制执行", "enforcing"),
        S::Terminated => lang.pick("终止索赔", "terminated"),
        S::Closed => lang.pick("办结", "closed"),
        S::Archived => lang.pick("归档", "archived"),
    }
}

/// A place of the stage rail.
#[must_use]
pub fn phase(lang: Lang, phase: Phase) -> &'static str {
    match phase {
        Phase::Lead => lang.pick("线索", "lead"),
        Phase::Filing => lang.pick("立案", "filing"),
        Phase::Investigation => lang.pick("调查", "investigate"),
        Phase::Appraisal => lang.pick("评估", "appraise"),
        Phase::Negotiation => lang.pick("磋商", "negotiate"),
        Phase::Agreement => lang.pick("协议", "agree"),
        Phase::Confirmation => lang.pick("确认", "confirm"),
        Phase::Restoration => lang.pick("修复", "restore"),
        Phase::Evaluation => lang.pick("验评", "evaluate"),
        Phase::Closing => lang.pick("结案", "close"),
        Phase::Ended => lang.pick("终结", "ended"),
    }
}

/// The same on the stage rail, which has to fit a window of 80.
#[must_use]
pub fn stop(lang: Lang, at: Phase) -> &'static str {
    match (lang, at) {
        (Lang::En, Phase::Filing) => "file",
        (Lang::En, Phase::Investigation) => "inquire",
        (Lang::En, Phase::Evaluation) => "assess",
        _ => phase(lang, at),
    }
}

/// The word of a status.
#[must_use]
pub fn status(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Pending => lang.pick("待办", "pending"),
        Status::Paused => lang.pick("暂停", "paused"),
        Status::Met => lang.pick("已完成", "met"),
        Status::MetLate => lang.pick("逾期完成", "met late"),
        Status::Overdue => lang.pick("逾期", "overdue"),
        Status::Dropped => lang.pick("已终止", "dropped"),
        Status::UnknownStart => lang.pick("起算未明", "unknown start"),
    }
}

/// How a clause of the register stands.
#[must_use]
pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Done => lang.pick("已落实", "done"),
        Standing::ContextOnly => lang.pick("仅供了解", "context only"),
        Standing::Open => lang.pick("待补", "open"),
        Standing::Nowhere => lang.pick("无落点", "nowhere"),
    }
}

/// Several names in one sentence.
pub fn labels<'l>(lang: Lang, labels: impl IntoIterator<Item = &'l Label>) -> String {
    labels.into_iter().map(|one| label(lang, one)).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// How strongly a text speaks.
#[must_use]
pub const fn force(lang: Lang, force: Force) -> &'static str {
    match force {
        Force::Must => lang.pick("应当", "must"),
        Force::InPrinciple => lang.pick("原则上", "in principle"),
        Force::May => lang.pick("可以", "may"),
    }
}

/// What a time limit is and how strongly it speaks, in one word.
#[must_use]
pub fn weight(lang: Lang, period: &Period) -> &'static str {
    match (period.nature, period.force) {
        // The number is nobody's but the paper's.
        (Nature::Ceiling, Force::Must) if matches!(period.length, Length::Stated(_)) => lang.pick("文书定", "by the paper"),
        (Nature::Advisory, _) => lang.pick("参照", "advisory"),
        (Nature::Information, _) => lang.pick("提示", "information"),
        (Nature::Floor, _) => lang.pick("不早于", "not before"),
        (Nature::Deemed, _) => lang.pick("视为", "deemed"),
        (Nature::Risk, _) => lang.pick("风险", "risk"),
        (Nature::Internal, _) => lang.pick("内部", "internal"),
        (_, Force::InPrinciple) => lang.pick("原则上", "in principle"),
        _ => lang.pick("法定", "statutory"),
    }
}

/// A unit with its number.
#[must_use]
pub fn count(lang: Lang, number: i64, unit: Unit) -> String {
    let word = match unit {
        Unit::Calendar => lang.pick("个自然日", " calendar days"),
        Unit::Working => lang.pick("个工作日", " working days"),
        Unit::Months => lang.pick("个月", " months"),
        Unit::Years => lang.pick("年", " years"),
        Unit::Hours => lang.pick("小时", " hours"),
    };
    format!("{number}{word}")
}

/// How a length that ends with a fact reads.
#[must_use]
pub const fn until(lang: Lang) -> &'static str {
    lang.pick("至{0}", "until {0}")
}

/// A citation for people: 规定23条.
#[must_use]
pub fn cite(library: &Library, cite: &Cite) -> String {
    let Some((id, number)) = cite.at.split_once('#') else { return cite.at.clone() };
    match library.documents.get(id) {
        Some(document) if document.by_article => format!("{}{number}条", document.short),
        Some(document) => format!("{}{}", document.short, section(number)),
        None => cite.at.clone(),
    }
}

fn section(number: &str) -> String {
    const DIGITS: [&str; 20] = [
        "前言", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六",
        "十七", "十八", "十九",
    ];
    number.parse::<usize>().ok().and_then(|at| DIGITS.get(at)).map_or_else(|| number.to_owned(), |digit| (*digit).to_owned())
}

/// A few citations in one line; where no text writes it, that is said and no article is invented.
#[must_use]
pub fn cites_or_silence(lang: Lang, library: &Library, list: &[Cite]) -> String {
    if list.is_empty() {
        lang.pick("所依文本未写明", "no text relied on writes it").to_owned()
    } else {
        cites(library, list)
    }
}

/// A few citations in one line, each article once.
#[must_use]
pub fn cites(library: &Library, list: &[Cite]) -> String {
    let mut shown: Vec<String> = Vec::new();
    for one in list {
        let text = cite(library, one);
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    shown.join("、")
}

/// The sign of a checklist's item.
#[must_use]
pub const fn check(state: CheckState) -> &'static str {
    match state {
        CheckState::Met => "✓",
        CheckState::Open => "✗",
        CheckState::Asked => "?",
    }
}

/// The papers that a step brings forth, by their names in the text.
#[must_use]
pub fn papers(lang: Lang, profile: &Profile, step: &Step) -> String {
    let items = step.papers.iter().filter_map(|key| profile.item("paper", key));
    items.map(|item| label(lang, &item.label)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// A fact that stands in the way of a step.
#[must_use]
pub fn unmet(lang: Lang, already: bool, of: Kind) -> String {
    let words = if already {
        lang.pick("已经有“{0}”", "there is \"{0}\" already")
    } else {
        lang.pick("还没有“{0}”", "no \"{0}\" yet")
    };
    fill(words, &[&kind(lang, of)])
}
