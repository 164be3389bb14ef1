//! Other regions without a line of code: two invented ones that together use every shape the rule language has and that
//! no shipped profile needs. Docket files in, dates out; the table in tests/regions/README.md says which case shows which
//! shape, and every row is checked against the rule and the proof.

use crate::common::files::beside;
use crate::common::office::command;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sunpei::docket::tree::{Node, Source};
use sunpei::docket::{Day, Fact, Kind, file};
use sunpei::law::calendar::Calendar;
use sunpei::law::period::{Length, Period, Rest, Roll, Unit};
use sunpei::law::proof::ProofStep;
use sunpei::law::{Deadline, Derived, Force, Law, Library, Nature};

/// The shelf with the invented regions on it, as an office would have them.
fn shelf() -> Library {
    let mut shelf = Library::built_in().clone();
    for region in ["qinglan", "hailu"] {
        let entries = fs::read_dir(beside("profiles").join(region)).unwrap().map(|entry| entry.unwrap().path());
        let files: Vec<(String, String)> =
            entries.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect();
        shelf.add_folder(&files, false).unwrap_or_else(|faults| panic!("{faults:#?}"));
    }
    shelf
}

struct Case {
    name: String,
    law: Law,
    docket: sunpei::docket::Docket,
    today: Day,
    derived: Derived,
    expect: Node,
}

impl Case {
    fn read(shelf: &Library, path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let whole = fs::read_to_string(path).unwrap();
        let (docket, expect) = whole.split_once("\n[expect]\n").unwrap_or_else(|| panic!("{name} expects nothing"));
        let read = file::parse(&name, docket).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let expect = Source { name: &name, text: expect }.parse().unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let profile = shelf.profile(&read.docket.profile).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
        let law = Law::new(profile, Calendar::built_in());
        let today = read.today.unwrap();
        let derived = law.derive(&read.docket, today);
        Self { name, law, docket: read.docket, today, derived, expect }
    }

    fn list(&self, key: &str) -> &[Node] {
        self.expect.get(key).and_then(Node::list).unwrap_or_default()
    }

    fn words(&self, key: &str) -> Vec<&str> {
        self.list(key).iter().filter_map(Node::text).collect()
    }

    /// A deadline that the case expects.
    fn deadline(&self, wanted: &Node) -> &Deadline {
        let rule = wanted.get("rule").and_then(Node::text).unwrap();
        let n = wanted.get("n").and_then(Node::int);
        let mine = |one: &&Deadline| *one.rule.id == *rule && n.is_none_or(|n| one.n.map(i64::from) == Some(n));
        self.derived.deadlines.iter().find(mine).unwrap_or_else(|| panic!("{}: no {rule}", self.name))
    }

    /// Whether a deadline that the case expects, with its day, is of a shape.
    fn rule(&self, shape: impl Fn(&Period, &Deadline) -> bool) -> bool {
        self.list("deadline").iter().map(|wanted| self.deadline(wanted)).any(|one| shape(&one.rule, one))
    }

    fn step(&self, shape: impl Fn(&ProofStep) -> bool) -> bool {
        self.rule(|_, one| one.proof.steps.iter().any(&shape))
    }

    fn duty(&self, shape: impl Fn(&Period) -> bool) -> bool {
        self.list("duty").iter().any(|wanted| shape(self.period(wanted)))
    }

    fn period(&self, wanted: &Node) -> &Arc<Period> {
        let rule = wanted.get("rule").and_then(Node::text).unwrap();
        self.law.profile.period(rule).unwrap_or_else(|| panic!("{}: no {rule}", self.name))
    }

    fn judge(&self) {
        let name = &self.name;
        for wanted in self.list("deadline") {
            self.judge_deadline(wanted);
        }
        let mut codes: Vec<&str> = self.derived.warnings.iter().map(|warning| warning.code).collect();
        // The dockets hold only what the case is about: order and guards are another test's business.
        codes.retain(|code| !["wrong-order", "guard-breached", "guard-warned"].contains(code));
        if self.expect.get("warnings").is_some() {
            assert_eq!(codes, self.words("warnings"), "{name}: {:?}", self.derived.warnings);
        }
        for code in self.words("has_warnings") {
            assert!(codes.contains(&code), "{name}: {code} is not among {codes:?}");
        }
        for rule in self.words("absent") {
            assert!(self.derived.deadlines.iter().all(|one| *one.rule.id != *rule), "{name}: {rule}");
        }
        let state = self.docket.state();
        let offered = self.law.offered(&state, &self.derived.deadlines, "ground", None, self.today);
        let offered: Vec<&str> = offered.iter().map(|item| &*item.key).collect();
        for key in self.words("offers") {
            assert!(offered.contains(&key), "{name}: {key} is not offered");
        }
        for key in self.words("not_offered") {
            assert!(!offered.contains(&key), "{name}: {key} is offered");
        }
        for wanted in self.list("duty") {
            let from = wanted.get("from").and_then(Node::day).unwrap();
            let next = self.law.occurrences(self.period(wanted), from).next().unwrap();
            let due = next.deadline.due.unwrap();
            assert_eq!(Some(due.to_string().as_str()), wanted.get("due").and_then(Node::text), "{name}");
        }
        for wanted in self.list("origins") {
            let word = |key: &str| wanted.get(key).and_then(Node::text).unwrap();
            let origin = self.period(wanted).origins.get(word("key"));
            assert_eq!(origin.map(|layer| &**layer), Some(word("layer")), "{name}: {} {}", word("rule"), word("key"));
        }
        for wanted in self.list("guard") {
            self.judge_guard(wanted);
        }
    }

    fn judge_deadline(&self, wanted: &Node) {
        let one = self.deadline(wanted);
        let show = |day: Option<Day>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let known = [
            ("due", show(one.due)),
            ("safe", show(one.safe)),
            ("status", one.status.name().to_owned()),
            ("nature", one.rule.nature_word().to_owned()),
            ("binding", one.binding().to_string()),
            ("by", one.rule.by.to_string()),
            ("to", one.rule.to.to_string()),
            ("outcome", one.rule.outcome.as_ref().map_or(String::new(), |outcome| outcome.en.to_string())),
            ("in_force_to", show(one.rule.in_force_to)),
        ];
        let at = format!("{}: {}", self.name, one.rule.id);
        for (key, value) in known {
            if let Some(text) = wanted.get(key).and_then(Node::text) {
                assert_eq!(value, text, "{at} {key}");
            }
        }
        for other in wanted.get("alternatives").and_then(Node::table).unwrap_or_default() {
            let found = one.alternatives.iter().find(|known| *known.reading == *other.key).map(|known| known.due.to_string());
            assert_eq!(found.as_deref(), other.node.text(), "{at} {}", other.key);
        }
        let wanted_list = |key: &str| wanted.get(key).and_then(Node::list);
        if let Some(sides) = wanted_list("sides") {
            let paused = one.proof.steps.iter().filter_map(|step| match step {
                ProofStep::Pause { pause, .. } => Some(&*one.rule.pauses[*pause].side),
                _ => None,
            });
            assert_eq!(paused.collect::<Vec<_>>(), sides.iter().filter_map(Node::text).collect::<Vec<_>>(), "{at}");
        }
        if let Some(tiers) = wanted_list("tiers") {
            let granted = one.proof.steps.iter().filter_map(|step| match step {
                ProofStep::Extension { tier, .. } => i64::try_from(*tier).ok(),
                _ => None,
            });
            assert_eq!(granted.collect::<Vec<_>>(), tiers.iter().filter_map(Node::int).collect::<Vec<_>>(), "{at}");
        }
    }

    fn judge_guard(&self, wanted: &Node) {
        let kind = Kind::parse(wanted.get("kind").and_then(Node::text).unwrap()).unwrap();
        let fact = Fact::new(kind, wanted.get("on").and_then(Node::day).unwrap());
        let guard = self.law.guard(&self.docket, &fact, self.today);
        assert!(guard.wrong_state.is_none(), "{}: {:?}", self.name, guard.wrong_state);
        let missing: Vec<&str> = guard.missing.iter().map(|one| &*one.label.en).collect();
        let mut warns: Vec<String> = guard.warns.iter().map(|one| one.label.en.to_string()).collect();
        warns.extend(guard.warns.iter().filter_map(|one| one.not_before.map(|day| format!("not_before {day}"))));
        for key in ["blocked", "free", "warns", "silent"] {
            let Some(label) = wanted.get(key).and_then(Node::text) else { continue };
            let holds = match key {
                "blocked" => missing.contains(&label),
                "free" => !missing.contains(&label),
                "warns" => warns.iter().any(|warn| warn == label),
                _ => !warns.iter().any(|warn| warn == label),
            };
            assert!(holds, "{}: {key} {label}: {missing:?} {warns:?}", self.name);
        }
    }

    fn expects(&self, key: &str) -> bool {
        self.expect.get(key).is_some()
    }

    fn guards(&self, key: &str) -> bool {
        self.list("guard").iter().any(|wanted| wanted.get(key).is_some())
    }
}

fn condition(case: &Case, words: &[&str]) -> bool {
    // The conditions of the list that the case asks, as its layer writes them.
    let text = fs::read_to_string(beside("profiles/qinglan/qinglan.toml")).unwrap();
    let list = text.lines().filter(|line| line.contains("when = "));
    let asked: Vec<&str> = case.words("offers").into_iter().chain(case.words("not_offered")).collect();
    let mine: Vec<&str> = list.filter(|line| asked.iter().any(|key| line.contains(&format!("key = \"{key}\"")))).collect();
    words.iter().all(|word| mine.iter().any(|line| line.contains(word)))
}

type Shows = fn(&Case) -> bool;

/// Every shape of the rule language, and how a case shows it.
const SHAPES: &[(&str, Shows)] = &[
    ("start-fact", |case| case.rule(|rule, one| rule.start.len() == 1 && one.due.is_some())),
    ("start-earliest", |case| case.rule(|rule, one| rule.start.len() > 1 && one.due.is_some() && !case.name.contains("later"))),
    ("start-latest", |case| case.rule(|rule, _| rule.start_rule == sunpei::law::period::StartRule::Latest)),
    ("start-both", |case| case.step(|step| matches!(step, ProofStep::Also { .. }))),
    ("start-unknown", |case| case.rule(|rule, one| !rule.and_start.is_empty() && one.due.is_none())),
    ("start-each", |case| case.rule(|rule, one| rule.start_rule == sunpei::law::period::StartRule::Each && one.n == Some(2))),
    ("start-stated-day", |case| case.rule(|rule, one| rule.start.iter().any(|at| at.day_key.is_some()) && one.due.is_some())),
    ("calendar-month", |case| case.rule(|rule, _| matches!(&rule.length, Length::Yearly(days) if days.len() == 12))),
    ("calendar-quarter", |case| case.rule(|rule, _| rule.start_on.len() == 4) || case.duty(|rule| rule.start_on.len() == 4)),
    ("calendar-half-year", |case| case.duty(|rule| matches!(&rule.length, Length::Yearly(days) if days.len() == 2))),
    ("calendar-year", |case| case.duty(|rule| matches!(&rule.length, Length::Yearly(days) if days.len() == 1))),
    ("calendar-last-day", |case| {
        case.duty(|rule| matches!(&rule.length, Length::Yearly(days) if days.iter().all(|day| day.day == 0)))
    }),
    ("calendar-first-ten-days", |case| case.duty(|rule| matches!(&rule.length, Length::Yearly(days) if days[0].day == 10))),
    ("calendar-middle-ten-days", |case| case.rule(|rule, _| matches!(&rule.length, Length::Yearly(days) if days[0].day == 20))),
    ("calendar-last-ten-days", |case| {
        case.duty(|rule| matches!(&rule.length, Length::Yearly(days) if days.len() == 12 && days[0].day == 0))
    }),
    ("calendar-day-of-a-quarter", |case| {
        case.duty(|rule| matches!(&rule.length, Length::Yearly(days) if days.len() == 4 && days[0].day == 15))
    }),
    ("length-working-days", |case| case.rule(|rule, _| matches!(rule.length, Length::Count(_, Unit::Working)))),
    ("length-calendar-days", |case| case.rule(|rule, _| matches!(rule.length, Length::Count(_, Unit::Calendar)))),
    ("length-months-to-the-end", |case| case.step(|step| matches!(step, ProofStep::MonthEnd { .. }))),
    ("length-years", |case| case.rule(|rule, _| matches!(rule.length, Length::Count(_, Unit::Years)))),
    ("length-hours-rounded", |case| case.step(|step| matches!(step, ProofStep::Rounded { .. }))),
    ("length-until-open", |case| case.step(|step| matches!(step, ProofStep::Until { fact: None, .. }))),
    ("length-until-fact", |case| case.step(|step| matches!(step, ProofStep::Until { fact: Some(_), .. }))),
    ("length-from-a-field", |case| case.step(|step| matches!(step, ProofStep::Field { fact: Some(_), .. }))),
    ("length-from-a-field-usual", |case| case.step(|step| matches!(step, ProofStep::Field { fact: None, count: Some(_), .. }))),
    ("before-the-event", |case| case.rule(|rule, one| rule.before && one.due < one.start.map(|(day, _)| day))),
    ("ceiling", |case| case.rule(|rule, one| rule.nature == Nature::Ceiling && one.binding())),
    ("floor-warned-before", |case| case.rule(|rule, _| rule.nature == Nature::Floor) && case.guards("warns")),
    ("floor-void", |case| case.rule(|rule, _| rule.nature == Nature::Floor) && case.expects("has_warnings")),
    ("advisory", |case| case.rule(|rule, one| rule.nature == Nature::Advisory && rule.attested.is_some() && !one.binding())),
    ("advisory-switched-on", |case| {
        case.rule(|rule, _| rule.nature == Nature::Advisory && rule.origins["enabled"].starts_with("qinglan"))
    }),
    ("advisory-switched-off", |case| case.words("absent").iter().any(|rule| !case.law.profile.period(rule).unwrap().enabled)),
    ("deemed-outcome", |case| {
        case.step(|step| matches!(step, ProofStep::Deemed { .. })) && case.words("has_warnings") == ["deemed"]
    }),
    ("risk", |case| case.rule(|rule, _| rule.nature == Nature::Risk) && case.words("has_warnings") == ["risk"]),
    ("information", |case| case.rule(|rule, _| rule.nature == Nature::Information)),
    ("first-day-counted", |case| case.step(|step| matches!(step, ProofStep::FirstDay { event_counted: true, .. }))),
    ("last-day-stays", |case| case.rule(|rule, _| rule.roll == Roll::None)),
    ("last-day-next-working", |case| case.step(|step| matches!(step, ProofStep::Roll { rule: Roll::NextWorking, .. }))),
    ("last-day-before", |case| case.rule(|rule, _| rule.roll == Roll::PreviousWorking)),
    ("last-day-statutory", |case| {
        case.step(|step| matches!(step, ProofStep::Roll { rule: Roll::AfterRest(Rest::Statutory), .. }))
    }),
    ("last-day-statutory-weekend", |case| {
        case.rule(|rule, one| {
            rule.roll == Roll::AfterRest(Rest::Statutory) && one.due.is_some_and(|due| !case.law.calendar.is_working(due))
        }) && !case.step(|step| matches!(step, ProofStep::Roll { .. }))
    }),
    ("last-day-published-rest", |case| {
        case.step(|step| matches!(step, ProofStep::Roll { rule: Roll::AfterRest(Rest::Published), .. }))
    }),
    ("last-day-both", |case| case.step(|step| matches!(step, ProofStep::Roll { rule: Roll::Both(_), .. }))),
    ("pause-with-side", |case| case.rule(|_, one| one.clock.paused > 0) && case.list("deadline")[0].get("sides").is_some()),
    ("reset", |case| case.step(|step| matches!(step, ProofStep::Reset { .. }))),
    ("in-principle", |case| case.rule(|rule, one| rule.force == Force::InPrinciple && !one.binding())),
    ("may", |case| case.rule(|rule, one| rule.force == Force::May && !one.binding())),
    ("extension-in-tiers", |case| case.step(|step| matches!(step, ProofStep::Extension { tier: 2, .. }))),
    ("extension-once", |case| case.words("warnings") == ["extension-used-up"]),
    ("extension-refused", |case| {
        case.words("warnings").contains(&"extension-condition") && case.words("warnings").contains(&"extension-by-other")
    }),
    ("cap-in-tiers", |case| case.guards("free") && case.docket.facts.iter().any(|fact| fact.kind == Kind::MeetingApproved)),
    ("cap-by-medium", |case| case.guards("free") && case.docket.attributes.medium.as_deref() == Some("forest")),
    ("cap-reached", |case| case.guards("blocked")),
    ("retry-left", |case| case.guards("free") && case.docket.facts.iter().any(|fact| fact.kind == Kind::RenegotiationStarted)),
    ("retry-limit", |case| {
        case.guards("blocked") && case.docket.facts.iter().any(|fact| fact.kind == Kind::RenegotiationStarted)
    }),
    ("if-several-metrics", |case| {
        condition(case, &["metric.excess < 3 and metric.hours < 24", "or (medium == air"])
            && !case.docket.attributes.metrics.is_empty()
    }),
    ("if-less", |case| condition(case, &["metric.excess < 3"]) && case.words("not_offered").contains(&"markedly-minor")),
    ("if-at-most", |case| {
        condition(case, &["metric.excess ≤ 1.5"])
            && case.words("offers").contains(&"markedly-minor")
            && case.docket.attributes.medium.as_deref() == Some("air")
    }),
    ("if-estimated", |case| case.words("offers").contains(&"estimate-only")),
    ("if-appraised", |case| case.words("offers").contains(&"appraised") && case.docket.attributes.estimated),
    ("if-look-back", |case| {
        condition(case, &["count_within(repeat.look-back) < 2"]) && !case.docket.attributes.prior_damage_days.is_empty()
    }),
    ("if-department", |case| case.words("absent") == ["check"] && case.law.profile.period("check").unwrap().applies.is_some()),
    ("limit-by-medium", |case| {
        case.docket.attributes.medium.as_deref() == Some("forest") && case.words("offers").contains(&"markedly-minor")
    }),
    ("repeats", |case| case.rule(|rule, one| rule.repeat.is_some() && one.n == Some(2))),
    ("letter-once", |case| case.rule(|rule, _| rule.letter == Some(sunpei::law::period::Override::Once)) && case.step(stated)),
    ("letter-for-good", |case| {
        case.rule(|rule, one| rule.letter == Some(sunpei::law::period::Override::ForGood) && one.n == Some(3))
            && case.step(stated)
    }),
    ("letter-single", |case| case.rule(|rule, one| rule.repeat.is_none() && one.proof.steps.iter().any(stated))),
    ("letter-as-stated-for-good", |case| case.rule(|_, one| one.n == Some(3)) && case.step(stated)),
    ("letter-as-stated-once", |case| case.words("has_warnings") == ["no-letter"] && case.step(stated)),
    ("answered-late", |case| case.rule(|_, one| one.status == sunpei::law::Status::MetLate)),
    ("owed-by-and-to", |case| case.rule(|rule, _| &*rule.by == "liable-party" && &*rule.to == "department")),
    ("version-new", |case| case.rule(|rule, _| !rule.earlier.is_empty())),
    ("version-old", |case| case.rule(|rule, _| rule.in_force_to.is_some()) && case.words("warnings").is_empty()),
    ("version-before-any", |case| {
        case.rule(|rule, _| rule.in_force_to.is_some()) && case.words("warnings") == ["rule-not-in-force"]
    }),
    ("five-layers", |case| case.law.profile.layers.len() == 5 && case.expects("origins")),
    ("reading-and-safe", |case| {
        case.rule(|_, one| one.alternatives.iter().any(|other| Some(other.due) == one.safe) && one.safe < one.due)
    }),
];

fn stated(step: &ProofStep) -> bool {
    matches!(step, ProofStep::Stated { kind: Kind::DateSet, .. })
}

fn cases() -> Vec<Case> {
    let shelf = shelf();
    let mut paths: Vec<PathBuf> = fs::read_dir(beside("regions")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths.iter().map(|path| Case::read(&shelf, path)).collect()
}

#[test]
fn every_case_of_an_invented_region_gives_what_its_file_expects() {
    for case in cases() {
        case.judge();
    }
}

#[test]
fn every_shape_is_shown_by_the_case_that_the_table_names() {
    let cases = cases();
    let table = fs::read_to_string(beside("regions/README.md")).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    for (shape, shows) in SHAPES {
        let mine: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0] == *shape).collect();
        assert_eq!(mine.len(), 1, "{shape} has {} rows", mine.len());
        let (profile, name) = (mine[0][2], mine[0][3]);
        let case = cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("{shape}: no case {name}"));
        assert_eq!(case.docket.profile, profile, "{shape}");
        assert!(shows(case), "{shape} is not shown by {name}");
    }
    for row in &rows {
        assert!(SHAPES.iter().any(|(shape, _)| *shape == row[0]), "{} is no shape", row[0]);
    }
}

fn program(config: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = command(config, arguments);
    command.env("SUNPEI_CONFIG", config).current_dir(beside(""));
    let output = command.output().unwrap();
    let said = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn a_region_s_folder_is_checked_and_works_from_the_office_s_configuration() {
    let config = tempfile::tempdir().unwrap();
    for region in ["qinglan", "hailu"] {
        let (fine, said) = program(config.path(), &["profile", "check", &format!("profiles/{region}")]);
        assert!(fine, "{said}");
    }
    // A docket file alone does not know the region; the folder in the configuration makes it known, texts and all.
    let docket = config.path().join("docket.toml");
    let case = fs::read_to_string(beside("regions/hailu-both-days.toml")).unwrap();
    fs::write(&docket, case.split_once("\n[expect]\n").unwrap().0).unwrap();
    let docket = docket.display().to_string();
    assert!(!program(config.path(), &["docket", "check", &docket]).0);
    let folder = config.path().join("profiles/hailu");
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(beside("profiles/hailu")).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    let (fine, said) = program(config.path(), &["docket", "check", &docket, "--format", "json"]);
    assert!(fine, "{said}");
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mine = json["deadlines"].as_array().unwrap().iter().find(|one| one["rule"] == "supplement").unwrap();
    assert_eq!((mine["due"].as_str(), mine["safe"].as_str()), (Some("2026-10-08"), Some("2026-10-03")));
    let roll = mine["steps"].as_array().unwrap().iter().find(|step| step["step"] == "roll").unwrap();
    assert_eq!((roll["rule"].as_str(), roll["rest_days"].as_array().unwrap().len()), (Some("both"), 5));
    let (fine, said) = program(config.path(), &["law", "show", "海意三"]);
    assert!(fine && said.contains("顺延前后的日期均应告知"), "{said}");
    assert!(program(config.path(), &["profile", "list"]).1.contains("hailu"));
}

#[test]
fn no_shape_is_shown_by_everything() {
    let cases = cases();
    for (shape, shows) in SHAPES {
        assert!(cases.iter().any(|case| !shows(case)), "{shape} says nothing");
    }
}
