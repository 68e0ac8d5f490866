//! Servers of git on this machine, on spare ports: `git daemon`, and ssh with keys of its own.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each program that takes this file uses what it needs"
)]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server that ends with this value.
pub struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn until_it_listens(port: u16, server: &mut Child) {
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(server.try_wait().unwrap().is_none(), "the server ended");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// `git daemon` for that repository, and its address; pushes are taken where it `writes`.
pub fn daemon(shared: &Path, writes: bool) -> (Server, String) {
    let port = free_port();
    let base = shared.parent().unwrap();
    // The program itself: `git daemon` would leave it behind when it is killed.
    let core = Command::new("git").arg("--exec-path").output().unwrap().stdout;
    let core = String::from_utf8(core).unwrap();
    let mut git = Command::new(Path::new(core.trim()).join("git-daemon"));
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    git.args(["--reuseaddr", "--export-all", "--listen=127.0.0.1"]);
    git.arg(format!("--port={port}")).arg(format!("--base-path={}", base.display()));
    if writes {
        git.arg("--enable=receive-pack");
    }
    let mut child = git.arg(base).stderr(Stdio::null()).spawn().unwrap();
    until_it_listens(port, &mut child);
    let name = shared.file_name().unwrap().to_string_lossy().into_owned();
    (Server(child), format!("git://127.0.0.1:{port}/{name}"))
}

/// ssh's server on a spare port, with keys of its own; `None` where this machine has none.
pub struct Ssh {
    _server: Server,
    /// Its port.
    pub port: u16,
    /// Where its keys are.
    pub folder: PathBuf,
}

impl Ssh {
    /// Starts it, with its keys in a folder in that one.
    pub fn start(folder: &Path) -> Option<Self> {
        let folder = folder.join("ssh");
        std::fs::create_dir(&folder).unwrap();
        let sshd =
            ["/usr/sbin/sshd", "/usr/bin/sshd"].into_iter().find(|at| Path::new(at).exists());
        let Some(sshd) = sshd else {
            let must = std::env::var_os("NEWSROOM_NEEDS_SSHD").is_some();
            assert!(!must, "sshd is not on this machine");
            eprintln!("skipped: no sshd on this machine");
            return None;
        };
        for name in ["host", "ana", "stranger"] {
            let mut keygen = Command::new("ssh-keygen");
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(folder.join(name));
            assert!(keygen.status().unwrap().success());
        }
        std::fs::copy(folder.join("ana.pub"), folder.join("allowed")).unwrap();
        // As root, sshd wants a folder for those who are not let in yet.
        let _ = std::fs::create_dir_all("/run/sshd");
        let port = free_port();
        let mut command = Command::new(sshd);
        command.args(["-D", "-e", "-f", "/dev/null"]).arg("-h").arg(folder.join("host"));
        command.arg("-p").arg(port.to_string());
        for option in [
            "ListenAddress=127.0.0.1".to_owned(),
            format!("AuthorizedKeysFile={}", folder.join("allowed").display()),
            format!("PidFile={}", folder.join("pid").display()),
            "PasswordAuthentication=no".to_owned(),
            "KbdInteractiveAuthentication=no".to_owned(),
            "PermitRootLogin=yes".to_owned(),
            "StrictModes=no".to_owned(),
            "UsePAM=no".to_owned(),
        ] {
            command.args(["-o", &option]);
        }
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let mut child = command.stderr(log).stdin(Stdio::null()).spawn().unwrap();
        until_it_listens(port, &mut child);
        let host = std::fs::read_to_string(folder.join("host.pub")).unwrap();
        std::fs::write(folder.join("known"), format!("[127.0.0.1]:{port} {host}")).unwrap();
        Some(Self { _server: Server(child), port, folder })
    }

    /// The address of a repository on this machine.
    pub fn url(&self, shared: &Path) -> String {
        let user =
            String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        format!("ssh://{}@127.0.0.1:{}{}", user.trim(), self.port, shared.display())
    }

    /// How git runs ssh with that key and those known machines.
    pub fn command(&self, key: &str, known: &str) -> String {
        let (key, known) = (self.folder.join(key), self.folder.join(known));
        format!(
            "ssh -F /dev/null -oBatchMode=yes -oIdentitiesOnly=yes -oIdentityAgent=none -i {} -oUserKnownHostsFile={} -oGlobalKnownHostsFile=/dev/null -oStrictHostKeyChecking=yes",
            key.display(),
            known.display()
        )
    }
}
