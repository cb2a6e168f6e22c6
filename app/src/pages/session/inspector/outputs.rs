//! Files that the session wrote: looked at as text, or saved.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::file::File;

use super::agent::part;
use super::preview::{PreviewWords, preview};
use crate::api::client::Request;
use crate::pages::detail::thing;
use crate::pages::facts::items;
use crate::pages::failure::Failure;
use crate::state::remote::Remote;
use crate::state::session_parts::SessionParts;
use crate::ui::live::{act, flag, live, live_option};
use crate::ui::skeleton::Skeleton;
use crate::words::session::inspector::resources as say;

/// Files that are larger, in bytes, are not shown as text.
const MOST_BYTES: u64 = 200_000;

const WORDS: PreviewWords = PreviewWords { reading: say::READING, empty: say::EMPTY_FILE, no_text: Some(say::NO_TEXT) };

/// What came out.
#[component]
pub fn Outputs(
    /// The files of the session.
    files: SessionParts<File>,
    /// The ids of those that were put in.
    #[prop(into)]
    inputs: Signal<Vec<String>>,
) -> impl IntoView {
    let retry = Callback::new(move |()| files.reload());
    let lines = move |all: Vec<File>| {
        let lines: Vec<AnyView> = all
            .into_iter()
            .filter(|file| inputs.with(|inputs| inputs.iter().all(|id| id != file.id.as_str())))
            .map(output)
            .collect();
        if lines.is_empty() {
            return view! {
                <p class="muted">{say::NO_OUTPUTS}</p>
                <button type="button" class="chip" on:click=act(move |_| files.reload())>{say::RELOAD}</button>
            }
            .into_any();
        }
        items(lines)
    };
    let content = live(move || match files.get() {
        Remote::Loading => view! { <p aria-busy="true"><Skeleton/></p> }.into_any(),
        Remote::Failed(error) => view! { <Failure error retry/> }.into_any(),
        Remote::Fresh { value, .. } => lines(value),
        Remote::Stale { value, error, .. } => view! { <Failure error retry/> {lines(value)} }.into_any(),
    });
    part(say::OUTPUTS, content)
}

fn output(file: File) -> AnyView {
    let can_be_had = file.downloadable.get() == Some(true);
    let fits = file.size_bytes <= MOST_BYTES;
    let (id, name) = (file.id.to_string(), file.filename.clone());
    let open = RwSignal::new(false);
    let preview = (can_be_had && fits).then(|| {
        let label = say::of(say::PREVIEW, &name);
        view! {
            <button type="button" class="chip" aria-label=label aria-expanded=flag(move || open.get())
                on:click=act(move |_| open.update(|open| *open = !*open))>
                {move || if open.get() { say::HIDE } else { say::PREVIEW }}
            </button>
        }
    });
    let url = Request::new(EndpointId::FileContent, &[&id]).ok().filter(|_| can_be_had).map(|request| request.url());
    let save = url.map(|url| {
        view! { <a class="chip" href=url download=name.clone() aria-label=say::of(say::DOWNLOAD, &name)>{say::DOWNLOAD}</a> }
    });
    let remark = (can_be_had && !fits).then_some(say::TOO_LARGE);
    view! {
        <li class="resource">
            <code>{file.filename}</code>
            <span class="muted">{say::size(file.size_bytes)}" · "{file.mime_type}</span>
            <span class="muted">{remark}</span>
            <span class="resource-actions">{preview}{save}</span>
            {live_option(move || open.get().then(|| text(&id, &name)))}
        </li>
    }
    .into_any()
}

fn text(id: &str, name: &str) -> AnyView {
    let id = id.to_owned();
    preview(name.to_owned(), WORDS, Box::new(move || thing(Request::new(EndpointId::FileContent, &[&id]))))
}
