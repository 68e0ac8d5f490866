//! The real gpg, with keys of its own in a folder that goes away.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A home of gpg's. Its path is short: a socket in it must fit into 108 bytes.
pub(crate) struct Gpg {
    home: tempfile::TempDir,
}

impl Gpg {
    pub(crate) fn new() -> Self {
        let home = tempfile::Builder::new().prefix("g").tempdir().unwrap();
        Self { home }
    }

    fn home(&self) -> &str {
        self.home.path().to_str().unwrap()
    }

    /// A new key for `name`, which may sign; `kind` as gpg names it. Gives its fingerprint.
    pub(crate) fn key(&self, name: &str, kind: &str) -> String {
        self.key_with(name, kind, "sign", &[])
    }

    pub(crate) fn key_with(&self, name: &str, kind: &str, usage: &str, more: &[&str]) -> String {
        let full = match name {
            "ana" => "Ana Petrova",
            "ed" => "Ed Lind",
            "mara" => "Mara Dov",
            other => other,
        };
        let user = format!("{full} <{name}@courier.example>");
        let make = ["--quick-gen-key", &user, kind, usage, "never"];
        self.ok(&[more, &make].concat(), b"");
        self.fingerprint(name)
    }

    /// Makes a key by other means.
    pub(crate) fn made(&self, arguments: &[&str]) {
        self.ok(arguments, b"");
    }

    /// A new subkey of that key.
    pub(crate) fn subkey(&self, fingerprint: &str, kind: &str, usage: &str) {
        self.ok(&["--quick-add-key", fingerprint, kind, usage, "never"], b"");
    }

    /// The fingerprint of the primary key of whoever has that name.
    pub(crate) fn fingerprint(&self, name: &str) -> String {
        self.fingerprints(name).remove(0)
    }

    /// The fingerprints of a key, and of its subkeys.
    pub(crate) fn fingerprints(&self, name: &str) -> Vec<String> {
        let text = self.text(&["--with-colons", "--list-keys", &format!("{name}@")]);
        let lines = text.lines().filter(|line| line.starts_with("fpr:"));
        lines.map(|line| line.split(':').nth(9).unwrap().to_owned()).collect()
    }

    /// The public key's armored block.
    pub(crate) fn block(&self, name: &str) -> String {
        let options = ["--armor", "--export-options", "export-minimal", "--export"];
        self.text(&[&options[..], &[&format!("{name}@")]].concat())
    }

    /// A detached signature over the words, by that key.
    pub(crate) fn sign(&self, key: &str, words: &str, more: &[&str]) -> String {
        let sign = ["--armor", "--local-user", key, "--detach-sign"];
        String::from_utf8(self.ok(&[more, &sign].concat(), words.as_bytes())).unwrap()
    }

    /// A home that knows this key alone.
    pub(crate) fn that_knows(block: &str) -> Self {
        let judge = Self::new();
        judge.ok(&["--import"], block.as_bytes());
        judge
    }

    /// Whether gpg finds the signature good over those words.
    pub(crate) fn finds_good(&self, signature: &str, words: &str) -> bool {
        self.says(signature, words).contains("[GNUPG:] GOODSIG ")
    }

    /// gpg's verdict as it tells other programs.
    pub(crate) fn says(&self, signature: &str, words: &str) -> String {
        let file = self.file("signature", signature);
        let verify = ["--status-fd", "1", "--verify", file.to_str().unwrap(), "-"];
        let output = self.run(&verify, words.as_bytes());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Where the secret key of that name may be read by other programs.
    pub(crate) fn secret(&self, name: &str) -> String {
        self.text(&["--armor", "--export-secret-keys", &format!("{name}@")])
    }

    /// The block of a key after its owner revoked it.
    pub(crate) fn revoked(&self, name: &str) -> String {
        let file = format!("openpgp-revocs.d/{}.rev", self.fingerprint(name));
        let text = std::fs::read_to_string(self.home.path().join(file)).unwrap();
        // A colon before the first line keeps people from importing it by accident.
        let text = text.replace(":-----BEGIN", "-----BEGIN");
        let judge = Self::that_knows(&self.block(name));
        let start = text.find("-----BEGIN").unwrap();
        judge.ok(&["--import"], &text.as_bytes()[start..]);
        judge.block(name)
    }

    /// A program that is gpg with this home, for git's `gpg.program`.
    pub(crate) fn program(&self) -> String {
        self.program_with("")
    }

    /// As [`Self::program`], with options before git's.
    pub(crate) fn program_with(&self, options: &str) -> String {
        let text = format!("#!/bin/sh\nexec gpg --homedir {} {options} \"$@\"\n", self.home());
        let path = self.file(&format!("gpg{}.sh", options.len()), &text);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&path, mode).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What gpg prints, which must be text; it must succeed.
    fn text(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.ok(arguments, b"")).unwrap()
    }

    fn ok(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let output = self.run(arguments, input);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        output.stdout
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = Command::new("gpg");
        command.args(["--homedir", self.home(), "--batch", "--yes", "--no-tty"]);
        command.args(["--pinentry-mode", "loopback", "--passphrase", ""]).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("gpg is needed: Debian's package gnupg");
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &input));
        let output = child.wait_with_output().unwrap();
        // gpg may end before it has read everything.
        let _ = writer.join().unwrap();
        output
    }

    /// A file of the home, for what is not said on the command line.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        // The agent that gpg started would outlive its folder.
        let mut command = Command::new("gpgconf");
        command.args(["--homedir", self.home(), "--kill", "all"]);
        let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
