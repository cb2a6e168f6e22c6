//! Something that was read and could not be read again.

use leptos::prelude::*;

use crate::api::Error;
use crate::dom::clock::Millis;
use crate::ui::banner::Banner;
use crate::ui::copy::CopyButton;
use crate::ui::live::act;
use crate::words;
use crate::words::error::Attempt;

/// Says since when what stands below was not renewed, and why.
#[component]
pub fn StaleBanner(
    /// When it was read last.
    at: Millis,
    /// Why reading it again failed.
    error: Error,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let why = words::error::words(&error, Attempt::Read).title;
    let id = error.request_id().map(str::to_owned).map(|id| {
        let label = words::error::LABELS.request_id;
        view! {
            <span class="request-id"><code>{id.clone()}</code><CopyButton text=id words=words::common::COPY label/></span>
        }
    });
    view! {
        <Banner>
            <span>{words::common::stale_since(&words::time::of_day(at), &why)}</span>
            {id}
            <button type="button" class="button" on:click=act(move |_| retry.run(()))>{words::common::RETRY}</button>
        </Banner>
    }
}
