//! The desk's key: Ed25519 (RFC 8032). It signs what the desk sends; whoever receives it knows the desk by the public half
//! and compares its fingerprint, six words, over the telephone. Where the seed comes from is the caller's.

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::words::word;
use crate::domain::lineage::uid::hex;

/// Words of a fingerprint: 48 bits, more than anybody can try out to be taken for another on the telephone.
const WORDS: usize = 6;

/// The half that stays on the desk.
#[derive(Clone)]
pub struct DeskKey(SigningKey);

/// The half that goes out with every packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// Text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key")]
pub struct KeyError;

impl DeskKey {
    /// The key of a seed, which has to come from a source that nobody can guess.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// Reads what [`secret`](Self::secret) wrote.
    pub fn from_secret(text: &str) -> Result<Self, KeyError> {
        Ok(Self::from_seed(bytes_of(text)?))
    }

    /// The seed in hex, for the desk's own file and no other.
    pub fn secret(&self) -> String {
        hex(self.0.as_bytes())
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// 128 hex digits.
    pub fn sign(&self, message: &[u8]) -> String {
        hex(&self.0.sign(message).to_bytes())
    }
}

/// The secret is not written into logs.
impl fmt::Debug for DeskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DeskKey").field(&self.public()).finish()
    }
}

impl PublicKey {
    /// Reads 64 hex digits.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let bytes = bytes_of(text)?;
        VerifyingKey::from_bytes(&bytes)
            .map(Self)
            .map_err(|_| KeyError)
    }

    /// The key as six words: the first bytes of its SHA-256.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.0.as_bytes());
        let words: Vec<&str> = digest.iter().take(WORDS).map(|byte| word(*byte)).collect();
        words.join(" ")
    }

    /// Whether that key made the signature. Strict: for one message and key there is one signature.
    pub(super) fn signed(&self, message: &[u8], signature: &str) -> bool {
        let Ok(bytes) = bytes_of(signature) else {
            return false;
        };
        self.0
            .verify_strict(message, &Signature::from_bytes(&bytes))
            .is_ok()
    }
}

/// 64 hex digits.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// The bytes that lower-case hex digits stand for: each key is written in one way only.
fn bytes_of<const LENGTH: usize>(text: &str) -> Result<[u8; LENGTH], KeyError> {
    let digits = text.trim_end().as_bytes();
    if digits.len() != LENGTH * 2 {
        return Err(KeyError);
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(KeyError),
    };
    let mut bytes = [0; LENGTH];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    //! Keys, signatures and fingerprints.

    use super::*;

    /// RFC 8032, section 7.1, test 2.
    const SEED: &str = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    const PUBLIC: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    #[test]
    fn signatures_are_those_of_the_standard() {
        let key = DeskKey::from_secret(SEED).expect("a seed");
        assert_eq!(key.public().to_string(), PUBLIC);
        assert_eq!(key.sign(&[0x72]), SIGNATURE);
        let public = PublicKey::parse(PUBLIC).expect("a key");
        assert!(public.signed(&[0x72], SIGNATURE));
        assert!(!public.signed(&[0x73], SIGNATURE));
        for wrong in [
            "",
            "92",
            &SIGNATURE.to_uppercase(),
            &format!("{SIGNATURE}00"),
        ] {
            assert!(!public.signed(&[0x72], wrong), "{wrong}");
        }
    }

    #[test]
    fn a_fingerprint_is_six_words_and_another_key_has_another() {
        let of = |first| DeskKey::from_seed([first; 32]).public().fingerprint();
        assert_eq!(of(1).split(' ').count(), 6);
        assert_ne!(of(1), of(2));
        assert_eq!(of(1), of(1));
    }

    #[test]
    fn what_is_no_key_is_none_and_no_secret_is_shown() {
        for text in ["", "zz", &"f".repeat(63), &"ff".repeat(33)] {
            assert_eq!(PublicKey::parse(text), Err(KeyError), "{text}");
        }
        let key = DeskKey::from_secret(SEED).expect("a seed");
        assert!(!format!("{key:?}").contains(SEED));
    }
}
