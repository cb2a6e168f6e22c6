//! The session's threads: what they do, who made them, what they used.

use leptos::prelude::*;
use model::ids::ThreadId;
use model::timeline::{Log, ThreadFacts, nest};
use model::wire::session::SessionStatus;
use model::wire::thread::Thread;

use super::Scene;
use super::agent::model;
use crate::pages::failure::Failure;
use crate::state::remote::Remote;
use crate::state::session_parts::SessionParts;
use crate::ui::live::{flag, live_option};
use crate::words;
use crate::words::session::fact;
use crate::words::session::inspector::threads as say;

/// A thread, as far as its events and the API tell.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: String,
    name: String,
    depth: usize,
    known: Option<ThreadFacts>,
    asked: Option<Thread>,
}

/// The threads, parents before their children.
#[component]
pub fn ThreadsTab(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let Scene { state, changes, .. } = scene;
    let threads = SessionParts::threads(state.id());
    let known = Memo::new(move |_| {
        changes.track();
        state.threads()
    });
    let all = Memo::new(move |_| lines(known.get(), threads.get().value().map_or(&[], Vec::as_slice)));
    let retry = Callback::new(move |()| threads.reload());
    let asked = move || match threads.get() {
        Remote::Loading => Some(view! { <p class="muted" role="status">{say::LOADING}</p> }.into_any()),
        Remote::Failed(error) | Remote::Stale { error, .. } => Some(view! { <Failure error retry/> }.into_any()),
        Remote::Fresh { .. } => all.with(Vec::is_empty).then(|| view! { <p class="muted">{say::EMPTY}</p> }.into_any()),
    };
    view! {
        {live_option(asked)}
        <ul class="threads">{move || all.get().into_iter().map(|line| row(scene, line)).collect::<Vec<AnyView>>()}</ul>
    }
}

/// Threads that the events tell of or the API lists, without the primary one when there is no other.
fn lines(known: Vec<ThreadFacts>, asked: &[Thread]) -> Vec<Line> {
    let mut lines: Vec<Line> = asked
        .iter()
        .map(|thread| Line {
            id: thread.id.to_string(),
            name: if thread.is_primary() {
                fact::MAIN.to_owned()
            } else {
                thread.agent.name().unwrap_or_default().to_owned()
            },
            depth: 0,
            known: None,
            asked: Some(thread.clone()),
        })
        .collect();
    for thread in known {
        match lines.iter_mut().find(|line| line.id == thread.id) {
            Some(line) => line.known = Some(thread),
            None => lines.push(Line {
                id: thread.id.clone(),
                name: thread.name.clone(),
                depth: 0,
                known: Some(thread),
                asked: None,
            }),
        }
    }
    if lines.len() <= 1 && lines.iter().all(|line| line.known.is_none()) {
        return Vec::new();
    }
    let parent = |line: &Line| line.asked.as_ref()?.parent_thread_id.as_ref().map(ToString::to_string);
    let tree = nest(&lines.iter().map(|line| (line.id.clone(), parent(line))).collect::<Vec<_>>());
    tree.into_iter().filter_map(|(index, depth)| lines.get(index).map(|line| Line { depth, ..line.clone() })).collect()
}

fn row(scene: Scene, line: Line) -> AnyView {
    let Scene { state, changes, .. } = scene;
    let is_primary = line.asked.as_ref().is_some_and(Thread::is_primary);
    let log = if is_primary { Log::Session } else { Log::Thread(ThreadId::new(line.id.as_str())) };
    let context = Memo::new(move |_| {
        changes.track();
        state.context(&log)
    });
    let doing = line.known.as_ref().map_or_else(
        || line.asked.as_ref().map(|thread| words::sessions::status(&thread.status).to_owned()).unwrap_or_default(),
        |known| words::session::thread(&known.state),
    );
    let usage = line.asked.as_ref().and_then(|thread| thread.usage.as_ref());
    let cost = usage.and_then(|usage| usage.list_cost.as_ref()?.cents()).map(words::format::money_cents);
    let works_on = line.asked.as_ref().and_then(|thread| match thread.agent.definition() {
        Some(definition) => model(definition),
        None => thread.agent.model().map(ToString::to_string),
    });
    let run = line.asked.as_ref().and_then(|thread| thread.workflow_run_id.as_ref()).map(ToString::to_string);
    let first = line.known.as_ref().map(|known| known.row).map(|row| {
        let label = say::first_row(&line.name);
        view! { <button type="button" class="chip" aria-label=label on:click=move |_| scene.reveal.run(row)>{say::FIRST_ROW}</button> }
    });
    let is_over = line.asked.as_ref().is_some_and(|thread| thread.status == SessionStatus::Terminated);
    view! {
        <li class="thread" class:is-over=is_over style:padding-left=format!("{}px", 16 * line.depth)>
            <div class="thread-head">
                <strong>{line.name.clone()}</strong><span>{doing}</span>
                <span class="thread-actions">{first}{(!is_primary).then(|| follow(scene, &line))}</span>
            </div>
            <div class="muted">
                {works_on}
                {move || context.get().map(|tokens| format!(" · {}", say::context(tokens)))}
                {cost.map(|cost| format!(" · {cost}"))}
            </div>
            {run.map(|run| view! { <div class="muted">{say::RUN}" "<code>{run}</code></div> })}
        </li>
    }
    .into_any()
}

/// Reads the thread's own log, or lets it go.
fn follow(scene: Scene, line: &Line) -> AnyView {
    let state = scene.state;
    let label = words::session::follow_thread(&line.name);
    let (id, own) = (line.id.clone(), line.id.clone());
    let coverage = Memo::new(move |_| state.thread_state(&id));
    let toggle = move |_| {
        if coverage.with_untracked(Option::is_some) { state.close_thread(&own) } else { state.open_thread(&own) }
    };
    view! {
        <span class="muted">{move || coverage.get().map(words::session::coverage::thread)}</span>
        <button type="button" class="chip" aria-label=label aria-pressed=flag(move || coverage.with(Option::is_some)) on:click=toggle>
            {fact::FOLLOW}
        </button>
    }
    .into_any()
}
