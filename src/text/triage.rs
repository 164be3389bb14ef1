//! Words of triage.

use super::Lang;
use crate::ops::triage::Way;

crate::words! {
    /// Words of triage.
    pub struct Words {
        title: "分诊" | "Triage",
        progress: "{0}/{1}" | "{0}/{1}",
        pace: "每条 {0} 秒" | "{0} s a lead",
        nothing: "没有待核查的线索" | "no lead waits for its check",
        all_done: "这一批已全部处理。u 退回上一条，Esc 回工作台" | "All of these are decided. u takes the last one back, Esc goes to the desk",
        nothing_done: "本次还没有处理过线索" | "nothing decided yet in this sitting",
        look_first: "已知情况不足以推荐：请按 1 至 7" | "what is known points to nothing: press 1 to 7",
        known: "已查明" | "Known",
        asks: "处理（Enter 采用推荐）" | "Outcome (Enter takes the recommended one)",
        end: "（到底，PageUp 往回看）" | "(the end, PageUp goes back)",
        recommended_mark: "（{0}）" | " ({0})",
        recommended: "推荐" | "recommended",
        within_figure: "估算数额在显著轻微限额以内，未见例外" | "the estimate is within the markedly minor figure, no exception known",
        says: "“{0}”" | "“{0}”",
        offered: "空格采用：{0}" | "Space takes: {0}",
        in_its_papers: "见线索所附材料" | "in the papers of the lead",
        not_the_last: "之后又办了“{0}”：请回工作台用 u 撤销" | "\"{0}\" was done since: undo it at the desk",
        more: "… PageDown 续看 {0} 行" | "… PageDown: {0} more lines",
        short: "1损害 2无损害 3不启动 4已修复 5重复 6移送 7暂缓" | "1damage 2none 3ground 4repaired 5same 6transfer 7aside",
        required_start: "省级要求启动（s 改）" | "the province requires the start (s changes)",
        looked_up: "（按义务人名称和代码查找）" | " (looked up by the party's name and code)",
        exception: "不能按显著轻微不启动：{0}" | "not markedly minor: {0}",
        no_damage_said: "疑似未造成损害：原文提到 {0}" | "no damage? its text says {0}",
        red_line: "生态保护红线内（r 改）" | "inside the red line (r changes)",
        protected_area: "自然保护地内（p 改）" | "inside a protected area (p changes)",
        points_to: "原文提到 {0}" | "its text says {0}",
        repaired: "疑似已修复：原文提到 {0}" | "repaired already? its text says {0}",
        department: "部门 {0}（立案时一并分派，d 改）" | "department {0} (assigned with the filing, d changes)",
        no_department: "部门 {0}（不分派，d 改）" | "department {0} (not assigned, d changes)",
        related_more: "另有 {0} 条可能相关（R 全部，m 并案）" | "{0} more possibly related (R shows all, m merges)",
        same: "疑似重复" | "looks like the same",
        damage: "造成损害：记录核查结论，提出立案" | "damage: conclude the check, propose filing",
        no_damage: "未造成损害：提出不予立案" | "no damage: propose non-filing",
        reject: "有损害但不启动：选择情形" | "damage, but not started: choose the ground",
        exclude: "已经修复：不纳入线索筛查" | "repaired already: not screened",
        merge: "重复：并入 {0}" | "the same: merge into {0}",
        merge_none: "重复：并入（无疑似重复，可自选）" | "the same: merge (nothing looks like it: choose)",
        transfer: "移送有权处理的部门" | "transfer",
        snooze: "暂缓" | "put aside",
        hint: "1-7 处理  Enter 采用推荐  Space 跳过  u 退回上一条  l 条文  o 案卷  Esc 离开" | "1-7 decide  Enter recommended  Space skip  u one back  l article  o docket  Esc leave",
        help: "1 至 7 定处理：不需填写的当即保存并打开下一条，其余先出表单\nEnter 采用推荐的处理\nr 红线、p 保护地、s 省级要求、d 是否分派：改已查明的情况，随处理一并保存，推荐随之改变\n表单里数字选定、y 是、空格采用给出的文字，光标自动到下一项；Enter 保存\nPageDown PageUp 翻看说明\n× 的处理依法不能办，按其数字看理由\nSpace j 跳过，k 回到上一条未定的\nu 撤销上一条的处理并回到它\ne 期限怎样算，l 条文，o 打开案卷，Esc 回工作台；再按 T 从这里继续" | "1 to 7 decide: what asks nothing is saved at once and the next lead opens, the others show a form first\nEnter takes the recommended outcome\nr red line, p protected area, s the province, d assign or not: what is known, saved with the outcome; the recommendation follows\nin a form a digit chooses, y is yes, Space takes what is offered, the caret goes on by itself; Enter saves\nPageDown PageUp scroll what is told\n× is not allowed now: its digit says why\nSpace j skip, k to the undecided one before\nu takes the last outcome back and goes to its lead\ne how its date was found, l article, o docket, Esc to the desk; T goes on from here",
        yes: "是" | "yes",
        no: "否" | "no",
    }
}

/// The name of an outcome.
#[must_use]
pub fn way(lang: Lang, way: Way) -> &'static str {
    let text = Words::of(lang);
    match way {
        Way::Damage => text.damage,
        Way::NoDamage => text.no_damage,
        Way::Reject => text.reject,
        Way::Exclude => text.exclude,
        Way::Merge => text.merge_none,
        Way::Transfer => text.transfer,
        Way::Snooze => text.snooze,
    }
}
