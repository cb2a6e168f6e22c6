//! JSON as people read it: indented, coloured by type, folded. Text stays text.

mod tokens;

use leptos::prelude::*;

use super::copy::{CopyButton, CopyWords};
use tokens::{Kind, Token, pretty};

/// Beyond this many bytes the text is shown in one piece, without a node a value.
const MAX_COLOURED_BYTES: usize = 64 * 1024;

/// What the view says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonWords {
    /// The line that folds.
    pub title: &'static str,
    /// On the button.
    pub copy: CopyWords,
}

/// JSON text, indented; a text that is no JSON is shown as it is.
#[component]
pub fn JsonView(
    /// The text.
    #[prop(into)]
    text: String,
    /// What the view says.
    words: JsonWords,
    /// Whether it is unfolded.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let tokens = pretty(&text);
    let indented: String = tokens.iter().map(Token::text).collect();
    let body = if text.len() > MAX_COLOURED_BYTES {
        indented.clone().into_any()
    } else {
        tokens.into_iter().map(node).collect_view().into_any()
    };
    view! {
        <div class="json">
            <details open=open>
                <summary>{words.title}</summary>
                <pre tabindex="0">{body}</pre>
            </details>
            // Not in the summary: a button in a button can not be told apart.
            <CopyButton text=indented words=words.copy label=words.title/>
        </div>
    }
}

/// JSON text, indented; a text that is no JSON stays as it is.
pub fn indented(text: &str) -> String {
    pretty(text).iter().map(Token::text).collect()
}

fn node(token: Token) -> AnyView {
    let class = match token.kind() {
        Kind::Plain => return token.into_text().into_any(),
        Kind::Key => "json-key",
        Kind::String => "json-string",
        Kind::Number => "json-number",
        Kind::Word => "json-word",
    };
    view! { <span class=class>{token.into_text()}</span> }.into_any()
}
