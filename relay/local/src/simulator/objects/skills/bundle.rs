//! The files of a skill version: one folder with a `SKILL.md` that says what it is.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::simulator::request::{Part, Refusal};

/// The uploaded files of a version.
#[derive(Debug)]
pub(super) struct Bundle {
    /// From the head of `SKILL.md`.
    pub(super) name: String,
    /// From the head of `SKILL.md`.
    pub(super) description: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Bundle {
    /// Takes the `files[]` of a form.
    pub(super) fn read(parts: &[Part]) -> Result<Self, Refusal> {
        let files: Vec<(String, Vec<u8>)> = parts
            .iter()
            .filter(|part| part.name == "files[]" || part.name == "files")
            .map(|part| (part.filename.clone().unwrap_or_default(), part.bytes.clone()))
            .collect();
        let folder = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
        let Some(top) = files.first().and_then(|(path, _)| folder(path)) else {
            return Err(Refusal::invalid("files: one top-level folder with a SKILL.md is required"));
        };
        if files.iter().any(|(path, _)| folder(path).as_ref() != Some(&top) || path.split('/').any(|part| part == ".."))
        {
            return Err(Refusal::invalid("files: all files must be in the same top-level folder"));
        }
        let head = files.iter().find(|(path, _)| *path == format!("{top}/SKILL.md"));
        let Some(text) = head.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()) else {
            return Err(Refusal::invalid("files: SKILL.md is missing in the top-level folder"));
        };
        let field = |name: &str| {
            front_matter(text, name)
                .ok_or_else(|| Refusal::invalid(format!("SKILL.md: {name} is missing in the front matter")))
        };
        Ok(Self { name: field("name")?, description: field("description")?, files })
    }

    /// All files in a zip archive.
    pub(super) fn archive(&self) -> ZipResult<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in &self.files {
            archive.start_file(path.as_str(), SimpleFileOptions::default())?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

/// The value of `name: value` between the two `---` lines at the top.
fn front_matter(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines();
    lines.next().filter(|line| line.trim_end() == "---")?;
    let (_, value) = lines
        .take_while(|line| line.trim_end() != "---")
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}
