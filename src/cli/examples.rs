//! What somebody would type: one or two lines for each command, at the end of its help and in its
//! manual page. `tests/it/examples.rs` runs each at a desk where its names are those of something.

use clap::Command;

/// Each command with its examples, in the order of the commands; a shell reads them.
pub const EXAMPLES: &[(&str, &[&str])] = &[
    ("init", &["newsroom init desk --name 'The Selan Courier' --timezone Europe/Kyiv"]),
    ("clone", &["newsroom clone https://forge.example/courier.git courier"]),
    ("contributor", &["newsroom contributor list"]),
    (
        "contributor add",
        &[
            "newsroom contributor add nina --name 'Nina Roth' --email nina@courier.example --role reporter",
        ],
    ),
    ("contributor edit", &["newsroom contributor edit lev-marin --role editor --may editors-note"]),
    ("contributor list", &["newsroom contributor list --json"]),
    ("contributor retire", &["newsroom contributor retire lev-marin"]),
    ("demo", &["newsroom demo evening"]),
    ("completions", &["newsroom completions fish > newsroom.fish"]),
    ("man", &["newsroom man manual"]),
    ("story", &["newsroom story list"]),
    ("story open", &["newsroom story open flood --title 'The Selan floods' --place Selan"]),
    (
        "story edit",
        &[
            "newsroom story edit storm --point 'The quay is dry again::quay' --submit",
            "newsroom story edit storm --title 'Storm night in Selan'",
        ],
    ),
    ("story close", &["newsroom story close storm"]),
    ("story reopen", &["newsroom story reopen storm"]),
    ("story list", &["newsroom story list"]),
    (
        "add",
        &[
            "newsroom add --headline 'Harbour closed' --body 'It closed at eight.' --tag harbour",
            "newsroom add --story storm --headline 'Road open' --body - --submit < report.md",
        ],
    ),
    ("import", &["newsroom import --format markdown report.md --story storm"]),
    (
        "edit",
        &[
            "newsroom edit mast --replace 'at nine=>at half past nine'",
            "newsroom edit mast --headline 'A mast fell at the port' --credit 'Jonas Vik:photographer'",
        ],
    ),
    (
        "verify-flag",
        &[
            "newsroom verify-flag mast --quote 'Seven are hurt' --status unverified --caveat 'Not verified.'",
            "newsroom verify-flag mast --claim 'at nine' --status verified --evidence https://port.example",
        ],
    ),
    ("claims", &["newsroom claims --open"]),
    ("submit", &["newsroom submit mast --urgent -m 'The mayor has seen it.'"]),
    ("comment", &["newsroom comment mast -m 'Ask the port again before ten.'"]),
    ("review", &["newsroom review", "newsroom review ferry"]),
    ("approve", &["newsroom approve ferry"]),
    ("return", &["newsroom return ferry -m 'Who says so?'"]),
    ("spike", &["newsroom spike mast -m 'It is all in another post.'"]),
    ("stop", &["newsroom stop quay -m 'The lawyers read it first.' --until mara-dov"]),
    ("clear", &["newsroom clear quay -m 'The lawyers have read it.'"]),
    (
        "publish",
        &["newsroom publish tide", "newsroom publish ferry --approve", "newsroom publish --due"],
    ),
    (
        "correct",
        &[
            "newsroom correct quay --replace 'at ten=>at noon' --tell-readers 'The hour was wrong.' --submit",
        ],
    ),
    (
        "retract",
        &["newsroom retract quay --tell-readers 'The port says that it was not so.' --submit"],
    ),
    ("pull", &["newsroom pull quay --tell-readers 'We are checking this report.'"]),
    ("restore", &["newsroom restore quay --tell-readers 'We checked it, and it stands.'"]),
    ("credit", &["newsroom credit quay 'Jonas Vik:photographer:Selan'"]),
    ("pin", &["newsroom pin quay"]),
    ("unpin", &["newsroom unpin storm"]),
    ("second", &["newsroom second quay"]),
    ("source", &["newsroom source list mast"]),
    ("source list", &["newsroom source list mast"]),
    ("source know", &["newsroom source know mast 'a resident'"]),
    ("diff", &["newsroom diff quay --from live --to desk", "newsroom diff"]),
    ("corrections", &["newsroom corrections --story storm --since 2026-11-01"]),
    ("status", &["newsroom status", "newsroom status --shift 18:00"]),
    ("undo", &["newsroom undo", "newsroom undo --dry-run"]),
    ("kept", &["newsroom kept"]),
    ("kept list", &["newsroom kept list"]),
    ("kept show", &["newsroom kept show add-Ab12"]),
    ("kept resume", &["newsroom kept resume add-Ab12"]),
    ("kept discard", &["newsroom kept discard add-Ab12"]),
    ("list", &["newsroom list --state draft --tag harbour", "newsroom list --by you --ids"]),
    ("search", &["newsroom search quay --live", "newsroom search '\"at ten\"' --ever"]),
    ("show", &["newsroom show quay --live", "newsroom show mast --format markdown"]),
    ("log", &["newsroom log quay --proof"]),
    ("trace", &["newsroom trace 'at ten' --story storm"]),
    (
        "credits",
        &[
            "newsroom credits --month 2026-11 --group-by contributor,day",
            "newsroom credits --month 2026-11 --format csv --out november.csv",
        ],
    ),
    ("check", &["newsroom check --format github", "newsroom check --explain long-headline"]),
    ("audit", &["newsroom audit --full", "newsroom audit --explain NA50"]),
    ("hooks", &["newsroom hooks install"]),
    ("hooks install", &["newsroom hooks install"]),
    ("hooks ci", &["newsroom hooks ci github > audit.yml"]),
    ("hooks timer", &["newsroom hooks timer systemd", "newsroom hooks timer cron"]),
    ("hooks run", &["newsroom hooks run pre-commit"]),
    ("schema", &["newsroom schema story", "newsroom schema --write"]),
    ("build", &["newsroom build --out public"]),
    ("theme", &["newsroom theme list"]),
    ("theme list", &["newsroom theme list"]),
    ("theme show", &["newsroom theme show masthead.html"]),
    ("theme init", &["newsroom theme init", "newsroom theme init messages/it.ftl"]),
    ("serve", &["newsroom serve --port 8080 --desk"]),
    (
        "export",
        &[
            "newsroom export quay --format ninjs",
            "newsroom export --story storm --format atom > storm.atom",
        ],
    ),
    ("sync", &["newsroom sync"]),
    ("merge-driver", &["newsroom merge-driver old.toml mine.toml theirs.toml newsroom.toml"]),
    ("doctor", &["newsroom doctor"]),
    (
        "expunge",
        &["newsroom expunge quay --release 1 -m 'The court of Selan, 7 November: the name goes.'"],
    ),
];

/// The examples of a command, by its words: `story open`.
pub fn of(command: &str) -> &'static [&'static str] {
    EXAMPLES.iter().find(|(name, _)| *name == command).map_or(&[], |(_, lines)| lines)
}

/// The command line, each command of which ends its help with its examples.
pub fn told(root: Command) -> Command {
    root.mut_subcommands(|command| below(command, ""))
}

fn below(command: Command, before: &str) -> Command {
    let name = format!("{before}{}", command.get_name());
    let lines: String = of(&name).iter().map(|line| format!("\n  {line}")).collect();
    let command = command.mut_subcommands(|sub| below(sub, &format!("{name} ")));
    if lines.is_empty() { command } else { command.after_help(format!("Examples:{lines}")) }
}
