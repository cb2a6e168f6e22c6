//! What a search found and what a filter hides, in words.

use leptos::prelude::*;
use model::timeline::Filter;

use crate::reactive::memo;
use crate::routes::Find;
use crate::timeline::row::Around;
use crate::ui::live::{act, flag, live_option};
use crate::words::session::find as say;
use crate::words::time;

/// What is said below the bar, when there is something to say.
#[component]
pub fn Said(
    /// The session around it.
    around: Around,
    /// What is looked for.
    find: Memo<Find>,
    /// Called with what to look for.
    look_for: Callback<Find>,
) -> impl IntoView {
    let (state, list) = (around.state, around.state.list());
    let hits = memo(move || {
        let progress = state.find().progress()?;
        Some(say::hits(state.hit_place(), progress, state.find().hidden(), around.is_complete.get()))
    });
    let shown = memo(move || {
        find.with(|find| !find.filter.is_empty()).then(|| {
            let (shown, all) = list.shown();
            say::shown(shown, all)
        })
    });
    // Nothing is spoken before it is known.
    let is_searching = move || state.find().progress().is_some_and(|progress| !progress.is_done);
    let show_all = move |_| {
        look_for.run(Find { filter: Filter::default(), ..find.get_untracked() });
    };
    view! {
        <div class="find-said" role="status" aria-busy=flag(is_searching)>
            {live_option(move || state.since().map(|since| view! {
                <span>{say::since_count(since.count, &time::of_day_or_before(since.at, around.now.get_untracked()))}</span>
                <button type="button" class="link" title=say::SINCE_HINT on:click=act(move |_| state.go_to_since())>{say::GO}</button>
            }.into_any()))}
            {live_option(move || hits.get().map(|hits| view! { <span id="find-said">{hits}</span> }.into_any()))}
            {live_option(move || shown.get().map(|shown| view! {
                <span>{shown}</span>
                <button type="button" class="link" on:click=act(show_all)>{say::SHOW_ALL}</button>
            }.into_any()))}
        </div>
    }
}
