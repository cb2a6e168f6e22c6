//! What the address of a session says about what is looked for in it.

use model::endpoint::is_id;
use model::query::Query;
use model::timeline::{Filter, Level, Sort};

/// The longest text that is looked for, in letters.
const LONGEST: usize = 200;
const FAILED: &str = "failed";
const WAITING: &str = "waiting";
const STORY: &str = "story";

/// What is looked for in a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// The text; nothing if empty.
    pub text: String,
    /// Which rows are shown.
    pub filter: Filter,
    /// How much of them is told.
    pub level: Level,
}

impl Find {
    pub(super) fn parse(query: &Query) -> Self {
        let is_asked = |word: &str| query.all("show").any(|asked| asked == word);
        let short = |name: &str| {
            let value = query.get(name).filter(|value| !value.is_empty())?;
            Some(value.chars().take(LONGEST).collect::<String>())
        };
        Self {
            text: short("q").unwrap_or_default(),
            filter: Filter {
                sorts: Sort::ALL.into_iter().filter(|sort| is_asked(word(*sort))).collect(),
                tool: short("tool"),
                thread: query.get("thread").filter(|id| is_id(id)).map(str::to_owned),
                failed: is_asked(FAILED),
                waiting: is_asked(WAITING),
            },
            level: if query.get("level") == Some(STORY) { Level::Story } else { Level::Full },
        }
    }

    pub(super) fn print(&self, mut query: Query) -> Query {
        if !self.text.is_empty() {
            query = query.with("q", &self.text);
        }
        let conditions = [(self.filter.failed, FAILED), (self.filter.waiting, WAITING)];
        let conditions = conditions.into_iter().filter(|(is_on, _)| *is_on).map(|(_, word)| word);
        for word in self.filter.sorts.iter().map(|sort| word(*sort)).chain(conditions) {
            query = query.with("show", word);
        }
        for (name, value) in [("tool", &self.filter.tool), ("thread", &self.filter.thread)] {
            if let Some(value) = value {
                query = query.with(name, value);
            }
        }
        if self.level == Level::Story {
            query = query.with("level", STORY);
        }
        query
    }
}

fn word(sort: Sort) -> &'static str {
    match sort {
        Sort::Message => "messages",
        Sort::Tool => "tools",
        Sort::File => "files",
        Sort::Web => "web",
        Sort::Mcp => "mcp",
        Sort::Thinking => "thinking",
        Sort::Status => "status",
        Sort::Unknown => "unknown",
    }
}
