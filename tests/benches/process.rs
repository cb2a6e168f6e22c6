//! What `/proc` says about processes: CPU time in nanoseconds, resident memory.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A process and all that descend from it.
#[derive(Debug, Clone)]
pub struct Tree {
    roots: Vec<u32>,
    /// The root only runs the others, and would not be there in production: its memory is not counted.
    is_runner: bool,
}

/// CPU time of each thread of a [`Tree`], at a moment.
pub struct Cpu(HashMap<PathBuf, u64>);

impl Tree {
    /// The tree below a server.
    pub fn new(root: u32) -> Self {
        Self { roots: vec![root], is_runner: false }
    }

    /// The tree below what only runs a server.
    pub fn below(runner: u32) -> Self {
        Self { roots: vec![runner], is_runner: true }
    }

    /// Several servers as one.
    pub fn of(trees: &[&Self]) -> Self {
        Self { roots: trees.iter().flat_map(|tree| tree.roots.clone()).collect(), is_runner: false }
    }

    /// CPU time by now, for [`Self::since`].
    pub fn cpu(&self) -> Cpu {
        let threads = self.processes(true).into_iter().flat_map(|id| list(&PathBuf::from(format!("/proc/{id}/task"))));
        Cpu(threads.map(|thread| (thread.clone(), ran(&thread))).collect())
    }

    /// CPU time since then. What a thread used that has ended meanwhile is lost.
    pub fn since(&self, before: &Cpu) -> Duration {
        let now = self.cpu();
        let used = now.0.iter().map(|(thread, ran)| ran.saturating_sub(before.0.get(thread).copied().unwrap_or(0)));
        Duration::from_nanos(used.sum())
    }

    /// Resident memory, in KiB.
    pub fn resident(&self) -> u64 {
        self.memory("VmRSS:")
    }

    /// The most that was ever resident, in KiB.
    pub fn peak(&self) -> u64 {
        self.memory("VmHWM:")
    }

    fn memory(&self, name: &str) -> u64 {
        self.processes(!self.is_runner).into_iter().map(|id| status(id, name)).sum()
    }

    fn processes(&self, with_root: bool) -> Vec<u32> {
        let parents: Vec<(u32, u32)> = list(Path::new("/proc"))
            .iter()
            .filter_map(|path| path.file_name()?.to_str()?.parse().ok())
            .filter_map(|id| Some((id, parent(id)?)))
            .collect();
        let mut found = self.roots.clone();
        let mut at = 0;
        while let Some(&id) = found.get(at) {
            found.extend(parents.iter().filter(|(_, parent)| *parent == id).map(|(child, _)| child));
            at += 1;
        }
        found.into_iter().skip(if with_root { 0 } else { self.roots.len() }).collect()
    }
}

/// Nanoseconds that the thread below this path was on a CPU.
pub fn ran(thread: &Path) -> u64 {
    let text = fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
    text.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

fn list(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

/// The parent of a process. Its name, in brackets, may contain anything.
fn parent(id: u32) -> Option<u32> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// A field of a process's status, in KiB.
fn status(id: u32, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|word| word.parse().ok()).unwrap_or(0)
}
