//! The files of the checkout.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A path from the top of the checkout.
pub(crate) fn path(relative: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests is a folder of the checkout").join(relative)
}

/// A file that has to be there.
pub(crate) fn read(relative: &str) -> String {
    fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// A TOML file that has to be there.
pub(crate) fn read_toml(relative: &str) -> toml::Table {
    read(relative).parse().unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// What git tracks or would track, below the checkout, sorted: nothing that is built or installed.
pub(crate) fn files() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(path(""))
        .output()
        .expect("git lists the files of the checkout");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let mut files: Vec<_> = String::from_utf8_lossy(&listed.stdout)
        .lines()
        .filter(|file| path(file).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    assert!(files.len() > 20, "git lists only {files:?}");
    files
}

/// Those of [`files`] below one of `folders` and with this ending.
pub(crate) fn files_in(folders: &[&str], ending: &str) -> Vec<String> {
    let mut files = files();
    files.retain(|file| file.ends_with(ending) && folders.iter().any(|folder| file.starts_with(folder)));
    files
}

/// Fails with all violations at once and what to do about them.
pub(crate) fn assert_none(violations: Vec<String>, advice: &str) {
    assert!(violations.is_empty(), "{advice}\n  {}\n", violations.join("\n  "));
}
