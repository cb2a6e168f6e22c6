//! What the address of a plain list says.

use model::query::Query;

/// A list that is paged forward and may show what is archived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListView {
    /// Show archived ones too.
    pub archived: bool,
    /// The cursor of the page; the first page if there is none.
    pub page: Option<String>,
    /// The form for a new one is open.
    pub new: bool,
}

impl ListView {
    pub(super) fn parse(query: &Query) -> Self {
        Self {
            archived: is_on(query, "archived"),
            page: query.get("page").filter(|page| !page.is_empty()).map(str::to_owned),
            new: is_on(query, "new"),
        }
    }

    pub(super) fn print(&self) -> Query {
        let mut query = Query::default();
        if self.archived {
            query = query.with("archived", ON);
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
    pub fn to_api(&self, limit: u32) -> Query {
        let mut query = Query::default().with("limit", limit.to_string());
        if self.archived {
            query = query.with("include_archived", "true");
        }
        if let Some(page) = &self.page {
            query = query.with("page", page);
        }
        query
    }
}

pub(super) const ON: &str = "1";

pub(super) fn is_on(query: &Query, name: &str) -> bool {
    query.get(name) == Some(ON)
}
