//! The end of a case: what closing wants, one case one dossier, the papers that a step lacks, and what is to be entered in
//! the reporting system; keys in, screen out, in both languages and sizes.

use crate::common::desk::{desk, put};
use crate::common::files;
use crate::common::keys::{LANGS, on_case, press, shows};
use crate::common::office::Office;
use sunpei::docket::{Fact, Kind};
use sunpei::ops::{dossier, register};
use sunpei::store::View;
use sunpei::text::Lang;
use sunpei::tui::app::{Dialog, Leads, Pane};
use sunpei::tui::{App, screen};

/// The desk on a story up to and with its first fact of a kind.
fn told(lang: Lang, story: &str, until: Kind, today: &str) -> App {
    let mut docket = files::story(story);
    let last = docket.facts.iter().position(|fact| fact.kind == until).unwrap();
    docket.facts.truncate(last + 1);
    let mut desk = desk(today);
    let id = put(&mut desk, docket);
    on_case(desk, id, lang)
}

fn all(app: &App) -> String {
    screen(app, 120, 200).join("\n")
}

/// Goes to the line that holds a text, as the officer does: by its name.
fn at(app: &mut App, text: &str) {
    let line = app.case_lines.lines.iter().position(|line| line.text.contains(text));
    let line = line.unwrap_or_else(|| panic!("no line with {text}:\n{}", all(app)));
    press(app, "g");
    (0..line).for_each(|_| press(app, "j"));
}

// ---- The reporting system ------------------------------------------------------------------------------------------

#[test]
fn every_stage_waits_until_it_is_ticked_off_by_one_key() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::AppraisalCommissioned, "2026-02-10");
        // The story entered the filing; since then it was investigated, concluded and is being appraised.
        let stages = |app: &App| {
            let rows = app.desk.store.tasks("progress.entry", 20).unwrap();
            rows.into_iter().map(|row| row.since.unwrap()).collect::<Vec<_>>()
        };
        // The investigation began on the day of the entry, after it.
        assert_eq!(stages(&app), ["2026-01-15", "2026-02-05", "2026-02-06"]);
        at(&mut app, "□");
        shows(&app, &["□", "2026-01-15"]);
        // The selected one, whichever it is; undo brings it back.
        press(&mut app, "j K");
        assert_eq!(stages(&app), ["2026-01-15", "2026-02-06"]);
        press(&mut app, "u");
        assert_eq!(stages(&app).len(), 3);
        // Elsewhere the oldest.
        press(&mut app, "1 K");
        assert_eq!(stages(&app), ["2026-02-05", "2026-02-06"]);
        press(&mut app, "K K");
        assert!(stages(&app).is_empty());
        let head = app.desk.store.head().unwrap();
        press(&mut app, "K");
        assert_eq!(app.desk.store.head().unwrap(), head, "nothing is written");
        shows(&app, &[lang.pick("没有待录入报送系统的阶段", "no stage is waiting to be entered")]);
    }
}

#[test]
fn what_is_to_be_entered_has_its_view_and_stands_in_the_agenda() {
    for lang in LANGS {
        let mut app = told(lang, "straight", Kind::InvestigationStarted, "2026-01-20");
        app.leads.view = Leads::VIEWS.iter().position(|known| *known == (View::Unentered, true)).unwrap();
        app.focus = Pane::Leads;
        app.refresh();
        assert_eq!(app.leads.rows.len(), 1);
        shows(&app, &[lang.pick("案件待录入系统", "to be entered")]);
        press(&mut app, "3");
        let text = all(&app);
        assert!(text.contains(lang.pick("调查 录入进展报送系统", "investigating enter progress")), "{text}");
        // One key in the agenda ticks off what the line is about, and the view is empty.
        press(&mut app, "1 K K K");
        app.refresh();
        assert_eq!(app.leads.rows.len(), 0);
    }
}

#[test]
fn an_entry_without_a_stage_covers_all_before_it() {
    let app = told(Lang::Zh, "straight", Kind::ProgressEntered, "2026-01-20");
    let stored = app.desk.docket(1).unwrap().unwrap();
    assert!(stored.docket.state().unentered().is_empty());
}

// ---- Closing -------------------------------------------------------------------------------------------------------

#[test]
fn the_closing_checklist_names_the_act_that_fills_what_is_open() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::RestorationStarted, "2026-05-21");
        at(&mut app, lang.pick("结案核对", "Closing checklist"));
        let text = all(&app);
        let line =
            |what: &str| text.lines().rfind(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}: {text}")).to_owned();
        let paid = line(lang.pick("应缴款项已经缴清", "everything due is paid"));
        assert!(paid.contains('✓') && !paid.contains('→'), "{paid}");
        let goal = line(lang.pick("修复目标已经达到", "the goal of the restoration is reached"));
        assert!(goal.contains(lang.pick("规定34条", "34")) && goal.contains('→'), "{goal}");
        let entered = line(lang.pick("进展已录入报送系统", "progress entered in the reporting system"));
        assert!(entered.contains('→'), "{entered}");
        // Enter on what is open goes to the form of the act.
        at(&mut app, "规定11条 →");
        press(&mut app, "Enter");
        assert!(app.form().is_some_and(|form| form.fields.iter().all(|field| field.key != "stage")));
        press(&mut app, "C-s");
        let text = all(&app);
        assert!(text.contains(lang.pick("报送系统：已全部录入", "Reporting system: all entered")), "{text}");
    }
}

#[test]
fn before_there_is_an_agreement_the_checklist_waits() {
    for lang in LANGS {
        let app = told(lang, "straight", Kind::InvestigationStarted, "2026-01-20");
        assert!(all(&app).contains(lang.pick("结案核对从协议签订或者判决生效起", "begins with an agreement or a judgment")));
        let stored = app.desk.docket(1).unwrap().unwrap();
        let law = app.desk.law_of(&stored);
        assert!(dossier::closing(&law, &stored.docket.state(), &[], app.desk.today).is_empty());
    }
}

// ---- One case, one dossier -----------------------------------------------------------------------------------------

#[test]
fn the_dossier_is_in_groups_with_numbers_and_pages_and_what_is_missing() {
    let mut app = told(Lang::Zh, "evaluation-fails-twice", Kind::AgreementSigned, "2026-05-07");
    let revision = app.desk.store.revision(1).unwrap();
    let paper = |form: &str, dated: &str, pages: i64| {
        Fact::new(Kind::PaperFiled, app.desk.today).with("form", form).with("dated", dated).with("pages", pages)
    };
    let facts = vec![paper("agreement", "2026-05-06", 12).with("number", "赤环赔协〔2026〕3号")];
    app.desk.record(1, revision, facts, "paper.filed", None).unwrap();
    let stored = app.desk.docket(1).unwrap().unwrap();
    let law = app.desk.law_of(&stored);
    let contents = dossier::contents(&law, &stored.docket, &[]);
    let keys: Vec<&str> = contents.groups.iter().map(|group| &*group.item.as_ref().unwrap().key).collect();
    assert_eq!(keys, ["investigation", "appraisal", "agreement", "restoration", "meeting", "other"]);
    // The commission letter and the report are named by the facts, the agreement was taken in.
    let forms = |at: usize| contents.groups[at].entries.iter().map(|entry| entry.paper.form.as_str()).collect::<Vec<_>>();
    assert_eq!(forms(1), ["commission-letter", "appraisal-opinion"]);
    assert_eq!(forms(2), ["agreement"]);
    // A full appraisal brings no expert opinion and no determination; the agreement is not missing any more.
    let missing = |at: usize| contents.groups[at].absent.iter().map(|one| one.form.as_str()).collect::<Vec<_>>();
    assert_eq!((missing(1), missing(2)), (vec!["commission-agreement"], vec![]));
    assert!(contents.groups[3].waits && !contents.groups[1].waits);
    let numbers: Vec<usize> = contents.groups.iter().flat_map(|group| &group.entries).map(|entry| entry.n).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    // Pages run on as far as they are counted: the first papers have none.
    assert_eq!(contents.pages, None);
}

#[test]
fn pages_run_on_through_the_dossier() {
    let mut desk = desk("2026-03-01");
    let day = "2026-02-01".parse().unwrap();
    let paper = |form: &str, pages: i64| Fact::new(Kind::PaperFiled, day).with("form", form).with("pages", pages);
    let facts = vec![Fact::new(Kind::LeadReceived, day), paper("agreement", 12), paper("check-record", 3), paper("demand", 1)];
    desk.new_lead(sunpei::docket::Attributes::default(), facts).unwrap();
    let stored = desk.docket(1).unwrap().unwrap();
    let contents = dossier::contents(&desk.law_of(&stored), &stored.docket, &[]);
    let pages: Vec<_> = contents.groups.iter().flat_map(|group| &group.entries).map(|entry| entry.page.unwrap()).collect();
    assert_eq!((pages, contents.pages), (vec![1, 4, 16], Some(16)));
}

#[test]
fn the_contents_are_read_in_one_key_and_saved() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::AgreementSigned, "2026-05-07");
        press(&mut app, "O");
        let Some(Dialog::Reader(reader)) = app.dialogs.last() else { panic!() };
        let page = reader.page.as_ref().unwrap();
        let text = page.text();
        for word in [lang.pick("调查材料", "investigation material"), lang.pick("缺：", "Missing: "), "2026-02-06"] {
            assert!(text.contains(word), "{word}: {text}");
        }
        assert!(page.docx().unwrap().starts_with(b"PK"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contents.xlsx");
        std::fs::write(&path, page.xlsx().unwrap()).unwrap();
        let rows = sunpei::papers::reading::lines(&path, "contents.xlsx").unwrap().join("\n");
        assert!(rows.contains("2026-02-06") && rows.contains(lang.pick("调查材料", "investigation material")), "{rows}");
        shows(&app, &[lang.pick("卷内目录", "Contents of the dossier")]);
    }
}

#[test]
fn what_is_missing_opens_the_form_that_takes_it_in() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::AgreementSigned, "2026-05-07");
        at(&mut app, lang.pick("! 缺 委托协议", "! missing: commission agreement"));
        press(&mut app, "Enter");
        let form = app.form().unwrap();
        let place = form.fields.iter().position(|field| field.key == "form").unwrap();
        assert_eq!(form.content()[place], "commission-agreement");
    }
}

#[test]
fn the_papers_that_the_next_step_lacks_are_named_until_they_are_there() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::InvestigationConcluded, "2026-02-05");
        let lacks = lang.pick("：缺 委托书、委托协议", ": lacks commission letter, commission agreement");
        at(&mut app, lacks);
        shows(&app, &[lacks, lang.pick("下一步还缺的材料", "Papers that the next steps lack")]);
        let revision = app.desk.store.revision(1).unwrap();
        let fact = Fact::new(Kind::PaperFiled, app.desk.today).with("form", "commission-letter");
        app.desk.record(1, revision, vec![fact], "paper.filed", None).unwrap();
        app.refresh();
        let lacks = lang.pick("：缺 委托协议", ": lacks commission agreement");
        at(&mut app, lacks);
        shows(&app, &[lacks]);
    }
}

#[test]
fn a_paper_answers_for_one_step_only() {
    let mut app = told(Lang::Zh, "evaluation-fails-twice", Kind::AppraisalCommissioned, "2026-02-10");
    let stored = app.desk.docket(1).unwrap().unwrap();
    let law = app.desk.law_of(&stored);
    let step = law.profile.steps.iter().find(|step| step.fact == Kind::AppraisalCommissioned).unwrap().clone();
    // The letter is named by the fact; one taken in before is used up by nothing and is there for the next commission.
    let lacking = |app: &App| {
        let stored = app.desk.docket(1).unwrap().unwrap();
        register::lacking(&law, &stored.docket.state(), &step).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(lacking(&app).contains(&"commission-letter".to_owned()));
    let revision = app.desk.store.revision(1).unwrap();
    let fact = Fact::new(Kind::PaperFiled, app.desk.today).with("form", "commission-agreement");
    app.desk.record(1, revision, vec![fact], "paper.filed", None).unwrap();
    // It answers for the commission on file, which had none.
    assert!(lacking(&app).contains(&"commission-agreement".to_owned()));
}

#[test]
fn an_empty_desk_says_so() {
    for lang in LANGS {
        let mut app = App::new(desk("2026-02-01"), lang, true);
        for key in ["O", "K"] {
            press(&mut app, key);
            assert!(app.dialogs.is_empty() && app.status.is_some(), "{key}");
        }
        shows(&app, &[]);
    }
}

// ---- Nothing is deleted --------------------------------------------------------------------------------------------

#[test]
fn a_docket_is_taken_back_by_facts_alone_and_nothing_of_it_is_gone() {
    let mut app = App::new(desk("2026-02-01"), Lang::Zh, true);
    let lead = Fact::new(Kind::LeadReceived, app.desk.today);
    let attributes = sunpei::docket::Attributes { title: "渗坑".into(), ..sunpei::docket::Attributes::default() };
    app.desk.new_lead(attributes, vec![lead]).unwrap();
    app.refresh();
    assert_eq!(app.leads.rows.len(), 1);
    press(&mut app, "u");
    assert_eq!(app.leads.rows.len(), 0);
    // It left the lists; its facts, the one that takes it back and their links in the log stay.
    let docket = app.desk.docket(1).unwrap().unwrap().docket;
    let kinds: Vec<Kind> = docket.facts.iter().map(|fact| fact.kind).collect();
    assert_eq!(kinds, [Kind::LeadReceived, Kind::FactWithdrawn]);
    assert_eq!(app.desk.store.verify().unwrap().unwrap(), 2);
    press(&mut app, "C-r");
    assert_eq!(app.leads.rows.len(), 1);
    assert_eq!(app.desk.docket(1).unwrap().unwrap().docket.facts.len(), 3);
}

#[test]
fn no_statement_deletes_what_was_recorded() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default().to_lowercase();
            for table in ["fact", "log", "docket"] {
                for what in ["delete from", "drop table", "update"] {
                    let statement = format!("{what} {table} ");
                    let lines = text.lines().filter(|line| line.contains(&statement));
                    // The docket's own row says how it is listed and under which rules; what happened is in its facts.
                    let fine = |line: &str| table == "docket" && what == "update" && !line.contains("attributes");
                    assert!(lines.clone().all(fine), "{}: {:?}", path.display(), lines.collect::<Vec<_>>());
                }
            }
        }
    }
}

// ---- The command line ----------------------------------------------------------------------------------------------

#[test]
fn case_show_says_the_same() {
    let office = Office::with(&["--lang", "en", "--today", "2026-06-01"]);
    office.ok(&["stress", "write", "--tag", "t", "--count", "1"]);
    let value = office.json(&["case", "show", "1"]);
    let groups = value["dossier"]["groups"].as_array().unwrap();
    assert_eq!(
        groups.iter().map(|group| group["group"].as_str().unwrap()).collect::<Vec<_>>()[..2],
        ["investigation", "appraisal"]
    );
    let missing = value["papers_missing"].as_array().unwrap();
    assert!(missing.iter().any(|one| one["fact"] == "check.concluded" && one["papers"][0] == "check-result"), "{missing:?}");
    assert!(value["closing"].as_array().unwrap().is_empty() && value["to_be_entered"].as_array().unwrap().is_empty());
    assert!(office.ok(&["case", "show", "1"]).contains("papers missing: check result"));
}

#[test]
fn every_point_says_done_open_or_not_applicable_with_what_shows_it() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::RestorationStarted, "2026-05-21");
        let text = all(&app);
        let line =
            |what: &str| text.lines().rfind(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}: {text}")).to_owned();
        // Nobody supervises it: that point is none of this case's, and is not counted.
        let supervised = line(lang.pick("督办事项全部完成", "all supervised matters finished"));
        assert!(
            supervised.contains(lang.pick("－", "-")) && supervised.contains(lang.pick("不适用", "not applicable")),
            "{supervised}"
        );
        // What is done names the fact that shows it, with its day.
        let archive = line(lang.pick("调查、鉴定评估、协议或者判决在案", "inquiry, appraisal, agreement or judgment on file"));
        assert!(
            archive.contains("✓") && archive.contains("2026-05-06") && archive.contains(lang.pick("规定10条", "10")),
            "{archive}"
        );
        at(
            &mut app,
            lang.pick(
                "调查、鉴定评估、协议或者判决在案（逐件见卷内目录） · 2026-05-06",
                "inquiry, appraisal, agreement or judgment on file · 2026-05-06",
            ),
        );
        press(&mut app, "Enter");
        assert!(app.form().is_some_and(|form| form.fields.iter().any(|field| field.key == "amount_cents")), "the agreement");
        app.dialogs.clear();
        // What is open and blocked leads to what it waits for.
        at(&mut app, lang.pick("修复目标已经达到", "the goal of the restoration is reached"));
        press(&mut app, "Enter");
        assert!(!app.dialogs.is_empty(), "{:?}", app.status);
    }
}

#[test]
fn one_entry_takes_all_that_waits_with_its_number_and_day() {
    for lang in LANGS {
        let mut app = told(lang, "evaluation-fails-twice", Kind::AppraisalCommissioned, "2026-02-10");
        at(&mut app, lang.pick("报送系统：待录入 3 项", "Reporting system: 3 to be entered"));
        press(&mut app, "Enter");
        let at_field = |app: &App, key: &str| app.form().unwrap().fields.iter().position(|field| field.key == key).unwrap();
        let number = at_field(&app, "number");
        while app.form().unwrap().at != number {
            press(&mut app, "Tab");
        }
        press(&mut app, "\"NM-2026-0031\" C-s");
        assert!(app.desk.store.tasks("progress.entry", 20).unwrap().is_empty(), "{:?}", app.status);
        shows(&app, &[lang.pick("报送系统：已全部录入", "Reporting system: all entered"), "NM-2026-0031"]);
        press(&mut app, "u");
        assert_eq!(app.desk.store.tasks("progress.entry", 20).unwrap().len(), 3);
    }
}

#[test]
fn the_dossier_of_a_case_holds_the_papers_of_the_leads_that_went_into_it() {
    for lang in LANGS {
        let mut desk = desk("2026-03-10");
        let day = |text: &str| text.parse().unwrap();
        let lead = |title: &str, paper: &str, form: &str| {
            let attributes =
                sunpei::docket::Attributes { title: title.into(), number: format!("线{title}"), ..Default::default() };
            let filed = Fact::new(Kind::PaperFiled, day("2026-03-03")).with("form", form).with("paper", paper).with("pages", 2);
            (attributes, vec![Fact::new(Kind::LeadReceived, day("2026-03-02")), filed])
        };
        for (title, paper, form) in [("甲", "甲的笔录", "check-record"), ("乙", "乙的照片", "check-record")] {
            let (attributes, facts) = lead(title, paper, form);
            desk.new_lead(attributes, facts).unwrap();
        }
        let plan = desk.plan_merge(&[2], Some(1)).unwrap();
        desk.merge(&plan).unwrap();
        let stored = desk.docket(1).unwrap().unwrap();
        let carried = desk.carried(&stored).unwrap();
        let contents = dossier::contents(&desk.law_of(&stored), &stored.docket, &carried);
        let papers: Vec<_> = contents.groups.iter().flat_map(|group| &group.entries).collect();
        let told: Vec<(&str, &str, Option<i64>)> =
            papers.iter().map(|one| (one.paper.title.as_str(), one.paper.lead.as_str(), one.page)).collect();
        assert_eq!(told, [("甲的笔录", "", Some(1)), ("乙的照片", "线乙", Some(3))]);
        assert_eq!(contents.pages, Some(4));
        let mut app = App::new(desk, lang, true);
        app.show(1);
        (app.focus, app.full) = (Pane::Case, true);
        assert!(all(&app).contains(lang.pick("随线索 线乙", "with lead 线乙")), "{}", all(&app));
        // Taken apart, each has its own again.
        press(&mut app, "u");
        let stored = app.desk.docket(1).unwrap().unwrap();
        assert!(app.desk.carried(&stored).unwrap().is_empty());
    }
}

#[test]
fn a_docket_is_taken_back_with_its_reason_found_struck_and_put_back() {
    for lang in LANGS {
        let mut app = App::new(desk("2026-02-01"), lang, true);
        for title in ["渗坑", "渗坑重复登记"] {
            let attributes = sunpei::docket::Attributes { title: title.into(), ..sunpei::docket::Attributes::default() };
            app.desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, app.desk.today)]).unwrap();
        }
        app.refresh();
        assert!(app.leads.select(2));
        // Without a reason the palette waits for it.
        press(&mut app, ": \"docket.withdraw\" Enter");
        assert_eq!((app.dialogs.len(), app.leads.rows.len()), (1, 2));
        press(&mut app, "Esc : \"docket.withdraw 与26-0001重复\" Enter");
        assert_eq!(app.leads.rows.len(), 1, "{:?}", app.status);
        assert!(app.status.as_ref().unwrap().1.contains("与26-0001重复"), "{:?}", app.status);
        let facts = |app: &App| app.desk.docket(2).unwrap().unwrap().docket.facts;
        assert_eq!(facts(&app).last().unwrap().data.text("reason"), Some("与26-0001重复"));
        // Nobody finds it among what stands; among what was taken back it is struck, with who and why.
        press(&mut app, &format!("F \"{}\" Enter", lang.pick("已撤回", "taken back")));
        let Some(Dialog::Picker(picker)) = app.dialogs.last() else { panic!("{:?}", app.status) };
        assert!(picker.items.iter().all(|(line, _)| line.struck), "struck");
        shows(&app, &["渗坑重复登记", "与26-0001重复", "王芳"]);
        press(&mut app, "\"重复登记\" Enter");
        // Its whole record is still there to read.
        press(&mut app, "Down Enter");
        shows(&app, &["2026-02-01", "与26-0001重复"]);
        press(&mut app, "Esc Up Enter");
        assert!(app.dialogs.is_empty(), "{:?}", app.status);
        assert_eq!(app.leads.rows.len(), 2, "{:?}", app.status);
        let stored = app.desk.docket(2).unwrap().unwrap();
        assert_eq!(stored.docket.state().live.len(), 1);
        // Undo takes it back again, and once more it is there.
        press(&mut app, "u");
        assert_eq!(app.leads.rows.len(), 1);
        press(&mut app, "C-r");
        assert_eq!(app.leads.rows.len(), 2);
        press(&mut app, ": \"withdrawn\" Enter");
        shows(&app, &[lang.pick("没有撤回的案卷", "no docket was taken back")]);
        app.desk.store.verify().unwrap().unwrap();
    }
}

#[test]
fn what_somebody_else_decided_on_is_not_taken_back_as_a_whole() {
    let mut app = told(Lang::Zh, "straight", Kind::CaseFiled, "2026-01-20");
    app.desk.officer = "李明".to_owned();
    let head = app.desk.store.head().unwrap();
    press(&mut app, ": \"docket.withdraw 登记有误\" Enter");
    assert_eq!(app.desk.store.head().unwrap(), head, "nothing is written: {:?}", app.status);
    assert!(app.status.as_ref().unwrap().1.contains("王芳"), "{:?}", app.status);
}
