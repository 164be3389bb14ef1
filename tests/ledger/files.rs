//! Ledgers of real programs (`tests/ledgers/README.md`), and broken ones: read, asked about, or refused with a plain word.

use crate::common::desk::day;
use crate::common::files::{ledger, made};
use crate::common::office::child;
use crate::workbook;
use std::path::Path;
use sunpei::papers::ledger::{
    DayRead, Field, FileKind, How, Import, LeadDraft, LedgerError, Limits, Plan, Question, ReadOptions, Reader, SheetNote, Words,
    import, plan, plan_known, propose, read, read_amount, read_day, take, write_rejects,
};
use sunpei::text::Lang;

fn options() -> ReadOptions {
    ReadOptions { reader: child(), ..ReadOptions::new(day("2026-12-31")) }
}

fn taken(path: &Path) -> Result<Import, LedgerError> {
    take(path, &options(), &mut |_| true)
}

/// A refusal says what is wrong and what to do, in both languages.
fn refused(path: &Path) -> LedgerError {
    let error = taken(path).unwrap_err();
    for lang in [Lang::Zh, Lang::En] {
        let said = error.say(lang);
        assert!(!said.contains('{') && said.contains([';', '；', '。', '.', ':', '：']), "{said}");
    }
    error
}

fn codes(draft: &LeadDraft) -> Vec<String> {
    let code = |question: &Question| serde_json::to_value(question).unwrap()["code"].as_str().unwrap().to_owned();
    draft.questions.iter().map(code).collect()
}

#[test]
fn merged_repeated_hidden_and_several_sheets() {
    for name in ["openpyxl-merged.xlsx", "libreoffice-merged.xls", "libreoffice-merged.ods"] {
        let got = taken(&ledger(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let titles: Vec<&str> = got.drafts.iter().map(|draft| draft.title.as_str()).collect();
        assert_eq!(titles.len(), 7, "{name}: {titles:?}");
        assert_eq!((got.rejects.len(), got.skipped.header, got.skipped.total), (0, 1, 1), "{name}");
        // Months and days of the sheet's own year; the unit above the header holds.
        assert_eq!(got.drafts[0].on, Some(day("2026-05-06")), "{name}");
        assert_eq!(codes(&got.drafts[0]), ["date-no-year"], "{name}");
        assert_eq!(got.drafts[1].on, Some(day("2026-05-07")), "{name}");
        assert_eq!((got.drafts[0].damage_cents, got.drafts[1].damage_cents), (Some(12_500_000), Some(30_000_000)), "{name}");
        assert!(got.drafts[1].estimated);
        assert_eq!(codes(&got.drafts[2]), ["amount-range"], "{name}");
        assert_eq!((got.drafts[4].on, got.drafts[4].damage_cents), (Some(day("2026-05-10")), Some(5_500_000)), "{name}");
        assert_eq!(got.drafts[5].damage_cents, Some(12_000_000_000), "{name}");
        let notes = got.notes();
        assert!(notes.contains(&SheetNote::Hidden { sheet: "旧数据".into() }), "{name}: {notes:?}");
        assert!(notes.iter().any(|note| matches!(note, SheetNote::NoHeader { sheet, .. } if sheet == "说明")), "{name}");
        assert_eq!(got.plan.tables.iter().filter(|table| table.taken).count(), 3, "{name}");
        // A department that stands once beside three rows is said of all three.
        let departments: Vec<&str> = got.drafts[..3].iter().map(|draft| draft.department.as_str()).collect();
        assert_eq!(departments, ["ecology"; 3], "{name}");
        if name.ends_with("xlsx") {
            assert_eq!(got.plan.hidden_rows, 1);
        }
    }
    let got = taken(&ledger("xlwt-merged.xls")).unwrap();
    assert!(got.drafts.len() == 3 && got.drafts.iter().all(|draft| draft.department == "ecology"));
}

#[test]
fn one_ledger_in_every_form_is_the_same_leads() {
    let prints = |name: &str| {
        let got = taken(&ledger(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!((got.drafts.len(), got.rejects.len()), (3, 0), "{name}");
        got.drafts.iter().map(LeadDraft::fingerprint).collect::<Vec<_>>()
    };
    let first = prints("libreoffice.xlsx");
    assert_eq!(first, prints("libreoffice.xls"));
    assert_eq!(first, prints("libreoffice.ods"));
    let got = taken(&ledger("unicode-text.txt")).unwrap();
    assert_eq!((got.drafts.len(), got.plan.kind), (3, FileKind::Text));
    assert_eq!(got.drafts[2].channel, "procuratorate");
}

#[test]
fn text_in_every_encoding_and_with_every_separator() {
    let lines = [
        ["线索名称", "线索来源", "接报时间", "地点", "损害数额"],
        ["某厂渗坑排放废水", "信访", "2026年5月6日", "红山区", "12.5万元"],
        ["某矿越界开采草原", "检察建议", "2026.5.7", "林西县", "约30万"],
    ];
    let mut all = Vec::new();
    for separator in [",", "\t", ";"] {
        let text: String = lines.iter().map(|cells| cells.join(separator) + "\r\n").collect();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let forms = [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            encoding_rs::GB18030.encode(&text).0.into_owned(),
            [b"\xFF\xFE".as_slice(), &utf16].concat(),
            [b"\xFE\xFF".as_slice(), &utf16_big].concat(),
        ];
        for bytes in forms {
            let (_folder, path) = made("a.csv", &bytes);
            let got = taken(&path).unwrap();
            assert!(got.drafts.iter().all(|draft| draft.questions.is_empty()));
            all.push(got.drafts.iter().map(LeadDraft::fingerprint).collect::<Vec<_>>());
        }
    }
    assert_eq!(all.len(), 15);
    assert!(all.iter().all(|prints| prints.len() == 2 && prints == &all[0]));
}

#[test]
fn what_a_column_holds_says_what_its_header_does_not() {
    // Nothing in the header is known: no header for a script, a proposal for the desk.
    assert_eq!(refused(&ledger("openpyxl-strange.xlsx")), LedgerError::NoHeader);
    let book = read(&ledger("openpyxl-strange.xlsx"), &Limits::default(), &mut |_| true).unwrap();
    let found: Plan = propose(&book, &|_| None, &Words::shipped());
    let table = &found.tables[0];
    assert!(table.taken);
    let fields: Vec<Option<Field>> = table.columns.iter().map(|guess| guess.field).collect();
    let wanted = [Field::On, Field::Channel, Field::Place, Field::Party, Field::Damage, Field::Title];
    assert_eq!(fields, wanted.map(Some));
    assert!(table.columns.iter().all(|guess| guess.how == How::Contents && guess.sure < 800 && guess.samples.len() == 3));
    let got = import(&book, &found, &options(), &mut |_| true).unwrap();
    assert_eq!((got.drafts.len(), got.drafts[0].damage_cents, got.drafts[0].on), (3, Some(12_500_000), Some(day("2026-05-06"))));
    // What was said of these headers once is so the next time, in any order of the columns.
    let mapping = table.mapping();
    let again = plan_known(&book, None, &|shape| (shape == table.shape).then(|| mapping.clone()), &Words::shipped()).unwrap();
    assert!(again.tables[0].columns.iter().all(|guess| guess.how == How::Saved));
    let (_folder, path) = made(
        "b.csv",
        "说的是什么,大概多少,谁干的,哪里,怎么来的,何时\n某处倾倒垃圾,3,某工程队,敖汉旗,举报,2026-06-01\n".as_bytes(),
    );
    let other = read(&path, &Limits::default(), &mut |_| true).unwrap();
    let again = plan_known(&other, None, &|shape| (shape == table.shape).then(|| mapping.clone()), &Words::shipped()).unwrap();
    assert_eq!(again.tables[0].column(Field::Title), Some(0));
    assert!(again.tables[0].is_saved());
}

#[test]
fn headers_are_surer_where_the_column_holds_what_they_say() {
    let (_folder, path) = made(
        "a.csv",
        "名称,登记时间,发现时间,来源,部门\n某厂渗坑排放废水,甲科,2026-05-06,信访,环保局\n某矿越界开采草原,乙科,2026-05-07,举报,林草局\n".as_bytes(),
    );
    let book = read(&path, &Limits::default(), &mut |_| true).unwrap();
    let found = plan(&book, None, &Words::shipped()).unwrap();
    let table = &found.tables[0];
    // Two headers that say the same: the column of dates is the date.
    assert_eq!(table.column(Field::On), Some(2));
    assert_eq!(table.columns[1].field, None);
    assert!(table.columns[2].sure >= 800, "{:?}", table.columns[2]);
    let (_folder, path) = made("b.csv", "名称,时间,来源\n某厂渗坑排放废水,甲科,信访\n某矿越界开采草原,乙科,举报\n".as_bytes());
    let book = read(&path, &Limits::default(), &mut |_| true).unwrap();
    let found = plan(&book, None, &Words::shipped()).unwrap();
    assert!(found.tables[0].columns[1].sure < 600, "{:?}", found.tables[0].columns[1]);
    // Two columns of one name are told apart.
    let (_folder, path) = made("c.csv", "名称,备注,备注,来源\n某厂渗坑排放废水,甲,乙,信访\n".as_bytes());
    let got = taken(&path).unwrap();
    assert_eq!((got.drafts[0].note.as_str(), got.drafts[0].extra[0].0.as_str()), ("甲", "备注 #2"));
}

#[test]
fn days_without_a_year_and_stretches() {
    let words = Words::shipped();
    let read_as = |text: &str| read_day(text, false, &words);
    for text in ["5月6日", "５月６日", "五月六日", "05月06号"] {
        assert_eq!(read_as(text), DayRead::NoYear { month: 5, day: 6 }, "{text}");
    }
    for text in ["5.6", "5-6", "5/6", "13月1日"] {
        assert_eq!(read_as(text), DayRead::Unreadable, "{text}");
    }
    for text in ["2026-05-06至2026-05-09", "2026年5月6日至9日", "5月6日-5月9日", "2026.5.6~5.9"] {
        assert_eq!(read_as(text), DayRead::Stretch, "{text}");
    }
    let on = |text: &str, today: &str| {
        let (_folder, path) = made("a.csv", format!("名称,时间,来源\n某厂排污,{text},信访\n").as_bytes());
        let got = take(&path, &ReadOptions::new(day(today)), &mut |_| true).unwrap();
        got.drafts.first().map(|draft| (draft.on.map(|day| day.to_string()), codes(draft)))
    };
    let asked = |day: &str| Some((Some(day.to_owned()), vec!["date-no-year".to_owned()]));
    assert_eq!(on("5月6日", "2026-11-22"), asked("2026-05-06"));
    assert_eq!(on("12月6日", "2026-11-22"), asked("2025-12-06"), "the last one that is not to come");
    assert_eq!(on("2月29日", "2026-11-22"), asked("2024-02-29"));
    assert_eq!(on("2月30日", "2026-11-22"), None, "no such day: refused");
    assert_eq!(on("5月6日至9日", "2026-11-22"), Some((None, vec!["date-stretch".to_owned()])));
    for text in ["30-50万", "30万至50万元", "三十万到五十万", "10~20万元"] {
        let got = read_amount(text, 1, &words);
        assert_eq!((got.cents, got.fault), (None, Some(sunpei::papers::ledger::AmountFault::Range)), "{text}");
    }
}

#[test]
fn odd_values_are_asked_about_or_refused_row_by_row() {
    let got = taken(&ledger("openpyxl-odd.xlsx")).unwrap();
    let draft = |row: u64| got.drafts.iter().find(|draft| draft.row == row).unwrap();
    assert_eq!(got.rejects.iter().map(|reject| reject.row).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(codes(draft(3)), ["date-future", "amount-negative"]);
    assert_eq!(codes(draft(4)), ["formula", "amount-absurd", "formula"]);
    assert_eq!((draft(4).damage_cents, draft(3).damage_cents), (Some(100_000_000_000_000_000), None));
    // A formula that points into another file is its last value, and nothing is fetched.
    let got = taken(&ledger("xlsxwriter-external.xlsx")).unwrap();
    assert_eq!((got.drafts.len(), got.drafts[0].note.as_str()), (3, "外部"));
}

#[test]
fn refused_rows_go_into_a_file_of_the_same_kind_and_come_back() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台账.xlsx");
    let head = ["说的是什么", "何时", "怎么来的", "多少"].map(str::to_owned).to_vec();
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let rows = vec![
        head.clone(),
        row(["=cmd|' /C calc'!A0", "2026-02-30", "信访", "12.5"]),
        row(["某矿越界开采草原", "2026-05-07", "举报", "3"]),
        row(["", "2026-05-08", "举报", "4"]),
    ];
    let file = std::fs::File::create(&path).unwrap();
    sunpei::papers::table::write_xlsx(&file, &["单位：万元".to_owned()], rows).unwrap();
    let book = read(&path, &Limits::default(), &mut |_| true).unwrap();
    let mut found = propose(&book, &|_| None, &Words::shipped());
    let table = &mut found.tables[0];
    while table.header_row != 2 {
        *table = sunpei::papers::ledger::loose_table(&book, 0, 1, &Words::shipped()).unwrap();
    }
    for (index, field) in [Field::Title, Field::On, Field::Channel, Field::Damage].into_iter().enumerate() {
        table.set(index, Some(field));
    }
    let (mapping, shape) = (table.mapping(), table.shape.clone());
    let got = import(&book, &found, &options(), &mut |_| true).unwrap();
    assert_eq!((got.drafts.len(), got.rejects.len()), (1, 2));
    assert_eq!(got.drafts[0].damage_cents, Some(3_000_000));
    let written = write_rejects(&path, &got, Lang::Zh).unwrap();
    assert_eq!(written, [folder.path().join("台账.rejects.xlsx")]);
    assert_eq!(std::fs::metadata(&written[0]).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(write_rejects(&path, &got, Lang::En).unwrap(), [folder.path().join("台账.rejects.2.xlsx")], "never written over");
    // Both come back as they are, with the mapping of the office, and are refused for the same reasons.
    let known = |asked: &str| (asked == shape).then(|| mapping.clone());
    for file in ["台账.rejects.xlsx", "台账.rejects.2.xlsx"] {
        let again = read(&folder.path().join(file), &Limits::default(), &mut |_| true).unwrap();
        let plan = plan_known(&again, None, &known, &Words::shipped()).unwrap();
        assert!(plan.tables[0].is_saved() && plan.tables[0].unit == 10_000, "{file}");
        let back = import(&again, &plan, &options(), &mut |_| true).unwrap();
        assert_eq!(
            back.rejects.iter().map(|reject| &reject.reasons).collect::<Vec<_>>(),
            got.rejects.iter().map(|reject| &reject.reasons).collect::<Vec<_>>()
        );
    }
    // Corrected, they are leads: the formula is a text, the amounts have their unit, the two added columns are read past.
    let again = read(&written[0], &Limits::default(), &mut |_| true).unwrap();
    let mut corrected = again.clone();
    corrected.sheets[0].rows[2].cells[1].text = "2026-02-28".into();
    corrected.sheets[0].rows[3].cells[0].text = "某厂渗坑排放废水".into();
    let plan = plan_known(&corrected, None, &known, &Words::shipped()).unwrap();
    let back = import(&corrected, &plan, &options(), &mut |_| true).unwrap();
    assert_eq!((back.drafts.len(), back.rejects.len()), (2, 0));
    assert_eq!((back.drafts[0].title.as_str(), back.drafts[0].damage_cents), ("=cmd|' /C calc'!A0", Some(12_500_000)));
    assert!(back.drafts.iter().all(|draft| draft.extra.is_empty()));
}

#[test]
fn whole_files_are_refused_with_a_plain_word() {
    for name in ["msoffcrypto-password.xlsx", "libreoffice-password.xls", "libreoffice-password.ods"] {
        assert_eq!(refused(&ledger(name)), LedgerError::Password, "{name}");
    }
    assert!(
        matches!(refused(&ledger("openpyxl-1000-columns.xlsx")), LedgerError::TooMuch { what, found: 257.., .. } if what == "columns")
    );
    // An xls with a record that says it is encrypted.
    let bytes = std::fs::read(ledger("libreoffice.xls")).unwrap();
    let at = bytes.windows(4).position(|window| window == [0x09, 0x08, 0x10, 0x00]).unwrap();
    let mut locked = bytes.clone();
    // The record after the first BOF becomes FILEPASS.
    locked[at + 20] = 0x2F;
    locked[at + 21] = 0x00;
    let (_folder, path) = made("a.xls", &locked);
    assert!(matches!(refused(&path), LedgerError::Password | LedgerError::Broken { .. }));
    for name in ["openpyxl-merged.xlsx", "libreoffice.xls", "libreoffice.ods"] {
        let whole = std::fs::read(ledger(name)).unwrap();
        for part in [1, 2, 3] {
            let (_folder, path) = made(name, &whole[..whole.len() * part / 4]);
            let error = refused(&path);
            assert!(matches!(error, LedgerError::Broken { .. } | LedgerError::NotAsNamed { .. }), "{name} {part}: {error:?}");
        }
    }
    // A quotation mark that is never closed would swallow the rows below it.
    let open = "名称,时间,来源\n某厂排污,2026-05-06,信访\n\"某矿越界,2026-05-07,信访\n某场排污,2026-05-08,信访\n";
    let (_folder, path) = made("a.csv", open.as_bytes());
    assert_eq!(refused(&path), LedgerError::Unclosed { line: 3 });
    let closed = open.replace("\"某矿越界", "\"某矿\n越界\"");
    let (_folder, path) = made("a.csv", closed.as_bytes());
    assert_eq!(taken(&path).unwrap().drafts.len(), 3);
    // One that another mark closes lines later would swallow the rows between.
    for second in ["某场\"排污,2026-05-08,信访", "某场排污,2026\"-05-08,信访", "某场排污,2026-05-08,信访\""] {
        let late = open.replace("某场排污,2026-05-08,信访", second);
        let (_folder, path) = made("a.csv", late.as_bytes());
        assert_eq!(refused(&path), LedgerError::Swallowed { line: 3, until: 4 }, "{late}");
    }
    let quote = "名称,时间,来源\n5\"管道断裂排污,2026-05-06,信访\n某场排污,2026-05-08,信访\n";
    let (_folder, path) = made("a.csv", quote.as_bytes());
    assert_eq!(taken(&path).unwrap().drafts[0].title, "5\"管道断裂排污");
    // No permission; root may read everything.
    let (_folder, path) = made("a.csv", open.as_bytes());
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_err() {
        assert!(refused(&path).say(Lang::Zh).contains("权限"));
    }
    // Two gigabytes of nothing, refused before anything of it is read.
    let sparse = tempfile::tempdir().unwrap();
    for name in ["a.csv", "a.xlsx", "a.xls"] {
        let huge = sparse.path().join(name);
        std::fs::File::create(&huge).unwrap().set_len(2 << 30).unwrap();
        assert!(matches!(refused(&huge), LedgerError::TooMuch { what, .. } if what == "bytes"), "{name}");
    }
    let (_folder, path) = made("export.xls", b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table></table></html>");
    let page = refused(&path);
    assert!(matches!(page, LedgerError::NotAsNamed { found: FileKind::Html, .. }));
    assert!(page.say(Lang::Zh).contains("另存为 xlsx"));
}

#[test]
fn cells_far_apart_cost_nothing_in_the_child() {
    // What aborted a process with 549 GB: two far cells, and a box said to be as large as a sheet can be.
    let far = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>线索名称</v></c><c r="B1" t="str"><v>时间</v></c><c r="C1" t="str"><v>来源</v></c></row><row r="1048576"><c r="A1048576" t="str"><v>某厂排污</v></c></row></sheetData>"#;
    let (_folder, path) = made("a.xlsm", workbook(far));
    let got = taken(&path).unwrap();
    assert_eq!((got.drafts.len(), got.drafts[0].row), (1, 1_048_576));
    // Merged over the whole sheet: only rows that are there get the value.
    let merged = far.replace("</sheetData>", "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A2:A1048576\"/></mergeCells>");
    let (_folder, path) = made("a.xlsx", workbook(&merged));
    assert_eq!(taken(&path).unwrap().drafts.len(), 1);
}

#[test]
fn status_and_number_are_kept() {
    let (_folder, path) = made(
        "a.csv",
        "序号,受理编号,线索名称,接报时间,来源,办理状态,备注\n1,XF-2026-7,某厂渗坑排放废水,2026-05-06,信访,正在核查,无照片\n"
            .as_bytes(),
    );
    let got = taken(&path).unwrap();
    let attributes = got.drafts[0].attributes();
    assert_eq!((attributes.number.as_str(), attributes.note.as_str()), ("XF-2026-7", "无照片\n办理状态: 正在核查"));
}

#[test]
fn a_year_in_the_name_of_the_file_is_that_of_its_days() {
    let text = "线索名称,接报时间,来源\n某厂渗坑排放废水,5月6日,信访\n".as_bytes();
    for (name, year) in
        [("线索台账2024年.csv", 2024), ("线索_2025_终稿.csv", 2025), ("台账20240315.csv", 2026), ("2023至2024.csv", 2026)]
    {
        let (_folder, path) = made(name, text);
        for reader in [Reader::Here, options().reader] {
            let options = ReadOptions { reader, ..options() };
            let got = take(&path, &options, &mut |_| true).unwrap();
            assert_eq!(got.drafts[0].on, Some(day(&format!("{year}-05-06"))), "{name}");
            assert_eq!(codes(&got.drafts[0]), ["date-no-year"], "{name}");
        }
    }
}

#[test]
fn a_credit_code_goes_to_its_party_and_a_wrong_one_is_asked_about() {
    let rows = [
        ("甲厂", "91350100M000100Y43", "甲厂=91350100M000100Y43", vec![]),
        ("甲厂", "９１３５０１００ m000100y43", "甲厂=91350100M000100Y43", vec![]),
        (
            "甲厂、乙厂",
            "91350100M000100Y43、91350100M000100Y44",
            "甲厂=91350100M000100Y43 乙厂=91350100M000100Y44",
            vec!["code-unsure"],
        ),
        ("甲厂、乙厂", "91350100M000100Y43", "甲厂= 乙厂=", vec!["code-count"]),
        ("甲厂", "无", "甲厂=", vec![]),
    ];
    let mut text = "线索名称,接报时间,来源,当事人,统一社会信用代码\n".to_owned();
    for (at, (party, code, ..)) in rows.iter().enumerate() {
        text.push_str(&format!("第{at}号渗坑排放废水,2026-05-06,信访,{party},{code}\n"));
    }
    let (_folder, path) = made("a.csv", text.as_bytes());
    let got = taken(&path).unwrap();
    assert_eq!((got.drafts.len(), got.rejects.len()), (rows.len(), 0));
    for (draft, (_, code, parties, asked)) in got.drafts.iter().zip(rows) {
        let attributes = draft.attributes();
        let found: Vec<String> = attributes.parties.iter().map(|party| format!("{}={}", party.name, party.code)).collect();
        assert_eq!((found.join(" "), codes(draft)), (parties.to_owned(), asked.iter().map(|code| (*code).to_owned()).collect()));
        assert!(!asked.contains(&"code-count") || attributes.note.contains(code), "kept");
    }
}
