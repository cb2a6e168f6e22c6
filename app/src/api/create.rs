//! Making things.

use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::Wire;
use model::wire::agent::Agent;
use model::wire::environment::Environment;
use model::wire::model_info::ModelInfo;
use model::wire::request::{AgentCreate, EnvironmentCreate, SessionCreate};
use model::wire::session::Session;

use super::client::Request;
use super::{Error, list};

/// Makes an agent.
pub async fn agent(new: AgentCreate) -> Result<Agent, Error> {
    Request::new(EndpointId::AgentCreate, &[])?.send_json(&new).await
}

/// Makes an environment.
pub async fn environment(new: EnvironmentCreate) -> Result<Environment, Error> {
    Request::new(EndpointId::EnvironmentCreate, &[])?.send_json(&new).await
}

/// Makes a session.
pub async fn session(new: SessionCreate) -> Result<Session, Error> {
    Request::new(EndpointId::SessionCreate, &[])?.send_json(&new).await
}

/// The models that can be chosen.
pub async fn models() -> Result<Vec<ModelInfo>, Error> {
    let query = Query::default().with("limit", "100");
    let page = list::page::<ModelInfo>(EndpointId::ModelList, &[], query).await?;
    Ok(page.into_known().map(Wire::into_value).collect())
}
