//! Bytes over the wire, against `tests/budgets.toml`. Needs the built app and Worker.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

type Figures = BTreeMap<String, BTreeMap<String, u64>>;

/// What is above its limit, or has none.
fn exceeded(measured: &Figures, limits: &Figures) -> Vec<String> {
    let mut found = Vec::new();
    for (part, figures) in measured {
        for (name, value) in figures {
            match limits.get(part).and_then(|limits| limits.get(name)) {
                Some(limit) if value <= limit => {}
                Some(limit) => found.push(format!("{part}.{name}: {value}, at most {limit}")),
                None => found.push(format!("{part}.{name}: {value}, without a limit")),
            }
        }
    }
    found
}

#[test]
fn the_build_is_within_its_budgets() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = tests.parent().expect("tests is a folder of the checkout");
    let built = ["dist", "relay/build"].map(|folder| top.join(folder));
    for folder in &built {
        assert!(folder.is_dir(), "{} is missing: run `cargo verify budgets`", folder.display());
    }
    let output = Command::new("node").arg(tests.join("budgets/measure.mjs")).args(&built).output().expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let measured: Figures = serde_json::from_slice(&output.stdout).expect("it prints figures");
    println!("{measured:#?}");

    let text = fs::read_to_string(tests.join("budgets.toml")).expect("tests/budgets.toml is there");
    let limits: Figures = toml::from_str(&text).expect("tests/budgets.toml holds counts");
    for (part, figures) in &measured {
        for (name, value) in figures {
            assert!(*value > 0, "{part}.{name} is empty: nothing was built");
        }
    }
    let found = exceeded(&measured, &limits);
    assert!(
        found.is_empty(),
        "Make it smaller, or say in tests/budgets.toml why it is not:\n  {}\n",
        found.join("\n  ")
    );
}

#[test]
fn a_figure_over_its_limit_or_without_one_is_found() {
    let figures = |value| BTreeMap::from([("app".to_owned(), BTreeMap::from([("bytes".to_owned(), value)]))]);
    assert_eq!(exceeded(&figures(10), &figures(10)), Vec::<String>::new());
    assert_eq!(exceeded(&figures(11), &figures(10)), ["app.bytes: 11, at most 10"]);
    assert_eq!(exceeded(&figures(1), &Figures::new()), ["app.bytes: 1, without a limit"]);
}
