//! The relay: the compiled Worker under workerd, as the launcher runs it.

use porthole_tests::worker::{CANARY, OPERATOR_KEY, Worker, root};
use serde_json::{Map, Value};

use crate::api::Api;
use crate::peers::{Running, door};
use crate::process::Tree;
use crate::publisher::Outlet;
use crate::viewers::Door;

/// Starts it before `api`, with settings of its own on top of what it needs.
pub async fn start(api: &Api, bindings: &[(String, String)]) -> Result<Running, String> {
    if !root().join("relay/build/index.js").is_file() {
        return Err("not built: `cargo verify attacks` builds what it needs".to_owned());
    }
    let mut all = Map::new();
    let mut set = |name: &str, value: &str| all.insert(name.to_owned(), Value::from(value));
    set("ANTHROPIC_BASE_URL", &format!("http://{}", api.address()));
    set("ANTHROPIC_API_KEY", CANARY);
    set("PORTHOLE_OPERATOR_KEY", OPERATOR_KEY);
    // A quota would measure itself.
    set("PORTHOLE_READ_PER_MINUTE", "1000000");
    set("PORTHOLE_CREATE_PER_MINUTE", "1000000");
    for (name, value) in bindings {
        set(name, value);
    }
    let worker = Worker::with(Value::Object(all)).await;
    let headers = format!("Authorization: Bearer {OPERATOR_KEY}\r\n");
    let door = Door { headers, ..door(worker.address()) };
    let tree = worker.process().map(Tree::below);
    Ok(Running { door, outlet: Outlet::Api, tree, _keep: Box::new(worker) })
}
