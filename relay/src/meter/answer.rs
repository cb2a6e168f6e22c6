//! What the object answers to an [`Ask`](super::Ask).

use super::report::number;

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It may be sent. What the object knows comes along, so that it is told only what it does not.
    Pass {
        /// The limit that the API reported last; 0 if it never did.
        reported: u32,
        /// How many requests are left.
        left: u32,
    },
    /// It may not: come back after so many milliseconds.
    Wait {
        /// At least 1.
        millis: u32,
    },
}

impl Answer {
    /// A refusal. It never says to come back at once.
    pub(super) fn wait(millis: i64) -> Self {
        Self::Wait { millis: u32::try_from(millis.max(1)).unwrap_or(u32::MAX) }
    }

    /// Prints it in the one form that [`Self::parse`] reads.
    pub fn print(&self) -> String {
        match self {
            Self::Pass { reported, left } => format!("pass {reported} {left}"),
            Self::Wait { millis } => format!("wait {millis}"),
        }
    }

    /// Reads an answer.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let answer = match words.next()? {
            "pass" => Self::Pass { reported: number(words.next()?)?, left: number(words.next()?)? },
            "wait" => Self::Wait { millis: number(words.next()?).filter(|millis| *millis > 0)? },
            _ => return None,
        };
        words.next().is_none().then_some(answer)
    }
}
