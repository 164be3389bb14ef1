//! Random dockets: every kind of fact, several parties, rounds, open and overlapping pauses, days around festivals,
//! written as docket files.

use super::calendar::{plus, ymd};
use chrono::NaiveDate;
use std::fmt::Write as _;
use sunpei::docket::{KeyShape, Kind};

/// Numbers that look random and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % below.max(1)
    }

    pub fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.roll(list.len() as u64) as usize]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// Kinds that start, stop, move or answer a clock: they come more often.
const TIMED: &[Kind] = &[
    Kind::LeadDiscovered,
    Kind::LeadReceived,
    Kind::CheckConcluded,
    Kind::InvestigationDueSet,
    Kind::InvestigationConcluded,
    Kind::AppraisalCommissioned,
    Kind::AppraisalCommissioned,
    Kind::AppraisalIssued,
    Kind::NoticeIssued,
    Kind::NoticeServed,
    Kind::NoticeServed,
    Kind::NoticeReceived,
    Kind::NoticeReceived,
    Kind::ReplyReceived,
    Kind::ReplyExcused,
    Kind::MeetingHeld,
    Kind::NegotiationFailed,
    Kind::AgreementSigned,
    Kind::ConfirmationApplied,
    Kind::ConfirmationNoticePosted,
    Kind::ConfirmationGranted,
    Kind::ConfirmationRefused,
    Kind::RenegotiationStarted,
    Kind::RestorationStarted,
    Kind::RestorationCompleted,
    Kind::EvaluationStarted,
    Kind::EvaluationPassed,
    Kind::PaymentDue,
    Kind::PaymentDue,
    Kind::PaymentMade,
    Kind::CourtNoticeReceived,
    Kind::ProcuratorateSuggested,
    Kind::ProcuratorateReplied,
    Kind::PartyIdentified,
    Kind::SupervisionOpened,
    Kind::SupervisionReported,
    Kind::SupervisionMattersFinished,
    Kind::SupervisionClosingReported,
    Kind::ExtensionApproved,
    Kind::ExtensionApproved,
    Kind::FactWithdrawn,
];

const PARTIES: &[&str] = &["甲公司", "乙厂", "张某"];
const WORDS: &[&str] =
    &["full", "expert", "determination", "direct", "mail", "public-notice", "self", "damage", "negotiate", "yes", "1", "其他"];
/// Days around which much happens: festivals, the ends of months and years, the border of what is published.
const AROUND: &[(u32, u32)] =
    &[(1, 1), (1, 25), (2, 10), (2, 28), (4, 5), (4, 28), (6, 8), (8, 31), (9, 25), (9, 30), (11, 10), (12, 25)];

/// A docket file. Of `rules`, those that may be named by an extension.
pub fn docket(dice: &mut Dice, profile: &str, rules: &[String]) -> String {
    let year = 2018 + dice.roll(11) as i32;
    let (month, first) = *dice.one(AROUND);
    let base = plus(ymd(year, month, first), dice.roll(41) as i64 - 20);
    let today = plus(base, dice.roll(420) as i64 - 20);
    let wide = if dice.chance(10) { 900 } else { 160 };
    let mut text = format!("profile = \"{profile}\"\ntoday = {today}\n[attributes]\n");
    let several = dice.roll(4);
    if several > 1 {
        let names: Vec<String> = PARTIES.iter().take(several as usize).map(|name| format!("{{ name = \"{name}\" }}")).collect();
        let _ = writeln!(text, "parties = [{}]", names.join(", "));
    }
    let _ = writeln!(text, "channel = \"{}\"", dice.one(&["procuratorate", "complaint", "other", "emergency"]));
    if dice.chance(50) {
        let _ = writeln!(text, "damage_cents = {}", dice.roll(60_000_000));
    }
    let most = if dice.chance(20) { 45 } else { 14 };
    let count = 1 + dice.roll(most);
    for number in 1..=count {
        let kind = if dice.chance(75) { *dice.one(TIMED) } else { *dice.one(Kind::ALL) };
        // A date of the office's own is no reckoning of the law: its turn goes to what is rare.
        let own = [Kind::DateAdded, Kind::DateAnswered, Kind::DateMoved, Kind::DateCancelled];
        let kind = if own.contains(&kind) { Kind::ExtensionApproved } else { kind };
        let on = plus(base, dice.roll(wide) as i64 - 30);
        let _ = write!(text, "[[fact]]\nkind = \"{}\"\non = {on}\n", kind.name());
        if several > 0 && dice.chance(60) {
            let _ = writeln!(text, "party = \"{}\"", dice.one(&PARTIES[..several as usize]));
        }
        if dice.chance(30) {
            let _ = writeln!(text, "paper = \"某损〔{}〕{number}号\"", on.format("%Y"));
        }
        match kind {
            Kind::FactWithdrawn => {
                let _ = writeln!(text, "id = {}", 1 + dice.roll(count + 1));
            }
            Kind::ExtensionApproved => {
                let _ = writeln!(text, "rule = \"{}\"\ndays = {}", dice.one(rules), dice.roll(40));
            }
            _ => keys(dice, kind, on, &mut text),
        }
    }
    text
}

fn keys(dice: &mut Dice, kind: Kind, on: NaiveDate, text: &mut String) {
    for (key, shape) in kind.keys() {
        // A paper's day is what its clock runs from: mostly it is there.
        let often = if matches!(shape, KeyShape::Day) { 85 } else { 35 };
        if !dice.chance(often) {
            continue;
        }
        let value = match shape {
            KeyShape::Day => plus(on, dice.roll(150) as i64 - 10).to_string(),
            KeyShape::Days => {
                let days: Vec<String> = (1..=1 + dice.roll(4)).map(|n| plus(on, n as i64 * 25).to_string()).collect();
                format!("[{}]", days.join(", "))
            }
            KeyShape::Cents => (100 * dice.roll(400)).to_string(),
            KeyShape::Int => dice.roll(45).to_string(),
            KeyShape::Bool => dice.chance(50).to_string(),
            KeyShape::Texts => format!("[\"{}\", \"{}\"]", dice.one(WORDS), dice.one(WORDS)),
            KeyShape::Text | KeyShape::Any => format!("\"{}\"", dice.one(WORDS)),
        };
        let _ = writeln!(text, "{key} = {value}");
    }
}
