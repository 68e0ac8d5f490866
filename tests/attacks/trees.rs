//! Trees that a plain fetch lets in.

use std::io::Write;
use std::process::Stdio;

use crate::desk::git_command;
use crate::night::{Night, caught};

/// Commits a tree that has one more entry in `posts`, made without git's own checks.
fn entry(night: &Night, mode: &str, name: &[u8]) {
    let oid = match mode {
        "160000" => night.ana.git("rev-parse HEAD"),
        "40000" => night.ana.git("rev-parse HEAD:schema"),
        _ => night.ana.git("rev-parse HEAD:newsroom.toml"),
    };
    let posts = with(night, "HEAD:posts", mode, name, &oid);
    let root = with(night, "HEAD^{tree}", "40000", b"posts", &posts);
    let commit = night.ana.git(&format!("commit-tree -m 'a file' -p HEAD {root}"));
    night.ana.moves("main", &commit);
}

/// The tree with that entry in it, in place of another of its name.
fn with(night: &Night, tree: &str, mode: &str, name: &[u8], oid: &str) -> String {
    let raw = night.git_bytes(["cat-file", "tree", tree]);
    let mut rest = raw.as_slice();
    let mut rows: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    while let Some(end) = rest.iter().position(|byte| *byte == 0) {
        let row = rest[..end + 21].to_vec();
        let space = row.iter().position(|byte| *byte == b' ').expect("a mode");
        rows.push((row[space + 1..end].to_vec(), row));
        rest = &rest[end + 21..];
    }
    rows.retain(|(known, _)| known != name);
    let bytes: Vec<u8> =
        (0..20).map(|at| u8::from_str_radix(&oid[2 * at..2 * at + 2], 16).expect("hex")).collect();
    rows.push((name.to_vec(), [mode.as_bytes(), b" ", name, b"\0", &bytes].concat()));
    rows.sort();
    let text: Vec<u8> = rows.into_iter().flat_map(|(_, row)| row).collect();
    let mut command = git_command(night.root());
    command.args(["hash-object", "-t", "tree", "-w", "--literally", "--stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("git");
    child.stdin.take().expect("a pipe").write_all(&text).expect("written");
    let output = child.wait_with_output().expect("git ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

macro_rules! trees {
    ($($test:ident: $mode:literal $name:expr;)*) => {
        $(
            #[test]
            fn $test() {
                caught(
                    "NA10",
                    |night| entry(night, $mode, $name),
                    |night| entry(night, "100644", b"notes.txt"),
                );
            }
        )*
    };
}

trees! {
    a_symbolic_link: "120000" b"link";
    a_submodule: "160000" b"sub";
    a_file_that_can_be_run: "100755" b"run.sh";
    a_mode_that_git_does_not_make: "100664" b"group.txt";
    gits_own_folder: "40000" b".git";
    gits_own_folder_in_capitals: "40000" b".GIT";
    gits_own_folder_as_windows_shortens_it: "40000" b"git~1";
    gits_own_folder_with_a_dot_that_windows_drops: "40000" b".git.";
    gits_own_folder_with_a_mark_that_macs_ignore: "40000" ".g\u{200D}it".as_bytes();
    a_folder_above: "40000" b"..";
    a_backslash: "100644" b"a\\b.txt";
    a_slash: "100644" b"../../x";
    a_line_feed: "100644" b"a\nb.txt";
    a_name_in_two_forms_of_unicode: "100644" "cafe\u{301}.txt".as_bytes();
    a_name_that_is_not_utf_8: "100644" b"\xFF.txt";
    a_name_that_differs_in_form_alone: "40000" "２０２６".as_bytes();
}

#[test]
fn nothing_of_such_a_tree_is_written_outside_the_desk() {
    let night = Night::new();
    entry(&night, "120000", b"link");
    let before = std::fs::read_dir(night.outside()).expect("listed").count();
    night.ed.tries("audit").refused().says("a symbolic link");
    assert_eq!(std::fs::read_dir(night.outside()).expect("listed").count(), before);
    assert!(!night.root().join("posts/link").exists());
}
