//! The one table of places in the app: every link is printed from it, every address is parsed by it.

mod find;
mod list;
mod panel;
mod session;
mod sessions;
mod strip;

pub use find::Find;
pub use list::ListView;
pub use panel::PanelTab;
pub use session::SessionView;
pub use sessions::{Created, Order, SessionsView, StatusFilter};
pub use strip::{LaneId, StripPlace};

use model::endpoint::is_id;
use model::query::Query;

/// A place in the app, with what its address says about the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `/`
    Home,
    /// `/sessions`
    Sessions(SessionsView),
    /// `/sessions/{id}`
    Session {
        /// The session.
        id: String,
        /// How it is looked at.
        view: SessionView,
    },
    /// `/agents`
    Agents(ListView),
    /// `/agents/{id}`
    Agent {
        /// The agent.
        id: String,
        /// The version to show; the newest if there is none.
        version: Option<u32>,
    },
    /// `/environments`
    Environments(ListView),
    /// `/environments/{id}`
    Environment {
        /// The environment.
        id: String,
    },
    /// Everything else.
    NotFound,
}

impl Route {
    /// The place that `path` and the raw `query` (without `?`) name.
    ///
    /// A query never makes a place unknown: what it says wrongly is not said.
    pub fn parse(path: &str, query: &str) -> Self {
        let query = Query::parse(query).unwrap_or_default();
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        match segments.as_slice() {
            [""] => Self::Home,
            ["sessions"] => Self::Sessions(SessionsView::parse(&query)),
            ["sessions", id] if is_id(id) => Self::Session { id: (*id).to_owned(), view: SessionView::parse(&query) },
            ["agents"] => Self::Agents(ListView::parse(&query)),
            ["agents", id] if is_id(id) => Self::Agent {
                id: (*id).to_owned(),
                version: query.get("version").and_then(|version| version.parse().ok()),
            },
            ["environments"] => Self::Environments(ListView::parse(&query)),
            ["environments", id] if is_id(id) => Self::Environment { id: (*id).to_owned() },
            _ => Self::NotFound,
        }
    }

    /// The address. Parsing it gives the same place again.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::Sessions(view) => format!("/sessions{}", view.print().print()),
            Self::Session { id, view } => format!("/sessions/{id}{}", view.print().print()),
            Self::Agents(view) => format!("/agents{}", view.print().print()),
            Self::Agent { id, version } => {
                format!("/agents/{id}{}", optional("version", version.map(|version| version.to_string())).print())
            }
            Self::Environments(view) => format!("/environments{}", view.print().print()),
            Self::Environment { id } => format!("/environments/{id}"),
        }
    }

    /// A session's page.
    pub fn session(id: &str) -> Self {
        Self::Session { id: id.to_owned(), view: SessionView::default() }
    }

    /// An agent's page, at its newest version.
    pub fn agent(id: &str) -> Self {
        Self::Agent { id: id.to_owned(), version: None }
    }

    /// An environment's page.
    pub fn environment(id: &str) -> Self {
        Self::Environment { id: id.to_owned() }
    }

    /// Whether both are the same page of the same object, however they look at it.
    pub fn is_same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sessions(_), Self::Sessions(_))
            | (Self::Agents(_), Self::Agents(_))
            | (Self::Environments(_), Self::Environments(_)) => true,
            (Self::Session { id, .. }, Self::Session { id: other, .. })
            | (Self::Agent { id, .. }, Self::Agent { id: other, .. }) => id == other,
            _ => self == other,
        }
    }

    /// The entry of the navigation that this place belongs to.
    pub fn section(&self) -> Option<Section> {
        match self {
            Self::Home | Self::Sessions(_) | Self::Session { .. } => Some(Section::Sessions),
            Self::Agents(_) | Self::Agent { .. } => Some(Section::Agents),
            Self::Environments(_) | Self::Environment { .. } => Some(Section::Environments),
            Self::NotFound => None,
        }
    }
}

/// An entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Sessions.
    Sessions,
    /// Agents.
    Agents,
    /// Environments.
    Environments,
}

impl Section {
    /// All entries, in their order.
    pub const ALL: [Self; 3] = [Self::Sessions, Self::Agents, Self::Environments];

    /// Where the entry leads.
    pub fn route(self) -> Route {
        match self {
            Self::Sessions => Route::Sessions(SessionsView::default()),
            Self::Agents => Route::Agents(ListView::default()),
            Self::Environments => Route::Environments(ListView::default()),
        }
    }
}

fn optional(name: &str, value: Option<String>) -> Query {
    match value {
        Some(value) => Query::default().with(name, value),
        None => Query::default(),
    }
}

#[cfg(test)]
mod tests;
