//! Rubrics in files: they are stored, graded by and answered as their text (§4.2).

use serde_json::{Value, json};

use super::input::{Input, MAX_RUBRIC};
use crate::simulator::objects::files;
use crate::simulator::request::Refusal;
use crate::simulator::world::World;

/// Puts the text of the file in the place of every rubric that names one.
pub(crate) fn read_files(world: &World, inputs: &mut [Input]) -> Result<(), Refusal> {
    for input in inputs {
        let Input::Outcome(fields) = input else { continue };
        let Some(rubric) = fields.get_mut("rubric") else { continue };
        if let Some(id) = rubric.get("file_id").and_then(Value::as_str) {
            *rubric = json!({ "type": "text", "content": text_of(world, id)? });
        }
    }
    Ok(())
}

fn text_of<'a>(world: &'a World, file_id: &str) -> Result<&'a str, Refusal> {
    let bytes = files::bytes(world, file_id).ok_or_else(|| Refusal::not_found("File"))?;
    match std::str::from_utf8(bytes) {
        Ok(text) if (1..=MAX_RUBRIC).contains(&text.chars().count()) => Ok(text),
        Ok(_) => Err(Refusal::invalid(format!("rubric.file_id: the file should have 1 to {MAX_RUBRIC} characters"))),
        Err(_) => Err(Refusal::invalid("rubric.file_id: the file is not text")),
    }
}
