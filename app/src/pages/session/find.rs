//! The bar above the transcript: a search, and what narrows the rows.

pub mod choices;
mod keys;
pub mod said;

use std::time::Duration;

use leptos::{html, prelude::*};
use model::timeline::Level;
use web_sys::KeyboardEvent;

use crate::dom::timer::Timeout;
use crate::reactive::{derived, effect, memo};
use crate::routes::Find;
use crate::state::live_session::LiveSession;
use crate::timeline::row::Around;
use crate::ui::live::{act, flag, live_option};
use crate::words::session::{find as say, story};
use choices::Choices;
use said::Said;

/// How long typing rests before the address takes it up: browsers let it change only so often.
const REST: Duration = Duration::from_millis(300);

/// The bar.
#[component]
pub fn FindBar(
    /// The session around it.
    around: Around,
    /// What is looked for, by the address.
    find: Memo<Find>,
    /// Called with what to look for.
    look_for: Callback<Find>,
) -> impl IntoView {
    let state = around.state;
    effect(move || find.with(|find| state.show_only(&find.filter, find.level)));
    let wishes = memo(move || {
        find.with(|find| {
            let filter = &find.filter;
            filter.sorts.len() + usize::from(filter.tool.is_some()) + usize::from(filter.thread.is_some())
        })
    });
    // On a phone these are behind the button, too.
    let switches = move || {
        find.with(|find| {
            let filter = &find.filter;
            usize::from(filter.failed) + usize::from(filter.waiting) + usize::from(find.level != Level::default())
        })
    };
    let all = derived(move || wishes.get() + switches());
    let open = RwSignal::new(false);
    let toggle = Callback::new(move |change: fn(&mut Find)| {
        let mut find = find.get_untracked();
        change(&mut find);
        look_for.run(find);
    });
    let failed = move || find.with(|find| find.filter.failed);
    let waiting = move || find.with(|find| find.filter.waiting);
    view! {
        <div class="find-bar" class:is-open=move || open.get() role="search">
            <div class="find-line">
                <SearchField state find look_for/>
                <button type="button" class="chip find-filter" aria-expanded=flag(move || open.get())
                    aria-controls="find-switches find-choices" on:click=act(move |_| open.update(|open| *open = !*open))>
                    {folded("on-wide", wishes.into())}
                    {folded("on-phone", all)}
                </button>
                <div id="find-switches">
                    <Levels find look_for/>
                    <button type="button" class="chip" title=say::FAILED_HINT aria-pressed=flag(failed)
                        on:click=act(move |_| toggle.run(|find| find.filter.failed = !find.filter.failed))>{say::FAILED}</button>
                    <button type="button" class="chip" title=say::WAITING_HINT aria-pressed=flag(waiting)
                        on:click=act(move |_| toggle.run(|find| find.filter.waiting = !find.filter.waiting))>{say::WAITING}</button>
                </div>
            </div>
            <div id="find-choices">
                {live_option(move || open.get().then(|| view! { <Choices state find look_for/> }.into_any()))}
            </div>
            <Said around find look_for/>
        </div>
    }
}

/// How many wishes are behind the button, on a screen of one kind.
fn folded(screen: &'static str, wishes: Signal<usize>) -> AnyView {
    view! { <span class=screen class:is-on=move || wishes.get() != 0>{move || say::filter(wishes.get())}</span> }
        .into_any()
}

/// The switch between a story and every row.
#[component]
fn Levels(find: Memo<Find>, look_for: Callback<Find>) -> impl IntoView {
    let choice = move |level: Level, name: &'static str, hint: &'static str| {
        let is_on = move || find.with(|find| find.level == level);
        let choose = move |_| look_for.run(Find { level, ..find.get_untracked() });
        view! { <button type="button" title=hint aria-pressed=flag(is_on) on:click=act(choose)>{name}</button> }
    };
    view! {
        <div class="segments" role="group" aria-label=story::LEVEL>
            {choice(Level::Story, story::STORY, story::STORY_HINT)}
            {choice(Level::Full, story::FULL, story::FULL_HINT)}
        </div>
    }
}

/// The field for the text, with the way from hit to hit.
#[component]
fn SearchField(state: LiveSession, find: Memo<Find>, look_for: Callback<Find>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let text = RwSignal::new(find.with_untracked(|find| find.text.clone()));
    let address = memo(move || find.with(|find| find.text.clone()));
    // The address may change by itself, when somebody goes back.
    effect(move || text.set(address.get()));
    effect(move || text.with(|text| state.search_for(text)));
    let resting = StoredValue::new_local(None::<Timeout>);
    let keep = move || {
        resting.set_value(None);
        let find = Find { text: text.get_untracked(), ..find.get_untracked() };
        look_for.run(find);
    };
    let typed = move |event| {
        text.set(event_target_value(&event));
        resting.set_value(Timeout::new(REST, keep));
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if !event.is_composing() => state.go_to_hit(!event.shift_key()),
            "Escape" if text.with_untracked(|text| !text.is_empty()) => {
                text.set(String::new());
                keep();
            }
            "Escape" => keys::leave(),
            _ => return,
        }
        event.prevent_default();
    };
    keys::listen(state, field);
    let has_hits = memo(move || state.find().progress().is_some_and(|progress| progress.found > 0));
    view! {
        <div class="find-field">
            <input
                class="control" type="search" enterkeyhint="search" autocomplete="off" spellcheck="false" node_ref=field
                aria-label=say::SEARCH placeholder=say::SEARCH title=say::SEARCH_HINT aria-keyshortcuts="/"
                aria-describedby="find-said" prop:value=text on:input=act(typed) on:keydown=act(on_key)
            />
            {live_option(move || has_hits.get().then(|| view! {
                <button type="button" class="button plain" aria-label=say::PREVIOUS title=say::PREVIOUS_HINT
                    on:click=act(move |_| state.go_to_hit(false))>"↑"</button>
                <button type="button" class="button plain" aria-label=say::NEXT title=say::NEXT_HINT
                    on:click=act(move |_| state.go_to_hit(true))>"↓"</button>
            }.into_any()))}
        </div>
    }
}
