//! What one caller took.

use super::spent::{REQUEST, Rate, Spent};
use super::{Ask, Class, Purpose};

/// Whoever took less than this part of his share took little.
const MODEST_PART: i64 = 10;

/// Pages of history that a caller gets at a time.
const PAGES: u32 = 2;
/// And how many a minute: each takes about a quarter of a second.
const PAGES_PER_MINUTE: u32 = PAGES * 4 * 60;

/// The account of a caller.
#[derive(Debug, Clone)]
pub(super) struct Account {
    /// When he asked last.
    pub(super) seen: i64,
    create: Draws,
    read: Draws,
    pages: Spent,
}

#[derive(Debug, Clone)]
struct Draws {
    of_share: Spent,
    of_reserve: Spent,
}

impl Account {
    pub(super) fn new(now: i64) -> Self {
        let nothing = Spent::new(0, now);
        let draws = Draws { of_share: nothing, of_reserve: nothing };
        Self { seen: now, create: draws.clone(), read: draws, pages: nothing }
    }

    pub(super) fn is_modest(&mut self, class: Class, share: Rate, now: i64) -> bool {
        let taken = &mut self.draws(class).of_share;
        taken.settle(share, now);
        taken.drops() + REQUEST <= (share.minute() / MODEST_PART).max(REQUEST)
    }

    /// After how many milliseconds the share, and the pages, allow it.
    pub(super) fn wait(&mut self, ask: &Ask, share: Rate, now: i64) -> i64 {
        let taken = &mut self.draws(ask.class).of_share;
        taken.settle(share, now);
        let wait = taken.wait(share.minute(), share, now);
        if ask.purpose != Purpose::Backfill {
            return wait;
        }
        let rate = Rate::per_minute(PAGES_PER_MINUTE);
        self.pages.settle(rate, now);
        wait.max(self.pages.wait(i64::from(PAGES) * REQUEST, rate, now))
    }

    pub(super) fn take(&mut self, ask: &Ask) {
        self.draws(ask.class).of_share.take();
        if ask.purpose == Purpose::Backfill {
            self.pages.take();
        }
    }

    pub(super) fn wait_for_reserve(&mut self, class: Class, reserve: Rate, now: i64) -> i64 {
        let taken = &mut self.draws(class).of_reserve;
        taken.settle(reserve, now);
        taken.wait(reserve.minute(), reserve, now)
    }

    pub(super) fn take_of_reserve(&mut self, class: Class) {
        self.draws(class).of_reserve.take();
    }

    /// The drops that are left of the share.
    pub(super) fn left(&mut self, class: Class, share: Rate, now: i64) -> i64 {
        let taken = &mut self.draws(class).of_share;
        taken.settle(share, now);
        (share.minute() - taken.drops()).max(0)
    }

    fn draws(&mut self, class: Class) -> &mut Draws {
        match class {
            Class::Create => &mut self.create,
            Class::Read => &mut self.read,
        }
    }
}
