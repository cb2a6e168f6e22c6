//! Bytes that an element can show, by an address that only this page knows.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// An address of bytes; dropping it forgets them.
#[derive(Debug)]
#[must_use = "a dropped address leads nowhere"]
pub struct BlobUrl(String);

impl BlobUrl {
    /// Bytes in base64, of this type; none when they are not.
    pub fn of_base64(data: &str, media_type: &str) -> Option<Self> {
        let decoded = super::window()?.atob(data).ok()?;
        // A character a byte, each below 256.
        let bytes: Option<Vec<u8>> = decoded.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes?.as_slice()));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        // Fails for no address that was made here.
        Url::revoke_object_url(&self.0).ok();
    }
}
