//! Triage by keystrokes: how many keys a lead takes, what they write, that taking back leaves nothing behind, and that the
//! sitting can be left at any moment and at any size of the window.

use crate::common::desk::{OFFICER, bare_on, desk};
use crate::common::keys;
use crate::common::keys::text;
use std::collections::BTreeMap;
use std::path::Path;
use sunpei::docket::{Attributes, Day, Fact, Kind, Party};
use sunpei::ops::Desk;
use sunpei::ops::triage::Way;
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

const TODAY: &str = "2026-11-22";

/// Presses keys and says how many.
fn press(app: &mut App, script: &str) -> usize {
    keys::press(app, script);
    Key::script(script).len()
}

fn shown(app: &App) -> i64 {
    app.triage.as_ref().unwrap().view.as_ref().unwrap().case.stored.docket.id
}

fn recommended(app: &App) -> Option<Way> {
    app.triage.as_ref().unwrap().view.as_ref().unwrap().recommended
}

/// What a lead is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Like {
    Damage,
    NoDamage,
    NoDamageSaid,
    Double,
    Minor,
    Repaired,
    Other,
    RedLine,
    Later,
    Performed,
    Judgment,
    Deemed,
    NoSubject,
    Permitted,
    NoEffect,
    Otherwise,
}

use Like as L;

const LIKES: [Like; 16] = [
    L::Damage,
    L::NoDamage,
    L::NoDamageSaid,
    L::Double,
    L::Minor,
    L::Repaired,
    L::Other,
    L::RedLine,
    L::Later,
    L::Performed,
    L::Judgment,
    L::Deemed,
    L::NoSubject,
    L::Permitted,
    L::NoEffect,
    L::Otherwise,
];

/// A repeatable source of numbers.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// Leads, half of them routine; every one with what it is like.
fn leads(desk: &mut Desk, count: usize) -> BTreeMap<i64, Like> {
    let mut dice = Dice(20_261_122);
    let mut made = BTreeMap::new();
    let mut earlier: Option<Attributes> = None;
    for n in 0..count {
        let like = match LIKES.get(n) {
            Some(like) => *like,
            None if n % 2 == 0 => L::Damage,
            None => LIKES[dice.roll(LIKES.len())],
        };
        let mut it = Attributes {
            title: format!("第{n}号线索"),
            place: Some(["松山区", "林西县", "敖汉旗"][dice.roll(3)].to_owned()),
            parties: vec![Party { name: format!("第{n}号公司"), ..Party::default() }],
            channel: ["routine", "complaint", "administrative-penalty"][dice.roll(3)].to_owned(),
            medium: Some("water".to_owned()),
            damage_cents: Some(30_000_000),
            estimated: true,
            note: "现场有照片，当事人已作说明".to_owned(),
            ..Attributes::default()
        };
        match like {
            L::Double => it = earlier.clone().unwrap(),
            L::Minor => it.damage_cents = Some(100_000 + dice.roll(200_000) as i64),
            L::RedLine => (it.damage_cents, it.note) = (Some(200_000), "位于生态保护红线内".to_owned()),
            L::Repaired => it.note = "接报后到场。现已完成修复，有验收单".to_owned(),
            L::NoDamageSaid => it.note = "现场核查未造成生态环境损害".to_owned(),
            L::NoDamage | L::NoEffect => it.damage_cents = None,
            L::Other => it.department = Some("water".to_owned()),
            _ => {}
        }
        let day: Day = format!("2026-11-{:02}", if like == L::Double { 20 } else { 1 + n % 15 }).parse().unwrap();
        // Only a lead that stays open is one to repeat.
        if like == L::Otherwise && earlier.is_none() || earlier.is_none() && like == L::Damage {
            earlier = Some(it.clone());
        }
        let id = desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, day)]).unwrap().dockets[0];
        made.insert(id, like);
    }
    made
}

/// The digit of a value in the form's list.
fn digit(app: &App, key: &str) -> String {
    let form = app.form().unwrap();
    let field = form.fields.iter().find(|field| field.key == "ground" || field.key == "way").unwrap();
    let sunpei::ops::field::Shape::Choice(list) = &field.shape else { panic!() };
    (list.iter().position(|(known, _)| **known == *key).unwrap() + 1).to_string()
}

/// Decides the lead shown as its kind asks; says how many keys it took.
fn decide(app: &mut App, like: Like) -> usize {
    let ground = |app: &mut App, key: &str, rest: &str| {
        let keys = press(app, "3");
        let digit = digit(app, key);
        keys + press(app, &digit) + press(app, rest)
    };
    match like {
        L::Damage | L::NoDamageSaid | L::Double => press(app, "Enter"),
        L::NoDamage => press(app, "2"),
        L::Minor => press(app, "Enter y Enter"),
        L::Repaired => press(app, "Enter 1 Space Enter"),
        L::Other => press(app, "6 Enter"),
        L::RedLine => press(app, "r Enter"),
        L::Later => press(app, "7 Enter"),
        L::Performed => ground(app, "performed", "Space Enter"),
        L::Judgment => ground(app, "judgment", "Space y Enter"),
        L::Deemed => ground(app, "deemed-performed", "1 Space Enter"),
        L::NoSubject => ground(app, "no-liable-subject", "y y Enter"),
        L::Permitted => ground(app, "permitted", "Space y Enter"),
        L::NoEffect => ground(app, "markedly-minor", "y Enter"),
        L::Otherwise => ground(app, "other", "Space Enter"),
    }
}

/// The facts that a kind of lead is to have in the end, after the one that it came in.
fn expected(like: Like) -> Vec<(&'static str, &'static str, &'static str)> {
    let non = |ground: &'static str| vec![("check.concluded", "result", "damage"), ("nonfiling.proposed", "ground", ground)];
    match like {
        L::Damage => vec![("check.concluded", "result", "damage"), ("filing.proposed", "", "")],
        L::RedLine => {
            vec![("docket.amended", "", ""), ("check.concluded", "result", "damage"), ("filing.proposed", "", "")]
        }
        L::NoDamage | L::NoDamageSaid => {
            vec![("check.concluded", "result", "no-damage"), ("nonfiling.proposed", "ground", "no-damage")]
        }
        L::Double => vec![("lead.merged", "", "")],
        L::Repaired => vec![("scope.excluded", "proof", "现已完成修复，有验收单")],
        L::Other => vec![("lead.transferred", "to", "水利")],
        L::Later => vec![("lead.snoozed", "", "")],
        L::Minor | L::NoEffect => non("markedly-minor"),
        L::Performed => non("performed"),
        L::Judgment => non("judgment"),
        L::Deemed => non("deemed-performed"),
        L::NoSubject => non("no-liable-subject"),
        L::Permitted => non("permitted"),
        L::Otherwise => non("other"),
    }
}

#[test]
fn a_hundred_leads_at_most_two_keys_each_where_routine_and_five_with_a_ground() {
    let mut desk = desk(TODAY);
    let made = leads(&mut desk, 100);
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "T");
    let mut seen: BTreeMap<Like, usize> = BTreeMap::new();
    // A double is decided while what it repeats is open: it is put off until its turn comes by itself.
    let order: Vec<i64> = made.iter().filter(|(_, like)| **like == L::Double).map(|(id, _)| *id).collect();
    for first in [true, false] {
        for (id, like) in &made {
            if order.contains(id) != first {
                continue;
            }
            while shown(&app) != *id {
                press(&mut app, "Space");
            }
            let before = app.desk.docket(*id).unwrap().unwrap().docket.state().live.len();
            let keys = decide(&mut app, *like);
            let form = app.form().map(|form| (form.refusal.clone(), form.issues.clone(), form.at));
            assert!(form.is_none(), "{like:?} {:?} {form:?}", app.status);
            let routine =
                matches!(like, L::Damage | L::NoDamage | L::NoDamageSaid | L::Double | L::Other | L::RedLine | L::Later);
            assert!(keys <= if routine { 2 } else { 5 }, "{like:?} took {keys}");
            let docket = app.desk.docket(*id).unwrap().unwrap().docket;
            let state = docket.state();
            let found: Vec<_> = state.live[before..].iter().filter(|fact| fact.kind != Kind::LeadAssigned).collect();
            let wanted = expected(*like);
            let names: Vec<&str> = found.iter().map(|fact| fact.kind.name()).collect();
            assert_eq!(names, wanted.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), "{like:?}");
            for (fact, (_, key, value)) in found.iter().zip(&wanted) {
                assert!(key.is_empty() || fact.data.text(key) == Some(value), "{like:?} {key}: {:?}", fact.data);
            }
            *seen.entry(*like).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), 16, "{seen:?}");
    assert_eq!(seen.values().sum::<usize>(), 100);
    assert!(text(&app, (80, 24)).contains("分诊 100/100"), "{}", text(&app, (80, 24)));
}

#[test]
fn taking_back_in_triage_leaves_every_derived_row_as_it_was() {
    let mut desk = desk(TODAY);
    let made = leads(&mut desk, 16);
    let mut app = App::new(desk, Lang::En, true);
    press(&mut app, "T");
    let mut dice = Dice(7);
    let mut before = Vec::new();
    let kinds: Vec<(i64, Like)> = made.into_iter().filter(|(_, like)| *like != L::Double).collect();
    for _ in 0..12 {
        let (id, like) = kinds[dice.roll(kinds.len())];
        if app.triage.as_ref().unwrap().progress().0 > 0 && before.iter().any(|(_, known, _)| *known == id) {
            continue;
        }
        while shown(&app) != id {
            press(&mut app, "Space");
        }
        before.push((app.desk.store.dump_derived().unwrap(), id, app.triage.as_ref().unwrap().progress()));
        decide(&mut app, like);
        let form = app.form().map(|form| (form.refusal.clone(), form.at));
        assert!(form.is_none(), "{like:?} {:?} {form:?}", app.status);
        assert!(app.desk.store.dump_derived().unwrap() != before.last().unwrap().0, "{like:?} wrote nothing");
    }
    assert!(before.len() > 8);
    while let Some((rows, id, progress)) = before.pop() {
        press(&mut app, "u");
        assert_eq!((shown(&app), app.triage.as_ref().unwrap().progress()), (id, progress));
        assert!(app.desk.store.dump_derived().unwrap() == rows, "taking back {id} left something");
    }
    press(&mut app, "u");
    assert!(text(&app, (80, 24)).contains("nothing decided yet"));
}

#[test]
fn a_sitting_goes_on_where_it_was_left_also_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let open = |path: &Path| bare_on(Store::open(path).unwrap(), OFFICER, TODAY);
    let mut desk = open(&path);
    desk.set_up("inner-mongolia", "某市").unwrap();
    leads(&mut desk, 16);
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "T 1 1 Space 1");
    let (third, here) = (app.triage.as_ref().unwrap().progress(), shown(&app));
    assert_eq!(third, (3, 16));
    // Nothing says goodbye: the line is gone.
    drop(app);
    let mut app = App::new(open(&path), Lang::Zh, true);
    press(&mut app, "T");
    assert_eq!((app.triage.as_ref().unwrap().progress(), shown(&app)), (third, here));
    // What the sitting before decided can be taken back from here, and the count goes down with it.
    press(&mut app, "u");
    assert_eq!(app.triage.as_ref().unwrap().progress(), (2, 16));
    assert_eq!(app.desk.store.line(shown(&app)).unwrap().unwrap().stage, "lead_registered");
    // Taken back at the desk it goes down as well, and comes up again with the act.
    press(&mut app, "Esc u T");
    assert_eq!(app.triage.as_ref().unwrap().progress(), (1, 16), "{:?}", app.status);
    press(&mut app, "Esc C-r T");
    assert_eq!(app.triage.as_ref().unwrap().progress(), (2, 16), "{:?}", app.status);
    // Something else was done since: that is not what `u` here takes back.
    let id = shown(&app);
    let revision = app.desk.store.revision(id).unwrap();
    let note = Fact::new(Kind::NoteAdded, app.desk.today).with("note", "x");
    app.desk.record(id, revision, vec![note], "note.add", None).unwrap();
    press(&mut app, "u");
    assert!(text(&app, (80, 24)).contains("请回工作台用 u 撤销"), "{}", text(&app, (80, 24)));
    assert_eq!(app.triage.as_ref().unwrap().progress(), (2, 16));
}

fn long_lead(desk: &mut Desk) -> i64 {
    let attributes = Attributes {
        title: "某化工有限公司经渗坑排放生产废水致周边土壤和地下水受损".to_owned(),
        place: Some("松山区".to_owned()),
        parties: vec![Party { name: "某化工有限公司".to_owned(), ..Party::default() }],
        damage_cents: Some(30_000_000),
        note: (0..40).map(|n| format!("第{n}段：现场情况的说明。")).collect::<Vec<_>>().join("\n"),
        ..Attributes::default()
    };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, "2026-11-01".parse().unwrap())]).unwrap().dockets[0]
}

#[test]
fn at_every_size_the_outcomes_the_recommendation_and_the_progress_stay() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk(TODAY);
        long_lead(&mut desk);
        let mut app = App::new(desk, lang, true);
        press(&mut app, "T");
        assert_eq!(recommended(&app), Some(Way::Damage));
        for (width, height) in [(120, 36), (80, 24), (60, 20), (60, 14), (50, 12), (40, 10), (40, 8), (24, 8), (20, 6), (20, 5)] {
            let rows = screen(&app, width, height);
            assert!(rows.iter().all(|row| sunpei::tui::width::cells(row) <= usize::from(width)));
            let text = rows.join("\n");
            let progress = format!("{} 0/1", lang.pick("分诊", "Triage"));
            assert!(text.contains(&progress), "{width}x{height}\n{text}");
            assert!(text.contains(">1"), "no recommendation {width}x{height}\n{text}");
            let all = ["1", "2", "3", "4", "5", "6", "7"].iter().all(|digit| text.contains(digit));
            assert!(all || text.contains("1-7"), "{width}x{height}\n{text}");
            if height >= 20 {
                assert!(text.contains(lang.pick("7 暂缓", "7 put aside")), "{width}x{height}\n{text}");
            }
        }
        // What does not fit scrolls, to its end and back.
        for (width, height) in [(80, 24), (60, 20), (40, 12)] {
            let first = text(&app, (width, height));
            assert!(first.contains("PageDown") && !first.contains("第39段"), "{first}");
            for _ in 0..40 {
                press(&mut app, "PageDown");
                text(&app, (width, height));
            }
            let last = text(&app, (width, height));
            assert!(last.contains("PageUp") && last.contains(lang.pick("改）", "changes)")), "{last}");
            press(&mut app, "PageUp*60");
            assert_eq!(text(&app, (width, height)), first);
        }
    }
}

#[test]
fn what_the_law_does_not_allow_says_why_with_its_article() {
    let mut desk = desk(TODAY);
    let id = long_lead(&mut desk);
    let concluded = Fact::new(Kind::CheckConcluded, desk.today).with("result", "no-damage");
    let revision = desk.store.revision(id).unwrap();
    desk.record(id, revision, vec![concluded], "check.concluded", None).unwrap();
    let mut app = App::new(desk, Lang::Zh, true);
    // Marked leads come in whatever their state.
    press(&mut app, "] ] ] Space T");
    assert_eq!(shown(&app), id);
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let text = text(&app, (width, height));
        assert!(text.contains("×4 已经修复") && text.contains("×5 重复"), "{text}");
    }
    assert!(text(&app, (120, 36)).contains("现在的状态不能办"), "{}", text(&app, (120, 36)));
    press(&mut app, "4");
    assert!(app.form().is_none());
    assert!(text(&app, (120, 36)).contains("现在的状态不能办；应在：线索登记"), "{}", text(&app, (120, 36)));
    // The check is concluded already and is not concluded again.
    press(&mut app, "2");
    assert_eq!(app.desk.store.line(id).unwrap().unwrap().stage, "nonfiling_review", "{:?}", app.status);
    let docket = app.desk.docket(id).unwrap().unwrap().docket;
    assert_eq!(docket.state().all(Kind::CheckConcluded).len(), 1);
}

#[test]
fn a_repeat_within_two_years_is_looked_up_and_takes_the_easy_way_out() {
    let mut desk = desk(TODAY);
    let lead = |desk: &mut Desk, title: &str, on: &str| {
        let parties = vec![Party { name: "恒源纸业公司".to_owned(), ..Party::default() }];
        let attributes = Attributes { title: title.to_owned(), parties, damage_cents: Some(200_000), ..Attributes::default() };
        desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, on.parse().unwrap())]).unwrap().dockets[0]
    };
    let old = lead(&mut desk, "旧案", "2025-06-01");
    let revision = desk.store.revision(old).unwrap();
    let damage = Fact::new(Kind::CheckConcluded, "2025-06-20".parse().unwrap()).with("result", "damage");
    desk.record(old, revision, vec![damage], "check.concluded", None).unwrap();
    let new = lead(&mut desk, "新线索", "2026-11-10");
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "T");
    assert_eq!(shown(&app), new);
    // Within the figure, and all the same not markedly minor: the article that says so stands there.
    assert_eq!(recommended(&app), Some(Way::Damage));
    for (width, height) in [(120, 36), (80, 24)] {
        let text = text(&app, (width, height));
        for word in ["2年内再次发生 是", "2025-06-01", "不能按显著轻微不启动", "规定15条"] {
            assert!(text.contains(word), "{word}\n{text}");
        }
    }
    // The form of the grounds says it, too, and the law refuses the ground.
    press(&mut app, "3");
    assert!(text(&app, (120, 36)).contains("× 显著轻微：不是2年内再次发生"), "{}", text(&app, (120, 36)));
    let minor = digit(&app, "markedly-minor");
    press(&mut app, &format!("{minor} y Enter"));
    assert!(app.form().is_some());
    press(&mut app, "Esc 1");
    assert_eq!(app.desk.store.line(new).unwrap().unwrap().stage, "filing_review");
}
