//! How long a large ledger takes on its way in and back out, and how much memory; `cargo bench --bench ledger`.
//! `SUNPEI_ROWS` sets the rows. Measured on the real program, with its reading process.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)] // a measurement prints and may fail loudly

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use sunpei::docket::Day;
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::Desk;
use sunpei::papers::ledger::{self, ReadOptions};
use sunpei::papers::table;
use sunpei::store::{Filter, Store};

const HEAD: [&str; 10] =
    ["序号", "线索名称", "线索来源", "接报时间", "发生地点", "疑似赔偿义务人", "责任部门", "环境要素", "损害数额", "备注"];
const PLACES: [&str; 5] = ["红山区", "松山区", "林西县", "敖汉旗", "翁牛特旗"];
const CHANNELS: [&str; 4] = ["信访投诉", "行政处罚", "检察机关移送", "上级交办"];
const DEPARTMENTS: [&str; 4] = ["生态环境局", "水利局", "林草局", "农牧局"];

fn row(n: usize) -> Vec<String> {
    let day = format!("2026-{:02}-{:02}", n % 10 + 1, n % 28 + 1);
    let place = PLACES[n % PLACES.len()];
    vec![
        n.to_string(),
        format!("{place}第{n}号排污口渗坑排放废水污染土壤"),
        CHANNELS[n % CHANNELS.len()].into(),
        day,
        place.into(),
        format!("{place}某化工第{}有限公司", n % 20_000),
        DEPARTMENTS[n % DEPARTMENTS.len()].into(),
        "土壤".into(),
        format!("{}.{:02}万元", n % 500, n % 100),
        "现场有照片，已通知属地核查".into(),
    ]
}

/// The most memory that a process has taken so far, in MB.
fn peak(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? / 1024)
}

fn children(pid: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<u32>>()).collect()
}

fn run(what: &str, database: &Path, arguments: &[&str]) {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sunpei"));
    command.args(["--today", "2026-11-25", "--db"]).arg(database).args(arguments).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let (mut own, mut reader) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        own = peak(child.id()).unwrap_or(0).max(own);
        reader = children(child.id()).into_iter().filter_map(peak).max().unwrap_or(0).max(reader);
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(child.wait().unwrap().success());
    println!("{what:<28} {:>8.2} s   {own} MB, its reader {reader} MB", start.elapsed().as_secs_f64());
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = act();
    println!("{what:<28} {:>8.2} s   {} MB at most so far", start.elapsed().as_secs_f64(), peak(std::process::id()).unwrap_or(0));
    answer
}

fn main() {
    let count = std::env::var("SUNPEI_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().unwrap();
    let head = HEAD.map(str::to_owned).to_vec();
    let (xlsx, csv) = (folder.path().join("a.xlsx"), folder.path().join("a.csv"));
    table::write_xlsx(std::fs::File::create(&xlsx).unwrap(), &head, (1..=count).map(row)).unwrap();
    table::write_csv(std::fs::File::create(&csv).unwrap(), &head, (1..=count).map(row)).unwrap();
    println!("{count} rows");
    for path in [&xlsx, &csv] {
        let (name, file) = (path.extension().unwrap().to_string_lossy().into_owned(), path.to_str().unwrap());
        let database = folder.path().join(format!("{name}.db"));
        run(&format!("{name}: look, write nothing"), &database, &["lead", "import", file, "--dry-run"]);
        run(&format!("{name}: take in"), &database, &["lead", "import", file]);
        run(&format!("{name}: again, all doubled"), &database, &["lead", "import", file]);
    }
    let open = || {
        let store = Store::open(&folder.path().join("xlsx.db")).unwrap();
        let officer = store.link(1).unwrap().unwrap().by;
        let today = Day::from_ymd_opt(2026, 11, 25).unwrap();
        let library = Arc::new(Library::built_in().clone());
        Desk::new(store, library, Calendar::built_in(), today, &officer, || 1_790_000_000, None).unwrap()
    };
    let mut desk = open();
    timed("undo", || desk.undo().unwrap());
    assert_eq!(desk.store.count(&Filter::all(desk.today)).unwrap(), 0);
    timed("redo", || desk.redo().unwrap());
    assert_eq!(desk.store.count(&Filter::all(desk.today)).unwrap(), count as i64);
    let options = ReadOptions::new(desk.today);
    let found = timed("read and understand", || ledger::take(&xlsx, &options, &mut |_| true).unwrap());
    timed("compare with the database", || desk.preview(&found).unwrap());
}
