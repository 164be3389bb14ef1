//! What a file really is, by its first bytes, and whether its name agrees. Reads at most what it must.

use super::source::Source;
use super::{LedgerError, Limits};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// What a file really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of Excel 97–2003.
    Xls,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// Text: comma, tab or semicolon separated.
    #[default]
    Text,
    /// A web page, whatever its name.
    Html,
    /// XML that is no workbook we read.
    Xml,
    /// A zip that holds no workbook we read.
    Zip,
    /// A binary workbook (xlsb).
    Xlsb,
    /// An OLE file that holds no workbook.
    Ole,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// Anything else that is not text.
    Binary,
}

const HEAD: usize = 64 * 1024;
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What it is; refuses what is over a cap, protected, or not what its name says.
pub(super) fn sniff(source: &Source, limits: &Limits) -> Result<FileKind, LedgerError> {
    let size = source.size();
    if size == 0 {
        return Err(LedgerError::Empty);
    }
    if size > limits.file_bytes {
        return Err(LedgerError::over("bytes", size, limits.file_bytes));
    }
    let mut head = Vec::with_capacity(HEAD);
    source.reader()?.take(HEAD as u64).read_to_end(&mut head)?;
    let kind = if head.starts_with(OLE) {
        if size > limits.old_file_bytes {
            return Err(LedgerError::over("bytes", size, limits.old_file_bytes));
        }
        ole(&source.bytes()?)?
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        super::guard::zip_kind(source, limits)?
    } else {
        plain(&head)
    };
    if kind == FileKind::Ods && size > limits.old_file_bytes {
        return Err(LedgerError::over("bytes", size, limits.old_file_bytes));
    }
    agree(source.named(), kind)?;
    Ok(kind)
}

fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn ole(all: &[u8]) -> Result<FileKind, LedgerError> {
    if holds(all, &utf16("EncryptedPackage")) || holds(all, &utf16("EncryptionInfo")) {
        return Err(LedgerError::Password);
    }
    let book = holds(all, &utf16("Workbook")) || holds(all, &utf16("Book\0"));
    Ok(if book { FileKind::Xls } else { FileKind::Ole })
}

fn plain(head: &[u8]) -> FileKind {
    if head.starts_with(b"%PDF") {
        return FileKind::Pdf;
    }
    if [b"\x89PNG".as_slice(), b"\xFF\xD8\xFF", b"GIF8"].iter().any(|magic| head.starts_with(magic)) {
        return FileKind::Picture;
    }
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return FileKind::Text;
    }
    let start: Vec<u8> = head
        .iter()
        .copied()
        .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF))
        .take(512)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    if start.first() == Some(&b'<') {
        let page = [b"<html".as_slice(), b"<!doctype html", b"<table", b"<head", b"<body"].iter().any(|mark| holds(&start, mark));
        if page {
            return FileKind::Html;
        }
        if start.starts_with(b"<?xml") || holds(&start, b"xmlns") {
            return FileKind::Xml;
        }
    }
    let wild = head.iter().filter(|byte| **byte < 9 || (14..27).contains(*byte) || (28..32).contains(*byte)).count();
    if wild * 20 > head.len() { FileKind::Binary } else { FileKind::Text }
}

fn agree(named: &str, kind: FileKind) -> Result<(), LedgerError> {
    let fits = match named {
        "xlsx" | "xlsm" | "xltx" => kind == FileKind::Xlsx,
        "xls" | "xlt" | "et" => kind == FileKind::Xls,
        "ods" => kind == FileKind::Ods,
        "csv" | "tsv" | "txt" => kind == FileKind::Text,
        _ => return Ok(()),
    };
    if fits { Ok(()) } else { Err(LedgerError::NotAsNamed { named: named.to_owned(), found: kind }) }
}
