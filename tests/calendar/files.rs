//! Every fault of a file, and where it stands.

use chrono::{Datelike, NaiveDate as Day};
use std::fmt::Write;
use sunpei::docket::tree::{Fault, FaultKind};
use sunpei::law::calendar::{Calendar, Mark, Year};
use sunpei::text::{Lang, fault};

fn faults(text: &str) -> Vec<Fault> {
    Year::parse("y.toml", text).unwrap_err()
}

fn code(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Other { code, .. } => (*code).to_owned(),
        FaultKind::Missing { key } => format!("missing {key}"),
        FaultKind::WrongShape { key, .. } => format!("shape {key}"),
        FaultKind::UnknownKey { key, .. } => format!("unknown {key}"),
        other => format!("{other:?}"),
    }
}

fn codes(text: &str) -> Vec<String> {
    faults(text).iter().map(code).collect()
}

/// The year 2026 with one line more.
fn with(line: &str) -> String {
    include_str!("../../config/calendar/2026.toml").replace("day = [\n", &format!("day = [\n{line},\n"))
}

#[test]
fn a_file_that_is_not_a_year_is_refused_with_every_reason() {
    let text = "year = 2028\nday = [\n{ on = 2028-01-01, weekday = 3, kind = \"rest\", name = \"元旦\", statutory = true },\n{ on = 2028-01-01, kind = \"rest\", name = \"元旦\" },\n{ on = 2029-01-01, kind = \"rest\", name = \"x\" },\n]";
    assert_eq!(
        codes(text),
        [
            "calendar-weekday",
            "calendar-double-day",
            "calendar-other-year",
            "calendar-no-notice",
            "calendar-no-makeup",
            "calendar-statutory-count"
        ]
    );
}

#[test]
fn each_fault_stands_at_its_line() {
    let cases = [
        ("{ on = 2026-08-01, kind = \"rest\" }", "missing name"),
        ("{ on = 2026-08-01, kind = \"rest\", name = \"\" }", "shape name"),
        ("{ on = 2026-08-01, name = \"x\" }", "missing kind"),
        ("{ on = 2026-08-01, kind = \"off\", name = \"x\" }", "shape kind"),
        ("{ kind = \"rest\", name = \"x\" }", "missing on"),
        ("{ on = \"1 August\", kind = \"rest\", name = \"x\" }", "shape on"),
        ("{ on = 2026-08-01, kind = \"rest\", name = \"x\", statutory = 1 }", "shape statutory"),
        ("{ on = 2026-08-01, kind = \"rest\", name = \"x\", weekday = \"Sat\" }", "shape weekday"),
        ("{ on = 2026-08-01, kind = \"rest\", name = \"x\", weekday = 5 }", "calendar-weekday"),
        ("{ on = 2026-08-01, kind = \"rest\", name = \"x\", wekday = 6 }", "unknown wekday"),
        ("{ on = 2026-08-03, kind = \"workday\", name = \"x\" }", "calendar-makeup-on-weekday"),
        ("{ on = 2026-08-01, kind = \"workday\", name = \"x\", statutory = true }", "calendar-statutory-workday"),
        ("{ on = 2026-08-05, to = 2026-08-01, kind = \"rest\", name = \"x\" }", "calendar-range"),
        ("{ on = 2026-08-01, to = 2026-12-01, kind = \"rest\", name = \"x\" }", "calendar-range"),
        ("{ on = 2026-10-03, kind = \"rest\", name = \"x\" }", "calendar-double-day"),
        ("{ on = 2025-11-30, kind = \"rest\", name = \"x\" }", "calendar-other-year"),
        ("{ on = 2027-01-01, kind = \"rest\", name = \"x\" }", "calendar-other-year"),
        ("{ on = 2026-08-01, kind = \"rest\", name = \"x\", statutory = [2026-08-02] }", "calendar-statutory-outside"),
        ("3", "shape day"),
    ];
    for (line, expected) in cases {
        let text = with(line);
        let found = faults(&text);
        let fault = found.iter().find(|fault| code(fault) == expected).unwrap_or_else(|| panic!("{line}: {found:?}"));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        for lang in [Lang::Zh, Lang::En] {
            let words = fault::lines(lang, fault);
            assert!(!words[0].contains("calendar-") && (3..=4).contains(&words.len()), "{words:?}");
            assert!(words[2].ends_with('^'), "{words:?}");
        }
        assert!(fault.line > 0 && fault.width > 0 && fault.file == "y.toml");
        let at = if expected == "calendar-double-day" { "on = 2026-10-01" } else { line };
        assert!(fault.source.contains(at), "{fault:?}");
    }
    assert!(Year::parse("y.toml", &with("{ on = 2025-12-31, kind = \"rest\", name = \"元旦\" }")).is_ok());
}

#[test]
fn a_year_has_to_be_one_and_to_have_its_notice() {
    let real = include_str!("../../config/calendar/2026.toml");
    assert_eq!(codes("day = []"), ["missing year"]);
    for year in ["1899", "10000", "-1", "\"2026\"", "99999999999999999999"] {
        assert_eq!(codes(&real.replace("year = 2026", &format!("year = {year}"))), ["shape year"]);
    }
    let unnamed = real.replace("number = \"国办发明电〔2025〕7号\"", "number = \" \"");
    assert_eq!(codes(&unnamed), ["shape number", "calendar-no-notice"]);
    let guess = unnamed.replace("{ number = \" \"", "# ").replace("year = 2026", "year = 2026\nprovisional = true");
    assert!(!Year::parse("y", &guess).unwrap().published);
    assert_eq!(codes(&real.replace("year = 2026", "year = 2026\nprovisional = \"yes\"")), ["shape provisional"]);
    assert_eq!(codes(&real.replace("〔2025〕", "〔2021〕")), ["calendar-notice-year"]);
    assert_eq!(codes(&real.replace("date = 2025-11-04", "date = 2019-11-04")), ["calendar-notice-year"]);
    assert_eq!(codes(&real.replace("date = 2025-11-04", "date = true")), ["shape date"]);
    let fewer = real.replace("[2026-10-01, 2026-10-02, 2026-10-03]", "[2026-10-01]");
    assert_eq!(codes(&fewer), ["calendar-statutory-count"]);
    assert!(matches!(faults("year = ")[0].kind, FaultKind::Syntax(_)));
    assert!(Year::parse("y", &format!("\u{feff}{real}")).is_ok());
}

#[test]
fn a_year_of_holidays_is_refused() {
    let mut text = String::from("year = 2028\nnotice = [{ number = \"x\" }]\nday = [\n");
    for day in Day::from_ymd_opt(2028, 1, 1).unwrap().iter_days().take(366) {
        let _ = writeln!(text, "{{ on = {day}, kind = \"rest\", name = \"x\" }},");
    }
    text.push(']');
    assert!(codes(&text).contains(&"calendar-too-many-rest-days".to_owned()));
}

/// The form in which such tables circulate.
fn json(year: &Year) -> String {
    let mut text = format!("{{\n \"year\": {},\n \"notices\": [", year.year);
    for (place, notice) in year.notices.iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        let (date, url) = (notice.date.unwrap(), notice.url.as_deref().unwrap());
        let _ = write!(text, "{comma}{{\"doc_no\": \"{}\", \"date\": \"{date}(published)\", \"url\": \"{url}\"}}", notice.number);
    }
    text.push_str("],\n \"days\": {\n");
    let days: Vec<String> = year
        .days
        .iter()
        .map(|(day, mark)| {
            let kind = if mark.rest { "holiday" } else { "workday" };
            let weekday = day.weekday().number_from_monday();
            let Mark { name, statutory, .. } = mark;
            format!(
                "  \"{day}\": {{\"type\": \"{kind}\", \"name\": \"{name}\", \"statutory\": {statutory}, \"weekday\": {weekday}}}"
            )
        })
        .collect();
    text + &days.join(",\n") + "\n }\n}\n"
}

#[test]
fn json_says_the_same() {
    for year in Calendar::built_in().years().filter(|year| year.published) {
        assert_eq!(&Year::parse("y.json", &json(year)).unwrap(), year);
    }
}

#[test]
fn faults_of_json_stand_at_their_line_too() {
    let text = json(Calendar::built_in().year(2026).unwrap());
    let wrong = text.replace(
        "\"name\": \"劳动节\", \"statutory\": true, \"weekday\": 5",
        "\"name\": \"劳动节\", \"statutory\": true, \"weekday\": 4",
    );
    let found = faults(&wrong);
    assert_eq!((code(&found[0]).as_str(), found.len()), ("calendar-weekday", 1));
    assert!(found[0].source.contains("2026-05-01") && found[0].line > 10, "{found:?}");
    let double = text.replace("\"2026-05-04\"", "\"2026-05-03\"");
    assert!(codes(&double).contains(&"calendar-double-day".to_owned()));
    assert_eq!(codes(&text.replace("国办发明电〔2025〕7号", "")), ["missing doc_no", "calendar-no-notice"]);
    assert!(matches!(faults("{ \"year\": 2026, \"日\": }")[0].kind, FaultKind::Syntax(_)));
    assert_eq!(codes("{}"), ["shape year"]);
    assert!(!Year::parse("y", "{\"year\": 2027, \"official\": false, \"days\": {}}").unwrap().published);
}
