//! What an agent is made of: the fields that a version fixes.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::set;
use super::super::skills::Skills;
use super::super::store::text;
use super::multiagent::{self, Directory};
use super::{model_choice, tools};
use crate::simulator::check::Object;
use crate::simulator::request::Refusal;

const MAX_SERVERS: usize = 20;
const MAX_SKILLS: usize = 20;
const MAX_DESCRIPTION: usize = 2_048;
const MAX_SYSTEM: usize = 100_000;

/// The fields of an agent that a version fixes, with every default filled in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spec {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) model: Value,
    pub(super) system: Option<String>,
    pub(super) tools: Vec<Value>,
    pub(super) mcp_servers: Vec<Value>,
    pub(super) skills: Vec<Value>,
    pub(super) multiagent: Option<Value>,
    pub(super) execution_identity: Value,
    pub(super) metadata: Object,
}

/// What a body refers to.
pub(super) struct Known<'a> {
    /// The other agents.
    pub(super) directory: Directory<'a>,
    /// The skills.
    pub(super) skills: &'a Skills,
}

impl Spec {
    /// Their names.
    pub(super) const FIELDS: [&str; 10] = [
        "name",
        "description",
        "model",
        "system",
        "tools",
        "mcp_servers",
        "skills",
        "multiagent",
        "execution_identity",
        "metadata",
    ];

    /// The fields of an agent as it is answered.
    pub(super) fn of(agent: &Value) -> Self {
        let value = |name: &str| agent.get(name).cloned().unwrap_or_default();
        let words = |name: &str| agent.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |name: &str| agent.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        Self {
            name: words("name").unwrap_or_default(),
            description: words("description"),
            model: value("model"),
            system: words("system"),
            tools: list("tools"),
            mcp_servers: list("mcp_servers"),
            skills: list("skills"),
            multiagent: agent.get("multiagent").filter(|value| !value.is_null()).cloned(),
            execution_identity: value("execution_identity"),
            metadata: super::super::metadata(agent),
        }
    }

    /// Puts the fields into an agent as it is answered.
    pub(super) fn print_into(self, agent: &mut Value) {
        set(agent, "name", self.name);
        set(agent, "description", self.description);
        set(agent, "model", self.model);
        set(agent, "system", self.system);
        set(agent, "tools", self.tools);
        set(agent, "mcp_servers", self.mcp_servers);
        set(agent, "skills", self.skills);
        set(agent, "multiagent", self.multiagent);
        set(agent, "execution_identity", self.execution_identity);
        set(agent, "metadata", self.metadata);
    }

    /// The fields that a session may replace.
    pub(super) fn replaceable(self) -> [(&'static str, Value); 5] {
        [
            ("model", self.model),
            ("system", self.system.into()),
            ("tools", self.tools.into()),
            ("mcp_servers", self.mcp_servers.into()),
            ("skills", self.skills.into()),
        ]
    }

    /// Reads the body of a create.
    pub(super) fn create(body: &Field<'_>, known: &Known<'_>) -> Result<Self, Refusal> {
        let spec = Self {
            name: body.key("name").required_text(1..=256)?,
            description: filled(body.key("description").text_within(MAX_DESCRIPTION)?),
            model: model_choice::resolve(&body.key("model"), None)?,
            system: filled(body.key("system").text_within(MAX_SYSTEM)?),
            tools: tools::resolve(&body.key("tools"))?,
            mcp_servers: servers(&body.key("mcp_servers"))?,
            skills: skills(&body.key("skills"), known.skills)?,
            multiagent: multiagent::resolve(&body.key("multiagent"), None, &known.directory)?,
            execution_identity: execution_identity(&body.key("execution_identity"))?,
            metadata: body.metadata()?,
        };
        spec.check()?;
        Ok(spec)
    }

    /// The fields after the body of an update: what it does not mention stays.
    pub(super) fn update(&self, body: &Field<'_>, known: &Known<'_>) -> Result<Self, Refusal> {
        let said = |name: &str| Some(body.key(name)).filter(|field| !field.is_absent());
        let mut spec = self.equipped(body, known.skills)?;
        if let Some(name) = body.key("name").replaced_text(1..=256)? {
            spec.name = name;
        }
        spec.description = filled(body.key("description").patch_text(MAX_DESCRIPTION)?.over(spec.description));
        if let Some(field) = said("model") {
            spec.model = model_choice::resolve(&field, Some(&self.model))?;
        }
        if let Some(field) = said("multiagent") {
            spec.multiagent = multiagent::resolve(&field, self.multiagent.as_ref(), &known.directory)?;
        }
        if let Some(field) = said("execution_identity") {
            spec.execution_identity = execution_identity(&field)?;
        }
        spec.metadata = body.patched_metadata(&self.metadata)?;
        spec.check()?;
        Ok(spec)
    }

    /// The fields of a session's agent after `overrides`: `null` and `[]` clear, except for the model.
    pub(super) fn overridden(&self, overrides: &Field<'_>, known: &Skills) -> Result<Self, Refusal> {
        let mut spec = self.equipped(overrides, known)?;
        let model = overrides.key("model");
        if model.given().is_some() {
            // The effort of an override is not looked at: the model's default applies.
            spec.model = model_choice::with_default_effort(model_choice::resolve(&model, None)?);
        } else if !model.is_absent() {
            return Err(model.invalid("agent_model_required: an agent needs a model"));
        }
        spec.check()?;
        Ok(spec)
    }

    /// The fields that agents and sessions can both replace, except for the model.
    fn equipped(&self, body: &Field<'_>, known: &Skills) -> Result<Self, Refusal> {
        let said = |name: &str| Some(body.key(name)).filter(|field| !field.is_absent());
        let mut spec = self.clone();
        spec.system = filled(body.key("system").patch_text(MAX_SYSTEM)?.over(spec.system));
        if let Some(field) = said("tools") {
            spec.tools = tools::resolve(&field)?;
        }
        if let Some(field) = said("mcp_servers") {
            spec.mcp_servers = servers(&field)?;
        }
        if let Some(field) = said("skills") {
            spec.skills = skills(&field, known)?;
        }
        Ok(spec)
    }

    /// The rules between the fields: servers are used and known, skills can be read.
    fn check(&self) -> Result<(), Refusal> {
        let names: HashSet<&str> = self.mcp_servers.iter().map(|server| text(server, "name")).collect();
        let used: HashSet<&str> = tools::used_servers(&self.tools).collect();
        if let Some(name) = used.difference(&names).min() {
            return Err(Refusal::invalid(format!("tools: mcp_server_name \"{name}\" is not declared in mcp_servers")));
        }
        if let Some(name) = names.difference(&used).min() {
            return Err(Refusal::invalid(format!("mcp_servers: \"{name}\" is not referenced by any mcp_toolset")));
        }
        if !self.skills.is_empty() && !tools::can_read(&self.tools) {
            return Err(Refusal::invalid("skills: the read tool has to be enabled when skills are set"));
        }
        Ok(())
    }
}

/// An empty text is stored as none.
fn filled(words: Option<String>) -> Option<String> {
    words.filter(|words| !words.is_empty())
}

/// The MCP servers, each with a name of its own.
fn servers(field: &Field<'_>) -> Result<Vec<Value>, Refusal> {
    let mut names = HashSet::new();
    field
        .items(MAX_SERVERS)?
        .iter()
        .map(|item| {
            item.kind(&["url"])?;
            item.only(&["type", "name", "url"])?;
            let name = item.key("name").required_text(1..=255)?;
            let url = item.key("url").required_text(1..=2_048)?;
            if !url.starts_with("https://") && !url.starts_with("http://") {
                return Err(item.key("url").invalid("must be an http or https URL"));
            }
            if !names.insert(name.clone()) {
                return Err(item.key("name").invalid(&format!("duplicate MCP server name \"{name}\"")));
            }
            Ok(json!({"type": "url", "name": name, "url": url}))
        })
        .collect()
}

/// The skills, each pinned to a version.
fn skills(field: &Field<'_>, known: &Skills) -> Result<Vec<Value>, Refusal> {
    field
        .items(MAX_SKILLS)?
        .iter()
        .map(|item| {
            let kind = item.kind(&["anthropic", "custom"])?;
            item.only(&["type", "skill_id", "version"])?;
            let id = item.key("skill_id").required_text(1..=256)?;
            let wanted = item.key("version").text_within(256)?.filter(|version| version != "latest");
            let version = known
                .pin(kind, &id, wanted.as_deref())
                .ok_or_else(|| item.key("skill_id").invalid(&format!("skill \"{id}\" or its version was not found")))?;
            Ok(json!({"type": kind, "skill_id": id, "version": version}))
        })
        .collect()
}

fn execution_identity(field: &Field<'_>) -> Result<Value, Refusal> {
    if field.given().is_none() {
        return Ok(json!({"type": "service_account"}));
    }
    Ok(match field.kind(&["service_account", "aws_role"])? {
        "aws_role" => {
            field.only(&["type", "role_arn"])?;
            json!({"type": "aws_role", "role_arn": field.key("role_arn").required_text(1..=2_048)?})
        }
        kind => {
            field.only(&["type"])?;
            json!({"type": kind})
        }
    })
}
