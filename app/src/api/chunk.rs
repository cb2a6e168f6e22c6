//! Chunks of a feed's history.

use model::endpoint::Method;
use model::feed::ChunkPath;
use model::sse::{Decoder, Frame, Item};

use super::Error;
use super::client::fetch_text;

/// The frames of a chunk, oldest first.
pub async fn chunk(path: ChunkPath) -> Result<Vec<Frame>, Error> {
    let text = fetch_text(Method::Get, path.print(), None).await?.into_text();
    let mut frames = Vec::new();
    Decoder::new(text.len()).push(text.as_bytes(), |item| {
        if let Item::Frame(frame) = item {
            frames.push(frame);
        }
    });
    Ok(frames)
}
