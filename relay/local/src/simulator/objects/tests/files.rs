use super::*;
use crate::simulator::objects::files;

fn upload(world: &mut World, filename: &str, text: &str) -> Value {
    send(world, "/v1/files", &[("file", Some(filename), text)]).unwrap()
}

#[test]
fn an_upload_is_kept_but_not_given_back() {
    let mut world = world();
    let made = upload(&mut world, "data/sales.csv", "a,b\n1,2\n");
    assert_eq!(
        (&made["filename"], &made["mime_type"], &made["size_bytes"]),
        (&json!("sales.csv"), &json!("text/csv"), &json!(8))
    );
    assert_eq!((&made["downloadable"], &made["scope"]), (&json!(false), &Value::Null));
    assert_eq!(get(&mut world, &format!("/v1/files/{}", id(&made))), made);
    let refusal = download(&mut world, &format!("/v1/files/{}/content", id(&made))).unwrap_err();
    assert_eq!((refusal.status, refusal.code), (400, Some("file_not_downloadable")));
    assert_eq!(delete(&mut world, &format!("/v1/files/{}", id(&made)))["type"], "file_deleted");
    assert_eq!(get(&mut world, "/v1/files")["data"], json!([]));
}

#[test]
fn forms_are_checked() {
    let check = |parts: &[(&str, Option<&str>, &str)], expected: &str| {
        let refusal = send(&mut world(), "/v1/files", parts).unwrap_err();
        assert_eq!((refusal.status, refusal.message.as_str()), (400, expected));
    };
    check(&[], "file: Field required");
    check(&[("file", Some(&"n".repeat(501)), "")], "file: filename should have 1 to 500 characters");
    let expiry = "expires_in_seconds: Input should be an integer from 3600 to 7776000";
    check(&[("file", Some("a"), ""), ("expires_in_seconds", None, "3599")], expiry);
    check(&[("file", Some("a"), ""), ("expires_in_seconds", None, "soon")], expiry);
    assert_eq!(refused(&mut world(), Method::Post, "/v1/files", &json!({})).0, 400);
}

#[test]
fn a_file_expires() {
    let mut world = world();
    let made =
        send(&mut world, "/v1/files", &[("file", Some("a.txt"), "x"), ("expires_in_seconds", None, "3600")]).unwrap();
    assert_eq!(made["expires_at"], "2026-11-23T10:00:00.000000Z");
    world.advance(world.now() + 60 * time::MINUTE);
    let refusal = world.call(Method::Get, &format!("/v1/files/{}", id(&made)), &Value::Null).unwrap_err();
    assert_eq!((refusal.status, refusal.code), (404, Some("file_expired")));
    assert_eq!(get(&mut world, "/v1/files")["data"], json!([]));
}

#[test]
fn a_session_has_copies_and_outputs() {
    let mut world = world();
    let made = upload(&mut world, "in.csv", "a");
    let copy = files::copy_for_session(&mut world, id(&made), "sesn_1").unwrap();
    assert_ne!(copy, id(&made));
    assert_eq!(files::copy_for_session(&mut world, "file_none", "sesn_1"), None);
    files::write_output(&mut world, "sesn_1", "nested/child.md", b"first".to_vec());
    files::write_output(&mut world, "sesn_1", "child.md", b"second".to_vec());
    files::write_output(&mut world, "sesn_2", "child.md", b"other".to_vec());
    let list = get(&mut world, "/v1/files?scope_id=sesn_1");
    let found: Vec<_> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["filename"].clone(), file["downloadable"].clone()))
        .collect();
    assert_eq!(found, [(json!("child.md"), json!(true)), (json!("in.csv"), json!(false))]);
    assert_eq!(list["data"][0]["scope"], json!({"type": "session", "id": "sesn_1"}));
    let content = download(&mut world, &format!("/v1/files/{}/content", ids(&list)[0])).unwrap();
    assert_eq!(content, ("child.md".to_owned(), b"second".to_vec()));
    files::delete_of_session(&mut world, "sesn_1");
    assert_eq!(get(&mut world, "/v1/files?scope_id=sesn_1")["data"], json!([]));
    assert_eq!(get(&mut world, "/v1/files")["data"].as_array().unwrap().len(), 2);
}

#[test]
fn ids_pick_files() {
    let mut world = world();
    let one = id(&upload(&mut world, "1", "")).to_owned();
    let two = id(&upload(&mut world, "2", "")).to_owned();
    let list = get(&mut world, &format!("/v1/files?ids[]={one}&ids[]=file_none"));
    assert_eq!((ids(&list), &list["next_page"]), (vec![one.as_str()], &Value::Null));
    let both = format!("/v1/files?ids[]={two}&limit=5");
    assert_eq!(
        refused(&mut world, Method::Get, &both, &Value::Null),
        (400, "ids: cannot be combined with limit or page".to_owned())
    );
    let many = format!("/v1/files?{}", vec!["ids[]=a"; 101].join("&"));
    assert_eq!(
        refused(&mut world, Method::Get, &many, &Value::Null),
        (400, "ids: List should have at most 100 items".to_owned())
    );
}
