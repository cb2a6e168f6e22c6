//! Calls that repeat each other: what an agent looks like that is going in circles.

use super::digest::Digest;
use super::stored::{Group, SESSION};
use super::{RowId, Timeline};

/// So many calls with the same input in a row are worth a word.
const MANY: usize = 3;
/// What began longer ago, in calls, is over: the agent found its way out. A streak itself may be of any length.
const RECENT: usize = 50;

/// Calls of one tool with the same input, one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// The tool.
    pub tool: String,
    /// How many calls.
    pub count: usize,
    /// The row of the first of them.
    pub row: RowId,
}

impl Timeline {
    /// The last calls in a row that were the same, since somebody told the agent something: three or more. Costs a look
    /// at the last rows, however many there are.
    pub fn repeat(&self) -> Option<Repeat> {
        let mut streak: Option<(u64, Repeat)> = None;
        let mut calls = 0;
        for row in self.rows().rev() {
            let Some(entry) = self.entry(row) else { continue };
            let mut stored = entry.members.iter().filter_map(|(_, slot)| self.event(*slot));
            match &entry.group {
                Group::Event(SESSION, _) if stored.any(|stored| self.names.text(stored.kind) == USER_MESSAGE) => break,
                Group::Tool(_) => {
                    let call = stored.find_map(|stored| match stored.digest {
                        Digest::Call { name, sameness, .. } if stored.log == SESSION => Some((name, sameness)),
                        _ => None,
                    });
                    let Some((name, sameness)) = call else { continue };
                    calls += 1;
                    match &mut streak {
                        Some((same, repeat)) if *same == sameness => {
                            repeat.count += 1;
                            repeat.row = row;
                        }
                        Some((_, repeat)) if repeat.count >= MANY || calls > RECENT => break,
                        _ => {
                            let tool = self.names.text(name).to_owned();
                            streak = Some((sameness, Repeat { tool, count: 1, row }));
                        }
                    }
                }
                _ => {}
            }
        }
        streak.map(|(_, repeat)| repeat).filter(|repeat| repeat.count >= MANY)
    }
}

const USER_MESSAGE: &str = "user.message";
