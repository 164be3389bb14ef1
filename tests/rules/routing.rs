//! Who handles a docket and whose claim it is: the whole of Articles 5 and 6 as data, several matches, overlays.

use sunpei::docket::{Attributes, Day, Docket, Fact, Kind};
use sunpei::law::calendar::Calendar;
use sunpei::law::routing::Why;
use sunpei::law::{Law, Library, Routing};
use sunpei::text::{Lang, routing as words};

const CITY: &str = include_str!("../profiles/city-overlay.toml");

fn law(name: &str) -> Law {
    let shelf = Library::with_overrides([("city-overlay.toml", CITY)]);
    Law::new(shelf.profile(name).unwrap_or_else(|faults| panic!("{faults:#?}")), Calendar::built_in())
}

fn today() -> Day {
    Day::from_ymd_opt(2026, 6, 30).unwrap()
}

fn routing(law: &Law, attributes: Attributes) -> Routing {
    law.routing_of(&attributes, today())
}

fn departments(routing: &Routing) -> Vec<&str> {
    routing.departments.iter().map(|one| &*one.department).collect()
}

fn titled(title: &str) -> Attributes {
    Attributes { title: title.to_owned(), ..Attributes::default() }
}

#[test]
fn every_clause_of_articles_five_and_six_is_carried_by_a_route_or_a_rule() {
    let law = law("inner-mongolia");
    let carriers = law.profile.carriers();
    let of = |clause: &str| -> Vec<&str> {
        carriers.iter().filter(|(_, cite)| cite.clause.as_deref() == Some(clause)).map(|(place, _)| place.as_str()).collect()
    };
    for n in 1..=21 {
        let clause = format!("IM-06-{n:02}");
        let here = of(&clause);
        assert!(here.iter().any(|place| place.starts_with("route ") || place.starts_with("routing ")), "{clause}: {here:?}");
    }
    for n in 1..=10 {
        let clause = format!("IM-05-{n:02}");
        let here = of(&clause);
        let kinds = ["jurisdiction ", "routing ", "step "];
        assert!(here.iter().any(|place| kinds.iter().any(|kind| place.starts_with(kind))), "{clause}: {here:?}");
    }
}

#[test]
fn each_subject_of_article_six_leads_to_its_department() {
    let law = law("inner-mongolia");
    for (matter, department) in [
        ("environmental-emergency", "ecology"),
        ("unlawful-discharge", "ecology"),
        ("ecology-penalty", "ecology"),
        ("natural-resources-penalty", "natural-resources"),
        ("housing-penalty", "housing"),
        ("water-penalty", "water"),
        ("agriculture-penalty", "agriculture"),
        ("forestry-penalty", "forestry"),
        ("farmland-occupation", "natural-resources"),
        ("land-damage", "natural-resources"),
        ("illegal-mining", "natural-resources"),
        ("waste-dumping", "housing"),
        ("urban-sewage", "housing"),
        ("urban-green", "housing"),
        ("sand-mining", "water"),
        ("water-taking", "water"),
        ("soil-erosion", "water"),
        ("aquatic-wildlife", "agriculture"),
        ("fishery", "agriculture"),
        ("diseased-livestock", "agriculture"),
        ("villager-housing", "agriculture"),
        ("farm-packaging", "agriculture"),
        ("nature-reserve", "forestry"),
        ("forest-grass-wetland", "forestry"),
        ("poaching", "forestry"),
    ] {
        let found = routing(&law, Attributes { matter: Some(matter.into()), ..Attributes::default() });
        assert_eq!(departments(&found), [department], "{matter}");
        assert_eq!(found.department(), Some(department));
        assert!(law.profile.item("matter", matter).is_some(), "{matter} is in the list of matters");
    }
    // A penalty case belongs to the department that punishes, whichever it is.
    for department in ["ecology", "natural-resources", "housing", "water", "agriculture", "forestry"] {
        let it =
            Attributes { channel: "administrative-penalty".into(), department: Some(department.into()), ..Attributes::default() };
        assert_eq!(departments(&routing(&law, it)), [department]);
    }
}

#[test]
fn several_matches_are_all_shown_with_their_reasons_and_ask_for_a_lead() {
    let law = law("inner-mongolia");
    let it =
        Attributes { protected_area: true, matter: Some("unlawful-discharge".into()), ..titled("化工厂废水污染湿地") };
    let mut docket = Docket { attributes: it, ..Docket::default() };
    docket.facts.push(Fact { id: 1, ..Fact::new(Kind::LeadReceived, today()) });
    let derived = law.derive(&docket, today());
    let found = &derived.routing;
    assert_eq!(departments(found), ["ecology", "forestry"]);
    let reasons: Vec<&Why> = found.departments.iter().flat_map(|one| one.routes.iter().map(|(_, why)| why)).collect();
    assert_eq!(reasons, [&Why::Matter, &Why::Condition, &Why::Word("湿地".into())]);
    assert!(found.needs_lead() && found.department().is_none());
    let asked =
        |derived: &sunpei::law::Derived| derived.next.must.iter().any(|step| step.step.fact == Kind::DepartmentDesignated);
    assert!(asked(&derived));
    let said = |found: &Routing| -> String {
        words::lines(Lang::En, &law.profile, found).iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("\n")
    };
    assert!(said(found).contains("a lead has to be designated") && said(found).contains("ecology"), "{}", said(found));
    // The government names the lead: the others cooperate.
    docket.facts.push(Fact {
        id: 2,
        ..Fact::new(Kind::DepartmentDesignated, today())
            .with("department", "forestry")
            .with("lead", true)
            .with("signing", true)
            .with("paper", "赤政字〔2026〕3号")
    });
    let derived = law.derive(&docket, today());
    assert!(!derived.routing.needs_lead() && !asked(&derived));
    assert_eq!(derived.routing.department(), Some("forestry"));
    assert!(said(&derived.routing).contains("lead forestry; cooperating ecology"), "{}", said(&derived.routing));
    assert!(derived.warnings.is_empty(), "{:?}", derived.warnings);
}

#[test]
fn a_designation_without_its_paper_is_a_breach_and_one_without_authority_to_sign_a_warning() {
    let law = law("inner-mongolia");
    let fact = Fact { id: 2, ..Fact::new(Kind::DepartmentDesignated, today()).with("department", "water") };
    let lead = Fact { id: 1, ..Fact::new(Kind::LeadReceived, today()) };
    let docket = Docket { facts: vec![lead], ..Docket::default() };
    let guard = law.guard(&docket, &fact, today());
    let names = |list: &[sunpei::law::Missing]| list.iter().map(|one| one.label.en.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&guard.missing), ["the paper of the designation"]);
    assert_eq!(names(&guard.warns), ["authority to sign the legal documents"]);
    let whole = fact.clone().with("paper", "x").with("signing", true);
    assert!(law.guard(&docket, &whole, today()).allows());
    // One without authority on file may be made good, and a whole one changed.
    let short = Docket { facts: [docket.facts.clone(), vec![fact.with("paper", "x")]].concat(), ..docket };
    assert!(law.guard(&short, &Fact { id: 3, ..whole.clone() }, today()).allows());
    let full = Docket { facts: [short.facts.clone(), vec![Fact { id: 3, ..whole.clone() }]].concat(), ..short };
    let other = Fact { id: 4, ..whole.with("department", "ecology") };
    assert!(law.guard(&full, &other, today()).allows());
    assert_eq!(law.derive(&full, today()).routing.department(), Some("water"));
}

#[test]
fn the_right_holder_follows_from_the_place_of_the_result() {
    let law = law("inner-mongolia");
    let rule = |it: Attributes| {
        let found = routing(&law, it).right_holder.unwrap();
        (found.rule.id.to_string(), found.rule.right_holder.to_string(), found.government.map(|name| name.zh.to_string()))
    };
    let at = |place: &str| Attributes { place: Some(place.into()), ..Attributes::default() };
    let own = |rule: &str, holder: &str, name: Option<&str>| (rule.to_owned(), holder.to_owned(), name.map(str::to_owned));
    assert_eq!(rule(at("松山区")), own("place-of-result", "league", Some("赤峰市人民政府")));
    assert_eq!(rule(at("阿拉善左旗巴彦浩特镇")), own("place-of-result", "league", Some("阿拉善盟行政公署")));
    // Two places in one league are no border; in two leagues they are.
    let two = |other: &str| Attributes { places: vec![other.into()], ..at("松山区") };
    assert_eq!(rule(two("林西县")), own("place-of-result", "league", Some("赤峰市人民政府")));
    assert_eq!(rule(two("奈曼旗")), own("across-leagues", "region", None));
    assert_eq!(rule(at("赤峰市松山区、通辽市奈曼旗")), own("across-leagues", "region", None));
    assert_eq!(rule(Attributes { across_leagues: true, ..at("松山区") }), own("across-leagues", "region", None));
    assert_eq!(rule(Attributes { national_influence: true, ..at("松山区") }), own("national-influence", "region", None));
    let border = Attributes { across_provinces: true, national_influence: true, ..at("松山区") };
    assert_eq!(rule(border.clone()), own("across-provinces", "region", None));
    // A district of another city is not ours, whatever it is called.
    for elsewhere in ["西安市新城区", "武汉市青山区"] {
        let found = routing(&law, at(elsewhere)).right_holder.unwrap();
        assert!(found.place_missing && found.government.is_none(), "{elsewhere}");
    }
    assert_eq!(rule(at("包头市青山区")), own("place-of-result", "league", Some("包头市人民政府")));
    assert_eq!(rule(at("内蒙古自治区红山区")), own("place-of-result", "league", Some("赤峰市人民政府")));
    // Nothing is made up: a place that no area knows names no government.
    let found = routing(&law, at("某地")).right_holder.unwrap();
    assert!(found.place_missing && found.government.is_none());
    // A right-holder on file that the rule contradicts is warned about; the consultation is asked for.
    let lead = Fact { id: 1, ..Fact::new(Kind::LeadReceived, today()) };
    let derived = law.derive(&Docket { attributes: border.clone(), facts: vec![lead.clone()], ..Docket::default() }, today());
    assert_eq!(derived.warnings.iter().map(|one| one.code).collect::<Vec<_>>(), ["right-holder-differs"]);
    assert!(derived.next.must.iter().any(|step| step.step.fact == Kind::RightHolderConsulted));
    let held = Attributes { right_holder: "region".into(), ..border };
    assert!(law.derive(&Docket { attributes: held, facts: vec![lead], ..Docket::default() }, today()).warnings.is_empty());
}

#[test]
fn tasks_of_other_organs_stand_where_they_are_met() {
    let law = law("inner-mongolia");
    let organs =
        |it: Attributes| -> Vec<String> { routing(&law, it).tasks.iter().map(|one| one.department.to_string()).collect() };
    assert!(organs(titled("采砂")).is_empty());
    assert_eq!(organs(Attributes { criminal_case: true, ..titled("采砂") }), ["public-security"]);
    assert_eq!(organs(titled("村民血铅超标")), ["health"]);
}

#[test]
fn a_city_adjusts_the_table_and_the_rest_stays() {
    let law = law("city-overlay");
    let of = |title: &str| -> Vec<String> {
        routing(&law, titled(title)).departments.iter().map(|one| one.department.to_string()).collect()
    };
    assert_eq!(of("小区生活污水外溢"), ["water"]);
    assert_eq!(of("废旧农膜未回收"), ["agriculture", "ecology"]);
    assert_eq!(of("工地扬尘"), ["housing"]);
    assert!(of("电鱼").is_empty());
    assert_eq!(of("河道采砂"), ["water"]);
    let origin = |matter: &str| law.profile.routes.iter().find(|route| &*route.matter == matter).unwrap().origin.to_string();
    assert_eq!((origin("urban-sewage"), origin("sand-mining")), ("city-overlay".into(), "inner-mongolia".into()));
}

#[test]
fn a_profile_without_a_table_says_so() {
    let law = law("national");
    let found = routing(&law, titled("河道采砂"));
    assert!(found.departments.is_empty() && found.right_holder.is_none());
    for (lang, words_of) in [(Lang::Zh, "没有分工表"), (Lang::En, "has no routing table")] {
        let said = words::lines(lang, &law.profile, &found);
        assert!(said.iter().any(|line| line.text.contains(words_of) && !line.cites.is_empty()), "{said:?}");
    }
}

#[test]
fn what_is_suggested_fills_only_what_is_empty() {
    let law = law("inner-mongolia");
    let it = Attributes { place: Some("松山区".into()), ..titled("河道非法采砂") };
    let taken = routing(&law, it.clone()).accept(&it);
    assert_eq!((taken.department.as_deref(), taken.matter.as_deref()), (Some("water"), Some("sand-mining")));
    let own = Attributes { department: Some("ecology".into()), ..it };
    assert_eq!(routing(&law, own.clone()).accept(&own).department.as_deref(), Some("ecology"));
    // Several departments: none is chosen for the government.
    let both = titled("自然保护区内采矿");
    assert_eq!(routing(&law, both.clone()).accept(&both).department, None);
}

#[test]
fn a_table_that_nobody_can_use_is_a_fault_at_its_place() {
    let head = "name = \"x\"\ntitle = \"试\"\nversion = \"1\"\nextends = \"inner-mongolia\"\n";
    let text = format!(
        "{head}[[route]]\nmatter = \"a\"\ndepartment = \"forest\"\nzh = \"试\"\n[[route]]\nmatter = \"b\"\ndepartment = \"water\"\nzh = \"试\"\nwhen = \"department_count > 1\"\n\
         [[jurisdiction]]\nid = \"j\"\nzh = \"试\"\nright_holder = \"county\"\n[[area]]\nid = \"a\"\nzh = \"试\"\n"
    );
    let faults = Library::with_overrides([("x.toml", text.as_str())]).profile("x").unwrap_err();
    let mut lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [7, 13, 17, 19], "{faults:#?}");
}
