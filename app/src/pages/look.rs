//! How the states of API objects look.

use model::wire::session::SessionStatus;

use crate::ui::status::{Look, Shape, Tone};
use crate::words;

/// A session as its object describes it.
///
/// The object does not say why a session is idle; only its events do.
pub fn session(status: &SessionStatus) -> Look {
    let (shape, tone) = match status {
        SessionStatus::Running => (Shape::Halo, Tone::Run),
        SessionStatus::Rescheduling => (Shape::OpenRing, Tone::Retry),
        SessionStatus::Terminated => (Shape::Square, Tone::Idle),
        SessionStatus::Idle | SessionStatus::Unknown(_) => (Shape::Ring, Tone::Idle),
    };
    Look::new(shape, tone, words::sessions::status(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: SessionStatus, expected: Look) {
        assert_eq!(session(&status), expected);
    }

    #[test]
    fn every_status_has_shape_colour_and_word() {
        check(SessionStatus::Running, Look::new(Shape::Halo, Tone::Run, "Running"));
        check(SessionStatus::Rescheduling, Look::new(Shape::OpenRing, Tone::Retry, "Retrying"));
        check(SessionStatus::Idle, Look::new(Shape::Ring, Tone::Idle, "Idle"));
        check(SessionStatus::Terminated, Look::new(Shape::Square, Tone::Idle, "Ended"));
        check(SessionStatus::Unknown("paused".into()), Look::new(Shape::Ring, Tone::Idle, "paused"));
    }
}
