//! What the argument parser says, as one line in the language of the call.

use super::out::{Answer, Failure, print};
use crate::text::{Lang, cli::CliWords, fill};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Help and version go to standard output; everything else is a failure of usage.
pub fn answer(lang: Lang, error: &clap::Error) -> Answer {
    let words = CliWords::of(lang);
    let value = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = value(ContextKind::InvalidArg);
    let near = |kind: ContextKind| {
        let near = value(kind);
        if near.is_empty() { near } else { fill(words.usage_near, &[&near]) }
    };
    let line = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return print(&error.to_string()),
        ErrorKind::UnknownArgument => fill(words.usage_unknown, &[&argument]) + &near(ContextKind::SuggestedArg),
        ErrorKind::InvalidSubcommand => {
            fill(words.usage_unknown_command, &[&value(ContextKind::InvalidSubcommand)]) + &near(ContextKind::SuggestedSubcommand)
        }
        ErrorKind::InvalidValue if value(ContextKind::InvalidValue).is_empty() => fill(words.usage_missing, &[&argument]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            fill(words.usage_value, &[&argument, &value(ContextKind::InvalidValue), &near(ContextKind::ValidValue)])
        }
        ErrorKind::MissingRequiredArgument => fill(words.usage_missing, &[&argument]),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            fill(words.usage_missing_command, &[&value(ContextKind::ValidSubcommand)])
        }
        ErrorKind::ArgumentConflict => fill(words.usage_conflict, &[&argument]),
        _ => fill(words.usage_other, &[&error.to_string().lines().next().unwrap_or_default()]),
    };
    Err(Failure::usage(format!("sunpei: {line} ({})", fill(words.see_help, &[&"sunpei"]))))
}
