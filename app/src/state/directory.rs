//! Agents, environments, models and versions by name, for filters, forms and lists.

use model::endpoint::EndpointId;
use model::query::Query;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::remote::{Refresh, Remote, Watched};
use crate::api;

/// Something that can be chosen by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Which version of it this is.
    pub version: Option<u32>,
    /// It takes no new sessions.
    pub is_archived: bool,
}

/// A list of names, read once by the view that asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Directory(Watched<Vec<Named>>);

impl Directory {
    /// The agents that are not archived.
    pub fn agents() -> Self {
        Self::read(EndpointId::AgentList, None, Query::default())
    }

    /// The environments, archived ones too: old sessions name them.
    pub fn environments() -> Self {
        Self::read(EndpointId::EnvironmentList, None, Query::default().with("include_archived", "true"))
    }

    /// The models that can be chosen.
    pub fn models() -> Self {
        Self::read(EndpointId::ModelList, None, Query::default())
    }

    /// The versions of an agent.
    pub fn versions(agent: String) -> Self {
        Self::read(EndpointId::AgentVersionList, Some(agent), Query::default())
    }

    /// The names, as far as they are known; tracked.
    pub fn with<R>(&self, look: impl FnOnce(&[Named]) -> R) -> R {
        self.0.with(|remote| look(remote.value().map_or(&[], Vec::as_slice)))
    }

    /// What is called by this id; tracked.
    pub fn name(&self, id: &str) -> Option<String> {
        self.with(|names| names.iter().find(|named| named.id == id).map(|named| named.name.clone()))
    }

    /// What is known of the list itself; tracked.
    pub fn remote(&self) -> Remote<Vec<Named>> {
        self.0.get()
    }

    /// Reads it again.
    pub fn reload(&self) {
        self.0.reload();
    }

    fn read(id: EndpointId, of: Option<String>, query: Query) -> Self {
        Self(Watched::new(Refresh::Never, move || {
            let (of, query) = (of.clone(), query.clone().with("limit", "100"));
            Box::pin(async move {
                let pages = api::list::all(id, of.as_deref().as_slice(), query).await?;
                Ok(pages.iter().flat_map(|page| &page.data).filter_map(|item| Named::read(item.raw())).collect())
            })
        }))
    }
}

impl Named {
    /// Reads JSON text; what has no id or name cannot be chosen.
    pub fn read(json: &str) -> Option<Self> {
        /// What all things with a name have in common.
        #[derive(Deserialize)]
        struct Thing {
            id: String,
            #[serde(alias = "display_name")]
            name: String,
            #[serde(default)]
            version: Option<u32>,
            #[serde(default)]
            archived_at: Option<IgnoredAny>,
        }
        let Thing { id, name, version, archived_at } = serde_json::from_str(json).ok()?;
        Some(Self { id, name, version, is_archived: archived_at.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<(&str, &str, Option<u32>, bool)>) {
        let named = Named::read(json);
        let found = named.as_ref().map(|n| (n.id.as_str(), n.name.as_str(), n.version, n.is_archived));
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn reads_whatever_has_id_and_name() {
        let agent = r#"{"id":"agent_1","name":"Coder","version":3,"archived_at":null,"model":{}}"#;
        check(agent, Some(("agent_1", "Coder", Some(3), false)));
        let environment = r#"{"id":"env_1","name":"node","archived_at":"2026-11-01T00:00:00Z"}"#;
        check(environment, Some(("env_1", "node", None, true)));
        check(r#"{"id":"claude-x","display_name":"Claude X"}"#, Some(("claude-x", "Claude X", None, false)));
        check(r#"{"id":"agent_1"}"#, None);
        check("[]", None);
    }
}
