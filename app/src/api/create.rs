//! What is sent to make something.

use model::endpoint::EndpointId;
use model::ids::ModelId;
use model::query::Query;
use model::wire::agent::Agent;
use model::wire::environment::{Environment, EnvironmentConfig};
use model::wire::session::Session;
use model::wire::tool::Tool;
use model::wire::usage::Budget;
use serde::{Deserialize, Serialize};

use super::client::Request;
use super::{Error, list};

/// A new agent.
#[derive(Debug, Clone, Serialize)]
pub struct NewAgent {
    /// What it is called.
    pub name: String,
    /// What it runs on.
    pub model: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its system prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// What it may use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<Tool>,
}

/// A new environment.
#[derive(Debug, Clone, Serialize)]
pub struct NewEnvironment {
    /// What it is called.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How it is set up.
    pub config: EnvironmentConfig,
}

/// A new session.
#[derive(Debug, Clone, Serialize)]
pub struct NewSession {
    /// Who works, in the newest version.
    pub agent: String,
    /// Where.
    pub environment_id: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it may spend; only possible now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// What it begins with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initial_events: Vec<UserMessage>,
}

/// What a person says.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename = "user.message")]
pub struct UserMessage {
    /// The text.
    pub content: Vec<TextBlock>,
}

/// A piece of text.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename = "text")]
pub struct TextBlock {
    /// The text.
    pub text: String,
}

impl UserMessage {
    /// A message of one text.
    pub fn new(text: String) -> Self {
        Self { content: vec![TextBlock { text }] }
    }
}

/// A model that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ModelName {
    /// Its id.
    pub id: ModelId,
    /// What it is called.
    pub display_name: String,
}

/// Makes an agent.
pub async fn agent(new: NewAgent) -> Result<Agent, Error> {
    Request::new(EndpointId::AgentCreate, &[])?.send_json(&new).await
}

/// Makes an environment.
pub async fn environment(new: NewEnvironment) -> Result<Environment, Error> {
    Request::new(EndpointId::EnvironmentCreate, &[])?.send_json(&new).await
}

/// Makes a session.
pub async fn session(new: NewSession) -> Result<Session, Error> {
    Request::new(EndpointId::SessionCreate, &[])?.send_json(&new).await
}

/// The models that can be chosen.
pub async fn models() -> Result<Vec<ModelName>, Error> {
    let query = Query::default().with("limit", "100");
    let page = list::page::<ModelName>(EndpointId::ModelList, &[], query).await?;
    Ok(page.into_known().map(model::wire::Wire::into_value).collect())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(new: &impl Serialize, expected: Expect) {
        expected.assert_eq(&serde_json::to_string(new).unwrap());
    }

    #[test]
    fn bodies_hold_what_was_said_and_nothing_else() {
        let session = NewSession {
            agent: "agent_1".into(),
            environment_id: "env_1".into(),
            title: None,
            budget: Some(Budget::limit(500)),
            initial_events: vec![UserMessage::new("Begin.".into())],
        };
        check(
            &session,
            expect![[r#"{"agent":"agent_1","environment_id":"env_1","budget":{"type":"limit","max_list_cost":{"amount":"500","currency":"USD"}},"initial_events":[{"type":"user.message","content":[{"type":"text","text":"Begin."}]}]}"#]],
        );
        let agent = NewAgent { name: "coder".into(), model: "m".into(), description: None, system: None, tools: vec![] };
        check(&agent, expect![[r#"{"name":"coder","model":"m"}"#]]);
        let environment = NewEnvironment { name: "open".into(), description: None, config: EnvironmentConfig::SelfHosted };
        check(&environment, expect![[r#"{"name":"open","config":{"type":"self_hosted"}}"#]]);
    }
}
