//! The table of contents of a dossier (卷内目录) as a page: in each group what is there with number, day and page, and what
//! is missing.

use super::page::Page;
use super::proof::About;
use crate::text::dossier::Words;
use crate::text::{Lang, fill};

/// A group in words: its heading, what is there line by line, what is missing.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The heading.
    pub head: String,
    /// Number, paper, its own number, day, pages, where it is kept.
    pub rows: Vec<[String; 6]>,
    /// What is missing, one sentence each.
    pub missing: Vec<String>,
}

/// The page; `pages` says how many pages there are. Saved under the name `contents`.
#[must_use]
pub fn page(lang: Lang, about: About<'_>, parts: &[Part], pages: &str) -> Page {
    let say = Words::of(lang);
    let mut page = Page { title: say.title.to_owned(), stem: "contents", about: about.number.to_owned(), ..Page::default() };
    page.say(fill(say.docket, &[&about.number, &about.title]));
    for part in parts {
        page.head(&part.head);
        if !part.rows.is_empty() {
            let head = [say.head_n, say.head_form, say.head_number, say.head_day, say.head_page, say.head_kept];
            let rows = part.rows.iter().map(|row| row.to_vec());
            page.table(std::iter::once(head.map(str::to_owned).to_vec()).chain(rows));
        }
        part.missing.iter().for_each(|missing| page.say(missing));
    }
    page.say(pages);
    page.say(say.kept_for_good);
    page.say(fill(say.made, &[&about.unit, &about.officer, &about.today]));
    page
}
