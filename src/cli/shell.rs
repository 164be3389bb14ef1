//! `completions` and `man`: from the one definition of the command line.

use super::args;
use super::call::Call;
use super::out::{Answer, Failure, print};
use std::fmt::Write as _;

/// Prints the completions of a shell.
pub fn completions(call: &Call, shell: clap_complete::Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(call.lang), "sunpei", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// Prints the manual page: the program, and after it each of its commands.
pub fn man(call: &Call) -> Answer {
    let mut page = Vec::new();
    let mut command = args::command(call.lang);
    command.build();
    let wrong = |error: std::io::Error| Failure { code: 70, lines: vec![error.to_string()] };
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(wrong)?;
    let mut text = String::from_utf8_lossy(&page).into_owned();
    leaves(&command, "", &mut text);
    print(&text)
}

fn leaves(command: &clap::Command, path: &str, text: &mut String) {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let path = format!("{path} {}", sub.get_name());
        if sub.has_subcommands() {
            leaves(sub, &path, text);
            continue;
        }
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        let usage = sub.clone().render_usage().to_string();
        let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
        let _ = writeln!(text, ".SS \"sunpei{path}\"\n{}\n.PP\n{}", roff(&about), roff(usage));
        for arg in sub.get_arguments().filter(|arg| !arg.is_global_set()) {
            let name = arg.get_long().map_or_else(|| arg.get_id().as_str().to_uppercase(), |long| format!("--{long}"));
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, ".TP\n{}\n{}", roff(&name), roff(&help));
        }
    }
}

/// A line in which roff sees no request and no hyphenation.
fn roff(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}
