//! A key that no signature can be checked with.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::format::OPENPGP;
use crate::format::openpgp::PublicKey;
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR073",
    name: "key-form",
    level: Level::Error,
    summary: "A key is neither a public key in OpenSSH's one-line form nor one in OpenPGP's armored block.",
    why: "What the person signs would be taken for unsigned. A private key here would be in every clone.",
    remedy: "Paste the one line of the file that ends in `.pub`, as in \"ssh-ed25519 AAAA…\", or what `gpg --armor --export KEY` prints.",
    bad: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\nkeys = [\"AAAAC3NzaC1lZDI1NTE5\"]",
    good: "# newsroom.toml\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"\nkeys = [\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ana\"]",
    needs_record: false,
    find: &[Find::Settings(find)],
};

const KINDS: [&str; 7] = [
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    for (i, person) in desk.contributors.iter().enumerate() {
        for (j, key) in person.keys.iter().enumerate() {
            if let Some(what) = wrong(key) {
                let message = format!("the key of {}: {what}", person.id);
                report.field(file, format!("contributors[{i}].keys[{j}]"), message, "");
            }
        }
    }
}

fn wrong(key: &str) -> Option<String> {
    if key.trim_start().starts_with(OPENPGP) {
        return match PublicKey::read(key) {
            Ok(key) if key.is_revoked() => Some("it is revoked: take it out".to_owned()),
            Ok(_) => None,
            Err(why) => Some(why.to_string()),
        };
    }
    wrong_line(key).map(str::to_owned)
}

fn wrong_line(key: &str) -> Option<&'static str> {
    if key.contains("PRIVATE KEY") {
        return Some("this is a PRIVATE key: make a new pair, and take this one out of use");
    }
    let mut words = key.split(' ');
    let kind = words.next().unwrap_or("");
    if !KINDS.contains(&kind) || key.contains(['\n', '\t']) {
        return Some("it does not begin with the kind of key, as in `ssh-ed25519`");
    }
    // The data says its kind again: four bytes of length, then the name (RFC 4253, 6.6).
    let data = decode(words.next().unwrap_or(""));
    let inner = data.as_deref().and_then(|data| data.get(4..4 + kind.len()));
    if inner != Some(kind.as_bytes()) || data.is_some_and(|data| data.len() < 36 + kind.len()) {
        return Some("the part after the kind is cut off or changed");
    }
    None
}

/// Base64 (RFC 4648), padding optional; `None` where a letter is none of it.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read() {
        assert_eq!(decode("bmV3c3Jvb20=").as_deref(), Some(&b"newsroom"[..]));
        assert_eq!(decode("a-b"), None);
    }

    #[test]
    fn a_private_key_is_called_what_it_is() {
        for kind in ["OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
            let key = format!("-----BEGIN {kind}-----\nAAAA");
            assert!(wrong(&key).is_some_and(|what| what.contains("PRIVATE")), "{kind}");
        }
    }
}
