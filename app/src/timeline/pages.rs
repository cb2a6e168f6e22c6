//! Text of machines, of any size: its beginning, then a page after the other.

use leptos::prelude::*;
use model::ansi::{self, Mark, Reading};
use model::code::{Language, language};

use super::fold::Fold;
use super::frame::{Head, frame};
use super::look::pieces;
use crate::reactive::{derived, memo};
use crate::ui::live::{act, live};
use crate::words::session::detail as say;

/// The most lines of a page.
const PAGE: usize = 2_000;
/// The same for text with colours, where each change is an element.
const COLOURED_PAGE: usize = 500;

/// A text of a machine.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// What it is.
    pub(super) title: String,
    /// What it says.
    pub(super) text: String,
    /// How it is read.
    pub(super) reading: Reading,
    /// The number of the first line, when that is known.
    pub(super) first: Option<u64>,
    /// The language it is written in, when that is known.
    pub(super) language: Option<Language>,
    /// Long lines go on in the next one: it is prose.
    pub(super) wraps: bool,
    /// Texts of more lines are folded to so many.
    pub(super) folded: usize,
}

impl Output {
    /// What a program printed.
    pub(super) fn of(title: String, text: &str) -> Self {
        let text = text.trim_end().to_owned();
        Self { title, text, reading: Reading::Terminal, first: None, language: None, wraps: false, folded: 12 }
    }

    /// The lines of a file.
    pub(super) fn file(title: String, text: String, first: Option<u64>) -> Self {
        let language = language(&title);
        Self { title, text, reading: Reading::Literal, first, language, wraps: false, folded: 12 }
    }
}

/// A text in its frame, folded when it is long.
pub(super) fn output(output: Output, fold: Fold) -> AnyView {
    let lines = output.text.lines().count();
    let is_long = lines > output.folded;
    let head = is_long.then(|| fold.clone());
    framed(output, lines, fold, head, is_long)
}

/// A text in its frame, which is shown only when it is wanted.
pub(super) fn opened(output: Output, fold: Fold) -> AnyView {
    let lines = output.text.lines().count();
    framed(output, lines, fold, None, false)
}

fn framed(output: Output, lines: usize, fold: Fold, head: Option<Fold>, is_folded: bool) -> AnyView {
    let size = (lines > output.folded || output.text.len() > 10_000).then(|| say::size(lines, output.text.len()));
    let (title, label, wraps, folded) = (output.title.clone(), output.title.clone(), output.wraps, output.folded);
    let text = StoredValue::new(output);
    let copy = derived(move || text.with_value(|output| ansi::plain(&output.text, output.reading)));
    let is_open = memo({
        let fold = fold.clone();
        move || !is_folded || fold.is_open()
    });
    let all = move || page(text, Mark::default(), 0, lines, fold.clone());
    let body = live(move || if is_open.get() { all() } else { beginning(text, folded) });
    let body =
        view! { <div class="frame-body" class:wraps=wraps tabindex="0" role="group" aria-label=label>{body}</div> };
    frame(Head { title, size, fold: head, copy }, body.into_any())
}

fn beginning(text: StoredValue<Output>, lines: usize) -> AnyView {
    text.with_value(|output| {
        let page = ansi::page(&output.text, output.reading, &Mark::default(), lines);
        numbered(output.first, page.lines, pieces(page.pieces, output.language))
    })
}

/// The page that begins at `from`, and what comes after it.
fn page(text: StoredValue<Output>, from: Mark, done: usize, all: usize, fold: Fold) -> AnyView {
    let (shown, lines, next) = text.with_value(|output| {
        let most = if output.text.contains('\u{1b}') { COLOURED_PAGE } else { PAGE };
        let page = ansi::page(&output.text, output.reading, &from, most);
        let first = output.first.map(|first| first + done as u64);
        (numbered(first, page.lines, pieces(page.pieces, output.language)), page.lines, page.next)
    });
    let done = done + lines;
    let rest = next.map(|next| {
        let is_wanted = memo({
            let fold = fold.clone();
            // The pages before this one have as many lines each.
            move || fold.pages() > done / lines.max(1)
        });
        live(move || {
            if is_wanted.get() {
                page(text, next.clone(), done, all, fold.clone())
            } else {
                more(done, all, fold.clone())
            }
        })
    });
    view! { {shown}{rest} }.into_any()
}

fn more(done: usize, all: usize, fold: Fold) -> AnyView {
    let more = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        if !fold.is_open() {
            fold.show_more();
        }
        fold.show_more();
    };
    view! { <button type="button" class="fold more" on:click=act(more)>{say::more(done, all)}</button> }.into_any()
}

fn numbered(first: Option<u64>, lines: usize, text: AnyView) -> AnyView {
    let Some(first) = first else { return view! { <pre class="text-page">{text}</pre> }.into_any() };
    let numbers: Vec<String> = (first..).take(lines).map(|number| number.to_string()).collect();
    let numbers = numbers.join("\n");
    view! {
        <div class="text-page has-numbers">
            <pre class="numbers" aria-hidden="true">{numbers}</pre>
            <pre>{text}</pre>
        </div>
    }
    .into_any()
}
