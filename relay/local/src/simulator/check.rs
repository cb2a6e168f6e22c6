//! Checks of request bodies, worded as the API words them.

use serde_json::{Map, Value};

use super::request::Refusal;

/// A JSON object.
pub(crate) type Object = Map<String, Value>;

/// The string at `key`, if it is there and not null; its length must lie in `length` (characters).
pub(crate) fn text<'a>(
    body: &'a Object,
    key: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Result<Option<&'a str>, Refusal> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            let count = text.chars().count();
            if count < *length.start() {
                Err(Refusal::invalid(format!("{key}: String should have at least {} characters", length.start())))
            } else if count > *length.end() {
                Err(Refusal::invalid(format!("{key}: String should have at most {} characters", length.end())))
            } else {
                Ok(Some(text))
            }
        }
        Some(_) => Err(Refusal::unparsed(&format!("{key}: expected a string"))),
    }
}

/// The string at `key`, which has to be there.
pub(crate) fn required_text<'a>(
    body: &'a Object,
    key: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Result<&'a str, Refusal> {
    text(body, key, length)?.ok_or_else(|| missing(key))
}

/// 400: a required field is missing.
pub(crate) fn missing(key: &str) -> Refusal {
    Refusal::invalid(format!("{key}: Field required"))
}

/// The list at `key`; absent and null are empty.
pub(crate) fn items<'a>(body: &'a Object, key: &str, max: usize) -> Result<&'a [Value], Refusal> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) if items.len() > max => {
            Err(Refusal::invalid(format!("{key}: List should have at most {max} items")))
        }
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Refusal::unparsed(&format!("{key}: expected a list"))),
    }
}

/// The object at `key`, if it is there and not null.
pub(crate) fn object<'a>(body: &'a Object, key: &str) -> Result<Option<&'a Object>, Refusal> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(Refusal::unparsed(&format!("{key}: expected an object"))),
    }
}

/// Refuses fields that the endpoint does not have.
pub(crate) fn only(body: &Object, allowed: &[&str]) -> Result<(), Refusal> {
    match unknown(body, allowed) {
        Some(key) => Err(Refusal::invalid(format!("{key}: Extra inputs are not permitted"))),
        None => Ok(()),
    }
}

/// Refuses fields that the object at `place` does not have.
pub(crate) fn only_in(value: &Value, place: &str, allowed: &[&str]) -> Result<(), Refusal> {
    match value.as_object().and_then(|body| unknown(body, allowed)) {
        Some(key) => Err(Refusal::invalid(format!("{place}.{key}: Extra inputs are not permitted"))),
        None => Ok(()),
    }
}

/// A field of `body` that is not allowed.
pub(crate) fn unknown<'a>(body: &'a Object, allowed: &[&str]) -> Option<&'a str> {
    body.keys().map(String::as_str).find(|key| !allowed.contains(key))
}

/// `metadata` of a create: 16 pairs, keys of 1 to 64, values of up to 512 characters (§1.8).
pub(crate) fn metadata(body: &Object) -> Result<Object, Refusal> {
    let mut kept = Object::new();
    patch_metadata(&mut kept, body)?;
    Ok(kept)
}

/// `metadata` of an update: a string sets a key, null removes it. `kept` only changes when all is well.
pub(crate) fn patch_metadata(kept: &mut Object, body: &Object) -> Result<(), Refusal> {
    let Some(patch) = object(body, "metadata")? else { return Ok(()) };
    let mut next = kept.clone();
    for (key, value) in patch {
        if !(1..=64).contains(&key.chars().count()) {
            return Err(bad_metadata("metadata keys must have 1 to 64 characters"));
        }
        match value {
            Value::Null => {
                next.remove(key);
            }
            Value::String(text) if text.chars().count() <= 512 => {
                next.insert(key.clone(), value.clone());
            }
            Value::String(_) => return Err(bad_metadata("metadata values must have at most 512 characters")),
            _ => return Err(bad_metadata("metadata values must be strings")),
        }
    }
    if next.len() > 16 {
        return Err(bad_metadata("metadata must have at most 16 pairs"));
    }
    *kept = next;
    Ok(())
}

fn bad_metadata(message: &str) -> Refusal {
    Refusal::invalid(message).with_code("invalid_metadata")
}
