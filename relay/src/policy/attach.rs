//! What a request for a stream asks of a feed.

use model::endpoint::Call;
use model::feed::AFTER;
use model::query::Query;

use super::Request;
use crate::auth::Principal;
use crate::feed::ask::{self, Ask};
use crate::feed::viewer::Wish;
use crate::rejection::Rejection;

/// The API takes no more values of `event_deltas[]`.
const MAX_DELTAS: usize = 100;

/// A stream's query is the API's own, and one word of ours: where it begins.
pub(super) fn attach(request: &Request, call: &Call, principal: Principal) -> Result<Ask, Rejection> {
    let query = Query::parse(&request.query).map_err(|_| Rejection::BadQuery)?;
    let is_ours = |name: &str| name == AFTER || name == "beta" || call.endpoint().query.contains(&name);
    let kinds: Vec<&str> = query.all("event_deltas[]").collect();
    if !query.pairs().iter().all(|(name, _)| is_ours(name)) || kinds.len() > MAX_DELTAS {
        return Err(Rejection::BadQuery);
    }
    let mut wish = Wish {
        after: ask::place(&query, request.headers.get("last-event-id")).map_err(|_| Rejection::BadQuery)?,
        expires: principal.expires.and_then(|expires| i64::try_from(expires).ok()?.checked_mul(1_000)),
        ..Wish::default()
    };
    for kind in kinds {
        match kind {
            "agent.message" => wish.messages = true,
            "agent.thinking" => wish.thoughts = true,
            _ => return Err(Rejection::BadQuery),
        }
    }
    Ok(Ask::Attach(wish, principal.caller))
}
