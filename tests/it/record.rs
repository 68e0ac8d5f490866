//! The branch `published`: what was approved, byte for byte, and nothing else.

use sha2::{Digest, Sha256};

use crate::desk::{TestDesk, git_command, git_in};

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn busy() -> (TestDesk, Vec<String>) {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    let x = desk.as_("ana").type_("add --slug x --headline 'A “quoted” headline' --body 'Naïve café — 300 men.' --image a.png --alt A --media-credit V --tag b --tag a --credit ana-petrova --credit 'Lena Marsk:photographer' --link 'related:L:https://a.example/?a=1&b=2' --source 'anonymous:a resident:for her safety' --submit --json").ok().path();
    desk.as_("ana").type_("verify-flag x --quote '300 men' --status unverified --caveat 'Nobody could verify it.' -m CANARY --evidence https://CANARY.example").ok();
    desk.as_("ed").type_("source know x resident").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let y = desk.live("y", "Y", "Words of y.");
    desk.as_("ana").type_("correct y --tell-readers 'It was z.' --headline Z --submit").ok();
    desk.as_("ed").type_("diff y").ok();
    desk.as_("ed").type_("publish y --approve").ok();
    (desk, vec![x, y, "posts/2026/11/storm/story.toml".to_owned()])
}

#[test]
fn the_published_bytes_have_the_digest_that_was_approved() {
    let (desk, paths) = busy();
    for path in paths {
        let bytes = desk.git_bytes(["show", &format!("published:{path}")]);
        let digest = desk.show(&path)["digest"].as_str().unwrap().to_owned();
        assert_eq!(sha256(&bytes), digest, "{path}");
        let ledger = desk.published(&path.replacen("posts/", "releases/", 1));
        let filed = desk.filed(&path);
        assert!(ledger.contains(&format!("digest = \"{digest}\"")), "{ledger}");
        assert!(
            filed.contains(&format!("digest = \"{digest}\"")),
            "an approval names it:\n{filed}"
        );
    }
}

#[test]
fn git_alone_shows_the_digest() {
    let (desk, paths) = busy();
    let line = format!("git show published:{} | sha256sum", paths[0]);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &line]).current_dir(desk.root()).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = String::from_utf8(shell.output().unwrap().stdout).unwrap();
    assert_eq!(output.split(' ').next(), desk.show(&paths[0])["digest"].as_str());
}

#[test]
fn the_record_is_linear_and_a_commit_names_document_digest_and_release() {
    let (desk, _) = busy();
    let log = desk.git(["log", "--format=%P|%ae|%ce|%(trailers:key=Newsroom-Document,valueonly,separator=%x2C)|%(trailers:key=Newsroom-Digest,valueonly,separator=%x2C)|%(trailers:key=Newsroom-Release,valueonly,separator=%x2C)", "published"]);
    let lines: Vec<Vec<&str>> = log.lines().map(|line| line.split('|').collect()).collect();
    assert!(lines.iter().all(|line| line[0].split(' ').count() == 1), "{log}");
    for line in &lines[..lines.len() - 1] {
        assert_eq!(line[1], "ed@courier.example");
        assert_eq!((line[3].len(), line[4].len()), (10, 64), "{line:?}");
    }
    assert_eq!(lines[0][5], "2 correction");
    assert_eq!(lines[lines.len() - 1][0], "");
}

#[test]
fn the_root_is_computed_from_the_desk_and_is_the_same_in_another_clone() {
    let (desk, _) = busy();
    let root = desk.git(["rev-list", "--max-parents=0", "published"]).trim().to_owned();
    let desk_root = desk
        .git(["log", "--format=%H", "--diff-filter=A", "--", "newsroom.toml"])
        .trim()
        .to_owned();
    let text = desk.git(["cat-file", "commit", &root]);
    assert!(text.ends_with(&format!("\n\nRecord of {desk_root}\n")), "{text}");
    let people = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("author ") || line.starts_with("committer "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(people(&text), people(&desk.git(["cat-file", "commit", &desk_root])));
    let clone = desk.outside().join("clone");
    git_in(
        desk.outside(),
        ["clone", "--quiet", "--no-local", desk.root().to_str().unwrap(), clone.to_str().unwrap()],
    );
    let settings = git_in(&clone, ["show", &format!("{root}:newsroom.toml")]);
    assert!(!String::from_utf8(settings.clone()).unwrap().contains("policy"));
    let blob = hash(&clone, "blob", &settings);
    let mut tree = b"100644 newsroom.toml\0".to_vec();
    tree.extend((0..20).map(|i| u8::from_str_radix(&blob[2 * i..2 * i + 2], 16).unwrap()));
    let tree = hash(&clone, "tree", &tree);
    let commit = format!("tree {tree}\n{}\n\nRecord of {desk_root}\n", people(&text).join("\n"));
    assert_eq!(hash(&clone, "commit", commit.as_bytes()), root);
}

fn hash(folder: &std::path::Path, kind: &str, bytes: &[u8]) -> String {
    let mut command = git_command(folder);
    command
        .args(["hash-object", "-t", kind, "--stdin"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), bytes).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

#[test]
fn the_ledger_only_grows_and_each_line_names_a_desk_commit_that_holds_the_words() {
    let (desk, paths) = busy();
    for path in &paths {
        let ledger = path.replacen("posts/", "releases/", 1);
        let commits = desk.git(["log", "--reverse", "--format=%H", "published", "--", &ledger]);
        let mut before = String::new();
        for commit in commits.lines() {
            let now = desk.git(["show", &format!("{commit}:{ledger}")]);
            assert!(now.starts_with(&before), "{now}\ndoes not start with\n{before}");
            before = now;
        }
        let mut last: Option<String> = None;
        for line in before.lines().filter_map(|line| line.strip_prefix("desk = \"")) {
            let at = line.trim_end_matches('"').to_owned();
            desk.git(["merge-base", "--is-ancestor", &at, "HEAD"]);
            if let Some(last) = &last {
                desk.git(["merge-base", "--is-ancestor", last, &at]);
            }
            assert!(!desk.git(["show", &format!("{at}:{path}")]).is_empty());
            last = Some(at);
        }
        assert!(last.is_some());
    }
    let ledger = desk.published(&paths[1].replacen("posts/", "releases/", 1));
    for field in [
        "n = 1\n",
        "n = 2\n",
        "kind = \"correction\"",
        "approved_by = [\"ed-lind\"]",
        "tell_readers = \"It was z.\"",
        "round = 2",
        "corrections = [\"x-",
    ] {
        assert!(ledger.contains(field), "{field} in\n{ledger}");
    }
}

#[test]
fn the_record_holds_posts_releases_and_public_settings_and_nothing_else() {
    let (desk, _) = busy();
    for path in desk.tree("published") {
        let known = path == "newsroom.toml"
            || path.starts_with("posts/")
            || path.starts_with("releases/")
            || path.starts_with("theme/");
        assert!(known, "{path}");
    }
    let settings = desk.published("newsroom.toml");
    for private in ["policy", "contributors", "@courier.example", "keys"] {
        assert!(!settings.contains(private), "{settings}");
    }
}

#[test]
fn media_lose_their_metadata_before_they_are_filed_and_live_as_long_as_they_are_named() {
    let (desk, paths) = busy();
    let media = |desk: &TestDesk| {
        desk.tree("published").into_iter().filter(|p| p.ends_with(".png")).collect::<Vec<_>>()
    };
    let there = media(&desk);
    assert_eq!(there.len(), 1);
    let bytes = desk.git_bytes(["show", &format!("published:{}", there[0])]);
    let digest = sha256(&bytes);
    assert!(there[0].contains(&digest[..10]), "{there:?} {digest}");
    assert!(desk.published(&paths[0]).contains(&format!("sha256 = \"{digest}\"")));
    let all = desk.all_objects();
    assert!(!contains(&all, b"CANARY-METADATA"), "metadata went into git");
    desk.as_("ana").type_("edit x --remove-media 1 --submit").ok();
    assert_eq!(media(&desk), there, "as long as the live words name it");
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    assert_eq!(media(&desk), Vec::<String>::new());
}

#[test]
fn one_changed_byte_of_a_picture_is_another_digest() {
    let (desk, paths) = busy();
    let before = desk.show("x")["digest"].clone();
    let media = desk.tree("HEAD").into_iter().find(|p| p.ends_with(".png")).unwrap();
    let mut bytes = std::fs::read(desk.root().join(&media)).unwrap();
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    desk.write(&media, &bytes);
    desk.git([
        "commit",
        "--quiet",
        "-am",
        "a picture swapped",
        "--author",
        "Ana Petrova <ana@courier.example>",
    ]);
    let after = desk.show("x");
    assert_ne!(after["digest"], before);
    assert_eq!(after["state"], "draft", "{}", paths[0]);
}

#[test]
fn git_finds_nothing_wrong_with_what_was_written() {
    let (desk, _) = busy();
    desk.git(["fsck", "--strict", "--no-dangling"]);
    assert_eq!(desk.git(["status", "--porcelain"]), "?? a.png\n");
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
