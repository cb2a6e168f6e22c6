//! The session's threads: what they do, who made them, what they used.

use leptos::prelude::*;
use model::ids::ThreadId;
use model::timeline::{Log, ThreadFacts, nest};
use model::wire::thread::Thread;

use super::Scene;
use super::agent::model;
use crate::pages::failure::Failure;
use crate::reactive::memo;
use crate::state::remote::Remote;
use crate::state::session_parts::SessionParts;
use crate::ui::live::{act, each, flag, live_option};
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

impl Line {
    fn is_primary(&self) -> bool {
        self.asked.as_ref().is_some_and(Thread::is_primary)
    }

    /// What it is doing: its events know it before the API's list does.
    fn doing(&self) -> String {
        match (&self.known, &self.asked) {
            (Some(known), _) => words::session::thread(&known.state),
            (None, Some(thread)) => words::sessions::status(&thread.status).to_lowercase(),
            (None, None) => String::new(),
        }
    }
}

/// The threads, parents before their children.
#[component]
pub fn ThreadsTab(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let Scene { state, .. } = scene;
    let threads = SessionParts::threads(state.id());
    let known = memo(move || {
        scene.changed();
        state.threads()
    });
    let all = memo(move || lines(known.get(), threads.get().value().map_or(&[], Vec::as_slice)));
    let ids = memo(move || all.with(|all| all.iter().map(|line| line.id.clone()).collect::<Vec<_>>()));
    let retry = Callback::new(move |()| threads.reload());
    let asked = move || match threads.get() {
        Remote::Loading => Some(view! { <p class="muted" role="status">{say::LOADING}</p> }.into_any()),
        Remote::Failed(error) | Remote::Stale { error, .. } => Some(view! { <Failure error retry/> }.into_any()),
        Remote::Fresh { .. } => all.with(Vec::is_empty).then(|| view! { <p class="muted">{say::EMPTY}</p> }.into_any()),
    };
    view! {
        {live_option(asked)}
        <ul>{each(move || ids.get(), String::clone, move |id| row(scene, id, all))}</ul>
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

/// A thread. Its buttons stay while what is said of it changes, and with them the focus.
fn row(scene: Scene, id: String, all: Memo<Vec<Line>>) -> AnyView {
    let own = id.clone();
    let line = memo(move || all.with(|all| all.iter().find(|line| line.id == own).cloned()));
    let name = line.with_untracked(|line| line.as_ref().map(|line| line.name.clone())).unwrap_or_default();
    let is_primary = line.with_untracked(|line| line.as_ref().is_some_and(Line::is_primary));
    let depth = memo(move || line.with(|line| line.as_ref().map_or(0, |line| line.depth)));
    let first = memo(move || line.with(|line| line.as_ref()?.known.as_ref().map(|known| known.row)));
    let label = say::first_row(&name);
    let to_first = move || {
        let (row, label) = (first.get()?, label.clone());
        Some(view! { <button type="button" class="chip" aria-label=label on:click=act(move |_| scene.reveal.run(row))>{say::FIRST_ROW}</button> }.into_any())
    };
    view! {
        <li class="thread" style:padding-left=move || format!("{}px", 16 * depth.get())>
            <div class="thread-head">
                <strong>{name.clone()}</strong>
                <span>{move || line.with(|line| line.as_ref().map(Line::doing))}</span>
                <span class="thread-actions">{live_option(to_first)}{(!is_primary).then(|| follow(scene, id, &name))}</span>
            </div>
            {live_option(move || line.get().map(|line| about(scene, line)))}
        </li>
    }
    .into_any()
}

/// What a thread works on, and what it used.
fn about(scene: Scene, line: Line) -> AnyView {
    let Scene { state, .. } = scene;
    let log = if line.is_primary() { Log::Session } else { Log::Thread(ThreadId::new(line.id.as_str())) };
    let context = memo(move || {
        scene.changed();
        state.context(&log)
    });
    let Some(thread) = line.asked else { return ().into_any() };
    let usage = thread.usage.as_ref();
    let cost = usage.and_then(|usage| usage.list_cost.as_ref()?.cents()).map(words::format::money_cents);
    let works_on = match thread.agent.definition() {
        Some(definition) => model(definition),
        None => thread.agent.model().map(ToString::to_string),
    };
    let run = thread.workflow_run_id.as_ref().map(ToString::to_string);
    let said = move || {
        let context = context.get().map(say::context);
        [works_on.clone(), context, cost.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="muted">{move || said()}</div>
        {run.map(|run| view! { <div class="muted">{say::RUN}" "<code>{run}</code></div> })}
    }
    .into_any()
}

/// Reads the thread's own log, or lets it go.
fn follow(scene: Scene, id: String, name: &str) -> AnyView {
    let state = scene.state;
    let label = words::session::follow_thread(name);
    let own = id.clone();
    let coverage = memo(move || state.thread_state(&id));
    let toggle = move |_| {
        if coverage.with_untracked(Option::is_some) { state.close_thread(&own) } else { state.open_thread(&own) }
    };
    view! {
        <span class="muted">{move || coverage.get().map(words::session::coverage::thread)}</span>
        <button type="button" class="chip" aria-label=label aria-pressed=flag(move || coverage.with(Option::is_some)) on:click=act(toggle)>
            {fact::FOLLOW}
        </button>
    }
    .into_any()
}
