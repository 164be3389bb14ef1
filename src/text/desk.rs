//! Words of the desk.

use super::{Lang, fill};
use crate::store::Notice;

/// Something to tell at the start.
#[must_use]
pub fn notice(lang: Lang, notice: &Notice) -> String {
    match notice {
        Notice::Newer(version) => fill(
            lang.pick(
                "数据库由更新的版本（{0}）写成，只读打开；请升级程序",
                "written by a newer version ({0}): opened for reading only, please upgrade",
            ),
            &[version],
        ),
        Notice::Witness { expected, found } => fill(
            lang.pick(
                "日志见证为第 {0} 环，库中为第 {1} 环：文件可能被换成旧的或被改动；请核对备份",
                "the witness remembers link {0}, the database ends at {1}: the file may be older or changed, check the backups",
            ),
            &[expected, found],
        ),
        Notice::ReadOnly => lang.pick("没有写权限，只读打开", "no permission to write: opened for reading only").to_owned(),
        Notice::Migrated(path) => fill(
            lang.pick("数据库已升级，升级前的副本：{0}", "the database was upgraded; the copy before it: {0}"),
            &[&path.display()],
        ),
    }
}
