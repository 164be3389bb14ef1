//! Words of a clash: somebody else wrote to the docket while a form was open.

crate::words! {
    /// Words of a clash.
    pub struct Words {
        head: "您填写期间，{0} 改动了本案卷；您填的都在，请核对" | "{0} changed this docket while you wrote; all you typed is here, please compare",
        again: "再按 Enter（或 Ctrl-S）：按现在的案卷提交您填的" | "Enter (or Ctrl-S) again sends yours on the docket as it stands now",
        same_kind: "{0} 也记了“{1}”：" | "{0} recorded \"{1}\" too:",
        field: "  {0}：您 {1} ｜ 对方 {2}" | "  {0}: you {1} | they {2}",
        equal: "  其余 {0} 项相同" | "  the other {0} are equal",
        other: "{0}：{1}" | "{0}: {1}",
        said: "案卷已由 {0} 改动：逐项列在表内，核对后再提交" | "{0} changed the docket: it is listed in the form, field by field; compare, then send again",
    }
}
