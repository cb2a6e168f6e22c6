//! The example files.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files of a folder below `tests/fixtures`: name without extension, and text.
pub fn folder(name: &str) -> Vec<(String, String)> {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name));
    assert!(!files.is_empty(), "tests/fixtures/{name} is empty");
    files
}

/// The recordings of the hosted API, which stand beside the repository and are never part of it.
pub fn recordings() -> Option<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/recordings");
    folder.is_dir().then(|| files(&folder))
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "json" || extension == "sse"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}
