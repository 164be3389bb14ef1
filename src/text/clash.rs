//! Words of a clash: somebody else wrote to the docket while a form was open.

crate::words! {
    /// Words of a clash.
    pub struct Words {
        head: "您填写期间，{0} 改动了本案卷；您填的都在，请核对" | "{0} changed this docket while you wrote; all you typed is here, please compare",
        again: "再按 Enter（或 Ctrl-S）：按现在的案卷提交您填的" | "Enter (or Ctrl-S) again sends yours on the docket as it stands now",
        again_or: "再按 Enter（或 Ctrl-S）：提交您填的；Ctrl-T：以对方的为准" | "Enter (or Ctrl-S) again sends yours; Ctrl-T: theirs stands",
        again_new: "再按 Enter（或 Ctrl-S）：按您填的另记一条；Ctrl-T：以对方的为准，不记" | "Enter (or Ctrl-S) again records yours anew; Ctrl-T: theirs stands, nothing is recorded",
        same_kind: "{0} {1} 也记了“{2}”：" | "{0} recorded \"{2}\" too, {1}:",
        corrected: "{0} {1} 更正了这条事实：" | "{0} put this fact right, {1}:",
        withdrawn: "{0} {1} 撤回了这条事实：{2}" | "{0} took this fact back, {1}: {2}",
        amended: "{0} {1} 改了登记事项：" | "{0} amended the registration, {1}:",
        already: "{0} {1} 已经撤回这条事实：{2}" | "{0} took this fact back already, {1}: {2}",
        field: "  {0}：您 {1} ｜ 对方 {2}" | "  {0}: you {1} | they {2}",
        taken: "  {0}：对方改为 {1}（您没有动过，已照对方的）" | "  {0}: they wrote {1} (you left it as it was: theirs is taken)",
        equal: "  其余 {0} 项相同" | "  the other {0} are equal",
        other: "{0} {1}：{2}" | "{0} {1}: {2}",
        takes_back: "撤回 {0}" | "took back {0}",
        because: "{0}（理由：{1}）" | "{0} (reason: {1})",
        said: "案卷已由 {0} 改动：逐项列在表内，核对后再提交" | "{0} changed the docket: it is listed in the form, field by field; compare, then send again",
        title: "{0} 已被他人改动" | "{0} was changed meanwhile",
        head_read: "{0} 刚刚改动了本案卷，您这一步没有办；看过以后（Esc）再按一次即可" | "{0} changed this docket just now and your act was not done: read it, leave (Esc), and press the key again",
        said_read: "没有办：案卷已由 {0} 改动" | "not done: {0} changed the docket",
        theirs_stand: "以对方的为准；您填的没有提交" | "theirs stands; yours was not sent",
        rest: "已取对方的；您另外改动的还在，再按 Enter 提交" | "theirs is taken; what else you changed is still here, Enter sends it",
    }
}
