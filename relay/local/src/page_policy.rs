//! Makes a built page fit for a strict content security policy.
//!
//! Trunk puts a loader into the page as an inline script. Here every inline script becomes a file
//! named by its hash, every file that Trunk named so moves below `/assets/`, the stylesheets become one,
//! and the policy that then holds is written down for the relay to send.

mod html;
mod policy;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use crate::{problem::Problem, project::Project};

/// Where hashed files are served from; `Trunk.toml` has it as its public address.
const ASSETS: &str = "assets";
/// Read by the relay's build script.
const POLICY_FILE: &str = "relay/page.csp";
/// For hosts that serve the assets without asking the Worker: their names change with their content.
const HEADERS: &str = "/assets/*\n  \
    Cache-Control: public, max-age=31536000, immutable\n  \
    Cross-Origin-Resource-Policy: same-origin\n  \
    X-Content-Type-Options: nosniff\n";

/// The post-build hook: works on the folder that Trunk names in the environment.
pub fn apply_to_staged_build(project: &Project) -> Result<(), Problem> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Problem::new("TRUNK_STAGING_DIR is not set.", "This is a hook of Trunk's build; run `trunk build`.")
    })?;
    apply(&staging, &project.path(POLICY_FILE))
}

/// Rewrites the build in `staging` and writes its policy to `policy_file`.
pub fn apply(staging: &Path, policy_file: &Path) -> Result<(), Problem> {
    let index = staging.join("index.html");
    let built = fs::read_to_string(&index).map_err(|error| Problem::file(&index, &error))?;
    let mut page = html::externalize(&built, &format!("/{ASSETS}/")).map_err(|unfit| {
        Problem::new(
            format!("{}: {unfit}", index.display()),
            "The content security policy would block it. Use a class, or a listener set by the app.",
        )
    })?;

    move_assets(staging, &built).map_err(|error| Problem::file(staging, &error))?;
    let assets = staging.join(ASSETS);
    if !page.sheets.is_empty() {
        let sheet = join_sheets(&assets, &page.sheets).map_err(|error| Problem::file(&assets, &error))?;
        page.link_sheet(&format!("/{ASSETS}/{sheet}"));
    }
    let scripts = page.scripts.iter().map(|script| (assets.join(&script.name), script.source.as_str()));
    let files = [
        (index, page.html.as_str()),
        (staging.join("_headers"), HEADERS),
        (policy_file.to_owned(), &policy::content_security_policy(&page.styles)),
    ];
    for (path, content) in scripts.chain(files) {
        fs::write(&path, content).map_err(|error| Problem::file(&path, &error))?;
    }
    Ok(())
}

/// Makes one file of these stylesheets, in their order, and answers with its name.
///
/// The page cannot be painted before the last of them is there, so that each request would be a wait.
fn join_sheets(assets: &Path, names: &[String]) -> io::Result<String> {
    let mut joined = String::new();
    for name in names {
        joined.push_str(fs::read_to_string(assets.join(name))?.trim_end());
        joined.push('\n');
        fs::remove_file(assets.join(name))?;
    }
    let name = html::hashed_name("style", &joined, "css");
    fs::write(assets.join(&name), joined)?;
    Ok(name)
}

/// Moves what the page asks for below [`ASSETS`], and the folder of script snippets that belongs to it.
fn move_assets(staging: &Path, page: &str) -> io::Result<()> {
    let assets = staging.join(ASSETS);
    fs::create_dir_all(&assets)?;
    for entry in fs::read_dir(staging)? {
        let entry = entry?;
        let name = entry.file_name();
        let address = format!("/{ASSETS}/{}", name.to_string_lossy());
        if name == "snippets" || page.contains(&address) {
            fs::rename(entry.path(), assets.join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
