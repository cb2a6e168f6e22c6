//! What a session cost by when, and how fast that grows.

use super::digest::{Digest, SessionStep};
use super::key::{Key, Slot};
use super::{Status, Timeline};
use crate::cost::{self, Money};
use crate::time::Time;

/// The most points that are told.
const POINTS: usize = 200;
/// Over how long the speed is taken, in milliseconds.
const WINDOW: u64 = 300_000;
/// A shorter time tells nothing about the speed.
const LEAST_WINDOW: u64 = 30_000;

/// How fast money is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burn {
    /// How much a minute.
    pub per_minute: Money,
    /// Over how many milliseconds that was taken.
    pub window_millis: u64,
    /// After how many more milliseconds the budget is spent, if that goes on and there is one.
    pub budget_millis: Option<u64>,
}

impl Timeline {
    /// What was spent by when, from the beginning to the end or to `now`: at most 200 points, never falling.
    ///
    /// The server's counts rule. What was reckoned before a count is never more than it.
    pub fn spending(&self, now: Time) -> Vec<(Time, Money)> {
        thin(self.course(now), POINTS)
    }

    /// How fast money is spent at `now`; only while the session runs, and every price is known.
    pub fn burn(&self, now: Time) -> Option<Burn> {
        let figure = self.figure(now);
        if self.status() != Status::Running || figure.at_least {
            return None;
        }
        let course = self.course(now);
        let (start, _) = course.first()?;
        let from = now.minus_millis(i64::try_from(WINDOW).ok()?).max(*start);
        let window_millis = now.millis_since(from);
        let before = course.iter().rev().find(|(at, _)| *at <= from).map_or(Money::ZERO, |(_, money)| *money);
        let spent = figure.money - before;
        let per_minute = spent.scaled(60_000, window_millis).filter(|money| *money > Money::ZERO)?;
        let budget_millis = self.budget().and_then(|cap| {
            let left = (cap - figure.money).picodollars().checked_mul(u128::from(window_millis))?;
            u64::try_from(left.checked_div(spent.picodollars())?).ok()
        });
        (window_millis >= LEAST_WINDOW).then_some(Burn { per_minute, window_millis, budget_millis })
    }

    fn course(&self, now: Time) -> Vec<(Time, Money)> {
        let Some(start) = self.started() else { return Vec::new() };
        // The server's clock may be ahead.
        let last = self.charges.keys().next_back().and_then(|key| key.time()).unwrap_or(start);
        let end = self.ended(&self.status()).unwrap_or(now).max(start).max(last);
        let mut steps: Vec<(Key, Slot)> = [&self.statuses, &self.charges, &self.counts]
            .into_iter()
            .flat_map(|index| index.iter().map(|(key, slot)| (*key, *slot)))
            .collect();
        steps.sort_unstable();
        let mut points = vec![(start, Money::ZERO)];
        let mut sum = Sum::default();
        for (key, slot) in steps {
            let (Some(at), Some(stored)) = (key.time(), self.event(slot)) else { continue };
            match &stored.digest {
                Digest::Status(step) => {
                    sum.pause(at);
                    sum.running_since = matches!(step, SessionStep::Running).then_some(at);
                    continue;
                }
                Digest::Usage(count) => match count.list_cost {
                    Some(money) => sum.snap(money, at),
                    None => continue,
                },
                _ => sum.charged += self.cost_of(slot).unwrap_or_default().money,
            }
            points.push((at.clamp(start, end), sum.money(at)));
        }
        points.push((end, self.figure(now).money));
        // What the server counted later was never exceeded before.
        let mut most = points.last().map_or(Money::ZERO, |(_, money)| *money);
        for (_, money) in points.iter_mut().rev() {
            most = most.min(*money);
            *money = most;
        }
        points
    }
}

/// What was spent up to a moment: the server's last count, and what came after it.
#[derive(Default)]
struct Sum {
    counted: Money,
    charged: Money,
    running_since: Option<Time>,
    ran_millis: u64,
}

impl Sum {
    fn pause(&mut self, at: Time) {
        self.ran_millis += self.running_since.take().map_or(0, |since| at.millis_since(since));
    }

    fn snap(&mut self, money: Money, at: Time) {
        let running_since = self.running_since.map(|_| at);
        *self = Self { counted: money, running_since, ..Self::default() };
    }

    fn money(&self, at: Time) -> Money {
        let runs = self.running_since.map_or(0, |since| at.millis_since(since));
        self.counted + self.charged + cost::runtime(self.ran_millis + runs)
    }
}

/// Keeps the first point, and the last one of each of so many equal stretches of time.
fn thin(points: Vec<(Time, Money)>, most: usize) -> Vec<(Time, Money)> {
    let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) else { return points };
    if points.len() <= most {
        return points;
    }
    let stretches = u64::try_from(most.saturating_sub(2)).unwrap_or(1).max(1);
    let length = (last.millis_since(*first) / stretches).max(1);
    let first = *first;
    let stretch = |at: Time| (at.millis_since(first) / length).min(stretches - 1);
    let mut kept: Vec<(Time, Money)> = Vec::with_capacity(most);
    for point in points {
        let is_same = kept.last().is_some_and(|(at, _)| stretch(*at) == stretch(point.0));
        if is_same && kept.len() > 1 {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
