//! The shape of the command line. Its words come from `text`, in the language of the call.

#![allow(missing_docs)] // the rows and flags of the contract; what each means is said once, in `text::cli`

mod spoken;

use clap::{Args as Flags, Parser, Subcommand, ValueEnum};
pub use spoken::command;
use std::path::PathBuf;

/// Everything that can be said on the command line.
#[derive(Debug, Parser)]
#[command(name = "sunpei", disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// The command; none opens the desk.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, Flags)]
#[group(skip)]
pub struct Globals {
    #[arg(long, global = true, value_name = "PATH")]
    pub db: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    #[arg(long = "as", global = true, value_name = "USER")]
    pub officer: Option<String>,
    #[arg(long, global = true)]
    pub plain: bool,
}

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// JSON with stable names.
    Json,
    /// Comma separated.
    Csv,
    /// A calendar file.
    Ics,
    /// A workbook.
    Xlsx,
    /// A docket file.
    Docket,
}

/// The format of an answer.
#[derive(Debug, Clone, Copy, Flags)]
#[group(skip)]
pub struct Print {
    /// How.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// A list's length and format.
#[derive(Debug, Clone, Copy, Flags)]
#[group(skip)]
pub struct List {
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// How.
    #[command(flatten)]
    pub print: Print,
}

/// Whose deadlines.
#[derive(Debug, Clone, Default, Flags)]
#[group(skip)]
pub struct Whose {
    /// Of my dockets.
    #[arg(long)]
    pub mine: bool,
    /// Of an officer's.
    #[arg(long = "officer", value_name = "NAME", conflicts_with = "mine")]
    pub of_officer: Option<String>,
    /// Of a department's.
    #[arg(long, value_name = "KEY")]
    pub department: Option<String>,
}

/// A list of leads or cases: which, and in what order.
#[derive(Debug, Clone, Flags)]
#[group(skip)]
pub struct Narrowed {
    /// Which lines.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// In what order.
    #[arg(long, value_name = "COLUMN[:desc]")]
    pub sort: Option<String>,
    /// How many and how.
    #[command(flatten)]
    pub list: List,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo {
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
        leads: Option<u32>,
    },
    #[command(subcommand)]
    Lead(Lead),
    #[command(subcommand)]
    Case(Case),
    #[command(subcommand)]
    Fact(Fact),
    #[command(subcommand)]
    Deadline(Deadline),
    Digest(Whose),
    #[command(subcommand)]
    Paper(Paper),
    #[command(subcommand)]
    Officer(Officer),
    #[command(subcommand)]
    Docket(DocketCommand),
    #[command(subcommand)]
    Calendar(CalendarCommand),
    #[command(subcommand)]
    Profile(ProfileCommand),
    #[command(subcommand)]
    Law(LawCommand),
    #[command(subcommand)]
    Audit(Audit),
    Backup {
        file: PathBuf,
    },
    Restore {
        file: PathBuf,
    },
    Doctor(Print),
    Rebuild,
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    Man,
    #[command(subcommand)]
    Stress(Stress),
    /// The process that reads a ledger for another one.
    #[command(hide = true)]
    LedgerRead {
        request: String,
    },
}

/// Leads.
#[derive(Debug, Subcommand)]
pub enum Lead {
    Import {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        save_map: Option<PathBuf>,
        #[arg(long)]
        dry_run: bool,
        #[arg(long)]
        route: bool,
        #[command(flatten)]
        print: Print,
    },
    List(Narrowed),
}

/// Cases.
#[derive(Debug, Subcommand)]
pub enum Case {
    List(Narrowed),
    Show {
        id: String,
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        #[command(flatten)]
        print: Print,
    },
}

/// Facts.
#[derive(Debug, Subcommand)]
pub enum Fact {
    List(List),
}

/// Deadlines.
#[derive(Debug, Subcommand)]
pub enum Deadline {
    List {
        #[arg(long, value_name = "7d")]
        within: Option<String>,
        #[arg(long)]
        duties: bool,
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        list: List,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    Show {
        id: String,
        rule: String,
        #[arg(long, value_name = "NAME")]
        party: Option<String>,
        #[arg(long, value_name = "N")]
        occurrence: Option<u32>,
        #[arg(long, value_enum, default_value_t = PageFormat::Text)]
        format: PageFormat,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// What a page is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Plain text.
    Text,
    /// A document.
    Docx,
    /// Data.
    Json,
}

/// The officers of the database.
#[derive(Debug, Subcommand)]
pub enum Officer {
    List(Print),
    Set {
        who: String,
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
        #[arg(long, value_name = "UID")]
        uid: Option<i64>,
    },
}

/// Papers.
#[derive(Debug, Subcommand)]
pub enum Paper {
    List {
        id: String,
        #[command(flatten)]
        print: Print,
    },
    Add {
        id: String,
        file: PathBuf,
        #[arg(long, value_name = "KEY")]
        form: Option<String>,
        #[arg(long, value_name = "TEXT")]
        number: Option<String>,
        #[arg(long, value_name = "DATE")]
        dated: Option<String>,
        #[arg(long, value_name = "NAME")]
        holder: Option<String>,
    },
    Get {
        id: String,
        paper: i64,
        #[arg(value_name = "NEW")]
        to: PathBuf,
    },
}

/// Docket files.
#[derive(Debug, Subcommand)]
pub enum DocketCommand {
    Check {
        file: PathBuf,
        #[command(flatten)]
        print: Print,
    },
}

/// The unit of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SumUnit {
    Working,
    Calendar,
}

/// The calendar.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    Add {
        date: String,
        #[arg(allow_negative_numbers = true)]
        n: String,
        #[arg(long, value_enum)]
        unit: SumUnit,
        #[command(flatten)]
        print: Print,
    },
    List {
        year: String,
        #[command(flatten)]
        print: Print,
    },
    AddYear {
        file: PathBuf,
        #[arg(long)]
        dry_run: bool,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    Backtest(Print),
}

/// Region profiles.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    List(Print),
    Show {
        name: String,
        #[arg(long)]
        source: bool,
        #[command(flatten)]
        print: Print,
    },
    Check {
        path: PathBuf,
        #[command(flatten)]
        print: Print,
    },
    Diff {
        a: String,
        b: String,
        #[command(flatten)]
        print: Print,
    },
    Move {
        to: String,
        #[arg(long, conflicts_with = "yes")]
        dry_run: bool,
        #[arg(long)]
        yes: bool,
        #[arg(long, conflicts_with = "dry_run")]
        office: bool,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[command(flatten)]
        print: Print,
    },
}

/// Texts of the law.
#[derive(Debug, Subcommand)]
pub enum LawCommand {
    Show {
        citation: String,
        #[command(flatten)]
        print: Print,
    },
    Coverage(Print),
}

/// The log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    Verify(Print),
}

/// Checks from outside.
#[derive(Debug, Subcommand)]
pub enum Stress {
    Write {
        #[arg(long)]
        tag: String,
        #[arg(long, value_name = "N")]
        count: Option<u64>,
    },
    Panic,
}
