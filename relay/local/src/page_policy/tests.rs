use super::*;

#[test]
fn a_built_page_ends_up_with_its_files_below_assets_and_its_policy_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("dist/snippets/gloo")).unwrap();
    for (name, content) in [
        (
            "dist/index.html",
            "<link rel=stylesheet href=/assets/a-01.css><link rel=stylesheet href=/assets/b-02.css><style>b{}</style><script>go(\"/assets/a-01_bg.wasm\")</script>",
        ),
        ("dist/a-01.css", "a{}\n"),
        ("dist/b-02.css", "b{}"),
        ("dist/a-01_bg.wasm", "w"),
        ("dist/snippets/gloo/inline0.js", "x"),
        ("dist/robots.txt", "y"),
    ] {
        fs::write(path(name), content).unwrap();
    }
    apply(&path("dist"), &path("page.csp")).unwrap();

    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    assert_eq!(read("dist/assets/a-01_bg.wasm"), "w");
    assert_eq!(read("dist/assets/snippets/gloo/inline0.js"), "x");
    assert_eq!(read("dist/robots.txt"), "y");
    assert!(read("page.csp").contains("style-src 'self' 'sha256-"));
    let page = read("dist/index.html");
    let sheet = page.split('"').find(|part| part.contains("/style-")).unwrap();
    assert_eq!(read(&format!("dist{sheet}")), "a{}\nb{}\n");
    assert!(!path("dist/assets/a-01.css").exists());
    let script = page.split('"').find(|part| part.contains("/inline-")).unwrap();
    assert_eq!(read(&format!("dist{script}")), "go(\"/assets/a-01_bg.wasm\")");
    assert!(!path("dist/a-01.css").exists());
}
