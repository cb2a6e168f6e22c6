//! What the machine has to have: Rust for wasm, Node, the npm packages, a browser.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{problem::Problem, process, progress, project::Project, stamp::Stamp, version::Version};

/// The target that app and relay are compiled to.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

const LEAST_NODE: Version = Version(20, 3, 0);

/// Checks the compiler, and adds the wasm target to it if it is missing.
pub async fn ensure_rust(project: &Project) -> Result<(), Problem> {
    let mut command = project.command("rustc");
    command.arg("--version");
    let found = process::answer(command).await;
    let least = Version::find(env!("CARGO_PKG_RUST_VERSION"));
    if found.as_deref().and_then(Version::find) < least {
        return Err(Problem::new(
            format!(
                "Rust {} or newer is needed; rustc says: {}.",
                env!("CARGO_PKG_RUST_VERSION"),
                found.as_deref().unwrap_or("nothing").trim()
            ),
            "Run `rustup update stable`, or install Rust as https://rustup.rs says.",
        ));
    }
    if has_wasm_target(project).await {
        return Ok(());
    }
    let progress = progress::begin(format!("Adding {WASM_TARGET} to Rust"));
    let mut command = project.command("rustup");
    command.args(["target", "add", WASM_TARGET]);
    match process::run(command, |line| progress.detail(line)).await {
        Ok(finished) if finished.success => {
            progress.done();
            Ok(())
        }
        Ok(finished) => Err(Problem::new(
            format!("rustup could not add {WASM_TARGET}."),
            format!("Run `rustup target add {WASM_TARGET}` yourself and see what it says."),
        )
        .with_output(finished.output)),
        Err(_) => Err(Problem::new(
            format!("Rust's standard library for {WASM_TARGET} is missing, and so is rustup, which would add it."),
            "Install Rust by rustup (https://rustup.rs), or add the package of your system that holds this target.",
        )),
    }
}

async fn has_wasm_target(project: &Project) -> bool {
    let mut command = project.command("rustc");
    command.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    let folder = process::answer(command).await;
    folder.is_some_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Checks Node and installs the npm packages of the launcher.
pub async fn ensure_node(project: &Project) -> Result<(), Problem> {
    let mut command = project.command("node");
    command.arg("--version");
    check_node(process::answer(command).await.as_deref())?;
    ensure_packages(project, "relay/local").await
}

fn check_node(answer: Option<&str>) -> Result<(), Problem> {
    let found = answer.and_then(Version::find);
    if found >= Some(LEAST_NODE) {
        return Ok(());
    }
    let what = match found {
        Some(version) => format!("Node {LEAST_NODE} or newer is needed; this is {version}."),
        None => format!("Node {LEAST_NODE} or newer is needed; `node` can not be run."),
    };
    Err(Problem::new(
        what,
        "Install it with npm from https://nodejs.org or by your package manager, and see that `node` is on PATH.",
    ))
}

/// Installs the npm packages that the lockfile in `folder` names, unless it was done for just this lockfile.
pub async fn ensure_packages(project: &Project, folder: &str) -> Result<(), Problem> {
    let root = project.path(folder);
    // Inside node_modules, so that removing that folder removes the stamp.
    let stamp = Stamp::of(root.join("node_modules/.porthole-stamp"), &root, &["package.json", "package-lock.json"])?;
    if stamp.is_current() {
        return Ok(());
    }
    let progress = progress::begin(format!("Installing the npm packages of {folder}"));
    let mut command = project.command("npm");
    command.current_dir(&root).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]);
    let finished = process::run(command, |line| progress.detail(line)).await.map_err(|error| {
        Problem::new(
            format!("npm can not be run: {error}"),
            "npm comes with Node (https://nodejs.org); on Debian it is a package of its own: sudo apt-get install npm.",
        )
    })?;
    if !finished.success {
        return Err(Problem::new(
            format!("The npm packages of {folder} could not be installed."),
            "npm's message above says why; most often the registry can not be reached. Then run this again.",
        )
        .with_output(finished.output));
    }
    stamp.write()?;
    progress.done();
    Ok(())
}

/// The browser that tests run in: `CHROME`, or Chromium by one of its names on PATH.
pub fn find_chromium() -> Result<PathBuf, Problem> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    if let Some(named) = env::var_os("CHROME") {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|candidate| fs::metadata(candidate).is_ok_and(|file| file.is_file()))
        .ok_or_else(|| {
            Problem::new(
                "Chromium is needed for the tests in a browser and is not on PATH.",
                "On Debian: sudo apt-get install chromium chromium-driver. Or set CHROME to its path.",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_new_enough_or_the_message_says_what_to_do() {
        let check = |answer, expected: Option<&str>| {
            let problem = check_node(answer).err().map(|problem| problem.to_string());
            match (problem, expected) {
                (Some(problem), Some(expected)) => {
                    assert!(problem.starts_with(expected), "{problem}");
                }
                (problem, expected) => assert_eq!(problem.as_deref(), expected, "{answer:?}"),
            }
        };
        check(Some("v20.3.0\n"), None);
        check(Some("v22.1.0\n"), None);
        check(Some("v20.2.9"), Some("Node 20.3.0 or newer is needed; this is 20.2.9."));
        check(Some("v18.20.4"), Some("Node 20.3.0 or newer is needed; this is 18.20.4."));
        check(None, Some("Node 20.3.0 or newer is needed; `node` can not be run."));
    }
}
