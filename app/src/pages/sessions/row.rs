//! A session as one line.

use model::timeline::Status;
use model::wire::event::StopReason;
use model::wire::session::{Session, SessionStatus};
use model::wire::usage::{Money, Usage};

use crate::pages::listing::Column;
use crate::pages::listing::line::{Cell, Line};
use crate::pages::look;
use crate::routes::Route;
use crate::words;
use crate::words::common::NONE;
use crate::words::sessions::column;

/// The columns of the list.
pub const COLUMNS: &[Column] = &[
    Column { name: column::STATUS, class: "w-status" },
    Column { name: column::TITLE, class: "lead" },
    Column { name: column::AGENT, class: "w-name" },
    Column { name: column::ENVIRONMENT, class: "w-name wide narrow-hidden" },
    Column { name: column::ACTIVE, class: "w-number number optional narrow-hidden" },
    Column { name: column::TOKENS, class: "w-number number optional narrow-hidden" },
    Column { name: column::COST, class: "w-number number strong narrow-end" },
    Column { name: column::STARTED, class: "w-time number" },
];

/// A session as one line.
pub fn line(session: &Session) -> Line {
    told(session, None)
}

/// A session as one line, with why it rests, as far as that is known.
pub fn told(session: &Session, stop: Option<&StopReason>) -> Line {
    Line {
        id: session.id.to_string(),
        changed: session.updated_at.micros().unwrap_or_default(),
        cells: vec![
            Cell::Status(look::session(&session.status, stop)),
            Cell::Lead {
                name: title(session),
                path: Route::session(session.id.as_str()).path(),
                mark: session.archived_at.is_set().then_some(words::common::ARCHIVED),
            },
            Cell::Text(agent(session)),
            Cell::Environment(session.environment_id.to_string()),
            Cell::Text(active(session)),
            Cell::Sum {
                text: so_far(session, words::format::count_short(tokens(&session.usage).iter().sum())),
                parts: tokens_in_full(&session.usage),
            },
            Cell::Text(cost(session)),
            Cell::Since(session.created_at.clone()),
        ],
    }
}

/// Says that there is nothing behind the line any more.
pub fn mark_deleted(line: &mut Line) {
    line.changed = i64::MAX;
    for cell in &mut line.cells {
        match cell {
            Cell::Status(look) => *look = words::session::status(&Status::Deleted),
            Cell::Lead { mark, .. } => *mark = None,
            _ => {}
        }
    }
}

fn title(session: &Session) -> String {
    let title = session.title.as_str().filter(|title| !title.trim().is_empty());
    title.unwrap_or(words::sessions::UNTITLED).to_owned()
}

fn agent(session: &Session) -> String {
    let name = session.agent.name().unwrap_or(NONE);
    match session.agent.definition().and_then(|definition| definition.version.as_ref()) {
        Some(version) => words::sessions::agent_version(name, *version),
        None => name.to_owned(),
    }
}

fn active(session: &Session) -> String {
    let seconds = session.usage.active_seconds.as_ref().or(session.stats.active_seconds.as_ref());
    seconds.map_or(NONE.to_owned(), |seconds| words::format::duration_short(*seconds))
}

fn cost(session: &Session) -> String {
    let is_worked = tokens(&session.usage).iter().any(|tokens| *tokens > 0);
    match session.usage.list_cost.as_ref().and_then(Money::cents) {
        None => NONE.to_owned(),
        // The API rounds to whole cents.
        Some(0) if is_worked => words::format::LESS_THAN_A_CENT.to_owned(),
        Some(cents) => so_far(session, words::format::money_cents(cents)),
    }
}

/// The API books what a turn used at its end: while one runs, the figure is the least.
fn so_far(session: &Session, figure: String) -> String {
    match session.status {
        SessionStatus::Running | SessionStatus::Rescheduling => words::sessions::at_least(&figure),
        _ => figure,
    }
}

/// Tokens read afresh, written, and read from or written to the cache.
fn tokens(usage: &Usage) -> [u64; 3] {
    let count = |tokens: Option<&u64>| tokens.copied().unwrap_or_default();
    let cache = usage.cache_creation.as_ref();
    let written = cache.map_or(0, |cache| {
        count(cache.ephemeral_5m_input_tokens.as_ref()) + count(cache.ephemeral_1h_input_tokens.as_ref())
    });
    [
        count(usage.input_tokens.as_ref()),
        count(usage.output_tokens.as_ref()),
        count(usage.cache_read_input_tokens.as_ref()) + written,
    ]
}

fn tokens_in_full(usage: &Usage) -> String {
    let [input, output, cached] = tokens(usage);
    words::sessions::tokens(input, output, cached)
}
