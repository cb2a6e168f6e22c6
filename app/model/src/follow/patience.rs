//! How long a stream may be silent before it counts as broken.

/// The least that is waited for.
const SILENCE_MILLIS: i64 = 35_000;
/// The most: a dead line must be found some time.
const LONGEST_MILLIS: i64 = 180_000;

/// Learns from what an upstream does: its heartbeats are not documented.
#[derive(Debug, Default)]
pub(super) struct Patience {
    /// The longest silence that ended by itself.
    longest: i64,
    /// Extra time, for an upstream that turned out to be alive when it was given up.
    extra: i64,
    /// A stream was given up, and nothing that was missed has come to light since.
    in_doubt: bool,
}

impl Patience {
    /// How long nothing may come, in milliseconds.
    pub(super) fn silence_millis(&self) -> i64 {
        (SILENCE_MILLIS + self.extra).max(self.longest.saturating_mul(3)).min(LONGEST_MILLIS)
    }

    /// Something came after a silence of so long.
    pub(super) fn heard(&mut self, silence_millis: i64) {
        self.longest = self.longest.max(silence_millis);
    }

    /// A stream was given up for its silence.
    pub(super) fn ran_out(&mut self) {
        self.in_doubt = true;
    }

    /// A list brought what the stream had not: it was dead indeed.
    pub(super) fn was_news(&mut self) {
        self.in_doubt = false;
    }

    /// Everything is listed. If nothing was missing, the stream was merely quiet: next time it gets longer.
    pub(super) fn caught_up(&mut self) {
        if std::mem::take(&mut self.in_doubt) {
            self.extra += SILENCE_MILLIS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_three_times_the_longest_silence() {
        let mut patience = Patience::default();
        assert_eq!(patience.silence_millis(), 35_000);
        patience.heard(10_000);
        assert_eq!(patience.silence_millis(), 35_000);
        patience.heard(20_000);
        assert_eq!(patience.silence_millis(), 60_000);
        patience.heard(100_000);
        assert_eq!(patience.silence_millis(), LONGEST_MILLIS);
    }

    #[test]
    fn gives_more_time_to_a_stream_that_was_only_quiet() {
        let mut patience = Patience::default();
        patience.ran_out();
        patience.was_news();
        patience.caught_up();
        assert_eq!(patience.silence_millis(), 35_000, "it was dead");
        patience.ran_out();
        patience.caught_up();
        assert_eq!(patience.silence_millis(), 70_000, "it was quiet");
        patience.caught_up();
        assert_eq!(patience.silence_millis(), 70_000);
    }
}
