//! Agents and environments by name, for filters, forms and lists.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::agent::Agent;
use model::wire::environment::Environment;
use serde::Deserialize;

use super::remote::{Refresh, Remote, Watched};
use crate::api;

/// Something that can be chosen by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// It takes no new sessions.
    pub is_archived: bool,
}

/// A list of names, read once by the view that asks for it.
#[derive(Debug, Clone)]
pub struct Directory(Watched<Vec<Named>>);

impl Directory {
    /// The agents that are not archived.
    pub fn agents() -> Self {
        Self::read(EndpointId::AgentList, Query::default(), |agent: &Agent| Named {
            id: agent.id.as_str().to_owned(),
            name: agent.name.clone(),
            is_archived: agent.archived_at.is_set(),
        })
    }

    /// The environments, archived ones too: old sessions name them.
    pub fn environments() -> Self {
        let query = Query::default().with("include_archived", "true");
        Self::read(EndpointId::EnvironmentList, query, |environment: &Environment| Named {
            id: environment.id.as_str().to_owned(),
            name: environment.name.clone(),
            is_archived: environment.archived_at.is_set(),
        })
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

    fn read<T>(id: EndpointId, query: Query, name: fn(&T) -> Named) -> Self
    where
        T: for<'a> Deserialize<'a> + 'static,
    {
        let once = Memo::new(|_| ());
        Self(Watched::new(Refresh::Never, once, move |()| {
            let query = query.clone().with("limit", "100");
            async move {
                let found = api::list::all::<T>(id, query).await?;
                Ok(found.iter().map(|wire| name(wire)).collect())
            }
        }))
    }
}
