//! Lists into the clipboard: as a table, or a docket's number.

use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::text::{fill, safe};
use crate::tui::clip::{self, Between};
use crate::tui::lines::Line;
use crate::tui::width::{cells, cut, fit};

/// Cells of a column in aligned text.
const COLUMN: usize = 40;

impl App {
    /// What is to go into the clipboard with the next frame.
    pub fn take_clip(&mut self) -> Option<String> {
        self.clip.take()
    }

    /// `y`: the number of the current docket.
    pub(super) fn copy_number(&mut self) {
        let say = self.out();
        let number = self.current().and_then(|id| self.desk.store.line(id).ok().flatten()).map(|row| row.number);
        let Some(number) = number.map(|number| safe::line(&number)).filter(|number| !number.is_empty()) else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        let how = match self.between {
            Between::Nothing => return self.say(Tone::Info, fill(say.no_clip, &[&number])),
            Between::Tmux => say.by_hand_tmux,
            _ => say.by_hand,
        };
        self.say(Tone::Done, fill(say.copied_number, &[&number, &how]));
        self.clip = Some(number);
    }

    /// A path into the clipboard, where there is one.
    pub(in crate::tui::app) fn clip_path(&mut self, path: &str) {
        if self.between != Between::Nothing {
            self.clip = Some(path.to_owned());
        }
    }

    /// `Y`: how the list is to be copied.
    pub(super) fn open_copy(&mut self) {
        let say = self.out();
        if self.focus == Pane::Case {
            let lines = self.case_lines.lines.iter().map(|line| line.text.clone()).collect();
            return self.copy_lines(lines, None);
        }
        if self.out_rows(self.focus, false).next().is_none() {
            return self.say(Tone::Info, say.empty);
        }
        let items = [(say.aligned, false), (say.tsv, true)];
        let items = items.into_iter().map(|(name, tabs)| (Line::plain(name), Choice::Copy(tabs))).collect();
        self.dialogs.push(Dialog::Picker(Picker::new(say.copy, items)));
    }

    /// The list, or what is marked of it, as a table.
    pub(super) fn copy_table(&mut self, tabs: bool) {
        let marked = self.focus == Pane::Leads && !self.leads.marks.is_empty();
        let mut rows = vec![self.out_headers(self.focus)];
        let (mut size, mut more) = (0, false);
        let mut failed = None;
        for row in self.out_rows(self.focus, marked) {
            match row {
                // A cell is one cell: no tab and no line break of its own.
                Ok(row) => {
                    let row: Vec<String> = row.iter().map(|cell| safe::line(&cell.plain()).replace('\t', " ")).collect();
                    size += row.iter().map(|cell| cell.len() + 1).sum::<usize>();
                    rows.push(row);
                }
                Err(error) => failed = Some(error),
            }
            more = size > clip::ROOM;
            if more || failed.is_some() {
                break;
            }
        }
        if let Some(error) = failed {
            return self.say(Tone::Error, crate::text::ops::store(self.lang, &error));
        }
        if rows.len() == 1 {
            return self.say(Tone::Info, self.out().empty);
        }
        let lines = if tabs { rows.iter().map(|row| row.join("\t")).collect() } else { aligned(&rows) };
        self.copy_lines(lines, Some(more));
    }

    /// Lines into the clipboard where they fit, and always into a view without frames to select by hand.
    fn copy_lines(&mut self, mut lines: Vec<String>, table: Option<bool>) {
        let say = self.out();
        let whole = lines.len();
        let mut size = 0;
        lines.retain(|line| {
            size += line.len() + 1;
            size <= clip::ROOM
        });
        let head = usize::from(table.is_some());
        let rows = lines.len().saturating_sub(head);
        let text = lines.join("\n");
        let said = if table == Some(true) || lines.len() < whole {
            fill(say.too_big, &[&rows, &clip::ROOM])
        } else if self.between == Between::Nothing {
            fill(say.no_clip, &[&""])
        } else {
            self.clip = Some(text.clone());
            fill(say.copied, &[&rows, &text.len()])
        };
        self.read_plain(said, lines.iter().map(|line| line.replace('\t', "  ")).collect());
    }
}

/// Columns side by side, each as wide as its widest cell.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cells(cell)).min(COLUMN);
        }
    }
    let line = |row: &Vec<String>| {
        let fitted = row.iter().zip(&widths).map(|(cell, width)| fit(&cut(cell, *width), *width));
        fitted.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
