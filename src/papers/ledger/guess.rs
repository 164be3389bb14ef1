//! What a column means, by its header and by what it holds.

use super::amount::read_amount;
use super::plan::{LOOK, SURE};
use super::{Cell, CellKind, DayRead, Field, Guess, How, Sheet, Words, read_day};

/// Whether a cell is what a field holds.
type Test<'a> = &'a dyn Fn(&Cell) -> bool;

/// Letters of an average title, at least.
const TITLE: usize = 6;

/// How many of a column's filled cells are what a field holds, of how many; `None` where any text will do.
fn fits(field: Field, cells: &[&Cell], from_1904: bool, words: &Words) -> Option<(usize, usize)> {
    let test: Test<'_> = match field {
        Field::On => &|cell| {
            matches!(cell.kind, CellKind::Day(_))
                || matches!(read_day(&cell.text, from_1904, words), DayRead::Day(_) | DayRead::NoDay | DayRead::NoYear { .. })
        },
        Field::Channel => &|cell| words.channel(&cell.text).is_some(),
        Field::Department => &|cell| words.department(&cell.text).is_some(),
        Field::Medium => &|cell| words.medium(&cell.text).is_some(),
        Field::RedLine => &|cell| cell.kind == CellKind::Text && words.yes_no(&cell.text).is_some(),
        Field::Place => &|cell| words.is_place(&cell.text),
        Field::Party => &|cell| words.is_party(&cell.text),
        Field::Damage => &|cell| read_amount(&cell.text, 1, words).cents.is_some(),
        _ => return None,
    };
    let known: Vec<&&Cell> = cells.iter().filter(|cell| !words.is_blank(&cell.text)).collect();
    Some((known.iter().filter(|cell| test(cell)).count(), known.len()))
}

fn cells(sheet: &Sheet, at: usize, index: usize) -> Vec<&Cell> {
    let rows = sheet.rows.iter().skip(at + 1).take(LOOK);
    rows.filter_map(|row| row.cells.get(index)).filter(|cell| !cell.is_blank()).collect()
}

/// Gives each field the column whose header says it best; where two say it alike, the one that holds it.
pub(super) fn by_header(columns: &mut [Guess], sheet: &Sheet, at: usize, from_1904: bool, words: &Words) {
    let mut wishes = Vec::new();
    for (place, guess) in columns.iter().enumerate() {
        let Some((field, score)) = words.field_of(&guess.header).filter(|(_, score)| *score >= SURE) else { continue };
        let cells = cells(sheet, at, guess.index);
        let share = match fits(field, &cells, from_1904, words) {
            Some((hits, all @ 1..)) => hits * 1000 / all,
            _ => 1000,
        };
        wishes.push((score, share, place, field));
    }
    wishes.sort_by_key(|(score, share, place, _)| (std::cmp::Reverse(*score), std::cmp::Reverse(*share), *place));
    let mut given = Vec::new();
    for (score, share, place, field) in wishes {
        if field != Field::Ignored && given.contains(&field) {
            continue;
        }
        given.push(field);
        if let Some(guess) = columns.get_mut(place) {
            // Party and place are written in too many ways for what they hold to speak against a header.
            let share = if matches!(field, Field::Party | Field::Place) { 1000 } else { share };
            let sure = score * (500 + share / 2) / 1000;
            (guess.field, guess.how, guess.sure) = (Some(field), How::Header, u16::try_from(sure).unwrap_or(1000));
        }
    }
}

/// Fields that no header named, by what most cells of a column are.
pub(super) fn by_contents(columns: &mut [Guess], sheet: &Sheet, at: usize, from_1904: bool, words: &Words) {
    let order = [
        Field::On,
        Field::Channel,
        Field::Department,
        Field::Medium,
        Field::RedLine,
        Field::Place,
        Field::Party,
        Field::Serial,
        Field::Damage,
    ];
    for field in order {
        if columns.iter().any(|guess| guess.field == Some(field)) {
            continue;
        }
        for guess in columns.iter_mut().filter(|guess| guess.field.is_none()) {
            let cells = cells(sheet, at, guess.index);
            let (hits, all) = match field {
                Field::Serial => counted(&cells),
                Field::Damage if !looks_like_money(&cells, words) => continue,
                field => fits(field, &cells, from_1904, words).unwrap_or_default(),
            };
            if all >= 2 && hits * 10 >= all * 7 {
                let sure = u16::try_from(hits * 700 / all).unwrap_or(700);
                (guess.field, guess.how, guess.sure) = (Some(field), How::Contents, sure);
                break;
            }
        }
    }
    if columns.iter().all(|guess| guess.field != Some(Field::Title)) {
        let length = |guess: &Guess| {
            let cells = cells(sheet, at, guess.index);
            cells.iter().map(|cell| cell.text.chars().count()).sum::<usize>() / usize::max(cells.len(), 1)
        };
        let free = columns.iter_mut().filter(|guess| guess.field.is_none());
        let longest = free.map(|guess| (length(guess), guess)).max_by_key(|(length, _)| *length);
        if let Some((TITLE.., guess)) = longest {
            (guess.field, guess.how, guess.sure) = (Some(Field::Title), How::Contents, 400);
        }
    }
}

/// Cells that count on from the one before, of how many.
fn counted(cells: &[&Cell]) -> (usize, usize) {
    let numbers: Vec<Option<u64>> = cells.iter().map(|cell| cell.text.trim().parse().ok()).collect();
    let next = |(before, after): (&Option<u64>, &Option<u64>)| before.is_some_and(|n| n.checked_add(1) == *after);
    (numbers.iter().zip(numbers.iter().skip(1)).filter(|pair| next(*pair)).count() + 1, numbers.len())
}

/// Units, decimals, thousands: numbers alone may be anything, telephone numbers too.
fn looks_like_money(cells: &[&Cell], words: &Words) -> bool {
    let like = |cell: &&&Cell| {
        let text = cell.text.trim();
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        words.has_money(text)
            || (!plain && text.contains(['.', ',']))
            || (cell.kind == CellKind::Number && (4..11).contains(&text.len()))
    };
    cells.len() >= 2 && cells.iter().filter(like).count() * 2 >= cells.len()
}
