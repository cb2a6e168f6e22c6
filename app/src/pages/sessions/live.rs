//! How a page of the list takes what the relay tells of sessions.
//!
//! A row changes in place. A session that was not on the page comes onto it where it belongs, if that is the first page
//! of the newest and the filters ask for it. A row that they no longer ask for stays where it is, and says so, until
//! the list is read again: rows that vanish under the pointer help nobody.

use model::query::Query;
use model::time::Time;
use model::wire::Timestamp;
use model::wire::session::Session;

use super::row;
use crate::api::roster::{State, Told};
use crate::pages::listing::line::{Cell, Line, Lines};
use crate::words;

/// Takes what was told into the page that the API gave for `query`.
pub(super) fn merge(lines: &mut Lines, told: &Told, query: &Query) {
    let at = lines.lines.iter().position(|line| line.id == told.id);
    let known = at.and_then(|at| lines.lines.get_mut(at));
    match (&told.state, known) {
        (None, Some(line)) => row::mark_deleted(line),
        (Some(state), Some(line)) => {
            let changed = line_of(state, query).filter(|(changed, _)| changed.changed >= line.changed);
            if let Some((changed, _)) = changed {
                *line = changed;
            }
        }
        (Some(state), None) if takes_new(query) => {
            let after = lines.lines.iter().position(|line| created(line) < state.created);
            // Beyond the last row of a full page begins the next page.
            let at = after.or_else(|| lines.around.1.is_none().then_some(lines.lines.len()));
            let Some((at, (line, true))) = at.zip(line_of(state, query)) else { return };
            lines.lines.insert(at, line);
        }
        (_, None) => {}
    }
}

/// Whether it is the first page of the newest.
fn takes_new(query: &Query) -> bool {
    query.get("page").is_none() && query.get("order").is_none()
}

/// The row of a session, and whether the API would list it for `query`.
fn line_of(state: &State, query: &Query) -> Option<(Line, bool)> {
    let session: Session = state.json.read().ok()?;
    let mut line = row::told(&session, state.stop.as_ref());
    let is_asked = is_asked(query, &session, state.created);
    for cell in &mut line.cells {
        if let Cell::Lead { mark, .. } = cell {
            *mark = mark.or((!is_asked).then_some(words::sessions::NO_MATCH));
        }
    }
    Some((line, is_asked))
}

/// Whether the API would list this session for `query`.
fn is_asked(query: &Query, session: &Session, created: i64) -> bool {
    let micros = |name| query.get(name).and_then(|text| Time::of(&Timestamp::new(text))).map(Time::micros);
    let mut statuses = query.all("statuses[]").peekable();
    let agent = session.agent.definition().and_then(|agent| agent.id.as_ref());
    (statuses.peek().is_none() || statuses.any(|status| status == session.status.as_str()))
        && query.get("agent_id").is_none_or(|id| agent.is_some_and(|agent| agent.as_str() == id))
        && micros("created_at[gte]").is_none_or(|from| created >= from)
        && micros("created_at[lt]").is_none_or(|to| created < to)
        && (query.get("include_archived").is_some() || !session.archived_at.is_set())
}

fn created(line: &Line) -> i64 {
    let time = line.cells.iter().find_map(|cell| if let Cell::Since(time) = cell { Some(time) } else { None });
    time.and_then(Timestamp::micros).unwrap_or_default()
}

#[cfg(test)]
mod tests;
