//! Taking merged leads apart, and dividing a lead into a series: each with its preview.

use super::merge::{NAMED, Together};
use super::{App, Choice, Dialog, Picker, Tone};
use crate::ops::merge::Bar;
use crate::text::merge::{self as words, Words};
use crate::text::{fill, ops as ops_words};
use crate::tui::lines::Line;

impl App {
    // ---- Taking apart -------------------------------------------------------------------------------------------

    /// Shows what taking the current docket apart would do.
    pub(super) fn open_apart(&mut self) {
        let Some(id) = self.asked_or_say() else { return };
        let read = self.desk.plan_apart(id);
        let plan = match self.told(read) {
            Some(Ok(plan)) => plan,
            Some(Err(bar)) => return self.refuse(&words::bar(self.lang, &bar), Vec::new()),
            None => return,
        };
        let say = Words::of(self.lang);
        let mut above: Vec<String> = plan
            .members
            .iter()
            .take(NAMED)
            .map(|one| {
                let stage = one.stage.map_or("", |stage| crate::text::law::stage(self.lang, stage));
                let due = one.due.map_or_else(|| say.apart_open.to_owned(), |day| fill(say.due, &[&day]));
                format!("{} {} {} · {stage} · {due}", say.apart_back, one.side.line.number, one.side.line.title)
            })
            .collect();
        if plan.members.len() > NAMED {
            above.push(format!("  {}", fill(say.more, &[&(plan.members.len() - NAMED)])));
        }
        for one in &plan.targets {
            let number = &one.side.line.number;
            let kinds: Vec<String> =
                one.facts.iter().map(|fact| format!("{} {}", fact.on, crate::text::law::kind(self.lang, fact.kind))).collect();
            if one.gone {
                above.push(fill(say.apart_gone, &[number]));
            } else if kinds.is_empty() {
                above.push(fill(say.apart_left, &[number]));
            } else {
                above.push(fill(say.apart_stays, &[number, &kinds.join(self.lang.pick("，", ", "))]));
            }
        }
        let title =
            fill(say.apart_title, &[&self.desk.store.line(id).ok().flatten().map_or_else(String::new, |line| line.number)]);
        let items = vec![(Line::head(&fill(say.apart_take, &[&plan.members.len()])), Choice::Together(Together::Apart))];
        self.merging.apart = Some(plan);
        self.push_preview(title, &above, items);
    }

    pub(super) fn take_apart(&mut self) {
        let Some(plan) = self.merging.apart.take() else { return };
        match self.desk.apart(&plan) {
            Ok(done) => {
                self.dialogs.clear();
                let back: Vec<i64> = plan.members.iter().map(|one| one.side.stored.docket.id).collect();
                self.leads.marks.extend(self.merging.marked.iter().filter(|id| back.contains(id)));
                self.merging.marked.retain(|id| !back.contains(id));
                self.settle(&done);
                if let Some(first) = back.first() {
                    self.show_in_list(*first);
                }
                let stays: usize = plan.targets.iter().map(|one| one.facts.len()).sum();
                let text = words::taken_apart(self.lang, back.len(), stays);
                self.say(Tone::Done, text);
            }
            Err(error) => self.fail(&error),
        }
    }

    // ---- A series -----------------------------------------------------------------------------------------------

    /// Asks how the current lead is divided; a number goes to its preview at once.
    pub(super) fn open_series(&mut self, argument: &str) {
        let Some(id) = self.asked_or_say() else { return };
        self.merging.of = id;
        if !argument.is_empty() {
            let number = argument.trim().parse::<usize>().unwrap_or(0);
            return self.preview_series(Some(number));
        }
        let say = Words::of(self.lang);
        let mut items = Vec::new();
        match self.desk.plan_series(id, None) {
            Ok(Ok(plan)) => {
                let text = fill(say.series_by_party, &[&plan.parts.len()]);
                items.push((Line::head(&text), Choice::Together(Together::Parts(None))));
            }
            Ok(Err(Bar::Parts)) => {}
            Ok(Err(bar)) => return self.refuse(&words::bar(self.lang, &bar), Vec::new()),
            Err(error) => return self.say(Tone::Error, ops_words::store(self.lang, &error)),
        }
        for number in 2..=crate::ops::merge::MOST {
            let text = fill(say.series_by_number, &[&number]);
            items.push((Line::plain(text), Choice::Together(Together::Parts(Some(number)))));
        }
        let mut picker = Picker::new(say.series_number, items);
        picker.above = vec![say.series_how.to_owned()];
        self.dialogs.push(Dialog::Picker(picker));
    }

    pub(super) fn preview_series(&mut self, number: Option<usize>) {
        let read = self.desk.plan_series(self.merging.of, number);
        let plan = match self.told(read) {
            Some(Ok(plan)) => plan,
            Some(Err(bar)) => return self.refuse(&words::bar(self.lang, &bar), Vec::new()),
            None => return,
        };
        let say = Words::of(self.lang);
        let mut above = vec![fill(say.series_each, &[&plan.facts])];
        above.extend(plan.parts.iter().enumerate().map(|(at, part)| {
            let names: Vec<&str> = part.parties.iter().map(|party| party.name.as_str()).collect();
            format!("{}-{} {} · {}", plan.lead.line.number, at + 1, names.join("、"), part.title)
        }));
        let title = fill(say.series_title, &[&plan.lead.line.number, &plan.parts.len()]);
        let items = vec![(Line::head(&fill(say.series_take, &[&plan.parts.len()])), Choice::Together(Together::Series))];
        self.merging.series = Some(plan);
        self.push_preview(title, &above, items);
    }

    pub(super) fn take_series(&mut self) {
        let Some(plan) = self.merging.series.take() else { return };
        match self.desk.series(&plan) {
            Ok(done) => {
                self.dialogs.clear();
                let (lead, sitting) = (plan.lead.stored.docket.id, self.triage.is_some());
                self.settle(&done);
                if sitting {
                    self.triage_done(lead, done.link);
                }
                let text = words::divided(self.lang, &plan.lead.line.number, plan.parts.len());
                self.say(Tone::Done, text);
            }
            Err(error) => self.fail(&error),
        }
    }
}
