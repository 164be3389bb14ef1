//! The one place that measures: cells of a text, cutting with a mark, padding, and wrapping where no line begins with a
//! closing mark or ends with an opening one.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const CLOSING: &str = "，。、；：？！）》」』】〕〉”’,.;:?!)]}%";
const OPENING: &str = "（《「『【〔〈“‘([{";

/// Cells that a text takes.
pub fn cells(text: &str) -> usize {
    text.width()
}

/// The text in at most `room` cells, with `…` where it was cut.
pub fn cut(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for part in text.graphemes(true) {
        let wide = cells(part);
        if used + wide + 1 > room {
            break;
        }
        used += wide;
        out.push_str(part);
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// The text in exactly `room` cells.
pub fn fit(text: &str, room: usize) -> String {
    let cut = cut(text, room);
    let pad = room.saturating_sub(cells(&cut));
    cut + &" ".repeat(pad)
}

/// The text at the right end of `room` cells.
pub fn right(text: &str, room: usize) -> String {
    let cut = cut(text, room);
    " ".repeat(room.saturating_sub(cells(&cut))) + &cut
}

/// The text in lines of at most `room` cells.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for part in paragraph.graphemes(true) {
            let wide = cells(part);
            // A closing mark hangs over the edge by at most one mark rather than begin a line.
            if used + wide > room && !(CLOSING.contains(part) && used <= room) {
                let carried = carry(&mut line);
                lines.push(std::mem::replace(&mut line, carried));
                used = cells(&line);
            }
            line.push_str(part);
            used += wide;
        }
        lines.push(line);
    }
    lines
}

/// What the next line begins with: an opening mark at the end, or the word that was being written.
fn carry(line: &mut String) -> String {
    let last = line.graphemes(true).next_back().unwrap_or("").to_owned();
    if !last.is_empty() && OPENING.contains(last.as_str()) {
        line.truncate(line.len() - last.len());
        return last;
    }
    if last.chars().all(|c| c.is_ascii_alphanumeric())
        && let Some(at) = line.rfind(|c: char| !c.is_ascii_alphanumeric())
    {
        let border = at + line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        if border > 0 && border < line.len() {
            return line.split_off(border);
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_and_cut() {
        assert_eq!(cells("磋商a"), 5);
        assert_eq!(cut("磋商告知书", 7), "磋商告…");
        assert_eq!(cut("磋商告知书", 6), "磋商…");
        assert_eq!(fit("磋商", 6), "磋商  ");
        assert_eq!(right("3", 3), "  3");
        assert_eq!(cut("磋商", 0), "");
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for room in 2..30 {
            for line in wrap("赔偿义务人应当在收到（磋商告知书）之日起5个工作日内，提出“答复”意见。", room).iter().skip(1)
            {
                assert!(!line.starts_with(|c| "，。）”".contains(c)) || room < 4, "{room}: {line}");
            }
        }
    }
}
