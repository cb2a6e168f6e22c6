//! Who may take more of the quota.

use std::collections::BTreeMap;

use super::account::Account;
use super::limits::{Limits, View};
use super::pool::Pool;
use super::spent::MINUTE;
use super::{Answer, Ask, Class, Purpose, Quota, Report};
use crate::auth::Caller;

/// The books of the organisation.
///
/// They are kept in memory only. An object that was evicted starts with half-full buckets: too few for a moment is
/// better than too many, and the next headers of the API say how it really is.
#[derive(Debug, Clone)]
pub struct Ledger {
    create: Pool,
    read: Pool,
    /// Of those who asked within the last minute. Time has made good what the others took.
    accounts: BTreeMap<Caller, Account>,
}

impl Ledger {
    /// Opens the books.
    pub fn new(quota: Quota, now: i64) -> Self {
        let pool = |class| Pool::half_full(class, quota, now);
        Self { create: pool(Class::Create), read: pool(Class::Read), accounts: BTreeMap::new() }
    }

    /// Gives a permit, or says when to come back.
    ///
    /// It takes that
    ///
    /// 1. the quota leaves enough to those who come first: a tenth to interrupts, one to callers who took little, one to
    ///    what somebody waits for, one to what is looked at;
    /// 2. the caller's share is not used up: the quota, divided by those who asked within the last minute;
    /// 3. the caller has not had his pages of history for this second, if it is one.
    ///
    /// An interrupt that this would refuse draws on the reserve. Each caller has a share of that too, and one share is
    /// kept for whoever comes next. So only his own interrupts can make a caller wait, never what others do, and not a
    /// 429 either: whether that means interrupts, the API says best itself.
    pub fn ask(&mut self, ask: Ask, now: i64) -> Answer {
        let active = self.see(ask.caller, now);
        let account = self.accounts.entry(ask.caller).or_insert_with(|| Account::new(now));
        let pool = if ask.class == Class::Create { &mut self.create } else { &mut self.read };
        let rate = pool.settle(now);
        let share = rate.part(active);
        let is_modest = account.is_modest(ask.class, share, now);
        let wait = pool.wait(tenths_left(ask.purpose, is_modest), now).max(account.wait(&ask, share, now));
        if wait == 0 {
            account.take(&ask);
            pool.take();
            return pool.pass();
        }
        if ask.purpose != Purpose::Interrupt {
            return Answer::wait(wait);
        }
        let reserve = rate.part(10).part(active + 1);
        let wait = wait.min(account.wait_for_reserve(ask.class, reserve, now));
        if wait > 0 {
            return Answer::wait(wait);
        }
        account.take_of_reserve(ask.class);
        pool.take();
        pool.pass()
    }

    /// Learns what the API said.
    pub fn report(&mut self, report: &Report, now: i64) {
        let pool = if report.class == Class::Create { &mut self.create } else { &mut self.read };
        pool.report(report, now);
    }

    /// How it looks to a caller. Asking for it is no use of the quota.
    pub fn limits(&mut self, caller: Caller, now: i64) -> Limits {
        self.forget(now);
        let others = self.accounts.keys().filter(|other| **other != caller).count();
        let active = count(others).saturating_add(1);
        let mut account = self.accounts.get(&caller).cloned().unwrap_or_else(|| Account::new(now));
        let mut view = |pool: &mut Pool, class| {
            let share = pool.settle(now).part(active);
            View::new(pool, share.minute(), account.left(class, share, now))
        };
        let (create, read) = (view(&mut self.create, Class::Create), view(&mut self.read, Class::Read));
        Limits::new(active, create, read)
    }

    /// Notes that this caller is active; gives how many are.
    fn see(&mut self, caller: Caller, now: i64) -> i64 {
        self.forget(now);
        self.accounts.entry(caller).or_insert_with(|| Account::new(now)).seen = now;
        count(self.accounts.len())
    }

    fn forget(&mut self, now: i64) {
        self.accounts.retain(|_, account| (now - account.seen).abs() < MINUTE);
    }
}

/// What a request must leave in the bucket, in tenths of it.
fn tenths_left(purpose: Purpose, is_modest: bool) -> i64 {
    match (purpose, is_modest) {
        (Purpose::Interrupt | Purpose::Interactive, true) => 1,
        (Purpose::Interrupt | Purpose::Interactive, false) => 2,
        (Purpose::Background, _) => 3,
        (Purpose::Backfill, _) => 4,
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
