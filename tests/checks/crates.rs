//! Which crate may use which.

use std::process::Command;

use serde_json::Value;

use crate::repository::{assert_none, path, read_toml};

/// The only arrows between crates of the workspace.
const ARROWS: [(&str, &[&str]); 5] = [
    ("app", &["model"]),
    ("model", &[]),
    ("porthole", &["model"]),
    ("porthole-tests", &["app", "model", "porthole", "relay"]),
    ("relay", &["model"]),
];

/// What `cargo metadata` says.
pub(crate) fn metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .args(arguments)
        .current_dir(path(""))
        .output()
        .expect("cargo runs: it runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

/// An array of objects inside what cargo says.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no list {name}"))
}

#[test]
fn crates_use_each_other_only_along_the_arrows() {
    let metadata = metadata(&["--no-deps"]);
    let packages = list(&metadata, "packages");
    assert_eq!(packages.len(), ARROWS.len(), "a crate came or went: draw its arrows");
    assert_none(packages.iter().flat_map(stray_arrows).collect(), "This crate must not know that one.");
}

fn stray_arrows(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let allowed = ARROWS.iter().find(|(from, _)| *from == name).map_or(&[][..], |(_, to)| to);
    list(package, "dependencies")
        .iter()
        .filter(|dependency| dependency["source"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
        .filter(|to| !allowed.contains(to))
        .map(|to| format!("{name} → {to}"))
        .collect()
}

#[test]
fn a_stray_arrow_is_found() {
    let package = serde_json::json!({ "name": "app", "dependencies": [
        { "name": "model", "source": null }, { "name": "relay", "source": null },
        { "name": "serde", "source": "registry" },
    ]});
    assert_eq!(stray_arrows(&package), ["app → relay"]);
}

#[test]
fn every_crate_takes_versions_and_lints_from_the_workspace() {
    for manifest in ["app", "app/model", "relay", "relay/local", "tests"] {
        let manifest = format!("{manifest}/Cargo.toml");
        let table = read_toml(&manifest);
        assert_none(
            own_versions(&manifest, &toml::Value::Table(table.clone())),
            "Versions stand in the workspace's Cargo.toml only.",
        );
        if manifest != "tests/Cargo.toml" {
            assert!(table["lints"]["workspace"].as_bool() == Some(true), "{manifest} has lints of its own");
        }
    }
}

/// Dependencies that do not say `workspace = true`.
fn own_versions(place: &str, value: &toml::Value) -> Vec<String> {
    let Some(table) = value.as_table() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in table {
        let place = format!("{place}: {name}");
        if name.ends_with("dependencies") {
            let own = |value: &toml::Value| value.get("workspace").and_then(toml::Value::as_bool) != Some(true);
            let dependencies = value.as_table().into_iter().flatten();
            found.extend(dependencies.filter(|(_, value)| own(value)).map(|(name, _)| format!("{place}: {name}")));
        } else {
            found.extend(own_versions(&place, value));
        }
    }
    found
}

#[test]
fn an_own_version_is_found() {
    let manifest =
        "[dependencies]\na.workspace = true\nb = \"1\"\n[target.x.dev-dependencies]\nc = { version = \"1\" }";
    let table: toml::Table = manifest.parse().unwrap();
    assert_eq!(
        own_versions("m", &toml::Value::Table(table)),
        ["m: dependencies: b", "m: target: x: dev-dependencies: c"]
    );
}

#[test]
fn what_panics_or_leaks_in_wasm_is_banned_by_lint() {
    const EVERYWHERE: [&str; 4] = [
        "std::time::Instant::now",
        "std::time::SystemTime::now",
        "std::thread::sleep",
        "wasm_bindgen::closure::Closure::forget",
    ];
    const IN_THE_PAGE: [&str; 3] = [
        "web_sys::Element::set_inner_html",
        "web_sys::Element::set_outer_html",
        "web_sys::Element::insert_adjacent_html",
    ];
    let check = |file: &str, paths: &[&str]| {
        let table = read_toml(file);
        let banned: Vec<_> = table["disallowed-methods"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|ban| ban["path"].as_str())
            .collect();
        for path in paths {
            assert!(banned.contains(path), "{file} does not ban {path}");
        }
    };
    check("app/clippy.toml", &EVERYWHERE);
    check("app/clippy.toml", &IN_THE_PAGE);
    check("relay/clippy.toml", &EVERYWHERE);
}
