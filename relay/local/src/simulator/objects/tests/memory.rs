use super::*;

fn store(world: &mut World) -> String {
    let store = post(world, "/v1/memory_stores", json!({"name": "Preferences"}));
    assert_eq!(store["description"], "");
    format!("/v1/memory_stores/{}", id(&store))
}

fn remember(world: &mut World, store: &str, path: &str) -> Value {
    post(
        world,
        &format!("{store}/memories"),
        json!({"path": path, "content": "Prefers short tables. Currency: EUR.\n"}),
    )
}

const DIGEST: &str = "3d5135935af6a2ea3846fc17f9d89d51305092c454fed9de1766d61e9f84d9e0";

#[test]
fn a_memory_has_its_digest_and_two_views() {
    let mut world = world();
    let store = store(&mut world);
    let made = remember(&mut world, &store, "/users/u-1/style.md");
    assert_eq!(
        (&made["content"], &made["content_sha256"], &made["content_size_bytes"]),
        (&Value::Null, &json!(DIGEST), &json!(37))
    );
    let path = format!("{store}/memories/{}", id(&made));
    assert_eq!(get(&mut world, &path)["content"], "Prefers short tables. Currency: EUR.\n");
    assert_eq!(get(&mut world, &format!("{path}?view=basic")), made);
    let full = get(&mut world, &format!("{store}/memories?view=full"));
    assert_eq!(full["data"][0]["content"], "Prefers short tables. Currency: EUR.\n");
    let limit = format!("{store}/memories?view=full&limit=21");
    assert_eq!(refused(&mut world, Method::Get, &limit, &Value::Null).0, 400);
}

#[test]
fn paths_are_checked() {
    let mut world = world();
    let store = store(&mut world);
    let mut check = |path: &str, expected: &str| {
        let body = json!({"path": path, "content": ""});
        let found = refused(&mut world, Method::Post, &format!("{store}/memories"), &body);
        assert_eq!(found, (400, format!("path: {expected}")), "{path}");
    };
    let segments = "segments should be names, neither empty nor \".\" or \"..\"";
    check("a", "should start with \"/\"");
    check("/", segments);
    check("/a//b", segments);
    check("/a/../b", segments);
    check(&"/a".repeat(21), "should have at most 1024 bytes and 20 segments");
    check(&format!("/{}", "é".repeat(600)), "should have at most 1024 bytes and 20 segments");
    let big = json!({"path": "/a", "content": "c".repeat(102_401)});
    let found = refused(&mut world, Method::Post, &format!("{store}/memories"), &big);
    assert_eq!(found, (400, "content: content should have at most 102400 bytes".to_owned()));
}

#[test]
fn a_path_is_taken_once() {
    let mut world = world();
    let store = store(&mut world);
    let first = remember(&mut world, &store, "/a");
    let second = remember(&mut world, &store, "/b");
    let mut check = |path: &str, body: Value| {
        let refusal = world.call(Method::Post, path, &body).unwrap_err();
        assert_eq!((refusal.status, refusal.kind), (409, "memory_path_conflict_error"));
        assert_eq!(
            (&refusal.extra["conflicting_memory_id"], &refusal.extra["conflicting_path"]),
            (&first["id"], &json!("/a"))
        );
    };
    check(&format!("{store}/memories"), json!({"path": "/a", "content": ""}));
    check(&format!("{store}/memories/{}", id(&second)), json!({"path": "/a"}));
    assert_eq!(post(&mut world, &format!("{store}/memories/{}", id(&first)), json!({"path": "/a"})), first);
}

#[test]
fn preconditions_are_kept() {
    let mut world = world();
    let store = store(&mut world);
    let made = remember(&mut world, &store, "/a");
    let path = format!("{store}/memories/{}", id(&made));
    let update =
        |digest: &str| json!({"content": "new", "precondition": {"type": "content_sha256", "content_sha256": digest}});
    let stale = "0".repeat(64);
    let refusal = world.call(Method::Post, &path, &update(&stale)).unwrap_err();
    assert_eq!((refusal.status, refusal.kind), (409, "memory_precondition_failed_error"));
    assert_eq!(post(&mut world, &path, update(DIGEST))["content_size_bytes"], 3);
    let expected = format!("{path}?expected_content_sha256={DIGEST}");
    assert_eq!(refused(&mut world, Method::Delete, &expected, &json!({})).0, 409);
    assert_eq!(delete(&mut world, &path)["type"], "memory_deleted");
}

#[test]
fn folders_fold() {
    let mut world = world();
    let store = store(&mut world);
    for path in ["/notes.md", "/users/u-1/a.md", "/users/u-1/b.md", "/users/u-2/a.md"] {
        remember(&mut world, &store, path);
    }
    let mut check = |query: &str, expected: &[&str]| {
        let list = get(&mut world, &format!("{store}/memories?{query}"));
        let found: Vec<&str> =
            list["data"].as_array().unwrap().iter().map(|row| row["path"].as_str().unwrap()).collect();
        assert_eq!(found, expected, "{query}");
        list["next_page"].as_str().map(str::to_owned)
    };
    check("", &["/notes.md", "/users/u-1/a.md", "/users/u-1/b.md", "/users/u-2/a.md"]);
    check("depth=1", &["/notes.md", "/users/"]);
    check("path_prefix=/users/&depth=1", &["/users/u-1/", "/users/u-2/"]);
    check("path_prefix=/users/u-1/", &["/users/u-1/a.md", "/users/u-1/b.md"]);
    let next = check("limit=3", &["/notes.md", "/users/u-1/a.md", "/users/u-1/b.md"]).unwrap();
    check(&format!("limit=3&page={next}"), &["/users/u-2/a.md"]);
    let prefix = format!("{store}/memories?path_prefix=/users");
    assert_eq!(refused(&mut world, Method::Get, &prefix, &Value::Null).0, 400);
}

#[test]
fn every_change_leaves_a_version() {
    let mut world = world();
    let store = store(&mut world);
    let made = remember(&mut world, &store, "/a");
    let path = format!("{store}/memories/{}", id(&made));
    post(&mut world, &path, json!({"content": "Prefers short tables. Currency: EUR.\n"}));
    post(&mut world, &path, json!({"path": "/b"}));
    delete(&mut world, &path);
    let versions = get(&mut world, &format!("{store}/memory_versions?memory_id={}", id(&made)));
    let found: Vec<_> = versions["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["operation"].clone(), row["path"].clone()))
        .collect();
    assert_eq!(
        found,
        [(json!("deleted"), json!("/b")), (json!("modified"), json!("/b")), (json!("created"), json!("/a"))]
    );
    let created = get(&mut world, &format!("{store}/memory_versions?operation=created"));
    assert_eq!(id(&created["data"][0]), made["memory_version_id"]);
    let version = format!("{store}/memory_versions/{}", made["memory_version_id"].as_str().unwrap());
    assert_eq!(get(&mut world, &version)["content_sha256"], DIGEST);
    let redacted = post(&mut world, &format!("{version}/redact"), json!({}));
    for name in ["path", "content", "content_sha256", "content_size_bytes"] {
        assert_eq!(redacted[name], Value::Null, "{name}");
    }
    assert_eq!(get(&mut world, &version), redacted);
}

#[test]
fn an_archived_store_is_only_read() {
    let mut world = world();
    let store = store(&mut world);
    let made = remember(&mut world, &store, "/a");
    post(&mut world, &format!("{store}/archive"), json!({}));
    let path = format!("{store}/memories/{}", id(&made));
    let expected = (400, "Cannot modify archived memory store".to_owned());
    assert_eq!(refused(&mut world, Method::Post, &path, &json!({"content": "x"})), expected);
    assert_eq!(refused(&mut world, Method::Delete, &path, &json!({})), expected);
    assert_eq!(get(&mut world, &path)["content_sha256"], DIGEST);
    assert_eq!(delete(&mut world, &store)["type"], "memory_store_deleted");
    assert_eq!(refused(&mut world, Method::Get, &path, &Value::Null), (404, "Memory store not found.".to_owned()));
}
