use super::*;

#[test]
fn pages_go_both_ways() {
    let mut world = world();
    let mut page = |query: &str| {
        let list = get(&mut world, &format!("/v1/models?{query}"));
        let ids: Vec<String> = ids(&list).into_iter().map(str::to_owned).collect();
        assert_eq!(list["first_id"], json!(ids.first()));
        assert_eq!(list["last_id"], json!(ids.last()));
        (ids, list["has_more"] == true)
    };
    let (all, more) = page("");
    assert!(!more);
    assert_eq!(all[0], "claude-fable-5-2");
    assert_eq!(page("limit=2"), (all[..2].to_vec(), true));
    assert_eq!(page(&format!("limit=2&after_id={}", all[1])), (all[2..4].to_vec(), true));
    assert_eq!(page(&format!("limit=100&after_id={}", all[1])), (all[2..].to_vec(), false));
    assert_eq!(page(&format!("limit=2&before_id={}", all[3])), (all[1..3].to_vec(), true));
    assert_eq!(page(&format!("limit=2&before_id={}", all[2])), (all[..2].to_vec(), false));
    assert_eq!(page(&format!("after_id={}", all[all.len() - 1])), (Vec::new(), false));
}

#[test]
fn retired_models_show_when_asked_for() {
    let mut world = world();
    let retired = get(&mut world, "/v1/models?lifecycle[]=retired");
    let shown = get(&mut world, "/v1/models");
    assert!(!ids(&retired).is_empty() && ids(&retired).iter().all(|id| !ids(&shown).contains(id)));
    assert!(shown["data"].as_array().unwrap().iter().any(|model| model["lifecycle"] == "deprecated"));
}

#[test]
fn a_model_is_found_by_its_name_without_the_date() {
    let mut world = world();
    assert_eq!(id(&get(&mut world, "/v1/models/claude-haiku-4-5")), "claude-haiku-4-5-20251001");
    assert_eq!(id(&get(&mut world, "/v1/models/claude-opus-5")), "claude-opus-5");
    assert_eq!(
        refused(&mut world, Method::Get, "/v1/models/claude-opus", &Value::Null),
        (404, "model: claude-opus".to_owned())
    );
}
