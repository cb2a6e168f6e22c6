//! The `model` of an agent: an id, or an id with settings.

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::set;
use crate::simulator::request::Refusal;

/// The efforts a model can be asked for.
pub(super) const EFFORTS: [&str; 5] = ["low", "medium", "high", "xhigh", "max"];

const DEFAULT_EFFORT: &str = "high";

/// The model as it is answered: always an object, always with its effort and speed.
///
/// `stored` is the effort that an update keeps when it names none.
pub(super) fn resolve(field: &Field<'_>, stored: Option<&Value>) -> Result<Value, Refusal> {
    let kept = stored.and_then(|model| model.pointer("/effort/type")).and_then(Value::as_str).unwrap_or(DEFAULT_EFFORT);
    let given = field.require(field.given())?;
    if given.is_string() {
        return Ok(json!({"id": field.required_text(1..=256)?, "effort": {"type": kept}, "speed": "standard"}));
    }
    if field.members()?.is_none() {
        return Err(field.unreadable("expected a string or an object"));
    }
    field.only(&["id", "effort", "speed", "inference_geo"])?;
    let speed = field.key("speed").word(&["standard", "fast"])?.unwrap_or("standard");
    let mut model = json!({
        "id": field.key("id").required_text(1..=256)?,
        "effort": {"type": effort(&field.key("effort"))?.unwrap_or(kept)},
        "speed": speed,
    });
    if let Some(geo) = field.key("inference_geo").word(&["us", "global"])? {
        set(&mut model, "inference_geo", geo);
    }
    Ok(model)
}

/// A word, or an object that says it in `type`.
fn effort(field: &Field<'_>) -> Result<Option<&'static str>, Refusal> {
    match field.given() {
        Some(value) if value.is_object() => {
            field.only(&["type"])?;
            field.kind(&EFFORTS).map(Some)
        }
        _ => field.word(&EFFORTS),
    }
}

/// The same model with the effort it has when nobody asks for one.
pub(super) fn with_default_effort(mut model: Value) -> Value {
    set(&mut model, "effort", json!({"type": DEFAULT_EFFORT}));
    model
}
