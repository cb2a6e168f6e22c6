//! What a client may send (§4.2): read and checked by itself, without a look at the session.

use serde_json::{Value, json};

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

const USER_BLOCKS: &[&str] = &["text", "image", "document"];
const RESULT_BLOCKS: &[&str] = &["text", "image", "document", "search_result"];

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
            content(&fields, USER_BLOCKS, 1)?;
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
            content(&fields, &["text"], 1)?;
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
    content(&fields, RESULT_BLOCKS, 0)?;
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
            check::required_text(rubric, "content", 1..=262_144)?;
        }
        Some("file") => {
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

/// Checks content blocks: only kinds that may stand here, and at least `min` of them.
fn content(fields: &Object, allowed: &[&str], min: usize) -> Result<(), Refusal> {
    let blocks = check::items(fields, "content", 1000)?;
    if blocks.len() < min {
        return Err(Refusal::invalid("content: List should have at least 1 item"));
    }
    for (index, block) in blocks.iter().enumerate() {
        let text = |key: &str| block.get(key).and_then(Value::as_str);
        match text("type") {
            Some("redacted") => {
                return Err(Refusal::invalid(format!("content.{index}: redacted blocks cannot be sent")));
            }
            Some(kind) if !allowed.contains(&kind) => {
                return Err(Refusal::invalid(format!("content.{index}.type: \"{kind}\" is not allowed here")));
            }
            Some("text") if text("text").is_none_or(str::is_empty) => {
                return Err(Refusal::invalid(format!("content.{index}.text: must have at least 1 character")));
            }
            Some("image" | "document") => source(block, index)?,
            Some(_) => {}
            None => return Err(check::missing(&format!("content.{index}.type"))),
        }
    }
    Ok(())
}

fn source(block: &Value, index: usize) -> Result<(), Refusal> {
    let text = |key: &str| block.pointer(key).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    let is_complete = match block.pointer("/source/type").and_then(Value::as_str) {
        Some("base64") => text("/source/media_type") && text("/source/data"),
        Some("url") => text("/source/url"),
        Some("file") => text("/source/file_id"),
        Some("text") => block.get("type").is_some_and(|kind| kind == "document") && text("/source/data"),
        _ => false,
    };
    if is_complete { Ok(()) } else { Err(Refusal::invalid(format!("content.{index}.source: is not a valid source"))) }
}
