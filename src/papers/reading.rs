//! A kept file as lines to read: plain text, tables and docx. Nothing is run, no other program is asked; what is none of
//! these is for the officer's own machine.

use super::ledger::{self, Limits};
use quick_xml::events::Event;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Characters that are shown at most.
const MOST: usize = 400_000;
/// Bytes of a text file that are looked at.
const BYTES: u64 = 2 << 20;

/// The lines of a file called `name`; `None` for what cannot be shown as text.
#[must_use]
pub fn lines(path: &Path, name: &str) -> Option<Vec<String>> {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "docx" => docx(path),
        "xlsx" | "xls" | "ods" => table(path),
        "pdf" | "doc" | "wps" | "jpg" | "jpeg" | "png" | "zip" | "rar" => None,
        _ => plain(path),
    }
}

fn plain(path: &Path) -> Option<Vec<String>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(BYTES).read_to_end(&mut bytes).ok()?;
    if bytes.contains(&0) {
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned(),
    };
    Some(text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect())
}

fn table(path: &Path) -> Option<Vec<String>> {
    let book = ledger::read(path, &Limits::default(), &mut |_| true).ok()?;
    let mut lines = Vec::new();
    for sheet in &book.sheets {
        lines.push(format!("[{}]", sheet.name));
        let cells = |row: &ledger::Row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" │ ");
        lines.extend(sheet.rows.iter().map(cells));
    }
    Some(lines)
}

/// The paragraphs of a document, without its pictures and its form.
fn docx(path: &Path) -> Option<Vec<String>> {
    let mut archive = zip::ZipArchive::new(File::open(path).ok()?).ok()?;
    let mut source = String::new();
    // A bomb is cut off at what would be shown anyway.
    archive.by_name("word/document.xml").ok()?.take((MOST * 40) as u64).read_to_string(&mut source).ok()?;
    let mut reader = quick_xml::Reader::from_str(&source);
    let (mut lines, mut line, mut inside, mut shown) = (Vec::new(), String::new(), false, 0);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == "t" => inside = true,
            Event::End(tag) if tag.local_name().as_ref() == "t" => inside = false,
            Event::End(tag) if tag.local_name().as_ref() == "p" => lines.push(std::mem::take(&mut line)),
            Event::Empty(tag) if matches!(tag.local_name().as_ref(), "tab" | "br") => line.push(' '),
            Event::Text(text) if inside => {
                let text = text.xml10_content();
                shown += text.len();
                line.push_str(&text);
            }
            Event::GeneralRef(named) if inside => line.push_str(&entity(&named)),
            Event::Eof => break,
            _ => {}
        }
        if shown > MOST {
            break;
        }
    }
    Some(lines)
}

/// A character that is written by its name or number.
fn entity(name: &str) -> String {
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let found = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => name.strip_prefix('#').and_then(|digits| number(digits, 10)),
        },
    };
    found.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn texts_tables_and_documents_are_read_and_scans_are_not() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        assert_eq!(lines(&file("a", "一\n二".as_bytes()), "a.txt").unwrap(), ["一", "二"]);
        let encoded = encoding_rs::GB18030.encode("渗坑").0.into_owned();
        assert_eq!(lines(&file("b", &encoded), "b.txt").unwrap(), ["渗坑"]);
        assert_eq!(lines(&file("c", b"%PDF-1.7"), "c.pdf"), None);
        assert_eq!(lines(&file("d", b"a\0b"), "d"), None);
        let path = folder.path().join("e.docx");
        let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
        archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let body = "<w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>甲&amp;乙</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p></w:body></w:document>";
        archive.write_all(body.as_bytes()).unwrap();
        archive.finish().unwrap();
        assert_eq!(lines(&path, "e.docx").unwrap(), ["甲&乙", "二 三"]);
        assert_eq!(lines(&file("f", b"PK"), "f.docx"), None);
    }
}
