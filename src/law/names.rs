//! Names of bodies: what is left of a name when the form of company, the region before it, brackets and width are left out.

use serde::Deserialize;
use std::sync::OnceLock;

const SHIPPED: &str = include_str!("../../config/names.toml");
/// The last character of a city's name.
const CITY: char = '\u{5e02}';

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    forms: Vec<String>,
    regions: Vec<String>,
    places: Vec<String>,
    common: Vec<String>,
    asides: Vec<String>,
    masked: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: Words = toml::from_str(SHIPPED).unwrap_or_default();
        for list in [&mut words.forms, &mut words.regions, &mut words.places, &mut words.common] {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        words
    })
}

/// The core of a name; the name itself, narrowed, where nothing else would be left. Empty for an empty name.
#[must_use]
pub fn fold(name: &str) -> String {
    let narrow: String = name.chars().map(narrow).flat_map(char::to_lowercase).collect();
    let mut plain: String = without_asides(&narrow).chars().filter(|c| c.is_alphanumeric()).collect();
    if let Some(end) = words().asides.iter().filter_map(|aside| plain.find(aside.as_str())).filter(|at| *at > 0).min() {
        plain.truncate(end);
    }
    let core = without_forms(stripped(&plain, &words().regions));
    if core.chars().count() < 2 {
        return plain;
    }
    let Some((place, rest)) = placed(core) else { return core.to_owned() };
    if telling(rest) { rest.to_owned() } else { format!("{place}{rest}") }
}

/// Whether a name is masked: others may bear the same one.
#[must_use]
pub fn masked(name: &str) -> bool {
    words().masked.iter().any(|sign| name.contains(sign.as_str()))
}

/// Full-width signs as their ordinary forms, both kinds of brackets as one.
fn narrow(c: char) -> char {
    match c {
        '〔' | '［' | '【' | '〈' | '《' => '(',
        '〕' | '］' | '】' | '〉' | '》' => ')',
        c => match u32::from(c) {
            code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
            _ => c,
        },
    }
}

/// The name without brackets that hold a remark; other brackets hold a part of the name.
fn without_asides(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        if !words().asides.iter().any(|aside| inside.trim_start().starts_with(aside.as_str())) {
            out.push_str(inside);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn stripped<'n>(mut name: &'n str, first: &[String]) -> &'n str {
    while let Some(rest) = first.iter().find_map(|word| name.strip_prefix(word.as_str())) {
        name = rest;
    }
    name
}

fn without_forms(mut name: &str) -> &str {
    while let Some(rest) = words().forms.iter().find_map(|form| name.strip_suffix(form.as_str())) {
        name = rest;
    }
    name
}

/// The places that a name begins with, the last one without its last character, and what follows.
fn placed(name: &str) -> Option<(&str, &str)> {
    let short = |place: &'static str| place.char_indices().last().and_then(|(at, _)| place.get(..at));
    let one = |name: &str| {
        words().places.iter().find_map(|place| {
            let short = short(place)?;
            // Two characters may begin any name: only the whole word is a place then, but for the cities.
            let rest = name.strip_prefix(place.as_str()).or_else(|| {
                let sure = short.chars().count() > 2 || place.ends_with(CITY);
                sure.then(|| name.strip_prefix(short)).flatten()
            })?;
            Some((short, name.len() - rest.len()))
        })
    };
    let (mut place, mut end) = one(name)?;
    while let Some((next, more)) = name.get(end..).and_then(one) {
        (place, end) = (next, end + more);
    }
    Some((place, name.get(end..)?))
}

/// Whether a name says more than a trade.
fn telling(name: &str) -> bool {
    let mut left = name.to_owned();
    for word in &words().common {
        left = left.replace(word.as_str(), "");
    }
    left.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spellings of one body, each line; and bodies that are not one.
    const SAME: &[&[&str]] = &[
        &["内蒙古红山化工有限责任公司", "红山化工有限公司", "红山化工", "内蒙古自治区红山化工（有限公司）", " 红山 化工有限公司"],
        &[
            "赤峰宏达矿业有限责任公司",
            "赤峰市宏达矿业有限公司",
            "宏达矿业",
            "内蒙古赤峰市林西县宏达矿业有限公司",
            "宏达矿业（集团）有限责任公司",
        ],
        &[
            "红山区老王砂石厂（经营者：王某）",
            "老王砂石厂",
            "赤峰市红山区老王砂石厂（个体工商户）",
            "老王砂石厂 经营者王某",
            "红山区老王砂石厂(个体)",
        ],
        &[
            "宏达化工有限公司（曾用名：赤峰第二化工厂）",
            "宏达化工有限公司",
            "宏达化工有限公司(原名 第二化工厂)",
            "宏达化工（以下简称宏达）",
        ],
        &["翁牛特旗绿源养殖专业合作社", "绿源养殖专业合作社", "翁牛特绿源养殖专业合作社"],
        &["ＡＢＣ环保科技有限公司", "abc环保科技有限公司", "ABC 环保科技（有限公司）"],
        &["赤峰市污水处理厂", "赤峰污水处理厂", "内蒙古赤峰市污水处理厂"],
        &["克什克腾旗鑫源采石场", "鑫源采石场"],
        &["张三", " 张 三", "张三（个体工商户）"],
        &["信诺股份有限公司", "信诺股份公司", "赤峰信诺股份有限公司"],
    ];
    const APART: &[(&str, &str)] = &[
        ("红山化工有限公司", "红山化肥有限公司"),
        ("红山化工有限公司", "红山化工厂"),
        ("赤峰市污水处理厂", "包头市污水处理厂"),
        ("红山区化工厂", "松山区化工厂"),
        ("林西县人民政府", "宁城县人民政府"),
        ("宏达矿业有限公司", "宏达矿业有限公司林西分公司"),
        ("宏达矿业有限公司", "鸿达矿业有限公司"),
        ("红旗化工有限公司", "化工有限公司"),
        ("第一砂石厂", "第二砂石厂"),
        ("赤峰第一化工厂", "赤峰第二化工厂"),
        ("张三", "张三丰"),
        ("松山砂石厂", "红山砂石厂"),
        ("林西矿业有限公司", "宁城矿业有限公司"),
        ("中国石油（内蒙古）有限公司", "中国石油（新疆）有限公司"),
        ("老王砂石厂", "老李砂石厂"),
    ];

    #[test]
    fn spellings_of_one_body_are_one() {
        for group in SAME {
            let core = fold(group[0]);
            for other in *group {
                assert_eq!(fold(other), core, "{other}");
            }
        }
        assert_eq!(fold("内蒙古红山化工有限责任公司"), "红山化工");
    }

    #[test]
    fn bodies_that_are_not_one_stay_apart() {
        for (one, other) in APART {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
        for (at, group) in SAME.iter().enumerate() {
            for other in &SAME[at + 1..] {
                assert_ne!(fold(group[0]), fold(other[0]));
            }
        }
        // Nothing is left of a name that is only a form.
        assert_eq!(fold("公司"), "公司");
        assert_eq!(fold("赤峰市"), "赤峰");
        assert_eq!(fold(""), "");
        assert_eq!(fold("（"), "");
    }

    #[test]
    fn a_masked_name_is_known_by_its_signs() {
        assert!(["王某某", "某化工有限公司", "张×", "李*"].iter().all(|name| masked(name)));
        assert!(!["王芳", "红山化工有限公司", ""].iter().any(|name| masked(name)));
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for name in SAME.iter().flat_map(|group| group.iter()).chain(APART.iter().flat_map(|(a, b)| [a, b])) {
            assert_eq!(fold(&fold(name)), fold(name), "{name}");
        }
    }
}
