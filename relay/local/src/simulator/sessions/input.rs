//! What a client may send (§4.2): read and checked by itself, without a look at the session.

use serde_json::{Value, json};

use super::blocks;
use crate::simulator::check::{self, Object};
use crate::simulator::request::Refusal;

/// An event from the client.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Input {
    /// `user.message`, as its fields.
    Message(Object),
    /// `user.interrupt` of one thread or all.
    Interrupt(Option<String>),
    /// `user.tool_confirmation`.
    Confirmation {
        /// The call.
        call: String,
        /// Whether it may run.
        allow: bool,
        /// What to tell the agent if not.
        deny_message: Option<String>,
        /// The fields.
        fields: Object,
    },
    /// `user.custom_tool_result` or `user.tool_result`.
    Result {
        /// Which of the two.
        kind: &'static str,
        /// The call.
        call: String,
        /// The fields.
        fields: Object,
    },
    /// `user.define_outcome`.
    Outcome(Object),
    /// `system.message`.
    System(Object),
}

/// How many characters a rubric may have.
pub(crate) const MAX_RUBRIC: usize = 262_144;

/// Reads a list of events; `place` is its name in messages.
pub(crate) fn read_all(events: &[Value], place: &str) -> Result<Vec<Input>, Refusal> {
    let read_at = |(index, event): (usize, &Value)| {
        read(event).map_err(|refusal| {
            let message = refusal.message.trim_start_matches("Failed to parse request: ").to_owned();
            Refusal::invalid(format!("{place}.{index}.{message}"))
        })
    };
    events.iter().enumerate().map(read_at).collect()
}

fn read(event: &Value) -> Result<Input, Refusal> {
    let event = event.as_object().ok_or_else(|| Refusal::invalid("event: expected an object"))?;
    let mut fields = event.clone();
    fields.remove("type");
    let kind = event.get("type").and_then(Value::as_str).ok_or_else(|| check::missing("type"))?;
    match kind {
        "user.message" => {
            check::only(&fields, &["content"])?;
            blocks::check(&fields, blocks::MESSAGE, 1)?;
            Ok(Input::Message(fields))
        }
        "user.interrupt" => {
            check::only(&fields, &["session_thread_id"])?;
            Ok(Input::Interrupt(check::text(&fields, "session_thread_id", 1..=100)?.map(str::to_owned)))
        }
        "user.tool_confirmation" => confirmation(fields),
        "user.custom_tool_result" => result("user.custom_tool_result", "custom_tool_use_id", fields),
        "user.tool_result" => result("user.tool_result", "tool_use_id", fields),
        "user.define_outcome" => outcome(fields),
        "system.message" => {
            check::only(&fields, &["content"])?;
            blocks::check(&fields, blocks::SYSTEM, 1)?;
            Ok(Input::System(fields))
        }
        other => Err(Refusal::invalid(format!(
            "type: \"{other}\" is not a valid value; expected one of system.message, user.custom_tool_result, \
             user.define_outcome, user.interrupt, user.message, user.tool_confirmation, user.tool_result"
        ))),
    }
}

fn confirmation(mut fields: Object) -> Result<Input, Refusal> {
    check::only(&fields, &["tool_use_id", "result", "deny_message", "session_thread_id"])?;
    let call = check::required_text(&fields, "tool_use_id", 1..=100)?.to_owned();
    let deny_message = check::text(&fields, "deny_message", 0..=10_000)?.map(str::to_owned);
    let allow = match check::required_text(&fields, "result", 1..=100)? {
        "allow" if deny_message.is_some() => return Err(Refusal::invalid("deny_message: only allowed with deny")),
        "allow" => true,
        "deny" => false,
        _ => return Err(Refusal::invalid("result: Input should be 'allow' or 'deny'")),
    };
    fields.remove("session_thread_id");
    Ok(Input::Confirmation { call, allow, deny_message, fields })
}

fn result(kind: &'static str, key: &str, mut fields: Object) -> Result<Input, Refusal> {
    check::only(&fields, &[key, "content", "is_error", "session_thread_id"])?;
    let call = check::required_text(&fields, key, 1..=100)?.to_owned();
    blocks::check(&fields, blocks::RESULT, 0)?;
    if fields.get("is_error").is_some_and(|flag| !flag.is_boolean() && !flag.is_null()) {
        return Err(Refusal::invalid("is_error: expected a boolean"));
    }
    fields.remove("session_thread_id");
    Ok(Input::Result { kind, call, fields })
}

fn outcome(mut fields: Object) -> Result<Input, Refusal> {
    check::only(&fields, &["description", "rubric", "max_iterations"])?;
    check::required_text(&fields, "description", 1..=10_000)?;
    let rubric = check::object(&fields, "rubric")?.ok_or_else(|| check::missing("rubric"))?;
    match rubric.get("type").and_then(Value::as_str) {
        Some("text") => {
            check::only(rubric, &["type", "content"])?;
            check::required_text(rubric, "content", 1..=MAX_RUBRIC)?;
        }
        Some("file") => {
            check::only(rubric, &["type", "file_id"])?;
            check::required_text(rubric, "file_id", 1..=100)?;
        }
        _ => return Err(Refusal::invalid("rubric.type: Input should be 'text' or 'file'")),
    }
    let iterations = match fields.get("max_iterations") {
        None | Some(Value::Null) => None,
        Some(value) => match value.as_u64() {
            Some(n @ 1..=20) => Some(n),
            _ => return Err(Refusal::invalid("max_iterations: Input should be an integer from 1 to 20")),
        },
    };
    fields.insert("max_iterations".to_owned(), json!(iterations.unwrap_or(3)));
    Ok(Input::Outcome(fields))
}
