//! Pictures that came in an event; nothing is ever loaded from elsewhere.

use leptos::prelude::*;

use super::text::note;
use crate::dom::blob::BlobUrl;
use crate::dom::keep;
use crate::ui::live::{act, live};
use crate::words::session::detail as say;

/// A picture of bytes in base64, or a note when the browser can not show it.
pub(super) fn picture(media_type: String, data: &str) -> AnyView {
    let Some(url) = BlobUrl::of_base64(data, &media_type) else {
        return broken(&media_type);
    };
    let address = url.as_str().to_owned();
    // Forgotten with the view that shows it.
    keep(url);
    let failed = RwSignal::new(false);
    live(move || {
        if failed.get() {
            return broken(&media_type);
        }
        view! {
            <img class="picture" src=address.clone() alt=say::picture(&media_type) loading="lazy" decoding="async"
                on:error=act(move |_| failed.set(true))/>
        }
        .into_any()
    })
}

fn broken(media_type: &str) -> AnyView {
    note(say::picture(media_type), Some(say::BROKEN.to_owned()))
}
