//! The command line: one file a subcommand. Reads arguments and files, prints answers; what is done is `ops`' and `law`'s.

pub mod answer;
mod args;
mod audit;
mod calendar;
mod call;
mod case;
mod config;
mod deadline;
mod desk;
mod diff;
mod digest;
mod docket;
mod dossier;
mod fact;
mod import;
mod law;
mod lead;
mod money;
mod moving;
mod officer;
mod open;
mod out;
mod paper;
mod profile;
mod shell;
mod stress;
mod usage;

pub use config::calendar_folder;
pub use open::{Opening, Screen};

pub use crate::docket::office_day;
use crate::text::{Lang, safe};
use args::{Args, Command, Format};
use call::Call;
use clap::FromArgMatches as _;
use std::ffi::OsString;
use std::io::Write as _;

/// Reads the clock: the moment in seconds since 1970.
pub type Clock = fn() -> i64;

/// The language of a call: `--lang`, else the environment, else Chinese.
pub fn language(arguments: &[OsString], environment: impl Fn(&str) -> Option<String>) -> Lang {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let beside = words.iter().zip(words.iter().skip(1)).find(|(flag, _)| *flag == "--lang").map(|(_, value)| value.to_string());
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang=").map(str::to_owned));
    if let Some(lang) = beside.or(joined).as_deref().and_then(Lang::parse) {
        return lang;
    }
    // The first of them that says something counts, as for every program of the system.
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
    said.and_then(|value| Lang::parse(&value)).unwrap_or_default()
}

/// Runs a command; the exit code. The screen is given by `main`: the two edges do not name each other.
pub fn run(lang: Lang, arguments: &[OsString], clock: Clock, screen: Screen) -> u8 {
    let parsed = args::command(lang).try_get_matches_from(arguments).and_then(|matches| Args::from_arg_matches(&matches));
    let done = match parsed {
        Ok(args) => Call::new(lang, args.globals, clock).and_then(|call| dispatch(&call, args.command, screen)),
        Err(error) => usage::answer(lang, &error),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => {
            let mut stderr = std::io::stderr().lock();
            for line in &failure.lines {
                let _ = writeln!(stderr, "{}", safe::line(line));
            }
            failure.code
        }
    }
}

fn dispatch(call: &Call, command: Option<Command>, screen: Screen) -> out::Answer {
    match command {
        None => open::desk(call, screen),
        Some(Command::Demo { leads }) => open::demo(call, leads, screen),
        Some(Command::Docket(command)) => docket::run(call, &command),
        Some(Command::Calendar(command)) => calendar::run(call, &command),
        Some(Command::Profile(command)) => profile::run(call, &command),
        Some(Command::Law(command)) => law::run(call, &command),
        Some(Command::Completions { shell }) => shell::completions(call, shell),
        Some(Command::Man) => shell::man(call),
        Some(Command::Lead(command)) => lead::run(call, &command),
        Some(Command::Case(command)) => case::run(call, &command),
        Some(Command::Fact(command)) => fact::run(call, &command),
        Some(Command::Deadline(command)) => deadline::run(call, &command),
        Some(Command::Digest(whose)) => digest::run(call, &whose),
        Some(Command::Officer(command)) => officer::run(call, &command),
        Some(Command::Paper(command)) => paper::run(call, &command),
        Some(Command::Audit(args::Audit::Verify(print))) => {
            audit::verify(call, call.only(print, &[Format::Table, Format::Json])? == Format::Json)
        }
        Some(Command::Backup { file }) => audit::backup(call, &file),
        Some(Command::Restore { file }) => audit::restore(call, &file),
        Some(Command::Doctor(print)) => audit::doctor(call, call.only(print, &[Format::Table, Format::Json])? == Format::Json),
        Some(Command::Rebuild) => audit::rebuild(call),
        Some(Command::Stress(args::Stress::Write { tag, count })) => stress::write(call, &tag, count),
        Some(Command::LedgerRead { request }) => match crate::papers::ledger::serve(&request) {
            0 => Ok(()),
            code => Err(out::Failure { code, lines: Vec::new() }),
        },
        Some(Command::Stress(args::Stress::Panic)) => open::panic(call, screen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_comes_from_the_flag_then_the_environment() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let english = |name: &str| (name == "LANG").then(|| "en_US.UTF-8".to_owned());
        assert_eq!(language(&words("sunpei --lang zh-CN"), english), Lang::Zh);
        assert_eq!(language(&words("sunpei --lang=en"), |_| None), Lang::En);
        assert_eq!(language(&words("sunpei"), english), Lang::En);
        assert_eq!(language(&words("sunpei"), |_| Some("C".to_owned())), Lang::Zh);
    }
}
