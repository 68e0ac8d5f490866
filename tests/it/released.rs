//! The released program: taken by its checksum, by the hook of pre-commit and by a forge's job, and
//! made by cargo only where there is none.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest, Sha256};

use crate::desk::{TestDesk, git_in};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A folder with a source of newsroom, a release of it, and a machine on which nothing is installed.
struct Machine {
    folder: tempfile::TempDir,
    target: String,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let uname = Command::new("uname").arg("-m").output().unwrap();
        let target =
            format!("{}-unknown-linux-gnu", String::from_utf8(uname.stdout).unwrap().trim());
        let machine = Self { folder, target };
        for made in ["bin", "home", "source/packaging"] {
            fs::create_dir_all(machine.path(made)).unwrap();
        }
        let tools = "sh bash sed head uname awk mkdir curl git sha256sum cut tar gzip mv rm mktemp dirname cat";
        for tool in tools.split(' ') {
            let all = std::env::var("PATH").unwrap();
            let found = std::env::split_paths(&all).map(|folder| folder.join(tool));
            let found = found.into_iter().find(|path| path.is_file());
            symlink(
                found.unwrap_or_else(|| panic!("no {tool} here")),
                machine.path("bin").join(tool),
            )
            .unwrap();
        }
        // A cargo that says what it was asked for.
        machine.script("bin/cargo", "#!/bin/sh\necho \"cargo $*\"\nexit 7\n");
        for file in ["Cargo.toml", "packaging/newsroom", "packaging/released"] {
            fs::copy(Path::new(ROOT).join(file), machine.path("source").join(file)).unwrap();
        }
        let source = machine.path("source");
        git_in(&source, ["init", "-q"]);
        git_in(&source, ["remote", "add", "origin", &format!("{}.git", machine.url())]);
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self) -> String {
        format!("file://{}/forge", self.folder.path().display())
    }

    fn script(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Puts a release on the forge, of a program that says those words and what it is asked for; gives
    /// the checksum of its archive.
    fn release(&self, target: &str, says: &str) -> String {
        let name = format!("newsroom-{VERSION}-{target}");
        let out = self.path(&format!("forge/releases/download/v{VERSION}"));
        fs::create_dir_all(&out).unwrap();
        fs::create_dir_all(self.path(&name)).unwrap();
        self.script(&format!("{name}/newsroom"), &format!("#!/bin/sh\necho \"{says}: $*\"\n"));
        let archive = out.join(format!("{name}.tar.gz"));
        let mut tar = Command::new("tar");
        tar.arg("-czf").arg(&archive).arg("-C").arg(self.folder.path()).arg(&name);
        assert!(tar.status().unwrap().success());
        Sha256::digest(fs::read(&archive).unwrap())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn run(&self, command: &mut Command) -> Output {
        command.env_clear().env("PATH", self.path("bin")).env("HOME", self.path("home"));
        command.current_dir(self.path("home")).output().unwrap()
    }

    /// What the hook of pre-commit says, and whether it ended well.
    fn hook(&self) -> (String, bool) {
        let ran =
            self.run(Command::new(self.path("source/packaging/newsroom")).args(["audit", "-q"]));
        (said(&ran), ran.status.success())
    }

    fn knows(&self, sum: &str) {
        let line = format!("{VERSION} {} {sum}\n", self.target);
        fs::write(self.path("source/packaging/released"), line).unwrap();
    }
}

fn said(ran: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
}

#[test]
fn the_hook_of_pre_commit_runs_what_was_released_by_its_checksum() {
    let machine = Machine::new();
    let sum = machine.release(&machine.target, "released");
    let (said, ended_well) = machine.hook();
    assert!(!ended_well && said.contains("cargo install --quiet --locked --path"), "{said}");
    machine.knows(&sum.replace(|digit: char| digit != '0', "1"));
    let (said, ended_well) = machine.hook();
    assert!(!ended_well && said.contains("is not what was released"), "{said}");
    assert!(!said.contains("released: audit"), "nothing of it is run: {said}");
    machine.knows(&sum);
    assert_eq!(machine.hook(), ("released: audit -q\n".to_owned(), true));
    fs::remove_dir_all(machine.path("forge")).unwrap();
    assert_eq!(machine.hook(), ("released: audit -q\n".to_owned(), true), "it is kept");
    machine.script("bin/newsroom", "#!/bin/sh\necho \"installed: $*\"\n");
    assert_eq!(machine.hook(), ("installed: audit -q\n".to_owned(), true));
}

#[test]
fn a_forges_job_takes_what_was_released_by_its_checksum() {
    const TARGET: &str = "x86_64-unknown-linux-gnu";
    let machine = Machine::new();
    let sum = machine.release(TARGET, "released");
    let desk = TestDesk::bare();
    for job in ["hooks ci gitlab", "hooks ci gitlab --site"] {
        let yaml = desk.as_("mara").type_(job).ok().out.clone();
        let lines = yaml.lines().map(str::trim).filter_map(|line| line.strip_prefix("- "));
        let program: Vec<&str> = lines
            .skip_while(|line| !line.starts_with("name="))
            .take_while(|line| !line.starts_with("failed=") && !line.starts_with("mkdir"))
            .collect();
        let script = format!(
            "export PATH=\"$CARGO_HOME/bin:$PATH\"\n{}\nnewsroom audit",
            program.join("\n")
        );
        let run = |sum: &str| {
            let _ = fs::remove_dir_all(machine.path("cargo"));
            let mut bash = Command::new("bash");
            bash.args(["-eo", "pipefail", "-c", &script]);
            bash.env_clear().env("PATH", machine.path("bin")).env("HOME", machine.path("home"));
            bash.env("CARGO_HOME", machine.path("cargo")).env("NEWSROOM_SOURCE", machine.url());
            bash.env("NEWSROOM_VERSION", VERSION).env("NEWSROOM_SHA256", sum);
            let ran = bash.current_dir(machine.path("home")).output().unwrap();
            (said(&ran), ran.status.success())
        };
        let (said, ended_well) = run(&sum);
        assert!(ended_well && said.ends_with("released: audit\n"), "{job}: {said}");
        let (said, ended_well) = run(&sum.replace(|digit: char| digit != '0', "1"));
        assert!(!ended_well && !said.contains("released: audit"), "{job}: {said}");
        let _ = fs::remove_file(machine.path("home/newsroom.tar.gz"));
        let (said, ended_well) = run("");
        assert!(!ended_well && said.contains("cargo install --locked --git"), "{job}: {said}");
    }
}

#[test]
fn licences_that_are_accepted_are_those_that_are_listed() {
    let list = |file: &str, name: &str| -> Vec<String> {
        let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
        let (_, rest) = text.split_once(&format!("\n{name} = [\n")).unwrap();
        let lines = rest.lines().take_while(|line| *line != "]");
        lines.map(|line| line.trim().to_owned()).collect()
    };
    let accepted = list("packaging/about.toml", "accepted");
    assert!(accepted.len() > 5 && accepted == list("deny.toml", "allow"));
}

#[test]
fn a_release_is_packed_with_the_tools_of_the_tests_and_tells_the_lines_for_the_hook() {
    let read = |file: &str| fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let (workflow, tests) = (read(".github/workflows/release.yml"), read("tests/run"));
    for tool in ["cargo-about", "cargo-deb"] {
        let (_, rest) = tests.split_once(&format!("cargo_tool {tool} ")).unwrap();
        let version = rest.split([' ', ';']).next().unwrap();
        assert!(workflow.contains(&format!("{tool} --version {version}")), "{tool} {version}");
    }
    for action in workflow.lines().filter_map(|line| line.split_once("uses: ")) {
        let pin = action.1.split_once('@').unwrap().1.split(' ').next().unwrap();
        assert!(pin.len() == 40 && pin.bytes().all(|b| b.is_ascii_hexdigit()), "{}", action.1);
    }
    // What stands in the release's text is what the hook takes.
    let machine = Machine::new();
    let sum = machine.release(&machine.target, "released");
    let sums = format!(
        "{sum}  newsroom-{VERSION}-{0}.tar.gz\n{sum}  newsroom-{VERSION}-{0}.cdx.json\n{sum}  newsroom_{VERSION}-1_amd64.deb\n",
        machine.target
    );
    fs::create_dir_all(machine.path("home/packages")).unwrap();
    fs::write(machine.path("home/packages/SHA256SUMS"), sums).unwrap();
    let line = workflow.lines().find(|line| line.ends_with(" packages/SHA256SUMS")).unwrap();
    let script = format!("version={VERSION}\n{}", line.trim());
    let lines = machine.run(Command::new(machine.path("bin/bash")).args(["-ec", &script]));
    assert_eq!(said(&lines), format!("{VERSION} {} {sum}\n", machine.target));
    fs::write(machine.path("source/packaging/released"), &lines.stdout).unwrap();
    assert_eq!(machine.hook(), ("released: audit -q\n".to_owned(), true));
}
