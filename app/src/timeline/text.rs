//! Text of people, agents and machines: always text, never markup.

use leptos::prelude::*;
use model::timeline::Block;

use super::fold::fold;
use super::prose::prose;
use crate::state::live_session::Draft;
use crate::words;

/// Outputs of more lines are folded.
const FOLD_LINES: usize = 12;

/// Pieces of a message, in reading type.
#[component]
pub fn Blocks(
    /// The pieces.
    blocks: Vec<Block>,
) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Text(text) => prose(&text),
        Block::Image { media_type } => note(words::session::IMAGE, media_type),
        Block::Document { title, .. } => note(words::session::DOCUMENT, title),
        Block::SearchResult { title, source, text } => view! { <Hit title source text/> }.into_any(),
        Block::Redacted => note(words::session::REDACTED, None),
        Block::Unknown(kind) => note(&kind, None),
    }
}

fn note(what: &str, detail: Option<String>) -> AnyView {
    let detail = detail.map(|detail| format!(" · {detail}"));
    view! { <p class="note">{what.to_owned()}{detail}</p> }.into_any()
}

/// A hit of a search; its address is text, not a link.
#[component]
fn Hit(title: String, source: String, text: String) -> impl IntoView {
    view! {
        <div class="hit">
            <strong>{title}</strong>
            <span class="mono muted">{source}</span>
            <p>{text}</p>
        </div>
    }
}

/// What a machine said, in a frame; folded when it is long.
#[component]
pub fn Output(
    /// What said it.
    title: String,
    /// What it said.
    blocks: Vec<Block>,
    /// Whether all of it is shown.
    draft: Draft,
) -> impl IntoView {
    let (texts, others): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|block| matches!(block, Block::Text(_)));
    let text = texts.into_iter().filter_map(|block| match block {
        Block::Text(text) => Some(text),
        _ => None,
    });
    let text = without_escapes(text.collect::<Vec<_>>().join("\n").trim_end());
    let count = text.lines().count();
    let folded: String = text.lines().take(FOLD_LINES).collect::<Vec<_>>().join("\n");
    let button = (count > FOLD_LINES).then(|| fold(count, draft.clone()));
    let is_long = count > FOLD_LINES;
    let body = move || if is_long && !draft.is_unfolded() { folded.clone() } else { text.clone() };
    let others = (!others.is_empty()).then(|| view! { <div class="frame-body"><Blocks blocks=others/></div> });
    let text = (count > 0).then(|| view! { <pre class="frame-body" tabindex="0">{body}</pre> });
    let nothing =
        (count == 0 && others.is_none()).then(|| view! { <p class="frame-body muted">{words::session::NO_OUTPUT}</p> });
    view! {
        <div class="frame">
            <div class="frame-head"><span>{title}</span>{button}</div>
            {text}{others}{nothing}
        </div>
    }
}

/// Text without the escape sequences by which programs colour a terminal.
fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = after.find(|c: char| ('@'..='~').contains(&c));
        rest = end.and_then(|end| after.get(end + 1..)).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_not_shown() {
        assert_eq!(without_escapes("a \u{1b}[32mok\u{1b}[0m, b"), "a ok, b");
        assert_eq!(without_escapes("cut \u{1b}[3"), "cut ");
        assert_eq!(without_escapes("[x]"), "[x]");
    }
}
