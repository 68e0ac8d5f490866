//! A person's OpenPGP keys.

use super::facts::Facts;
use crate::desk::OpError;
use crate::format::openpgp::PublicKey;
use crate::format::{Key, same_key};
use crate::model::Contributor;

/// How a key is brought here: without what others say of it.
const EXPORT: &str = "gpg --armor --export --export-options export-minimal KEY";

/// Fewer digits than these name no key.
const FEWEST: usize = 8;

/// Takes keys out and puts keys in; of one key, the copy that is given stays.
pub(super) fn change(person: &mut Contributor, facts: &Facts) -> Result<(), OpError> {
    for digits in &facts.remove_openpgp_keys {
        remove(person, digits)?;
    }
    for text in &facts.openpgp_keys {
        let text = readable(text)?;
        match person.keys.iter_mut().find(|known| same_key(known, &text)) {
            Some(known) => *known = text,
            None => person.keys.push(text),
        }
    }
    Ok(())
}

fn remove(person: &mut Contributor, digits: &str) -> Result<(), OpError> {
    let digits: String = digits.split_whitespace().collect::<String>().to_uppercase();
    let digits = digits.trim_start_matches("0X");
    let named = |text: &String| match Key::read(text) {
        Some(Key::OpenPgp(key)) => key.fingerprint().ends_with(digits),
        _ => false,
    };
    if digits.len() < FEWEST || !person.keys.iter().any(named) {
        return Err(OpError::bad(
            format!("{} has no OpenPGP key of the fingerprint {digits}", person.id),
            "newsroom contributor list",
        ));
    }
    person.keys.retain(|text| !named(text));
    Ok(())
}

/// The block as the settings get it.
fn readable(text: &str) -> Result<String, OpError> {
    let text = format!("{}\n", text.trim());
    let key = PublicKey::read(&text);
    let key =
        key.map_err(|why| OpError::bad(format!("no OpenPGP key can be read: {why}"), EXPORT))?;
    if key.is_revoked() {
        return Err(OpError::bad(
            format!("the OpenPGP key {} is revoked", key.fingerprint()),
            EXPORT,
        ));
    }
    Ok(text)
}
