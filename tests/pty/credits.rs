//! `newsroom credits` at a terminal, and a question about a name that is new here.

use crate::desk::Desk;
use crate::screen::Screen;

/// Ana is credited twice, Ed once.
fn desk() -> Desk {
    let desk = Desk::new();
    let words =
        ["add", "--headline", "Lamps out", "--credit", "ana-petrova", "--credit", "ed-lind"];
    desk.does("ana", &words);
    let long = [
        "add",
        "--headline",
        "Tide",
        "--credit",
        "Wilhelmina Featherstonehaugh-Cholmondeley of Quay",
    ];
    desk.does("ana", &long);
    desk
}

/// What `credits` shows on a terminal of that many columns.
fn shown(desk: &Desk, columns: &str, environment: &[(&str, &str)], more: &[&str]) -> Vec<String> {
    let mut command = desk.newsroom("ed", &[&["credits"], more].concat());
    command.env("COLUMNS", columns).envs(environment.iter().copied());
    let (code, seen) = Screen::open(command).ends();
    assert_eq!(code, 0, "{seen}");
    seen.lines().map(|line| line.trim_end().to_owned()).collect()
}

fn cells(line: &str) -> usize {
    line.chars().count()
}

#[test]
fn a_terminal_shows_a_bar_beside_each_number_that_fits_its_width() {
    let desk = desk();
    for columns in ["60", "80", "120"] {
        let lines = shown(&desk, columns, &[], &[]);
        let width: usize = columns.parse().expect("a number");
        assert!(lines.iter().all(|line| cells(line) <= width), "{lines:?}");
        let of = |name: &str| {
            let line = lines.iter().find(|line| line.starts_with(name)).expect("a line");
            line.chars().filter(|c| *c == '█').count()
        };
        assert!(of("Ana Petrova") > of("Ed Lind") && of("Ed Lind") > 0, "{lines:?}");
    }
    let narrow = shown(&desk, "60", &[], &[]);
    assert!(narrow.iter().any(|line| line.starts_with("Wilhelmina") && line.contains('…')));
}

#[test]
fn plain_letters_draw_bars_where_the_terminal_has_no_others_and_a_pipe_gets_none() {
    let desk = desk();
    for environment in [("TERM", "dumb"), ("LC_ALL", "C")] {
        let lines = shown(&desk, "80", &[environment], &[]);
        let ana = lines.iter().find(|line| line.starts_with("Ana Petrova")).expect("a line");
        assert!(ana.contains("####") && !ana.contains('█'), "{lines:?}");
    }
    let piped = desk.does("ed", &["credits"]);
    assert!(piped.contains("Ana Petrova\t") && !piped.contains('█'), "{piped}");
}

#[test]
fn two_things_are_a_table_where_it_fits_and_a_line_each_where_it_does_not() {
    let desk = desk();
    let by = ["--group-by", "contributor,role"];
    let wide = shown(&desk, "80", &[], &by);
    assert!(wide.first().is_some_and(|head| head.trim_start().starts_with("reporter")), "{wide:?}");
    let narrow = shown(&desk, "20", &[], &by);
    assert!(narrow.iter().any(|line| line.contains("Ana Petrova  reporter")), "{narrow:?}");
}

#[test]
fn a_new_name_that_is_like_a_known_one_is_asked_about() {
    let desk = Desk::new();
    desk.does("ana", &["add", "--headline", "One", "--credit", "Jonas Vik"]);
    let slip = ["add", "--slug", "two", "--headline", "Two", "--credit", "Jonas Wik:photographer"];
    let mut screen = desk.types("ana", &slip, "true");
    screen.shows("did you mean Jonas Vik, credited once?").types("y");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("two");
    assert!(filed.contains("name = \"Jonas Vik\"\nrole = \"photographer\""), "{filed}");
    let mut screen = desk.types("ana", &["credit", "two", "Jonas Wik"], "true");
    screen.shows("credited 2 times?").types("n");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.filed("two").contains("name = \"Jonas Wik\""));
    desk.is_sound();
}
