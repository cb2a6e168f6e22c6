//! What the API's bytes mean to a feed.

use model::error::ApiError;
use model::follow::{Failure, Input};
use model::sse::Item;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::Entry;

/// An item of the stream of this number: an event or a sign of life; an error when it ends the stream.
pub fn read_item(stream: u32, item: Item) -> Result<Input<Entry>, Failure> {
    let frame = match item {
        Item::Frame(frame) if !frame.data.is_empty() => frame,
        // What was too large to read, a list might still have.
        Item::TooLarge => return Err(Failure::default()),
        Item::Frame(_) | Item::Comment | Item::Retry(_) => return Ok(Input::Heard(stream)),
    };
    match frame.event.as_str() {
        "ping" => Ok(Input::Heard(stream)),
        "error" => {
            // An error frame has no status; its type names the ones that matter.
            let error = ApiError::parse(500, &frame.data).error.kind;
            Err(Failure { status: Some(error.status()), retry_after_millis: None })
        }
        _ => Entry::parse(&frame.data).map(|entry| Input::Frame(stream, entry)).ok_or_else(Failure::default),
    }
}

/// A page of a list, and the cursor of the next one; `None` when it is no page.
pub fn read_page(bytes: &[u8]) -> Option<(Vec<Entry>, Option<String>)> {
    #[derive(Deserialize)]
    struct Page {
        data: Vec<Box<RawValue>>,
        #[serde(default)]
        next_page: Option<String>,
    }
    let page: Page = serde_json::from_slice(bytes).ok()?;
    let entries = page.data.iter().filter_map(|raw| Entry::parse(raw.get())).collect();
    Some((entries, page.next_page.filter(|next| !next.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::sse::Decoder;

    fn read(stream: &str) -> Vec<String> {
        let mut found = Vec::new();
        Decoder::new(200).push(stream.as_bytes(), |item| {
            found.push(match read_item(7, item) {
                Ok(Input::Frame(7, entry)) => entry.kind().to_owned(),
                Ok(Input::Heard(7)) => "heard".to_owned(),
                Ok(other) => format!("{other:?}"),
                Err(failure) => format!("end {:?}", failure.status),
            });
        });
        found
    }

    #[test]
    fn tells_events_from_signs_of_life_and_from_the_end() {
        let data = |data: &str| format!("event: agent.message\ndata: {data}\n\n");
        assert_eq!(read(&data(r#"{"type":"agent.message"}"#)), ["agent.message"]);
        assert_eq!(read(&data("not JSON")), ["end None"]);
        assert_eq!(read(": keep-alive\n\nretry: 5\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n"), ["heard"; 3]);
        let error = |kind: &str| {
            format!("event: error\ndata: {{\"type\":\"error\",\"error\":{{\"type\":\"{kind}\",\"message\":\"\"}}}}\n\n")
        };
        assert_eq!(read(&error("not_found_error")), ["end Some(404)"]);
        assert_eq!(read(&error("overloaded_error")), ["end Some(529)"]);
        assert_eq!(read("event: error\ndata: ?\n\n"), ["end Some(500)"]);
        assert_eq!(read(&data(&"x".repeat(300))), ["end None"]);
    }

    #[test]
    fn reads_pages() {
        let page = |text: &str| read_page(text.as_bytes()).map(|(entries, next)| (entries.len(), next));
        assert_eq!(page(r#"{"data":[{"id":"a"},{}],"next_page":"p"}"#), Some((2, Some("p".into()))));
        assert_eq!(page(r#"{"data":[],"next_page":null}"#), Some((0, None)));
        assert_eq!(page(r#"{"data":[],"next_page":""}"#), Some((0, None)));
        assert_eq!(page(r#"{"data":[7]}"#), Some((0, None)), "what is no event is left out");
        assert_eq!(page("{}"), None);
        assert_eq!(page("<html>"), None);
    }
}
