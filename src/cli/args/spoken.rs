//! The command line with its words, in the language of the call.

use super::Args;
use crate::text::{Lang, cli as words};
use clap::{Arg, ArgAction, CommandFactory};

/// The whole command line with its words in a language.
pub fn command(lang: Lang) -> clap::Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = Args::command().version(env!("CARGO_PKG_VERSION")).arg(help).arg(version);
    spoken(command, lang, "")
}

fn spoken(command: clap::Command, lang: Lang, path: &str) -> clap::Command {
    let top = if path.is_empty() { "sunpei" } else { path };
    let text = words::CliWords::of(lang);
    let mut command = command
        .about(words::about(lang, top))
        .subcommand_help_heading(text.help_commands)
        .help_template(text.help_template)
        .subcommand_value_name(text.help_command)
        .mut_args(|arg| {
            let name = match arg.get_long() {
                Some(long) => format!("--{long}"),
                None => arg.get_id().as_str().to_uppercase(),
            };
            let heading = if arg.is_positional() { text.help_arguments } else { text.help_options };
            let arg = arg.help(words::about(lang, &name)).help_heading(heading);
            if arg.get_action().takes_values() { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
        });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path} {name}").trim_start().to_owned();
        command = command.mut_subcommand(name, |sub| spoken(sub, lang, &path));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_is_said_in_both_languages() {
        fn walk(command: &clap::Command, path: &str) {
            assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{path} {}", command.get_name());
            for arg in command.get_arguments() {
                let said = arg.get_help().is_some_and(|help| !help.to_string().is_empty());
                assert!(said, "{path} {} {}", command.get_name(), arg.get_id());
            }
            for sub in command.get_subcommands() {
                walk(sub, command.get_name());
            }
        }
        for lang in [Lang::Zh, Lang::En] {
            let command = command(lang);
            walk(&command, "");
            command.debug_assert();
        }
    }
}
