//! Words about the register of papers.

use super::law::label;
use super::{Lang, fill};
use crate::docket::Kind;
use crate::law::Profile;
use crate::ops::register::Paper;
use crate::store::FileFault;

/// What kind of paper it is: evidence has a list of its own, the others are papers of the procedure.
#[must_use]
pub fn form<'p>(lang: Lang, profile: &'p Profile, kind: Kind, key: &'p str) -> &'p str {
    let list = if kind == Kind::EvidenceRecorded { "evidence" } else { "paper" };
    profile.item(list, key).map_or(key, |item| label(lang, &item.label))
}

/// What is wrong with a file, and what to do.
#[must_use]
pub fn fault(lang: Lang, name: &str, fault: FileFault) -> String {
    match fault {
        FileFault::Missing => fill(
            lang.pick(
                "“{0}”的文件不见了：请从备份恢复，或把原件重新入卷",
                "the file of \"{0}\" is gone: restore it from a backup, or take the original in again",
            ),
            &[&name],
        ),
        FileFault::Unreadable => fill(
            lang.pick(
                "“{0}”的文件读不出：请检查文件和文件夹的权限，或从备份恢复",
                "the file of \"{0}\" cannot be read: look at the permissions of file and folder, or restore it from a backup",
            ),
            &[&name],
        ),
        FileFault::Away => fill(
            lang.pick(
                "“{0}”不在登记的存放位置：请更正存放位置",
                "\"{0}\" is not where it is said to be kept: put its place right",
            ),
            &[&name],
        ),
        FileFault::Changed => fill(
            lang.pick(
                "“{0}”的文件与入卷时不同，不能作准：请从备份恢复，或把原件重新入卷",
                "the file of \"{0}\" is not what was taken in: restore it from a backup, or take the original in again",
            ),
            &[&name],
        ),
    }
}

/// What is wrong with a file, beside where the paper is kept.
fn lost(lang: Lang, paper: &Paper, fault: FileFault) -> String {
    let mark = match fault {
        FileFault::Missing => lang.pick("!文件不见", "!file gone"),
        FileFault::Away => return fill(lang.pick("!不在 {0}", "!not at {0}"), &[&paper.kept_at]),
        FileFault::Unreadable => lang.pick("!文件读不出", "!file unreadable"),
        FileFault::Changed => lang.pick("!文件被改", "!file changed"),
    };
    let kept = [paper.kept_at.as_str(), mark].into_iter().filter(|part| !part.is_empty());
    kept.collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// Where a paper is kept, whether it has its file, and whether that is whole.
#[must_use]
pub fn file(lang: Lang, paper: &Paper, fault: Option<FileFault>) -> String {
    match fault {
        Some(fault) => lost(lang, paper, fault),
        None if paper.file.is_empty() => paper.kept_at.clone(),
        None if paper.kept_at.is_empty() => fill(lang.pick("{0} 字节", "{0} bytes"), &[&paper.size]),
        None => fill(lang.pick("{0}；{1} 字节", "{0}; {1} bytes"), &[&paper.kept_at, &paper.size]),
    }
}
