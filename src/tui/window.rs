//! The part of a list that is in sight: it stays where it is until the selection leaves it, then moves by half its height.

use std::cell::Cell;

/// Where a list stands in its pane.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// The first row in sight.
    top: usize,
    /// The rows that there is room for, told by the picture: only it knows how the screen is parted.
    height: Cell<usize>,
}

impl Window {
    /// The first row shown in a room of `height` rows, for a selection in a list of `count`.
    pub fn first(&self, at: usize, height: usize, count: usize) -> usize {
        self.height.set(height);
        place(self.top, at, height, count)
    }

    /// The same for what is selected from a first to a last row.
    pub fn first_of(&self, span: (usize, usize), height: usize, count: usize) -> usize {
        self.height.set(height);
        place_all(self.top, span, height, count)
    }

    /// A row that begins the window as far as the list goes.
    pub fn first_from(&self, top: usize, height: usize, count: usize) -> usize {
        self.height.set(height);
        top.min(count.saturating_sub(height))
    }

    /// What is selected from a first to a last row was moved by a key.
    pub fn follow_all(&mut self, span: (usize, usize), count: usize) {
        if self.height.get() > 0 {
            self.top = place_all(self.top, span, self.height.get(), count);
        }
    }

    /// The selection was moved by a key.
    pub fn follow(&mut self, at: usize, count: usize) {
        if self.height.get() > 0 {
            self.top = place(self.top, at, self.height.get(), count);
        }
    }

    /// What is selected stands at another place of the list, but stays where it is on the screen.
    pub fn shift(&mut self, before: usize, after: usize, count: usize) {
        let row = before.saturating_sub(self.top);
        self.top = after.saturating_sub(row);
        self.follow(after, count);
    }

    /// A row that begins the window as far as the list goes.
    pub fn begin(&mut self, at: usize) {
        self.top = at;
    }

    /// Back to the beginning.
    pub fn reset(&mut self) {
        self.top = 0;
    }

    /// Half of what is in sight, at least one row.
    pub fn half(&self) -> usize {
        (self.height.get() / 2).max(1)
    }
}

/// The same for several rows: the first is in sight, and the last as far as the first allows it.
fn place_all(top: usize, (first, last): (usize, usize), height: usize, count: usize) -> usize {
    place(top, first, height, count).max((last + 1).saturating_sub(height.max(1)).min(first))
}

fn place(top: usize, at: usize, height: usize, count: usize) -> usize {
    let height = height.max(1);
    let half = (height / 2).max(1);
    let top = if at < top {
        (at + 1).saturating_sub(half)
    } else if at >= top + height {
        at + half - height
    } else {
        top
    };
    top.min(count.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_moves_by_half_its_height_and_only_when_it_must() {
        let mut window = Window::default();
        assert_eq!(window.first(0, 10, 100), 0);
        let mut seen = Vec::new();
        for at in (0..30).chain((0..29).rev()) {
            window.follow(at, 100);
            let top = window.first(at, 10, 100);
            assert!(top <= at && at < top + 10);
            if seen.last() != Some(&top) {
                seen.push(top);
            }
        }
        assert_eq!(seen, [0, 5, 10, 15, 20, 15, 10, 5, 0]);
        window.follow(99, 100);
        assert_eq!(window.first(99, 10, 100), 90);
        // Twelve lines came before it: it stays in its row.
        window.follow(50, 100);
        let row = 50 - window.first(50, 10, 100);
        window.shift(50, 62, 112);
        assert_eq!(62 - window.first(62, 10, 112), row);
        // A list that became short fills its room; a room that became low still shows the selection.
        assert_eq!(window.first(3, 10, 4), 0);
        assert!(window.first(62, 3, 112) <= 62 && 62 < window.first(62, 3, 112) + 3);
    }
}
