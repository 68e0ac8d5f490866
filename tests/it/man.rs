//! Manual pages: values, examples and exit codes.

use clap::Command;
use newsroom::cli::error::EXIT_CODES;
use newsroom::cli::examples;

use crate::desk::TestDesk;

/// Each command, built, with its page as it is read.
fn pages(desk: &TestDesk) -> Vec<(Command, String)> {
    desk.as_("ana").type_("man manual").ok();
    let mut root = newsroom::cli::command();
    root.build();
    let (mut found, mut left) = (Vec::new(), vec![&root]);
    while let Some(command) = left.pop() {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        let page = desk.read(&format!("manual/{name}.1"));
        // A hyphen, an apostrophe, and what keeps a line from being a request, as roff writes them.
        let page = page.replace("\\-", "-").replace("\\*(Aq", "'").replace("\\&", "");
        found.push((command.clone(), page));
        left.extend(command.get_subcommands().filter(|sub| !sub.is_hide_set()));
    }
    found
}

#[test]
fn every_value_of_every_flag_is_in_the_manual_with_its_help() {
    let desk = TestDesk::bare();
    let mut told = 0;
    for (command, page) in pages(&desk) {
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            for value in arg.get_possible_values() {
                let help = value.get_help().map(|help| format!(": {help}")).unwrap_or_default();
                let line = format!("\n{}{help}\n", value.get_name());
                let of = format!("{} {arg}", command.get_name());
                assert!(page.contains(&line), "{of}: {line}\n{page}");
                told += 1;
            }
        }
    }
    let color = 3 * pages(&desk).len();
    assert!(told > color + 60, "{told} of which {color} are --color's");
    for (flag, value) in [
        ("list", "needs_merge: Two people"),
        ("publish", "doubt: Only doubt"),
        ("credits", "contributor: The person"),
        ("correct", "editors-note: A note"),
    ] {
        let page = desk.read(&format!("manual/newsroom-{flag}.1")).replace("\\-", "-");
        assert!(page.contains(value), "{flag}: {value}");
    }
}

#[test]
fn every_page_of_the_manual_has_its_examples_and_exit_codes() {
    let desk = TestDesk::bare();
    for (command, page) in pages(&desk) {
        let name = command.get_bin_name().and_then(|name| name.split_once(' '));
        let lines = name.map_or(&[][..], |(_, name)| examples::of(name));
        assert_eq!(lines.is_empty(), name.is_none(), "{}", command.get_name());
        let part = if lines.is_empty() { "THE DAY AT A DESK" } else { "EXAMPLES" };
        assert!(page.contains(part), "{page}");
        for line in lines {
            assert!(page.contains(&format!("\n{line}\n")), "{line}\n{page}");
        }
        for code in EXIT_CODES {
            let told = format!("\\fB{}\\fR\n{}\n", code.code(), code.meaning);
            assert!(page.contains(&told), "{told}\n{page}");
        }
    }
}

#[test]
fn one_page_is_printed_where_no_folder_is_named_and_none_is_written_by_a_dry_run() {
    let desk = TestDesk::bare();
    let printed = desk.as_("ana").type_("man").ok().out.clone();
    desk.as_("ana").type_("man manual -n").ok().says("nothing was written");
    assert!(!desk.has("manual"));
    desk.as_("ana").type_("man manual").ok();
    assert_eq!(desk.read("manual/newsroom.1"), printed);
}

#[test]
fn every_synopsis_names_what_is_typed_behind_the_command() {
    let desk = TestDesk::bare();
    for (command, page) in pages(&desk) {
        let usage = command.clone().render_usage().to_string();
        let line = format!(".SH SYNOPSIS\n{}\n", usage.trim_start_matches("Usage: ").trim());
        assert!(page.contains(&line), "{line}\n{page}");
    }
    let page = desk.read("manual/newsroom-trace.1").replace("\\-", "-");
    assert!(page.contains("newsroom trace [OPTIONS] <WORDS>"), "{page}");
}
