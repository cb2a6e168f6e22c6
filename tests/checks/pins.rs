//! Versions that have to agree.

use porthole::{tools::TOOLS, version::Version};

use crate::repository::{path, read, read_toml};

fn workspace_version(krate: &str) -> String {
    let dependencies = read_toml("Cargo.toml")["workspace"]["dependencies"].clone();
    let dependency = &dependencies[krate];
    let version = dependency.as_str().or_else(|| dependency["version"].as_str());
    version.unwrap_or_else(|| panic!("{krate} has no version")).to_owned()
}

fn tool(package: &str) -> Version {
    let tool = TOOLS.iter().find(|tool| tool.package == package);
    tool.unwrap_or_else(|| panic!("the launcher does not install {package}")).version
}

#[test]
fn tools_are_of_the_version_of_their_crates() {
    assert_eq!(workspace_version("wasm-bindgen"), format!("={}", tool("wasm-bindgen-cli")));
    assert_eq!(workspace_version("worker"), format!("={}", tool("worker-build")));
    let trunk = read_toml("Trunk.toml");
    assert_eq!(trunk["tools"]["wasm_bindgen"].as_str(), Some(tool("wasm-bindgen-cli").to_string().as_str()));
}

#[test]
fn one_version_of_what_must_match_a_tool() {
    let lock = read_toml("Cargo.lock");
    for krate in ["wasm-bindgen", "worker", "leptos"] {
        let packages = lock["package"].as_array().into_iter().flatten();
        let versions: Vec<_> = packages.filter(|package| package["name"].as_str() == Some(krate)).collect();
        assert_eq!(versions.len(), 1, "{krate}: {versions:?}");
    }
}

#[test]
fn npm_packages_are_pinned_and_locked() {
    for folder in ["relay/local", "tests"] {
        let manifest: serde_json::Value = serde_json::from_str(&read(&format!("{folder}/package.json"))).unwrap();
        let groups = ["dependencies", "devDependencies"].map(|group| manifest[group].as_object());
        for (name, version) in groups.into_iter().flatten().flatten() {
            let version = version.as_str().unwrap_or_default();
            let exact =
                version.split('.').count() == 3 && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            assert!(exact, "{folder}: {name} is {version}, which is not one version");
        }
        assert!(path(folder).join("package-lock.json").is_file(), "{folder} has no lockfile");
    }
}

#[test]
fn the_two_commands_are_aliases_of_cargo() {
    let config = read_toml(".cargo/config.toml");
    for command in ["start", "verify"] {
        let alias = config["alias"][command].as_str().unwrap_or_default();
        assert!(alias.contains("--package porthole") && alias.ends_with(command), "{command} = {alias:?}");
    }
}
