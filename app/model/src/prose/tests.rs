use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

fn spans(spans: &[Span]) -> String {
    let mut out = String::new();
    for Span { text, look, face } in spans {
        let marks = [(look.strong, "!"), (look.slanted, "/"), (look.struck, "~")];
        let marks: String = marks.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| *mark).collect();
        match face {
            Face::Plain if marks.is_empty() => out.push_str(text),
            Face::Plain => write!(out, "<{marks}{text}>").unwrap(),
            Face::Code => write!(out, "<{marks}code {text}>").unwrap(),
            Face::Link { host, .. } => write!(out, "<{marks}{text} at {host}>").unwrap(),
        }
    }
    out
}

fn cells(row: &[Vec<Span>]) -> String {
    row.iter().map(|cell| spans(cell)).collect::<Vec<_>>().join(" | ")
}

fn part(part: &Part) -> String {
    match part {
        Part::Paragraph(line) => format!("P {}", spans(line)),
        Part::Heading { level, spans: line } => format!("H{level} {}", spans(line)),
        Part::Code { label, text } => format!("C {label}:{text}"),
        Part::Rule => "---".to_owned(),
        Part::Quote(inside) => format!("Q({})", all(inside)),
        Part::Table(Table { aligns, head, rows }) => {
            let aligns: String = aligns.iter().map(|align| format!("{align:?}").remove(0)).collect();
            let rows: Vec<String> = rows.iter().map(|row| cells(row)).collect();
            format!("T {aligns} [{}] [{}]", cells(head), rows.join("] ["))
        }
        Part::List { start, items } => {
            let item = |item: &Item| {
                let done = item.done.map_or("", |done| if done { "[x] " } else { "[ ] " });
                format!("{done}{}", all(&item.parts))
            };
            let items: Vec<String> = items.iter().map(item).collect();
            format!("L{}({})", start.map(|start| start.to_string()).unwrap_or_default(), items.join("; "))
        }
    }
}

fn all(parts: &[Part]) -> String {
    parts.iter().map(part).collect::<Vec<_>>().join(" / ")
}

fn shown(text: &str) -> String {
    all(&read(text))
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn parts_of_a_text() {
    check("", "");
    check("One.\nTwo.\n\nThree.", "P One.\nTwo. / P Three.");
    check("# Result\nGood.\n#tag\n####### seven", "H1 Result / P Good.\n#tag\n####### seven");
    check("### a\n# b\n### c\n## d\n#### e\n# f", "H1 a / H1 b / H2 c / H2 d / H3 e / H1 f");
    check("a\n\n---\n\n* * *\n-- \n--- x", "P a / --- / --- / P -- \n--- x");
    check("```rust\nfn f() {}\n\n# no heading\n```\nAfter", "C rust:fn f() {}\n\n# no heading / P After");
    check("~~~\na\n```\n~~~", "C :a\n```");
    check("```\nnever closed", "C :never closed");
    check("<b>no</b> ![x](https://a.example/p.png)", "P <b>no</b> !<x at a.example>");
}

#[test]
fn lists() {
    check("- a\n- b\n  more\n\nAfter", "L(P a; P b\nmore) / P After");
    check("1. a\n2) b\n   - c\n3. d", "L1(P a; P b / L(P c); P d)");
    check("4. a\n5. b", "L4(P a; P b)");
    check("- a\n\n- b\n1. c", "L(P a; P b) / L1(P c)");
    check("- a\n  - b\n    1. c\n       d\n  - e\n- f", "L(P a / L(P b / L1(P c\nd); P e); P f)");
    check("1. a\n\n   more\n\n2. b", "L1(P a / P more; P b)");
    check("- [ ] a\n- [x] b\n- [X] c\n- [y] d", "L([ ] P a; [x] P b; [x] P c; P [y] d)");
    check("- a\nlazy\n# H", "L(P a\nlazy) / H1 H");
    check("2026. Fine\n-5 degrees\n1.5 times", "L2026(P Fine\n-5 degrees\n1.5 times)");
    check("- x\n  ```\n  a\n    b\n  ```", "L(P x / C :a\n  b)");
    check("1. x\n\t```sh\n- not an item\n\t```\n2. y", "L1(P x / C sh:- not an item; P y)");
    check("1. x\n```sh\na\n```\n2. y", "L1(P x) / C sh:a / L2(P y)");
    check("- - - - - - - - a", "L(L(L(L(L(L(P - - a))))))");
}

#[test]
fn quotes_and_tables() {
    check("> a\n> b\n>\n> - c\nd", "Q(P a\nb / L(P c)) / P d");
    check("> > a\n> b", "Q(Q(P a) / P b)");
    check("| a | b |\n|---|---|\n| 1 | 2 |\nEnd", "T SS [a | b] [1 | 2] / P End");
    check("a | b | c\n:-- | :-: | --:\n1 | **2**", "T SME [a | b | c] [1 | <!2>]");
    check("Text\n\n| a |\n|--|\n| x \\| y | z |\n\n| no | table |", "P Text / T S [a] [x | y | z] / C :| no | table |");
    check("| a | b |\n|---|\n| 1 | 2 |", "C :| a | b |\n|---|\n| 1 | 2 |");
    check("- a\n\n  | b |\n  |--:|\n  | 1 |", "L(P a / T E [b] [1])");
    check("a | b\nc", "P a | b\nc");
}

#[test]
fn spans_of_a_line() {
    check("a **b** c", "P a <!b> c");
    check("**a `b` c**", "P <!a ><!code b><! c>");
    check("2 ** 3 ** 4 and **open", "P 2 ** 3 ** 4 and **open");
    check("a **** b", "P a **** b");
    check("***x*** ~~y~~ ~z~", "P <!/x> <~y> ~z~");
    check("an *old* _word_, (*so*) *a*.", "P an </old> </word>, (</so>) </a>.");
    check(
        "src/*.ts and lib/*.ts, 2 * 3 * 4, a_b_c, *.rs *open",
        "P src/*.ts and lib/*.ts, 2 * 3 * 4, a_b_c, *.rs *open",
    );
    check("`a_b` _c_d e_ *x/*y", "P <code a_b> </c_d e> *x/*y");
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
    let texts = ["`", "``x`", "**", "[", "[a](", "[a](https://", "*a **b ", "- ", "```\n", "|\n", "# ", "> ", "> > \n"];
    let more = ["_a ~~b ", "- a\n\n", "- a\n  - b\n", "|a|\n|-|\n", "a|b\n", "1. ", " > - a\n", "*_~`", "---\n", "|"];
    let texts = texts.into_iter().chain(more);
    let texts: Vec<String> = texts.map(|text| text.repeat(large / text.len())).collect();
    for text in texts.iter().chain([&backticks]) {
        assert_eq!(words(&told(text)), words(text));
    }
}

/// Every character that is shown or told.
fn told(text: &str) -> String {
    let mut out = String::new();
    tell(&read(text), &mut out);
    out
}

fn tell(parts: &[Part], out: &mut String) {
    for part in parts {
        match part {
            Part::Paragraph(spans) | Part::Heading { spans, .. } => tell_line(spans, out),
            Part::List { items, .. } => {
                for item in items {
                    // The letter in the box.
                    out.push_str(if item.done == Some(true) { "x" } else { "" });
                    tell(&item.parts, out);
                }
            }
            Part::Quote(inside) => tell(inside, out),
            Part::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    tell_line(cell, out);
                }
            }
            Part::Code { label, text } => {
                out.push_str(label);
                out.push_str(text);
            }
            Part::Rule => {}
        }
    }
}

fn tell_line(spans: &[Span], out: &mut String) {
    for span in spans {
        out.push_str(&span.text);
        if let Face::Link { address, .. } = &span.face {
            out.push_str(address);
        }
    }
}

/// The characters that are no marks, without their order: code stands elsewhere.
fn words(text: &str) -> Vec<char> {
    let mut words: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    words.sort_unstable();
    words
}

proptest! {
    #[test]
    fn only_marks_are_lost(text in r"[a-cü `*_\[\]()#>:\-|~1.\n]{0,80}") {
        prop_assert_eq!(words(&told(&text)), words(&text));
    }

    #[test]
    fn links_lose_nothing_either(text in r"(\[|\]|\(|\)|a|https://|`|\*\*| |\n){0,40}") {
        prop_assert_eq!(words(&told(&text)), words(&text));
    }

    #[test]
    fn plain_text_stays_as_it_is(text in r"[a-z ,.]{1,60}") {
        prop_assume!(!text.trim().is_empty());
        let plain = vec![Span { text: text.clone(), look: Look::default(), face: Face::Plain }];
        prop_assert_eq!(read(&text), vec![Part::Paragraph(plain)]);
    }
}
