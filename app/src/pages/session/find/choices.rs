//! Kinds, tools and threads to choose from.

use leptos::prelude::*;
use model::timeline::{MAIN_THREAD, Sort};

use crate::reactive::derived;
use crate::routes::Find;
use crate::state::live_session::LiveSession;
use crate::ui::live::{act, flag};
use crate::ui::select::{self, Select};
use crate::words::session::find as say;

/// Kinds, tools and threads.
#[component]
pub fn Choices(
    /// The session.
    state: LiveSession,
    /// What is looked for.
    find: Memo<Find>,
    /// Called with what to look for.
    look_for: Callback<Find>,
) -> impl IntoView {
    let chip = move |sort: Sort| {
        let is_on = move || find.with(|find| find.filter.sorts.contains(&sort));
        let toggle = move |_| {
            let mut find = find.get_untracked();
            let is_on = find.filter.sorts.contains(&sort);
            // In the order in which they are offered, so that one choice has one address.
            let chosen =
                |other: &Sort| (find.filter.sorts.contains(other) && *other != sort) || (*other == sort && !is_on);
            find.filter.sorts = Sort::ALL.into_iter().filter(chosen).collect();
            look_for.run(find);
        };
        view! {
            <button type="button" class="chip" aria-pressed=flag(is_on) on:click=act(toggle)>{say::sort(sort)}</button>
        }
    };
    let tool = derived(move || find.with(|find| find.filter.tool.clone().unwrap_or_default()));
    let tools = derived(move || {
        let called = state.tools().into_iter().filter(|tool| !tool.tool.is_empty());
        options(say::ANY_TOOL, called.map(|tool| (tool.tool.clone(), tool.tool)), tool.get())
    });
    let choose_tool = Callback::new(move |tool: String| {
        let mut find = find.get_untracked();
        find.filter.tool = Some(tool).filter(|tool| !tool.is_empty());
        look_for.run(find);
    });
    let thread = derived(move || find.with(|find| find.filter.thread.clone().unwrap_or_default()));
    let threads = derived(move || {
        let main = (MAIN_THREAD.to_owned(), say::MAIN.to_owned());
        let children = state.threads().into_iter().map(|thread| (thread.id, thread.name));
        options(say::ANY_THREAD, std::iter::once(main).chain(children), thread.get())
    });
    let choose_thread = Callback::new(move |thread: String| {
        let mut find = find.get_untracked();
        find.filter.thread = Some(thread).filter(|thread| !thread.is_empty());
        look_for.run(find);
    });
    view! {
        <div class="find-choices">
            <div class="filters-group" role="group" aria-label=say::KINDS>{Sort::ALL.map(chip).collect_view()}</div>
            <Select label=say::TOOL chosen=tool options=tools choose=choose_tool/>
            <Select label=say::THREAD chosen=thread options=threads choose=choose_thread/>
        </div>
    }
}

/// What can be chosen, with what the address chose although it is not here.
fn options(any: &str, known: impl Iterator<Item = (String, String)>, chosen: String) -> select::Choices {
    let mut options = vec![(String::new(), any.to_owned())];
    options.extend(known);
    if options.iter().all(|(value, _)| *value != chosen) {
        options.push((chosen.clone(), chosen));
    }
    options
}
