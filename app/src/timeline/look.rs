//! How pieces of an output look: as a terminal coloured them, or by what they are in a program.

use leptos::prelude::*;
use model::ansi::{Colour, Face, Piece, Style};
use model::code::{self, Kind, Language, Token};

use crate::words::session::detail as say;

/// Programs of more bytes are plain: each word of a language is an element.
const MAX_COLOURED: usize = 16 * 1024;

/// The pieces of a page.
pub(super) fn pieces(pieces: Vec<Piece>, language: Option<Language>) -> AnyView {
    pieces.into_iter().map(|each| piece(each, language)).collect_view().into_any()
}

fn piece(piece: Piece, language: Option<Language>) -> AnyView {
    match (piece, language) {
        (Piece::Text { text, .. }, Some(language)) if text.len() <= MAX_COLOURED => {
            code::tokens(&text, language).into_iter().map(token).collect_view().into_any()
        }
        (Piece::Text { text, style }, _) if style == Style::default() => text.into_any(),
        (Piece::Text { text, style }, _) => view! { <span class=class(style)>{text}</span> }.into_any(),
        (Piece::Cut(count), _) => view! { <span class="cut">{say::cut(count)}</span> }.into_any(),
    }
}

fn token(token: Token<'_>) -> AnyView {
    let class = match token.kind {
        Kind::Plain => return token.text.to_owned().into_any(),
        Kind::Comment => "code-comment",
        Kind::String => "code-string",
        Kind::Number => "code-number",
        Kind::Keyword => "code-keyword",
    };
    view! { <span class=class>{token.text.to_owned()}</span> }.into_any()
}

/// The classes of a look.
fn class(style: Style) -> String {
    let colour = style.colour.map(|colour| match colour {
        Colour::Ink => "ansi-ink",
        Colour::Grey => "ansi-grey",
        Colour::Red => "ansi-red",
        Colour::Green => "ansi-green",
        Colour::Yellow => "ansi-yellow",
        Colour::Blue => "ansi-blue",
        Colour::Magenta => "ansi-magenta",
        Colour::Cyan => "ansi-cyan",
        Colour::BrightRed => "ansi-bright-red",
        Colour::BrightGreen => "ansi-bright-green",
        Colour::BrightYellow => "ansi-bright-yellow",
        Colour::BrightBlue => "ansi-bright-blue",
        Colour::BrightMagenta => "ansi-bright-magenta",
        Colour::BrightCyan => "ansi-bright-cyan",
    });
    let faces = [
        (style.is_filled(), "is-filled"),
        (style.has(Face::Bold), "is-bold"),
        (style.has(Face::Dim), "is-dim"),
        (style.has(Face::Slanted), "is-slanted"),
        (style.has(Face::Underlined), "is-underlined"),
        (style.has(Face::Struck), "is-struck"),
    ];
    let faces = faces.into_iter().filter_map(|(is_set, name)| is_set.then_some(name));
    colour.into_iter().chain(faces).collect::<Vec<_>>().join(" ")
}
