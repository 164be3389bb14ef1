//! Words of the dockets that were taken back as a whole.

crate::words! {
    /// Words of dockets taken back.
    pub struct Words {
        title: "已撤回的案卷（不删除，可以放回）" | "Dockets taken back (nothing is deleted; they can be put back)",
        view: "已撤回的案卷 …" | "dockets taken back …",
        none: "没有撤回的案卷" | "no docket was taken back",
        row: "× {0} {1} · {2} {3} 撤回{4}" | "× {0} {1} · taken back {2} by {3}{4}",
        because: "：{0}" | ": {0}",
        back: "放回清单" | "put it back",
        read: "看全部记录" | "read all of its record",
        done: "{0} 已撤回：{1}；u 撤销，或者在 :withdrawn 中放回" | "{0} taken back: {1}; u undoes it, :withdrawn puts it back",
        put: "{0} 已放回" | "{0} is back",
    }
}
