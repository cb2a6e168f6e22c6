//! The launcher's Worker, with a Worker of a few lines in the place of the relay.

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    sync::{Arc, Mutex},
};

use porthole::{
    project::Project,
    worker::{Options, Worker},
};
use tempfile::TempDir;

/// Says what it sees: the page from its assets, else the path and a binding.
const ECHO: &str = r#"export default {
  async fetch(request, env) {
    const path = request.url.slice(new URL(request.url).origin.length);
    if (path === "/") return env.ASSETS.fetch(request);
    return new Response(`${path} ${env.NAME}`);
  },
};"#;

struct Place {
    folder: TempDir,
}

impl Place {
    fn with(script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("assets/assets")).unwrap();
        fs::write(folder.path().join("assets/assets/app.js"), "app()").unwrap();
        fs::write(folder.path().join("assets/index.html"), "<p>page").unwrap();
        fs::write(folder.path().join("worker.js"), script).unwrap();
        Self { folder }
    }

    fn options(&self, port: u16) -> Options {
        let path = |name| self.folder.path().join(name).display().to_string();
        Options {
            port,
            script: path("worker.js"),
            assets: Some(path("assets")),
            bindings: BTreeMap::from([("NAME".to_owned(), "a \"value\"".to_owned())]),
        }
    }

    /// What starting it comes to, and what it logged.
    async fn start(&self, port: u16) -> (Result<Worker, String>, String) {
        let log = Arc::new(Mutex::new(String::new()));
        let keep = Arc::clone(&log);
        let on_line = move |line: &str| keep.lock().unwrap().push_str(line);
        let worker = Worker::start(&Project::of_this_build(), &self.options(port), on_line).await;
        let log = log.lock().unwrap().clone();
        (worker.map_err(|problem| problem.to_string()), log)
    }
}

async fn get(url: String) -> String {
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn hands_every_request_but_those_for_hashed_files_to_the_worker() {
    let place = Place::with(ECHO);
    let worker = place.start(0).await.0.unwrap();
    let url = worker.url();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert_eq!(get(url.to_owned()).await, "<p>page");
    assert_eq!(get(format!("{url}/v1//x")).await, "/v1//x a \"value\"");
    // Hashed files need no decision of the Worker, and a missing one is not the page.
    assert_eq!(get(format!("{url}/assets/app.js")).await, "app()");
    assert_eq!(get(format!("{url}/assets/none.js")).await, "");
}

#[tokio::test]
async fn stops_when_it_is_dropped() {
    let place = Place::with(ECHO);
    let worker = place.start(0).await.0.unwrap();
    let address = worker.url().trim_start_matches("http://").to_owned();
    drop(worker);
    // Its port is free again.
    TcpListener::bind(address).unwrap();
}

#[tokio::test]
async fn a_worker_that_can_not_run_says_why() {
    let check = async |script: &str, expected: &str| {
        let (worker, log) = Place::with(script).start(0).await;
        assert!(worker.is_err(), "{script}");
        assert!(log.contains(expected), "{log}");
    };
    check("export default {", "The Worker does not start").await;
    check("throw new Error('at the top');", "at the top").await;
    check("export default { fetch() { return new Response('', { status: 503 }) } }", "its page answers 503").await;
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let (worker, log) = Place::with(ECHO).start(taken.local_addr().unwrap().port()).await;
    assert!(worker.is_err());
    assert!(log.contains("in use"), "{log}");
}
