//! The deadline pane: the month shown and its load.

use super::{App, last_of};

impl App {
    pub(super) fn reload_month(&mut self) {
        let (from, to) = (self.month.to_string(), last_of(self.month).to_string());
        let load = self.desk.store.load(&from, &to);
        let Some(load) = self.told(load) else { return };
        self.load = load.into_iter().filter_map(|(day, n)| Some((day.parse().ok()?, usize::try_from(n).ok()?))).collect();
    }

    pub(super) fn turn_month(&mut self, by: i32) {
        use chrono::Months;
        let month =
            if by > 0 { self.month.checked_add_months(Months::new(1)) } else { self.month.checked_sub_months(Months::new(1)) };
        self.month = month.unwrap_or(self.month);
        self.reload_month();
    }
}
