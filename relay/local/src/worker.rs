//! The compiled Worker, running under workerd beside this program.

use std::{collections::BTreeMap, fmt, io, net::TcpListener, process::Stdio};

use serde::Serialize;
use tokio::{io::AsyncWriteExt as _, process::ChildStdin, sync::mpsc};

use crate::{
    problem::Problem,
    process::{Group, forward},
    project::Project,
};

/// How to run it: one line of JSON for `workerd.mjs`.
///
/// Not `Debug`: the bindings hold secrets.
#[derive(Clone, Serialize)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The Worker's main module, from the top of the checkout.
    pub script: String,
    /// The folder of the app, or `None` for a Worker without assets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets: Option<String>,
    /// Variables and secrets.
    pub bindings: BTreeMap<String, String>,
}

impl Options {
    /// The relay with the app, as they are built.
    pub fn built(port: u16, bindings: BTreeMap<String, String>) -> Self {
        Self { port, script: "relay/build/index.js".to_owned(), assets: Some("dist".to_owned()), bindings }
    }
}

/// A running Worker. It stops when this is dropped.
pub struct Worker {
    url: String,
    /// It lives as long as this is open. Apart from `group`, whose `wait` would close it.
    _lifeline: Option<ChildStdin>,
    group: Group,
}

impl Worker {
    /// Starts the Worker and waits until it answers. `on_line` sees what it logs.
    pub async fn start(
        project: &Project,
        options: &Options,
        on_line: impl Fn(&str) + Send + 'static,
    ) -> Result<Self, Problem> {
        let failed = |error: io::Error| {
            Problem::new(
                format!("workerd can not be started: {error}"),
                "Remove relay/local/node_modules and run this again: the packages are installed anew.",
            )
        };
        let mut command = project.command("node");
        command.arg("relay/local/workerd.mjs").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut group = Group::spawn(command).map_err(failed)?;

        let mut line = serde_json::to_string(options).map_err(|error| failed(error.into()))?;
        line.push('\n');
        let mut lifeline = group.child.stdin.take();
        if let Some(stdin) = &mut lifeline {
            stdin.write_all(line.as_bytes()).await.map_err(failed)?;
        }

        let (said, mut hears) = mpsc::unbounded_channel();
        forward(group.child.stdout.take(), said);
        let (logged, mut logs) = mpsc::unbounded_channel();
        forward(group.child.stderr.take(), logged);
        let log = tokio::spawn(async move {
            while let Some(line) = logs.recv().await {
                on_line(&line);
            }
        });

        while let Some(line) = hears.recv().await {
            if let Some(url) = line.strip_prefix("ready ") {
                return Ok(Self { url: url.to_owned(), _lifeline: lifeline, group });
            }
        }
        // It has ended; let its last words be heard first.
        log.await.ok();
        Err(Problem::new("The Worker does not start.", "The messages above say why."))
    }

    /// Its address, `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until it ends by itself, which it should not.
    pub async fn ended(&mut self) -> Problem {
        self.group.child.wait().await.ok();
        Problem::new("The Worker has stopped by itself.", "The messages above say why. Run this again to start it.")
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Says which option chooses another port when `port` is taken.
pub fn require_free_port(port: u16, option: &str) -> Result<(), Problem> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::new(
            format!("Port {port} can not be used: {error}."),
            format!("Stop what uses it, or choose another with {option}; 0 takes a free one."),
        )),
    }
}
