//! Ledgers read in a process of their own: the same rows as in this one, and whatever a file does ends there.

use crate::common::files::{beside, ledger};
use crate::common::office::child;
use std::io::Write;
use std::path::{Path, PathBuf};
use sunpei::papers::ledger::{Ended, IoKind, LedgerError, Limits, Reader, Work, read};

fn shipped() -> Vec<PathBuf> {
    let folder = beside("ledgers");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "md"));
    files.sort();
    files
}

#[test]
fn the_child_reads_what_this_process_reads_and_refuses_what_it_refuses() {
    let limits = Limits::default();
    let files = shipped();
    assert!(files.len() > 6);
    for path in files {
        let here = read(&path, &limits, &mut |_| true);
        let there = child().read(&path, &limits, &mut |_| true);
        assert_eq!(here, there, "{}", path.display());
    }
}

#[test]
fn caps_hold_and_reach_the_child() {
    let path = ledger("leads-200.xlsx");
    let few = Limits { rows: 10, ..Limits::default() };
    let refused = child().read(&path, &few, &mut |_| true);
    assert!(matches!(refused, Err(LedgerError::TooMuch { what, cap: 10, .. }) if what == "rows"));
}

#[test]
fn what_the_child_dies_of_is_a_plain_refusal() {
    let path = ledger("leads-200.xlsx");
    let limits = Limits::default();
    let by = |program: &str| Reader::Child(PathBuf::from(program)).read(&path, &limits, &mut |_| true);
    // Programs that end without an answer, that answer nonsense, that are not there.
    for program in ["/bin/true", "/bin/false", "/bin/echo"] {
        assert_eq!(by(program), Err(LedgerError::Reader { how: Ended::Broke }), "{program}");
    }
    assert_eq!(by("/nowhere/sunpei"), Err(LedgerError::Reader { how: Ended::NotStarted }));
    let script = tempfile::tempdir().unwrap();
    let dies = |how: &str| {
        use std::os::unix::fs::PermissionsExt;
        let path = script.path().join(how.replace(' ', ""));
        std::fs::write(&path, format!("#!/bin/sh\n{how}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        by(path.to_str().unwrap())
    };
    assert_eq!(dies("kill -XCPU $$"), Err(LedgerError::Reader { how: Ended::Time }));
    assert_eq!(dies("kill -ABRT $$"), Err(LedgerError::Reader { how: Ended::Broke }));
}

#[test]
fn a_child_that_says_nothing_can_be_stopped_and_does_not_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (script, pid) = (folder.path().join("slow"), folder.path().join("pid"));
    std::fs::write(&script, format!("#!/bin/sh\necho $$ > {}\nexec sleep 600\n", pid.display())).unwrap();
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let path = ledger("leads-200.xlsx");
    let started = || std::fs::read_to_string(&pid).is_ok_and(|text| text.ends_with('\n'));
    let stopped = Reader::Child(script).read(&path, &Limits::default(), &mut |_| !started());
    assert_eq!(stopped, Err(LedgerError::Cancelled));
    let pid = std::fs::read_to_string(pid).unwrap();
    assert!(!Path::new("/proc").join(pid.trim()).exists(), "it is gone when the answer is there");
}

#[test]
fn a_reading_is_told_and_stopped_at_any_time() {
    let path = ledger("leads-200.xlsx");
    let mut told = Vec::new();
    child()
        .read(&path, &Limits::default(), &mut |progress| {
            told.push(progress.work);
            true
        })
        .unwrap();
    assert!(told.contains(&Work::Checking));
    for at in 0..told.len() {
        let mut left = at;
        let stopped = child().read(&path, &Limits::default(), &mut |_| {
            left = left.saturating_sub(1);
            left > 0
        });
        assert!(stopped == Err(LedgerError::Cancelled) || at + 3 >= told.len(), "{at}: {stopped:?}");
    }
}

#[test]
fn what_is_no_plain_file_is_refused_without_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("a.csv");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
    let socket = folder.path().join("b.csv");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [pipe.as_path(), socket.as_path(), folder.path(), Path::new("/dev/null"), Path::new("/dev/zero")] {
        assert_eq!(child().read(path, &Limits::default(), &mut |_| true), Err(LedgerError::NotAFile), "{}", path.display());
    }
    let missing = child().read(&folder.path().join("none.csv"), &Limits::default(), &mut |_| true);
    assert!(matches!(missing, Err(LedgerError::Io { kind: IoKind::Missing, .. })));
    let dangling = folder.path().join("c.csv");
    std::os::unix::fs::symlink("/nowhere/at/all.csv", &dangling).unwrap();
    let missing = child().read(&dangling, &Limits::default(), &mut |_| true);
    assert!(matches!(missing, Err(LedgerError::Io { kind: IoKind::Missing, .. })));
}

#[test]
fn a_file_that_is_written_to_while_it_is_read_is_refused_one_that_vanishes_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let text = "线索名称,时间,来源\n".to_owned() + &"某厂排污,2026-05-06,信访\n".repeat(3000);
    std::fs::write(&path, &text).unwrap();
    for reader in [Reader::Here, child()] {
        let mut done = false;
        let refused = reader.read(&path, &Limits::default(), &mut |progress| {
            if progress.work == Work::Reading && !done {
                done = true;
                std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all("尾\n".as_bytes()).unwrap();
            }
            true
        });
        assert!(done);
        assert_eq!(refused, Err(LedgerError::Changed), "{reader:?}");
    }
    std::fs::write(&path, &text).unwrap();
    for reader in [Reader::Here, child()] {
        std::fs::write(&path, &text).unwrap();
        let mut gone = false;
        let book = reader.read(&path, &Limits::default(), &mut |progress| {
            if progress.work == Work::Reading && !gone {
                gone = true;
                std::fs::remove_file(&path).unwrap();
            }
            true
        });
        assert_eq!(book.unwrap().sheets[0].rows.len(), 3001, "{reader:?}");
    }
}
