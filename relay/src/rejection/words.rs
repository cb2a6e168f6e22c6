//! The words of refusals: each says what to do.

use super::{Rejection, seconds};
use crate::config::{MIN_OPERATOR_KEY_BYTES, MOST_PER_MINUTE, Misconfigured, names};
use crate::webhook;

impl Rejection {
    pub(super) fn message(&self) -> String {
        let text = match self {
            Self::BadPath => "This address is not written the way Porthole writes addresses.",
            Self::UnknownPath => "There is nothing at this address.",
            Self::WrongMethod(methods) => return format!("This address takes only {methods}."),
            Self::Misconfigured(setting) => return misconfigured(*setting),
            Self::SignInFirst => "Sign in first: nobody is signed in, or the sign-in has expired.",
            Self::WrongKey => "This key is not the operator's. Check that all of it was copied.",
            Self::NotAllowed => "Your role does not include this. Ask an operator.",
            Self::CrossSite => {
                "This request came from another site. Use Porthole's own page, or a key as bearer token."
            }
            Self::BadQuery => "The query has a parameter that this address does not take, or that is not text.",
            Self::WrongContentType(expected) => {
                return format!("The body must be sent as {expected}.");
            }
            Self::BadBody(bad) => bad.message(),
            Self::BodyCutShort => "The body ended before all of it had arrived. Send it again.",
            Self::TooLarge(most) => {
                return format!("The body is too large: at most {most} bytes are taken here.");
            }
            Self::LengthRequired => "An upload must say its length in a content-length header.",
            Self::StartOver => {
                "What was read before is of a log that is gone. Start over, without a place to go on from."
            }
            Self::TooMany { retry_after_millis } => return too_many(*retry_after_millis),
            Self::MeterSilent => {
                "Porthole can not tell at the moment what is left of the API's quota, so it sends nothing that changes something. Nothing was sent. Try again in a second."
            }
            Self::Webhook(refusal) => webhook_refused(*refusal),
            Self::Crowded => "Too many pages follow the list of sessions. Try again in a minute.",
            Self::Unreachable { .. } => {
                "The API could not be reached. Try again in a moment, and see whether the address in ANTHROPIC_BASE_URL is right."
            }
            Self::Redirected => {
                "The API answered with a redirect, which Porthole does not follow. Check ANTHROPIC_BASE_URL."
            }
            Self::KeyRefused => "The API refused Porthole's own key. An operator has to set ANTHROPIC_API_KEY again.",
            Self::Nonsense => "What answered is not the API. Check ANTHROPIC_BASE_URL.",
            Self::Upstream(_) => "The API refused the request and gave no reason that can be shown.",
            Self::Internal => "Something went wrong inside Porthole. Try again, and report it with the request id.",
        };
        text.to_owned()
    }
}

fn too_many(retry_after_millis: u32) -> String {
    let seconds = seconds(retry_after_millis);
    let unit = if seconds == 1 { "second" } else { "seconds" };
    format!(
        "The API's quota, or your share of it, is used up for now, so this was not sent. It fills up by itself: try again in {seconds} {unit}."
    )
}

fn webhook_refused(refusal: webhook::Refusal) -> &'static str {
    match refusal {
        webhook::Refusal::Headers => {
            "A webhook needs the headers webhook-id, webhook-timestamp and webhook-signature, once each."
        }
        webhook::Refusal::Signature => "No signature of this webhook is right. Compare ANTHROPIC_WEBHOOK_SECRET.",
        webhook::Refusal::Time => "This webhook was signed more than five minutes ago, or ahead. Check the clocks.",
        webhook::Refusal::Body => "This webhook is signed, and its body is no event.",
        webhook::Refusal::Replay => "This webhook was taken before.",
    }
}

fn misconfigured(setting: Misconfigured) -> String {
    let problem = match setting {
        Misconfigured::BaseUrl => {
            format!("{} must be an https address (or http on this machine) without query or password", names::BASE_URL)
        }
        Misconfigured::ApiKey => format!("the secret {} is missing or not a key", names::API_KEY),
        Misconfigured::OperatorKeyMissing => {
            format!("the secret {} is missing", names::OPERATOR_KEY)
        }
        Misconfigured::OperatorKeyShort => {
            format!("the secret {} is shorter than {MIN_OPERATOR_KEY_BYTES} characters", names::OPERATOR_KEY)
        }
        Misconfigured::PerMinute(name) => {
            format!("{name} must be a number of requests from 1 to {MOST_PER_MINUTE}")
        }
        Misconfigured::WebhookSecret => {
            format!("the secret {} is not the one that the Console shows for a webhook", names::WEBHOOK_SECRET)
        }
    };
    format!("Porthole is not set up: {problem}.")
}
