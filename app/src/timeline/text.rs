//! Pieces of messages and results: always text, never markup.

use leptos::prelude::*;
use model::ansi::Reading;
use model::prose::host;
use model::timeline::Block;
use model::visible;

use super::fold::Fold;
use super::frame::{Head, frame};
use super::pages::{Output, output};
use super::picture::picture;
use super::prose::prose;
use super::row::own_click;
use crate::ui::json::JsonView;
use crate::words::session::{self as words, detail as say};

/// JSON of more bytes is shown a page at a time, as it came.
const MAX_JSON: usize = 64 * 1024;
/// Files of more lines are folded.
const FOLDED: usize = 30;

/// Pieces of a message, in reading type.
#[component]
pub fn Blocks(
    /// The pieces.
    blocks: Vec<Block>,
) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

/// One piece.
pub(super) fn block(block: Block) -> AnyView {
    match block {
        Block::Text(text) => prose(&text),
        Block::Image { media_type: Some(media_type), data: Some(data), .. } => picture(media_type, &data),
        Block::Image { media_type, place, .. } => note(words::IMAGE.to_owned(), place.or(media_type)),
        Block::Document { title, text: Some(text), .. } => {
            let title = title.unwrap_or_else(|| words::DOCUMENT.to_owned());
            let document = Output { wraps: true, reading: Reading::Literal, ..Output::of(title, &text) };
            output(document, Fold::default())
        }
        Block::Document { title, media_type, place, .. } => {
            let facts: Vec<String> = [title, media_type, place].into_iter().flatten().collect();
            note(words::DOCUMENT.to_owned(), (!facts.is_empty()).then(|| facts.join(" · ")))
        }
        Block::SearchResult { title, source, text } => hit(title, source, &text),
        Block::Redacted => note(say::REDACTED.to_owned(), None),
        Block::Unknown { kind, json } => unknown(kind, json),
    }
}

/// A file with its name above: Markdown as it reads, everything else as it stands.
pub fn document(name: String, text: String) -> AnyView {
    if is_markdown(&name) {
        let body = view! { <div class="frame-prose prose-text">{prose(&text)}</div> }.into_any();
        return frame(Head { title: name, size: None, fold: None, copy: Signal::stored(text) }, body);
    }
    let file = Output::file(name, text, None);
    output(Output { wraps: file.language.is_none(), folded: FOLDED, ..file }, Fold::default())
}

fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "markdown"))
}

/// What is not shown, by its name.
pub(super) fn note(what: String, detail: Option<String>) -> AnyView {
    let detail = detail.map(|detail| format!(" · {}", visible::text(&detail)));
    view! { <p class="note">{what}{detail}</p> }.into_any()
}

/// Something of a type that is not known: its name, and all of it.
pub(super) fn unknown(kind: String, json: String) -> AnyView {
    let all = if json.len() > MAX_JSON {
        let json = Output { reading: Reading::Literal, ..Output::of(kind.clone(), &json) };
        output(json, Fold::default())
    } else {
        view! { <div on:click=own_click()><JsonView text=json words=say::JSON/></div> }.into_any()
    };
    view! { <p class="line"><code>{kind}</code></p>{all} }.into_any()
}

/// A hit of a search; its address is text, not a link.
fn hit(title: String, source: String, text: &str) -> AnyView {
    let own = host(&source).to_owned();
    let passage = visible::text(text.trim()).into_owned();
    view! {
        <div class="hit">
            <p><strong>{visible::text(&title).into_owned()}</strong>" "<span class="muted">{own}</span></p>
            <p class="mono hit-address">{visible::text(&source).into_owned()}</p>
            {(!passage.is_empty()).then(|| view! { <p class="muted">{passage}</p> })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_told_by_the_ending() {
        for (name, expected) in [("/a/b.md", true), ("B.MD", true), ("/a.md/b", false), ("md", false), ("a.mdx", false)]
        {
            assert_eq!(is_markdown(name), expected, "{name}");
        }
    }
}
