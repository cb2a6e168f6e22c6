use proptest::prelude::*;

use super::*;

fn style(style: Style) -> String {
    let mut out = String::new();
    for (is_set, word) in [
        (style.has(Face::Bold), "bold "),
        (style.has(Face::Dim), "dim "),
        (style.has(Face::Slanted), "italic "),
        (style.has(Face::Underlined), "under "),
        (style.has(Face::Struck), "struck "),
        (style.is_filled(), "on "),
    ] {
        out.push_str(if is_set { word } else { "" });
    }
    out + &style.colour.map(|colour| format!("{colour:?}")).unwrap_or_default()
}

fn shown(page: &Page) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text { text, style: look } if *look == Style::default() => text.clone(),
        Piece::Text { text, style: look } => format!("<{}: {text}>", style(*look).trim_end()),
        Piece::Cut(count) => format!("<{count} more>"),
    };
    page.pieces.iter().map(piece).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(&page(text, Reading::Terminal, &Mark::default(), usize::MAX)), expected, "{text:?}");
}

#[test]
fn colours_and_faces() {
    check("a \u{1b}[32mok\u{1b}[0m, b", "a <Green: ok>, b");
    check("\u{1b}[1;31mred\u{1b}[22m thin\u{1b}[39m none", "<bold Red: red><Red:  thin> none");
    check("\u{1b}[2;3;4;9mx\u{1b}[23;24;29my\u{1b}[mz", "<dim italic under struck: x><dim: y>z");
    check("\u{1b}[90mgrey\u{1b}[97mwhite\u{1b}[91mred", "<Grey: grey><Ink: white><BrightRed: red>");
    check("\u{1b}[42;30m PASS \u{1b}[49;39m a", "<on Green:  PASS > a");
    check("\u{1b}[7mx\u{1b}[31my\u{1b}[27mz", "<on Ink: x><on Red: y><Red: z>");
    check("\u{1b}[8mhidden", "hidden");
    check("\u{1b}[31ma\nb\u{1b}[0m\nc", "<Red: a\nb\n>c");
}

#[test]
fn more_colours_are_the_nearest_of_the_sixteen() {
    check("\u{1b}[38;5;196mx\u{1b}[38;5;9my\u{1b}[38;5;244mz", "<BrightRed: xy><Grey: z>");
    check("\u{1b}[38;5;28ma\u{1b}[38;5;255mb", "<Green: a><Ink: b>");
    check("\u{1b}[38;2;10;60;200ma\u{1b}[38:2:255:0:255mb", "<Blue: a><BrightMagenta: b>");
    check("\u{1b}[38;2;20;20;22ma\u{1b}[38;2;90;200;210mb", "<Ink: a><Cyan: b>");
    check("\u{1b}[48;5;3;1ma", "<bold on Yellow: a>");
    check("\u{1b}[38;9;1ma", "a");
}

#[test]
fn lines_are_written_over() {
    check("10%\r50%\r100%\ndone", "100%\ndone");
    check("long line\rshort", "shortline");
    check("a long line\r\u{1b}[Kshort", "short");
    check("abc\u{8}\u{8}X", "aXc");
    check("abc\r\nd\r\n", "abc\nd");
    check("abc\u{1b}[2Dx\u{1b}[5Gy", "axc y");
    check("abc\u{1b}[2Kd", "   d");
    check("\u{1b}[32m..\u{1b}[0m\r\u{1b}[31mF\u{1b}[0m", "<Red: F><Green: .>");
}

#[test]
fn nothing_else_acts() {
    check("\u{1b}]0;title\u{7}a\u{1b}]8;;https://x.example\u{1b}\\link\u{1b}]8;;\u{1b}\\", "alink");
    check("\u{1b}]52;c;cm0gLXJm\u{7}a\u{1b}P1;2q#0\u{1b}\\b\u{1b}_x\u{1b}\\c", "abc");
    check("a\u{1b}[2J\u{1b}[1;1H\u{1b}[?25lb\u{1b}(Bc\u{1b}7d\u{7}e", "abcde");
    check("never closed \u{1b}]0;title", "never closed ␛]0;title");
    check("cut \u{1b}[3", "cut ");
    check("cut \u{1b}", "cut ");
    check("\u{1b}[3\u{0}1m", "␛[3␀1m");
    check("\u{1b}ü \u{202e}x\u{9b}31m", "␛ü ⟨U+202E⟩x⟨U+009B⟩31m");
    check("[x] \u{1b}[999999999Cy", &format!("[x] {}y", " ".repeat(1_000)));
}

#[test]
fn files_are_shown_as_they_are() {
    let literal = |text: &str| shown(&page(text, Reading::Literal, &Mark::default(), usize::MAX));
    assert_eq!(literal("a\u{1b}[31mb\rc\r\nd"), "a␛[31mb␍c\nd");
    assert_eq!(plain("a\u{1b}[31mb\r\n", Reading::Literal), "a␛[31mb\n");
}

#[test]
fn long_lines_are_cut_and_not_lost() {
    let long = "x".repeat(LONGEST + 5);
    let short = "x".repeat(LONGEST);
    check(&format!("{long}\ny"), &format!("{short}<5 more>\ny"));
    check(&format!("\u{1b}[31m{long}"), &format!("<Red: {short}><5 more>"));
    check(&format!("{long}\r\u{1b}[Ky"), "y");
    assert_eq!(plain(&format!("\u{1b}[31m{long}\u{1b}[0m"), Reading::Terminal), long);
}

#[test]
fn pages_go_on_where_the_last_one_ended() {
    let text = "\u{1b}[31ma\nb\nc\u{1b}[0m\nd\n";
    let first = page(text, Reading::Terminal, &Mark::default(), 2);
    assert_eq!((shown(&first).as_str(), first.lines), ("<Red: a\nb>", 2));
    let second = page(text, Reading::Terminal, &first.next.unwrap(), 2);
    assert_eq!((shown(&second).as_str(), second.lines, second.next), ("<Red: c\n>d", 2, None));
    assert_eq!(page("", Reading::Terminal, &Mark::default(), 2).lines, 0);
}

proptest! {
    #[test]
    fn pages_together_are_the_whole(text in "(a|b|ü|\u{1b}\\[3[12]m|\u{1b}\\[0m|\r|\n|\u{1b}|\u{8}){0,60}", most in 1usize..4) {
        let mut found = String::new();
        let mut mark = Some(Mark::default());
        let mut lines = 0;
        while let Some(from) = mark {
            let page = page(&text, Reading::Terminal, &from, most);
            for piece in page.pieces {
                if let Piece::Text { text, .. } = piece {
                    found.push_str(&text);
                }
            }
            lines += page.lines;
            mark = page.next;
            if mark.is_some() {
                found.push('\n');
            }
        }
        prop_assert_eq!(lines, text.lines().count());
        let whole = plain(&text, Reading::Terminal);
        let end = if text.ends_with('\n') { "\n" } else { "" };
        prop_assert_eq!(found + end, whole);
    }

    #[test]
    fn no_text_does_harm(text in "\\PC{0,40}|[\\x00-\\x1f\\[\\];0-9mKGCDa\u{9b}]{0,60}") {
        let shown = plain(&text, Reading::Terminal);
        prop_assert!(shown.chars().all(|c| matches!(c, '\n' | '\t') || !crate::visible::is_hidden(c)));
    }
}
