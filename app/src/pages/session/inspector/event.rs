//! The chosen event: its row, the other events of that, its JSON, and how it was written.

use leptos::prelude::*;
use model::timeline::Written;

use super::Scene;
use crate::reactive::memo;
use crate::ui::live::{act, each, flag, live, live_option};
use crate::ui::tree::JsonTree;
use crate::words;
use crate::words::session::inspector::{self as say, events};

/// The most events that are listed at once: a turn can have thousands.
const MOST: usize = 40;

/// The chosen event.
#[component]
pub fn EventDetail(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let Scene { state, event, now, .. } = scene;
    let raw = memo(move || {
        scene.changed();
        event.with(|event| event.as_ref().map(|event| state.raw_now(event)))
    });
    let members = memo(move || {
        // Once a second is often enough: a turn at work gets events all the time.
        now.track();
        event.get().map(|event| state.members(&event)).unwrap_or_default()
    });
    let written = memo(move || {
        scene.changed();
        event.with(|event| state.written(event.as_deref()?))
    });
    let show = move |_| {
        if let Some(row) = event.with_untracked(|event| state.row_of(event.as_deref()?)) {
            scene.reveal.run(row);
        }
    };
    let head = move || {
        let glance = event.with(|event| state.glance_at(event.as_deref()?));
        glance.filter(|_| raw.with(|raw| matches!(raw, Some(Some(_))))).map(|glance| {
            view! {
                <div class="event-head">
                    <h2 class="mono">{glance.kind}</h2>
                    <button type="button" class="chip" on:click=act(show)>{say::SHOW_ROW}</button>
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div class="event-detail">
            {live_option(head)}
            <Steps scene members/>
            {live(move || match raw.get() {
                None => view! { <p class="muted">{words::session::NO_EVENT}</p> }.into_any(),
                Some(None) => view! { <p class="muted">{words::session::EVENT_UNKNOWN}</p> }.into_any(),
                Some(Some(text)) => view! { <JsonTree text words=say::TREE/> }.into_any(),
            })}
            {live_option(move || written.get().map(deltas))}
        </div>
    }
}

/// How a message was written, as this page saw it.
fn deltas(written: Written) -> AnyView {
    let step = |(millis, characters)| {
        let (time, length) = events::step(millis, characters);
        view! { <li><span class="line-time">{time}</span><span>{length}</span></li> }.into_any()
    };
    let steps: Vec<AnyView> = written.steps().into_iter().map(step).collect();
    view! {
        <details class="fold">
            <summary><span>{events::DELTAS}</span><span class="muted">{events::written(written.count(), written.first_text_millis())}</span></summary>
            <ol class="deltas">{steps}</ol>
        </details>
    }
    .into_any()
}

/// The events of the row, to choose from and to step through.
#[component]
fn Steps(scene: Scene, members: Memo<Vec<String>>) -> impl IntoView {
    let Scene { event, choose, .. } = scene;
    let place = memo(move || {
        event.with(|event| members.with(|members| members.iter().position(|id| Some(id) == event.as_ref())))
    });
    let count = memo(move || members.with(Vec::len));
    let go = move |by: isize| {
        let target = place.get_untracked().and_then(|at| at.checked_add_signed(by));
        let id = target.and_then(|at| members.with_untracked(|members| members.get(at).cloned()));
        if id.is_some() {
            choose.run(id);
        }
    };
    let near = memo(move || {
        let first = place.get().unwrap_or(0).saturating_sub(MOST / 2).min(count.get().saturating_sub(MOST));
        members.with(|members| members.iter().skip(first).take(MOST).cloned().collect::<Vec<_>>())
    });
    live_option(move || {
        (count.get() > 1).then(|| view! {
            <section class="steps">
                <div class="steps-head">
                    <h2>{words::session::EVENTS_OF_ROW}</h2>
                    <span class="muted">{move || place.get().map(|at| words::session::step(at + 1, count.get()))}</span>
                    <button type="button" class="chip" disabled=move || place.get().is_none_or(|at| at == 0)
                        on:click=act(move |_| go(-1))>{words::session::PREVIOUS_EVENT}</button>
                    <button type="button" class="chip" disabled=move || place.get().is_none_or(|at| at + 1 >= count.get())
                        on:click=act(move |_| go(1))>{words::session::NEXT_EVENT}</button>
                </div>
                <ul class="members">
                    {each(move || near.get(), String::clone, move |id| member(scene, id))}
                </ul>
            </section>
        }.into_any())
    })
}

fn member(scene: Scene, id: String) -> AnyView {
    let kind = scene.state.glance_at(&id).map(|glance| glance.kind);
    let own = id.clone();
    let is_chosen = move || scene.event.with(|event| event.as_deref() == Some(own.as_str()));
    view! {
        <li>
            <button type="button" class="member" aria-pressed=flag(is_chosen)
                on:click=act(move |_| scene.choose.run(Some(id.clone())))>
                <code>{kind}</code>
            </button>
        </li>
    }
    .into_any()
}
