//! Failures that a session has because of a word in its title.
//!
//! Words with `-` inside count anywhere in the title. The plain ones (`slow`, `dup`, …) count in round
//! brackets, as in `Night run (drop-after-3, dup)`, or when the title has no other words; so a task about a
//! slow query runs as it should. All hold for as long as the title has them; on streams, for each
//! connection anew.

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sentinel {
    /// `fail-429`: every other read of the session or its stream is refused with `retry-after: 1`.
    Fail429,
    /// `fail-500`: every other read is refused with a server fault.
    Fail500,
    /// `fail-529`: every other read is refused with `overloaded_error`.
    Fail529,
    /// `fail-create`: the session cannot be created at all (500).
    FailCreate,
    /// `fail-send`: every other send of events is refused with `overloaded_error` and has no effect.
    FailSend,
    /// `lost-send`: a send takes effect, but its answer is lost: 504 `timeout_error`.
    LostSend,
    /// `drop-after-N`: a stream ends cleanly after N events.
    DropAfter(u32),
    /// `gap`: like `drop-after-4`, and for 3 seconds no stream can be opened again (529).
    Gap,
    /// `dup`: a stream sends every event twice.
    Dup,
    /// `unknown-type`: every fifth event is followed by one of a type nobody knows; some have unknown fields.
    UnknownType,
    /// `slow`: reads take 3 seconds and the agent works at a third of its speed.
    Slow,
    /// `half-open`: a stream goes silent after 5 events, keep-alives too, and is never closed.
    HalfOpen,
    /// `mid-frame`: a stream ends in the middle of its sixth event.
    MidFrame,
    /// `reset`: the connection breaks in the middle of a stream's sixth event.
    Reset,
    /// `error-frame`: a stream ends with an `event: error` frame after 5 events.
    ErrorFrame,
    /// `one-byte`: a stream arrives byte by byte.
    OneByte,
    /// `crlf`: a stream's lines end in CRLF.
    Crlf,
    /// `empty-page`: the first page of the event list is empty and has a `next_page`.
    EmptyPage,
    /// `expired-cursor`: every third use of a cursor of the event list is refused.
    ExpiredCursor,
}

/// What a title asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sentinels(Vec<Sentinel>);

impl Sentinels {
    /// Reads a title.
    pub(crate) fn read(title: Option<&str>) -> Self {
        let title = title.unwrap_or_default();
        let only_sentinels = words(title).all(|text| word(text).is_some());
        let mut found = Vec::new();
        let mut depth = 0_usize;
        for part in title.split_inclusive(['(', ')']) {
            let counts = |text: &&str| only_sentinels || depth > 0 || text.contains('-');
            found.extend(words(part).filter(counts).filter_map(word));
            depth = if part.ends_with('(') { depth + 1 } else { depth.saturating_sub(1) };
        }
        Self(found)
    }

    /// Whether `sentinel` is asked for.
    pub(crate) fn has(&self, sentinel: Sentinel) -> bool {
        self.0.contains(&sentinel)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Sentinel> {
        self.0.iter().copied()
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

fn word(word: &str) -> Option<Sentinel> {
    Some(match word {
        "fail-429" => Sentinel::Fail429,
        "fail-500" => Sentinel::Fail500,
        "fail-529" => Sentinel::Fail529,
        "fail-create" => Sentinel::FailCreate,
        "fail-send" => Sentinel::FailSend,
        "lost-send" => Sentinel::LostSend,
        "gap" => Sentinel::Gap,
        "dup" => Sentinel::Dup,
        "unknown-type" => Sentinel::UnknownType,
        "slow" => Sentinel::Slow,
        "half-open" => Sentinel::HalfOpen,
        "mid-frame" => Sentinel::MidFrame,
        "reset" => Sentinel::Reset,
        "error-frame" => Sentinel::ErrorFrame,
        "one-byte" => Sentinel::OneByte,
        "crlf" => Sentinel::Crlf,
        "empty-page" => Sentinel::EmptyPage,
        "expired-cursor" => Sentinel::ExpiredCursor,
        other => Sentinel::DropAfter(other.strip_prefix("drop-after-")?.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_of_a_title() {
        let check = |title: &str, expected: &[Sentinel]| {
            assert_eq!(Sentinels::read(Some(title)).iter().collect::<Vec<_>>(), expected, "{title}");
        };
        check("", &[]);
        check("Find the slow query and reset it", &[]);
        check("slow, dup", &[Sentinel::Slow, Sentinel::Dup]);
        check("fail-429", &[Sentinel::Fail429]);
        check("Night run (drop-after-3, dup)", &[Sentinel::DropAfter(3), Sentinel::Dup]);
        check("drop-after-x half-open", &[Sentinel::HalfOpen]);
    }
}
