//! A day that has not come, or that comes before another: what is recorded has happened, what is planned has its own place.
//! Asked once, before it is sent.

use super::entry::Entry;
use super::{App, Dialog};
use crate::docket::{Day, Kind};
use crate::ops::field::Issue;
use crate::text::desk::field as label;
use crate::text::fill;
use serde_json::Value;

/// Keys of days on which something happened.
const HAPPENED: [&str; 6] = ["on", "received_on", "dated", "agreement_on", "accepted_on", "reached"];

/// What the form of an entry records: nothing where its days are plans.
fn kind_of(app: &App, entry: &Entry) -> Option<Kind> {
    match entry {
        Entry::Fact { kind, .. } | Entry::Paper { kind, .. } | Entry::Many(kind) => Some(*kind),
        Entry::NewLead => Some(Kind::LeadReceived),
        Entry::Correct { fact, .. } => {
            let known = app.case.iter().flat_map(|case| &case.stored.docket.facts).find(|known| known.id == *fact);
            known.map(|fact| fact.kind)
        }
        _ => None,
    }
}

impl App {
    /// Whether the form on top says that a paper was received before it was written; sent again as it is, it is meant.
    pub(super) fn asks_received(&mut self, entry: &Entry, values: &[(&'static str, Value)]) -> bool {
        let day = |wanted: &str| {
            let found = values.iter().find(|(key, _)| *key == wanted);
            found.and_then(|(key, value)| Some((*key, value.as_str()?.parse::<Day>().ok()?)))
        };
        let (Some((key, received)), Some((_, written))) = (day("received_on"), day("dated").or_else(|| day("on"))) else {
            return false;
        };
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() else { return false };
        if received >= written
            || !matches!(entry, Entry::Fact { .. } | Entry::Paper { .. })
            || form.meant.contains(&(key, received))
        {
            return false;
        }
        form.meant.push((key, received));
        let with = vec![received.to_string(), written.to_string()];
        form.complain(vec![Issue { with, ..Issue::new(key, "received-early") }]);
        self.say_issue();
        true
    }

    /// Whether the form on top says that something happened on a day that has not come; sent again as it is, it is meant.
    pub(super) fn asks_ahead(&mut self, entry: &Entry, values: &[(&'static str, Value)]) -> bool {
        let Some(kind) = kind_of(self, entry) else { return false };
        let today = self.desk.today;
        let day = |(key, value): &(&'static str, Value)| Some((*key, value.as_str()?.parse::<Day>().ok()?));
        let ahead = |(key, day): &(&'static str, Day)| HAPPENED.contains(key) && *day > today;
        let Some((key, day)) = values.iter().filter_map(day).find(ahead) else { return false };
        let (text, lang) = (self.words(), self.lang);
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() else { return false };
        if form.meant.contains(&(key, day)) {
            return false;
        }
        form.meant.push((key, day));
        form.complain(vec![Issue::new(key, "ahead")]);
        let instead = match kind {
            Kind::MeetingHeld | Kind::MeetingAttended | Kind::MeetingStep | Kind::MeetingSigned => text.ahead_meeting,
            Kind::PaymentMade => text.ahead_payment,
            _ => text.ahead_other,
        };
        let why = fill(text.ahead, &[&label(lang, key), &day, &instead]);
        self.say(super::Tone::Refused, &why);
        self.beside(why, Vec::new());
        true
    }
}
