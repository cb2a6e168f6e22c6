//! Files that the session wrote: looked at as text, or saved.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::file::File;

use super::agent::part;
use crate::api::client::Request;
use crate::pages::detail::thing;
use crate::pages::facts::items;
use crate::pages::failure::Failure;
use crate::state::remote::{Refresh, Remote, Watched};
use crate::state::session_parts::SessionParts;
use crate::ui::live::{flag, live, live_option};
use crate::ui::skeleton::Skeleton;
use crate::words::session::inspector::resources as say;

/// Files that are larger, in bytes, are not shown as text.
const MOST_BYTES: u64 = 200_000;

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
                <button type="button" class="chip" on:click=move |_| files.reload()>{say::RELOAD}</button>
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
                on:click=move |_| open.update(|open| *open = !*open)>
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
            {live_option(move || open.get().then(|| view! { <Text id=id.clone()/> }.into_any()))}
        </li>
    }
    .into_any()
}

/// The text of a file.
#[component]
fn Text(id: String) -> impl IntoView {
    let text = Watched::new(Refresh::Never, move || thing(Request::new(EndpointId::FileContent, &[&id])));
    let retry = Callback::new(move |()| text.reload());
    live(move || match text.get() {
        Remote::Loading => view! { <p class="muted" role="status">{say::READING}</p> }.into_any(),
        Remote::Failed(error) | Remote::Stale { error, .. } => view! { <Failure error retry/> }.into_any(),
        Remote::Fresh { value, .. } if value.is_empty() => view! { <p class="muted">{say::EMPTY_FILE}</p> }.into_any(),
        Remote::Fresh { value, .. } if !is_text(&value) => view! { <p class="muted">{say::NO_TEXT}</p> }.into_any(),
        Remote::Fresh { value, .. } => view! { <pre class="fold-text" tabindex="0">{value}</pre> }.into_any(),
    })
}

/// Whether bytes that were read as UTF-8 were text.
fn is_text(text: &str) -> bool {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    !text.chars().any(|c| control(c) || c == char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_picture_are_no_text() {
        for (text, expected) in [("a,b\r\n1,2\n", true), ("", true), ("\u{fffd}PNG", false), ("a\u{0}b", false)] {
            assert_eq!(is_text(text), expected, "{text:?}");
        }
    }
}
