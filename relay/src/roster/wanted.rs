//! Sessions to ask for one by one: those that left the list, a few a round, and those that webhooks told of, at once.

use super::ask::Status;
use super::frame::Source;
use crate::webhook::Happened;

/// How many sessions that left the list are asked for in a round.
pub(super) const LEFT_A_ROUND: u8 = 5;

/// How many calls webhooks may cause in a round; the rest waits for the next.
pub(super) const TOLD_A_ROUND: u8 = 60;

/// How long a session is not asked for after a webhook, in milliseconds. The API sends several for one change, and
/// what it answers lags a little behind what it says.
pub(super) const SETTLE: i64 = 250;

/// When to look again if the API still answers with what was before, in milliseconds.
const LAG: i64 = 2_000;

/// How often to look again.
const LOOKS: u8 = 2;

/// After so many refusals a session is let be.
const TRIES: u8 = 3;

/// The most that are remembered.
const MAX: usize = 2_000;

/// A session to ask for.
#[derive(Debug)]
struct Want {
    id: String,
    due: i64,
    /// What webhooks said; nothing for one that left the list.
    told: Option<Happened>,
    looks: u8,
    tries: u8,
    /// It was asked for, and nothing new was said meanwhile.
    is_asked: bool,
}

/// All of them, each once.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    wants: Vec<Want>,
    left: u8,
    told: u8,
}

impl Wanted {
    pub(super) fn begin_round(&mut self) {
        (self.left, self.told) = (LEFT_A_ROUND, TOLD_A_ROUND);
    }

    pub(super) fn clear(&mut self) {
        self.wants.clear();
    }

    /// A session left the list.
    pub(super) fn left(&mut self, id: &str, now: i64) {
        if self.wants.len() < MAX && self.find(id).is_none() {
            self.wants.push(Want::new(id, now, None));
        }
    }

    /// A webhook told of a session. The first one says when it is asked for; a rest is not forgotten over others.
    pub(super) fn told(&mut self, id: &str, kind: Happened, now: i64) {
        let due = now + SETTLE;
        let is_full = self.wants.len() >= MAX;
        let Some(want) = self.find(id) else {
            if !is_full {
                self.wants.push(Want::new(id, due, Some(kind)));
            }
            return;
        };
        want.told = want.told.filter(|_| kind == Happened::Changed).or(Some(kind));
        want.due = if want.is_asked { due } else { want.due.min(due) };
        (want.is_asked, want.looks, want.tries) = (false, 0, 0);
    }

    /// The next to ask for, those that webhooks told of first.
    pub(super) fn take(&mut self, now: i64, is_asked: impl Fn(&str) -> bool) -> Option<String> {
        let (left, told) = (self.left > 0, self.told > 0);
        let may = |want: &&mut Want| {
            let is_left = if want.told.is_some() { told } else { left };
            is_left && !want.is_asked && want.due <= now && !is_asked(&want.id)
        };
        let want = self.wants.iter_mut().filter(may).min_by_key(|want| (want.told.is_none(), want.due))?;
        want.is_asked = true;
        let budget = if want.told.is_some() { &mut self.told } else { &mut self.left };
        *budget -= 1;
        Some(want.id.clone())
    }

    /// Takes one more of the calls that webhooks may cause, if there is one.
    pub(super) fn spend(&mut self) -> bool {
        let is_left = self.told > 0;
        self.told -= u8::from(is_left);
        is_left
    }

    pub(super) fn is_told_of_rest(&self, id: &str) -> bool {
        self.wants.iter().any(|want| want.id == id && want.told == Some(Happened::Rested))
    }

    /// It is gone. Says who told of it.
    pub(super) fn settle(&mut self, id: &str) -> Source {
        let is_told = self.find(id).is_some_and(|want| want.told.is_some());
        self.wants.retain(|want| want.id != id);
        if is_told { Source::Webhook } else { Source::Poll }
    }

    /// It was answered. When that is not what a webhook said, it is asked for again. Says who told of it.
    pub(super) fn settle_with(&mut self, id: &str, status: Status, now: i64) -> Source {
        let Some(want) = self.find(id) else { return Source::Poll };
        let source = if want.told.is_some() { Source::Webhook } else { Source::Poll };
        let is_behind = match want.told {
            Some(Happened::Started) => status != Status::AtWork,
            Some(Happened::Rested) => status == Status::AtWork,
            Some(Happened::Ended) => status != Status::Other,
            Some(Happened::Deleted) => true,
            Some(Happened::Changed) | None => false,
        };
        if !want.is_asked {
            // Something was said while the answer was on its way.
        } else if is_behind && want.looks < LOOKS {
            want.looks += 1;
            (want.due, want.is_asked) = (now + LAG, false);
        } else {
            self.wants.retain(|want| want.id != id);
        }
        source
    }

    /// It was refused: again at `due`, a few times.
    pub(super) fn refused(&mut self, id: &str, due: i64) {
        let Some(want) = self.find(id) else { return };
        want.tries += 1;
        (want.due, want.is_asked) = (due, false);
        if want.tries >= TRIES {
            self.wants.retain(|want| want.id != id);
        }
    }

    /// When each becomes due.
    pub(super) fn due(&self) -> impl Iterator<Item = i64> {
        self.wants.iter().filter(|want| !want.is_asked).map(|want| want.due)
    }

    fn find(&mut self, id: &str) -> Option<&mut Want> {
        self.wants.iter_mut().find(|want| want.id == id)
    }
}

impl Want {
    fn new(id: &str, due: i64, told: Option<Happened>) -> Self {
        Self { id: id.to_owned(), due, told, looks: 0, tries: 0, is_asked: false }
    }
}
