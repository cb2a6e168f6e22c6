//! The tools that were called: how often, how long, how well, and each call.

use std::sync::Arc;

use leptos::prelude::*;
use model::timeline::{Kind, ToolFacts};

use super::Scene;
use crate::reactive::{memo, memo_after};
use crate::ui::live::{act, each, flag, live_option};
use crate::ui::long_list::LongList;
use crate::words;
use crate::words::session::fact;
use crate::words::session::inspector::{self as say, tools};

/// The table of tools, and the calls of the one that is open.
#[component]
pub fn ToolsTab(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let all = memo(move || {
        scene.changed();
        scene.state.tools()
    });
    let open = RwSignal::new(None::<String>);
    let is_empty = memo(move || all.with(Vec::is_empty));
    let names = memo(move || all.with(|all| all.iter().map(|tool| tool.tool.clone()).collect::<Vec<_>>()));
    // A line stays while its figures change, and with it the focus.
    let row = move |tool: String| {
        let own = tool.clone();
        let facts = memo(move || all.with(|all| all.iter().find(|tool| tool.tool == own).cloned()));
        let number = move |read: fn(&ToolFacts) -> Option<String>| {
            view! { <td class="number">{move || facts.with(|facts| read(facts.as_ref()?))}</td> }.into_any()
        };
        let (own, label) = (tool.clone(), tools::open(&tool));
        let is_open = move || open.with(|open| open.as_deref() == Some(own.as_str()));
        let name = if tool.is_empty() { tools::UNKNOWN.to_owned() } else { tool.clone() };
        let toggle = move |_| open.update(|open| *open = Some(tool.clone()).filter(|tool| open.as_ref() != Some(tool)));
        view! {
            <tr>
                <td>
                    <button type="button" class="tool-name" aria-label=label aria-expanded=flag(is_open) on:click=act(toggle)>{name}</button>
                </td>
                {number(|tool| Some(tool.calls.to_string()))}
                <td class="number" class:bad=move || facts.with(|facts| facts.as_ref().is_some_and(|tool| tool.failed > 0))>
                    {move || facts.with(|facts| Some(facts.as_ref()?.failed.to_string()))}
                </td>
                {number(|tool| tool.median_millis.map(say::duration))}
                {number(|tool| tool.slow_millis.map(say::duration))}
                {number(|tool| Some(say::duration(tool.total_millis)))}
            </tr>
        }
        .into_any()
    };
    view! {
        {live_option(move || is_empty.get().then(|| view! { <p class="muted">{tools::EMPTY}</p> }.into_any()))}
        <table class="small-table tools-table" class:is-empty=move || is_empty.get()>
            <thead><tr>
                <th>{fact::TOOL}</th><th class="number">{fact::CALLS}</th><th class="number">{fact::FAILED}</th>
                <th class="number">{fact::MEDIAN}</th><th class="number" title=tools::SLOW_LONG>{tools::SLOW}</th>
                <th class="number">{tools::TOTAL}</th>
            </tr></thead>
            <tbody>{each(move || names.get(), String::clone, row)}</tbody>
        </table>
        {live_option(move || open.get().map(|tool| view! { <Calls scene tool/> }.into_any()))}
    }
}

/// The calls of one tool.
#[component]
fn Calls(scene: Scene, tool: String) -> impl IntoView {
    let Scene { state, .. } = scene;
    let heading = tools::open(&tool);
    let failed_first = RwSignal::new(false);
    let calls = memo(move || {
        scene.changed();
        Arc::new(state.calls(&tool, failed_first.get()))
    });
    let list = state.list();
    let chosen = memo(move || {
        let row = list.selected()?.number();
        calls.with(|calls| calls.iter().position(|call| *call == row))
    });
    let line = Callback::new(move |number: u32| {
        // A call that goes on is read again once a second.
        let row = memo_after(move |before: Option<&Option<_>>| {
            let is_settled = |row: &model::timeline::Row| row.millis.is_some();
            match before {
                Some(Some(row)) if is_settled(row) => Some(row.clone()),
                _ => {
                    scene.changed();
                    state.row_numbered(number)
                }
            }
        });
        let said =
            move || {
                let row = row.get()?;
                let Kind::Tool(tool) = row.kind else { return None };
                let object = tool.phrase.object.lines().next().unwrap_or_default().to_owned();
                let failed = tool.failed.then(|| view! { <span class="bad">{words::session::FAILED}</span> });
                Some(view! {
                <span class="line-time">{move || row.at.and_then(|at| scene.offset(at))}</span>
                <code class="line-text">{object}</code>{failed}
                <span class="line-end">{row.millis.map_or(words::session::RUNNING.to_owned(), say::duration)}</span>
            }.into_any())
            };
        live_option(said)
    });
    let pick = Callback::new(move |number: u32| {
        if let Some(row) = state.row_numbered(number) {
            scene.reveal.run(row.id);
        }
    });
    let to_event = move |_| {
        if let Some(row) = list.selected_now().and_then(|row| state.row(row)) {
            scene.choose.run(Some(row.event));
        }
    };
    view! {
        <section class="calls">
            <div class="steps-head">
                <h2>{heading}</h2>
                {live_option(move || chosen.get().map(|_| view! {
                    <button type="button" class="chip" on:click=act(to_event)>{say::SHOW_EVENT}</button>
                }.into_any()))}
                <button type="button" class="chip" aria-pressed=flag(move || failed_first.get())
                    on:click=act(move |_| failed_first.update(|first| *first = !*first))>{tools::FAILED_FIRST}</button>
            </div>
            <LongList label=tools::CALLS items=calls chosen choose=pick line/>
        </section>
    }
}
