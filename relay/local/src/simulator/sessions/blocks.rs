//! Content blocks that a client sends (§4.1).

use serde_json::Value;

use crate::simulator::check::{self, Object};
use crate::simulator::request::Refusal;

/// What a person's message may hold.
pub(super) const MESSAGE: &[&str] = &["text", "image", "document"];
/// What a tool's result may hold.
pub(super) const RESULT: &[&str] = &["text", "image", "document", "search_result"];
/// What an addition to the system prompt may hold.
pub(super) const SYSTEM: &[&str] = &["text"];

/// The most blocks of an event.
const MAX_BLOCKS: usize = 1000;

/// Checks `content`: only kinds that are allowed, and at least `min` of them.
pub(super) fn check(fields: &Object, allowed: &[&str], min: usize) -> Result<(), Refusal> {
    let blocks = check::items(fields, "content", MAX_BLOCKS)?;
    if blocks.len() < min {
        return Err(Refusal::invalid("content: List should have at least 1 item"));
    }
    blocks.iter().enumerate().try_for_each(|(index, block)| check_block(block, &format!("content.{index}"), allowed))
}

fn check_block(block: &Value, place: &str, allowed: &[&str]) -> Result<(), Refusal> {
    let text = |key: &str| block.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "" => Err(check::missing(&format!("{place}.type"))),
        "redacted" => Err(Refusal::invalid(format!("{place}: redacted blocks cannot be sent"))),
        kind if !allowed.contains(&kind) => {
            Err(Refusal::invalid(format!("{place}.type: \"{kind}\" is not allowed here")))
        }
        "text" => {
            check::only_in(block, place, &["type", "text"])?;
            if text("text").is_empty() {
                return Err(Refusal::invalid(format!("{place}.text: String should have at least 1 characters")));
            }
            Ok(())
        }
        "image" => {
            check::only_in(block, place, &["type", "source"])?;
            check_source(block, place)
        }
        "document" => {
            check::only_in(block, place, &["type", "source", "title", "context"])?;
            check_source(block, place)
        }
        _ => check::only_in(block, place, &["type", "source", "title", "content", "citations"]),
    }
}

fn check_source(block: &Value, place: &str) -> Result<(), Refusal> {
    let source = block.get("source").unwrap_or(&Value::Null);
    let text = |key: &str| source.get(key).and_then(Value::as_str).unwrap_or_default();
    let is_document = block.get("type").is_some_and(|kind| kind == "document");
    let needed: &[&str] = match text("type") {
        "base64" => &["media_type", "data"],
        "url" => &["url"],
        "file" => &["file_id"],
        "text" if is_document => &["media_type", "data"],
        _ => return Err(Refusal::invalid(format!("{place}.source: is not a valid source"))),
    };
    let place = format!("{place}.source");
    check::only_in(source, &place, &[["type"].as_slice(), needed].concat())?;
    match needed.iter().find(|key| text(key).is_empty()) {
        Some(key) => Err(check::missing(&format!("{place}.{key}"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tells_what_is_wrong_with_a_block() {
        let expect = |block: Value, expected: Result<(), &str>| {
            let fields = Object::from_iter([("content".to_owned(), json!([block]))]);
            let found = check(&fields, MESSAGE, 1).map_err(|refusal| refusal.message);
            assert_eq!(found, expected.map_err(str::to_owned), "{block}");
        };
        let image = |source: Value| json!({ "type": "image", "source": source });
        expect(json!({ "type": "text", "text": "Hi" }), Ok(()));
        expect(json!({ "type": "text", "text": "" }), Err("content.0.text: String should have at least 1 characters"));
        expect(
            json!({ "type": "text", "text": "Hi", "tone": 1 }),
            Err("content.0.tone: Extra inputs are not permitted"),
        );
        expect(json!({ "type": "redacted" }), Err("content.0: redacted blocks cannot be sent"));
        expect(json!({ "type": "search_result" }), Err("content.0.type: \"search_result\" is not allowed here"));
        expect(json!({}), Err("content.0.type: Field required"));
        expect(image(json!({ "type": "base64", "media_type": "image/png", "data": "aGk=" })), Ok(()));
        expect(image(json!({ "type": "url", "url": "https://example.com/a.png" })), Ok(()));
        expect(image(json!({ "type": "file", "file_id": "file_1" })), Ok(()));
        expect(image(json!({ "type": "file" })), Err("content.0.source.file_id: Field required"));
        expect(
            image(json!({ "type": "url", "url": "https://example.com/a.png", "file_id": "file_1" })),
            Err("content.0.source.file_id: Extra inputs are not permitted"),
        );
        let text = json!({ "type": "text", "media_type": "text/plain", "data": "Hi" });
        expect(image(text.clone()), Err("content.0.source: is not a valid source"));
        expect(json!({ "type": "document", "source": text, "title": "Note" }), Ok(()));
    }
}
