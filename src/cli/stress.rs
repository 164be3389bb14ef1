//! `stress write`: facts through the normal path, acknowledged after each commit.

use super::call::Call;
use super::out::{Answer, print};

/// Facts a docket: what is measured is writing, not one docket of endless length.
const FACTS: u64 = 100;

/// Writes `count` facts, or until killed.
pub fn write(call: &Call, tag: &str, count: Option<u64>) -> Answer {
    let mut desk = call.writing()?;
    let mut n = 0;
    while count.is_none_or(|count| n < count) {
        let docket = format!("{tag}-{}", n / FACTS);
        n += 1;
        let id = desk.stress(&docket, n).map_err(|error| call.act(&error))?;
        print(&format!("ACK {id}\n"))?;
    }
    Ok(())
}
