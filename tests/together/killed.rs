//! A `sync` that dies at any of its steps loses nothing, and the next one goes on.

use std::os::unix::fs::PermissionsExt;

use crate::machines::Machines;

/// Stands in git's place, and kills the newsroom that runs it: before or after git's own work, at the
/// call of that number. Its calls are counted in a file.
const KILLER: &str = "#!/bin/sh
git=GIT
count=$(($(cat \"$COUNT\" 2>/dev/null || echo 0) + 1))
echo $count >\"$COUNT\"
newsroom() {
    at=$$
    while [ \"$at\" -gt 1 ]; do
        case \"$(cat /proc/$at/comm 2>/dev/null)\" in newsroom) kill -9 $at; return ;; esac
        at=$(sed 's/.*) . //; s/ .*//' /proc/$at/stat)
    done
}
[ \"$count-before\" = \"$AT\" ] && newsroom
\"$git\" \"$@\"
code=$?
[ \"$count-after\" = \"$AT\" ] && newsroom
exit $code
";

/// Kills Ana's `sync` at that call of git; false where it came to no such call.
fn killed_at(at: &str) -> bool {
    let all = Machines::of(&["ana", "ed"]);
    all.by("ana", "add --slug x --headline X --body 'One.\n\nTwo.' --submit").ok();
    all.by("ed", "sync").ok();
    all.by("ed", "approve x --no-send").ok();
    all.by("ed", "publish x --no-send").ok();
    all.by("ana", "add --slug y --headline Y").ok();
    all.by("ana", "comment x -m 'Still so.'").ok();
    let bin = all.desk.outside().join("bin");
    std::fs::create_dir(&bin).unwrap();
    let path = std::env::var("PATH").unwrap();
    let git =
        std::env::split_paths(&path).map(|folder| folder.join("git")).find(|git| git.is_file());
    let killer = bin.join("git");
    std::fs::write(&killer, KILLER.replace("GIT", git.unwrap().to_str().unwrap())).unwrap();
    std::fs::set_permissions(&killer, std::fs::Permissions::from_mode(0o755)).unwrap();
    let count = all.desk.outside().join("count");
    let ran = all
        .at("ed")
        .env("PATH", &format!("{}:{path}", bin.display()))
        .env("COUNT", count.to_str().unwrap())
        .env("AT", at)
        .type_("sync");
    let died = ran.code == -1;
    // The next command of anybody works, and nothing that was acknowledged is missing anywhere.
    all.by("ed", "sync").ok();
    all.by("ana", "sync").ok();
    let stands = all.by("ana", "show x --json").ok().json();
    assert_eq!(stands["public"], "live", "killed at {at}: the release is lost");
    all.by("ed", "doctor").ok();
    all.end_equal(&["ana", "ed"]);
    died
}

#[test]
fn killed_before_or_after_each_run_of_git_it_goes_on_from_there() {
    let mut deaths = 0;
    for call in 1..20 {
        let (before, after) =
            (killed_at(&format!("{call}-before")), killed_at(&format!("{call}-after")));
        deaths += usize::from(before) + usize::from(after);
        if !before && !after {
            break;
        }
    }
    assert!(deaths >= 6, "a sync runs git to fetch, to push and to look: {deaths}");
}
