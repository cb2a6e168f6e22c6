//! Whether something has to be made again: a hash of what it is made from, kept beside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// The record of what an output was made from.
#[derive(Debug)]
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: String,
}

impl Stamp {
    /// The stamp in `file` for an output made from `inputs`, which are files and folders below `root`.
    /// One that is missing counts too: the stamp changes when it appears.
    pub(crate) fn of(file: PathBuf, root: &Path, inputs: &[&str]) -> Result<Self, Problem> {
        let mut hash = Sha256::new();
        for input in inputs {
            let path = root.join(input);
            add(&mut hash, root, &path).map_err(|error| Problem::file(&path, &error))?;
        }
        Ok(Self { file, inputs: format!("{:x}", hash.finalize()) })
    }

    /// Whether the output was made from just these inputs.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.inputs)
    }

    /// Records that the output is made. The inputs are those of [`Stamp::of`]: what was edited
    /// meanwhile is made again next time.
    pub(crate) fn write(&self) -> Result<(), Problem> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.file, &self.inputs))
            .map_err(|error| Problem::file(&self.file, &error))
    }
}

fn add(hash: &mut Sha256, root: &Path, path: &Path) -> io::Result<()> {
    let name = path.strip_prefix(root).unwrap_or(path);
    hash.update(name.as_os_str().as_encoded_bytes());
    if path.is_dir() {
        let mut entries =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        hash.update([b'/']);
        hash.update(entries.len().to_le_bytes());
        entries.iter().try_for_each(|entry| add(hash, root, entry))
    } else if path.exists() {
        let bytes = fs::read(path)?;
        hash.update([b'=']);
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
        Ok(())
    } else {
        hash.update([b'?']);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn stamp(folder: &TempDir) -> Stamp {
        let root = folder.path();
        Stamp::of(root.join("out/stamp"), root, &["in", "lock"]).unwrap()
    }

    #[test]
    fn is_current_until_an_input_changes_appears_moves_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        fs::create_dir_all(file("in/deep")).unwrap();
        fs::write(file("in/deep/a"), "1").unwrap();
        assert!(!stamp(&folder).is_current(), "nothing was made yet");

        let changes: [&dyn Fn() -> io::Result<()>; 5] = [
            &|| fs::write(file("in/deep/a"), "2"),
            &|| fs::write(file("in/b"), ""),
            &|| fs::rename(file("in/b"), file("in/c")),
            &|| fs::remove_file(file("in/c")),
            &|| fs::write(file("lock"), ""),
        ];
        for (at, change) in changes.iter().enumerate() {
            stamp(&folder).write().unwrap();
            assert!(stamp(&folder).is_current(), "before change {at}");
            change().unwrap();
            assert!(!stamp(&folder).is_current(), "after change {at}");
        }
    }

    #[test]
    fn a_change_while_making_is_noticed_next_time() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("lock"), "before").unwrap();
        let making = stamp(&folder);
        fs::write(folder.path().join("lock"), "after").unwrap();
        making.write().unwrap();
        assert!(!stamp(&folder).is_current());
    }
}
