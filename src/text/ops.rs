//! Words about acts: refusals, clashes, errors of the database.

use super::law::{kind, lacking, stage, unmet};
use super::{Lang, fill};
use crate::law::{Guard, Missing, Unmet};
use crate::ops::{ActError, OpenError};
use crate::store::StoreError;

/// Why the rules of a region or the database cannot be used, and what to do.
#[must_use]
pub fn open(lang: Lang, error: &OpenError) -> String {
    match error {
        OpenError::Store(error) => store(lang, error),
        OpenError::Profile(faults) => {
            faults.iter().flat_map(|fault| super::fault::lines(lang, fault)).take(4).collect::<Vec<_>>().join(" ")
        }
    }
}

/// An error of the database: what, and what to do.
#[must_use]
pub fn store(lang: Lang, error: &StoreError) -> String {
    match error {
        StoreError::Stale { docket, .. } => fill(
            lang.pick("案卷 {0} 已被他人改动；请重新打开后再办", "docket {0} was changed by somebody else: open it again"),
            &[docket],
        ),
        StoreError::NoDocket(id) => fill(lang.pick("没有案卷 {0}", "no docket {0}"), &[id]),
        StoreError::Doubled(id) => {
            fill(lang.pick("该线索已在库中（案卷 {0}）", "the lead is in the database already (docket {0})"), &[id])
        }
        StoreError::Locked(holder) => {
            fill(lang.pick("数据库正被进程 {0} 写入；请稍后再试", "process {0} is writing: try again shortly"), &[holder])
        }
        StoreError::ReadOnly => lang
            .pick(
                "数据库只能读：文件、文件夹无写权限，或由更新版本写成",
                "the database can only be read: no permission, or written by a newer version",
            )
            .to_owned(),
        StoreError::NotOurs(path) => fill(
            lang.pick(
                "{0} 不是本程序的数据库；请用 --db 另指一个文件",
                "{0} is not a database of this program: name another with --db",
            ),
            &[&path.display()],
        ),
        StoreError::OldSqlite(version) => fill(lang.pick("SQLite {0} 过旧", "SQLite {0} is too old"), &[version]),
        StoreError::BadCopy(why) => {
            fill(lang.pick("副本核验不通过（{0}），原件未动", "the copy does not verify ({0}), nothing was changed"), &[why])
        }
        StoreError::BadFact(id) => fill(
            lang.pick("事实 {0} 的内容无法读出；请运行 sunpei audit verify", "fact {0} cannot be read: run sunpei audit verify"),
            &[id],
        ),
        StoreError::Io { path, source } => {
            fill(lang.pick("{0}：{1}", "{0}: {1}"), &[&path.display(), &super::fault::system(lang, source)])
        }
        StoreError::Full => lang
            .pick("磁盘已满，本次操作未写入；请腾出空间后重试", "the disk is full, nothing was written: make room and try again")
            .to_owned(),
        StoreError::Corrupt(why) => fill(
            lang.pick(
                "数据库文件已损坏（{0}）；请勿再写入，用 sunpei restore 恢复最近的备份",
                "the database file is damaged ({0}): write no more, restore the latest backup with sunpei restore",
            ),
            &[why],
        ),
        StoreError::Disk(why) => fill(
            lang.pick(
                "读写磁盘出错（{0}）；请重新打开并核对最后一次操作是否已保存",
                "the disk failed ({0}): open again and look whether the last act stands",
            ),
            &[why],
        ),
        StoreError::Setting(name) => fill(
            lang.pick("数据库不能设为 {0}；请换到本机磁盘", "the database cannot be set to {0}: keep it on a local disk"),
            &[name],
        ),
        StoreError::Occupied(path) => fill(
            lang.pick("{0} 不能覆盖；请另取一个文件名", "{0} cannot be written over: choose another name"),
            &[&path.display()],
        ),
        StoreError::NotAFile(path) => fill(
            lang.pick(
                "{0} 不是普通文件（是文件夹、链接、设备或管道）；请给出文件本身的路径",
                "{0} is not a plain file (a folder, link, device or pipe): name the file itself",
            ),
            &[&path.display()],
        ),
        StoreError::TooLarge(path) => fill(
            lang.pick("{0} 超过 {1} MB；请登记存放位置", "{0} is above {1} MB: record where it is kept instead"),
            &[&path.display(), &(crate::store::LARGEST >> 20)],
        ),
        StoreError::Sql(error) => fill(
            lang.pick(
                "数据库出错：{0}；请检查磁盘空间和权限，运行 sunpei doctor",
                "database: {0}; check disk space and permissions, run sunpei doctor",
            ),
            &[error],
        ),
    }
}

/// The law's "not yet" in one line.
#[must_use]
pub fn guard(lang: Lang, guard: &Guard) -> String {
    let why = standing(lang, guard);
    match guard.on {
        Some(day) => fill(lang.pick("{0} 那一天：{1}；请核对日期", "on {0}: {1}; look at the date"), &[&day, &why]),
        None => why,
    }
}

fn standing(lang: Lang, guard: &Guard) -> String {
    if guard.wrong_state.as_ref().is_some_and(Vec::is_empty) {
        let why = guard.unmet.iter().map(|one| match one {
            Unmet::Already(kind) => unmet(lang, true, *kind),
            Unmet::Lacks(kind) => unmet(lang, false, *kind),
        });
        let why = why.collect::<Vec<_>>().join(lang.pick("，", ", "));
        let why = if why.is_empty() { lang.pick("其前提不具备", "its condition does not hold").to_owned() } else { why };
        return fill(lang.pick("现在不能办：{0}", "not now: {0}"), &[&why]);
    }
    if let Some(from) = &guard.wrong_state {
        let from = from.iter().map(|known| stage(lang, *known)).collect::<Vec<_>>().join("、");
        return fill(lang.pick("现在的状态不能办；应在：{0}", "not from this state; only from: {0}"), &[&from]);
    }
    let missing = lacking(lang, &guard.missing);
    fill(lang.pick("尚缺：{0}", "missing: {0}"), &[&missing])
}

/// What a decision otherwise is about.
#[must_use]
pub fn reason(lang: Lang, guard: &Guard) -> String {
    let against: Vec<Missing> = guard.missing.iter().chain(&guard.warns).cloned().collect();
    fill(lang.pick("条文要求或者原则上要求：{0}", "the text asks, or asks in principle: {0}"), &[&lacking(lang, &against)])
}

/// Why an act was not done.
#[must_use]
pub fn act(lang: Lang, error: &ActError) -> String {
    match error {
        ActError::Refused(found) => guard(lang, found),
        ActError::NeedsReason(found) => reason(lang, found),
        ActError::Store(error) => store(lang, error),
        ActError::NothingToUndo => lang.pick("没有可撤销的操作", "nothing to undo").to_owned(),
        ActError::NothingToRedo => lang.pick("没有可恢复的操作", "nothing to redo").to_owned(),
        ActError::Overtaken(link) => fill(
            lang.pick(
                "“{0}”之后他人又有记录，不能撤销；请逐项更正",
                "others have recorded something since \"{0}\": correct it item by item",
            ),
            &[&command(lang, &link.command)],
        ),
        ActError::NoDocket(id) => fill(lang.pick("没有案卷 {0}", "no docket {0}"), &[id]),
        ActError::Idle(why) => super::bulk::idle(lang, *why).to_owned(),
        ActError::Fixed(why) => super::case::fixed(lang, why),
        ActError::Merge(bar) => super::merge::bar(lang, bar),
        ActError::Cancelled => lang.pick("已取消，未写入", "cancelled, nothing written").to_owned(),
    }
}

/// What an act is called: the kind of fact of a command, or the command itself.
#[must_use]
pub fn command(lang: Lang, command: &str) -> String {
    match command {
        "lead.new" => lang.pick("新建线索", "new lead").to_owned(),
        "transfer.returned" => lang.pick("移送退回", "transfer returned").to_owned(),
        "lead.take" => lang.pick("领办", "take").to_owned(),
        "lead.import" => lang.pick("导入台账", "import").to_owned(),
        "lead.merge" => lang.pick("并案", "merge").to_owned(),
        "lead.apart" => lang.pick("拆开并案", "take apart").to_owned(),
        "lead.series" => lang.pick("分案", "divide into a series").to_owned(),
        "profile.move" => lang.pick("改用规则集", "move to a profile").to_owned(),
        "date.changed" => lang.pick("改日期", "another date").to_owned(),
        "docket.withdrawn" => lang.pick("撤回案卷", "a docket taken back").to_owned(),
        "docket.put-back" => lang.pick("放回案卷", "a docket put back").to_owned(),
        "fact.corrected" => lang.pick("更正事实", "a fact put right").to_owned(),
        "pause.inserted" => lang.pick("插入中止", "a pause").to_owned(),
        "calendar.year" => lang.pick("放假安排", "rest days of a year").to_owned(),
        "undo" => lang.pick("撤销", "undo").to_owned(),
        "redo" => lang.pick("重做", "redo").to_owned(),
        "supervision.extra-report" => lang.pick("督办补充报告", "extra report to the supervising unit").to_owned(),
        "demo" => lang.pick("示例", "demo").to_owned(),
        other => crate::docket::Kind::parse(other).map_or_else(|| other.to_owned(), |found| kind(lang, found).to_owned()),
    }
}
