//! How often a feed may give all its viewers what is new.

/// How much of a round's length one viewer is, in microseconds.
///
/// A piece for one viewer takes the runtime about 80 µs of a core, whatever is in it (`fanout` in the benches). So a
/// feed with many viewers spends its time better on fewer and larger pieces: nobody sees the difference of 150 ms, and
/// without this a thousand viewers of a busy session fall behind for good. What is left of a round is for all else
/// that the core does.
const PIECE_MICROS: i64 = 150;

/// Spreads the rounds in which viewers get what is new.
#[derive(Debug, Default)]
pub struct Pace {
    /// When the next round may begin, in milliseconds since 1970.
    next_at: i64,
}

impl Pace {
    /// Begins a round for so many viewers at `now` (milliseconds since 1970), or says when it may begin.
    pub fn begin(&mut self, viewers: usize, now: i64) -> Result<(), i64> {
        let viewers = i64::try_from(viewers).unwrap_or(i64::MAX);
        let round = viewers.saturating_mul(PIECE_MICROS) / 1_000;
        // A clock may be set back.
        if now < self.next_at && self.next_at <= now.saturating_add(round) {
            return Err(self.next_at);
        }
        self.next_at = now.saturating_add(round);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_viewers_get_everything_at_once() {
        let mut pace = Pace::default();
        assert_eq!([0, 0, 0].map(|now| pace.begin(6, now)), [Ok(()); 3]);
    }

    #[test]
    fn a_thousand_get_it_together_every_150_ms_and_the_first_at_once() {
        let mut pace = Pace::default();
        let asked = [5_000, 5_001, 5_149, 5_150, 5_200].map(|now| pace.begin(1_000, now));
        assert_eq!(asked, [Ok(()), Err(5_150), Err(5_150), Ok(()), Err(5_300)]);
    }

    #[test]
    fn a_clock_that_is_set_back_holds_up_nobody_for_long() {
        let mut pace = Pace::default();
        assert_eq!(pace.begin(1_000, 9_000_000), Ok(()));
        assert_eq!(pace.begin(1_000, 1_000), Ok(()));
    }
}
