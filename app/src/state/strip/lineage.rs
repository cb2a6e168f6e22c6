//! Which thread made which: the API's list of threads says it, events do not.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::thread::Thread;

use crate::api;
use crate::dom::task::Task;
use crate::dom::timer::sleep;

/// Threads that come one after another are asked for together.
const PAUSE: Duration = Duration::from_secs(5);

/// The threads of a session, as far as the API was asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lineage {
    parents: RwSignal<HashMap<String, String>>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Debug)]
struct Inner {
    session: String,
    /// Threads that were in a list, or should have been.
    asked: HashSet<String>,
    wanted: Vec<String>,
    task: Option<Task>,
}

impl Lineage {
    pub(super) fn new(session: String) -> Self {
        let inner = Inner { session, asked: HashSet::new(), wanted: Vec::new(), task: None };
        Self { parents: RwSignal::new(HashMap::new()), inner: StoredValue::new_local(inner) }
    }

    /// The thread that made this one; tracked.
    pub(super) fn parent(self, thread: &str) -> Option<String> {
        self.parents.with(|parents| parents.get(thread).cloned())
    }

    /// Learns who made these. A single thread is the session's own child, and nobody has to be asked.
    pub(super) fn learn(self, threads: Vec<String>) {
        let is_idle = self.inner.try_update_value(|inner| {
            inner.wanted = threads;
            inner.task.is_none() && inner.wanted.len() > 1
        });
        if is_idle == Some(true) {
            let task = Task::spawn(self.ask());
            self.inner.try_update_value(|inner| inner.task = Some(task));
        }
    }

    /// Asks as long as there are threads that were not asked for. After a failure the next new thread asks again.
    async fn ask(self) {
        while let Some(session) = self.inner.try_with_value(Inner::to_ask).flatten() {
            let query = Query::default().with("limit", "100");
            let Ok(pages) = api::list::all(EndpointId::ThreadList, &[session.as_str()], query).await else { break };
            let threads = pages.iter().flat_map(|page| &page.data);
            let threads = threads.filter_map(|thread| serde_json::from_str::<Thread>(thread.raw()).ok());
            let parent = |thread: Thread| Some((thread.id.to_string(), thread.parent_thread_id.as_ref()?.to_string()));
            let found: HashMap<String, String> = threads.filter_map(parent).collect();
            self.inner.try_update_value(|inner| inner.asked.extend(std::mem::take(&mut inner.wanted)));
            self.parents.try_set(found);
            sleep(PAUSE).await;
        }
        self.inner.try_update_value(|inner| inner.task = None);
    }
}

impl Inner {
    fn to_ask(&self) -> Option<String> {
        self.wanted.iter().any(|thread| !self.asked.contains(thread)).then(|| self.session.clone())
    }
}
