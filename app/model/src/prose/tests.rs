use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

fn spans(spans: &[Span]) -> String {
    let mut out = String::new();
    for Span { text, strong, face } in spans {
        let bold = if *strong { "!" } else { "" };
        match face {
            Face::Plain if !strong => out.push_str(text),
            Face::Plain => write!(out, "<!{text}>").unwrap(),
            Face::Code => write!(out, "<{bold}code {text}>").unwrap(),
            Face::Link { host, .. } => write!(out, "<{bold}{text} at {host}>").unwrap(),
        }
    }
    out
}

fn shown(text: &str) -> String {
    let mut out = Vec::new();
    for part in read(text) {
        match part {
            Part::Paragraph(line) => out.push(format!("P {}", spans(&line))),
            Part::Heading(line) => out.push(format!("H {}", spans(&line))),
            Part::Code { label, text } => out.push(format!("C {label}:{text}")),
            Part::List { depth, items } => out.extend(items.iter().map(|item| {
                let mark = item.number.map_or("-".to_owned(), |number| number.to_string());
                format!("L{depth} {mark} {}", spans(&item.spans))
            })),
        }
    }
    out.join(" / ")
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn parts_of_a_text() {
    check("", "");
    check("One.\nTwo.\n\nThree.", "P One.\nTwo. / P Three.");
    check("# Result\nGood.\n#tag\n####### seven", "H Result / P Good.\n#tag\n####### seven");
    check("- a\n- b\n  more\n\nAfter", "L0 - a / L0 - b\nmore / P After");
    check("1. a\n2) b\n   - c\n3. d", "L0 1 a / L0 2 b / L1 - c / L0 3 d");
    check("- a\n\n- b", "L0 - a / L0 - b");
    check("2026. Fine\n-5 degrees\n1.5 times", "L0 2026 Fine\n-5 degrees\n1.5 times");
    check("```rust\nfn f() {}\n\n# no heading\n```\nAfter", "C rust:fn f() {}\n\n# no heading / P After");
    check("~~~\na\n```\n~~~", "C :a\n```");
    check("- x\n  ```\n  a\n    b\n  ```", "L0 - x / C :a\n  b");
    check("```\nnever closed", "C :never closed");
    check("| a | b |\n|---|---|\n| 1 | 2 |\nEnd", "C :| a | b |\n|---|---|\n| 1 | 2 | / P End");
    check("<b>no</b> ![x](https://a.example/p.png)", "P <b>no</b> !<x at a.example>");
}

#[test]
fn spans_of_a_line() {
    check("a **b** c", "P a <!b> c");
    check("**a `b` c**", "P <!a ><!code b><! c>");
    check("2 ** 3 ** 4 and **open", "P 2 ** 3 ** 4 and **open");
    check("****", "P ****");
    check("***x***", "P ***x***");
    check("`a``b`", "P <code a``b>");
    check("``a`b``", "P <code a`b>");
    check("in `cart.ts` now", "P in <code cart.ts> now");
    check("a ` b **c**", "P a ` b <!c>");
    check("`**a**`", "P <code **a**>");
    check("see [the docs](https://docs.example/a?b#c).", "P see <the docs at docs.example>.");
    check("[a](https://good.example@evil.example/x)", "P <a at evil.example>");
    check("[a](javascript:alert(1))", "P [a](javascript:alert(1))");
    check("list[0](x) and [b]", "P list[0](x) and [b]");
}

#[test]
fn hostile_texts_take_one_pass() {
    let large = 1 << 18;
    let backticks: String = (1..1_000).map(|n| "`".repeat(n) + " ").collect();
    let texts = ["`", "``x`", "**", "[", "[a](", "[a](https://", "*a **b ", "- ", "```\n", "|\n", "# "];
    let texts = texts.map(|text| text.repeat(large / text.len()));
    for text in texts.iter().chain([&backticks]) {
        assert_eq!(words(&told(text)), words(text));
    }
}

/// Every character that is shown or told.
fn told(text: &str) -> String {
    let mut out = String::new();
    let mut line = |spans: Vec<Span>| {
        for span in spans {
            out.push_str(&span.text);
            if let Face::Link { address, .. } = span.face {
                out.push_str(&address);
            }
        }
    };
    let mut codes = Vec::new();
    for part in read(text) {
        match part {
            Part::Paragraph(spans) | Part::Heading(spans) => line(spans),
            Part::List { items, .. } => items.into_iter().for_each(|item| line(item.spans)),
            Part::Code { label, text } => codes.push(label + &text),
        }
    }
    out + &codes.concat()
}

/// The characters that are no marks, without their order: code stands elsewhere.
fn words(text: &str) -> Vec<char> {
    let mut words: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    words.sort_unstable();
    words
}

proptest! {
    #[test]
    fn only_marks_are_lost(text in r"[a-cü `*\[\]()#\-|~1.\n]{0,80}") {
        prop_assert_eq!(words(&told(&text)), words(&text));
    }

    #[test]
    fn links_lose_nothing_either(text in r"(\[|\]|\(|\)|a|https://|`|\*\*| |\n){0,40}") {
        prop_assert_eq!(words(&told(&text)), words(&text));
    }

    #[test]
    fn plain_text_stays_as_it_is(text in r"[a-z ,.]{1,60}") {
        prop_assume!(!text.trim().is_empty());
        let plain = vec![Span { text: text.clone(), strong: false, face: Face::Plain }];
        prop_assert_eq!(read(&text), vec![Part::Paragraph(plain)]);
    }
}
