//! Which event of which session a person saw last, and when: as text that a browser can keep.

/// How many sessions are remembered; those that were looked at longest ago are forgotten first.
pub const MOST: usize = 200;

/// The last events that were seen, by session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The one that was looked at last is last.
    sessions: Vec<(String, Look)>,
}

/// The last look at a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The newest event that was there.
    pub event: String,
    /// When that was, in milliseconds since 1970.
    pub millis: i64,
}

impl Seen {
    /// Reads what [`Seen::print`] wrote, and nothing out of a line that is of another form.
    pub fn parse(text: &str) -> Self {
        let mut seen = Self::default();
        for line in text.lines() {
            let mut words = line.split(' ');
            if let (Some(session), Some(event), Some(Ok(millis)), None) =
                (words.next(), words.next(), words.next().map(str::parse), words.next())
            {
                seen.note(session, Look { event: event.to_owned(), millis });
            }
        }
        seen
    }

    /// One line a session.
    pub fn print(&self) -> String {
        self.sessions.iter().fold(String::new(), |mut text, (session, look)| {
            for part in [session, " ", &look.event, " ", &look.millis.to_string(), "\n"] {
                text.push_str(part);
            }
            text
        })
    }

    /// The last look at a session.
    pub fn get(&self, session: &str) -> Option<&Look> {
        self.sessions.iter().find(|(known, _)| known == session).map(|(_, look)| look)
    }

    /// Takes a look at a session in the place of the one before.
    pub fn note(&mut self, session: &str, look: Look) {
        self.sessions.retain(|(known, _)| known != session);
        self.sessions.push((session.to_owned(), look));
        self.sessions.drain(..self.sessions.len().saturating_sub(MOST));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(millis: i64) -> Look {
        Look { event: format!("sevt_{millis}"), millis }
    }

    #[test]
    fn reads_what_it_prints() {
        let mut seen = Seen::default();
        seen.note("sesn_a", look(1));
        seen.note("sesn_b", look(2));
        seen.note("sesn_a", look(3));
        assert_eq!(seen.print(), "sesn_b sevt_2 2\nsesn_a sevt_3 3\n");
        assert_eq!(Seen::parse(&seen.print()), seen);
        assert_eq!((seen.get("sesn_a"), seen.get("sesn_c")), (Some(&look(3)), None));
    }

    #[test]
    fn what_is_of_another_form_says_nothing() {
        for text in ["", "\n", "a", "a b", "a b c", "a b 1 d", "{}"] {
            assert_eq!(Seen::parse(text), Seen::default(), "{text}");
        }
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut seen = Seen::default();
        for millis in 0..=200 {
            seen.note(&format!("sesn_{millis}"), look(millis));
        }
        assert_eq!((seen.get("sesn_0"), seen.get("sesn_1")), (None, Some(&look(1))));
    }
}
