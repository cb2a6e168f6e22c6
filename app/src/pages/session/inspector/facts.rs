//! What is known of the session.

use leptos::prelude::*;
use model::timeline::{Facts, ThreadFacts, ToolFacts};

use crate::dom::{clock, intl};
use crate::pages::session::header::EnvironmentLink;
use crate::routes::Route;
use crate::state::live_session::LiveSession;
use crate::ui::copy::CopyButton;
use crate::words;
use crate::words::session::fact;

/// Facts, threads and tools.
#[component]
pub fn SessionFacts(
    /// The session.
    state: LiveSession,
    /// What its events say of it.
    facts: Memo<Facts>,
    /// What its environment is called.
    environment: Memo<Option<String>>,
) -> impl IntoView {
    let agent = move || {
        state.with_session(|session| {
            let definition = session.agent.definition()?;
            let name = definition.name.as_str()?.to_owned();
            let id = definition.id.as_ref()?.as_str().to_owned();
            let version = definition.version.get();
            Some(view! { <a href=Route::agent(&id).path()>{name}</a> {version.map(|version| view! { " " <span class="muted">{words::session::version(version)}</span> })} })
        })
    };
    let model = move || state.with_session(|session| session.agent.model().map(ToString::to_string)).flatten();
    let started = move || {
        let created = state.with_session(|session| session.created_at.clone())?;
        let millis = clock::millis(&created)?;
        Some(view! { <time datetime=created.as_str().to_owned()>{intl::date_and_time(millis)}</time> })
    };
    let active = Memo::new(move |_| facts.with(|facts| facts.active_millis / 1000));
    let tokens = Memo::new(move |_| facts.with(|facts| facts.tokens));
    let cost = Memo::new(move |_| facts.with(|facts| words::session::cost(facts.figure, facts.budget)));
    let cached = move || tokens.with(|tokens| words::session::from_cache(tokens.cache_read, tokens.prompt()));
    let id = state.id();
    let tools = Memo::new(move |_| state.tools());
    let threads = Memo::new(move |_| state.threads());
    view! {
        <dl class="facts">
            <dt>{fact::AGENT}</dt><dd>{agent}</dd>
            <dt>{fact::MODEL}</dt><dd>{model}</dd>
            <dt>{fact::ENVIRONMENT}</dt><dd><EnvironmentLink state environment/></dd>
            <dt>{fact::STARTED}</dt><dd>{started}</dd>
            <dt>{fact::ACTIVE}</dt><dd>{move || duration(active.get())}</dd>
            <dt>{fact::TOKENS}</dt>
            <dd>
                {move || tokens.with(|tokens| words::session::tokens(tokens.prompt(), tokens.output))}
                <div class="muted">{cached}</div>
            </dd>
            <dt>{fact::COST}</dt><dd>{cost}</dd>
            <dt>{fact::ID}</dt>
            <dd class="id"><code>{id.clone()}</code><CopyButton text=id words=words::common::COPY label=fact::ID/></dd>
        </dl>
        <Threads state threads/>
        <Tools tools/>
    }
}

#[component]
fn Threads(state: LiveSession, threads: Memo<Vec<ThreadFacts>>) -> impl IntoView {
    let row = move |thread: ThreadFacts| {
        let label = words::session::follow_thread(&thread.name);
        let id = thread.id.clone();
        let is_followed = Memo::new(move |_| state.thread_state(&id).is_some());
        let id = thread.id.clone();
        let coverage = move || state.thread_state(&id).map(words::session::coverage::thread);
        let toggle = move |_| {
            if is_followed.get_untracked() { state.close_thread(&thread.id) } else { state.open_thread(&thread.id) }
        };
        view! {
            <tr>
                <td>{thread.name}</td>
                <td>{words::session::thread(&thread.state)}<div class="muted">{coverage}</div></td>
                <td class="number">
                    <button type="button" class="chip" aria-label=label
                        aria-pressed=move || is_followed.get().to_string() on:click=toggle>
                        {fact::FOLLOW}
                    </button>
                </td>
            </tr>
        }
    };
    move || {
        let threads = threads.get();
        (!threads.is_empty()).then(|| {
            view! {
                <h2>{fact::THREADS}</h2>
                <table class="small-table"><tbody>{threads.into_iter().map(row).collect_view()}</tbody></table>
            }
        })
    }
}

#[component]
fn Tools(tools: Memo<Vec<ToolFacts>>) -> impl IntoView {
    let row = |tool: ToolFacts| {
        let median = tool.median_millis.map(millis);
        view! {
            <tr>
                <td>{tool.tool}</td><td class="number">{tool.calls}</td>
                <td class="number" class:bad=tool.failed.gt(&0)>{tool.failed}</td>
                <td class="number">{median}</td>
            </tr>
        }
    };
    move || {
        let tools = tools.get();
        (!tools.is_empty()).then(|| {
            view! {
                <h2>{fact::TOOLS}</h2>
                <table class="small-table">
                    <thead><tr>
                        <th>{fact::TOOL}</th><th class="number">{fact::CALLS}</th>
                        <th class="number">{fact::FAILED}</th><th class="number">{fact::MEDIAN}</th>
                    </tr></thead>
                    <tbody>{tools.into_iter().map(row).collect_view()}</tbody>
                </table>
            }
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "seconds fit")]
fn duration(seconds: u64) -> String {
    words::format::duration(seconds as f64)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds fit")]
fn millis(millis: u64) -> String {
    words::format::duration(millis as f64 / 1000.0)
}
