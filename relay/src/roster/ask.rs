//! What the Roster asks the API, and how it reads the answers.

use model::endpoint::{Call, EndpointId, is_id};
use model::query::Query;
use model::wire::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::auth::Caller;
use crate::policy::Forward;

/// On whose account the list is read: everybody's, and so nobody's.
const CALLER: &str = "roster";

/// One call of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The sessions that are at work.
    AtWork,
    /// The newest sessions, whatever they do.
    Newest,
    /// One session.
    Session(String),
    /// Why a session came to rest, as of its `updated_at`.
    Stop {
        /// Which.
        id: String,
        /// What it said of its last change when this was asked.
        updated_at: String,
    },
}

impl Ask {
    /// The request to send; nothing if the id can not stand in one.
    pub fn forward(&self) -> Option<Forward> {
        let read = |id, of: &[&str], query| Some(Forward::read(Call::new(id, of).ok()?, query, Caller::of(CALLER)));
        let query = Query::default();
        match self {
            Self::AtWork => {
                let statuses = query.with("statuses[]", "running").with("statuses[]", "rescheduling");
                read(EndpointId::SessionList, &[], statuses.with("limit", "100"))
            }
            // As many as a page of the app shows.
            Self::Newest => read(EndpointId::SessionList, &[], query.with("limit", "50")),
            Self::Session(id) => read(EndpointId::SessionRetrieve, &[id], query),
            Self::Stop { id, .. } => {
                let newest = query.with("types[]", "session.status_idle").with("order", "desc").with("limit", "1");
                read(EndpointId::EventList, &[id], newest)
            }
        }
    }

    /// Whether it asks for the list that everybody shares.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::AtWork | Self::Newest)
    }

    /// The session it asks about.
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::AtWork | Self::Newest => None,
            Self::Session(id) | Self::Stop { id, .. } => Some(id),
        }
    }
}

/// A session as the API told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) status: Status,
    /// Microseconds since 1970; 0 when it is no time.
    pub(super) created: i64,
    pub(super) updated_at: String,
    pub(super) is_archived: bool,
    /// The object as it came, on one line.
    pub(super) raw: String,
}

/// What of a status matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    AtWork,
    Idle,
    Other,
}

/// A page of the list.
pub(super) struct Listed {
    pub(super) sessions: Vec<Found>,
    /// There are more than these.
    pub(super) has_more: bool,
}

impl Listed {
    /// Whether a session that is not on the page would have to be, had it belonged to the list: it is ordered by creation.
    pub(super) fn covers(&self, created: i64) -> bool {
        !self.has_more || self.sessions.iter().map(|session| session.created).min().is_some_and(|last| created > last)
    }

    pub(super) fn holds(&self, id: &str) -> bool {
        self.sessions.iter().any(|session| session.id == id)
    }
}

/// Reads a page. What is no session is left out: the app shows it as it came when it reads the list itself.
pub(super) fn listed(text: &str) -> Option<Listed> {
    let page: Page<'_> = serde_json::from_str(text).ok()?;
    let sessions = page.data.iter().filter_map(|raw| session(raw.get())).collect();
    Some(Listed { sessions, has_more: page.next_page.is_some_and(|cursor| !cursor.is_empty()) })
}

/// Reads a session, if its id is one to ask for.
pub(super) fn session(text: &str) -> Option<Found> {
    let read: Item<'_> = serde_json::from_str(text).ok()?;
    let status = match read.status?.as_str() {
        "running" | "rescheduling" => Status::AtWork,
        "idle" => Status::Idle,
        _ => Status::Other,
    };
    Some(Found {
        id: read.id.filter(|id| is_id(id))?,
        status,
        created: Timestamp::new(read.created_at?).micros().unwrap_or(0),
        updated_at: read.updated_at?,
        is_archived: read.archived_at.is_some(),
        raw: one_line(text),
    })
}

/// Reads why a session came to rest; `null` when it never did.
pub(super) fn stop(text: &str) -> Option<String> {
    let page: Page<'_> = serde_json::from_str(text).ok()?;
    let Some(event) = page.data.first() else { return Some("null".to_owned()) };
    let event: Item<'_> = serde_json::from_str(event.get()).ok()?;
    Some(one_line(event.stop_reason?.get()))
}

/// A line of a stream ends where a line of text does; inside of JSON strings there are no such characters.
pub(super) fn one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ").trim().to_owned()
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    next_page: Option<String>,
}

/// A session or an event: what is read of either.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Item<'a> {
    id: Option<String>,
    status: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
    archived_at: Option<String>,
    #[serde(borrow)]
    stop_reason: Option<&'a RawValue>,
}
