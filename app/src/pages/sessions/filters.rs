//! What narrows the list. Every filter is part of the address, and all of them are the API's.

use leptos::prelude::*;

use crate::routes::{Created, Order, Route, SessionsView, StatusFilter};
use crate::state::directory::Directory;
use crate::state::navigation::Navigation;
use crate::ui::field::Options;
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
                type="button" class="chip" aria-pressed=move || view.with(|view| view.archived).to_string()
                on:click=move |_| {
                    let view = view.get_untracked();
                    change.run(SessionsView { archived: !view.archived, ..view });
                }
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
            <button type="button" class="chip" aria-pressed=move || is_on().to_string() on:click=toggle>
                {said::status_filter(status)}
            </button>
        }
    };
    let is_all = move || view.with(|view| view.statuses.is_empty());
    let clear = move |_| change.run(SessionsView { statuses: Vec::new(), ..view.get_untracked() });
    view! {
        <div class="filters-group" role="group" aria-label=said::FILTER_STATUS>
            <button type="button" class="chip" aria-pressed=move || is_all().to_string() on:click=clear>{said::ALL}</button>
            {StatusFilter::ALL.map(chip).collect_view()}
        </div>
    }
}

#[component]
fn Agents(view: Memo<SessionsView>, agents: Directory, change: Callback<SessionsView>) -> impl IntoView {
    let chosen = Memo::new(move |_| view.with(|view| view.agent.clone().unwrap_or_default()));
    let options = Memo::new(move |_| {
        let mut options = vec![(String::new(), said::ANY_AGENT.to_owned())];
        options.extend(
            agents.with(|agents| agents.iter().map(|agent| (agent.id.clone(), agent.name.clone())).collect::<Vec<_>>()),
        );
        // An archived agent, or one beyond the list, is still the choice that the address made.
        let chosen = chosen.get();
        if options.iter().all(|(id, _)| *id != chosen) {
            options.push((chosen.clone(), chosen));
        }
        options
    });
    let choose = move |event| {
        let agent = Some(event_target_value(&event)).filter(|id| !id.is_empty());
        change.run(SessionsView { agent, ..view.get_untracked() });
    };
    view! {
        <select class="control" aria-label=said::FILTER_AGENT on:change=choose>
            <Options value=chosen options/>
        </select>
    }
}

#[component]
fn CreatedChoice(view: Memo<SessionsView>, change: Callback<SessionsView>) -> impl IntoView {
    let created = Memo::new(move |_| view.with(|view| view.created.clone()));
    let is_between = Memo::new(move |_| matches!(created.get(), Created::Between { .. }));
    let chosen = Memo::new(move |_| match created.get() {
        Created::Between { .. } => BETWEEN.to_owned(),
        other => other.print().unwrap_or_default(),
    });
    let options = Memo::new(move |_| {
        let mut options: Vec<(String, String)> =
            said::CREATED.iter().map(|(word, name)| ((*word).to_owned(), (*name).to_owned())).collect();
        let chosen = chosen.get();
        if chosen != BETWEEN && options.iter().all(|(word, _)| *word != chosen) {
            options.push((chosen, said::created(&created.get())));
        }
        options.push((BETWEEN.to_owned(), said::BETWEEN.to_owned()));
        options
    });
    let set = move |created: Created| change.run(SessionsView { created, ..view.get_untracked() });
    let choose = move |event| set(Created::parse(&event_target_value(&event)).unwrap_or_default());
    let day = move |is_from: bool| {
        let value = Memo::new(move |_| match created.get() {
            Created::Between { from, to } => if is_from { from } else { to }.unwrap_or_default(),
            _ => String::new(),
        });
        let choose = move |event| {
            let day = Some(event_target_value(&event)).filter(|day| !day.is_empty());
            let Created::Between { from, to } = created.get_untracked() else {
                return;
            };
            set(if is_from { Created::Between { from: day, to } } else { Created::Between { from, to: day } });
        };
        let label = if is_from { said::FROM } else { said::TO };
        view! { <input class="control" type="date" aria-label=label prop:value=value on:change=choose/> }
    };
    view! {
        <select class="control" aria-label=said::FILTER_CREATED on:change=choose>
            <Options value=chosen options/>
        </select>
        <Show when=move || is_between.get()>{day(true)} {day(false)}</Show>
    }
}

#[component]
fn OrderChoice(view: Memo<SessionsView>, change: Callback<SessionsView>) -> impl IntoView {
    let chosen = Memo::new(move |_| view.with(|view| said::order(view.order).to_owned()));
    let options: Vec<(String, String)> = [Order::Newest, Order::Oldest]
        .map(|order| (said::order(order).to_owned(), said::order(order).to_owned()))
        .into();
    let choose = move |event| {
        let order =
            if event_target_value(&event) == said::order(Order::Oldest) { Order::Oldest } else { Order::Newest };
        change.run(SessionsView { order, ..view.get_untracked() });
    };
    view! {
        <select class="control" aria-label=said::ORDER on:change=choose>
            <Options value=chosen options=options/>
        </select>
    }
}
