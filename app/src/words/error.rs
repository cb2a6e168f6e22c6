//! Errors in words: what happened, and what to do.

use super::common::COPY;
use crate::api::Error;
use crate::ui::error_panel::ErrorLabels;

/// What an error panel itself says.
pub const LABELS: ErrorLabels = ErrorLabels { request_id: "Request id", copy: COPY };

/// An error, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorWords {
    /// What happened.
    pub title: String,
    /// What to do about it.
    pub advice: String,
}

/// What was tried when an error came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Something was read; reading again does no harm.
    Read,
    /// Something was changed; it may have happened although no answer came.
    Write,
}

/// Words an error; the only place that does.
///
/// What the API says for people is quoted as it came.
pub fn words(error: &Error, attempt: Attempt) -> ErrorWords {
    let (title, advice) = match error {
        Error::Network => {
            let advice = match attempt {
                Attempt::Read => "Check the connection, then try again.",
                Attempt::Write => {
                    "It may have happened all the same. Check the list before you try again; nothing you typed is lost."
                }
            };
            ("No answer came".to_owned(), advice.to_owned())
        }
        Error::Aborted => ("The request was given up".to_owned(), "Try again.".to_owned()),
        Error::BadId => {
            ("No such object".to_owned(), "The address holds an id that cannot exist. Check the link.".to_owned())
        }
        Error::Decode { detail, .. } => {
            ("The answer could not be read".to_owned(), format!("Try again. If it stays, report this: {detail}."))
        }
        Error::Unauthorized(_) => {
            ("You are signed out".to_owned(), "Sign in again; nothing you typed is lost.".to_owned())
        }
        Error::Api(refusal) => {
            let (title, advice) = by_status(refusal.status, refusal.code.as_deref());
            let advice = match refusal.retry_after_secs {
                Some(secs) => format!("Try again in {}.", super::format::duration_short(f64::from(secs))),
                None => advice.to_owned(),
            };
            let message = sentence(&refusal.message);
            let advice = if message.is_empty() { advice } else { format!("{message} {advice}") };
            (title.to_owned(), advice.trim_end().to_owned())
        }
    };
    ErrorWords { title, advice }
}

fn by_status(status: u16, code: Option<&str>) -> (&'static str, &'static str) {
    match (status, code) {
        (_, Some("environment_archived")) => ("This environment is archived", "Choose another environment."),
        (_, Some("enforced_spend_limit_reached" | "contract_spend_limit_reached" | "ramp_limit_exceeded")) => {
            ("A spend limit is reached", "Raise the limit with the organization's administrator.")
        }
        // The relay itself says whom to ask.
        (_, Some("porthole_not_allowed")) => ("This is not allowed", ""),
        (404, _) => ("This does not exist", "It may have been deleted. Check the link."),
        (402, _) => ("The account has a payment problem", "Ask the organization's administrator."),
        (403, _) => ("This is not allowed", "Ask an operator for a key that may do it."),
        (409, _) => ("Someone changed this meanwhile", "Load it again, then repeat your change."),
        (413, _) => ("This is too large", "Send less at once."),
        (429, _) => ("Too many requests", "Wait a moment, then try again."),
        (503, _) => ("The relay cannot serve this now", "Try again in a moment."),
        (504 | 408, _) => ("The API took too long", "Try again."),
        (529, _) => ("The API is overloaded", "Nothing is lost. Try again in a moment."),
        (500.., _) => ("The API had a fault", "Nothing is lost. Try again."),
        _ => ("The API did not accept this", "Change what it names, then try again."),
    }
}

/// Ends a message like a sentence.
fn sentence(message: &str) -> String {
    let message = message.trim();
    match message.chars().last() {
        None => String::new(),
        Some('.' | '!' | '?' | '…') => message.to_owned(),
        Some(_) => format!("{message}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, body: &str, retry_after_secs: Option<u32>, expected: (&str, &str)) {
        let found = words(&Error::from_answer(status, body, None, retry_after_secs), Attempt::Read);
        assert_eq!((found.title.as_str(), found.advice.replace('\u{202f}', " ").as_str()), expected, "{status}");
    }

    fn body(message: &str, code: &str) -> String {
        format!(
            r#"{{"type":"error","error":{{"type":"x","message":"{message}","details":{{"error_code":"{code}"}}}}}}"#
        )
    }

    #[test]
    fn says_what_happened_and_what_to_do() {
        check(429, &body("", ""), Some(12), ("Too many requests", "Try again in 12 s."));
        check(429, "", None, ("Too many requests", "Wait a moment, then try again."));
        check(
            400,
            &body("title: too long", ""),
            None,
            ("The API did not accept this", "title: too long. Change what it names, then try again."),
        );
        check(
            400,
            &body("Archived.", "environment_archived"),
            None,
            ("This environment is archived", "Archived. Choose another environment."),
        );
        check(
            403,
            &body("Your role does not include this. Ask an operator.", "porthole_not_allowed"),
            None,
            ("This is not allowed", "Your role does not include this. Ask an operator."),
        );
        check(401, "", None, ("You are signed out", "Sign in again; nothing you typed is lost."));
        check(599, "<html>", None, ("The API had a fault", "Nothing is lost. Try again."));
        check(418, "", None, ("The API did not accept this", "Change what it names, then try again."));
    }

    #[test]
    fn a_lost_answer_to_a_write_is_no_failure() {
        assert!(words(&Error::Network, Attempt::Write).advice.contains("may have happened"));
        assert!(!words(&Error::Network, Attempt::Read).advice.contains("may have happened"));
    }
}
