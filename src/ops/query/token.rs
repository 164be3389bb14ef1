//! Cuts a filter into terms. Full-width signs count as the narrow ones; every piece remembers its bytes in the text.

use std::ops::Range;

/// A part of a text as it is compared, with its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) at: Range<usize>,
    pub(super) quoted: bool,
}

/// One term: `-key:value,value`, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) not: bool,
    pub(super) key: Option<Piece>,
    /// Where the values begin, behind the colon.
    pub(super) begin: usize,
    /// The values; empty ones are left out. Without a key, the words.
    pub(super) pieces: Vec<Piece>,
    /// Where the last value begins and ends, though nothing may stand there yet.
    pub(super) last: Range<usize>,
}

impl Token {
    pub(super) fn quoted(&self) -> bool {
        self.pieces.iter().any(|piece| piece.quoted)
    }
}

/// A sign as it is read: full-width forms as the narrow ones, quotes and commas of both scripts as one.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{201c}' | '\u{201d}' | '\u{300c}' | '\u{300d}' => '"',
        '\u{3001}' => ',',
        _ => match u32::from(c) {
            code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
            _ => c,
        },
    }
}

/// The terms of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(&(at, c)) = signs.get(place) {
        if c.is_whitespace() {
            place += 1;
            continue;
        }
        let (token, next) = token(&signs, place, at, text.len());
        found.push(token);
        place = next;
    }
    found
}

fn token(signs: &[(usize, char)], mut place: usize, start: usize, length: usize) -> (Token, usize) {
    let byte = |place: usize| signs.get(place).map_or(length, |(at, _)| *at);
    let sign = |place: usize| signs.get(place).map(|(_, c)| fold(*c));
    let not = sign(place) == Some('-') && sign(place + 1).is_some_and(|next| !next.is_whitespace());
    if not {
        place += 1;
    }
    let (mut key, mut pieces) = (None, Vec::new());
    let mut piece = Piece { text: String::new(), at: byte(place)..byte(place), quoted: false };
    let (mut inside, mut begin) = (false, piece.at.start);
    while let Some(c) = sign(place) {
        if c == '"' {
            inside = !inside;
            piece.quoted = true;
        } else if inside {
            // As it stands: a label may hold any sign.
            piece.text.extend(signs.get(place).map(|(_, c)| *c));
        } else if c.is_whitespace() {
            break;
        } else if c == ':' && key.is_none() && !piece.quoted && !piece.text.is_empty() {
            piece.at.end = byte(place);
            begin = byte(place + 1);
            let next = Piece { text: String::new(), at: begin..begin, quoted: false };
            key = Some(std::mem::replace(&mut piece, next));
        } else if c == ',' && key.is_some() {
            piece.at.end = byte(place);
            let next = Piece { text: String::new(), at: byte(place + 1)..byte(place + 1), quoted: false };
            pieces.push(std::mem::replace(&mut piece, next));
        } else {
            piece.text.push(c);
        }
        place += 1;
    }
    piece.at.end = byte(place);
    let last = piece.at.clone();
    pieces.push(piece);
    pieces.retain(|piece| !piece.text.trim().is_empty());
    (Token { at: start..byte(place), not, key, begin, pieces, last }, place)
}

/// Whether only a comma stands between, in whatever width.
fn adjacent(one: &Piece, next: &Piece) -> bool {
    next.at.start.checked_sub(one.at.end).is_some_and(|between| between <= ','.len_utf8().max('\u{ff0c}'.len_utf8()))
}

/// Pieces of amounts: a comma between thousands belongs to the number.
pub(super) fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for piece in pieces {
        let group = piece.text.len() >= 3 && piece.text.chars().take(3).all(|c| c.is_ascii_digit());
        let group = group && !piece.text.chars().nth(3).is_some_and(|c| c.is_ascii_digit());
        match found.last_mut() {
            Some(last) if group && adjacent(last, piece) && last.text.ends_with(|c: char| c.is_ascii_digit()) => {
                last.text.push_str(&piece.text);
                last.at.end = piece.at.end;
            }
            _ => found.push(piece.clone()),
        }
    }
    found
}
