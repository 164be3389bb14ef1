//! Every word a person reads, Chinese and English side by side, typed: a missing language does not compile.
//! Law and data stay in their own language and do not come from here.

pub mod approvals;
pub mod bulk;
pub mod calendar;
pub mod case;
pub mod clash;
pub mod cli;
pub mod clock;
pub mod condition;
pub mod day;
pub mod deadlines;
pub mod desk;
pub mod difference;
pub mod dossier;
pub mod drafts;
pub mod facet;
pub mod fault;
pub mod fields;
pub mod intake;
mod kinds;
pub mod law;
pub mod ledger;
pub mod list;
pub mod merge;
pub mod moving;
pub mod ops;
pub mod out;
pub mod papers;
pub mod planning;
mod proof;
pub mod query;
pub mod routing;
pub mod safe;
pub mod syntax;
pub mod talks;
pub mod tasks;
pub mod triage;
mod warnings;
pub mod watch;
pub mod withdrawn;

use std::fmt::Display;

/// The language of the screen and of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 简体中文, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Reads `zh-CN`, `zh`, `zh_CN.UTF-8`, `en`, `en_US.UTF-8`; anything else is `None`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        if lower.starts_with("zh") {
            Some(Self::Zh)
        } else if lower.starts_with("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The word of this language out of a pair.
    #[must_use]
    pub const fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Fills `{0}`, `{1}`, … of a sentence; a place without a value stays as it stands.
pub fn fill(sentence: &str, values: &[&dyn Display]) -> String {
    let mut out = sentence.to_owned();
    for (index, value) in values.iter().enumerate() {
        let place = format!("{{{index}}}");
        if out.contains(&place) {
            out = out.replace(&place, &value.to_string());
        }
    }
    out
}

/// Makes a struct of sentences with one constant a language: `words! { /// doc  pub struct X { name: "中文" | "English", … } }`.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub struct $name:ident { $($field:ident : $zh:literal | $en:literal),* $(,)? }) => {
        $(#[$meta])*
        #[allow(missing_docs)] // each field is its own sentence
        #[derive(Debug)]
        pub struct $name { $(pub $field: &'static str),* }
        impl $name {
            const ZH: Self = Self { $($field: $zh),* };
            const EN: Self = Self { $($field: $en),* };
            /// The sentences of one language.
            pub const fn of(lang: $crate::text::Lang) -> &'static Self {
                match lang {
                    $crate::text::Lang::Zh => &Self::ZH,
                    $crate::text::Lang::En => &Self::EN,
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    words! {
        /// A sample.
        pub struct Sample { hello: "你好 {0}" | "hello {0}" }
    }

    #[test]
    fn both_languages_fill() {
        assert_eq!(fill(Sample::of(Lang::Zh).hello, &[&7]), "你好 7");
        assert_eq!(fill(Sample::of(Lang::En).hello, &[&"x"]), "hello x");
        assert_eq!(Lang::parse("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::parse("C"), None);
    }
}
