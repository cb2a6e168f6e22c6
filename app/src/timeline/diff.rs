//! What a call changed in a file, line by line.

use leptos::prelude::*;
use model::ansi::LONGEST;
use model::timeline::diff::{self, Change, Line, Shown};
use model::visible;

use super::fold::Fold;
use super::frame::{Head, frame};
use crate::reactive::derived;
use crate::ui::live::{act, live};
use crate::words::session::detail as say;

/// Differences of more lines are folded to so many.
const FOLDED: usize = 24;
/// Kept lines that stand beside what changed, while the rest is folded.
const AROUND: usize = 3;
/// How many lines are shown at once, after that.
const PAGE: usize = 500;

/// A difference in its frame.
pub(super) fn difference(title: String, lines: Vec<Line>, fold: Fold) -> AnyView {
    let count = lines.len();
    let is_long = {
        let short = diff::short(&lines, AROUND);
        short.len() > FOLDED || short.len() < count
    };
    let label = title.clone();
    let lines = StoredValue::new(lines);
    let head = Head {
        title,
        size: is_long.then(|| crate::words::session::lines(count)),
        fold: is_long.then(|| fold.clone()),
        copy: derived(move || lines.with_value(|lines| patch(lines))),
    };
    let body = live(move || {
        let pages = fold.pages();
        lines.with_value(|lines| {
            if pages == 0 {
                return diff::short(lines, AROUND).into_iter().take(FOLDED).map(shown).collect_view().into_any();
            }
            let most = pages.saturating_mul(PAGE);
            let more = (count > most).then(|| more(most, count, fold.clone()));
            view! { {lines.iter().take(most).map(line).collect_view()}{more} }.into_any()
        })
    });
    frame(
        head,
        view! { <div class="frame-body diff" tabindex="0" role="group" aria-label=label><pre class="text-page">{body}</pre></div> }
            .into_any(),
    )
}

fn more(shown: usize, all: usize, fold: Fold) -> AnyView {
    let more = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        fold.show_more();
    };
    view! { <button type="button" class="fold more" on:click=act(more)>{say::more(shown, all)}</button> }.into_any()
}

fn shown(shown: Shown<'_>) -> AnyView {
    match shown {
        Shown::Line(line) => self::line(line),
        Shown::Gap(count) => view! { <span class="diff-line gap">{say::unchanged(count)}"\n"</span> }.into_any(),
    }
}

fn line(line: &Line) -> AnyView {
    let (class, sign) = sign(line.change);
    let parts = parts(line);
    view! { <span class=format!("diff-line {class}")><span class="sign">{sign}" "</span>{parts}"\n"</span> }.into_any()
}

fn sign(change: Change) -> (&'static str, &'static str) {
    match change {
        Change::Kept => ("kept", " "),
        Change::Removed => ("removed", "−"),
        Change::Added => ("added", "+"),
    }
}

/// What a line says, with marks where it differs from the one it replaces.
fn parts(line: &Line) -> AnyView {
    let text = |from: usize, to: usize| visible::text(line.text.get(from..to).unwrap_or_default()).into_owned();
    if line.text.len() > LONGEST || line.differs.is_empty() {
        let end = line.text.char_indices().nth(LONGEST).map_or(line.text.len(), |(end, _)| end);
        let rest = line.text.get(end..).unwrap_or_default().chars().count();
        let cut = (rest > 0).then(|| view! { <span class="cut">{say::cut(rest)}</span> });
        return view! { {text(0, end)}{cut} }.into_any();
    }
    let mut at = 0;
    let mut parts = Vec::with_capacity(line.differs.len() * 2 + 1);
    for range in &line.differs {
        parts.push(text(at, range.start).into_any());
        parts.push(view! { <mark>{text(range.start, range.end)}</mark> }.into_any());
        at = range.end;
    }
    parts.push(text(at, line.text.len()).into_any());
    parts.into_any()
}

/// The difference as a text, as it is used everywhere.
fn patch(lines: &[Line]) -> String {
    let line = |line: &Line| {
        let sign = match line.change {
            Change::Kept => ' ',
            Change::Removed => '-',
            Change::Added => '+',
        };
        format!("{sign}{}\n", line.text)
    };
    lines.iter().map(line).collect()
}
