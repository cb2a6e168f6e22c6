//! A session as one line.

use leptos::prelude::*;
use model::wire::session::Session;
use model::wire::usage::{Money, Usage};

use crate::pages::listing::Column;
use crate::pages::listing::rows::{Entry, cell};
use crate::pages::look;
use crate::pages::moment::Since;
use crate::routes::Route;
use crate::state::directory::Directory;
use crate::state::ticker::Now;
use crate::ui::status::Status;
use crate::words;
use crate::words::common::NONE;
use crate::words::sessions::column;

/// The columns of the list.
pub const COLUMNS: &[Column] = &[
    Column { name: column::STATUS, class: "w-status" },
    Column { name: column::TITLE, class: "lead" },
    Column { name: column::AGENT, class: "w-name" },
    Column { name: column::ENVIRONMENT, class: "w-name optional" },
    Column { name: column::ACTIVE, class: "w-number number optional" },
    Column { name: column::TOKENS, class: "w-number number optional" },
    Column { name: column::COST, class: "w-number number" },
    Column { name: column::STARTED, class: "w-time number" },
];

/// A session as one line.
#[component]
pub fn Row(
    /// The session.
    entry: Entry<Session>,
    /// The time now.
    now: Now,
    /// What its environment is called.
    environments: Directory,
) -> impl IntoView {
    let status = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| look::session(&entry.status))));
    let environment = move || {
        let id = cell(entry, |session| session.environment_id.as_str().to_owned())()?;
        Some(environments.name(&id).unwrap_or(id))
    };
    let started = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.created_at.clone())));
    let archived = cell(entry, |session| {
        session.archived_at.is_set().then(|| view! { <span class="muted">" " {words::common::ARCHIVED}</span> })
    });
    view! {
        <td class="w-status">{move || status.get().map(|look| view! { <Status look/> })}</td>
        <td class="lead">
            <a href=cell(entry, |session| Route::session(session.id.as_str()).path())>{cell(entry, title)}</a>
            {archived}
        </td>
        <td class="w-name">{cell(entry, agent)}</td>
        <td class="w-name optional narrow-hidden">{environment}</td>
        <td class="w-number number optional narrow-hidden">{cell(entry, active)}</td>
        <td class="w-number number optional narrow-hidden" title=cell(entry, |session| tokens_in_full(&session.usage))>
            {cell(entry, |session| words::format::count_short(tokens(&session.usage).iter().sum()))}
        </td>
        <td class="w-number number strong narrow-end">{cell(entry, cost)}</td>
        <td class="w-time number">{move || started.get().map(|time| view! { <Since time now/> })}</td>
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
    let cents = session.usage.list_cost.as_ref().and_then(Money::cents);
    cents.map_or(NONE.to_owned(), words::format::money_cents)
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
