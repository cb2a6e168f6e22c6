//! Content blocks: what messages and tool results are made of.

use serde::{Deserialize, Serialize};

use super::tolerant::{Maybe, tagged};
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

/// Text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Where its bytes are.
    pub source: Source,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Where its bytes are.
    pub source: Source,
    /// Its title.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub title: Maybe<String>,
    /// What the model is told about it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub context: Maybe<String>,
}

/// A hit of a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchResult {
    /// A URL.
    pub source: String,
    /// The title of the page.
    pub title: String,
    /// Passages.
    pub content: Vec<Block>,
    /// Whether the model may cite it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub citations: Maybe<Citations>,
}

/// Whether a block may be cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citations {
    /// It may.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub enabled: Maybe<bool>,
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

/// Bytes in the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// For example `image/png`.
    pub media_type: String,
    /// The bytes in base64, or the text.
    pub data: String,
}

/// Bytes elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remote {
    /// Where.
    pub url: String,
}

/// Bytes in an uploaded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSource {
    /// Which.
    pub file_id: FileId,
}
