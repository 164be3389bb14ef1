//! Every passage of the life cycle is an act at the desk: the table names it with where it leads and its article; lives and
//! cases are walked through the desk fact by fact, and each passage is found there with its form, its guard and its undo.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use sunpei::docket::{Day, Docket, Fact, Kind, Stage, file};
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::{ActError, Desk, Override, field};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::{Choice, Dialog, Pane};
use sunpei::tui::key::Key;

/// A passage: the step, the state it leads to (none: it moves nothing), and a clause or article that it rests on.
type Row = (&'static str, Option<&'static str>, &'static str);

const PASSAGES: &[Row] = &[
    ("T-02", Some("out_of_scope"), "IM-12-14"),
    ("T-03", Some("checking"), "IM-14-01"),
    ("T-04", Some("check_done"), "IM-12-01"),
    ("T-05", Some("filing_review"), "IM-14-03"),
    ("T-06a", None, "IM-15-01"),
    ("T-06r", Some("check_done"), "IM-15-01"),
    ("T-06", Some("filed"), "IM-15-01"),
    ("T-07", Some("nonfiling_review"), "IM-15-09"),
    ("T-08a", None, "IM-15-10"),
    ("T-08r", Some("check_done"), "IM-15-10"),
    ("T-08", Some("not_filed"), "IM-15-10"),
    ("T-09", Some("filing_review"), "IM-15-12"),
    ("T-10", Some("filing_review"), "NAT-03-01"),
    ("T-11", Some("investigating"), "IM-16-01"),
    ("T-11j", None, "IM-16-02"),
    ("T-11d", None, "NAT-05-01"),
    ("T-12", Some("investigation_concluded"), "IM-16-07"),
    ("T-13", Some("appraising"), "IM-17-01"),
    ("T-15", Some("appraised"), "IM-19-03"),
    ("T-16i", None, "IM-22-03"),
    ("T-16f", None, "IM-29-05"),
    ("T-16", None, "IM-27-03"),
    ("T-16r", None, "IM-23-01"),
    ("T-17", Some("negotiating"), "IM-23-02"),
    ("T-18", Some("negotiating"), "IM-22-01"),
    ("T-19a", None, "IM-27-05"),
    ("T-20", Some("agreement_signed"), "IM-28-02"),
    ("T-21", Some("negotiation_failed"), "IM-29-01"),
    ("T-22", Some("litigation"), "IM-30-01"),
    ("T-23", Some("confirmation_pending"), "IM-28-03"),
    ("T-24", Some("confirmed"), "IM-28-03"),
    ("T-25", Some("confirmation_refused"), "IM-28-04"),
    ("T-26", Some("renegotiating"), "IM-28-04"),
    ("T-28", Some("litigation"), "IM-28-05"),
    ("T-29", Some("judgment_effective"), "IM-34-01"),
    ("T-30", Some("restoring"), "IM-32-02"),
    ("T-31d", Some("paying"), "IM-43-01"),
    ("T-31", Some("performed"), "IM-43-01"),
    ("T-32", Some("completion_reported"), "IM-33-01"),
    ("T-33", Some("evaluating"), "IM-33-01"),
    ("T-34", Some("performed"), "IM-33-02"),
    ("T-35", Some("performed"), "IM-33-01"),
    ("T-36", Some("restoring"), "IM-33-06"),
    ("T-37", Some("litigation"), "IM-34-03"),
    ("T-37p", None, "civil-procedure-law-2023#225"),
    ("T-37i", None, "civil-procedure-law-2023#227"),
    ("T-37e", None, "civil-procedure-law-2023#228"),
    ("T-38p", Some("enforcing"), "civil-procedure-law-2023#227"),
    ("T-38", Some("enforcing"), "IM-34-01"),
    ("T-39", None, "IM-34-06"),
    ("T-40", Some("closed"), "IM-34-04"),
    ("T-14", Some("terminated"), "IM-16-07"),
    ("T-41", Some("terminated"), "IM-15-11"),
    ("T-42", Some("archived"), "IM-10-01"),
    ("E-1", None, "IM-32-13"),
    ("E-2w", None, "IM-32-13"),
    ("E-2", None, "IM-32-13"),
    ("E-3", None, "IM-32-14"),
    ("E-3c", None, "IM-32-14"),
    ("S-1", None, "IM-36-01"),
    ("S-2", None, "IM-37-01"),
    ("S-3", None, "IM-38-01"),
    ("S-4", None, "IM-38-03"),
    ("S-4c", None, "IM-38-05"),
    ("S-5", None, "IM-37-11"),
    ("S-6f", None, "IM-38-06"),
    ("S-6", None, "IM-38-06"),
    ("S-7", None, "IM-40-01"),
    ("court-notice", None, "IM-30-04"),
    ("court.contact", None, "IM-30-05"),
    ("R-1", None, "IM-05-07"),
    ("R-2", None, "IM-05-02"),
];

/// What was seen of a step: the states that it led to, and what it rests on.
#[derive(Debug, Default)]
struct Seen {
    to: Vec<Option<Stage>>,
    cites: Vec<String>,
}

fn desk(today: Day) -> Desk {
    let library = Arc::new(Library::built_in().clone());
    let store = Store::in_memory().unwrap();
    let mut desk = Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_795_600_000, None).unwrap();
    desk.set_up("inner-mongolia", "某市").unwrap();
    desk.name_officer(HEAD, Some("负责人"), None).unwrap();
    desk
}

/// Who is in charge at the desks of these walks.
const HEAD: &str = "王局";

fn law_asks_another(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::FilingApproved
            | Kind::FilingReturned
            | Kind::NonfilingApproved
            | Kind::NonfilingReturned
            | Kind::MeetingApproved
            | Kind::MeetingReturned
    )
}

fn stage(desk: &Desk, id: i64) -> Option<Stage> {
    desk.docket(id).unwrap().unwrap().docket.state().stage()
}

/// Records the facts of a docket one after the other, whoever the file says did it; what the law refuses is left out.
fn walk(docket: Docket, seen: &mut BTreeMap<String, Seen>) {
    let mut facts = docket.facts;
    facts.sort_by_key(|fact| fact.on);
    let Some(first) = facts.first().cloned() else { return };
    let mut desk = desk(first.on);
    let id = desk.new_lead(docket.attributes, vec![Fact { id: 0, ..first }]).unwrap().dockets[0];
    let otherwise = Override { by: "局长".into(), reason: "情况属实".into() };
    for fact in facts.into_iter().skip(1) {
        desk.today = desk.today.max(fact.on);
        desk.officer = if fact.by.is_empty() { "王芳".to_owned() } else { fact.by.clone() };
        let mut fact = Fact { id: 0, ..fact };
        if law_asks_another(fact.kind) {
            desk.officer = HEAD.to_owned();
        }
        fact.by.clone_from(&desk.officer);
        let stored = desk.docket(id).unwrap().unwrap();
        let before = stage(&desk, id);
        let law = desk.law_of(&stored);
        let kind = fact.kind;
        // The step that judges it, and others that the desk offers for it.
        let guard = law.guard(&stored.docket, &fact, fact.on);
        let next = law.derive(&stored.docket, desk.today).next;
        let offered = next.must.iter().chain(&next.may).filter(|step| step.step.fact == kind).map(|step| step.step.clone());
        let steps: Vec<_> = guard.step.into_iter().chain(offered).collect();
        match desk.record(id, stored.revision, vec![fact], kind.name(), Some(&otherwise)) {
            Ok(_) => {}
            Err(ActError::Refused(_)) => continue,
            Err(error) => panic!("{}: {error:?}", kind.name()),
        }
        let after = stage(&desk, id);
        let mut new = false;
        for step in &steps {
            let known = seen.entry(step.id.to_string()).or_default();
            new |= !known.to.contains(&after);
            known.to.push(after);
            let needs = step.needs.iter().flat_map(|need| &need.cites);
            known.cites.extend(step.cites.iter().chain(needs).map(|cite| cite.clause.clone().unwrap_or_else(|| cite.at.clone())));
        }
        if new {
            // Its form has a day at least; taken back, the docket stands as before; brought back, as after.
            assert!(!field::fields(&law.profile, &stored.docket, kind, desk.today).is_empty(), "{}", kind.name());
            desk.undo().unwrap_or_else(|error| panic!("{}: {error:?}", kind.name()));
            assert_eq!(stage(&desk, id), before, "{} taken back", kind.name());
            desk.redo().unwrap();
            assert_eq!(stage(&desk, id), after, "{} brought back", kind.name());
        }
    }
}

/// A file's docket, or one for each of its ends.
fn dockets(path: &Path) -> Vec<Docket> {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let mut parts = text.split("\n# ==== ");
    let top = parts.next().unwrap().split("\n[expect]\n").next().unwrap().to_owned();
    let ends: Vec<String> =
        parts.map(|end| end.split("[expect]\n").next().unwrap().split_once('\n').unwrap().1.to_owned()).collect();
    let texts = if ends.is_empty() { vec![top] } else { ends.iter().map(|end| format!("{top}\n{end}")).collect() };
    texts.iter().map(|text| file::parse(&name, text).unwrap_or_else(|faults| panic!("{name}: {faults:?}")).docket).collect()
}

#[test]
fn every_passage_is_an_act_with_its_article_and_its_undo() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law");
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("stories")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let cases = [
        "t02-out-of-scope",
        "t03-check-begun",
        "t07-performed",
        "t08-returned",
        "t09-consent-refused",
        "t09-without-damage",
        "t10-from-filing-review",
        "t14-terminated",
        "t06-returned-consent-is-void",
        "e-early-restoration-track",
        "s-supervision-track",
        "s-extra-report",
        "s-after-termination",
        "s-letter-names-who",
        "payment-order",
        "t41-termination",
        "negotiations/07-not-served",
        "negotiations/18-fourth-meeting",
    ];
    paths.extend(cases.iter().map(|name| folder.join(format!("{name}.toml"))));
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for path in &paths {
        for docket in dockets(path) {
            walk(docket, &mut seen);
        }
    }
    // The second refusal of the court leaves the suit.
    let mut twice = dockets(&folder.join("negotiations/17-renegotiation-fails.toml")).pop().unwrap();
    for (at, kind) in [Kind::SuitProcuratorateNotified, Kind::SuitFiled].into_iter().enumerate() {
        let id = 900 + i64::try_from(at).unwrap();
        twice
            .facts
            .push(Fact {
                id, ..Fact::new(kind, "2027-03-01".parse().unwrap()).with("claims", "修复").with("court", "某中院")
            });
    }
    walk(twice, &mut seen);
    // A supervised case beside a criminal one, told to the end.
    let mut beside = dockets(&folder.join("t41-termination.toml")).remove(0);
    beside.facts.retain(|fact| fact.kind != Kind::CaseTerminated);
    let last = beside.facts.iter().map(|fact| fact.on).max().unwrap();
    let told = [
        Fact::new(Kind::MajorMarked, last).with("ground", "influence"),
        Fact::new(Kind::CaseLinked, last).with("procedure", "criminal").with("number", "刑1号"),
        Fact::new(Kind::SupervisionOpened, last)
            .with("unit", "自治区生态环境厅")
            .with("undertaker", "市局")
            .with("responsible", "王芳"),
        Fact::new(Kind::CriminalFollowed, last),
        Fact::new(Kind::CaseTerminated, last).with("ground", "performed").with("proof", "验收报告").with("decided_by", HEAD),
        Fact::new(Kind::SupervisionCirculated, last),
    ];
    beside.facts.extend(told);
    walk(beside, &mut seen);
    let mut wrong = Vec::new();
    for (id, to, clause) in PASSAGES {
        let Some(found) = seen.get(*id) else {
            wrong.push(format!("{id} is nowhere"));
            continue;
        };
        if let Some(to) = to
            && !found.to.contains(&Stage::parse(to))
        {
            wrong.push(format!("{id} leads to {:?}, not to {to}", found.to));
        }
        if !found.cites.iter().any(|cite| cite == clause) {
            wrong.push(format!("{id} rests on {:?}, not on {clause}", found.cites));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A story up to the first fact of a kind, that one left out.
fn until(name: &str, kind: Kind) -> Docket {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/law/stories/{name}.toml"));
    let mut docket = dockets(&path).remove(0);
    let at = docket.facts.iter().position(|fact| fact.kind == kind).unwrap();
    docket.facts.truncate(at);
    docket
}

#[test]
fn a_claim_can_be_terminated_from_every_state_after_the_filing() {
    let library = Library::built_in();
    let law = sunpei::law::Law::new(library.profile("inner-mongolia").unwrap(), Calendar::built_in());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/stories");
    let mut seen = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let whole = dockets(&entry.unwrap().path()).remove(0);
        for end in 1..=whole.facts.len() {
            let docket = Docket { facts: whole.facts[..end].to_vec(), ..whole.clone() };
            let Some(at) = docket.state().stage().filter(|at| *at >= Stage::Filed && !at.is_ended()) else { continue };
            if !seen.insert(at) {
                continue;
            }
            let on = docket.facts.iter().map(|fact| fact.on).max().unwrap();
            let fact =
                Fact::new(Kind::CaseTerminated, on).with("ground", "other").with("reason", "主体灭失").with("decided_by", HEAD);
            let guard = law.guard(&docket, &fact, on);
            assert!(
                guard.allows() && guard.cites().iter().any(|cite| cite.clause.as_deref() == Some("IM-15-11")),
                "{at:?}: {guard:?}"
            );
        }
    }
    let all: Vec<Stage> =
        Stage::ALL.iter().copied().filter(|at| *at >= Stage::Filed && *at <= Stage::Performed && !at.is_ended()).collect();
    let open: Vec<Stage> = all.into_iter().filter(|at| !seen.contains(at)).collect();
    assert!(open.is_empty(), "no life passes through {open:?}");
}

/// A desk at the docket, in its case pane, on a day.
fn at(docket: Docket, today: &str) -> App {
    let mut desk = desk(today.parse().unwrap());
    let facts = docket.facts.into_iter().map(|fact| Fact { id: 0, ..fact }).collect();
    let id = desk.new_lead(docket.attributes, facts).unwrap().dockets[0];
    let mut app = App::new(desk, Lang::Zh, true);
    app.show(id);
    app.focus = Pane::Case;
    app
}

/// Types an act: its step by its name in the list of all steps, its fields by their keys (choices by their digit), sent.
fn act(app: &mut App, step: &str, fields: &[(&str, &str)]) {
    let press = |app: &mut App, script: &str| Key::script(script).into_iter().for_each(|key| app.key(key));
    press(app, "o");
    let Some(Dialog::Picker(picker)) = app.dialogs.last() else { panic!("no steps: {:?}", app.status) };
    let place = picker.shown().iter().position(|(_, choice)| matches!(choice, Choice::Step(id, _) if id == step));
    let place = place.unwrap_or_else(|| panic!("{step} is not offered"));
    press(app, &"Down ".repeat(place));
    press(app, "Enter");
    for (key, typed) in fields {
        for left in (0..40).rev() {
            let form = app.form().unwrap_or_else(|| panic!("{step}: no form: {:?}", app.status));
            if form.fields[form.at].key == *key {
                break;
            }
            assert!(left > 0, "{step}: no field {key}");
            press(app, "Tab");
        }
        press(app, typed);
    }
    press(app, "C-s");
    // What the text wants in principle asks who decided otherwise, and why.
    if app.form().is_some_and(|form| form.fields[form.at].key == "by_role") {
        press(app, "\"局长\" Tab \"账户未开立\" C-s");
    }
    assert!(app.dialogs.is_empty(), "{step}: {:?} {:?}", app.form().map(|form| (&form.issues, &form.refusal)), app.status);
}

fn last(app: &App) -> Fact {
    app.case.as_ref().unwrap().stored.docket.facts.last().unwrap().clone()
}

/// A digit for a value of a list.
fn digit(app: &App, of: &str, value: &str) -> String {
    let law = app.desk.office_law();
    let list = field::choices(&law.profile, of).unwrap();
    (list.iter().position(|(key, _)| &**key == value).unwrap() + 1).to_string()
}

#[test]
fn the_ways_that_real_cases_took_are_typed_into_forms() {
    // Security, a set-off in kind, instalments, labour and carbon sinks stand in the agreement.
    let mut app = at(until("instalments-with-guarantee", Kind::AgreementSigned), "2026-05-06");
    let parts = [
        ("amount_cents", "\"41.23万\""),
        ("contents", "Space"),
        ("guarantee", "\"银行保函，某银行\""),
        ("in_kind", "\"挖掘机一台，作价10万元\""),
        ("instalments", "\"三期\""),
        ("labour", "\"60日\""),
        ("carbon_sinks", "\"120吨\""),
    ];
    act(&mut app, "T-20", &parts);
    let signed = last(&app);
    assert_eq!((signed.kind, signed.data.text("guarantee")), (Kind::AgreementSigned, Some("银行保函，某银行")));
    assert!(["in_kind", "instalments", "labour", "carbon_sinks"].iter().all(|key| signed.data.text(key).is_some()));
    // A deposit with a notary and a set-off in kind are ways of payment.
    act(&mut app, "T-31d", &[("amount_cents", "\"41.23万\""), ("due", "\"2026-06-30\"")]);
    for route in ["deposit", "in-kind"] {
        let digit = digit(&app, "payment.made.route", route);
        act(&mut app, "T-31", &[("amount_cents", "\"10万\""), ("route", &digit), ("receipt", "\"公证书1号\"")]);
        assert_eq!(last(&app).data.text("route"), Some(route));
    }
    // What stays unpaid may be asked for by a payment order; an objection ends it and leaves the suit.
    app.desk.today = "2026-07-05".parse().unwrap();
    act(&mut app, "T-37p", &[("court", "\"红山区人民法院\""), ("amount_cents", "\"21.23万\"")]);
    act(&mut app, "T-37i", &[("number", "\"民督1号\""), ("received_on", "\"2026-07-05\"")]);
    let due = |app: &App, rule: &str| {
        let case = app.case.as_ref().unwrap();
        case.derived.deadlines.iter().find(|one| &*one.rule.id == rule).and_then(|one| one.due).map(|due| due.to_string())
    };
    assert_eq!(due(&app, "payment-order.objection").as_deref(), Some("2026-07-20"));
    act(&mut app, "T-37e", &[("ground", "1")]);
    assert_eq!(last(&app).data.text("ground"), Some("objection"));
    assert!(app.case.as_ref().unwrap().derived.next.all().any(|(group, step)| group == 1 && &*step.step.id == "T-37"));
    // Days of labour, and carbon sinks, are said where the works begin.
    for (mode, key, typed) in [("labour", "labour_days", "\"60\""), ("substitute", "carbon_sinks", "\"120吨，凭证7号\"")] {
        let mut docket = until("labour-days", Kind::RestorationStarted);
        docket.attributes.restorable = Some("no".to_owned());
        let mut app = at(docket, "2026-05-20");
        let digit = digit(&app, "restoration.started.mode", mode);
        act(&mut app, "T-30", &[("mode", &digit), (key, typed)]);
        assert!(last(&app).data.get(key).is_some(), "{mode}");
    }
    // Two right-holders: who was consulted, and who leads.
    let mut app = at(until("two-right-holders", Kind::RightHolderConsulted), "2026-01-08");
    act(&mut app, "R-2", &[("with", "\"辽宁省人民政府\"")]);
    assert_eq!(last(&app).data.text("with"), Some("辽宁省人民政府"));
    // The appraiser is commissioned together.
    let mut app = at(until("joint-appraiser", Kind::AppraisalCommissioned), "2026-03-02");
    let digit = digit(&app, "appraisal.commissioned.path", "full");
    let parts = [
        ("path", digit.as_str()),
        ("body", "\"某司法鉴定中心\""),
        ("joint", "y"),
        ("paper", "\"委托书\""),
        ("agreement_on", "\"2026-03-02\""),
    ];
    act(&mut app, "T-13", &parts);
    assert_eq!(last(&app).data.flag("joint"), Some(true));
    // A public-interest suit beside: the court's notice, then the contact that it asks for.
    let mut app = at(until("public-interest-suit-beside", Kind::CourtNoticeReceived), "2026-03-23");
    act(&mut app, "court-notice", &[("court", "\"某中院\"")]);
    act(&mut app, "court.contact", &[]);
    assert_eq!(last(&app).kind, Kind::CourtContacted);
}
