//! Signing commits as git's settings say (git-config(1): `commit.gpgSign`, `gpg.*`,
//! `user.signingKey`); no private key is read here.

use std::io::{Seek, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use crate::storage::ground::durable;
use crate::storage::programs::entrusted::Errand;
use crate::storage::programs::program;
use crate::storage::{Identity, StorageError, Store};

impl Store {
    /// The commit with its signature in the header; `None` where git's settings ask for none.
    pub(in crate::storage) fn sign(
        &self,
        commit: &[u8],
        author: &Identity,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        if self.config_bool("commit.gpgsign") != Some(true) {
            return Ok(None);
        }
        self.may_run(Errand::Signing)?;
        let signature = match self.config("gpg.format").as_deref() {
            Some("ssh") => self.sign_with_ssh(commit)?,
            Some("x509") => self.sign_with_gpg("gpgsm", &["gpg.x509.program"], commit, author)?,
            _ => {
                let names = ["gpg.openpgp.program", "gpg.program"];
                self.sign_with_gpg("gpg", &names, commit, author)?
            }
        };
        let sha256 = self.repo.object_format() == git2::ObjectFormat::Sha256;
        Ok(Some(with_signature(
            commit,
            &signature,
            if sha256 { "gpgsig-sha256" } else { "gpgsig" },
        )))
    }

    fn sign_with_gpg(
        &self,
        usual: &str,
        settings: &[&str],
        commit: &[u8],
        author: &Identity,
    ) -> Result<String, StorageError> {
        let named = settings.iter().find_map(|setting| self.config(setting));
        let name = named.unwrap_or_else(|| usual.to_owned());
        let key = self.config("user.signingkey");
        let key = key.unwrap_or_else(|| format!("{} <{}>", author.name, author.email));
        let mut command = program::other(&name);
        command.args(["--status-fd=2", "-bsau", &key]).stdin(as_file(commit)?);
        let output = finish(&name, command.output())?;
        if !String::from_utf8_lossy(&output.stderr).contains("[GNUPG:] SIG_CREATED ") {
            return Err(refused(&name, &output));
        }
        text(&name, output.stdout)
    }

    /// `ssh-keygen -Y sign` (ssh-keygen(1)) in git's namespace.
    fn sign_with_ssh(&self, commit: &[u8]) -> Result<String, StorageError> {
        let name = self.config("gpg.ssh.program").unwrap_or_else(|| "ssh-keygen".to_owned());
        let failed = |message: String| StorageError::Sign { program: name.clone(), message };
        let folder = tempfile::tempdir().map_err(|error| failed(error.to_string()))?;
        let mut command = program::other(&name);
        command.args(["-Y", "sign", "-n", "git", "-f"]);
        match self.literal_key() {
            Some(key) => {
                let path = folder.path().join("key.pub");
                durable::replace(&path, key.as_bytes())?;
                command.arg(path).arg("-U"); // the agent has the private half
            }
            None => {
                let path = self.repo.config().and_then(|config| config.get_path("user.signingkey"));
                command.arg(path.map_err(|_| failed("user.signingkey is not set".to_owned()))?);
            }
        }
        let payload = folder.path().join("commit");
        durable::replace(&payload, commit)?;
        let output = command.arg(&payload).stdin(Stdio::null()).output();
        finish(&name, output)?;
        let written = durable::read(Path::new(&folder.path().join("commit.sig")))?;
        text(&name, written.ok_or_else(|| failed("it wrote no signature".to_owned()))?)
    }

    /// A public key written into the settings itself, in place of a file's name.
    fn literal_key(&self) -> Option<String> {
        let key = self.config("user.signingkey")?;
        let literal = key.strip_prefix("key::").or(key.starts_with("ssh-").then_some(&key));
        literal.map(|key| format!("{key}\n"))
    }
}

/// Puts the signature at the header's end, continued lines after a space (gitformat-signature(5)).
fn with_signature(commit: &[u8], signature: &str, field: &str) -> Vec<u8> {
    let end = commit.windows(2).position(|pair| pair == b"\n\n").map_or(commit.len(), |at| at + 1);
    let lines = signature.trim_end().replace('\n', "\n ");
    let mut signed = commit[..end].to_vec();
    signed.extend(format!("{field} {lines}\n").bytes());
    signed.extend(&commit[end..]);
    signed
}

fn as_file(bytes: &[u8]) -> Result<Stdio, StorageError> {
    let written = tempfile::tempfile().and_then(|mut file| {
        file.write_all(bytes)?;
        file.rewind()?;
        Ok(file)
    });
    written.map(Stdio::from).map_err(|error| StorageError::Program {
        doing: "write what is to be signed".to_owned(),
        message: error.to_string(),
    })
}

fn finish(name: &str, output: std::io::Result<Output>) -> Result<Output, StorageError> {
    let output = output.map_err(|error| StorageError::Sign {
        program: name.to_owned(),
        message: error.to_string(),
    })?;
    if output.status.success() { Ok(output) } else { Err(refused(name, &output)) }
}

fn refused(name: &str, output: &Output) -> StorageError {
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    StorageError::Sign { program: name.to_owned(), message }
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, StorageError> {
    let text = String::from_utf8(bytes).map_err(|error| StorageError::Sign {
        program: name.to_owned(),
        message: error.to_string(),
    })?;
    Ok(text.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk, changing};

    #[test]
    fn the_signature_is_the_last_field_of_the_header() {
        let signed = with_signature(b"tree 1\nauthor a\n\nTitle\n\nx\n", "one\ntwo\n", "gpgsig");
        let text = String::from_utf8(signed).expect("text");
        assert_eq!(text, "tree 1\nauthor a\ngpgsig one\n two\n\nTitle\n\nx\n");
    }

    /// A desk that signs with a key of its own, and that key's line for git's allowed signers.
    fn signing_desk() -> TestDesk {
        let desk = TestDesk::new();
        let key = desk.path().with_file_name("key");
        let key = key.to_str().expect("text");
        let mut command = program::other("ssh-keygen");
        let made = command.args(["-q", "-t", "ed25519", "-N", "", "-f", key]).status();
        assert!(made.expect("ssh-keygen runs").success());
        let public = durable::read(Path::new(&format!("{key}.pub"))).expect("read").expect("made");
        let allowed = format!("ana@courier.example {}", String::from_utf8_lossy(&public));
        desk.save(".git/allowed", &allowed);
        for (name, value) in [
            ("commit.gpgsign", "true"),
            ("gpg.format", "ssh"),
            ("user.signingkey", key),
            ("gpg.ssh.allowedSignersFile", ".git/allowed"),
        ] {
            desk.git(&["config", name, value]);
        }
        desk
    }

    #[test]
    fn git_accepts_our_ssh_signature() {
        let desk = signing_desk();
        desk.file(POST, "signed");
        desk.git(&["verify-commit", "HEAD"]);
        assert_eq!(desk.git(&["log", "-1", "--format=%G? %GS"]), "G ana@courier.example");
        assert_eq!(desk.git(&["log", "--format=%G?", "published"]), "N", "the root is not signed");
        desk.assert_sound();
    }

    #[test]
    fn a_key_that_is_not_there_changes_nothing() {
        let desk = signing_desk();
        desk.git(&["config", "user.signingkey", "/nowhere/key"]);
        let store = desk.store();
        let head = desk.git(&["rev-parse", "HEAD"]);
        let error = store.write(changing(&store, POST, Some("x"))).expect_err("refused");
        assert!(matches!(error, StorageError::Sign { .. }), "{error}");
        assert_eq!(desk.git(&["rev-parse", "HEAD"]), head);
        desk.assert_sound();
    }
}
