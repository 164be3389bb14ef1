//! Which columns of the list have room, and how wide each is: by the width of the pane alone, so that nothing moves while a
//! list is scrolled. The countdown stands before all of them and takes no part.

use crate::store::Column;
use crate::text::Lang;

/// The title never gets less than this while another column could give way.
const TITLE: usize = 26;
/// With case numbers beside it.
const TITLE_OF_CASE: usize = 16;

/// Cells of a column: at least, as a rule, and at most.
fn wide(column: Column, cases: bool, lang: Lang) -> (usize, usize, usize) {
    let english = lang == Lang::En;
    match column {
        Column::Due => (10, 10, 10),
        Column::Number if cases => (14, 20, 24),
        Column::Number => (8, 9, 16),
        Column::Title if cases => (TITLE_OF_CASE, 30, usize::MAX),
        Column::Title => (TITLE, 36, usize::MAX),
        Column::Channel | Column::Department | Column::Medium => (8, if english { 12 } else { 8 }, 20),
        Column::Place => (8, 12, 24),
        Column::Stage => (8, if english { 14 } else { 10 }, 22),
        Column::Party => (10, 16, 32),
        Column::Officer => (6, 8, 16),
        Column::Matter | Column::Rule => (8, 12, 24),
        Column::Damage => (13, 13, 16),
        Column::Received | Column::Snoozed => (10, 10, 10),
        Column::Questions | Column::RedLine => (5, 5, 5),
    }
}

/// Whether what stands in a column stands at its right end.
pub fn at_right(column: Column) -> bool {
    matches!(column, Column::Damage | Column::Questions)
}

/// The columns that have room in so many cells, each with a blank before it, and how many gave way.
/// The last of the chosen gives way first, the title never.
pub fn layout(chosen: &[Column], room: usize, cases: bool, lang: Lang) -> (Vec<(Column, usize)>, usize) {
    let bounds = |column: Column| wide(column, cases, lang);
    let mut shown: Vec<(Column, usize)> =
        chosen.iter().filter(|column| **column != Column::Due).map(|column| (*column, bounds(*column).0)).collect();
    let chosen = shown.len();
    let used = |shown: &[(Column, usize)]| shown.iter().map(|(_, wide)| wide + 1).sum::<usize>();
    while used(&shown) > room && shown.len() > 1 {
        let Some(last) = shown.iter().rposition(|(column, _)| *column != Column::Title) else { break };
        shown.remove(last);
    }
    if used(&shown) > room
        && let Some((_, only)) = shown.first_mut()
    {
        *only = room.saturating_sub(1);
    }
    let mut free = room.saturating_sub(used(&shown));
    let mut grow = |shown: &mut Vec<(Column, usize)>, titles: bool, until: &dyn Fn(Column) -> usize| {
        for (column, wide) in shown.iter_mut().filter(|(column, _)| (*column == Column::Title) == titles) {
            let more = until(*column).saturating_sub(*wide).min(free);
            *wide += more;
            free -= more;
        }
    };
    // What as a rule is enough, the title first; then what never is too much; what is left is the title's.
    grow(&mut shown, true, &|column| bounds(column).1);
    grow(&mut shown, false, &|column| bounds(column).1);
    grow(&mut shown, true, &|_| 48);
    grow(&mut shown, false, &|column| bounds(column).2);
    grow(&mut shown, true, &|column| bounds(column).2);
    let hidden = chosen - shown.len();
    (shown, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::SavedView;
    use crate::store::View;

    #[test]
    fn columns_give_way_from_the_last_and_fill_the_room() {
        for lang in [Lang::Zh, Lang::En] {
            for cases in [false, true] {
                let chosen = SavedView::built_in(View::All, cases).shown().to_vec();
                let chosen: Vec<Column> = chosen.into_iter().filter(|column| *column != Column::Due).collect();
                let mut before = 0;
                for room in 0..260 {
                    let (shown, hidden) = layout(&chosen, room, cases, lang);
                    assert_eq!(shown.len() + hidden, chosen.len());
                    assert!(shown.iter().map(|(_, wide)| wide + 1).sum::<usize>() <= room.max(1), "{room}: {shown:?}");
                    assert!(shown.iter().any(|(column, _)| *column == Column::Title), "{room}");
                    assert!(shown.len() >= before, "more room shows no less");
                    before = shown.len();
                    // Those that stay are the first of the chosen, beside the title.
                    let others = |list: Vec<Column>| list.into_iter().filter(|one| *one != Column::Title).collect::<Vec<_>>();
                    let stay = others(shown.iter().map(|(column, _)| *column).collect());
                    assert!(others(chosen.clone()).starts_with(&stay), "{stay:?}");
                }
                assert_eq!(layout(&chosen, 200, cases, lang).1, 0);
            }
        }
        // Without a title nothing breaks.
        assert_eq!(layout(&[Column::Damage], 5, false, Lang::Zh).0, [(Column::Damage, 4)]);
        assert_eq!(layout(&[], 50, false, Lang::Zh).0, []);
    }
}
