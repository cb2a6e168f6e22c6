//! The strings of a JSON text, as people read them: decoded, and without what every event has.

use std::borrow::Cow;

/// A longer text without a space, in a field for data, is bytes.
const MOST_DATA: usize = 256;

/// Whether `is_wanted` says so of any string in `json`, which is valid.
///
/// Names of fields are left out, and so are types and times, which every event has: looking for `text` or for a day
/// would find everything. `with_type` is for events of which the type is all that is known.
/// In the input of a tool there is no such thing: whatever is a value there was meant.
pub(super) fn any_string(json: &str, with_type: bool, mut is_wanted: impl FnMut(&str) -> bool) -> bool {
    let mut rest = json;
    let mut depth = 0usize;
    let mut is_input = false;
    let mut field = "";
    loop {
        let (between, after) = rest.split_once('"').map_or((rest, None), |(between, after)| (between, Some(after)));
        let mut words = between.split([',', ':', '[', ']', '{', '}']).map(str::trim).filter(|word| !word.is_empty());
        if is_input && words.any(&mut is_wanted) {
            return true;
        }
        for mark in between.bytes() {
            match mark {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let Some((string, behind)) = after.and_then(split_string) else { return false };
        rest = behind;
        if behind.trim_start().starts_with(':') {
            field = string;
            if depth == 1 {
                is_input = string == "input";
            }
        } else if (is_input || !is_common(field, string, depth, with_type))
            && is_wanted(&decoded(string, after.unwrap_or_default()))
        {
            return true;
        }
    }
}

fn is_common(field: &str, string: &str, depth: usize, with_type: bool) -> bool {
    match field {
        "type" => !with_type,
        "data" => string.len() > MOST_DATA && !string.contains(' '),
        "media_type" => true,
        _ => depth == 1 && field.ends_with("_at"),
    }
}

/// Up to the quote that ends a string, and what is behind it.
fn split_string(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(['"', '\\'])?;
        if text.get(at..)?.starts_with('"') {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
        from = at + 2;
    }
}

/// `after` is `string` with the quote that ends it.
fn decoded<'a>(string: &'a str, after: &'a str) -> Cow<'a, str> {
    if !string.contains('\\') {
        return Cow::Borrowed(string);
    }
    let quoted = format!("\"{}", after.get(..=string.len()).unwrap_or_default());
    serde_json::from_str(&quoted).map_or(Cow::Borrowed(string), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, with_type: bool, expected: &[&str]) {
        let mut found = Vec::new();
        any_string(json, with_type, |string| {
            found.push(string.to_owned());
            false
        });
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn strings_are_read_as_people_do() {
        check("{}", false, &[]);
        check(r#"{"id":"a","x":1}"#, false, &["a"]);
        check(r#"{ "id" : "say \"hi\"\n\u00fc\\" }"#, false, &["say \"hi\"\nü\\"]);
        check(r#"{"a":["b","c"],"d":{"e":"f"}}"#, false, &["b", "c", "f"]);
        check(r#"{"a":"\\"}"#, false, &["\\"]);
    }

    #[test]
    fn what_every_event_has_is_left_out() {
        let json = r#"{"type":"agent.message","processed_at":"2026-11-20T10:00:01Z","content":[{"type":"text","text":"Hello"}]}"#;
        check(json, false, &["Hello"]);
        check(r#"{"type":"agent.dream","x":"y"}"#, true, &["agent.dream", "y"]);
        let data = format!(r#"{{"source":{{"type":"base64","media_type":"image/png","data":"{}"}}}}"#, "A".repeat(300));
        check(&data, false, &[]);
        check(r#"{"source":{"type":"text","data":"a note"}}"#, false, &["a note"]);
    }

    #[test]
    fn an_input_is_read_whole() {
        let json =
            r#"{"type":"agent.tool_use","name":"bash","input":{"type":"x","port":8080,"on":true,"data":"b"},"id":"t"}"#;
        check(json, false, &["bash", "x", "8080", "true", "b", "t"]);
        check(r#"{"input":{"a":{"b":[1,2]}},"type":"z","created_at":"now"}"#, false, &["1", "2"]);
    }
}
