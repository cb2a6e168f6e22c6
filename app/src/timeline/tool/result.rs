//! What came out of a call.

use leptos::prelude::*;
use model::ansi::Reading;
use model::listing;
use model::timeline::{Action, Block, Family, ToolRow};

use crate::reactive::derived;
use crate::state::live_session::Draft;
use crate::timeline::fold::disclosure;
use crate::timeline::frame::{Head, frame};
use crate::timeline::pages::{Output, opened, output};
use crate::timeline::text::{block, note};
use crate::ui::json::indented;
use crate::ui::live::{live, live_option};
use crate::words;
use crate::words::session::detail::{self as say, Hidden};

/// So many pages that a search found are shown at first.
const HITS: usize = 3;
/// Answers of programs in one line of more bytes are shown as they came.
const MAX_JSON: usize = 256 * 1024;

/// The result of a call, where there is one that says something.
pub(super) fn result(tool: ToolRow, draft: &Draft) -> Option<AnyView> {
    let blocks = tool.result.filter(|blocks| has_output(blocks))?;
    let name = if tool.tool.is_empty() { words::session::OUTPUT.to_owned() } else { tool.tool };
    let title = if tool.failed { format!("{name} · {}", words::session::FAILED) } else { name };
    let (hits, blocks): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|block| matches!(block, Block::SearchResult { .. }));
    let (texts, others): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|block| matches!(block, Block::Text(_)));
    let texts = texts.into_iter().filter_map(|block| match block {
        Block::Text(text) => Some(text),
        _ => None,
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    let hidden = match tool.phrase.action {
        _ if tool.failed => None,
        // A picture or a document stands for itself; what is said beside it names it.
        Action::Read if !others.is_empty() => None,
        Action::Read => Some(Hidden::File),
        Action::FoundFiles => Some(Hidden::Paths),
        Action::SearchedFiles => Some(Hidden::Matches),
        // Their results only repeat the input.
        Action::Wrote | Action::Edited if others.is_empty() => return None,
        _ => None,
    };
    let said = (!text.trim().is_empty()).then(|| match hidden {
        Some(hidden) => disclosed(hidden, tool.phrase.object, &text, draft),
        None if tool.phrase.action == Action::Read && !others.is_empty() && !tool.failed => note(text, None),
        None => printed(title.clone(), text, &tool.phrase.action, tool.family, draft),
    });
    let hits = (!hits.is_empty()).then(|| found(title, hits, draft));
    let others = others.into_iter().map(block).collect_view();
    Some(view! { {said}{hits}{others} }.into_any())
}

/// Whether a result has more than white space.
pub(super) fn has_output(blocks: &[Block]) -> bool {
    !blocks.iter().all(|block| matches!(block, Block::Text(text) if text.trim().is_empty()))
}

/// What was only looked at is a click away.
fn disclosed(hidden: Hidden, object: String, text: &str, draft: &Draft) -> AnyView {
    let text = text.trim_end_matches('\n').to_owned();
    let (show, hide) = say::disclose(hidden, text.lines().count());
    let (fold, is_open) = (draft.result(), draft.result());
    let body = live_option(move || {
        is_open.is_open().then(|| {
            let output = match (hidden, listing::numbered(&text)) {
                (Hidden::File, Some((first, lines))) => Output::file(object.clone(), lines, Some(first)),
                (Hidden::File, None) => Output::file(object.clone(), text.clone(), None),
                _ => Output::of(object.clone(), &text),
            };
            opened(output, is_open.clone())
        })
    });
    view! { <div class="disclosed">{disclosure(fold, show, hide)}{body}</div> }.into_any()
}

fn printed(title: String, text: String, action: &Action, family: Family, draft: &Draft) -> AnyView {
    let is_answer = matches!(family, Family::Mcp | Family::Custom) && text.len() <= MAX_JSON;
    // Programs answer each other in one long line.
    let text = if is_answer && text.lines().nth(1).is_none() { indented(&text) } else { text };
    let is_prose = *action == Action::Fetched;
    let said = Output::of(title, &text);
    let reading = if is_prose { Reading::Literal } else { said.reading };
    output(Output { wraps: is_prose, reading, ..said }, draft.result())
}

/// What a search found, a card each.
fn found(title: String, hits: Vec<Block>, draft: &Draft) -> AnyView {
    let count = hits.len();
    let fold = draft.result();
    let copied: Vec<String> = hits.iter().map(as_text).collect();
    let head = Head {
        title,
        size: Some(say::results(count)),
        fold: (count > HITS).then(|| fold.clone()),
        copy: derived(move || copied.join("\n\n")),
    };
    let hits = StoredValue::new(hits);
    let body = live(move || {
        let most = if fold.is_open() { count } else { HITS };
        hits.with_value(|hits| hits.iter().take(most).cloned().map(block).collect_view().into_any())
    });
    frame(head, view! { <div class="hits">{body}</div> }.into_any())
}

fn as_text(hit: &Block) -> String {
    match hit {
        Block::SearchResult { title, source, text } => format!("{title}\n{source}\n{text}"),
        _ => String::new(),
    }
}
