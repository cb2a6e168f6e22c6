//! How the states of API objects look.

use model::timeline::Status;
use model::wire::event::StopReason;
use model::wire::session::SessionStatus;

use crate::ui::status::{Look, Shape, Tone};
use crate::words;

/// A session as its object describes it, and why it rests, as far as that is known.
///
/// The object does not say why a session is idle; only its events do, and the relay looks there.
pub fn session(status: &SessionStatus, stop: Option<&StopReason>) -> Look {
    let reason = match stop.filter(|_| *status == SessionStatus::Idle) {
        Some(StopReason::RequiresAction(_)) => Some(Status::WaitsForYou),
        Some(StopReason::RetriesExhausted) => Some(Status::Failed),
        Some(StopReason::BudgetReached) => Some(Status::AtBudget),
        Some(StopReason::Refusal) => Some(Status::Declined),
        Some(StopReason::EndTurn | StopReason::Unknown(_)) | None => None,
    };
    if let Some(reason) = reason {
        return words::session::status(&reason);
    }
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
        assert_eq!(session(&status, None), expected);
    }

    #[test]
    fn one_that_rests_says_why() {
        let look = |status, stop: &str| {
            let stop = serde_json::from_str(&format!(r#"{{"type":"{stop}","event_ids":[]}}"#)).unwrap();
            session(&status, Some(&stop)).word
        };
        assert_eq!(look(SessionStatus::Idle, "requires_action"), "Waits for you");
        assert_eq!(look(SessionStatus::Idle, "budget_reached"), "At its budget");
        assert_eq!(look(SessionStatus::Idle, "end_turn"), "Idle");
        assert_eq!(look(SessionStatus::Idle, "something_new"), "Idle");
        assert_eq!(look(SessionStatus::Running, "requires_action"), "Running");
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
