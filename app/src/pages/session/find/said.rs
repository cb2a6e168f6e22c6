//! What a search found and what a filter hides, in words.

use leptos::prelude::*;
use model::timeline::Filter;

use crate::routes::Find;
use crate::timeline::row::Around;
use crate::ui::live::live_option;
use crate::words::session::find as say;

/// What is said below the bar, when there is something to say.
#[component]
pub fn Said(around: Around, find: Memo<Find>, look_for: Callback<Find>) -> impl IntoView {
    let (state, list) = (around.state, around.state.list());
    let hits = Memo::new(move |_| {
        let progress = state.find().progress()?;
        Some(say::hits(state.hit_place(), progress, state.find().hidden(), around.is_complete.get()))
    });
    let shown = Memo::new(move |_| {
        find.with(|find| !find.filter.is_empty()).then(|| {
            let (shown, all) = list.shown();
            say::shown(shown, all)
        })
    });
    let show_all = move |_| {
        look_for.run(Find { filter: Filter::default(), ..find.get_untracked() });
    };
    view! {
        <div class="find-said" role="status">
            {live_option(move || hits.get().map(|hits| view! { <span id="find-said">{hits}</span> }.into_any()))}
            {live_option(move || shown.get().map(|shown| view! {
                <span>{shown}</span>
                <button type="button" class="link" on:click=show_all>{say::SHOW_ALL}</button>
            }.into_any()))}
        </div>
    }
}
