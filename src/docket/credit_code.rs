//! The unified social credit code of GB 32100-2015: eighteen characters, the last of which checks the others.

/// The characters that a code may have, in the order of their values.
const LETTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether a code, in upper case, has the length, the characters and the check character of the standard.
#[must_use]
pub fn credit_code_holds(code: &str) -> bool {
    let values: Option<Vec<usize>> = code.bytes().map(|byte| LETTERS.iter().position(|letter| *letter == byte)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    // Each place weighs three times the one before; with the check character all together come to a multiple.
    let (sum, _) = values.iter().take(17).fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    values.last().is_some_and(|last| (sum + last) % 31 == 0)
}

/// A code of seventeen characters of the standard, completed by its check character; none where they are not such.
#[must_use]
pub fn credit_code(first: &str) -> Option<String> {
    LETTERS.iter().map(|letter| format!("{first}{}", char::from(*letter))).find(|code| credit_code_holds(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventeen_characters_have_one_check_character() {
        assert_eq!(credit_code("91350100M000100Y4").as_deref(), Some("91350100M000100Y43"));
        assert_eq!(credit_code("9135"), None);
    }

    #[test]
    fn the_check_character_holds_or_not() {
        // The example of the standard, a character changed, two exchanged, one missing, a letter that no code has.
        assert!(credit_code_holds("91350100M000100Y43"));
        for wrong in ["91350100M000100Y44", "91350100M000010Y43", "91350100M000100Y4", "91350100M00O100Y43", ""] {
            assert!(!credit_code_holds(wrong), "{wrong}");
        }
    }
}
