//! Pages to fetch.

use crate::query::Query;
use crate::time::Time;

/// Which log is followed. They are listed in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A session's, which is also that of its primary thread: can be listed from either end, and filtered.
    Session,
    /// A child thread's: only from its beginning, page after page.
    Thread,
}

/// The types of events that can wait in the queue, so that they have no time to be listed by.
pub const QUEUED_TYPES: [&str; 6] = [
    "user.message",
    "user.interrupt",
    "user.tool_confirmation",
    "user.tool_result",
    "user.custom_tool_result",
    "system.message",
];

/// A page to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Of which log.
    pub scope: Scope,
    /// In which order.
    pub order: Order,
    /// Only events processed at this time or later.
    pub from: Option<Time>,
    /// Only events of these types; all when empty.
    pub types: &'static [&'static str],
    /// The cursor.
    pub page: Option<String>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest first.
    Ascending,
    /// Newest first.
    Descending,
}

impl List {
    /// The query of its request, for pages of at most `limit` events.
    pub fn query(&self, limit: u32) -> Query {
        let mut query = Query::default().with("limit", limit.to_string());
        if self.scope == Scope::Session {
            let order = match self.order {
                Order::Ascending => "asc",
                Order::Descending => "desc",
            };
            query = query.with("order", order);
        }
        if let Some(from) = self.from {
            query = query.with("created_at[gte]", from.to_timestamp().as_str());
        }
        for kind in self.types {
            query = query.with("types[]", *kind);
        }
        match &self.page {
            Some(page) => query.with("page", page.clone()),
            None => query,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_threads_for_nothing_but_pages() {
        let list = List { scope: Scope::Thread, order: Order::Ascending, from: None, types: &[], page: None };
        assert_eq!(list.query(7).print(), "?limit=7");
        let list = List { page: Some("p".into()), ..list };
        assert_eq!(list.query(7).print(), "?limit=7&page=p");
    }

    #[test]
    fn asks_sessions_for_what_is_missing() {
        let from = Some(Time::from_millis(0));
        let list = List { scope: Scope::Session, order: Order::Descending, from, types: &["user.message"], page: None };
        let expected =
            "?limit=1000&order=desc&created_at%5Bgte%5D=1970-01-01T00%3A00%3A00.000000Z&types%5B%5D=user.message";
        assert_eq!(list.query(1_000).print(), expected);
    }
}
