//! What is shown and what a key does to it. Drawing reads this and changes nothing.

mod acts;
mod ahead;
mod apart;
mod approvals;
mod asof;
mod books;
mod bulk;
mod calendar;
mod clash;
mod columns;
mod copy;
mod correct;
mod dialog;
mod dossier;
mod doubts;
mod drafts;
mod duty;
pub mod entry;
mod files;
mod filter;
mod hints;
mod intake;
mod leads;
mod line;
mod listing;
mod marks;
mod merge;
mod moves;
mod moving;
mod news;
mod out;
mod own;
mod pages;
mod palette;
mod papers;
mod read;
mod run;
mod sections;
mod suggest;
mod sums;
mod talk_acts;
mod talk_views;
mod talks;
mod tasks;
mod triage;
mod views;
mod watch;
mod why;
mod withdrawn;
mod work;

pub(in crate::tui) use acts::kinds;
pub use approvals::Queue;
pub use calendar::{Calendar, Shape};
pub use columns::arrow;
pub use dialog::{Choice, Dialog, Picker, Reader};
pub use filter::FilterLine;
pub use intake::{Fate, Intake, Item, Room};
use leads::COUNTED;
pub use leads::{Leads, Touch};
pub use listing::Listing;
pub use marks::Marking;
pub use merge::Together;
pub use talks::{Inside, Tracker};
pub use triage::Triage;
pub use watch::Watched;
pub use withdrawn::Taken;
pub use work::Told;

use super::clip::Between;
use super::form::Form;
use super::lines::Target;
use super::terminal::Looks;
use crate::docket::Day;
use crate::law::Cite;
use crate::ops::Desk;
use crate::ops::view::CaseView;
use crate::text::Lang;
use crate::text::desk::DeskWords;

/// A pane of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// 1 线索
    Leads,
    /// 2 案件
    Case,
    /// 3 期限
    Calendar,
    /// 4 磋商
    Talks,
    /// 5 督办
    Watch,
    /// 7 审批
    Approvals,
}

impl Pane {
    /// In the order of Tab.
    pub const ALL: &'static [Pane] = &[Pane::Leads, Pane::Case, Pane::Calendar, Pane::Talks, Pane::Watch, Pane::Approvals];
}

/// How a message reaches the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// The law's "not yet".
    Refused,
    /// Something went wrong.
    Error,
    /// To know.
    Info,
}

/// A place in a list of `count`, moved by some rows and kept within it.
fn moved(at: usize, by: isize, count: usize) -> usize {
    (at as isize).saturating_add(by).clamp(0, count.saturating_sub(1) as isize) as usize
}

/// The desk as it is shown.
#[derive(Debug)]
pub struct App {
    /// Everything an act needs.
    pub desk: Desk,
    /// The language.
    pub lang: Lang,
    /// The pane with the keys.
    pub focus: Pane,
    /// One pane over the whole screen.
    pub full: bool,
    /// The list without a place among the four from which the shown docket was opened: Esc goes back there.
    left: Option<Pane>,
    /// The lead pane.
    pub leads: Leads,
    /// The docket shown.
    pub case: Option<CaseView>,
    /// Its lines.
    pub case_lines: Listing,
    /// How its register of papers is looked at.
    pub papers: super::lines::Look,
    /// The lines of the other dockets on which the officer moved about, as they were left.
    case_places: std::collections::BTreeMap<i64, Listing>,
    /// The calendar pane.
    pub calendar: Calendar,
    /// The agenda, as lines.
    pub agenda: Listing,
    /// The lines of the negotiations of the view.
    pub talks: Listing,
    /// The negotiation pane.
    pub tracker: Tracker,
    /// The list of major cases.
    pub watched: Watched,
    /// The queue of approvals.
    pub queue: Queue,
    /// Open dialogs, the last one on top.
    pub dialogs: Vec<Dialog>,
    /// The last message.
    pub status: Option<(Tone, String)>,
    /// The articles that it rests on.
    said: Vec<Cite>,
    /// The day was given and does not change at midnight.
    pub fixed_day: bool,
    /// The end.
    pub quit: bool,
    /// A sitting of triage, over the panes.
    pub triage: Option<Triage>,
    /// What lies between the desk and the officer's clipboard.
    pub between: Between,
    /// What the terminal can show.
    pub looks: Looks,
    /// What is to go into the clipboard.
    clip: Option<String>,
    /// A ledger on its way in, over the panes.
    pub intake: Option<Intake>,
    /// Who reads ledgers: this process, unless the program names its own.
    pub reader: crate::papers::ledger::Reader,
    /// Where the office's own years of the calendar are kept, if anywhere.
    pub years: Option<std::path::PathBuf>,
    /// Drafts while many keys come at once.
    drafts: drafts::Drafts,
    /// What the last act made due.
    offered: Option<tasks::Offer>,
    /// Long work that is prepared.
    waiting: Option<work::Work>,
    /// It waits to be run.
    working: bool,
    /// Leads that are being put together or taken apart.
    merging: merge::Merging,
    seen: i64,
}

impl App {
    /// The desk on a database; a first start asks for the profile.
    pub fn new(desk: Desk, lang: Lang, fixed_day: bool) -> Self {
        desk.store.warm();
        let today = desk.today;
        let mut app = Self {
            desk,
            lang,
            focus: Pane::Leads,
            full: false,
            left: None,
            leads: Leads::default(),
            case: None,
            papers: super::lines::Look::default(),
            case_lines: Listing::folding(),
            case_places: std::collections::BTreeMap::new(),
            calendar: Calendar::new(today),
            agenda: Listing::default(),
            talks: Listing::default(),
            tracker: Tracker::default(),
            watched: Watched::default(),
            queue: Queue::default(),
            dialogs: Vec::new(),
            status: None,
            said: Vec::new(),
            fixed_day,
            quit: false,
            triage: None,
            between: Between::default(),
            looks: Looks::default(),
            clip: None,
            intake: None,
            reader: crate::papers::ledger::Reader::Here,
            years: None,
            drafts: drafts::Drafts::default(),
            offered: None,
            waiting: None,
            working: false,
            merging: merge::Merging::default(),
            seen: 0,
        };
        app.load_views();
        app.load_own_talks();
        app.restore_place();
        app.refresh();
        if !app.desk.is_set_up() {
            app.first_start();
        }
        app.tell_drafts();
        app.tell_new_rules();
        app.tell_taken_up();
        if let Some(ahead) = app.desk.ahead() {
            app.say(Tone::Error, crate::text::fill(app.words().clock_back, &[&app.desk.today, &ahead]));
        }
        if let Some(notice) = app.desk.store.notices().first() {
            app.status = Some((Tone::Error, crate::text::desk::notice(lang, notice)));
        }
        app
    }

    /// The words of the screens.
    pub fn words(&self) -> &'static DeskWords {
        DeskWords::of(self.lang)
    }

    /// Says something on the status line.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.status = Some((tone, crate::text::safe::line(&text.into())));
    }

    /// The docket selected in the lead list.
    pub fn selected(&self) -> Option<i64> {
        self.leads.selected()
    }

    /// The docket that acts work on: the one shown in the case pane when it has the keys, else the selected one.
    pub fn current(&self) -> Option<i64> {
        let shown = self.case.as_ref().map(|case| case.stored.docket.id);
        match self.focus {
            Pane::Leads => self.selected().or(shown),
            Pane::Case => shown,
            Pane::Calendar => Self::target_docket(&self.agenda).or(shown),
            Pane::Talks => self.talk_at().map(|(docket, _)| docket).or(shown),
            Pane::Watch => self.watched_at().or(shown),
            Pane::Approvals => self.approval_at().map(|row| row.docket).or(shown),
        }
    }

    fn target_docket(listing: &Listing) -> Option<i64> {
        match listing.current()?.target.as_ref()? {
            Target::Docket(id)
            | Target::Deadline { docket: id, .. }
            | Target::Approval { docket: id, .. }
            | Target::Begin { docket: id, .. } => Some(*id),
            Target::Step { .. }
            | Target::Paper(_)
            | Target::Absent(_)
            | Target::Record { .. }
            | Target::Tasks(_)
            | Target::Fold(_)
            | Target::Collision { .. }
            | Target::Section(_)
            | Target::Entry { .. }
            | Target::Duty { .. }
            | Target::Fact(_)
            | Target::Value { .. }
            | Target::Attribute(_)
            | Target::Talk(_) => None,
        }
    }

    /// The open form, if one is on top.
    pub fn form(&self) -> Option<&Form> {
        match self.dialogs.last() {
            Some(Dialog::Form(form, _)) => Some(form),
            _ => None,
        }
    }
}

/// The first day of a day's month.
pub fn first_of(day: Day) -> Day {
    use chrono::Datelike;
    day.with_day(1).unwrap_or(day)
}

/// The last day of a day's month.
pub fn last_of(day: Day) -> Day {
    let next = first_of(day).checked_add_months(chrono::Months::new(1));
    next.and_then(|day| day.pred_opt()).unwrap_or(day)
}
