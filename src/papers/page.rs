//! A page of text going out: as plain text, as a word-processor file (ECMA-376), as data. Own words only: no field, no link,
//! no part from outside.

use super::table::{self, Cell, Format};
use serde::Serialize;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Head(String),
    /// A paragraph.
    Text(String),
    /// A table, its header first.
    Table(Vec<Vec<String>>),
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What stands on it.
    pub blocks: Vec<Block>,
    /// How its file is named, before the day; the usual name where it is empty.
    #[serde(skip)]
    pub stem: &'static str,
    /// The number of the case that it is about, for the name of its file.
    #[serde(skip)]
    pub about: String,
}

const TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/word/document.xml\" ",
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
);
const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" ",
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "</Relationships>"
);
const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
);
/// A4, margins of two centimetres.
const TAIL: &str = concat!(
    "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
    "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>",
    "</w:sectPr></w:body></w:document>"
);

impl Page {
    /// The name of its file, without the ending: what it is, the case, the day.
    #[must_use]
    pub fn file_stem(&self, today: crate::docket::Day) -> String {
        let what = if self.stem.is_empty() { "proof" } else { self.stem };
        // Only letters and figures are safe under every system; the rest is a dash, and never two of them.
        let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
        let about: String = self.about.chars().map(plain).collect();
        let about = about.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let about: String = about.chars().take(40).collect();
        let parts = [what, &about, &today.to_string()].map(str::to_owned);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    }

    /// A heading.
    pub fn head(&mut self, text: impl AsRef<str>) {
        self.blocks.push(Block::Head(clean(text.as_ref())));
    }

    /// A paragraph.
    pub fn say(&mut self, text: impl AsRef<str>) {
        self.blocks.push(Block::Text(clean(text.as_ref())));
    }

    /// A table, its header first.
    pub fn table(&mut self, rows: impl IntoIterator<Item = Vec<String>>) {
        self.blocks.push(Block::Table(rows.into_iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect()));
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", clean(&self.title));
        for block in &self.blocks {
            match block {
                Block::Head(text) => out.push_str(&format!("\n{text}\n")),
                Block::Text(text) => out.push_str(&format!("{text}\n")),
                Block::Table(rows) => rows.iter().for_each(|row| out.push_str(&format!("{}\n", row.join("  ")))),
            }
        }
        out
    }

    /// As a workbook of one sheet: a heading and a paragraph are one cell, a table is its rows.
    pub fn xlsx(&self) -> io::Result<Vec<u8>> {
        let rows = self.blocks.iter().flat_map(|block| match block {
            Block::Head(text) | Block::Text(text) => vec![vec![Cell::text(text)]],
            Block::Table(rows) => rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect(),
        });
        let mut out = Vec::new();
        table::write(&mut out, Format::Xlsx, &[clean(&self.title)], rows.map(Ok))?;
        Ok(out)
    }

    /// As a docx.
    pub fn docx(&self) -> io::Result<Vec<u8>> {
        let mut body = paragraph(&self.title, 32, true, true);
        for block in &self.blocks {
            body.push_str(&match block {
                Block::Head(text) => paragraph(text, 24, true, false),
                Block::Text(text) => paragraph(text, 21, false, false),
                Block::Table(rows) => table(rows),
            });
        }
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        let document = format!("{HEAD}{body}{TAIL}");
        for (name, text) in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)] {
            zip.start_file(name, options)?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

/// Without what acts on a terminal or is not allowed in XML; a tab is a blank.
fn clean(text: &str) -> String {
    crate::text::safe::line(text)
}

/// A ruled table; a paragraph after it, without which two tables grow together.
fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::from("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        out.push_str(&format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"));
    }
    out.push_str("</w:tblBorders></w:tblPr>");
    for (at, row) in rows.iter().enumerate() {
        out.push_str("<w:tr>");
        for cell in row {
            out.push_str(&format!("<w:tc>{}</w:tc>", paragraph(cell, 18, at == 0, false)));
        }
        out.push_str("</w:tr>");
    }
    out + "</w:tbl>" + &paragraph("", 18, false, false)
}

fn paragraph(text: &str, size: u32, bold: bool, centred: bool) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    let centred = if centred { "<w:jc w:val=\"center\"/>" } else { "" };
    let escaped = clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    format!(
        "<w:p><w:pPr><w:spacing w:after=\"60\"/>{centred}</w:pPr><w:r><w:rPr>{bold}<w:sz w:val=\"{size}\"/></w:rPr>\
         <w:t xml:space=\"preserve\">{escaped}</w:t></w:r></w:p>"
    )
}
