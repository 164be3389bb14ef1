//! Words of what goes out: files of lists, copies; and the columns of a list as cells.

use super::Lang;
use super::law::{label, stage};
use crate::docket::{Day, Stage};
use crate::law::Law;
use crate::papers::table::Cell;
use crate::store::{Column, InboxRow};

crate::words! {
    /// Words of what goes out.
    pub struct Words {
        export: "导出" | "Export",
        xlsx: "xlsx 工作簿" | "xlsx workbook",
        csv: "csv（UTF-8）" | "csv (UTF-8)",
        all: "全部 {0} 条" | "all {0}",
        marked: "只要标记的 {0} 条" | "the {0} marked ones only",
        done: "已导出 {0} 条：{1}" | "{0} rows written: {1}",
        cancelled: "已取消，未写文件" | "cancelled, no file written",
        exists: "{0} 已经存在，不覆盖；请另取一个文件名" | "{0} is there already and is not written over: choose another name",
        failed: "{0} 写不成：{1}；请换一个可写的文件夹" | "{0} cannot be written: {1}; choose a folder that you may write to",
        no_money: "这个案件还没有金额；先登记损害数额、协议或者缴款" | "no amount in this case yet: the damage, an agreement or a payment comes first",
        empty: "列表是空的" | "the list is empty",
        copy: "复制为表格" | "Copy as a table",
        aligned: "对齐的文字（贴到文档、聊天）" | "aligned text (for documents, chat)",
        tsv: "制表符分隔（贴到 Excel、WPS）" | "tab-separated (for Excel, WPS)",
        copied: "已送往剪贴板：{0} 条，{1} 字节。若未到，下面的文字可以手选复制" | "sent to the clipboard: {0} rows, {1} bytes; if nothing arrives, select the text below by hand",
        too_big: "{0} 条以后超出终端剪贴板的上限（{1} 字节），未送；下面是前 {0} 条，全部请用 X 导出" | "beyond {0} rows it is more than a terminal's clipboard takes ({1} bytes), not sent; the first {0} are below, X exports all",
        copied_number: "已送剪贴板：{0}。若未到：{1}" | "copied: {0}. Not there? {1}",
        no_clip: "这个终端没有剪贴板：请手选 {0}" | "this terminal has no clipboard: select by hand {0}",
        by_hand: "终端须允许 OSC 52，否则手选" | "allow OSC 52 in the terminal, or select by hand",
        by_hand_tmux: "tmux 须 set-clipboard on，否则手选" | "tmux: set-clipboard on, or select by hand",
        plain_hint: "用鼠标或终端手选复制  j k 滚动  Esc 返回" | "select with the mouse or the terminal  j k scroll  Esc back",
        number: "编号" | "Number",
        title: "名称" | "Title",
        party: "疑似义务人" | "Liable party",
        officer: "承办人" | "Officer",
        yes: "是" | "yes",
        due: "到期日" | "Due",
        left: "余天" | "Days left",
        damage: "损害数额（元）" | "Damage (yuan)",
        rule: "期限" | "Time limit",
        working_left: "余工作日" | "Working days left",
        safe: "稳妥日" | "Safe day",
        latest: "最晚" | "Latest",
        status: "状态" | "Status",
        weight: "效力" | "Force",
        occurrence: "第几次" | "Occurrence",
        ics: "ics 日历（含提醒）" | "ics calendar (with reminders)",
        owner: "责任方" | "Owed by",
        cites: "依据" | "Articles",
        reply: "答复" | "Reply",
        held: "已开会议" | "Meetings held",
        allowed: "会议上限" | "Meetings allowed",
        ours: "权利人主张（元）" | "Right-holder's position (yuan)",
        theirs: "义务人主张（元）" | "Liable party's position (yuan)",
    }
}

/// What the cells of a list are told from.
pub struct Teller<'a> {
    /// The language.
    pub lang: Lang,
    /// The law of the office: its lists name what is kept as keys.
    pub law: &'a Law,
    /// The day of asking.
    pub today: Day,
}

impl Teller<'_> {
    /// The header of a column; what is due takes two.
    #[must_use]
    pub fn heads(&self, column: Column) -> Vec<String> {
        let say = Words::of(self.lang);
        match column {
            Column::Due => vec![say.due.to_owned(), say.left.to_owned()],
            Column::Damage => vec![say.damage.to_owned()],
            column => vec![super::query::column(self.lang, column).to_owned()],
        }
    }

    /// The cells of a column.
    #[must_use]
    pub fn cells(&self, column: Column, row: &InboxRow) -> Vec<Cell> {
        let one = match column {
            Column::Due => return vec![Cell::day(row.due.as_deref()), self.days_left(row.due.as_deref())],
            Column::Number => Cell::text(&row.number),
            Column::Title => Cell::text(&row.title),
            Column::Channel => self.item("channel", &row.channel),
            Column::Place => Cell::text(&row.place),
            Column::Department => self.item("department", &row.department),
            Column::Stage => Cell::text(Stage::parse(&row.stage).map_or(row.stage.as_str(), |known| stage(self.lang, known))),
            Column::Party => Cell::text(&row.party),
            Column::Officer => Cell::text(&row.officer),
            Column::Medium => self.item("medium", &row.medium),
            Column::Matter => self.item("matter", &row.matter),
            Column::Damage => row.damage_cents.map_or(Cell::Empty, Cell::Cents),
            Column::Received => Cell::day(row.received.as_deref()),
            Column::Rule => {
                Cell::text(self.law.profile.period(&row.rule).map_or(row.rule.as_str(), |rule| label(self.lang, &rule.label)))
            }
            Column::Questions => Cell::Int(row.questions),
            Column::Snoozed => Cell::day(row.snoozed_until.as_deref()),
            Column::RedLine => Cell::text(if row.red_line { Words::of(self.lang).yes } else { "" }),
        };
        vec![one]
    }

    /// Days from the day of asking.
    #[must_use]
    pub fn days_left(&self, due: Option<&str>) -> Cell {
        let due = due.and_then(|due| due.parse::<Day>().ok());
        due.map_or(Cell::Empty, |due| Cell::Int((due - self.today).num_days()))
    }

    /// A key as its list names it.
    #[must_use]
    pub fn item(&self, list: &str, key: &str) -> Cell {
        Cell::text(self.law.profile.item(list, key).map_or(key, |item| label(self.lang, &item.label)))
    }
}
