//! What happened, row by row; only the rows near the screen are in the page.

use leptos::html;
use leptos::prelude::*;
use model::follow::State;
use model::timeline::{Kind, RowId, Status as SessionStatus};
use web_sys::KeyboardEvent;

use super::find::FindBar;
use crate::dom;
use crate::reactive::{effect, memo, memo_after};
use crate::routes::Find;
use crate::state::live_session::{Cell, LiveSession};
use crate::timeline::row::{Around, RowView, first_text, label};
use crate::timeline::told::ToldView;
use crate::ui::live::{act, each, flag, live, live_option, live_while};
use crate::ui::skeleton::{Skeleton, Width};
use crate::words;

/// The transcript.
#[component]
pub fn Transcript(
    /// The session around the rows.
    around: Around,
    /// Called with the event to show.
    choose: Callback<Option<String>>,
    /// What is looked for.
    find: Memo<Find>,
    /// Called with what to look for.
    look_for: Callback<Find>,
    /// Whether the panel is open on a small screen.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let state = around.state;
    let list = state.list();
    let scroller = NodeRef::<html::Div>::new();
    let rows = NodeRef::<html::Div>::new();
    effect(move || {
        if let (Some(element), Some(rows)) = (scroller.get(), rows.get()) {
            state.attach(element.into(), &rows);
        }
    });
    let open = Callback::new(move |row: RowId| {
        state.select(row);
        if let Some(row) = state.row(row) {
            choose.run(Some(row.event));
            panel_open.set(true);
        }
    });
    let on_key = move |event: KeyboardEvent| press(state, open, &event);
    view! {
        <div class="transcript">
            <FindBar around find look_for/>
            <div class="scroller" node_ref=scroller tabindex="0" on:scroll=act(move |_| state.scrolled()) on:keydown=act(on_key)>
                <div node_ref=rows role="feed" aria-label=words::session::TRANSCRIPT aria-busy=flag(move || !around.is_complete.get())>
                    <div style:height=move || format!("{}px", list.above())></div>
                    {each(move || list.cells(), |cell| cell.id.number().to_string(), move |cell| view! { <Article cell around open/> }.into_any())}
                    <div style:height=move || format!("{}px", list.below())></div>
                </div>
                <Waiting around find/>
            </div>
            {live_while(move || !list.is_following() && !list.is_empty(), move || view! {
                <button type="button" class="to-end button" on:click=act(move |_| state.follow())>
                    {move || words::session::fresh(list.fresh())}
                </button>
            }.into_any())}
            <Spoken around/>
        </div>
    }
}

/// One row in the page.
#[component]
fn Article(cell: Cell, around: Around, open: Callback<RowId>) -> impl IntoView {
    let (id, row, position) = (cell.id, cell.row(), cell.position());
    let (hit, told) = (cell.hit(), cell.told());
    let state = around.state;
    let list = state.list();
    let node = NodeRef::<html::Article>::new();
    effect(move || {
        if let Some(element) = node.get() {
            state.shown(&element);
        }
    });
    on_cleanup(move || {
        if let Some(Some(element)) = node.try_get_untracked() {
            state.hidden(&element);
        }
    });
    let named = row.clone();
    let sentence = told.clone();
    let name = move || match sentence.with(|told| told.as_ref().map(words::session::story::sentence)) {
        Some(sentence) => sentence,
        None => named.with(|row| label(row, around.is_complete.get())),
    };
    let is_turn = row.with_untracked(|row| matches!(row.kind, Kind::Turn(_)));
    view! {
        <article
            id=format!("row-{}", id.number()) class="row" class:is-turn=is_turn class:is-hit=hit.clone() node_ref=node
            title=move || hit.get().then_some(words::session::find::HIT)
            aria-label=name aria-posinset=move || position.get().to_string()
            aria-setsize=move || if around.is_complete.get() { list.len().to_string() } else { "-1".to_owned() }
            aria-current=move || (list.selected() == Some(id)).then_some("true")
            on:click=act(move |_| open.run(id))
        >
            {live_option(move || state.is_since(id).then(|| state.since()).flatten().map(|since| view! {
                <p class="since">{words::session::find::since(&words::time::of_day_or_before(since.at, around.now.get_untracked()))}</p>
            }.into_any()))}
            {live(move || match told.get() {
                Some(told) => view! { <ToldView told row=row.get() around open/> }.into_any(),
                None => view! { <RowView row=row.get() around/> }.into_any(),
            })}
        </article>
    }
}

/// What stands where rows will be.
#[component]
fn Waiting(around: Around, find: Memo<Find>) -> impl IntoView {
    let list = around.state.list();
    let is_queued = memo(move || around.state.live() == State::Queued);
    live(move || match (list.is_empty(), around.is_complete.get()) {
        (false, _) => ().into_any(),
        _ if is_queued.get() => view! { <p class="empty-session">{words::session::OTHER_TABS}</p> }.into_any(),
        (true, true) if find.with(|find| !find.filter.is_empty()) && list.shown().1 > 0 => {
            view! { <p class="empty-session">{words::session::find::NOTHING}</p> }.into_any()
        }
        (true, true) => view! { <p class="empty-session">{words::session::EMPTY}</p> }.into_any(),
        (true, false) => view! {
            <div class="empty-session" aria-busy="true">
                <p>{words::session::LOADING}</p>
                {(0..5).map(|index| view! { <p><Skeleton width=Width::varied(index)/></p> }).collect_view()}
            </div>
        }
        .into_any(),
    })
}

/// Speaks once a turn, when it is over: not while text is being written.
#[component]
fn Spoken(around: Around) -> impl IntoView {
    let state = around.state;
    let status = memo(move || state.facts(around.now.get_untracked()).status);
    let said = memo_after(move |before: Option<&String>| {
        let status = status.get();
        if !around.is_complete.get() || matches!(status, SessionStatus::Running | SessionStatus::Retrying) {
            return before.cloned().unwrap_or_default();
        }
        let last = state.last_row().map(|row| match &row.kind {
            Kind::AgentMessage { blocks, .. } => first_text(blocks),
            _ => label(&row, true),
        });
        words::session::spoken(&words::session::status(&status).word, &last.unwrap_or_default())
    });
    view! { <div class="visually-hidden" role="log" aria-live="polite">{said}</div> }
}

fn press(state: LiveSession, open: Callback<RowId>, event: &KeyboardEvent) {
    // Keys belong to a field or a button that has the focus.
    let on_control = event.target().and_then(|target| dom::closest(&target, "button, textarea, input, a, summary"));
    if on_control.is_some() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "j" | "ArrowDown" => state.select_by(1),
        "k" | "ArrowUp" => state.select_by(-1),
        "Home" => state.to_start(),
        "End" => state.follow(),
        "Enter" => match state.list().selected_now() {
            Some(row) => open.run(row),
            None => return,
        },
        _ => return,
    }
    event.prevent_default();
}
