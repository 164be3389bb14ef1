//! What a person types to find a line: in either case and width, or by the pinyin initials of its Chinese.

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// A character in small letters and half width.
pub fn folded(c: char) -> impl Iterator<Item = char> {
    let narrow = match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    narrow.to_lowercase()
}

/// A text in small letters and half width.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(folded).collect()
}

/// Whether letters are the pinyin initials of neighbouring Chinese characters in a text; a character with several readings
/// goes by any of them. At least two letters: one is found nearly everywhere.
pub fn initials(text: &str, letters: &str) -> bool {
    let letters: Vec<char> = letters.chars().collect();
    if letters.len() < 2 || !letters.iter().all(char::is_ascii_lowercase) {
        return false;
    }
    let han: Vec<char> = text.chars().filter(|c| c.to_pinyin().is_some()).collect();
    han.windows(letters.len()).any(|window| window.iter().zip(&letters).all(|(c, letter)| reads(*c, *letter)))
}

fn reads(c: char, letter: char) -> bool {
    let first = |sound: Pinyin| sound.first_letter().starts_with(letter);
    c.to_pinyin().is_some_and(first) || c.to_pinyin_multi().is_some_and(|all| all.into_iter().any(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_every_reading() {
        assert!(
            initials("分派", "fp") && initials("不启动", "bqd") && initials("重大（案件）", "zdaj") && initials("重大", "cd")
        );
        assert!(!initials("分派", "pf") && !initials("分派", "f") && !initials("assign", "as") && !initials("分派", "fpx"));
        assert_eq!(fold("ＳＡＶＥ　我的"), "save 我的");
    }
}
