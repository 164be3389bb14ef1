//! Names of bodies: what is left of a name when the form of company, the region before it, brackets and width are left out.

use serde::Deserialize;
use std::sync::OnceLock;

const SHIPPED: &str = include_str!("../../config/names.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    forms: Vec<String>,
    regions: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| toml::from_str(SHIPPED).unwrap_or_default())
}

/// The core of a name; the name itself, narrowed, where nothing else would be left. Empty for an empty name.
#[must_use]
pub fn fold(name: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let plain: String = name.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut core = plain.as_str();
    for region in &words().regions {
        core = core.strip_prefix(region.as_str()).unwrap_or(core);
    }
    for form in &words().forms {
        core = core.strip_suffix(form.as_str()).unwrap_or(core);
    }
    if core.chars().count() < 2 { plain } else { core.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_body_are_one() {
        let core = fold("内蒙古红山化工有限责任公司");
        assert_eq!(core, "红山化工");
        for other in ["红山化工有限公司", "红山化工", "内蒙古自治区红山化工（有限公司）", " 红山 化工有限公司"]
        {
            assert_eq!(fold(other), core, "{other}");
        }
        assert_ne!(fold("红山化肥有限公司"), core);
        // Nothing is left of a name that is only a form.
        assert_eq!(fold("公司"), "公司");
        assert_eq!(fold(""), "");
    }
}
