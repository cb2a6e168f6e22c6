//! What belongs to a session and is listed apart from it: its files, its threads.

use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::file::File;
use model::wire::thread::Thread;
use serde::de::DeserializeOwned;

use super::remote::{Refresh, Remote, Watched};
use crate::api;

/// A list that is read again while somebody looks.
#[derive(Debug)]
pub struct SessionParts<T: Send + Sync + 'static>(Watched<Vec<T>>);

impl<T: Send + Sync + 'static> Clone for SessionParts<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for SessionParts<T> {}

impl SessionParts<File> {
    /// The files of a session: what was put in, and what it wrote.
    pub fn files(session: String) -> Self {
        Self::read(EndpointId::FileList, None, Query::default().with("scope_id", session))
    }
}

impl SessionParts<Thread> {
    /// The threads of a session, the primary one among them.
    pub fn threads(session: String) -> Self {
        Self::read(EndpointId::ThreadList, Some(session), Query::default())
    }
}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> SessionParts<T> {
    /// What is known; tracked.
    pub fn get(self) -> Remote<Vec<T>> {
        self.0.get()
    }

    /// The first that `is_it` says so of; tracked.
    pub fn find(self, is_it: impl Fn(&T) -> bool) -> Option<T> {
        self.0.with(|remote| remote.value()?.iter().find(|part| is_it(part)).cloned())
    }

    /// Reads it again.
    pub fn reload(self) {
        self.0.reload();
    }

    fn read(id: EndpointId, of: Option<String>, query: Query) -> Self {
        Self(Watched::new(Refresh::WhileVisible, move || {
            let (of, query) = (of.clone(), query.clone().with("limit", "100"));
            Box::pin(async move {
                let pages = api::list::all(id, of.as_deref().as_slice(), query).await?;
                let parts = pages.iter().flat_map(|page| &page.data);
                Ok(parts.filter_map(|part| serde_json::from_str(part.raw()).ok()).collect())
            })
        }))
    }
}
