//! Content blocks: what messages and tool results are made of.

use super::tolerant::{Maybe, object, tagged};
use crate::ids::FileId;

tagged! {
    /// A piece of a message or a tool result.
    pub enum Block {
        Text(Text) = "text",
        Image(Image) = "image",
        Document(Document) = "document",
        /// Only in tool results.
        SearchResult(SearchResult) = "search_result",
        /// Withheld by the platform; cannot be sent.
        Redacted = "redacted",
    }
}

impl Block {
    /// A block of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Text { text: text.into() })
    }

    /// The text, if it is a block of text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(block) => Some(&block.text),
            _ => None,
        }
    }
}

object! {
    /// Text.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Text {
        /// The text.
        pub text: String,
    }
}

object! {
    /// A picture.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Image {
        /// Where its bytes are.
        pub source: Source,
    }
}

object! {
    /// A document.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Document {
        /// Where its bytes are.
        pub source: Source,
        /// Its title.
        pub title: Maybe<String>,
        /// What the model is told about it.
        pub context: Maybe<String>,
    }
}

object! {
    /// A hit of a search.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SearchResult {
        /// A URL.
        pub source: String,
        /// The title of the page.
        pub title: String,
        /// Passages.
        pub content: Vec<Block>,
        /// Whether the model may cite it.
        pub citations: Maybe<Citations>,
    }
}

object! {
    /// Whether a block may be cited.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Citations {
        /// It may.
        pub enabled: Maybe<bool>,
    }
}

tagged! {
    /// Where the bytes of a picture or a document are.
    pub enum Source {
        /// In the event.
        Base64(Inline) = "base64",
        /// In the event, as plain text.
        Text(Inline) = "text",
        /// Elsewhere; never loaded by Porthole.
        Url(Remote) = "url",
        /// In an uploaded file.
        File(FileSource) = "file",
    }
}

object! {
    /// Bytes in the event.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Inline {
        /// For example `image/png`.
        pub media_type: String,
        /// The bytes in base64, or the text.
        pub data: String,
    }
}

object! {
    /// Bytes elsewhere.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Remote {
        /// Where.
        pub url: String,
    }
}

object! {
    /// Bytes in an uploaded file.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FileSource {
        /// Which.
        pub file_id: FileId,
    }
}
