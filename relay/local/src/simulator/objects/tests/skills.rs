use super::*;

const HEAD: &str = "---\nname: brand-style\ndescription: \"Applies the house style.\"\n---\n# Brand style\n";

fn create(world: &mut World, display_name: &str) -> Value {
    let parts = [
        ("files[]", Some("brand/SKILL.md"), HEAD),
        ("files[]", Some("brand/a.txt"), "x"),
        ("display_name", None, display_name),
    ];
    send(world, "/v1/skills", &parts).unwrap()
}

#[test]
fn a_skill_has_versions() {
    let mut world = world();
    let made = create(&mut world, "Brand style");
    assert_eq!((&made["display_name"], &made["source"]), (&json!("Brand style"), &json!({"type": "custom"})));
    let path = format!("/v1/skills/{}/versions", id(&made));
    let second = send(&mut world, &path, &[("files[]", Some("b/SKILL.md"), HEAD)]).unwrap();
    assert_eq!((&second["name"], &second["description"]), (&json!("brand-style"), &json!("Applies the house style.")));
    let first = made["latest_version_id"].as_str().unwrap();
    assert_eq!(ids(&get(&mut world, &path)), [id(&second), first]);
    assert_eq!(get(&mut world, &format!("/v1/skills/{}", id(&made)))["latest_version_id"], second["id"]);
    assert_eq!(delete(&mut world, &format!("{path}/{}", id(&second)))["type"], "skill_version_deleted");
    assert_eq!(get(&mut world, &format!("/v1/skills/{}", id(&made)))["latest_version_id"], first);
    let (filename, bytes) = download(&mut world, &format!("{path}/{first}/content")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let text = std::io::read_to_string(archive.by_name("brand/SKILL.md").unwrap()).unwrap();
    assert_eq!((filename.as_str(), text.as_str(), archive.len()), ("brand-style.zip", HEAD, 2));
    assert_eq!(delete(&mut world, &format!("/v1/skills/{}", id(&made)))["type"], "skill_deleted");
    assert_eq!(refused(&mut world, Method::Get, &path, &Value::Null), (404, "Skill not found.".to_owned()));
}

#[test]
fn forms_are_checked() {
    let check = |parts: &[(&str, Option<&str>, &str)], expected: &str| {
        let refusal = send(&mut world(), "/v1/skills", parts).unwrap_err();
        assert_eq!((refusal.status, refusal.message.as_str()), (400, expected));
    };
    check(&[], "files: one top-level folder with a SKILL.md is required");
    check(&[("files[]", Some("SKILL.md"), HEAD)], "files: one top-level folder with a SKILL.md is required");
    check(&[("files[]", Some("a/b.md"), "")], "files: SKILL.md is missing in the top-level folder");
    check(
        &[("files[]", Some("a/SKILL.md"), HEAD), ("files[]", Some("b/x"), "")],
        "files: all files must be in the same top-level folder",
    );
    check(&[("files[]", Some("a/SKILL.md"), "# no head")], "SKILL.md: name is missing in the front matter");
}

#[test]
fn a_name_is_taken_once() {
    let mut world = world();
    create(&mut world, "Brand");
    let parts = [("files[]", Some("a/SKILL.md"), HEAD), ("display_name", None, "Brand")];
    let refusal = send(&mut world, "/v1/skills", &parts).unwrap_err();
    assert_eq!((refusal.status, refusal.code), (409, Some("skill_name_taken")));
}

#[test]
fn prebuilt_skills_are_there_and_stay() {
    let mut world = world();
    create(&mut world, "Brand");
    assert_eq!(get(&mut world, "/v1/skills?source=custom")["data"].as_array().unwrap().len(), 1);
    assert_eq!(ids(&get(&mut world, "/v1/skills?source=anthropic")), ["pdf", "docx", "xlsx", "pptx"]);
    assert_eq!(get(&mut world, "/v1/skills?limit=2")["data"].as_array().unwrap().len(), 2);
    assert_eq!(
        refused(&mut world, Method::Delete, "/v1/skills/pdf", &json!({})),
        (400, "Only custom skills can be changed".to_owned())
    );
}

#[test]
fn agents_pin_the_version_of_a_skill() {
    let mut world = world();
    let made = create(&mut world, "Brand");
    let skills = json!([{"type": "anthropic", "skill_id": "xlsx"}, {"type": "custom", "skill_id": id(&made)}]);
    let agent = agent(&mut world, json!({"skills": skills, "tools": [{"type": "agent_toolset_20260401"}]}));
    assert_eq!(agent["skills"][0], json!({"type": "anthropic", "skill_id": "xlsx", "version": "20260803"}));
    assert_eq!(agent["skills"][1]["version"], made["latest_version_id"]);
}
