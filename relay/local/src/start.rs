//! `cargo start`: from a checkout to a page that can be opened.

use std::{collections::BTreeMap, env, future};

use crate::{
    artifacts, machine,
    problem::Problem,
    progress,
    project::Project,
    simulator::{self, DEFAULT_API_KEY, Simulator, StartError},
    tools,
    upstream::{self, Upstream, Wishes},
    worker::{self, Worker, require_free_port},
};

/// What `cargo start` may be told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where the page is served on 127.0.0.1; 0 takes a free port.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Where the simulator listens on 127.0.0.1; 0 takes a free port.
    #[arg(long, default_value_t = 8788)]
    sim_port: u16,
    /// The API's address, instead of the simulator's; `ANTHROPIC_API_KEY` holds the key.
    #[arg(long, value_name = "URL")]
    upstream: Option<String>,
    /// Does not open the browser.
    #[arg(long)]
    no_open: bool,
}

/// Prepares, builds and starts everything, and runs until it is dropped.
///
/// Standard output holds what a script may wait for: `simulator URL` when one is run, and `ready URL`.
pub async fn start(project: &Project, arguments: Arguments) -> Result<(), Problem> {
    let upstream = Upstream::choose(Wishes::from_environment(arguments.upstream))?;
    // Before minutes of building.
    require_free_port(arguments.port, "--port")?;
    if upstream == Upstream::Simulator {
        require_free_port(arguments.sim_port, "--sim-port")?;
    }
    prepare(project).await?;
    artifacts::ensure_all(project).await?;

    let (bindings, simulator) = connect(project, upstream, arguments.sim_port).await?;
    let options = worker::Options::built(arguments.port, bindings);
    let mut worker = Worker::start(project, &options, progress::note).await?;
    if let Some((simulator, secret)) = &simulator {
        // Lists are instant. Without it they are read every 15 seconds.
        let hook = format!("{}/hooks/anthropic", worker.url());
        simulator.send_webhooks(&hook, secret).unwrap_or_else(|why| progress::note(&format!("No webhooks: {why}")));
    }
    println!("ready {}", worker.url());
    progress::note("Ctrl+C stops it.");
    if !arguments.no_open && env::var_os("CI").is_none() {
        open_browser(project, worker.url());
    }
    Err(worker.ended().await)
}

/// Installs what building and running need.
pub async fn prepare(project: &Project) -> Result<(), Problem> {
    machine::ensure_rust(project).await?;
    machine::ensure_node(project).await?;
    tools::ensure(project).await
}

/// What the relay is configured with, and the simulator that has to live as long as it, with its secret for webhooks.
async fn connect(
    project: &Project,
    upstream: Upstream,
    port: u16,
) -> Result<(BTreeMap<String, String>, Option<(Simulator, String)>), Problem> {
    match upstream {
        Upstream::Simulator => {
            let options = simulator::Options { port, ..Default::default() };
            let simulator = start_simulator(options).await?;
            println!("simulator {}", simulator.url());
            let mut bindings = upstream::open_bindings(simulator.url(), DEFAULT_API_KEY);
            let secret = upstream::webhook_secret()?;
            bindings.insert(upstream::WEBHOOK_SECRET.to_owned(), secret.clone());
            Ok((bindings, Some((simulator, secret))))
        }
        Upstream::OtherSimulator { url } => Ok((upstream::open_bindings(&url, DEFAULT_API_KEY), None)),
        Upstream::Api { url, key } => {
            let (operator_key, place) = upstream::operator_key(project)?;
            progress::note(&format!("The relay stands in front of {url}. Sign in with the operator key: {place}."));
            Ok((upstream::closed_bindings(&url, &key, &operator_key), None))
        }
    }
}

/// Starts a simulator in this process.
pub async fn start_simulator(options: simulator::Options) -> Result<Simulator, Problem> {
    let port = options.port;
    Simulator::start(options).await.map_err(|error| match error {
        StartError::Port(error) => Problem::new(
            format!("The simulator can not listen on port {port}: {error}"),
            "Stop what uses the port, or choose another; 0 takes a free one.",
        ),
        StartError::Demonstration(_) => Problem::new(
            format!("The simulator does not start: {error}."),
            "Correct `relay/local/src/simulator/seed`, or the rule in the simulator.",
        ),
    })
}

/// `porthole simulator`: the simulator alone, until it is dropped.
pub async fn simulate(options: simulator::Options) -> Result<(), Problem> {
    require_free_port(options.port, "--port")?;
    let simulator = start_simulator(options).await?;
    println!("simulator {}", simulator.url());
    future::pending().await
}

/// A convenience: without a browser the address is still on the screen.
fn open_browser(project: &Project, url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = project.command(opener);
    command
        .arg(url)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    command.spawn().ok();
}
