//! `stress write`: facts through the normal path, acknowledged after each commit.

use super::call::Call;
use super::out::{self, Answer};

/// Writes `count` facts, or until killed.
pub fn write(call: &Call, tag: &str, count: Option<u64>) -> Answer {
    let mut desk = call.desk(true)?;
    let mut n = 0;
    while count.is_none_or(|count| n < count) {
        n += 1;
        let id = desk.stress(tag, n).map_err(|error| call.act(&error))?;
        out::print(&format!("ACK {id}\n"))?;
    }
    Ok(())
}
