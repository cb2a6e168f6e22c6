//! Skills and their versions (§2.5).

mod bundle;

use std::collections::HashMap;

use serde_json::{Value, json};

use self::bundle::Bundle;
use super::set;
use super::store::{PageSize, Store, text};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

const MAX_DISPLAY_NAME: usize = 255;

/// The skills that every workspace has: id, name, what for.
const PREBUILT: [(&str, &str, &str); 4] = [
    ("pptx", "PowerPoint", "Creates and edits presentations."),
    ("xlsx", "Excel", "Creates and edits spreadsheets."),
    ("docx", "Word", "Creates and edits documents."),
    ("pdf", "PDF", "Creates, fills in and reads PDF files."),
];
const PREBUILT_VERSION: &str = "20260803";
const PREBUILT_CREATED: &str = "2025-10-16T00:00:00.000000Z";
const PREBUILT_UPDATED: &str = "2026-08-03T00:00:00.000000Z";

/// Every skill with its versions and their files.
#[derive(Debug)]
pub(crate) struct Skills {
    all: Store,
    versions: Store,
    /// By version id.
    bundles: HashMap<String, Bundle>,
}

impl Default for Skills {
    fn default() -> Self {
        let mut all = Store::of("Skill");
        let mut versions = Store::of("Skill version");
        for (seq, (id, display_name, description)) in (0..).zip(PREBUILT) {
            let created = time::parse(PREBUILT_CREATED).unwrap_or_default();
            all.add(
                seq,
                created,
                json!({
                    "id": id,
                    "type": "skill",
                    "display_name": display_name,
                    "latest_version_id": PREBUILT_VERSION,
                    "source": {"type": "anthropic"},
                    "created_at": PREBUILT_CREATED,
                    "updated_at": PREBUILT_UPDATED,
                }),
            );
            versions.add(
                seq,
                created,
                json!({
                    "id": PREBUILT_VERSION,
                    "type": "skill_version",
                    "skill_id": id,
                    "name": id,
                    "description": description,
                    "created_at": PREBUILT_UPDATED,
                }),
            );
        }
        Self { all, versions, bundles: HashMap::new() }
    }
}

impl Skills {
    /// The version that an agent uses: the wanted one, or the latest; none if there is no such skill or version.
    pub(super) fn pin(&self, source: &str, skill_id: &str, wanted: Option<&str>) -> Option<String> {
        let skill = self.all.find(skill_id).filter(|skill| source_of(skill) == source)?;
        let version = wanted.unwrap_or_else(|| text(skill, "latest_version_id"));
        self.version(skill_id, version).ok().map(|version| text(version, "id").to_owned())
    }

    fn version(&self, skill_id: &str, version_id: &str) -> Result<&Value, Refusal> {
        self.all.get(skill_id)?;
        let is_it = |version: &&Value| text(version, "skill_id") == skill_id && text(version, "id") == version_id;
        self.versions.values().find(is_it).ok_or_else(|| Refusal::not_found("Skill version"))
    }

    /// The skill, if it is the workspace's own.
    fn own(&mut self, skill_id: &str) -> Result<&mut Value, Refusal> {
        let skill = self.all.get_mut(skill_id)?;
        if source_of(skill) == "custom" {
            Ok(skill)
        } else {
            Err(Refusal::invalid("Only custom skills can be changed"))
        }
    }
}

/// `POST /v1/skills`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let bundle = Bundle::read(request.parts()?)?;
    let name = display_name(request)?.unwrap_or_else(|| bundle.name.clone());
    if world.objects.skills.all.values().any(|skill| text(skill, "display_name") == name) {
        return Err(Refusal::conflict(format!("A skill named \"{name}\" already exists")).with_code("skill_name_taken"));
    }
    let now = world.now();
    let id = world.id("skill");
    let skill = json!({
        "id": id,
        "type": "skill",
        "display_name": name,
        "latest_version_id": null,
        "source": {"type": "custom"},
        "created_at": time::print(now),
        "updated_at": time::print(now),
    });
    let seq = next_seq(world);
    world.objects.skills.all.add(seq, now, skill);
    add_version(world, &id, bundle)?;
    world.objects.skills.all.get(&id).cloned().map(Answer::Json)
}

/// `GET /v1/skills`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let source = request.query.get("source");
    if source.is_some_and(|source| !["custom", "anthropic"].contains(&source)) {
        return Err(Refusal::invalid("source: Input should be 'custom' or 'anthropic'"));
    }
    let wanted = |skill: &Value| source.is_none_or(|source| source_of(skill) == source);
    world.objects.skills.all.page(request, PageSize::THOUSAND, wanted, Value::clone)
}

/// `GET /v1/skills/{skill_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.skills.all.get(request.id(0)).cloned().map(Answer::Json)
}

/// `DELETE /v1/skills/{skill_id}`, with its versions
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let id = request.id(0);
    let skills = &mut world.objects.skills;
    skills.own(id)?;
    skills.all.remove(id)?;
    for version in skills.versions.values().filter(|version| text(version, "skill_id") == id) {
        skills.bundles.remove(text(version, "id"));
    }
    skills.versions.retain(|version| text(version, "skill_id") != id);
    Ok(Answer::deleted(id, "skill_deleted"))
}

/// `POST /v1/skills/{skill_id}/versions`
pub(crate) fn create_version(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let bundle = Bundle::read(request.parts()?)?;
    world.objects.skills.own(request.id(0))?;
    add_version(world, request.id(0), bundle).map(Answer::Json)
}

/// `GET /v1/skills/{skill_id}/versions`
pub(crate) fn list_versions(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let id = request.id(0);
    let skills = &world.objects.skills;
    skills.all.get(id)?;
    skills.versions.page(request, PageSize::THOUSAND, |version| text(version, "skill_id") == id, Value::clone)
}

/// `GET /v1/skills/{skill_id}/versions/{version}`
pub(crate) fn retrieve_version(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.skills.version(request.id(0), request.id(1)).cloned().map(Answer::Json)
}

/// `DELETE /v1/skills/{skill_id}/versions/{version}`; the newest that is left becomes the latest.
pub(crate) fn delete_version(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let (skill_id, version_id) = (request.id(0), request.id(1));
    let skills = &mut world.objects.skills;
    skills.own(skill_id)?;
    skills.version(skill_id, version_id)?;
    skills.versions.remove(version_id)?;
    skills.bundles.remove(version_id);
    let left = skills.versions.values().rev().find(|version| text(version, "skill_id") == skill_id);
    let latest = left.map(|version| text(version, "id").to_owned());
    set(skills.own(skill_id)?, "latest_version_id", latest);
    Ok(Answer::deleted(version_id, "skill_version_deleted"))
}

/// `GET /v1/skills/{skill_id}/versions/{version}/content`: a zip archive
pub(crate) fn version_content(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.skills.version(request.id(0), request.id(1))?;
    let Some(bundle) = world.objects.skills.bundles.get(request.id(1)) else {
        return Err(Refusal::invalid("Only custom skills can be downloaded"));
    };
    let bytes = bundle.archive().map_err(|_| Refusal::fault())?;
    Ok(Answer::Bytes { content_type: "application/zip".to_owned(), filename: format!("{}.zip", bundle.name), bytes })
}

fn add_version(world: &mut World, skill_id: &str, bundle: Bundle) -> Result<Value, Refusal> {
    let now = world.now();
    let id = world.id("skver");
    let version = json!({
        "id": id,
        "type": "skill_version",
        "skill_id": skill_id,
        "name": bundle.name,
        "description": bundle.description,
        "created_at": time::print(now),
    });
    let seq = next_seq(world);
    let skills = &mut world.objects.skills;
    skills.versions.add(seq, now, version.clone());
    let skill = skills.own(skill_id)?;
    set(skill, "latest_version_id", id.as_str());
    set(skill, "updated_at", time::print(now));
    skills.bundles.insert(id, bundle);
    Ok(version)
}

/// The prebuilt skills hold the first numbers.
fn next_seq(world: &mut World) -> u64 {
    world.next_seq() + PREBUILT.len() as u64
}

fn source_of(skill: &Value) -> &str {
    skill.get("source").map_or("", |source| text(source, "type"))
}

fn display_name(request: &Request) -> Result<Option<String>, Refusal> {
    let Some(part) = request.parts()?.iter().find(|part| part.name == "display_name") else {
        return Ok(None);
    };
    match String::from_utf8(part.bytes.clone()) {
        Ok(name) if (1..=MAX_DISPLAY_NAME).contains(&name.chars().count()) => Ok(Some(name)),
        _ => Err(Refusal::invalid(format!("display_name: String should have 1 to {MAX_DISPLAY_NAME} characters"))),
    }
}
