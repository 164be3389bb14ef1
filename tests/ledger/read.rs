//! Ledgers as they arrive, good and bad, through the real reader.

use crate::common::files::{ledger, made};
use crate::workbook;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use sunpei::docket::Day;
use sunpei::papers::ledger::{
    DayRead, FileKind, Import, LedgerError, Limits, Mapping, Question, ReadOptions, Reason, SheetNote, Words, plan, read,
    read_amount, read_day, take, write_rejects,
};
use sunpei::papers::table;
use sunpei::text::Lang;

fn today() -> Day {
    Day::from_ymd_opt(2026, 12, 31).unwrap()
}

fn options() -> ReadOptions {
    ReadOptions::new(today())
}

fn import(path: &Path) -> Result<Import, LedgerError> {
    take(path, &options(), &mut |_| true)
}

fn prints(import: &Import) -> BTreeSet<String> {
    import.drafts.iter().map(sunpei::papers::ledger::LeadDraft::fingerprint).collect()
}

fn csv(text: &str) -> Import {
    let (_folder, path) = made("a.csv", text.as_bytes());
    import(&path).unwrap()
}

#[test]
fn the_workbook_and_its_csv_are_the_same_200_leads() {
    let workbook = import(&ledger("leads-200.xlsx")).unwrap();
    assert_eq!((workbook.drafts.len(), workbook.rejects.len(), workbook.doubled.len()), (200, 0, 0));
    assert_eq!((workbook.skipped.total, workbook.skipped.before_header), (1, 2));
    assert!(workbook.skipped.blank > 0);
    assert!(matches!(workbook.notes(), [SheetNote::Ledger { .. }, SheetNote::NoHeader { .. }]));
    assert!(workbook.drafts.iter().all(|lead| lead.questions.is_empty()), "a good row raises no question");
    assert!(workbook.drafts.iter().all(|lead| lead.on.is_some()));
    let text = import(&ledger("leads-200-gb18030.csv")).unwrap();
    assert_eq!((text.drafts.len(), text.rejects.len(), text.doubled.len()), (200, 0, 0));
    assert_eq!(prints(&workbook), prints(&text));
    assert_eq!(prints(&workbook).len(), 200);
    assert_eq!(prints(&workbook), prints(&import(&ledger("leads-200.xlsx")).unwrap()), "a second time adds nothing");
    for (left, right) in workbook.drafts.iter().zip(&text.drafts) {
        assert_eq!((&left.serial, left.on, left.damage_cents), (&right.serial, right.on, right.damage_cents));
    }
}

#[test]
fn bad_rows_are_refused_or_asked_about_and_good_ones_arrive() {
    let got = import(&ledger("leads-bad-rows.csv")).unwrap();
    let codes = |row: u64| -> Vec<String> {
        let lead = got.drafts.iter().find(|lead| lead.row == row).unwrap_or_else(|| panic!("row {row}"));
        lead.questions
            .iter()
            .map(|question| serde_json::to_value(question).unwrap()["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!((got.drafts.len(), got.rejects.len(), got.doubled.len()), (17, 1, 1));
    let [reject] = got.rejects.as_slice() else { panic!("one reject") };
    assert_eq!(reject.row, 7);
    assert_eq!(reject.reasons, [Reason::TitleMissing, Reason::DateImpossible { text: "2026-02-30".into() }]);
    assert_eq!(codes(8), ["control", "amount-unreadable"]);
    assert_eq!(codes(9), ["formula", "channel-unknown", "date-serial", "department-unknown", "amount-negative"]);
    assert_eq!(codes(10), ["date-future", "amount-absurd"]);
    assert_eq!(codes(11), ["title-long"]);
    assert_eq!(codes(12), Vec::<String>::new());
    assert_eq!((got.doubled[0].row, got.doubled[0].first_row), (13, 12));
    assert_eq!(codes(14), ["full-width", "full-width"]);
    assert_eq!(codes(15), ["date-no-day"]);
    for row in [2, 3, 4, 5, 6, 17, 18, 19, 20, 21] {
        assert_eq!(codes(row), Vec::<String>::new(), "row {row} is good");
    }
    let lead = |row: u64| got.drafts.iter().find(|lead| lead.row == row).unwrap();
    assert_eq!(lead(9).on, Day::from_ymd_opt(2025, 12, 1));
    assert_eq!((lead(9).damage_cents, lead(9).channel.as_str()), (None, "other"));
    assert_eq!(lead(10).damage_cents, Some(100_000_000_000));
    assert_eq!((lead(14).damage_cents, lead(14).on), (Some(12_500_000), Day::from_ymd_opt(2026, 5, 6)));
    assert_eq!((lead(15).damage_cents, lead(15).on, lead(15).title.as_str()), (Some(300_000), None, "换行 与 制表"));
    assert!(lead(8).title.contains('␛') && !lead(8).title.contains('\u{1b}'));
    assert!(lead(8).original[0].1.contains('\u{1b}'), "the original is kept");
    assert!(lead(11).title.chars().count() > 5000, "nothing is cut");
    for question in got.drafts.iter().flat_map(|lead| &lead.questions) {
        assert!(!question.say(Lang::Zh).contains('{') && !question.say(Lang::En).contains('{'));
    }
    assert_eq!(reject.reasons[1].say(Lang::Zh), "日期“2026-02-30”不存在");
    assert_eq!(prints(&got), prints(&import(&ledger("leads-bad-rows.csv")).unwrap()));
}

#[test]
fn rejects_are_written_beside_and_taken_again_once_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.csv");
    std::fs::copy(ledger("leads-bad-rows.csv"), &path).unwrap();
    let got = import(&path).unwrap();
    let written = write_rejects(&path, &got, Lang::Zh).unwrap();
    assert_eq!(written, [folder.path().join("bad.rejects.csv")]);
    assert_eq!(write_rejects(&path, &got, Lang::Zh).unwrap(), [folder.path().join("bad.rejects.2.csv")]);
    let text = std::fs::read_to_string(&written[0]).unwrap();
    assert!(
        text.starts_with('\u{feff}') && text.contains("行号,原因\r\n") && text.contains("7,缺线索名称；日期“2026-02-30”不存在")
    );
    let corrected = text.replacen("\r\n,,", "\r\n9,改好了,", 1).replacen("2026-02-30", "2026-02-28", 1);
    let again = folder.path().join("again.csv");
    std::fs::write(&again, corrected).unwrap();
    let got = import(&again).unwrap();
    assert_eq!((got.drafts.len(), got.rejects.len()), (1, 0));
    assert!(got.drafts[0].extra.is_empty(), "the two added columns are read past");
}

#[test]
fn days_in_all_forms() {
    let words = Words::shipped();
    let day = |text: &str| read_day(text, false, &words);
    let may = DayRead::Day(Day::from_ymd_opt(2026, 5, 6).unwrap());
    for text in [
        "2026-05-06",
        "2026/5/6",
        "2026.5.6",
        "20260506",
        "2026年5月6日",
        "2026年05月06日 ",
        "２０２６－０５－０６",
        "二〇二六年五月六日",
        "二零二六年五月六号",
        "2026-05-06 08:30:00",
        "2026-05-06T08:30",
        "2026年5月6日（星期三）",
        "2026 - 5 - 6",
    ] {
        assert_eq!(day(text), may, "{text}");
    }
    assert_eq!(day("二〇二六年十二月三十一日"), DayRead::Day(Day::from_ymd_opt(2026, 12, 31).unwrap()));
    assert_eq!(day("二〇二六年十月二十日"), DayRead::Day(Day::from_ymd_opt(2026, 10, 20).unwrap()));
    assert_eq!(day("46148"), DayRead::Serial(Day::from_ymd_opt(2026, 5, 6).unwrap()));
    assert_eq!(read_day("44686", true, &words), DayRead::Serial(Day::from_ymd_opt(2026, 5, 6).unwrap()));
    for text in ["2026年5月", "2026-05", "2026.5", "202605", "2026年", "二〇二六年五月"] {
        assert_eq!(day(text), DayRead::NoDay, "{text}");
    }
    for text in ["2026-02-30", "2026年13月1日", "20260230", "2026-13"] {
        assert_eq!(day(text), DayRead::Impossible, "{text}");
    }
    for text in ["1899-12-31", "0026-05-06", "12026-05-06"] {
        assert_eq!(day(text), DayRead::OutOfRange, "{text}");
    }
    for text in ["五月", "26.5.6", "昨天", "2026-05-06 2026-05-09", "5/6/2026", "１", "年月日", "十十十"] {
        assert_eq!(day(text), DayRead::Unreadable, "{text}");
    }
}

#[test]
fn amounts_in_all_forms() {
    let words = Words::shipped();
    let cents = |text: &str| read_amount(text, 1, &words).cents;
    for (text, fen) in [
        ("300,000.00", 30_000_000),
        ("300000", 30_000_000),
        ("12.5万元", 12_500_000),
        ("约30万", 30_000_000),
        ("1.2亿", 12_000_000_000),
        ("１２．５万元", 12_500_000),
        ("三千元", 300_000),
        ("十二万五千元", 12_500_000),
        ("一点二亿元", 12_000_000_000),
        ("两万", 2_000_000),
        ("￥1,200.5元", 120_050),
        ("人民币五百元整", 50_000),
        ("30余万元", 30_000_000),
        ("1亿2000万", 12_000_000_000),
        ("0.299999万", 299_999),
        ("41.23万元（估算）", 41_230_000),
        ("0", 0),
        ("3百万", 300_000_000),
        ("5300万", 5_300_000_000),
    ] {
        assert_eq!(cents(text), Some(fen), "{text}");
    }
    for text in ["abc", "30-50万", "1.2.3", "三万五", "万", "亿亿亿亿亿亿", "99999999999999999999", "1e99", "-5", "", "。"]
    {
        assert_eq!(cents(text), None, "{text}");
    }
    for text in ["约30万", "30万左右", "30余万元", "大约三千元", "41.23万元（估算）"] {
        assert!(read_amount(text, 1, &words).estimated, "{text}");
    }
    assert_eq!(read_amount("12.5", 10_000, &words).cents, Some(12_500_000), "the header's unit");
    assert_eq!(read_amount("12.5元", 10_000, &words).cents, Some(1_250), "the cell's own unit goes before");
}

#[test]
fn other_offices_word_and_order_their_columns_differently() {
    let got = csv(
        "某旗线索登记表\n单位：万元\n填报日期,2026-05-01\n\n渠道,问题描述,涉事单位,所在地,估算金额,接报时间,牵头部门,卷宗号\n\
        信访,河边倾倒垃圾,某厂,红山区,12.5,2026-05-06,环保局,K-1\n\
        渠道,问题描述,涉事单位,所在地,估算金额,接报时间,牵头部门,卷宗号\n\
        检察建议,河边倾倒废渣,某厂,红山区,无,2026-05-07,水务局,K-2\n合计,,,,25,,,\n注：以上数据截至五月底\n",
    );
    assert_eq!((got.drafts.len(), got.rejects.len()), (2, 0));
    assert_eq!((got.skipped.header, got.skipped.total, got.skipped.footer, got.skipped.before_header), (1, 1, 1, 3));
    let lead = &got.drafts[0];
    assert_eq!((lead.damage_cents, lead.channel.as_str(), lead.department.as_str()), (Some(12_500_000), "complaint", "ecology"));
    assert_eq!(lead.extra, [("卷宗号".to_owned(), "K-1".to_owned())]);
    assert_eq!((got.drafts[1].channel.as_str(), got.drafts[1].damage_cents), ("procuratorate", None));
}

#[test]
fn contents_say_what_a_header_does_not() {
    let got = csv("线索名称;何时;从哪来;责任人\n某厂排污;2026-05-06;信访投诉;甲\n某矿越界;2026-05-07;上级交办;乙\n");
    assert_eq!(got.drafts[0].on, Day::from_ymd_opt(2026, 5, 6));
    assert_eq!(got.drafts[1].channel, "superior");
}

#[test]
fn a_mapping_is_saved_corrected_and_used() {
    let (_folder, path) = made("a.csv", "甲,乙,丙\n一号,某厂排污,2026-05-06\n".as_bytes());
    assert_eq!(import(&path), Err(LedgerError::NoHeader));
    let source = "[[column]]\nheader = \"乙\"\nfield = \"title\"\n[[column]]\nheader = \"丙\"\nfield = \"on\"\n";
    let mapping = Mapping::from_toml(source).unwrap();
    assert_eq!(Mapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
    let told = ReadOptions { mapping: Some(mapping.clone()), ..options() };
    let got = take(&path, &told, &mut |_| true).unwrap();
    assert_eq!((got.drafts[0].title.as_str(), got.drafts[0].extra.len()), ("某厂排污", 1));
    assert_eq!(got.plan.tables[0].mapping(), mapping);
    let (_folder, other) = made("b.csv", "戊,己\n1,2\n".as_bytes());
    assert!(matches!(take(&other, &told, &mut |_| true), Err(LedgerError::MappingDoesNotFit { missing }) if missing.len() == 2));
    assert!(Mapping::from_toml("[[column]]\nheader = \"a\"\nfield = \"nonsense\"\n").is_err());
    assert!(Mapping::from_toml("").is_err());
}

#[test]
fn files_that_are_not_what_they_say_are_refused() {
    let kind = |name: &str, bytes: &[u8]| {
        let (_folder, path) = made(name, bytes);
        let error = import(&path).unwrap_err();
        assert!(!error.say(Lang::Zh).is_empty() && !error.say(Lang::En).contains('{'));
        error
    };
    let not_as_named = |named: &str, found| LedgerError::NotAsNamed { named: named.into(), found };
    let page = "<html><body><table><tr><td>线索名称</td></tr></table></body></html>";
    assert_eq!(kind("a.xls", page.as_bytes()), not_as_named("xls", FileKind::Html));
    assert_eq!(kind("a.csv", page.as_bytes()), not_as_named("csv", FileKind::Html));
    assert_eq!(kind("a.xlsx", "线索名称,时间\n".as_bytes()), not_as_named("xlsx", FileKind::Text));
    assert_eq!(kind("a.csv", b""), LedgerError::Empty);
    assert_eq!(kind("a.csv", b"\xEF\xBB\xBF\n\n"), LedgerError::Empty);
    assert_eq!(kind("a", b"%PDF-1.7 x"), LedgerError::NotALedger { found: FileKind::Pdf });
    assert_eq!(kind("a.csv", &[0_u8, 1, 2, 3].repeat(100)), not_as_named("csv", FileKind::Binary));
    let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    ole.extend([0; 600]);
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(kind("a.xlsx", &ole), LedgerError::Password);
    assert_eq!(kind("a.xls", &ole), LedgerError::Password);
    let whole = std::fs::read(ledger("leads-200.xlsx")).unwrap();
    assert!(matches!(kind("a.xlsx", &whole[..whole.len() / 2]), LedgerError::Broken { .. }));
    assert_eq!(kind("a.xls", &whole), not_as_named("xls", FileKind::Xlsx));
    assert_eq!(kind("a.csv", &whole), not_as_named("csv", FileKind::Xlsx));
    assert_eq!(read(tempfile::tempdir().unwrap().path(), &Limits::default(), &mut |_| true), Err(LedgerError::NotAFile));
    assert!(matches!(import(Path::new("/nowhere/a.csv")), Err(LedgerError::Io { .. })));
}

#[test]
fn bombs_and_crowds_are_refused_before_they_unfold() {
    let book = |rows: &str| workbook(&format!("<sheetData>{rows}</sheetData>"));
    let over = |bytes: &[u8], name: &str| {
        let (_folder, path) = made(name, bytes);
        match import(&path).unwrap_err() {
            LedgerError::TooMuch { what, .. } => what,
            other => panic!("{other:?}"),
        }
    };
    let bomb = book(&" ".repeat(40 << 20));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(over(&bomb, "a.xlsx"), "ratio");
    let far = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    assert_eq!(over(&book(far), "a.xlsx"), "columns");
    let wide = (0..1000).map(|number| format!("列{number}")).collect::<Vec<_>>().join(",");
    assert_eq!(over(wide.as_bytes(), "a.csv"), "columns");
    let (_folder, path) = made("a.csv", "线索名称,时间,来源\n".repeat(20).as_bytes());
    let small = |limits: Limits| read(&path, &limits, &mut |_| true).unwrap_err();
    assert!(matches!(small(Limits { rows: 10, ..Limits::default() }), LedgerError::TooMuch { what, .. } if what == "rows"));
    assert!(
        matches!(small(Limits { file_bytes: 10, ..Limits::default() }), LedgerError::TooMuch { what, .. } if what == "bytes")
    );
    let sparse = tempfile::tempdir().unwrap();
    let huge = sparse.path().join("a.csv");
    std::fs::File::create(&huge).unwrap().set_len(2 << 30).unwrap();
    assert!(matches!(import(&huge), Err(LedgerError::TooMuch { what, .. }) if what == "bytes"));
}

#[test]
fn an_ods_that_repeats_itself_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    put("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    put(
        "content.xml",
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="s"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#,
    );
    let (_folder, path) = made("a.ods", zip.finish().unwrap().into_inner());
    assert!(matches!(import(&path), Err(LedgerError::TooMuch { what, .. }) if what == "cells"));
}

#[test]
fn an_xls_that_lies_about_its_size_is_refused() {
    let mut bytes = std::fs::read(ledger("xlwt.xls")).unwrap();
    let at = bytes.windows(4).position(|window| window == [0x00, 0x02, 0x0E, 0x00]).unwrap();
    bytes[at + 8..at + 12].copy_from_slice(&[0xFF; 4]);
    let (_folder, path) = made("a.xls", &bytes);
    assert_eq!(import(&path), Err(LedgerError::Broken { cause: "dimensions".into() }));
    let small = Limits { old_cells: 10, ..Limits::default() };
    let error = read(&ledger("xlwt.xls"), &small, &mut |_| true).unwrap_err();
    assert!(matches!(error, LedgerError::TooMuch { what, .. } if what == "cells"));
}

#[test]
fn mixed_encodings_and_nul_bytes_are_asked_about() {
    let mut bytes = encoding_rs::GB18030
        .encode("线索名称,线索来源,时间\n甲厂排放废水,举报,2026-05-06\n丙厂倾倒废渣,举报,2026-05-06\n")
        .0
        .into_owned();
    bytes.extend("乙矿越界采矿,信访投诉,2026-05-07\n".as_bytes());
    bytes.extend(b"\xFF\xFF\x81,x,2026-05-08\n");
    bytes.extend(b"nul\0nul,x,2026-05-09\n");
    let (_folder, path) = made("a.csv", &bytes);
    let got = import(&path).unwrap();
    assert_eq!(got.drafts.len(), 5);
    assert!(got.drafts[0].questions.is_empty());
    assert_eq!((got.drafts[2].title.as_str(), got.drafts[2].channel.as_str()), ("乙矿越界采矿", "complaint"));
    assert_eq!(got.drafts[2].questions, [Question::Encoding]);
    assert!(got.drafts[3].questions.contains(&Question::Encoding));
    assert_eq!(got.drafts[4].title, "nul␀nul");
}

#[test]
fn a_reading_can_be_cancelled() {
    let got =
        take(&ledger("leads-200.xlsx"), &options(), &mut |progress| progress.work == sunpei::papers::ledger::Work::Checking);
    assert_eq!(got, Err(LedgerError::Cancelled));
}

#[test]
fn what_goes_out_comes_back() {
    let headers: Vec<String> = ["线索名称", "时间", "来源"].map(str::to_owned).to_vec();
    let rows = vec![vec!["=cmd|' /C calc'!A0".to_owned(), "2026-05-06".to_owned(), "举报".to_owned()]];
    let mut bytes = Vec::new();
    table::write_xlsx(&mut bytes, &headers, rows.clone()).unwrap();
    let (_folder, path) = made("a.xlsx", &bytes);
    assert_eq!(import(&path).unwrap().drafts[0].title, "=cmd|' /C calc'!A0");
    let mut bytes = Vec::new();
    table::write_csv(&mut bytes, &headers, rows).unwrap();
    assert!(String::from_utf8(bytes.clone()).unwrap().contains("\n'=cmd"));
    let (_folder, path) = made("a.csv", &bytes);
    let got = import(&path).unwrap();
    assert_eq!(
        (got.drafts[0].title.as_str(), &got.drafts[0].questions[..]),
        ("=cmd|' /C calc'!A0", &[Question::Formula { field: sunpei::papers::ledger::Field::Title }][..])
    );
}

#[test]
fn files_of_other_writers_arrive() {
    for name in ["openpyxl.xlsx", "openpyxl-1904.xlsx", "xlwt.xls", "odfpy.ods"] {
        let got = import(&ledger(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!((got.drafts.len(), got.rejects.len()), (3, 0), "{name}");
        for lead in &got.drafts {
            assert_eq!(lead.on, Day::from_ymd_opt(2026, 5, 6), "{name}: {}", lead.on_text);
            assert_eq!((lead.damage_cents, lead.channel.as_str()), (Some(12_345_600), "complaint"), "{name}");
        }
        assert_eq!(got.skipped.total, 1, "{name}");
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_bytes_make_a_text_ledger_panic(bytes in proptest::collection::vec(any::<u8>(), 1..600), header in any::<bool>()) {
            let mut all = if header { "线索名称,时间,数额,来源\n".as_bytes().to_vec() } else { Vec::new() };
            all.extend(bytes);
            let (_folder, path) = made("a.csv", &all);
            let _ = import(&path);
        }

        #[test]
        fn no_damage_makes_a_workbook_panic(at in 0_usize..20_000, byte in any::<u8>(), cut in 0_usize..20_445) {
            let mut bytes = std::fs::read(ledger("leads-200.xlsx")).unwrap();
            bytes[at] = byte;
            if cut.is_multiple_of(4) {
                bytes.truncate(cut);
            }
            let (_folder, path) = made("a.xlsx", &bytes);
            let _ = import(&path);
        }

        #[test]
        fn no_damage_makes_an_old_workbook_panic(at in 0_usize..5632, byte in any::<u8>()) {
            for (name, ending) in [("xlwt.xls", "a.xls"), ("odfpy.ods", "a.ods")] {
                let mut bytes = std::fs::read(ledger(name)).unwrap();
                let at = at % bytes.len();
                bytes[at] = byte;
                let (_folder, path) = made(ending, &bytes);
                let _ = import(&path);
            }
        }

        #[test]
        fn every_text_reads_as_day_and_amount_or_not(text in "[0-9０-９年月日号一二十万亿千元约.,，/ e+-]{0,14}") {
            let words = Words::shipped();
            let _ = read_day(&text, false, &words);
            let _ = read_amount(&text, 1, &words);
        }

        #[test]
        fn days_and_amounts_come_back(serial in 0_i32..2_900_000, fen in 0_i64..1_000_000_000_000) {
            let words = Words::shipped();
            let day = Day::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(serial as u64);
            prop_assert_eq!(read_day(&day.to_string(), false, &words), DayRead::Day(day));
            prop_assert_eq!(read_day(&day.format("%Y年%-m月%-d日").to_string(), false, &words), DayRead::Day(day));
            prop_assert_eq!(read_amount(&sunpei::docket::yuan(fen), 1, &words).cents, Some(fen));
            prop_assert_eq!(read_amount(&format!("{}.{:06}万元", fen / 1_000_000, fen % 1_000_000), 1, &words).cents, Some(fen));
        }
    }
}

#[test]
fn a_plan_shows_samples_and_can_be_corrected() {
    let book = read(&ledger("leads-200.xlsx"), &Limits::default(), &mut |_| true).unwrap();
    let mut found = plan(&book, None, &Words::shipped()).unwrap();
    let table = &mut found.tables[0];
    assert_eq!((table.header_row, table.columns.len()), (3, 12));
    assert!(table.columns.iter().all(|guess| guess.field.is_some() && !guess.samples.is_empty()));
    table.set(11, Some(sunpei::papers::ledger::Field::Title));
    assert_eq!(table.column(sunpei::papers::ledger::Field::Title), Some(11));
    assert_eq!(table.columns[1].field, None);
}
