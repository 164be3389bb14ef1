//! The desk: keys in, frames out. `terminal` owns the screen, `app` what is shown, `command` everything that can be done;
//! panes hold plain data from `ops` and are drawn by `draw`, which changes nothing. A case is written section by section,
//! see the table in `lines::case`.
//!
//! A new pane: its data in `app`, its lines in `draw`, its rows in `command`. A new form: a field table in `ops::field`
//! and one arm in `app::submit`.

pub mod app;
pub mod clip;
mod columns;
mod command;
mod draw;
mod edit;
pub mod find;
mod form;
pub mod key;
mod lines;
mod row;
mod terminal;
pub mod width;
pub mod window;

pub use app::App;
pub use command::{TABLE, named};
pub use lines::SECTIONS;
pub use terminal::{run, screen};

use crate::ops::Desk;
use crate::store::StoreError;
use crate::text::Lang;

/// The desk as plain lines, for screen readers and terminals that can do nothing else.
pub fn plain(desk: &Desk, lang: Lang) -> Result<String, StoreError> {
    let mut out = String::new();
    if let Some(ahead) = desk.ahead() {
        let text = crate::text::desk::DeskWords::of(lang).clock_back;
        out.push_str(&crate::text::fill(text, &[&desk.today, &ahead]));
        out.push('\n');
    }
    for line in lines::agenda::first(desk, lang, 200)? {
        out.push_str(&line.text);
        out.push('\n');
    }
    Ok(crate::text::safe::lines(&out))
}
