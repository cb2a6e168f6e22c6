//! What the address of the session list says.

use model::endpoint::is_id;
use model::query::Query;

use super::list::{ON, is_on};

/// Filters, order and place of the session list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionsView {
    /// Only these statuses; all if empty.
    pub statuses: Vec<StatusFilter>,
    /// Only sessions of this agent.
    pub agent: Option<String>,
    /// Only sessions created then.
    pub created: Created,
    /// Show archived ones too.
    pub archived: bool,
    /// By creation.
    pub order: Order,
    /// The cursor of the page; the first page if there is none.
    pub page: Option<String>,
    /// The form for a new session is open.
    pub new: bool,
}

/// A status that the API can filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFilter {
    /// `running`
    Running,
    /// `rescheduling`
    Rescheduling,
    /// `idle`
    Idle,
    /// `terminated`
    Terminated,
}

/// When sessions were created.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Created {
    /// Whenever.
    #[default]
    Any,
    /// In the last so many days.
    LastDays(u32),
    /// From one day to another, both included, as `YYYY-MM-DD`; either may be open.
    Between {
        /// The first day.
        from: Option<String>,
        /// The last day.
        to: Option<String>,
    },
}

/// The order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

impl StatusFilter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Running, Self::Rescheduling, Self::Idle, Self::Terminated];

    /// The API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Rescheduling => "rescheduling",
            Self::Idle => "idle",
            Self::Terminated => "terminated",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

impl Created {
    /// Reads `7d` or `2026-11-01..2026-11-05`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(days) = text.strip_suffix('d') {
            return days.parse().ok().filter(|&days| days > 0).map(Self::LastDays);
        }
        let (from, to) = text.split_once("..")?;
        let (from, to) = (read_day(from)?, read_day(to)?);
        Some(Self::Between { from, to })
    }

    /// Writes what [`Created::parse`] reads; nothing for any time.
    pub fn print(&self) -> Option<String> {
        match self {
            Self::Any => None,
            Self::LastDays(days) => Some(format!("{days}d")),
            Self::Between { from, to } => {
                Some(format!("{}..{}", from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default()))
            }
        }
    }
}

impl SessionsView {
    pub(super) fn parse(query: &Query) -> Self {
        Self {
            statuses: StatusFilter::ALL
                .into_iter()
                .filter(|status| query.all("status").any(|word| StatusFilter::parse(word) == Some(*status)))
                .collect(),
            agent: query.get("agent").filter(|id| is_id(id)).map(str::to_owned),
            created: query.get("created").and_then(Created::parse).unwrap_or_default(),
            archived: is_on(query, "archived"),
            order: if query.get("order") == Some("oldest") { Order::Oldest } else { Order::Newest },
            page: query.get("page").filter(|page| !page.is_empty()).map(str::to_owned),
            new: is_on(query, "new"),
        }
    }

    pub(super) fn print(&self) -> Query {
        let mut query = Query::default();
        for status in &self.statuses {
            query = query.with("status", status.as_str());
        }
        if let Some(agent) = &self.agent {
            query = query.with("agent", agent);
        }
        if let Some(created) = self.created.print() {
            query = query.with("created", created);
        }
        if self.archived {
            query = query.with("archived", ON);
        }
        if self.order == Order::Oldest {
            query = query.with("order", "oldest");
        }
        if let Some(page) = &self.page {
            query = query.with("page", page);
        }
        if self.new {
            query = query.with("new", ON);
        }
        query
    }

    /// What the API is asked.
    ///
    /// `day_start` turns a day of the reader's calendar, plus a number of days, into a time; `now` minus days is asked for by `days_ago`.
    pub fn to_api(
        &self,
        limit: u32,
        day_start: impl Fn(&str, u32) -> Option<String>,
        days_ago: impl Fn(u32) -> String,
    ) -> Query {
        let mut query = Query::default().with("limit", limit.to_string());
        for status in &self.statuses {
            query = query.with("statuses[]", status.as_str());
        }
        if let Some(agent) = &self.agent {
            query = query.with("agent_id", agent);
        }
        match &self.created {
            Created::Any => {}
            Created::LastDays(days) => query = query.with("created_at[gte]", days_ago(*days)),
            Created::Between { from, to } => {
                if let Some(time) = from.as_deref().and_then(|day| day_start(day, 0)) {
                    query = query.with("created_at[gte]", time);
                }
                if let Some(time) = to.as_deref().and_then(|day| day_start(day, 1)) {
                    query = query.with("created_at[lt]", time);
                }
            }
        }
        if self.archived {
            query = query.with("include_archived", "true");
        }
        if self.order == Order::Oldest {
            query = query.with("order", "asc");
        }
        if let Some(page) = &self.page {
            query = query.with("page", page);
        }
        query
    }

    /// The same list on its first page.
    ///
    /// A cursor belongs to the filters it was made with.
    #[must_use]
    pub fn first_page(self) -> Self {
        Self { page: None, ..self }
    }

    /// Whether it is the page that new sessions come onto.
    pub fn is_newest(&self) -> bool {
        self.page.is_none() && self.order == Order::Newest
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.statuses.is_empty() || self.agent.is_some() || self.created != Created::Any
    }
}

/// `None`: no day. `Some(None)`: left open.
#[expect(clippy::option_option, reason = "open and wrong are different")]
fn read_day(text: &str) -> Option<Option<String>> {
    if text.is_empty() {
        return Some(None);
    }
    let shape = text.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
    shape.eq(*b"0000-00-00").then(|| Some(text.to_owned()))
}
