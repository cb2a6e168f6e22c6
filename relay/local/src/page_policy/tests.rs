use super::*;

#[test]
fn knows_hashed_names() {
    let check = |name, expected| assert_eq!(is_hashed(name), expected, "{name}");
    check("app-8b1f0c2d3e4a5f60.js", true);
    check("app-8b1f0c2d3e4a5f60_bg.wasm", true);
    check("style-8b1f0c2d3e4a5f60.css", true);
    check("index.html", false);
    check("robots.txt", false);
    check("favicon-32.svg", false);
    check("some-long-name-without-one.js", false);
}

#[test]
fn a_built_page_ends_up_with_its_files_below_assets_and_its_policy_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("dist/snippets/gloo")).unwrap();
    for (name, content) in [
        (
            "dist/index.html",
            "<link href=\"/assets/a-0011223344556677.css\"><style>b{}</style><script>go()</script>",
        ),
        ("dist/a-0011223344556677.css", "a{}"),
        ("dist/snippets/gloo/inline0.js", "x"),
        ("dist/robots.txt", "y"),
    ] {
        fs::write(path(name), content).unwrap();
    }
    apply(&path("dist"), &path("page.csp")).unwrap();

    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    assert_eq!(read("dist/assets/a-0011223344556677.css"), "a{}");
    assert_eq!(read("dist/assets/snippets/gloo/inline0.js"), "x");
    assert_eq!(read("dist/robots.txt"), "y");
    assert!(read("page.csp").contains("style-src 'self' 'sha256-"));
    let page = read("dist/index.html");
    let script = page
        .split('"')
        .find(|part| part.contains("/assets/inline-"))
        .unwrap();
    assert_eq!(read(&format!("dist{script}")), "go()");
    assert!(!path("dist/a-0011223344556677.css").exists());
}
