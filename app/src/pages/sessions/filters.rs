//! What narrows the list. Every filter is part of the address, and all of them are the API's.

use leptos::prelude::*;

use crate::reactive::{derived, memo};
use crate::routes::{Created, Order, Route, SessionsView, StatusFilter};
use crate::state::directory::Directory;
use crate::state::navigation::Navigation;
use crate::ui::live::{act, flag, live_option};
use crate::ui::select::{Choices, Select};
use crate::words::{self, sessions as said};

/// The choice that opens two fields for days.
const BETWEEN: &str = "..";

/// What narrows the list.
#[component]
pub fn Filters(
    /// The list as it is.
    view: Memo<SessionsView>,
    /// The agents to choose from.
    agents: Directory,
) -> impl IntoView {
    let navigation = Navigation::current();
    let change = Callback::new(move |changed: SessionsView| navigation.go(&Route::Sessions(changed.first_page())));
    view! {
        <div class="filters">
            <Statuses view change/>
            <Agents view agents change/>
            <CreatedChoice view change/>
            <OrderChoice view change/>
            <button
                type="button" class="chip" aria-pressed=flag(move || view.with(|view| view.archived))
                on:click=act(move |_| {
                    let view = view.get_untracked();
                    change.run(SessionsView { archived: !view.archived, ..view });
                })
            >
                {words::common::SHOW_ARCHIVED}
            </button>
        </div>
    }
}

#[component]
fn Statuses(view: Memo<SessionsView>, change: Callback<SessionsView>) -> impl IntoView {
    let chip = move |status: StatusFilter| {
        let is_on = move || view.with(|view| view.statuses.contains(&status));
        let toggle = move |_| {
            let mut view = view.get_untracked();
            if view.statuses.contains(&status) {
                view.statuses.retain(|other| *other != status);
            } else {
                view.statuses.push(status);
            }
            change.run(view);
        };
        view! {
            <button type="button" class="chip" aria-pressed=flag(is_on) on:click=act(toggle)>
                {said::status_filter(status)}
            </button>
        }
    };
    let is_all = move || view.with(|view| view.statuses.is_empty());
    let clear = move |_| change.run(SessionsView { statuses: Vec::new(), ..view.get_untracked() });
    view! {
        <div class="filters-group" role="group" aria-label=said::FILTER_STATUS>
            <button type="button" class="chip" aria-pressed=flag(is_all) on:click=act(clear)>{said::ALL}</button>
            {StatusFilter::ALL.map(chip).collect_view()}
        </div>
    }
}

#[component]
fn Agents(view: Memo<SessionsView>, agents: Directory, change: Callback<SessionsView>) -> impl IntoView {
    let chosen = derived(move || view.with(|view| view.agent.clone().unwrap_or_default()));
    let options = derived(move || {
        let mut options = vec![(String::new(), said::ANY_AGENT.to_owned())];
        agents.with(|agents| options.extend(agents.iter().map(|agent| (agent.id.clone(), agent.name.clone()))));
        // An archived agent, or one beyond the list, is still the choice that the address made.
        let chosen = chosen.get();
        if options.iter().all(|(id, _)| *id != chosen) {
            options.push((chosen.clone(), chosen));
        }
        options
    });
    let choose = Callback::new(move |id: String| {
        change.run(SessionsView { agent: Some(id).filter(|id| !id.is_empty()), ..view.get_untracked() });
    });
    view! { <Select label=said::FILTER_AGENT chosen options choose/> }
}

#[component]
fn CreatedChoice(view: Memo<SessionsView>, change: Callback<SessionsView>) -> impl IntoView {
    let created = memo(move || view.with(|view| view.created.clone()));
    let is_between = memo(move || matches!(created.get(), Created::Between { .. }));
    let chosen = derived(move || match created.get() {
        Created::Between { .. } => BETWEEN.to_owned(),
        other => other.print().unwrap_or_default(),
    });
    let options = derived(move || {
        let mut options: Choices =
            said::CREATED.iter().map(|(word, name)| ((*word).to_owned(), (*name).to_owned())).collect();
        let chosen = chosen.get();
        if chosen != BETWEEN && options.iter().all(|(word, _)| *word != chosen) {
            options.push((chosen, said::created(&created.get())));
        }
        options.push((BETWEEN.to_owned(), said::BETWEEN.to_owned()));
        options
    });
    let set = Callback::new(move |created: Created| change.run(SessionsView { created, ..view.get_untracked() }));
    let choose = Callback::new(move |word: String| set.run(Created::parse(&word).unwrap_or_default()));
    view! {
        <Select label=said::FILTER_CREATED chosen options choose/>
        {live_option(move || {
            let day = |label, is_from| view! { <Day label created is_from set/> };
            is_between.get().then(|| view! { {day(said::FROM, true)} {day(said::TO, false)} }.into_any())
        })}
    }
}

/// The first or the last day of a range.
#[component]
fn Day(label: &'static str, created: Memo<Created>, is_from: bool, set: Callback<Created>) -> impl IntoView {
    let value = derived(move || match created.get() {
        Created::Between { from, to } => if is_from { from } else { to }.unwrap_or_default(),
        _ => String::new(),
    });
    let choose = move |event| {
        let day = Some(event_target_value(&event)).filter(|day| !day.is_empty());
        if let Created::Between { from, to } = created.get_untracked() {
            let (from, to) = if is_from { (day, to) } else { (from, day) };
            set.run(Created::Between { from, to });
        }
    };
    view! { <input class="control" type="date" aria-label=label prop:value=value on:change=act(choose)/> }
}

#[component]
fn OrderChoice(view: Memo<SessionsView>, change: Callback<SessionsView>) -> impl IntoView {
    let name = |order| said::order(order).to_owned();
    let chosen = derived(move || view.with(|view| name(view.order)));
    let options = derived(move || [Order::Newest, Order::Oldest].map(|order| (name(order), name(order))).into());
    let choose = Callback::new(move |chosen: String| {
        let order = if chosen == said::order(Order::Oldest) { Order::Oldest } else { Order::Newest };
        change.run(SessionsView { order, ..view.get_untracked() });
    });
    view! { <Select label=said::ORDER chosen options choose/> }
}
