//! What the desk asks once before it takes a fact: nothing is written at first, sent again it is meant.

use crate::common::desk::day;
use crate::common::files::{story, until};
use crate::common::keys::{LANGS, at, field, press, shows, step};
use sunpei::docket::{Docket, Fact, Kind};
use sunpei::tui::App;

fn count(app: &App) -> usize {
    app.desk.docket(1).unwrap().unwrap().docket.facts.len()
}

/// The word of the question that the open form asks.
fn code(app: &App) -> Option<&'static str> {
    app.form()?.issues.first().map(|issue| issue.code)
}

/// Sent as it stands; where the text leaves room, with name and reason.
fn again(app: &mut App) {
    press(app, "C-s");
    if app.form().is_some_and(|form| form.fields.iter().any(|field| field.key == "by_role")) {
        field(app, "by_role", "\"王局\"");
        field(app, "reason", "\"补记\"");
        press(app, "C-s");
    }
}

#[test]
fn an_end_dated_before_what_is_on_file_is_asked_about_with_the_latest_of_it() {
    for lang in LANGS {
        let mut app = at(lang, until("straight", Kind::AgreementSigned), "2026-05-06");
        let before = count(&app);
        step(&mut app, "终止索赔", "terminate");
        let ground = app.form().unwrap().fields.iter().find(|field| field.key == "ground").unwrap();
        let sunpei::ops::field::Shape::Choice(list) = &ground.shape else { panic!("{ground:?}") };
        let other = list.iter().position(|(key, _)| &**key == "other").unwrap() + 1;
        field(&mut app, "ground", &other.to_string());
        field(&mut app, "decided_by", "\"王局\"");
        field(&mut app, "reason", "\"另行处理\"");
        field(&mut app, "on", "C-u \"2026-2-1\" C-s");
        assert_eq!((count(&app), code(&app)), (before, Some("follows")), "{:?}", app.form().map(|form| &form.issues));
        shows(&app, &["2026-02-01", "2026-04-20", lang.pick("再按一次提交", "send it again")]);
        again(&mut app);
        assert_eq!(count(&app), before + 1, "{:?}", app.form().map(|form| &form.refusal));
        // Nothing of it runs on.
        let derived = app.desk.derived(1).unwrap().unwrap().1;
        assert!(derived.deadlines.iter().all(|one| &*one.rule.id != "negotiation.period" || !one.status.is_open()));
        // On the day of what was last, nothing is asked.
        let mut app = at(lang, until("straight", Kind::AgreementSigned), "2026-05-06");
        step(&mut app, "终止索赔", "terminate");
        field(&mut app, "ground", &other.to_string());
        field(&mut app, "decided_by", "\"王局\"");
        field(&mut app, "reason", "\"另行处理\"");
        field(&mut app, "on", "C-u \"2026-4-20\"");
        again(&mut app);
        assert_eq!(count(&app), before + 1, "{:?}", app.form().map(|form| &form.refusal));
    }
}

#[test]
fn an_instalment_due_before_its_day_or_above_what_was_agreed_is_asked_about() {
    for lang in LANGS {
        let mut docket = story("instalments-with-guarantee");
        let signed = docket.facts.iter().position(|fact| fact.kind == Kind::AgreementSigned).unwrap();
        docket.facts.truncate(signed + 1);
        docket.facts[signed].data.0.remove("payments");
        let mut app = at(lang, docket, "2026-05-08");
        let before = count(&app);
        step(&mut app, "登记应缴款项", "record an instalment");
        field(&mut app, "amount_cents", "\"10000\"");
        field(&mut app, "due", "\"2026-1-1\" C-s");
        assert_eq!((count(&app), code(&app)), (before, Some("due-early")), "{:?}", app.status);
        shows(&app, &["2026-01-01", "2026-05-08", lang.pick("再按一次提交", "send it again")]);
        field(&mut app, "due", "C-u \"2026-6-30\" C-s");
        assert_eq!(count(&app), before + 1, "{:?}", app.form().map(|form| &form.issues));
        // More than the agreement of 412,300 yuan: both sums.
        step(&mut app, "登记应缴款项", "record an instalment");
        field(&mut app, "amount_cents", "\"1234567890123\"");
        field(&mut app, "due", "\"2026-7-30\" C-s");
        assert_eq!((count(&app), code(&app)), (before + 1, Some("over-agreed")), "{:?}", app.status);
        shows(&app, &["1,234,567,890,123.00", "412,300.00"]);
        // Put right, it is taken.
        field(&mut app, "amount_cents", "C-u \"402300\" C-s");
        assert_eq!(count(&app), before + 2, "{:?}", app.form().map(|form| &form.issues));
        // A payment above all that is owed.
        step(&mut app, "登记缴款", "record a payment");
        field(&mut app, "amount_cents", "C-u \"512300\" C-s");
        assert_eq!((count(&app), code(&app)), (before + 2, Some("over-owed")), "{:?}", app.status);
        shows(&app, &["512,300.00", "412,300.00"]);
        again(&mut app);
        assert_eq!(count(&app), before + 3, "{:?}", app.form().map(|form| &form.refusal));
    }
}

fn supervised() -> Docket {
    let mut docket = until("straight", Kind::DossierArchived);
    docket.facts.push(Fact::new(Kind::MajorMarked, day("2026-04-01")).with("ground", "emergency"));
    docket.facts.push(
        Fact::new(Kind::SupervisionOpened, day("2026-04-02"))
            .with("unit", "自治区生态环境厅")
            .with("undertaker", "某市生态环境局")
            .with("responsible", "王芳"),
    );
    docket
}

#[test]
fn the_closing_report_of_a_closed_case_asks_for_the_matters_and_ends_the_reports() {
    for lang in LANGS {
        let mut app = at(lang, supervised(), "2026-11-02");
        let before = count(&app);
        step(&mut app, "督办办结报告", "supervised closing report");
        press(&mut app, "C-s");
        assert_eq!((count(&app), code(&app)), (before, Some("unfinished")), "{:?}", app.status);
        shows(&app, &[lang.pick("督办事项全部完成", "all supervised matters finished"), "规定38条"]);
        again(&mut app);
        assert_eq!(count(&app), before + 1, "{:?}", app.form().map(|form| &form.refusal));
        // Then no progress report is owed any more.
        let next = app.desk.derived(1).unwrap().unwrap().1.next;
        assert!(next.all().all(|(_, step)| step.step.fact != Kind::SupervisionReported));
    }
}

#[test]
fn the_unit_that_supervises_is_asked_and_what_is_marked_is_marked_only_further() {
    for lang in LANGS {
        let mut docket = until("straight", Kind::AgreementSigned);
        docket.facts.push(Fact::new(Kind::MajorMarked, day("2026-04-21")).with("ground", "emergency"));
        let mut app = at(lang, docket, "2026-05-06");
        let first = lang.pick("认定为重大案件", "mark as a major case");
        let next = app.desk.derived(1).unwrap().unwrap().1.next;
        let steps: Vec<&str> = next.all().map(|(_, step)| sunpei::text::law::label(lang, &step.step.label)).collect();
        assert!(!steps.contains(&first), "{steps:?}");
        assert!(steps.contains(&lang.pick("补充认定重大案件的另一情形", "mark a further circumstance of the major case")));
        let before = count(&app);
        step(&mut app, "列入督办", "put under supervision");
        field(&mut app, "undertaker", "\"某市生态环境局\"");
        field(&mut app, "responsible", "\"王芳\" C-s");
        let issues: Vec<_> = app.form().unwrap().issues.iter().map(|issue| (issue.key, issue.code)).collect();
        assert_eq!((count(&app), issues), (before, vec![("unit", "required")]));
    }
}
