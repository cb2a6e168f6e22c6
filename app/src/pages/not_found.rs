//! An address that leads nowhere.

use leptos::prelude::*;

use super::frame::Page;
use crate::routes::Section;
use crate::ui::empty::Empty;
use crate::words::nav;

/// An address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Page title=nav::NOT_FOUND.to_owned()>
            <Empty sentence=nav::NOT_FOUND_WHY>
                <a class="button primary" href=Section::Sessions.route().path()>{nav::TO_SESSIONS}</a>
            </Empty>
        </Page>
    }
}
