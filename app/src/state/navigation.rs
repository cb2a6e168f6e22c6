//! Where the page is, kept in step with the address bar.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, HtmlAnchorElement, MouseEvent};

use crate::dom::listener::Listener;
use crate::dom::{self, keep};
use crate::reactive::memo;
use crate::routes::Route;

/// Where the page is, and how it goes elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
}

impl Navigation {
    /// Starts at the address bar's place, for the views below; plain links between places are followed without a reload.
    pub fn provide() -> Self {
        let navigation = Self { route: RwSignal::new(read_address()) };
        keep(Listener::at_window("popstate", move |_| navigation.route.set(read_address())));
        keep(Listener::at_document("click", move |event| navigation.follow_link(&event)));
        provide_context(navigation);
        navigation
    }

    /// The navigation of the app.
    pub fn current() -> Self {
        expect_context()
    }

    /// The place; tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The place; a view that reads it is drawn again when what `read` finds has changed.
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Route) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        memo(move || self.route.with(&read))
    }

    /// Goes to a place; the browser's Back returns.
    pub fn go(self, route: &Route) {
        let changes_page = self.route.with_untracked(|current| !current.is_same_page(route));
        if let Some(history) = dom::window().and_then(|window| window.history().ok()) {
            history.push_state_with_url(&JsValue::NULL, "", Some(&route.path())).ok();
        }
        self.route.set(route.clone());
        if let (true, Some(window)) = (changes_page, dom::window()) {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Goes to a place that takes the current one's place in the history.
    pub fn replace(self, route: &Route) {
        if let Some(history) = dom::window().and_then(|window| window.history().ok()) {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&route.path())).ok();
        }
        self.route.set(route.clone());
    }

    fn follow_link(self, event: &Event) {
        let Some(route) = link_of(event) else { return };
        event.prevent_default();
        self.go(&route);
    }
}

fn read_address() -> Route {
    let Some(location) = dom::window().map(|window| window.location()) else {
        return Route::NotFound;
    };
    let path = location.pathname().unwrap_or_default();
    let query = location.search().unwrap_or_default();
    Route::parse(&path, query.trim_start_matches('?'))
}

/// The place that a plain click on a link asks for.
///
/// New tabs, downloads, other sites and places within this page stay the browser's.
fn link_of(event: &Event) -> Option<Route> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let is_plain = click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key())
        && !event.default_prevented();
    if !is_plain {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let stays_here = link.origin() == dom::window()?.location().origin().ok()?
        && link.target().is_empty()
        && !link.has_attribute("download")
        && link.hash().is_empty();
    stays_here.then(|| Route::parse(&link.pathname(), link.search().trim_start_matches('?')))
}
