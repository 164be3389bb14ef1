//! What comes in and goes out as files: ledgers, tables, calendars. Knows no SQL and no screen; the day of today is given.

pub mod dossier;
pub mod fresh;
pub mod ics;
pub mod ledger;
pub mod page;
pub mod proof;
pub mod reading;
pub mod table;
