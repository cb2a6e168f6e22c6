//! The first tab: what the session is, what it cost, and the agent as it works here.

use leptos::prelude::*;
use model::timeline::ToolFacts;

use super::Scene;
use super::agent::{model, of_session, part};
use super::cost::{CostOverTime, RepeatNote};
use crate::dom::{clock, intl};
use crate::pages::session::header::EnvironmentLink;
use crate::reactive::memo;
use crate::routes::Route;
use crate::ui::copy::CopyButton;
use crate::ui::live::{live, live_option};
use crate::words;
use crate::words::session::fact;

/// Facts, money, tools, and the agent.
#[component]
pub fn SessionTab(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let Scene { state, facts, environment, .. } = scene;
    let agent = move || {
        let shown = state.with_session(|session| {
            let definition = session.agent.definition()?;
            let name = definition.name.as_str()?.to_owned();
            let id = definition.id.as_ref()?.as_str().to_owned();
            let version = definition.version.get();
            Some(view! { <a href=Route::agent(&id).path()>{name}</a> {version.map(|version| view! { " " <span class="muted">{words::session::version(version)}</span> })} }.into_any())
        });
        shown.flatten()
    };
    let model = move || {
        let name = state.with_session(|session| match session.agent.definition() {
            Some(definition) => model(definition),
            None => session.agent.model().map(ToString::to_string),
        });
        name.flatten()
    };
    let started = move || {
        let created = state.with_session(|session| session.created_at.clone())?;
        let millis = clock::millis(&created)?;
        Some(view! { <time datetime=created.as_str().to_owned()>{intl::date_and_time(millis)}</time> }.into_any())
    };
    let active = memo(move || facts.with(|facts| facts.active_millis / 100));
    let tokens = memo(move || facts.with(|facts| facts.tokens));
    let cost = memo(move || facts.with(|facts| words::session::cost(facts.figure, facts.budget)));
    let cached = move || tokens.with(|tokens| words::session::from_cache(tokens.cache_read, tokens.prompt()));
    let id = state.id();
    let tools = memo(move || state.tools());
    view! {
        <dl class="facts">
            <dt>{fact::AGENT}</dt><dd>{live_option(agent)}</dd>
            <dt>{fact::MODEL}</dt><dd>{move || model()}</dd>
            <dt>{fact::ENVIRONMENT}</dt><dd><EnvironmentLink state environment/></dd>
            <dt>{fact::STARTED}</dt><dd>{live_option(started)}</dd>
            <dt>{fact::ACTIVE}</dt><dd>{move || millis(active.get() * 100)}</dd>
            <dt>{fact::TOKENS}</dt>
            <dd>
                {move || tokens.with(|tokens| words::session::tokens(tokens.prompt(), tokens.output))}
                <div class="muted">{move || cached()}</div>
            </dd>
            <dt>{fact::COST}</dt><dd>{cost}</dd>
            <dt>{fact::ID}</dt>
            <dd class="id"><code>{id.clone()}</code><CopyButton text=id words=words::common::COPY label=fact::ID/></dd>
        </dl>
        <RepeatNote scene/>
        <CostOverTime scene/>
        <Tools tools/>
        {live(move || state.session().map_or_else(|| ().into_any(), of_session))}
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
    live_option(move || {
        let tools = tools.get();
        let table = (!tools.is_empty()).then(|| {
            view! {
                <table class="small-table">
                    <thead><tr>
                        <th>{fact::TOOL}</th><th class="number">{fact::CALLS}</th>
                        <th class="number">{fact::FAILED}</th><th class="number">{fact::MEDIAN}</th>
                    </tr></thead>
                    <tbody>{tools.into_iter().map(row).collect_view()}</tbody>
                </table>
            }
        });
        table.map(|table| part(fact::TOOLS, table.into_any()))
    })
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds fit")]
fn millis(millis: u64) -> String {
    words::format::duration(millis as f64 / 1000.0)
}
