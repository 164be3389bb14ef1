//! Words of the list of leads: columns, views, the filter line, what is new.

use super::fill;

crate::words! {
    /// Words of the list.
    pub struct ListWords {
        choose_columns: "选列" | "Columns",
        columns_how: "空格 显示或隐藏   < > 前移后移   = 恢复默认" | "Space shows or hides   < > earlier, later   = defaults",
        columns_narrow: "“余天”固定在最前。窄时后面的列先让位；i 看整行。" | "The days left come first; later columns give way first; i: whole line.",
        columns_hint: "空格 勾选  < > 移动  Enter 保存  Esc 不改" | "Space toggle  < > move  Enter keep  Esc leave",
        columns_kept: "已记下各列：{0}" | "columns kept: {0}",
        choose_sort: "排序（再选同一列则倒序）" | "Sort (the same column again turns it round)",
        sorted: "按{0}{1}" | "sorted by {0}{1}",
        ascending: "从小到大" | ", ascending",
        descending: "从大到小" | ", descending",
        no_column: "没有这一列：{0}" | "no such column: {0}",
        choose_view: "选视图" | "Views",
        no_view: "没有这个视图：{0}" | "no such view: {0}",
        view_kept: "已存为视图“{0}”" | "kept as view “{0}”",
        view_replaced: "视图“{0}”已换成现在的条件（原来：{1}）" | "view “{0}” now holds this (it was: {1})",
        view_forgotten: "已删除视图“{0}”（条件：{1}）；重新筛选后 :save 可再存" | "view “{0}” is gone (it held: {1}); :save brings it back",
        view_taken: "“{0}”是固有视图的名称，请换一个" | "“{0}” is the name of a built-in view: choose another",
        no_condition: "无条件" | "no filter",
        whole_line: "整行" | "Whole line",
        no_line: "这里没有可看的行" | "no line here",
        arrived: "{0} 条新线索" | "{0} new leads",
        arrived_cases: "{0} 件新案件" | "{0} new cases",
        changed: "{0} 条有变动" | "{0} changed",
        news_key: "{0} · R" | "{0} · R",
        news_taken: "已取入：新 {0}，变动 {1}" | "taken in: {0} new, {1} changed",
        touched: "^ 他人刚改动过" | "^ just changed by somebody else",
        gone: "- 他人办理后已不在此视图（R 移去）" | "- no longer in this view after somebody else's act (R removes it)",
        empty_office: "还没有线索。" | "No leads yet.",
        empty_office_how: "I 导入台账   N 新建线索" | "I import a ledger   N new lead",
        empty_filter: "没有符合“{0}”的。" | "Nothing matches “{0}”.",
        empty_filter_how: "Esc 清除条件   / 修改   F 换视图" | "Esc clears the filter   / changes it   F other views",
        empty_view: "“{0}”里没有。" | "Nothing in “{0}”.",
        empty_view_how: "] 下一视图   F 选视图   I 导入台账   N 新建" | "] next view   F views   I import   N new",
        keep: "留下范围" | "keep the range",
        drop_range: "不标" | "drop it",
        clear_filter: "清除条件" | "clear the filter",
        clear_marks: "清除标记" | "unmark all",
        pick: "Enter 选定" | "Enter choose",
        pick_open: "Enter 打开" | "Enter open",
        pick_mark: "Space 标记" | "Space mark",
        pick_why: "Enter 看原因" | "Enter why",
        pick_article: "F2 条文" | "F2 article",
        pick_page: "PageDown 续看" | "PageDown more",
        pick_type: "输入以筛选" | "type to filter",
        pick_leave: "Esc 返回" | "Esc back",
        more_above: "… PageDown 续看 {0} 行" | "… PageDown: {0} more lines",
        own: "自存" | "own",
        due_and_safe: "{0}（到期 {1}，稳妥 {2}）" | "{0} (due {1}, safe {2})",
        due_only: "{0}（到期 {1}）" | "{0} (due {1})",
        offers: "Tab 取用  ↑↓ 选  Esc 收起" | "Tab takes  ↑↓ choose  Esc closes",
        line_hint: "Enter 保留  Tab 补全  ↑ 以前的条件  Esc 清除" | "Enter keep  Tab complete  ↑ earlier  Esc clear",
        left_out: "未用上：{0}" | "left out: {0}",
        far: "{0} 在这个次序里很靠后，已回到开头" | "{0} stands far down in this order: back at the top",
    }
}

impl ListWords {
    /// What waits, in one line.
    #[must_use]
    pub fn waiting(&self, arrived: usize, cases: bool, changed: usize) -> Option<String> {
        let mut parts = Vec::new();
        if arrived > 0 {
            parts.push(fill(if cases { self.arrived_cases } else { self.arrived }, &[&arrived]));
        }
        if changed > 0 {
            parts.push(fill(self.changed, &[&changed]));
        }
        (!parts.is_empty()).then(|| fill(self.news_key, &[&parts.join("  ")]))
    }
}
