//! Two officers in one docket: whoever comes second is told who wrote what and when, field by field; nothing typed is lost,
//! and one key goes on.

use crate::common::desk::{act, day, desk_on, put};
use crate::common::files::until;
use crate::common::keys::{field, press, shows};
use sunpei::docket::{Fact, Kind};
use sunpei::ops::Desk;
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::{Dialog, Pane, Tone};

fn facts(desk: &Desk, id: i64) -> usize {
    desk.docket(id).unwrap().unwrap().docket.facts.len()
}

/// Two desks on one database, a docket of a story up to a fact, and the second officer's screen on it.
struct House {
    _folder: tempfile::TempDir,
    other: Desk,
    app: App,
    id: i64,
}

impl House {
    fn new(story: &str, end: Kind, lang: Lang) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let mut other = desk_on(Store::open(&path).unwrap(), "李明", "2026-11-25");
        let id = put(&mut other, until(story, end));
        let mut app = App::new(desk_on(Store::open(&path).unwrap(), "王芳", "2026-11-25"), lang, true);
        app.show(id);
        (app.focus, app.full) = (Pane::Case, true);
        Self { _folder: folder, other, app, id }
    }

    /// A fact that both know.
    fn fact(&mut self, fact: Fact) -> i64 {
        act(&mut self.other, self.id, fact).unwrap();
        self.app.show(self.id);
        self.other.docket(self.id).unwrap().unwrap().docket.facts.last().unwrap().id
    }

    /// The other one puts a fact right.
    fn corrects(&mut self, fact: i64, changes: &[(&str, &str)]) {
        let stored = self.other.docket(self.id).unwrap().unwrap();
        let known = self.other.correctable(&stored, fact).unwrap().clone();
        let all = self.other.fields_of(&stored, &known);
        let texts = all.iter().map(|field| {
            let new = changes.iter().find(|(key, _)| *key == field.key).map(|(_, text)| (*text).to_owned());
            new.unwrap_or_else(|| if field.key == "why" { "核对原件".to_owned() } else { field.initial.clone() })
        });
        let texts = texts.collect::<Vec<_>>();
        let (fields, texts) = sunpei::ops::correct::changed(all, texts);
        let values = sunpei::ops::field::read(&fields, &texts, &|text| text.parse().ok()).unwrap();
        let cause = self.other.correction(&stored, fact, &fields, &values).unwrap();
        let preview = self.other.look(stored.revision, &cause).unwrap();
        self.other.take_correction(&preview).unwrap();
    }

    /// The other one takes a fact back.
    fn retracts(&mut self, fact: i64) {
        let stored = self.other.docket(self.id).unwrap().unwrap();
        let cause = self.other.retraction(&stored, fact, "记错了案件").unwrap();
        let preview = self.other.look(stored.revision, &cause).unwrap();
        self.other.take_correction(&preview).unwrap();
    }

    fn on(&mut self, text: &str) {
        let found = self.app.case_lines.lines.iter().rposition(|line| line.text.contains(text) && line.target.is_some());
        self.app.case_lines.at = found.unwrap_or_else(|| panic!("no line {text}"));
    }

    fn count(&self) -> usize {
        facts(&self.other, self.id)
    }

    fn told(&self) -> String {
        self.app.form().map(|form| form.refusal.join("\n")).unwrap_or_default()
    }

    fn live(&self, text: &str) -> Vec<String> {
        let stored = self.other.docket(self.id).unwrap().unwrap();
        let live =
            stored.docket.state().live.into_iter().filter(|fact| serde_json::to_string(&fact.data).unwrap().contains(text));
        live.map(|fact| format!("{} {} {}", fact.by, fact.on, serde_json::to_string(&fact.data).unwrap())).collect()
    }
}

fn note(text: &str) -> Fact {
    Fact::new(Kind::NoteAdded, day("2026-11-20")).with("note", text)
}

#[test]
fn two_corrections_of_one_fact_are_laid_side_by_side() {
    for lang in [Lang::Zh, Lang::En] {
        let mut house = House::new("straight", Kind::MeetingHeld, lang);
        let fact = house.fact(note("电话核实渗坑").with("about", "现场"));
        house.on("电话核实渗坑");
        press(&mut house.app, "E");
        field(&mut house.app, "note", "Backspace*20 \"电话核实渗坑两处\"");
        field(&mut house.app, "why", "\"漏记一处\"");
        house.corrects(fact, &[("note", "电话核实渗坑三处"), ("about", "渗坑")]);
        let before = house.count();
        press(&mut house.app, "C-s");
        assert_eq!(house.count(), before, "nothing is overwritten");
        let told = house.told();
        for word in ["李明", "11-", "电话核实渗坑两处", "电话核实渗坑三处", "渗坑", "Ctrl-T"] {
            assert!(told.contains(word), "lacks {word}: {told}");
        }
        shows(&house.app, &["李明", "电话核实渗坑两处", "Ctrl-T"]);
        let content = house.app.form().unwrap().content();
        assert!(content.contains(&"电话核实渗坑两处".to_owned()) && content.contains(&"漏记一处".to_owned()), "{content:?}");
        assert!(content.contains(&"渗坑".to_owned()), "what was left alone follows the other one: {content:?}");
        // Sent again it puts the other one's version right.
        press(&mut house.app, "C-s");
        assert!(house.app.form().is_none(), "{}", house.told());
        let live = house.live("电话核实");
        assert_eq!(live.len(), 1, "{live:?}");
        assert!(live[0].contains("王芳") && live[0].contains("两处") && live[0].contains("\"渗坑\""), "{live:?}");
    }
}

#[test]
fn one_key_lets_the_other_ones_stand() {
    let mut house = House::new("straight", Kind::MeetingHeld, Lang::Zh);
    let fact = house.fact(note("电话核实渗坑"));
    house.on("电话核实渗坑");
    press(&mut house.app, "E");
    field(&mut house.app, "note", "Backspace*20 \"电话核实渗坑两处\"");
    field(&mut house.app, "why", "\"漏记\"");
    house.corrects(fact, &[("note", "电话核实渗坑三处")]);
    press(&mut house.app, "C-s");
    let before = house.count();
    press(&mut house.app, "C-t");
    assert!(house.app.form().is_none());
    assert!(house.app.status.as_ref().unwrap().1.contains("以对方的为准"), "{:?}", house.app.status);
    assert_eq!((house.count(), house.live("渗坑三处").len()), (before, 1));
    // Another field that only this officer changed is still to be sent.
    let fact = house.fact(note("现场检查").with("about", "渗坑"));
    house.on("现场检查");
    press(&mut house.app, "E");
    field(&mut house.app, "note", "Backspace*20 \"现场检查两次\"");
    field(&mut house.app, "about", "C-u \"渗坑和管道\"");
    field(&mut house.app, "why", "\"漏记\"");
    house.corrects(fact, &[("note", "现场检查三次")]);
    press(&mut house.app, "C-s C-t");
    let content = house.app.form().expect("what is left of the own").content();
    assert!(content.contains(&"现场检查三次".to_owned()) && content.contains(&"渗坑和管道".to_owned()), "{content:?}");
    press(&mut house.app, "C-s");
    assert!(house.live("现场检查三次")[0].contains("渗坑和管道"));
}

#[test]
fn a_fact_that_was_taken_back_meanwhile_is_recorded_anew_or_left() {
    for lang in [Lang::Zh, Lang::En] {
        for keep in [true, false] {
            let mut house = House::new("straight", Kind::MeetingHeld, lang);
            let fact = house.fact(note("电话核实渗坑"));
            house.on("电话核实渗坑");
            press(&mut house.app, "E");
            field(&mut house.app, "note", "Backspace*20 \"电话核实渗坑两处\"");
            field(&mut house.app, "why", "\"漏记\"");
            house.retracts(fact);
            let before = house.count();
            press(&mut house.app, "C-s");
            let told = house.told();
            for word in ["李明", "记错了案件", "Ctrl-T"] {
                assert!(told.contains(word), "lacks {word}: {told}");
            }
            shows(&house.app, &["记错了案件"]);
            press(&mut house.app, if keep { "C-s" } else { "C-t" });
            assert!(house.app.form().is_none(), "{}", house.told());
            assert_eq!(house.count(), before + usize::from(keep));
            assert_eq!(house.live("渗坑两处").len(), usize::from(keep));
        }
    }
}

#[test]
fn taking_back_what_another_one_took_back_or_put_right() {
    let mut house = House::new("straight", Kind::MeetingHeld, Lang::Zh);
    let fact = house.fact(note("电话核实渗坑"));
    house.on("电话核实渗坑");
    press(&mut house.app, "W \"重复记录\"");
    house.retracts(fact);
    let before = house.count();
    press(&mut house.app, "Enter");
    assert!(house.app.form().is_none() && house.count() == before);
    let said = &house.app.status.as_ref().unwrap().1;
    assert!(said.contains("李明") && said.contains("记错了案件"), "{said}");
    let fact = house.fact(note("现场检查"));
    house.on("现场检查");
    press(&mut house.app, "W \"重复记录\"");
    house.corrects(fact, &[("note", "现场检查三次")]);
    press(&mut house.app, "Enter");
    assert!(house.told().contains("现场检查三次") && house.app.form().unwrap().content() == ["重复记录"], "{}", house.told());
    press(&mut house.app, "Enter");
    assert!(house.app.form().is_none() && house.live("现场检查").is_empty(), "{:?}", house.live("现场检查"));
}

#[test]
fn two_amendments_of_a_registration_come_together() {
    for lang in [Lang::Zh, Lang::En] {
        let mut house = House::new("straight", Kind::MeetingHeld, lang);
        press(&mut house.app, "G E");
        if house.app.form().is_none_or(|form| form.fields.iter().all(|field| field.key != "title")) {
            press(&mut house.app, "Esc g E");
        }
        field(&mut house.app, "title", "C-u \"渗坑排放废水案\"");
        let mut amend = Fact::new(Kind::DocketAmended, day("2026-11-25"));
        amend.data.set("attributes", serde_json::json!({ "title": "红山化工渗坑案", "place": "林西县" }));
        act(&mut house.other, house.id, amend).unwrap();
        press(&mut house.app, "C-s");
        let told = house.told();
        for word in ["李明", "渗坑排放废水案", "红山化工渗坑案", "林西县"] {
            assert!(told.contains(word), "lacks {word}: {told}");
        }
        press(&mut house.app, "C-s");
        let stored = house.other.docket(house.id).unwrap().unwrap();
        let it = stored.docket.state().attributes.into_owned();
        assert_eq!((it.title.as_str(), it.place.as_deref()), ("渗坑排放废水案", Some("林西县")), "{}", house.told());
    }
}

/// What a correction moves is shown over its form: left, nothing typed is lost; a colleague's word in between is said there.
#[test]
fn what_moves_is_left_without_losing_the_form() {
    let mut house = House::new("straight", Kind::ReplyReceived, Lang::Zh);
    house.on("收到告知书");
    press(&mut house.app, "E");
    let received = house.app.form().unwrap().content()[0].clone();
    let later = day(&received).succ_opt().unwrap().to_string();
    field(&mut house.app, "on", &format!("C-u \"{later}\""));
    field(&mut house.app, "why", "\"回执写的是次日\" C-s");
    assert!(matches!(house.app.dialogs.last(), Some(Dialog::Picker(_))), "what moves is shown");
    press(&mut house.app, "Esc");
    assert_eq!(house.app.form().expect("the form is still there").content()[0], later);
    press(&mut house.app, "C-s");
    act(&mut house.other, house.id, note("另有情况")).unwrap();
    let before = house.count();
    press(&mut house.app, "End Enter");
    assert_eq!(house.count(), before);
    assert!(house.told().contains("另有情况"), "{}", house.told());
    press(&mut house.app, "C-s End Enter");
    assert!(house.app.dialogs.is_empty(), "{:?}", house.app.dialogs);
    assert_eq!(house.count(), before + 2);
    assert!(house.live("").iter().any(|fact| fact.starts_with(&format!("王芳 {later}"))));
}

/// Consent is to what was read: what was put right since is read first.
#[test]
fn a_proposal_that_was_changed_since_it_was_read_is_read_again() {
    let mut house = House::new("straight", Kind::CaseFiled, Lang::Zh);
    let proposal = Fact::new(Kind::FilingProposed, day("2026-11-20")).with("note", "损害约三万元");
    house.retract_approvals();
    let fact = house.fact(proposal);
    press(&mut house.app, "7");
    shows(&house.app, &["待我决定"]);
    house.corrects(fact, &[("note", "损害约三十万元")]);
    let before = house.count();
    press(&mut house.app, "A");
    assert_eq!(house.count(), before, "not what was read");
    shows(&house.app, &["李明", "损害约三十万元"]);
    press(&mut house.app, "Esc A");
    assert_eq!(house.count(), before + 1, "{:?}", house.app.status);
}

impl House {
    /// The story's own proposal and consent to file are taken back.
    fn retract_approvals(&mut self) {
        let stored = self.other.docket(self.id).unwrap().unwrap();
        let old = |fact: &&Fact| matches!(fact.kind, Kind::FilingProposed | Kind::FilingApproved);
        let gone = stored.docket.facts.iter().filter(old).map(|fact| Fact::withdrawing(fact.id, day("2026-11-25")));
        let gone: Vec<Fact> = gone.collect();
        let revision = self.other.store.revision(self.id).unwrap();
        self.other.record(self.id, revision, gone, "undo", None).unwrap();
    }
}

/// Two officers in one form: the second sees the first one's fields beside the own, loses nothing, and sends again.
#[test]
fn two_officers_in_one_form_compare_field_by_field() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let mut first = desk_on(Store::open(&path).unwrap(), "李明", "2026-11-25");
        let id = put(&mut first, until("straight", Kind::MeetingHeld));
        let mut app = App::new(desk_on(Store::open(&path).unwrap(), "王芳", "2026-11-25"), lang, true);
        app.show(id);
        app.focus = Pane::Case;
        press(&mut app, "o");
        press(&mut app, &format!("\"{}\" Enter", lang.pick("召开磋商会议", "hold a negotiation meeting")));
        field(&mut app, "on", "C-u \"2026-04-08\"");
        field(&mut app, "minutes", "\"第一次会议，各执一词\"");
        // Meanwhile the other one records a meeting, and a note.
        let other = Fact::new(Kind::MeetingHeld, day("2026-04-09")).with("minutes", "双方同意先修复").with("presider", "王局");
        act(&mut first, id, other).unwrap();
        act(&mut first, id, Fact::new(Kind::NoteAdded, day("2026-11-25")).with("note", "已电话核实")).unwrap();
        let before = facts(&first, id);
        press(&mut app, "C-s");
        assert_eq!(facts(&first, id), before, "nothing is overwritten");
        assert_eq!(app.status.as_ref().map(|(tone, _)| *tone), Some(Tone::Refused));
        let told = app.form().unwrap().refusal.join("\n");
        for word in ["李明", "2026-04-08", "2026-04-09", "第一次会议，各执一词", "双方同意先修复", "王局", "已电话核实"]
        {
            assert!(told.contains(word), "lacks {word}: {told}");
        }
        shows(&app, &["李明"]);
        assert!(app.form().unwrap().content().iter().any(|typed| typed == "第一次会议，各执一词"), "nothing is lost");
        // Seen, it is sent again on the docket as it stands now.
        press(&mut app, "C-s");
        if app.form().is_some_and(|form| form.fields[form.at].key == "by_role") {
            press(&mut app, "\"王局\" Tab \"两次会议\" C-s");
        }
        assert!(app.form().is_none(), "{:?}", app.form().map(|form| &form.refusal));
        assert_eq!(facts(&first, id), before + 1);
    }
}
