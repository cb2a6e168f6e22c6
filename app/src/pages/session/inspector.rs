//! The panel at the right: facts of the session, and the bytes of the chosen event.

use leptos::prelude::*;
use model::timeline::{Facts, ThreadFacts, ToolFacts};

use super::header::EnvironmentLink;
use crate::dom::clock::{self, Millis};
use crate::dom::intl;
use crate::routes::Route;
use crate::state::session::SessionState;
use crate::ui::copy::CopyButton;
use crate::ui::json::JsonView;
use crate::ui::tabs::Tabs;
use crate::words;
use crate::words::session::fact;

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Session,
    Event,
}

/// The panel.
#[component]
pub fn Inspector(
    /// The session.
    state: SessionState,
    /// What is known of it.
    facts: Memo<Facts>,
    /// The chosen event.
    event: Memo<Option<String>>,
    /// Called with the event to show.
    choose: Callback<Option<String>>,
    /// What the session's environment is called.
    environment: Memo<Option<String>>,
    /// The time now.
    #[prop(into)]
    now: Signal<Millis>,
    /// Whether the panel is open on a small screen.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let tab = RwSignal::new(Tab::Session);
    Effect::new(move |_| tab.set(if event.with(Option::is_some) { Tab::Event } else { Tab::Session }));
    let tabs = vec![(Tab::Session, words::session::TAB_SESSION), (Tab::Event, words::session::TAB_EVENT)];
    view! {
        <aside class="inspector" aria-label=words::session::TABS>
            <div class="inspector-head">
                <Tabs label=words::session::TABS tabs chosen=tab on_choose=Callback::new(move |chosen| tab.set(chosen)) panel="inspector-panel"/>
                <button type="button" class="button plain panel-button" on:click=move |_| panel_open.set(false)>
                    {words::session::CLOSE}
                </button>
            </div>
            <div id="inspector-panel" class="inspector-body" role="tabpanel">
                {move || match tab.get() {
                    Tab::Session => view! { <SessionFacts state facts environment now/> }.into_any(),
                    Tab::Event => view! { <EventBytes state event choose/> }.into_any(),
                }}
            </div>
        </aside>
    }
}

#[component]
fn SessionFacts(
    state: SessionState,
    facts: Memo<Facts>,
    environment: Memo<Option<String>>,
    now: Signal<Millis>,
) -> impl IntoView {
    let agent = move || {
        state.with_session(|session| {
            let definition = session.agent.definition()?;
            let name = definition.name.as_str()?.to_owned();
            let id = definition.id.as_ref()?.as_str().to_owned();
            let version = definition.version.get();
            Some(view! { <a href=Route::agent(&id).path()>{name}</a> {version.map(|v| view! { " " <span class="muted">"version "{v}</span> })} })
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
    // Once a second is often enough for tables.
    let tools = Memo::new(move |_| {
        now.track();
        state.tools()
    });
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
        <Threads threads/>
        <Tools tools/>
    }
}

#[component]
fn Threads(threads: Memo<Vec<ThreadFacts>>) -> impl IntoView {
    let row = |thread: ThreadFacts| {
        view! { <tr><td>{thread.name}</td><td>{words::session::thread(&thread.state)}</td></tr> }
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

#[component]
fn EventBytes(state: SessionState, event: Memo<Option<String>>, choose: Callback<Option<String>>) -> impl IntoView {
    let raw = Memo::new(move |_| event.get().map(|event| state.raw(&event)));
    let members = Memo::new(move |_| event.get().map(|event| state.members(&event)).unwrap_or_default());
    view! {
        {move || match raw.get() {
            None => view! { <p class="muted">{words::session::NO_EVENT}</p> }.into_any(),
            Some(None) => view! { <p class="muted">{words::session::EVENT_UNKNOWN}</p> }.into_any(),
            Some(Some(text)) => view! { <JsonView text words=words::session::EVENT_JSON open=true/> }.into_any(),
        }}
        {move || {
            let members = members.get();
            (members.len() > 1).then(|| view! {
                <h2>{words::session::EVENTS_OF_ROW}</h2>
                <ul class="members">{members.into_iter().map(|id| member(state, event, choose, id)).collect_view()}</ul>
            })
        }}
    }
}

fn member(
    state: SessionState,
    event: Memo<Option<String>>,
    choose: Callback<Option<String>>,
    id: String,
) -> impl IntoView {
    let kind = state.kind_of(&id);
    let own = id.clone();
    let is_chosen = move || event.with(|event| event.as_deref() == Some(own.as_str()));
    view! {
        <li>
            <button type="button" class="member" aria-pressed=move || is_chosen().to_string()
                on:click=move |_| choose.run(Some(id.clone()))>
                <code>{kind}</code>
            </button>
        </li>
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
