//! The sign-in cookie: a role and an expiry, signed with a key that is derived from the operator's.
//!
//! There is nothing to store, and a new operator key ends every sign-in.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::hex::hex;
use crate::secret::Secret;

/// Its name. The prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`: no sibling host can set it.
pub const NAME: &str = "__Host-porthole";

/// How long a sign-in lasts, in seconds: a week.
pub const LIFETIME: u64 = 7 * 24 * 60 * 60;

/// The `set-cookie` header that signs the operator in at `now`.
pub fn set(key: &Secret, now: u64) -> String {
    let expiry = now.saturating_add(LIFETIME);
    let signature = sign(key, expiry);
    format!("{NAME}=operator.{expiry}.{signature}; Max-Age={LIFETIME}; {ATTRIBUTES}")
}

/// The `set-cookie` header that signs out.
pub fn clear() -> String {
    format!("{NAME}=; Max-Age=0; {ATTRIBUTES}")
}

/// The cookie's value in a `cookie` header; `None` also when it stands there twice, since then one is forged.
pub fn find(header: &str) -> Option<&str> {
    let mut values =
        header.split(';').filter_map(|pair| pair.trim_ascii().split_once('=')).filter(|(name, _)| *name == NAME);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => Some(value),
        _ => None,
    }
}

/// When `value` expires (seconds since 1970), if it was signed with `key` and has not expired at `now`.
pub fn expiry(value: &str, key: &Secret, now: u64) -> Option<u64> {
    let (expiry, signature) = value.strip_prefix("operator.")?.split_once('.')?;
    let expiry = expiry.parse::<u64>().ok()?;
    let signed = sign(key, expiry).as_bytes().ct_eq(signature.as_bytes());
    (bool::from(signed) && now < expiry).then_some(expiry)
}

const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

fn sign(key: &Secret, expiry: u64) -> String {
    let derived = mac(key.reveal().as_bytes(), "porthole sign-in cookie 1");
    let signature = mac(&derived, &format!("operator.{expiry}"));
    hex(&signature)
}

fn mac(key: &[u8], message: &str) -> Vec<u8> {
    // HMAC takes keys of every length; the other arm is for the type alone, and signs nothing that verifies.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.chain_update(message).finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Secret {
        Secret::new("0123456789abcdef0123456789abcdef")
    }

    fn value(now: u64) -> String {
        let header = set(&key(), now);
        find(&header).unwrap().to_owned()
    }

    #[test]
    fn holds_until_it_expires() {
        let value = value(1_000);
        assert_eq!(expiry(&value, &key(), 1_000), Some(1_000 + LIFETIME));
        assert!(expiry(&value, &key(), 999 + LIFETIME).is_some());
        assert_eq!(expiry(&value, &key(), 1_000 + LIFETIME), None);
    }

    #[test]
    fn cannot_be_forged() {
        let good = value(1_000);
        let (_, signature) = good.rsplit_once('.').unwrap();
        let later = 2_000 + LIFETIME;
        for forged in [
            String::new(),
            "operator".into(),
            "operator..".into(),
            format!("operator.{later}.{signature}"),
            format!("operator.+{}.{signature}", 1_000 + LIFETIME + 1),
            format!("operator.{later}."),
            format!("operator.{}.{}", 1_000 + LIFETIME, signature.trim_start_matches(char::is_alphanumeric)),
            format!("{good}0"),
            good.replacen("operator", "viewer", 1),
        ] {
            assert_eq!(expiry(&forged, &key(), 1_000), None, "{forged}");
        }
        assert_eq!(expiry(&good, &Secret::new("another key, also of 32 characters"), 1_000), None);
    }

    #[test]
    fn carries_every_attribute() {
        for header in [set(&key(), 0), clear()] {
            for attribute in
                ["__Host-porthole=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age="]
            {
                assert!(header.contains(attribute), "{header}");
            }
            assert!(!header.contains("Domain"), "{header}");
        }
    }

    #[test]
    fn is_found_alone() {
        assert_eq!(find("a=b; __Host-porthole=x; c=d"), Some("x"));
        assert_eq!(find("__Host-porthole=x"), Some("x"));
        for header in [
            "",
            "porthole=x",
            "__Host-portholes=x",
            "__host-porthole=x",
            "__Host-porthole=x; __Host-porthole=y",
            "__Host-porthole",
        ] {
            assert_eq!(find(header), None, "{header}");
        }
    }
}
