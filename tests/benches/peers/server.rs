//! A peer's processes, each with a folder of its own and a longest life.

use std::fs::OpenOptions;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::process::Tree;

/// Nothing lives longer than this, in seconds, even when the bench is killed.
const LIFE: &str = "1800";

const PATIENCE: Duration = Duration::from_secs(10);

/// A folder for configuration and data.
pub struct Folder(TempDir);

/// A process. It stops when it is dropped.
pub struct Server {
    process: Child,
    /// Its files, removed after it has ended.
    _folder: Option<Folder>,
}

impl Folder {
    /// An empty folder. A server may give up its rights before it writes there.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder for temporary files");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let open = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(folder.path(), open).expect("an own folder");
        }
        Self(folder)
    }

    /// Writes a file and gives its path.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("an own folder can be written to");
        path
    }

    /// Makes a folder inside and gives its path.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir(&path).expect("an own folder can be written to");
        path
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Server {
    /// Starts `program`, which logs into `folder`.
    pub fn start(program: &Path, arguments: &[&str], folder: &Folder) -> Result<Self, String> {
        let log = OpenOptions::new().create(true).append(true).open(folder.path().join("log")).expect("an own folder");
        let process = Command::new("timeout")
            .args(["--kill-after=5", LIFE])
            .arg(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file"))
            .stderr(log)
            .spawn()
            .map_err(|error| format!("timeout (of coreutils) can not be run: {error}"))?;
        Ok(Self { process, _folder: None })
    }

    /// Keeps `folder` until the process has ended.
    pub fn with(mut self, folder: Folder) -> Self {
        self._folder = Some(folder);
        self
    }

    /// Its processes.
    pub fn tree(&self) -> Tree {
        Tree::new(self.process.id())
    }

    /// Waits until it listens.
    pub async fn listens(&mut self, address: SocketAddr, folder: &Folder) -> Result<(), String> {
        let until = Instant::now() + PATIENCE;
        loop {
            if TcpStream::connect(address).await.is_ok() {
                return Ok(());
            }
            let has_ended = self.process.try_wait().is_ok_and(|ended| ended.is_some());
            if has_ended || Instant::now() > until {
                let log = std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
                return Err(format!("it does not start: {}", log.trim()));
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `timeout` hands the signal on to its whole group.
        if let Some(id) = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(id, Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

/// An address on this machine that nobody listens on.
pub fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address")
}

/// Where `program` is.
pub fn find(program: &str, install: &str) -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Servers are not on everybody's path.
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    let mut candidates = folders.map(|folder| folder.join(program));
    candidates.find(|path| path.is_file()).ok_or_else(|| format!("not installed: {install}"))
}
