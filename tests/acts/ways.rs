//! The ways that real cases took, typed into forms; what is on file is not asked again.

use crate::common::files::beside;
use crate::{desk_with_head, dockets};
use sunpei::docket::{Docket, Fact, Kind};
use sunpei::ops::field;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::{Choice, Dialog, Pane};
use sunpei::tui::key::Key;

/// A story up to the first fact of a kind, that one left out.
fn until(name: &str, kind: Kind) -> Docket {
    let mut docket = dockets(&beside(&format!("law/stories/{name}.toml"))).remove(0);
    let at = docket.facts.iter().position(|fact| fact.kind == kind).unwrap();
    docket.facts.truncate(at);
    docket
}

/// A desk at the docket, in its case pane, on a day.
fn at(docket: Docket, today: &str) -> App {
    let mut desk = desk_with_head(today.parse().unwrap());
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

/// The form of a step, and what stands in a field of it.
fn begins(app: &mut App, step: &str, field: &str) -> String {
    let press = |app: &mut App, script: &str| Key::script(script).into_iter().for_each(|key| app.key(key));
    press(app, "o");
    let Some(Dialog::Picker(picker)) = app.dialogs.last() else { panic!("no steps: {:?}", app.status) };
    let place = picker.shown().iter().position(|(_, choice)| matches!(choice, Choice::Step(id, _) if id == step));
    press(app, &"Down ".repeat(place.unwrap_or_else(|| panic!("{step} is not offered"))));
    press(app, "Enter");
    let form = app.form().unwrap_or_else(|| panic!("{step}: no form: {:?}", app.status));
    let typed = form.fields.iter().zip(&form.typed).find(|(known, _)| known.key == field).map(|(_, typed)| typed.clone());
    press(app, "Esc");
    typed.unwrap_or_else(|| panic!("{step}: no field {field}"))
}

#[test]
fn what_is_on_file_is_not_asked_again() {
    let found = |story: &str, before: Kind, today: &str, step: &str, field: &str| {
        begins(&mut at(until(story, before), today), step, field)
    };
    let cases = [
        ("ended-after-the-check", Kind::NonfilingDecided, "2026-01-28", "T-08", "ground", "no-liable-subject"),
        ("ended-after-the-check", Kind::ProcuratorateFeedback, "2026-01-30", "feedback.procuratorate", "to", "红山区人民检察院"),
        ("straight", Kind::AppraisalIssued, "2026-03-20", "T-15", "issued_by", "某司法鉴定中心"),
        ("series-of-one-lead-first", Kind::AppraisalIssued, "2026-05-08", "T-15", "experts", "3"),
        ("series-of-one-lead-first", Kind::AppraisalIssued, "2026-05-08", "T-15", "issued_by", "张博士、李教授、赵高工"),
        ("public-interest-suit-beside", Kind::CourtContacted, "2026-03-24", "court.contact", "court", "赤峰市中级人民法院"),
        ("payment-order-then-enforcement", Kind::PaymentOrderIssued, "2026-07-15", "T-37i", "amount_cents", "412,300.00"),
        ("fourth-meeting-with-consent", Kind::MeetingApproved, "2026-05-12", "T-19a", "count", "1"),
    ];
    for (story, before, today, step, field, wanted) in cases {
        assert_eq!(found(story, before, today, step, field), wanted, "{story} {step} {field}");
    }
    // Nothing is made up where nothing is on file.
    assert_eq!(found("evaluation-fails-twice", Kind::AppraisalIssued, "2026-03-20", "T-15", "issued_by"), "");
}
