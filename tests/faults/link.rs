//! A line of bytes: late, cut, silent, or in pieces of any size.

use std::collections::VecDeque;

use crate::rng::Rng;

/// What comes out at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// What is put in comes out some time.
    Good,
    /// Nothing comes out any more, and nobody is told.
    Silent,
}

/// One direction of a connection.
#[derive(Debug)]
pub struct Link {
    bytes: VecDeque<u8>,
    pub health: Health,
    habit: Habit,
    has_begun: bool,
    /// Whether the writer is done.
    pub is_closed: bool,
}

/// What stands between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    Plain,
    /// One byte at a time.
    Bytewise,
    /// Holds back until it has so much.
    Buffers(usize),
    /// Writes CRLF, and a byte-order mark first.
    Rewrites,
    /// Takes comments out.
    StripsComments,
}

impl Link {
    pub fn new(rng: &mut Rng, is_troubled: bool) -> Self {
        let habits =
            [Habit::Plain, Habit::Plain, Habit::Bytewise, Habit::Buffers(700), Habit::Rewrites, Habit::StripsComments];
        let habit = if is_troubled { rng.pick(&habits) } else { Habit::Plain };
        Self { bytes: VecDeque::new(), health: Health::Good, habit, has_begun: false, is_closed: false }
    }

    pub fn put(&mut self, text: &[u8]) {
        if self.health == Health::Silent {
            return;
        }
        match self.habit {
            Habit::Rewrites => {
                if !self.has_begun {
                    self.bytes.extend(b"\xEF\xBB\xBF");
                }
                for byte in text {
                    if *byte == b'\n' {
                        self.bytes.push_back(b'\r');
                    }
                    self.bytes.push_back(*byte);
                }
            }
            Habit::StripsComments if text.starts_with(b":") => {}
            _ => self.bytes.extend(text),
        }
        self.has_begun = true;
    }

    /// The next chunk, of some size.
    pub fn take(&mut self, rng: &mut Rng) -> Vec<u8> {
        if self.health == Health::Silent {
            return Vec::new();
        }
        let most = match self.habit {
            Habit::Bytewise => 1 + rng.below(3),
            Habit::Buffers(size) if self.bytes.len() < size && !self.is_closed && !rng.once_in(8) => 0,
            _ => rng.pick(&[1, 7, 64, 100_000]),
        };
        let most = usize::try_from(most).expect("small").min(self.bytes.len());
        self.bytes.drain(..most).collect()
    }

    /// Everything that is on its way.
    pub fn take_all(&mut self) -> Vec<u8> {
        self.bytes.drain(..).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Loses what is on its way, but for a piece that was under way already.
    pub fn cut(&mut self, rng: &mut Rng) {
        let kept = rng.below(self.bytes.len() as u64 + 1);
        self.bytes.truncate(usize::try_from(kept).expect("small"));
    }
}
