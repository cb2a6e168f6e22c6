use super::*;

fn externalized(source: &str) -> Page {
    externalize(source, "/assets/").unwrap()
}

#[test]
fn an_inline_script_becomes_a_file_and_keeps_its_other_attributes() {
    let page = externalized(
        "<!DOCTYPE html><head><script type=\"module\">\nimport a from \"/assets/a.js\";\nif (1<2) a()\n</script></head>",
    );
    let [script] = page.scripts.as_slice() else { panic!("{:?}", page.scripts) };
    assert_eq!(script.source, "import a from \"/assets/a.js\";\nif (1<2) a()");
    assert_eq!(
        page.html,
        format!("<!DOCTYPE html><head><script type=\"module\" src=\"/assets/{}\"></script></head>", script.name)
    );
}

#[test]
fn the_name_follows_the_content() {
    let name = |source: &str| externalized(source).scripts.first().unwrap().name.clone();
    assert_eq!(name("<script>a()</script>"), name("<SCRIPT defer>\na()</SCRIPT>"));
    assert_ne!(name("<script>a()</script>"), name("<script>b()</script>"));
}

#[test]
fn leaves_everything_else_as_it_is() {
    let check = |source: &str| {
        let page = externalized(source);
        assert_eq!(page.html, source);
        assert_eq!(page.scripts, []);
    };
    check("");
    check("plain text");
    check("<script src=\"/a.js\"></script>");
    check("<script type=application/json>{\"a\":1}</script>");
    check("<!-- <script>no()</script> --><p>a</p>");
    check("<p title=\"a > b\" data-x='<script>'>ä</p><br/>");
    check("<style>a::before{content:\"<script>\"}</style>");
}

#[test]
fn collects_inline_styles_as_browsers_hash_them() {
    let page = externalized("<style>\na{}</style><style media=print></style>");
    assert_eq!(page.styles, ["\na{}", ""]);
}

#[test]
fn refuses_what_the_policy_would_block() {
    let check = |source, expected: &str| {
        assert_eq!(externalize(source, "/").unwrap_err().to_string(), expected, "{source}");
    };
    check("<p style=\"color:red\">", "<p> has the attribute `style`");
    check("<body class=a ONLOAD=go()>", "<body> has the attribute `onload`");
    check("<script>a()", "script has no end");
    check("<p", "a tag has no end");
    check("<!-- a", "a comment has no end");
}

#[test]
fn stylesheets_give_way_to_one_in_their_place() {
    let mut page = externalized(
        "<head><title>a</title>\n<link rel=\"stylesheet\" integrity=x href=\"/assets/b-1.css\"/>\n\
         <link rel=stylesheet href=/assets/a-2.css><link rel=\"icon\" href=\"/i.svg\">\
         <link rel=stylesheet media=print href=/assets/p.css></head>",
    );
    assert_eq!(page.sheets, ["b-1.css", "a-2.css"]);
    page.link_sheet("/assets/all.css");
    assert_eq!(
        page.html,
        "<head><title>a</title>\n<link rel=\"stylesheet\" href=\"/assets/all.css\"><link rel=\"icon\" href=\"/i.svg\">\
         <link rel=stylesheet media=print href=/assets/p.css></head>"
    );
}
