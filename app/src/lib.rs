//! Porthole's dashboard: everything that runs in the page.
//!
//! Reading order is the data flow: where we are ([`routes`]), what the relay says ([`api`]),
//! what is known of it ([`state`]), and what is shown ([`pages`], [`forms`], [`timeline`], built from [`ui`]).
//! Visible words live in [`words`]; the browser is reached through [`dom`], and [`reactive`] follows signals.

pub mod routes;

pub mod api;
pub mod app;
pub mod dom;
pub mod forms;
pub mod pages;
pub mod reactive;
pub mod state;
pub mod timeline;
pub mod ui;
pub mod words;

/// Replaces the page's static shell by the app.
pub fn mount() {
    let Some(place) = dom::element_by_id("app") else {
        return;
    };
    place.replace_children_with_node_0();
    leptos::mount::mount_to(place, app::App).forget();
}
