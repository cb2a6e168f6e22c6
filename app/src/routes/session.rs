//! How a session is looked at, as its address says it.

use model::endpoint::is_id;
use model::query::Query;

use super::{Find, PanelTab, StripPlace, optional};

/// What the address of a session says beside which session it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionView {
    /// The event to show.
    pub event: Option<String>,
    /// The tab of the panel, unless it is the one that follows from the rest.
    pub tab: Option<PanelTab>,
    /// What is looked for.
    pub find: Find,
    /// What the strip shows.
    pub strip: StripPlace,
}

impl SessionView {
    /// The tab that is open.
    pub fn open_tab(&self) -> PanelTab {
        self.tab.unwrap_or(PanelTab::following(self.event.as_deref()))
    }

    pub(super) fn parse(query: &Query) -> Self {
        Self {
            event: query.get("event").filter(|id| is_id(id)).map(str::to_owned),
            tab: query.get("tab").and_then(PanelTab::parse),
            find: Find::parse(query),
            strip: StripPlace::parse(query),
        }
    }

    pub(super) fn print(&self) -> Query {
        let query = optional("event", self.event.clone());
        let query = self.tab.map_or(query.clone(), |tab| query.with("tab", tab.word()));
        self.strip.print(self.find.print(query))
    }
}
