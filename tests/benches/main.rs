//! The relay beside its peers, and its streams in bulk. `README.md` beside this says what each command measures.
//!
//! `cargo test` only compiles this; `cargo bench` runs it.

mod api;
mod body;
mod churn;
mod clock;
mod core;
mod event;
mod fanout;
mod figures;
mod head;
mod hour;
mod lane;
mod large;
mod peers;
mod process;
mod publisher;
mod reconnect;
mod viewers;

use clap::{Args, Parser, Subcommand};
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::runtime::Builder;

use lane::Lane;

/// Measures the relay. Everything stays on this machine and ends by itself.
#[derive(Debug, Parser)]
#[command(name = "cargo bench -p porthole-tests --bench relay --")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Given by `cargo bench`.
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Latency, CPU and memory with 1, 100 and 1,000 viewers, beside peers.
    Fanout(fanout::Options),
    /// What the decisions of a feed cost, native and alone.
    Core(core::Options),
    /// Everybody loses a long session and comes back at once.
    Reconnect(reconnect::Options),
    /// Thousands join and leave; nothing may be left behind.
    Churn(churn::Options),
    /// What each incoming request costs, extrapolated to an hour.
    Hour(hour::Options),
    /// A very large event reaches everybody intact.
    Large(large::Options),
}

/// What every bench takes.
#[derive(Debug, Clone, Args)]
struct Common {
    /// A setting of the Worker, as NAME=VALUE; may be repeated.
    #[arg(long = "binding", value_parser = binding)]
    bindings: Vec<(String, String)>,
}

/// The threads of a bench: the API with its publisher, and all viewers.
struct Lanes {
    api: Lane,
    load: Lane,
}

fn main() {
    // `cargo test --benches` and the like.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("Nothing is measured: run this by `cargo bench`.");
        return;
    }
    let cli = Cli::parse();
    allow_many_sockets();
    println!("{}", machine());
    let lanes = Lanes { api: Lane::start("api"), load: Lane::start("load") };
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let end = runtime.block_on(async {
        match cli.command {
            Command::Fanout(options) => fanout::run(&options, &lanes).await,
            Command::Core(options) => core::run(&options),
            Command::Reconnect(options) => reconnect::run(&options, &lanes).await,
            Command::Churn(options) => churn::run(&options, &lanes).await,
            Command::Hour(options) => hour::run(&options, &lanes).await,
            Command::Large(options) => large::run(&options, &lanes).await,
        }
    });
    if let Err(reason) = end {
        eprintln!("Not measured: {reason}");
        std::process::exit(1);
    }
}

fn binding(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("NAME=VALUE is expected")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// A socket for each viewer, and one upstream for each where nothing is shared.
fn allow_many_sockets() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where that is refused, connections are, and the report says so.
    let _ = setrlimit(Resource::Nofile, limit);
}

/// What a figure is worth nothing without.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.map_or("unknown".to_owned(), |rest| rest.trim_start_matches([' ', '\t', ':', '=']).replace('"', ""))
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    format!(
        "{} · {cores} cores, {} · {} · load {load} before",
        jiff::Zoned::now().date(),
        field(&read("/proc/cpuinfo"), "model name"),
        field(&read("/etc/os-release"), "PRETTY_NAME"),
    )
}
