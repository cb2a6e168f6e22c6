//! The steps, as data.

/// Something that is checked.
#[derive(Debug)]
pub(super) struct Step {
    /// How it is asked for.
    pub(super) name: &'static str,
    /// What it checks, for the reader.
    pub(super) checks: &'static str,
    /// What has to be there first, in this order.
    pub(super) needs: &'static [Need],
    /// What is run.
    pub(super) work: Work,
}

/// What has to be there before a step can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// The compiler and its wasm target.
    Wasm,
    /// Trunk, wasm-bindgen and worker-build.
    Tools,
    /// Node and the npm packages that build and run the Worker.
    Node,
    /// The npm packages of the tests.
    TestPackages,
    /// The browser.
    Chromium,
    /// The built app.
    App,
    /// The built Worker.
    Relay,
}

impl Need {
    /// For a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Wasm => "Rust for WebAssembly",
            Self::Tools => "the build tools",
            Self::Node => "Node with the launcher's packages",
            Self::TestPackages => "the npm packages of the tests",
            Self::Chromium => "Chromium",
            Self::App => "the built app",
            Self::Relay => "the built Worker",
        }
    }
}

/// What a step does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Work {
    /// Runs cargo.
    Cargo(&'static [&'static str]),
    /// Runs Node tests against a Worker and a simulator of their own.
    Suite(Suite),
    /// Its needs are all there is to it.
    Needs,
}

/// Node tests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Suite {
    /// Their folder below `tests`.
    pub(super) folder: &'static str,
    /// How much faster than people the simulator's agents work.
    pub(super) speed: f64,
}

/// In the order they run: what fails soonest first.
pub(super) const STEPS: [Step; 15] = [
    Step { name: "fmt", checks: "Format", needs: &[], work: Work::Cargo(&["fmt", "--all", "--check"]) },
    Step {
        name: "rules",
        checks: "Rules of the repository, licences, contrast",
        needs: &[],
        work: Work::Cargo(&["test", "--locked", "-p", "porthole-tests", "--test", "checks"]),
    },
    Step {
        name: "clippy",
        checks: "Lints, native",
        needs: &[],
        work: Work::Cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
    },
    Step {
        name: "clippy-wasm",
        checks: "Lints, WebAssembly",
        needs: &[Need::Wasm],
        work: Work::Cargo(&[
            "clippy",
            "-p",
            "app",
            "-p",
            "model",
            "-p",
            "relay",
            // Not every target: the native tests of the pure crates need what a browser has not.
            "--lib",
            "--bins",
            "--test",
            "web",
            "--locked",
            "--target",
            "wasm32-unknown-unknown",
            "--",
            "-D",
            "warnings",
        ]),
    },
    Step { name: "test", checks: "Native tests of every crate", needs: &[], work: Work::Cargo(&["test", "--locked"]) },
    Step {
        name: "contract",
        checks: "Every recorded shape decodes and survives a round trip",
        needs: &[],
        work: Work::Cargo(&["test", "--locked", "-p", "porthole-tests", "--test", "contract"]),
    },
    Step {
        name: "faults",
        checks: "Ten thousand schedules of faults between the API and a page",
        needs: &[],
        work: Work::Cargo(&["test", "--locked", "-p", "porthole-tests", "--test", "faults"]),
    },
    Step {
        name: "launch",
        checks: "The launcher runs a Worker and ends it",
        needs: &[Need::Node],
        work: Work::Cargo(&["test", "--locked", "-p", "porthole-tests", "--test", "launch"]),
    },
    Step {
        name: "test-wasm",
        checks: "Tests in a browser, WebAssembly",
        needs: &[Need::Wasm, Need::Tools, Need::Chromium],
        work: Work::Cargo(&["test", "-p", "app", "--locked", "--target", "wasm32-unknown-unknown"]),
    },
    Step {
        name: "app",
        checks: "The app builds",
        needs: &[Need::Wasm, Need::Node, Need::Tools, Need::App],
        work: Work::Needs,
    },
    Step {
        name: "relay",
        checks: "The Worker builds",
        needs: &[Need::Wasm, Need::Node, Need::Tools, Need::App, Need::Relay],
        work: Work::Needs,
    },
    Step {
        name: "budgets",
        checks: "Bytes over the wire",
        needs: &[Need::Wasm, Need::Node, Need::Tools, Need::App, Need::Relay],
        work: Work::Cargo(&["test", "--locked", "-p", "porthole-tests", "--test", "budgets"]),
    },
    Step {
        name: "attacks",
        checks: "Attacks over HTTP on the compiled Worker",
        needs: &[Need::Wasm, Need::Node, Need::Tools, Need::App, Need::Relay],
        work: Work::Cargo(&["test", "--locked", "-p", "porthole-tests", "--test", "attacks"]),
    },
    Step {
        name: "conformance",
        checks: "The official SDK, against the simulator and through the relay",
        needs: &[Need::Wasm, Need::Node, Need::Tools, Need::App, Need::Relay, Need::TestPackages],
        work: Work::Suite(Suite { folder: "conformance", speed: 8.0 }),
    },
    Step {
        name: "browser",
        checks: "The whole path in a browser, with accessibility",
        needs: &[Need::Wasm, Need::Node, Need::Tools, Need::App, Need::Relay, Need::TestPackages, Need::Chromium],
        work: Work::Suite(Suite { folder: "e2e", speed: 10.0 }),
    },
];
