//! Foreign text: in arguments, files, file names and git's author lines. `Ran` itself asserts that
//! no control character reaches a terminal.

use crate::desk::{TestDesk, site};

const HOSTILE: [&str; 8] = [
    "\u{1b}[2J\u{1b}[31mred",
    "turned \u{202e}dnuor",
    "\u{7}bell\u{8}\u{7f}",
    "zero\u{feff}width",
    "line\u{2028}break",
    "carriage\rreturn",
    "</script><script>alert(1)</script>",
    "\u{9b}31m c1 \u{85}",
];

fn marks(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}'))
}

#[test]
fn arguments_are_refused_or_filed_and_never_paint_the_screen() {
    let desk = TestDesk::with_story();
    for text in HOSTILE {
        for arguments in [
            vec!["add", "--headline", text],
            vec!["add", "--headline", "H", "--body", text],
            vec!["add", "--headline", "H", "--tag", text],
            vec!["add", "--headline", "H", "--credit", text],
            vec!["add", "--headline", "H", "--slug", text],
            vec!["add", "--headline", "H", "--image", text],
            vec!["add", "--headline", "H", "--publish-at", text],
            vec!["add", "--headline", "H", "--story", text],
            vec!["story", "open", text, "--title", text],
            vec!["show", text],
            vec!["trace", text],
            vec!["list", "--state", text],
            vec!["list", "--tag", text],
            vec!["search", text],
            vec!["search", "h", "--ever", "--story", text],
            vec!["check", text],
            vec!["check", "--explain", text],
            vec!["contributor", "add", text, "--name", text, "--email", text, "--role", "none"],
            vec![
                "contributor",
                "add",
                "x",
                "--name",
                text,
                "--email",
                "x@x.example",
                "--role",
                "none",
            ],
            vec![text],
            vec!["add", text],
        ] {
            let ran = desk.as_("ana").run(&arguments);
            assert!(matches!(ran.code, 0..=2), "{ran:?}");
            assert!(!marks(&ran.out) && !marks(&ran.err), "{ran:?}");
        }
    }
    for line in [
        "list",
        "search red",
        "search zero --ever",
        "status",
        "check",
        "diff",
        "credits",
        "credits --format html",
        "credits --format csv",
        "claims",
        "story list",
        "contributor list",
        "list --json",
    ] {
        let ran = desk.as_("ana").type_(line);
        assert!(matches!(ran.code, 0 | 1) && !marks(&ran.out), "{ran:?}");
    }
    desk.git(["fsck", "--strict"]);
}

#[test]
fn what_an_argument_files_can_be_read_by_the_next_command() {
    let desk = TestDesk::with_story();
    for (number, text) in HOSTILE.iter().enumerate() {
        let before = desk.fingerprint();
        let ran = desk.as_("ana").run([
            "add",
            "--slug",
            &format!("n{number}"),
            "--headline",
            "H",
            "--body",
            text,
        ]);
        if ran.code == 0 {
            desk.as_("ana").run(["show", &format!("n{number}")]).ok();
        } else {
            assert_eq!(desk.fingerprint(), before, "{ran:?}");
        }
    }
}

#[test]
fn control_characters_in_a_file_are_mistakes_with_a_place() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    for escape in ["\\u001b[31m", "\\u202e", "\\u0000", "\\u007f", "\\u2066"] {
        desk.write(
            &path,
            desk.filed(&path).replace("headline = \"X\"", &format!("headline = \"X{escape}\"")),
        );
        desk.as_("ana").type_("submit x").usage().says(&format!("{path}:4:"));
        desk.as_("ana").type_("check").refused().says(&format!("{path}:4:"));
    }
}

#[test]
fn a_file_that_is_no_text_is_told_as_such() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    for bytes in [&b"\xff\xfe\x00"[..], b"id = \"\xc3\x28\"", b"", b"\0\0\0\0", b"[[[[[["] {
        desk.write(&path, bytes);
        let ran = desk.as_("ana").type_("submit x");
        ran.usage().says(&path);
        let ran = desk.as_("ana").type_("check");
        assert_ne!(ran.code, 0, "{ran:?}");
    }
}

#[test]
fn names_of_people_in_git_are_shown_with_marks() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.change(&path, "Words.", "Other.");
    desk.git([
        "commit",
        "--quiet",
        "-am",
        "by \u{1b}[31mhand \u{202e}",
        "--author",
        "Eve \u{1b}[2J\u{202e}live <eve@x.example>",
    ]);
    let ran = desk.as_("ed").type_("log x --proof");
    assert!(ran.ok().out.contains("Eve") && !marks(&ran.out), "{ran:?}");
    let ran = desk.as_("ed").type_("trace other");
    assert!(ran.ok().out.contains("Eve") && !marks(&ran.out), "{ran:?}");
    let stranger =
        desk.as_("x").named("Eve \u{1b}[2J\u{202e}live", "eve@x.example").type_("add --headline X");
    assert!(!marks(&stranger.usage().err), "{stranger:?}");
}

#[test]
fn names_of_files_are_shown_with_marks() {
    let desk = TestDesk::with_story();
    desk.write("posts/2026/11/storm/evil\u{1b}[31m\u{202e}-k3x9q7m2td.toml", "headlin = 1\n");
    desk.write("posts/2026/11/storm/\u{202e}.png", "x");
    for line in [
        "check",
        "status",
        "list",
        "check --format github",
        "check --format gitlab",
        "check --format sarif",
        "check --format json",
        "doctor",
    ] {
        let ran = desk.as_("ana").type_(line);
        assert!(matches!(ran.code, 0 | 1), "{ran:?}");
        assert!(!marks(&ran.err), "{ran:?}");
        if !line.contains("format") {
            assert!(!marks(&ran.out), "{ran:?}");
        }
    }
}

#[test]
fn very_long_words_are_refused_or_taken_within_seconds() {
    let desk = TestDesk::with_story();
    let start = std::time::Instant::now();
    let long = "a".repeat(100_000);
    let deep = ">".repeat(50_000);
    let huge = "word ".repeat(80_000);
    for text in [&long, &deep, &huge] {
        let ran = desk.as_("ana").typing(text.as_bytes()).run([
            "add",
            "--headline",
            "H",
            "--body",
            "-",
            "--submit",
        ]);
        assert!(matches!(ran.code, 0 | 2), "{}", ran.code);
    }
    let ran = desk.as_("ana").run(["add", "--headline", &long]);
    assert!(matches!(ran.code, 0 | 2), "{}", ran.code);
    desk.as_("ana").type_("list").ok();
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn no_script_reaches_a_page_or_a_feed() {
    let desk = TestDesk::with_story();
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    desk.as_("ana").run([
        "add", "--slug", "x", "--headline", evil, "--body",
        &format!("{evil}\n\n[go](javascript:alert(3)) ![p](javascript:alert(4))\n\n<svg onload=alert(5)>"),
        "--tag", evil, "--credit", &format!("Eve {evil}"), "--source", &format!("named:{evil}"), "--map", "https://m.example/\"><script>",
        "--alt", evil, "--caption", evil, "--media-credit", evil, "--submit",
    ]).ok();
    desk.as_("ed").type_("publish x --approve").refused().says("NR049");
    let body = format!("{evil}\n\n<svg onload=alert(5)>");
    desk.as_("ana").run(["edit", "x", "--body", &body, "--submit"]).ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    desk.as_("ana").run(["correct", "x", "--tell-readers", evil, "--submit"]).ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let mut pages = 0;
    for (path, bytes) in site(&desk) {
        if path.ends_with(".html") {
            pages += 1;
            let lower = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(
                !lower.contains("<script>alert")
                    && !lower.contains("<img src=x")
                    && !lower.contains("<svg onload")
                    && !lower.contains("href=\"javascript:")
                    && !lower.contains("src=\"javascript:"),
                "{path}"
            );
            let tags: Vec<&str> =
                lower.split("<script").skip(1).filter_map(|rest| rest.split('>').next()).collect();
            assert!(
                tags.iter().all(|tag| tag.contains("src=") || tag.contains("application/ld+json")),
                "{tags:?}"
            );
        }
    }
    assert!(pages >= 2, "{pages}");
}
