//! The README's picture, from the real program: `cargo test --test picture -- --ignored` writes `docs/desk.svg`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::time::Duration;

const ROWS: u16 = 36;
const COLUMNS: u16 = 120;
/// A cell of the picture.
const WIDE: u16 = 8;
const HIGH: u16 = 18;

/// Colours of the sixteen, on the picture's dark ground.
const PALETTE: [&str; 16] = [
    "#1c1f24", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#7f848e", "#ff7b86", "#b5e08f",
    "#ffd58a", "#7fc1ff", "#dd92f3", "#6fd0dc", "#ffffff",
];

fn colour(colour: vt100::Color, default: &str) -> String {
    match colour {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Idx(at) if usize::from(at) < PALETTE.len() => PALETTE[usize::from(at)].to_owned(),
        vt100::Color::Idx(_) => default.to_owned(),
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn picture(screen: &vt100::Screen) -> String {
    let (ground, ink) = ("#14161a", "#d7dae0");
    let (width, height) = (COLUMNS * WIDE + 16, ROWS * HIGH + 16);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC','NSimSun',monospace\" font-size=\"14\" xml:space=\"preserve\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{ground}\"/>\n"
    );
    for row in 0..ROWS {
        // Cells of one look and one width are one text: start, cells, look and letters.
        let mut run: Option<(u16, u16, String, String)> = None;
        let y = 8 + row * HIGH;
        let end = |run: &mut Option<(u16, u16, String, String)>, svg: &mut String| {
            if let Some((x, long, look, letters)) = run.take() {
                let base = y + 14;
                let fit = format!("textLength=\"{long}\" lengthAdjust=\"spacingAndGlyphs\"");
                let _ = writeln!(svg, "<text x=\"{x}\" y=\"{base}\" {fit} {look}>{letters}</text>");
            }
        };
        for column in 0..COLUMNS {
            let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else { continue };
            let span = if cell.is_wide() { 2 } else { 1 } * WIDE;
            let x = 8 + column * WIDE;
            let (mut fore, mut back) = (colour(cell.fgcolor(), ink), colour(cell.bgcolor(), ground));
            if cell.inverse() {
                std::mem::swap(&mut fore, &mut back);
            }
            if back != ground {
                end(&mut run, &mut svg);
                let _ = writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{span}\" height=\"{HIGH}\" fill=\"{back}\"/>");
            }
            if cell.contents().trim().is_empty() {
                end(&mut run, &mut svg);
                continue;
            }
            let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
            let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
            let look = format!("fill=\"{fore}\"{weight}{faint}{}", if span > WIDE { " class=\"w\"" } else { "" });
            match &mut run {
                Some((_, long, known, letters)) if *known == look => {
                    *long += span;
                    letters.push_str(&escaped(cell.contents()));
                }
                _ => {
                    end(&mut run, &mut svg);
                    run = Some((x, span, look, escaped(cell.contents())));
                }
            }
        }
        end(&mut run, &mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

#[test]
#[ignore = "writes the picture of the README"]
fn the_picture_of_the_readme() {
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_sunpei"));
    command.args(["demo", "--today", "2026-11-22", "--lang", "zh-CN"]);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            if sender.send(bytes[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut parser = vt100::Parser::new(ROWS, COLUMNS, 0);
    // The program is quiet once it has drawn: silence says that the picture stands.
    let settle = |parser: &mut vt100::Parser| {
        let mut wait = Duration::from_secs(20);
        while let Ok(bytes) = receiver.recv_timeout(wait) {
            parser.process(&bytes);
            wait = Duration::from_millis(700);
        }
    };
    settle(&mut parser);
    for key in ["j", "j", "j"] {
        writer.write_all(key.as_bytes()).unwrap();
        writer.flush().unwrap();
        settle(&mut parser);
    }
    let svg = picture(parser.screen());
    println!("{}", parser.screen().contents());
    writer.write_all(b"q").unwrap();
    writer.flush().unwrap();
    settle(&mut parser);
    assert!(child.wait().unwrap().success());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/desk.svg"), svg).unwrap();
}
