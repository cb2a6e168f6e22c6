//! What lies in a memory store.

use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::memory::{Memory, MemoryEntry};

use super::remote::{Asked, Refresh, Watched};
use crate::api;
use crate::api::Error;
use crate::api::client::Request;

/// What a store holds, as far as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entries {
    /// Memories and folders, in the API's order.
    pub found: Vec<MemoryEntry>,
    /// Whether there are more than were read.
    pub has_more: bool,
}

/// What is in a store, or in a folder of it; read again only when that is asked for.
pub fn entries(store: String, folder: Option<String>) -> Watched<Entries> {
    Watched::new(Refresh::Never, move || {
        let store = store.clone();
        let mut query = Query::default().with("limit", "100");
        if let Some(folder) = &folder {
            query = query.with("path_prefix", folder);
        }
        Box::pin(async move {
            let pages = api::list::all(EndpointId::MemoryList, &[&store], query).await?;
            let has_more = pages.last().is_some_and(|page| page.next().is_some());
            let entries = pages.iter().flat_map(|page| &page.data);
            // An entry of another type, or of another shape, is an unknown one.
            let found = entries.filter_map(|entry| serde_json::from_str(entry.raw()).ok()).collect();
            Ok(Entries { found, has_more })
        })
    })
}

/// Reads the text of a memory.
pub fn text(store: &str, memory: &str) -> Asked<String> {
    let request = Request::new(EndpointId::MemoryRetrieve, &[store, memory]);
    Box::pin(async move {
        let query = Query::default().with("view", "full");
        let memory: Memory = request?.query(query).fetch().await?.decode()?;
        let missing = || Error::Decode { detail: "missing field `content`".to_owned(), request_id: None };
        memory.content.into_option().ok_or_else(missing)
    })
}
