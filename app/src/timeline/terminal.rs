//! How the looks of a terminal are called in the style sheet.

use model::ansi::{Colour, Style};

/// The classes of a look.
pub(super) fn class(style: Style) -> String {
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
        (style.bold, "is-bold"),
        (style.dim, "is-dim"),
        (style.italic, "is-slanted"),
        (style.underlined, "is-underlined"),
        (style.struck, "is-struck"),
    ];
    let faces = faces.into_iter().filter_map(|(is_set, name)| is_set.then_some(name));
    colour.into_iter().chain(faces).collect::<Vec<_>>().join(" ")
}
