//! The same over `git daemon` and over ssh on this machine.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::desk::git_command;
use crate::machines::Machines;

/// A server that ends with this value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn until_it_listens(port: u16, server: &mut Child) {
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(server.try_wait().unwrap().is_none(), "the server ended");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn daemon(all: &Machines, writes: bool) -> (Server, String) {
    let port = free_port();
    let base = all.shared.parent().unwrap();
    // The program itself: `git daemon` would leave it behind when it is killed.
    let core = String::from_utf8(crate::desk::git_in(base, ["--exec-path"])).unwrap();
    let git = git_command(base);
    let environment: Vec<_> = git
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    let mut git = Command::new(Path::new(core.trim()).join("git-daemon"));
    git.envs(environment);
    git.args(["--reuseaddr", "--export-all", "--listen=127.0.0.1"]);
    git.arg(format!("--port={port}")).arg(format!("--base-path={}", base.display()));
    if writes {
        git.arg("--enable=receive-pack");
    }
    let mut child = git.arg(base).stderr(Stdio::null()).spawn().unwrap();
    until_it_listens(port, &mut child);
    (Server(child), format!("git://127.0.0.1:{port}/shared.git"))
}

fn an_evening(all: &Machines, url: &str) {
    for who in ["ana", "lev", "ed"] {
        all.git(who, &["remote", "set-url", "origin", url]);
    }
    all.by("ana", "add --slug x --headline X --body 'One.\n\nTwo.' --submit")
        .ok()
        .says("the desk has it");
    all.by("lev", "edit x --replace 'Two.=>Two, by Lev.' --submit").ok().says("the desk has it");
    all.by("ana", "edit x --tag roads --submit").ok().says("the desk has it");
    all.by("ed", "publish x --approve").ok().says("on the record");
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn over_a_daemon() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    let (_server, url) = daemon(&all, true);
    an_evening(&all, &url);
}

#[test]
fn where_one_may_only_read_it_is_said_that_there_is_no_right() {
    let all = Machines::of(&["ana"]);
    let (_server, url) = daemon(&all, false);
    all.git("ana", &["remote", "set-url", "origin", &url]);
    all.by("ana", "add --slug x --headline X")
        .ok()
        .says("saved on this machine, not sent: you have no right to send there");
}

/// ssh's server on a spare port, with keys of its own; `None` where this machine has none.
struct Ssh {
    _server: Server,
    port: u16,
    folder: PathBuf,
}

impl Ssh {
    fn start(folder: &Path) -> Option<Self> {
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

    fn url(&self, shared: &Path) -> String {
        let user =
            String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        format!("ssh://{}@127.0.0.1:{}{}", user.trim(), self.port, shared.display())
    }

    /// How git runs ssh with that key and those known machines.
    fn with(&self, all: &Machines, who: &str, key: &str, known: &str) {
        let (key, known) = (self.folder.join(key), self.folder.join(known));
        let ssh = format!(
            "ssh -F /dev/null -oBatchMode=yes -oIdentitiesOnly=yes -oIdentityAgent=none -i {} -oUserKnownHostsFile={} -oGlobalKnownHostsFile=/dev/null -oStrictHostKeyChecking=yes",
            key.display(),
            known.display()
        );
        all.git(who, &["config", "core.sshCommand", &ssh]);
    }
}

#[test]
fn over_ssh_and_why_it_will_not_let_one_in() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    let Some(ssh) = Ssh::start(all.desk.outside()) else { return };
    let url = ssh.url(&all.shared);
    for who in ["ana", "lev", "ed"] {
        ssh.with(&all, who, "ana", "known");
    }
    an_evening(&all, &url);
    ssh.with(&all, "lev", "stranger", "known");
    all.by("lev", "edit x --tag a")
        .ok()
        .says("not sent: your key was not accepted there")
        .says("put your public key there");
    std::fs::write(ssh.folder.join("none"), "").unwrap();
    ssh.with(&all, "lev", "ana", "none");
    all.by("lev", "sync").system().says("was never met");
    let other = std::fs::read_to_string(ssh.folder.join("stranger.pub")).unwrap();
    std::fs::write(ssh.folder.join("other"), format!("[127.0.0.1]:{} {other}", ssh.port)).unwrap();
    ssh.with(&all, "lev", "ana", "other");
    all.by("lev", "sync").system().says("ANOTHER KEY");
    ssh.with(&all, "lev", "ana", "known");
    all.by("lev", "sync").ok();
    all.end_equal(&["ana", "lev", "ed"]);
}
