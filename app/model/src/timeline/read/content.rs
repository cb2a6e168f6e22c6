//! Pieces of messages and results.

use crate::timeline::Block;
use crate::wire::content::{Block as WireBlock, Source};

pub(super) fn blocks(content: &[WireBlock]) -> Vec<Block> {
    content.iter().map(block).collect()
}

fn block(block: &WireBlock) -> Block {
    match block {
        WireBlock::Text(text) => Block::Text(text.text.clone()),
        WireBlock::Image(image) => Block::Image {
            media_type: match &image.source {
                Source::Base64(inline) => Some(inline.media_type.clone()),
                _ => None,
            },
        },
        WireBlock::Document(document) => Block::Document {
            title: document.title.as_str().map(str::to_owned),
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
        WireBlock::Unknown(unknown) => Block::Unknown(unknown.kind().to_owned()),
    }
}
