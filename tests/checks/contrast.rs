//! Every text can be read and every mark be seen, in both themes: computed from `style/tokens.css`.

use std::collections::BTreeMap;

use crate::repository::{assert_none, read};

/// Of text to what it stands on (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// Of a mark that means something to what it stands on (1.4.11).
const MARK: f64 = 3.0;

/// What stands on what, by role.
const PAIRS: [(f64, &[&str], &[&str]); 13] = [
    (TEXT, &["ink", "ink-2", "ink-3"], &["canvas", "surface", "raise"]),
    (TEXT, &["accent", "run", "wait", "bad", "ok", "idle", "retry"], &["canvas", "surface"]),
    (TEXT, &["ink", "ink-2"], &["accent-soft", "wait-soft", "bad-soft", "ok-soft"]),
    (TEXT, &["accent"], &["accent-soft"]),
    (TEXT, &["bad"], &["bad-soft"]),
    (TEXT, &["ok"], &["ok-soft"]),
    (TEXT, &["on-accent"], &["accent"]),
    (TEXT, &["ink"], &["mark"]),
    (TEXT, &["ink"], &["bad-mark", "ok-mark"]),
    // On a ground of a terminal's colour its text is of the surface's, which is the same contrast.
    (
        TEXT,
        &[
            "ansi-red",
            "ansi-green",
            "ansi-yellow",
            "ansi-blue",
            "ansi-magenta",
            "ansi-cyan",
            "ansi-bright-red",
            "ansi-bright-green",
            "ansi-bright-yellow",
            "ansi-bright-blue",
            "ansi-bright-magenta",
            "ansi-bright-cyan",
        ],
        &["surface"],
    ),
    (MARK, &["wait"], &["wait-soft"]),
    (MARK, &["mark-edge"], &["canvas", "surface", "raise"]),
    (
        MARK,
        &[
            "kind-model",
            "kind-tool",
            "kind-file",
            "kind-web",
            "kind-mcp",
            "run",
            "wait",
            "bad",
            "ok",
            "idle",
            "retry",
            "accent",
        ],
        &["canvas", "surface", "raise"],
    ),
];

#[test]
fn all_pairs_contrast_in_both_themes() {
    let tokens = tokens(&read("style/tokens.css"));
    let mut weak = Vec::new();
    for (least, fronts, backs) in PAIRS {
        for (front, back) in fronts.iter().flat_map(|front| backs.iter().map(move |back| (front, back))) {
            let [front_colours, back_colours] = [front, back]
                .map(|name| tokens.get(*name).unwrap_or_else(|| panic!("style/tokens.css has no --{name}")));
            for (theme, (front_colour, back_colour)) in
                ["light", "dark"].into_iter().zip(front_colours.iter().zip(back_colours))
            {
                let ratio = contrast(*front_colour, *back_colour);
                if ratio < least {
                    weak.push(format!("--{front} on --{back}, {theme}: {ratio:.2} < {least}"));
                }
            }
        }
    }
    assert_none(weak, "Move the lightness of one of the two.");
}

/// Relative luminance of each colour token, light and dark.
fn tokens(css: &str) -> BTreeMap<String, [f64; 2]> {
    css.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": ")?;
            let mut colours = value.split("oklch(").skip(1).map(|colour| luminance(colour.split(')').next()?));
            let light = colours.next()??;
            let dark = colours.next().flatten().unwrap_or(light);
            Some((name.to_owned(), [light, dark]))
        })
        .collect()
}

/// Of `L% C H` as `oklch()` takes it; `None` with an alpha, whose contrast depends on what is below.
fn luminance(colour: &str) -> Option<f64> {
    let parts: Vec<f64> =
        colour.split_whitespace().map(|part| part.trim_end_matches('%').parse().ok()).collect::<Option<_>>()?;
    let [lightness, chroma, hue] = parts.as_slice() else {
        return None;
    };
    let [red, green, blue] =
        linear_rgb(lightness / 100.0, *chroma, hue.to_radians()).map(|channel| channel.clamp(0.0, 1.0));
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

/// By the matrices that define Oklab.
fn linear_rgb(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
    ]
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_agrees_with_known_values() {
    let close = |value: f64, expected: f64| assert!((value - expected).abs() < 0.01, "{value} is not {expected}");
    let of = |colour| luminance(colour).unwrap();
    close(contrast(of("0% 0 0"), of("100% 0 0")), 21.0);
    // #777 on white is the classic near miss; pure red is 4.00.
    close(contrast(of("56.93% 0 0"), of("100% 0 0")), 4.48);
    close(contrast(of("62.796% 0.25768 29.234"), of("100% 0 0")), 4.0);
    assert_eq!(luminance("15% 0.02 245 / 45%"), None);
}

#[test]
fn reads_both_themes() {
    let read = tokens("  --a: light-dark(oklch(100% 0 0), oklch(0% 0 0));\n  --b: oklch(100% 0 0);\n  --c: 4px;");
    let rounded: Vec<_> = read.iter().map(|(name, pair)| (name.as_str(), pair.map(f64::round))).collect();
    assert_eq!(rounded, [("a", [1.0, 0.0]), ("b", [1.0, 1.0])]);
}
