//! The compiled Worker under workerd, as the launcher runs it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::http::within;

/// An operator key for tests.
pub const OPERATOR_KEY: &str = "operator-key-of-the-tests-0123456789";

/// The API key that no client may ever see a byte of.
pub const CANARY: &str = "sk-ant-canary-7f3a9c51e0d84b26";

/// What the tests sign webhooks with.
pub const WEBHOOK_SECRET: &str = "whsec_d2ViaG9va3Mgb2YgdGhlIHRlc3RzIDAxMjM0NTY3ODk=";

/// A running Worker. It stops when it is dropped.
pub struct Worker {
    address: SocketAddr,
    log: Arc<Mutex<Vec<u8>>>,
    /// workerd lives for as long as this is open. The runner is not killed: its workerd would be left behind.
    _stdin: ChildStdin,
    process: Child,
    /// Where its script is, if that was made for this one.
    _folder: Option<TempDir>,
}

/// The Worker with a `Meter` that takes every message and never answers.
const MUTE: &str = r#"import { DurableObject } from "cloudflare:workers";
export { default } from "./index.js";
export class Meter extends DurableObject {
  fetch() {
    return new Promise((answer) => setTimeout(() => answer(new Response()), 2 ** 30));
  }
}"#;

impl Worker {
    /// Starts the Worker before the API at `upstream`, closed to everybody without the operator's key.
    pub async fn start(upstream: &str) -> Self {
        let bindings = json!({
            "ANTHROPIC_BASE_URL": upstream,
            "ANTHROPIC_API_KEY": CANARY,
            "PORTHOLE_OPERATOR_KEY": OPERATOR_KEY,
            // Tests of the quota set their own; the others must not meet it.
            "PORTHOLE_CREATE_PER_MINUTE": "100000",
            "PORTHOLE_READ_PER_MINUTE": "100000",
            "ANTHROPIC_WEBHOOK_SECRET": WEBHOOK_SECRET,
        });
        let assets = root().join("tests/attacks/assets");
        Self::run(json!({ "port": 0, "script": built(), "assets": assets, "bindings": bindings })).await
    }

    /// Starts the Worker with these settings, and without a page.
    pub async fn with(bindings: Value) -> Self {
        Self::run(json!({ "port": 0, "script": built(), "bindings": bindings })).await
    }

    /// The same, with none of its Durable Objects there.
    pub async fn without_objects(bindings: Value) -> Self {
        Self::run(json!({ "port": 0, "script": built(), "bindings": bindings, "objects": {} })).await
    }

    /// The same, with a `Meter` that never answers.
    pub async fn with_mute_meter(bindings: Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let script = built();
        for file in ["index.js", "index_bg.wasm"] {
            std::fs::copy(script.with_file_name(file), folder.path().join(file)).expect("a copy");
        }
        let mute = folder.path().join("mute.js");
        std::fs::write(&mute, MUTE).expect("a file");
        let worker = Self::run(json!({ "port": 0, "script": mute, "bindings": bindings })).await;
        Self { _folder: Some(folder), ..worker }
    }

    async fn run(options: Value) -> Self {
        let mut process = Command::new("node")
            .arg(root().join("relay/local/workerd.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Node, to run the Worker: install Node 20.3 or later");
        let mut stdin = process.stdin.take().expect("piped");
        stdin.write_all(format!("{options}\n").as_bytes()).await.expect("the runner reads");
        let log = Arc::new(Mutex::new(Vec::new()));
        keep(process.stderr.take().expect("piped"), Arc::clone(&log));
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        let line = within(lines.next_line()).await.expect("text").unwrap_or_default();
        let address = line.strip_prefix("ready http://").and_then(|address| address.parse().ok());
        let Some(address) = address else {
            // Its last words may still be on their way.
            within(process.wait()).await.expect("an end");
            panic!("the Worker does not start: {line} {}", String::from_utf8_lossy(&log.lock().expect("no panic")));
        };
        Self { address, log, _stdin: stdin, process, _folder: None }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The process of its runner, whose child workerd is.
    pub fn process(&self) -> Option<u32> {
        self.process.id()
    }

    /// What it logged so far.
    pub fn log(&self) -> Vec<u8> {
        self.log.lock().expect("no panic").clone()
    }
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn built() -> PathBuf {
    let script = root().join("relay/build/index.js");
    assert!(
        script.exists(),
        "the Worker is not built: `worker-build --release relay` makes it, and `cargo verify` does all of that"
    );
    script
}

fn keep(mut from: impl AsyncReadExt + Unpin + Send + 'static, log: Arc<Mutex<Vec<u8>>>) {
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            log.lock().expect("no panic").extend_from_slice(&buffer[..read]);
        }
    });
}
