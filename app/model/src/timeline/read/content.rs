//! Pieces of messages and results.

use std::sync::Arc;

use crate::timeline::Block;
use crate::wire::content::{Block as WireBlock, Source};

/// Pictures that browsers show as pictures and as nothing else.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

pub(super) fn blocks(content: &[WireBlock]) -> Vec<Block> {
    content.iter().map(block).collect()
}

fn block(block: &WireBlock) -> Block {
    match block {
        WireBlock::Text(text) => Block::Text(text.text.clone()),
        WireBlock::Image(image) => Block::Image {
            media_type: media_type(&image.source),
            data: match &image.source {
                Source::Base64(inline) if PICTURES.contains(&inline.media_type.as_str()) => {
                    Some(Arc::from(inline.data.as_str()))
                }
                _ => None,
            },
            place: place(&image.source),
        },
        WireBlock::Document(document) => Block::Document {
            title: document.title.as_str().map(str::to_owned),
            media_type: media_type(&document.source),
            place: place(&document.source),
            text: match &document.source {
                Source::Text(inline) => Some(inline.data.clone()),
                _ => None,
            },
        },
        WireBlock::SearchResult(hit) => Block::SearchResult {
            title: hit.title.clone(),
            source: hit.source.clone(),
            text: hit.content.iter().filter_map(WireBlock::as_text).collect::<Vec<_>>().join("\n"),
        },
        WireBlock::Redacted => Block::Redacted,
        WireBlock::Unknown(unknown) => {
            Block::Unknown { kind: unknown.kind().to_owned(), json: unknown.raw().as_str().to_owned() }
        }
    }
}

fn media_type(source: &Source) -> Option<String> {
    match source {
        Source::Base64(inline) | Source::Text(inline) => Some(inline.media_type.clone()),
        _ => None,
    }
}

fn place(source: &Source) -> Option<String> {
    match source {
        Source::Url(remote) => Some(remote.url.clone()),
        Source::File(file) => Some(file.file_id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Block) {
        let read: WireBlock = serde_json::from_str(json).unwrap();
        assert_eq!(block(&read), expected, "{json}");
    }

    #[test]
    fn pictures_come_from_the_event_or_not_at_all() {
        let image = |media_type: &str, data: bool, place: Option<&str>| Block::Image {
            media_type: Some(media_type.to_owned()).filter(|name| !name.is_empty()),
            data: data.then(|| Arc::from("AAAA")),
            place: place.map(str::to_owned),
        };
        let inline = |media_type: &str| {
            format!(r#"{{"type":"image","source":{{"type":"base64","media_type":"{media_type}","data":"AAAA"}}}}"#)
        };
        check(&inline("image/png"), image("image/png", true, None));
        check(&inline("image/svg+xml"), image("image/svg+xml", false, None));
        check(&inline("text/html"), image("text/html", false, None));
        let url = r#"{"type":"image","source":{"type":"url","url":"https://x.example/p.png"}}"#;
        check(url, image("", false, Some("https://x.example/p.png")));
        let file = r#"{"type":"image","source":{"type":"file","file_id":"file_1"}}"#;
        check(file, image("", false, Some("file_1")));
    }

    #[test]
    fn what_is_not_known_is_kept_whole() {
        let json = r#"{"type":"hologram","depth":3}"#;
        check(json, Block::Unknown { kind: "hologram".to_owned(), json: json.to_owned() });
    }
}
