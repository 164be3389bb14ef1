//! The list of leads by keys: the palette, columns and their order, views, the filter line, and what others write meanwhile.

use crate::common::desk::{OFFICER, desk_on, take_in};
use crate::common::keys::{press, shows_at, text};
use sunpei::ops::Desk;
use sunpei::papers::ledger::{self, ReadOptions};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::{App, screen};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

/// A desk with the ledger of two hundred leads.
fn with_ledger(lang: Lang) -> App {
    App::new(ledger_on(Store::in_memory().unwrap()), lang, true)
}

fn ledger_on(store: Store) -> Desk {
    let mut desk = desk_on(store, OFFICER, "2026-11-22");
    take_in(&mut desk, "leads-200.xlsx");
    desk
}

#[track_caller]
fn shows(app: &App, words: &[&str]) {
    shows_at(app, &SIZES, words);
}

#[test]
fn the_palette_passes_on_what_is_typed_after_a_command() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = with_ledger(lang);
        press(&mut app, ": \"filter 红山\"");
        shows(&app, &["filter 红山", lang.pick("filter [条件]", "filter [WHAT]")]);
        press(&mut app, "Enter");
        assert!(app.dialogs.is_empty() && app.leads.text == "红山", "{:?}", app.leads.text);
        assert!(!app.leads.rows.is_empty() && app.leads.rows.len() < 200);
        // In either language, by initials, with an input method on.
        for typed in ["查找 松山", "cz 松山", "find 松山", "ｆｉｌｔｅｒ　松山"] {
            press(&mut app, &format!("Esc ： \"{typed}\" Enter"));
            assert_eq!(app.leads.text, "松山", "{typed}");
        }
        press(&mut app, "Esc : \"cx\" Enter");
        assert!(app.leads.rows.is_empty(), "the import is undone: {:?}", app.status);
    }
}

#[test]
fn the_palette_says_what_cannot_be_done_now_and_why() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = with_ledger(lang);
        // A lead that nobody has checked cannot be filed: the article stands beside it, and its words one key away.
        press(&mut app, ": \"case.file\"");
        let wide = text(&app, (120, 36));
        assert!(wide.contains("×") && wide.contains("规定14条"), "{wide}");
        press(&mut app, "F2");
        shows(&app, &["及时立案启动", "规定14条"]);
        press(&mut app, "Esc Esc : \"lead.check\"");
        assert!(!text(&app, (120, 36)).contains('×'));
        // Chosen all the same, it is refused in words.
        press(&mut app, "Esc : \"case.file\" Enter");
        assert!(app.form().is_none());
        let (_, said) = app.status.clone().unwrap();
        assert!(said.contains(lang.pick("不能办", "refused")) && said.contains("规定14条"), "{said}");
    }
    let mut app = with_ledger(Lang::Zh);
    press(&mut app, ": \"redo\"");
    shows(&app, &["× 没有可恢复"]);
}

/// The row of the screen with the selection.
fn line(app: &App, size: (u16, u16)) -> String {
    let rows = screen(app, size.0, size.1);
    rows.iter().find(|row| row.contains("│>")).cloned().unwrap_or_else(|| panic!("no selection in {rows:#?}"))
}

/// How many views the officer keeps.
fn own(app: &App) -> usize {
    app.leads.saved.iter().filter(|view| view.is_own()).count()
}

fn selected(app: &App) -> String {
    app.leads.rows[app.leads.at].number.clone()
}

#[test]
fn columns_are_chosen_moved_and_kept() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = with_ledger(lang);
        let head = |app: &App, size: (u16, u16)| {
            let rows = screen(app, size.0, size.1);
            rows.iter().skip(1).find(|row| row.contains(say("余天", "Due"))).cloned().unwrap_or_default()
        };
        for size in SIZES {
            assert!(head(&app, size).contains(say("标题", "Title")) && head(&app, size).contains('▲'), "{}", head(&app, size));
        }
        // The first column is hidden, the second moved behind the title, another one shown.
        press(&mut app, "1 C");
        shows(&app, &["[x]", say("渠道", "Channel")]);
        press(&mut app, "Space j J Enter");
        assert!(app.dialogs.is_empty());
        let wide = head(&app, (120, 36));
        let at = |name: &str| wide.find(name).unwrap_or(usize::MAX);
        assert_eq!(at(say("编号", "Number")), usize::MAX);
        assert!(at(say("标题", "Title")) < at(say("渠道", "Channel")), "{wide}");
        assert!(at(say("渠道", "Channel")) < at(say("地点", "Place")), "{wide}");
        // Esc leaves things as they were; the next sitting begins with them; another officer has their own.
        press(&mut app, "C Space Space j Space Esc");
        assert_eq!(head(&app, (120, 36)), wide);
        let mut desk = app.desk;
        let mut again = App::new(desk, lang, true);
        press(&mut again, "1");
        assert_eq!(head(&again, (120, 36)), wide);
        desk = again.desk;
        desk.officer = "李明".to_owned();
        let mut other = App::new(desk, lang, true);
        press(&mut other, "1");
        assert!(head(&other, (120, 36)).contains(say("编号", "Number")));
        // The defaults come back by one key; nothing ticked still says what a line is about.
        other.desk.officer = "王芳".to_owned();
        let mut app = App::new(other.desk, lang, true);
        press(&mut app, "1 C = Enter");
        assert!(head(&app, (120, 36)).contains(say("编号", "Number")));
        press(&mut app, "C");
        while screen(&app, 120, 36).iter().any(|row| row.contains("[x]")) {
            press(&mut app, "Space j");
        }
        press(&mut app, "Enter");
        assert!(head(&app, (120, 36)).contains(say("标题", "Title")));
    }
}

#[test]
fn where_it_is_narrow_columns_give_way_but_never_the_countdown() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = with_ledger(lang);
        press(&mut app, "1");
        let mut before = 0;
        for width in (24..200).step_by(11) {
            let rows = screen(&app, width, 24);
            let lines: Vec<&String> =
                rows.iter().filter(|row| row.contains(lang.pick("天 ", "d late")) && row.contains('!')).collect();
            assert!(lines.len() > 10, "{width}: {rows:#?}");
            assert!(lines.iter().all(|row| row.contains(lang.pick("逾", "late"))), "{width}: {lines:#?}");
            let head = rows.iter().find(|row| row.contains('▲')).unwrap();
            let names = head.split_whitespace().count();
            assert!(names + 1 >= before, "{width}: {head}");
            before = names;
            // What gave way is told.
            assert_eq!(head.contains('+'), !head.contains(lang.pick("收到", "Received")), "{width}: {head}");
        }
        // A cut cell is marked; the whole stands one key away.
        let long = app.leads.rows.iter().position(|row| sunpei::tui::width::cells(&row.title) > 26).unwrap();
        let title = app.leads.rows[long].title.clone();
        press(&mut app, &format!("j*{long}"));
        assert!(line(&app, (60, 20)).contains('…'), "{}", line(&app, (60, 20)));
        press(&mut app, "i");
        shows(&app, &[lang.pick("整行", "Whole line"), lang.pick("疑问", "Asked")]);
        let said: String = screen(&app, 60, 20).join("").chars().filter(|c| !"│ ".contains(*c)).collect();
        assert!(said.contains(&title.replace(' ', "")), "{said}");
        press(&mut app, "Esc 3 i");
        shows(&app, &[lang.pick("整行", "Whole line"), "26-"]);
        press(&mut app, "Esc 2 i");
        shows(&app, &[lang.pick("整行", "Whole line")]);
    }
}

#[test]
fn a_list_is_sorted_by_any_column_and_the_selection_follows_the_record() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = with_ledger(lang);
        press(&mut app, "1 j*7");
        let record = selected(&app);
        press(&mut app, &format!("S \"{}\" Enter", say("金额", "Amount")));
        let amounts = |app: &App| app.leads.rows.iter().filter_map(|row| row.damage_cents).collect::<Vec<_>>();
        assert!(amounts(&app).is_sorted() && amounts(&app).len() > 20, "{:?}", amounts(&app));
        assert_eq!(selected(&app), record);
        assert!(line(&app, (80, 24)).contains(&record), "{}", line(&app, (80, 24)));
        // The same column again turns it round; what says nothing stays last.
        press(&mut app, "S Enter");
        let mut down = amounts(&app);
        down.reverse();
        assert!(down.is_sorted() && app.leads.rows[0].damage_cents.is_some() && app.leads.rows[199].damage_cents.is_none());
        assert_eq!(selected(&app), record);
        assert!(app.leads.sort().descending);
        // Kept for the next time; by a command in either wording; a wrong one is refused.
        press(&mut app, "q");
        let mut app = App::new(app.desk, lang, true);
        assert_eq!((selected(&app), app.leads.sort().code()), (record.clone(), "damage:desc".to_owned()));
        shows(&app, &[&record]);
        press(&mut app, &format!("1 : \"sort {}\" Enter", say("地点", "place")));
        // By how they sound, as a dictionary has them; what says nothing is last.
        let mut places: Vec<&str> = app.leads.rows.iter().map(|row| row.place.as_str()).collect();
        places.dedup();
        let at = |name: &str| places.iter().position(|place| place.starts_with(name)).unwrap();
        assert!(
            at("阿鲁科尔沁旗") < at("巴林右旗") && at("巴林左旗") < at("红山区") && at("红山区") < at("元宝山区"),
            "{places:?}"
        );
        let silent = places.iter().position(|place| place.is_empty()).unwrap_or(places.len());
        assert!(places.iter().skip(silent).all(|place| place.is_empty()), "{places:?}");
        assert!(screen(&app, 120, 36).iter().any(|row| row.contains(say("地点▲", "Place▲"))));
        press(&mut app, ": \"sort place:desc\" Enter : \"sort blau\" Enter");
        assert_eq!(app.leads.sort().code(), "place:desc");
        shows(&app, &["blau"]);
    }
}

#[test]
fn views_are_a_bar_that_keeps_the_current_one_in_sight_and_own_ones_are_saved() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = with_ledger(lang);
        press(&mut app, "1");
        for _ in 0..app.leads.views() {
            press(&mut app, "]");
            let name = format!("[{} {}]", app.view_name(app.leads.view), app.leads.count(app.leads.view));
            shows(&app, &[&name]);
        }
        shows(&app, &[say("[待核查 200]", "[unchecked 200]")]);
        // By name, by initials, by choice.
        press(&mut app, &format!("F \"{}\" Enter", say("全部", "all")));
        assert_eq!(app.view_name(app.leads.view), say("全部", "all"));
        press(&mut app, &format!(": \"views {}\" Enter", say("wfp", "unassigned")));
        assert_eq!(app.view_name(app.leads.view), say("未分派", "unassigned"));
        // Kept: filter, order and columns, with a live count.
        press(&mut app, "/ \"红山\" Enter : \"sort place:desc\" Enter C Space Enter : \"save 我的红山\" Enter");
        let count = app.leads.rows.len();
        let tab = format!("[我的红山 {count}]");
        shows(&app, &[&tab]);
        let (rows, columns) = (app.leads.rows.clone(), app.leads.chosen());
        press(&mut app, "[");
        assert_ne!(app.leads.rows.len(), count);
        assert!(app.leads.text.is_empty());
        let mut app = App::new(app.desk, lang, true);
        press(&mut app, ": \"views 我的红山\" Enter");
        shows(&app, &[&tab]);
        assert_eq!((app.leads.rows.clone(), app.leads.chosen(), app.leads.text.as_str()), (rows, columns, "红山"));
        // Narrowed further for now, and back to what it holds.
        press(&mut app, "/ \" 草原\" Enter");
        assert!(app.leads.rows.len() < count);
        press(&mut app, "Esc");
        assert_eq!(app.leads.rows.len(), count);
        // The same name replaces and says what was there.
        press(&mut app, "/ C-u \"松山\" Enter : \"save 我的红山\" Enter");
        let (_, said) = app.status.clone().unwrap();
        assert!(said.contains(say("已换成", "now holds")) && said.contains("红山"), "{said}");
        assert_eq!(own(&app), 1);
        // A built-in name is not taken; without a name the palette asks for it; a view is dropped and says how to bring it back.
        press(&mut app, &format!(": \"save {}\" Enter", say("逾期", "overdue")));
        assert_eq!(own(&app), 1);
        press(&mut app, ": \"save\" Enter");
        shows(&app, &[say("请接着写：save 名称", "type what follows: save NAME")]);
        press(&mut app, "\"第二\" Enter : \"forget 我的红山\" Enter");
        let (_, said) = app.status.clone().unwrap();
        assert!(said.contains("松山"), "{said}");
        assert_eq!((own(&app), app.view_name(app.leads.view)), (1, "第二".to_owned()));
        press(&mut app, ": \"forget 没有\" Enter");
        shows(&app, &["没有"]);
    }
}

#[test]
fn the_filter_line_completes_mends_and_remembers() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = with_ledger(lang);
        press(&mut app, "1 /");
        shows(&app, &[say("渠道:", "channel:"), say("Tab 取用", "Tab takes")]);
        // A key by its first letters, then a value: found at once, and the next term may follow.
        press(&mut app, &format!("\"{}\" Tab", say("qd", "chan")));
        assert_eq!(app.leads.line.edit.text(), say("渠道:", "channel:"));
        press(&mut app, &format!("\"{}\" Tab", say("检", "procu")));
        assert!(!app.leads.rows.is_empty() && app.leads.rows.iter().all(|row| row.channel == "procuratorate"));
        let all = app.leads.rows.len();
        // From the first character of a word on.
        press(&mut app, "\"草\"");
        let few = app.leads.rows.len();
        assert!(few < all && few > 0);
        // An unfinished term takes nothing away; a wrong one is told beside the line.
        press(&mut app, &format!("\" {}\"", say("部门:", "dept:")));
        assert_eq!(app.leads.rows.len(), few);
        press(&mut app, "\"xx \"");
        assert_eq!(app.leads.rows.len(), few);
        for size in SIZES {
            let rows = screen(&app, size.0, size.1);
            assert!(rows.last().unwrap().contains('←'), "{:?}", rows.last());
        }
        assert!(text(&app, (120, 36)).lines().last().unwrap().contains("xx"));
        // Words are taken back, a caret mends in the middle, full-width signs are signs.
        press(&mut app, "C-w C-w Home Delete C-u");
        press(&mut app, "C-k \"红山\" Home \"渠道：\" \"其他\" \" \" End");
        assert_eq!(app.leads.line.edit.text(), "渠道：其他 红山");
        assert!(app.leads.rows.iter().all(|row| row.channel == "other"));
        app.paste("\u{1b}[31m 区\n");
        assert!(!app.leads.line.edit.text().contains('\u{1b}') && app.leads.line.edit.text().ends_with("区"));
        press(&mut app, "C-u \"红山\" Enter");
        assert!(!app.leads.typing && app.leads.text == "红山" && !app.leads.rows.is_empty());
        // Esc clears; an earlier filter comes back by Up on the empty line, with `:filter` ones among them.
        press(&mut app, "Esc : \"filter 松山\" Enter Esc / Up");
        assert_eq!(app.leads.line.edit.text(), "松山");
        press(&mut app, "Up");
        assert_eq!(app.leads.line.edit.text(), "红山");
        press(&mut app, "Up Down Down Down");
        assert_eq!(app.leads.line.edit.text(), "");
        // Candidates by arrows: Enter takes the chosen one; Esc closes them first, then clears.
        press(&mut app, "Down Down Enter");
        assert!(app.leads.typing && app.leads.line.edit.text() == say("部门:", "dept:"), "{}", app.leads.line.edit.text());
        press(&mut app, "Esc");
        assert!(app.leads.typing && app.leads.line.offers.is_empty());
        press(&mut app, "Esc");
        assert!(!app.leads.typing && app.leads.text.is_empty() && app.leads.rows.len() == 200);
    }
}

#[test]
fn the_record_stays_selected_while_a_filter_comes_and_goes() {
    let mut app = with_ledger(Lang::Zh);
    let far = app.leads.rows.iter().position(|row| row.place.contains("松山")).unwrap();
    press(&mut app, &format!("1 j*{far}"));
    let record = selected(&app);
    press(&mut app, "/ \"松\"");
    assert_eq!(selected(&app), record);
    press(&mut app, "\"山\" Enter");
    assert_eq!(selected(&app), record);
    press(&mut app, "/ C-u \"红山\"");
    assert_ne!(selected(&app), record);
    press(&mut app, "Esc");
    assert_eq!(selected(&app), record);
    assert!(line(&app, (80, 24)).contains(&record));
    // Each view is found again where it was left.
    press(&mut app, "] ] g ] [ [ [");
    assert_eq!(selected(&app), record);
}

#[test]
fn an_empty_list_says_what_to_do() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = App::new(desk_on(Store::in_memory().unwrap(), OFFICER, "2026-11-22"), lang, true);
        shows(&app, &[say("还没有线索", "No leads yet"), say("I 导入台账", "I import"), say("N 新建", "N new")]);
        press(&mut app, "j G PageDown i Space S Enter C Enter [ ] F Esc");
        let mut app = with_ledger(lang);
        press(&mut app, "1 / \"没有这样的事\"");
        shows(&app, &["没有这样的事", say("Esc 清除", "Esc clears")]);
        press(&mut app, "Enter Esc");
        assert_eq!(app.leads.rows.len(), 200);
        press(&mut app, &format!("F \"{}\" Enter", say("已暂缓", "snoozed")));
        shows(&app, &[say("“已暂缓”里没有", "Nothing in “snoozed”"), say("] 下一视图", "] next view")]);
    }
}

/// Two officers on one file.
fn two(lang: Lang) -> (tempfile::TempDir, App, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let desk = ledger_on(Store::open(&path).unwrap());
    let mut other = desk_on(Store::open(&path).unwrap(), OFFICER, "2026-11-22");
    other.officer = "李明".to_owned();
    (folder, App::new(desk, lang, true), other)
}

fn lead(desk: &mut Desk, title: &str, on: &str) -> i64 {
    use sunpei::docket::{Attributes, Fact, Kind};
    let attributes = Attributes { title: title.into(), ..Attributes::default() };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, on.parse().unwrap())]).unwrap().dockets[0]
}

fn record(desk: &mut Desk, docket: i64, kind: sunpei::docket::Kind, keys: &[(&'static str, serde_json::Value)]) {
    let mut fact = sunpei::docket::Fact::new(kind, desk.today);
    for (key, value) in keys {
        fact = fact.with(key, value.clone());
    }
    let revision = desk.store.revision(docket).unwrap();
    desk.record(docket, revision, vec![fact], kind.name(), None).unwrap();
}

#[test]
fn what_others_write_waits_and_nothing_moves_under_the_eye() {
    use sunpei::docket::Kind;
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let (_folder, mut app, mut other) = two(lang);
        let today = app.desk.today;
        press(&mut app, "1 G g j*20");
        for size in SIZES {
            text(&app, size);
        }
        assert!(!app.tick(today), "nothing was written: nothing is drawn");
        let before = screen(&app, 80, 24);
        // Older ones come first in the list: they would push everything down.
        for n in 0..12 {
            lead(&mut other, &format!("新来{n}"), "2025-10-01");
        }
        assert!(app.tick(today));
        let after = screen(&app, 80, 24);
        let body = |rows: &[String]| rows.iter().filter(|row| row.contains("  26-")).cloned().collect::<Vec<_>>();
        assert_eq!(body(&after), body(&before));
        shows(&app, &[say("12 条新线索 · R", "12 new leads · R"), say("[待核查 212]", "[unchecked 212]")]);
        assert!(!app.tick(today));
        // The officer's own act does not let them in either.
        let acted = app.selected().unwrap();
        press(&mut app, "n \"看过\" C-s");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert_eq!((app.leads.rows.len(), app.selected()), (200, Some(acted)));
        shows(&app, &[say("12 条新线索 · R", "12 new leads · R")]);
        // R takes them in; the record stays selected and in its row of the screen.
        let row = |app: &App| screen(app, 80, 24).iter().position(|row| row.contains("│>")).unwrap();
        let place = row(&app);
        press(&mut app, "R");
        assert_eq!((app.leads.rows.len(), app.selected(), row(&app)), (212, Some(acted), place));
        assert!(!text(&app, (80, 24)).contains("· R"));
        // One that another changed, and one that left the view: both stay where they are, with a mark.
        let (changed, gone) = (app.leads.rows[app.leads.at + 1].docket, app.leads.rows[app.leads.at + 2].docket);
        record(&mut other, changed, Kind::NoteAdded, &[("note", "x".into())]);
        record(&mut other, gone, Kind::CheckConcluded, &[("result", "damage".into())]);
        assert!(app.tick(today));
        shows(&app, &[say("2 条有变动 · R", "2 changed · R")]);
        assert_eq!((app.leads.rows.len(), app.selected(), row(&app)), (212, Some(acted), place));
        let rows = screen(&app, 80, 24);
        assert!(rows[place + 1].contains("│  ^") && rows[place + 2].contains("│  -"), "{rows:#?}");
        press(&mut app, "j j i");
        shows(&app, &[say("已不在此视图", "no longer in this view")]);
        // What is left of it is not acted on blindly: the case pane shows what it is now.
        press(&mut app, "Esc R");
        assert_eq!(app.leads.rows.len(), 211);
        assert!(app.leads.rows.iter().all(|row| row.docket != gone));
        // One that is taken back again while it waits does not wait any more.
        lead(&mut other, "撤回的", "2025-10-01");
        assert!(app.tick(today));
        shows(&app, &[say("1 条新线索 · R", "1 new leads · R")]);
        other.undo().unwrap();
        assert!(app.tick(today));
        assert!(app.leads.held.is_empty());
    }
}

#[test]
fn news_reaches_a_list_that_was_not_read_to_its_end() {
    let (_folder, mut app, mut other) = two(Lang::Zh);
    assert_eq!((app.leads.rows.len(), app.leads.complete()), (200, false));
    // Behind what was read nothing is news; before it, it is.
    lead(&mut other, "靠后", "2026-11-22");
    let early = lead(&mut other, "靠前", "2025-09-01");
    let today = app.desk.today;
    app.tick(today);
    assert_eq!(app.leads.held.iter().copied().collect::<Vec<_>>(), [early]);
    assert!(app.leads.touched.is_empty());
    // Read on to the end: every line once, but the one that waits.
    press(&mut app, "G G G");
    let mut ids: Vec<i64> = app.leads.rows.iter().map(|row| row.docket).collect();
    assert!(app.leads.complete() && ids.len() == 201, "{}", ids.len());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 201);
    press(&mut app, "R");
    assert_eq!(app.leads.rows.len(), 202);
}

#[test]
fn a_colleague_s_ledger_waits_whole_though_it_comes_before_everything() {
    let (_folder, mut app, mut other) = two(Lang::Zh);
    press(&mut app, "1 : \"sort number:desc\" Enter");
    let before = screen(&app, 80, 24);
    // Numbers that come first in this order, more of them than a page.
    let path = other.store.path().unwrap().with_file_name("more.csv");
    let rows: String = (0..900).map(|n| format!("A-{n:04},某河道非法采砂{n},2026-11-02\n")).collect();
    std::fs::write(&path, format!("编号,线索名称,收到日期\n{rows}")).unwrap();
    let import = ledger::take(&path, &ReadOptions::new(other.today), &mut |_| true).unwrap();
    assert_eq!(other.import(&import, "more.csv", &mut |_| true).unwrap().taken, 900);
    let today = app.desk.today;
    assert!(app.tick(today));
    assert_eq!(app.leads.held.len(), 900);
    let body = |rows: &[String]| rows.iter().filter(|row| row.contains("  26-")).cloned().collect::<Vec<_>>();
    assert_eq!(body(&screen(&app, 80, 24)), body(&before));
    shows(&app, &["900 条新线索 · R"]);
}

#[test]
fn pages_are_half_the_pane_and_a_list_moves_only_when_it_must() {
    let mut app = with_ledger(Lang::Zh);
    press(&mut app, "1");
    for (size, rows) in [((120, 36), 30), ((80, 24), 18), ((60, 20), 14)] {
        press(&mut app, "g");
        let shown = |app: &App| screen(app, size.0, size.1).iter().filter(|row| row.contains('天')).count();
        assert_eq!(shown(&app), rows + 1, "the lines and the head");
        press(&mut app, "PageDown");
        assert_eq!(app.leads.at, rows / 2, "{size:?}");
        // Inside the pane the lines stay where they are.
        let first = screen(&app, size.0, size.1)[4].clone();
        press(&mut app, "j k");
        assert_eq!(screen(&app, size.0, size.1)[4], first);
        press(&mut app, "C-u");
        assert_eq!(app.leads.at, 0);
    }
}

#[test]
fn nothing_breaks_at_any_size() {
    let mut app = with_ledger(Lang::Zh);
    for keys in ["", "/ \"渠道:\"", "Down Down", "Enter Esc Esc C", "Esc S", "Esc F", "Esc i", "Esc : \"save\"", "Esc 1"] {
        press(&mut app, keys);
        for (width, height) in [(1, 1), (20, 5), (21, 6), (30, 8), (40, 10), (60, 20), (250, 70)] {
            text(&app, (width, height));
        }
    }
}
