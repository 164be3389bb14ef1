//! Questions about a fact that the law takes and that is more often a slip: asked once in its form, sent again it is meant.

use super::{App, Dialog, Tone};
use crate::docket::Fact;
use crate::text::{fill, law as words};

impl App {
    /// Whether the form on top is asked something about the last of its facts.
    pub(super) fn asks_once(&mut self, docket: i64, revision: i64, facts: &[Fact]) -> bool {
        let Ok(Some(stored)) = self.desk.docket(docket) else { return false };
        // Of what a colleague changed meanwhile, and of what the law refuses, that is said.
        let refused = |fact: &Fact| {
            let guard = self.desk.law_of(&stored).guard(&stored.docket, fact, fact.on.min(self.desk.today));
            !guard.allows() && !guard.overridable()
        };
        if stored.revision != revision || facts.first().is_some_and(refused) {
            return false;
        }
        let doubts = self.desk.doubts(&stored, facts);
        let (text, lang) = (self.words(), self.lang);
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() else { return false };
        let new = |with: &(&'static str, Vec<String>)| !form.asked_once.contains(with);
        let Some(doubt) = doubts.into_iter().find(|one| new(&(one.issue.code, one.issue.with.clone()))) else { return false };
        form.asked_once.push((doubt.issue.code, doubt.issue.with.clone()));
        form.complain(vec![doubt.issue.clone()]);
        let (issue, kind) = (doubt.issue, doubt.follows.map(|kind| words::kind(lang, kind)).unwrap_or_default());
        let mut with: Vec<&dyn std::fmt::Display> = issue.with.iter().map(|one| one as &dyn std::fmt::Display).collect();
        with.push(&kind);
        let why = match issue.code {
            "follows" => fill(text.doubt_follows, &with),
            "due-early" => fill(text.doubt_due, &with),
            "over-agreed" => fill(text.doubt_agreed, &with),
            "over-owed" => fill(text.doubt_owed, &with),
            _ => {
                let label = doubt.label.as_ref().map(|label| words::label(lang, label)).unwrap_or_default();
                fill(text.doubt_need, &[&label, &words::cites(&self.desk.library, &doubt.cites)])
            }
        };
        self.say(Tone::Refused, &why);
        self.said.clone_from(&doubt.cites);
        self.beside(why, doubt.cites);
        true
    }
}
