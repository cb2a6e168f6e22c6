//! Places in a feed.

use std::fmt;

/// A place in a feed: right behind the entry of this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// Which log: another one is begun when a log is erased.
    pub epoch: u64,
    /// The number of the entry.
    pub seq: i64,
}

/// Where a stream begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Behind what was read already.
    Cursor(Cursor),
    /// With the first event.
    Start,
    /// With at least so many of the newest events, at the beginning of a chunk.
    Newest(u32),
}

/// The name of a chunk of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChunkId {
    /// Which log.
    pub epoch: u64,
    /// Its number; older ones have lower numbers, and none is left out.
    pub number: i64,
}

impl Cursor {
    /// Reads `epoch.seq`.
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, seq) = pair(text)?;
        Some(Self { epoch, seq })
    }
}

impl After {
    /// Reads `start`, `-200` or a cursor.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "start" {
            return Some(Self::Start);
        }
        match text.strip_prefix('-') {
            Some(count) => digits(count)?.parse().ok().filter(|count| *count > 0).map(Self::Newest),
            None => Cursor::parse(text).map(Self::Cursor),
        }
    }
}

impl ChunkId {
    /// Reads `epoch.number`.
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, number) = pair(text)?;
        Some(Self { epoch, number })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.epoch, self.seq)
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cursor(cursor) => cursor.fmt(f),
            Self::Start => f.write_str("start"),
            Self::Newest(count) => write!(f, "-{count}"),
        }
    }
}

impl fmt::Display for ChunkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.epoch, self.number)
    }
}

/// Two numbers around a dot, in the one form in which they are printed.
fn pair(text: &str) -> Option<(u64, i64)> {
    let (first, second) = text.split_once('.')?;
    let magnitude = second.strip_prefix('-').unwrap_or(second);
    digits(magnitude)?;
    Some((digits(first)?.parse().ok()?, second.parse().ok()?))
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints() {
        for text in ["start", "-200", "7.0", "18446744073709551615.-9", "1.9223372036854775807"] {
            assert_eq!(After::parse(text).map(|after| after.to_string()).as_deref(), Some(text));
        }
        assert_eq!(ChunkId::parse("3.-4").map(|id| id.to_string()).as_deref(), Some("3.-4"));
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            ".",
            "1",
            "1.",
            ".1",
            "-1.1",
            "1.+1",
            "+1.1",
            "1.1.1",
            "1.--1",
            "0x1.1",
            "-",
            "-0",
            "--1",
            "Start",
            "1.1 ",
            "99999999999999999999.1",
            "1.99999999999999999999",
            "-4294967296",
            "sevt_01",
            "١.١",
        ] {
            assert_eq!(After::parse(text), None, "{text}");
        }
    }
}
