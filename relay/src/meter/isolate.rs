//! What one isolate of the Worker remembers of the object, and does without it.

use std::collections::BTreeMap;

use super::spent::{Rate, Spent};
use super::{Answer, Ask, Class, Purpose, Quota, Report};

/// The part of the reads that an isolate may make per minute while the object is silent.
const PART_WHEN_SILENT: i64 = 20;

/// How long a refusal is repeated without asking, in milliseconds. A caller who hammers reaches the object once a second
/// and isolate; nobody waits much longer than he has to when others leave.
const REPEATED_FOR: i64 = 1_000;

/// The memory of an isolate.
#[derive(Debug, Default)]
pub struct Isolate {
    refused: BTreeMap<Ask, Refused>,
    create: Option<Known>,
    read: Option<Known>,
    reads_when_silent: Option<Spent>,
}

/// What is done without the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// It is sent.
    Pass,
    /// It waits so many milliseconds.
    Wait(u32),
    /// It is refused until the object is back: nobody knows what is left.
    Refuse,
}

#[derive(Debug, Clone, Copy)]
struct Refused {
    since: i64,
    until: i64,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    reported: u32,
    left: u32,
}

impl Isolate {
    /// A refusal that still holds, in milliseconds.
    pub fn recall(&mut self, ask: &Ask, now: i64) -> Option<u32> {
        self.refused.retain(|_, it| now < it.until && (now - it.since).abs() < REPEATED_FOR);
        self.refused.get(ask).map(|it| u32::try_from(it.until - now).unwrap_or(u32::MAX))
    }

    /// Remembers what the object answered.
    pub fn learn(&mut self, ask: &Ask, answer: Answer, now: i64) {
        match answer {
            Answer::Pass { reported, left } => *self.known(ask.class) = Some(Known { reported, left }),
            // An interrupt is worth asking each time.
            Answer::Wait { .. } if ask.purpose == Purpose::Interrupt => {}
            Answer::Wait { millis } => {
                self.refused.insert(*ask, Refused { since: now, until: now + i64::from(millis) });
            }
        }
    }

    /// Whether the object would learn from this report. Most say what it has counted itself, and it is one object for
    /// everybody: they stay away from it.
    pub fn is_news(&mut self, report: &Report) -> bool {
        let Some(known) = *self.known(report.class) else {
            return true;
        };
        report.closed_for.is_some()
            || report.standing.is_some_and(|standing| {
                // Counts differ a little while requests are on their way.
                standing.limit != known.reported || standing.remaining.saturating_add(standing.limit / 20) < known.left
            })
    }

    /// What becomes of a request when the object is silent.
    pub fn without(&mut self, ask: &Ask, quota: Quota, now: i64) -> Silence {
        match (ask.purpose, ask.class) {
            (Purpose::Interrupt, _) => Silence::Pass,
            (_, Class::Create) => Silence::Refuse,
            (_, Class::Read) => {
                let rate = Rate::per_minute(quota.per_minute(Class::Read)).part(PART_WHEN_SILENT);
                let spent = self.reads_when_silent.get_or_insert(Spent::new(0, now));
                spent.settle(rate, now);
                match spent.wait(rate.minute(), rate, now) {
                    0 => {
                        spent.take();
                        Silence::Pass
                    }
                    wait => Silence::Wait(u32::try_from(wait).unwrap_or(u32::MAX)),
                }
            }
        }
    }

    fn known(&mut self, class: Class) -> &mut Option<Known> {
        match class {
            Class::Create => &mut self.create,
            Class::Read => &mut self.read,
        }
    }
}

#[cfg(test)]
mod tests;
