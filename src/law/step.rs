//! Steps: what can be recorded from which state, and what has to be on file first.

use super::answer::{Cite, Force, Label};
use super::cond::Cond;
use crate::docket::{Kind, Stage};
use std::sync::Arc;

/// A step of the procedure, from a profile.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id: a transition of the life cycle or a task.
    pub id: Arc<str>,
    /// The named command that records it.
    pub command: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The layer that wrote it last.
    pub origin: Arc<str>,
    /// The kind of fact that it records.
    pub fact: Kind,
    /// The states it starts from; empty is every state.
    pub from: Vec<Stage>,
    /// A further condition for it to be thought of at all.
    pub when: Option<Cond>,
    /// A duty (must), in principle, or an option (may).
    pub force: Force,
    /// When it is a duty only under a condition.
    pub must_when: Option<Cond>,
    /// A duty once a value that it offers is met by the facts and rests on nobody's opinion.
    pub deemed: bool,
    /// Who owes it.
    pub by: Arc<str>,
    /// The time limit that runs for it.
    pub period: Option<Arc<str>>,
    /// The task of a duty without a number, by its rule id.
    pub task: Option<Arc<str>>,
    /// Somebody outside owes it and the text sets no duty: it is waited for like a task.
    pub awaits: bool,
    /// Days after which an open task is told once more: the office's own reminder, no text sets it.
    pub remind: Option<i64>,
    /// A task of nearly every docket: it stands in its docket, and is only counted among the tasks of the office.
    pub routine: bool,
    /// The facts directly after which it is offered.
    pub after: Vec<Kind>,
    /// The proposals that it answers: it consents to them, or it returns them.
    pub answers: Vec<Kind>,
    /// It returns what was proposed, with a reason.
    pub returns: bool,
    /// Another person than whoever proposed it decides: what is said where nobody else does.
    pub another: Option<Label>,
    /// A list of the profile whose values this step records under a key, each offered when its condition holds.
    pub offers: Option<(Arc<str>, Arc<str>)>,
    /// For a duty without a number: the kind of fact since which days are counted.
    pub since: Vec<Kind>,
    /// It stands open once for every stage reached and not entered in the reporting system.
    pub each_stage: bool,
    /// Asked once per liable party.
    pub per_party: bool,
    /// The papers it makes, by their keys in the list `paper`.
    pub papers: Vec<Arc<str>>,
    /// Keys that its form does not leave empty. A file that says less is judged by the needs alone.
    pub asks: Vec<Arc<str>>,
    /// What has to be on file.
    pub needs: Vec<Need>,
    /// What it needs is shown item by item, with the lists whose values its fact names.
    pub checklist: bool,
    /// What follows by the text itself once the facts are there.
    pub effect: Option<Label>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// Something that has to hold before a step.
#[derive(Debug, Clone)]
pub struct Need {
    /// What is missing when it does not hold.
    pub label: Label,
    /// The condition.
    pub cond: Cond,
    /// Forbids, warns, or is only asked.
    pub force: Force,
    /// What it is about at all; where that does not hold there is nothing to show.
    pub applies: Option<Cond>,
    /// The facts that fill it, where the condition alone does not say which act is meant.
    pub fills: Vec<Kind>,
    /// Whether the text leaves room to decide otherwise on record.
    pub overridable: bool,
    /// It asks for somebody's consent: a reason on file is judged, and does not stand in for the consent at the desk.
    pub consent: bool,
    /// Asked once at the desk where it does not hold; a file is not judged by it.
    pub asked: bool,
    /// The articles.
    pub cites: Vec<Cite>,
}
