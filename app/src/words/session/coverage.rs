//! How much of a session is here, and how fresh that is.

use model::follow::State;

use crate::words::format;

/// How much is known, and how fresh it is.
///
/// `threads` are how many child threads are read in full, and how many there are.
pub fn badge(state: State, events: usize, threads: (usize, usize), time_of_day: impl Fn(i64) -> String) -> String {
    let events = format!("{} event{}", format::count(events as u64), if events == 1 { "" } else { "s" });
    let events = match threads {
        (_, 0) => events,
        (read, all) => format!("{events} · {read} of {all} thread{}", if all == 1 { "" } else { "s" }),
    };
    match state {
        State::Connecting => "connecting".to_owned(),
        State::Queued => format!("waiting for another tab · {events}"),
        State::CatchingUp => format!("catching up · {events}"),
        State::Live => format!("complete · {events} · live"),
        State::Gap => format!("gap · {events}"),
        State::Reconnecting => format!("reconnecting · {events}"),
        State::Stale(millis) => format!("stale since {} · {events}", time_of_day(millis)),
        State::Ended => format!("complete · {events} · ended"),
        State::Deleted => format!("deleted · {events}"),
        State::NotFound => "not found".to_owned(),
        State::Refused(_) => "not allowed".to_owned(),
    }
}

/// How much of a child thread's own log is here.
pub fn thread(state: State) -> &'static str {
    match state {
        State::Connecting => "opening",
        State::Queued => "waiting for another tab",
        State::CatchingUp => "catching up",
        State::Live => "complete, live",
        State::Gap => "gap",
        State::Reconnecting => "reconnecting",
        State::Stale(_) => "stale",
        State::Ended => "complete",
        State::Deleted => "deleted",
        State::NotFound => "not found",
        State::Refused(_) => "not allowed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_badge(state: State, events: usize, expected: &str) {
        assert_eq!(badge(state, events, (0, 0), |_| "14:02".to_owned()), expected);
    }

    #[test]
    fn the_badge_never_says_live_over_a_gap() {
        check_badge(State::Live, 1_204, "complete · 1,204 events · live");
        assert_eq!(
            badge(State::Live, 1_204, (3, 4), |_| String::new()),
            "complete · 1,204 events · 3 of 4 threads · live"
        );
        check_badge(State::Gap, 1_204, "gap · 1,204 events");
        check_badge(State::CatchingUp, 3_000, "catching up · 3,000 events");
        check_badge(State::Reconnecting, 1, "reconnecting · 1 event");
        check_badge(State::Stale(1), 9, "stale since 14:02 · 9 events");
        check_badge(State::Ended, 9, "complete · 9 events · ended");
    }
}
