//! Models (§2.10). The only list that pages by ids instead of cursors.

use serde_json::{Value, json};

use super::store::text;
use crate::simulator::list;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

/// A row of the catalogue.
struct Row {
    id: &'static str,
    name: &'static str,
    line: &'static str,
    released: &'static str,
    lifecycle: Lifecycle,
    /// Context and answer, in tokens.
    tokens: (u64, u64),
}

#[derive(Clone, Copy)]
enum Lifecycle {
    Active,
    /// With the days on which it was deprecated and will be retired.
    Deprecated(&'static str, &'static str),
    /// With the days on which it was deprecated and retired.
    Retired(&'static str, &'static str),
}

use Lifecycle::{Active, Deprecated, Retired};

const MILLION: (u64, u64) = (1_000_000, 128_000);
const SMALL: (u64, u64) = (200_000, 64_000);

/// Newest first, as they are listed.
const ROWS: [Row; 16] = [
    row("claude-fable-5-2", "Claude Fable 5.2", "fable", "2026-11-09", Active, MILLION),
    row("claude-opus-5-5", "Claude Opus 5.5", "opus", "2026-09-24", Active, MILLION),
    row("claude-sonnet-5-5", "Claude Sonnet 5.5", "sonnet", "2026-09-24", Active, MILLION),
    row("claude-haiku-5-5", "Claude Haiku 5.5", "haiku", "2026-09-24", Active, SMALL),
    row("claude-fable-5-1", "Claude Fable 5.1", "fable", "2026-08-20", Active, MILLION),
    row("claude-opus-5", "Claude Opus 5", "opus", "2026-07-16", Active, MILLION),
    row("claude-sonnet-5", "Claude Sonnet 5", "sonnet", "2026-06-11", Active, MILLION),
    row("claude-fable-5", "Claude Fable 5", "fable", "2026-06-02", Active, MILLION),
    row("claude-opus-4-8", "Claude Opus 4.8", "opus", "2026-05-19", Active, MILLION),
    row("claude-opus-4-7", "Claude Opus 4.7", "opus", "2026-04-14", Active, MILLION),
    row("claude-sonnet-4-6", "Claude Sonnet 4.6", "sonnet", "2026-02-17", Active, MILLION),
    row("claude-opus-4-6", "Claude Opus 4.6", "opus", "2026-02-05", Active, MILLION),
    row(
        "claude-opus-4-5-20251101",
        "Claude Opus 4.5",
        "opus",
        "2025-11-24",
        Deprecated("2026-08-01", "2027-02-01"),
        SMALL,
    ),
    row("claude-haiku-4-5-20251001", "Claude Haiku 4.5", "haiku", "2025-10-15", Active, SMALL),
    row(
        "claude-sonnet-4-5-20250929",
        "Claude Sonnet 4.5",
        "sonnet",
        "2025-09-29",
        Deprecated("2026-08-01", "2027-02-01"),
        SMALL,
    ),
    row(
        "claude-opus-4-1-20250805",
        "Claude Opus 4.1",
        "opus",
        "2025-08-05",
        Retired("2026-02-01", "2026-08-05"),
        (200_000, 32_000),
    ),
];

const fn row(
    id: &'static str,
    name: &'static str,
    line: &'static str,
    released: &'static str,
    lifecycle: Lifecycle,
    tokens: (u64, u64),
) -> Row {
    Row { id, name, line, released, lifecycle, tokens }
}

/// `GET /v1/models`
pub(crate) fn list(_world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let query = &request.query;
    let limit = list::limit(query, 20, 1000)?;
    let lifecycles: Vec<&str> = query.all("lifecycle[]").collect();
    if let Some(word) = lifecycles.iter().find(|word| !["active", "deprecated", "retired"].contains(word)) {
        return Err(Refusal::invalid(format!("lifecycle: \"{word}\" is not one of active, deprecated, retired")));
    }
    let lifecycles = if lifecycles.is_empty() { vec!["active", "deprecated"] } else { lifecycles };
    let all: Vec<Value> = ROWS.iter().map(print).collect();
    let shown: Vec<&Value> = all.iter().filter(|model| lifecycles.contains(&text(model, "lifecycle"))).collect();
    let place = |name: &str| match query.get(name) {
        None => Ok(None),
        Some(id) => match shown.iter().position(|model| text(model, "id") == id) {
            None => Err(Refusal::invalid(format!("{name}: \"{id}\" is not in this list"))),
            found => Ok(found),
        },
    };
    let (page, has_more) = match (place("after_id")?, place("before_id")?) {
        (Some(_), Some(_)) => {
            return Err(Refusal::invalid("after_id and before_id cannot both be set"));
        }
        (None, Some(before)) => {
            let start = before.saturating_sub(limit);
            (shown.get(start..before), start > 0)
        }
        (after, None) => {
            let start = after.map_or(0, |at| at + 1);
            let end = shown.len().min(start + limit);
            (shown.get(start..end), end < shown.len())
        }
    };
    let page = page.unwrap_or_default();
    Ok(Answer::Json(json!({
        "data": page,
        "has_more": has_more,
        "first_id": page.first().map(|model| text(model, "id")),
        "last_id": page.last().map(|model| text(model, "id")),
    })))
}

/// `GET /v1/models/{model_id}`, also by the name without its date
pub(crate) fn retrieve(_world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let id = request.id(0);
    let dated = |row: &Row| row.id.strip_prefix(id).is_some_and(|rest| rest.len() == 9 && rest.starts_with("-20"));
    let found = ROWS.iter().find(|row| row.id == id).or_else(|| ROWS.iter().find(|row| dated(row)));
    let found = found.ok_or_else(|| Refusal::special(404, "not_found_error", format!("model: {id}")))?;
    Ok(Answer::Json(print(found)))
}

fn print(row: &Row) -> Value {
    let (lifecycle, days) = match row.lifecycle {
        Active => ("active", None),
        Deprecated(since, until) => ("deprecated", Some((since, until))),
        Retired(since, until) => ("retired", Some((since, until))),
    };
    let midnight = |day: &str| format!("{day}T00:00:00Z");
    json!({
        "id": row.id,
        "type": "model",
        "display_name": row.name,
        "created_at": midnight(row.released),
        "lifecycle": lifecycle,
        "deprecated_at": days.map(|(since, _)| midnight(since)),
        "retires_at": days.map(|(_, until)| midnight(until)),
        "line": row.line,
        "max_input_tokens": row.tokens.0,
        "max_tokens": row.tokens.1,
        "allowed_fallback_models": null,
        "capabilities": if lifecycle == "active" { capabilities() } else { Value::Null },
    })
}

fn capabilities() -> Value {
    let yes = json!({"supported": true});
    let no = json!({"supported": false});
    json!({
        "batch": yes,
        "citations": yes,
        "code_execution": yes,
        "compaction": {"supported": true, "summarize": yes},
        "context_management": {
            "supported": true,
            "clear_thinking_20251015": yes,
            "clear_tool_uses_20250919": yes,
            "compact_20260112": yes,
        },
        "effort": {"supported": true, "low": yes, "medium": yes, "high": yes, "xhigh": yes, "max": yes},
        "image_input": yes,
        "pdf_input": yes,
        "server_tools": {"supported": true, "code_execution": yes, "web_search": yes},
        "structured_outputs": yes,
        "thinking": {
            "supported": true,
            "types": {"adaptive": yes, "between_tools": yes, "disabled": no, "enabled": no},
        },
    })
}
