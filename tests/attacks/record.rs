//! The public record, edited past its ledgers.

use crate::night::{Night, caught};

fn picture(night: &Night) -> String {
    let all = night.tree("published");
    all.into_iter().find(|path| path.ends_with(".png")).expect("a picture")
}

#[test]
fn a_published_post_is_edited_in_silence() {
    caught(
        "NA42",
        |night| {
            night.ed.changes_record(|record| {
                record.change("lamps", "the harbour office", "the mayor");
            });
        },
        |night| {
            night.ana.corrects("lamps", "It was not the mayor.");
            night.ed.lets_out("lamps");
        },
    );
}

#[test]
fn a_published_post_is_deleted_in_silence() {
    caught(
        "NA42",
        |night| night.ed.changes_record(|record| record.remove("lamps")),
        |night| night.ed.pulls("lamps"),
    );
}

#[test]
fn a_post_gets_to_readers_without_a_release() {
    caught(
        "NA42",
        |night| {
            let words = night.words("tide");
            night.ed.changes_record(|record| record.write("tide", &words));
        },
        |night| night.zoe.lets_out("ferry"),
    );
}

#[test]
fn another_picture_is_put_in_place_of_a_published_one() {
    caught(
        "NA42",
        |night| {
            let picture = picture(night);
            night.ed.changes_record(|record| record.write(&picture, "another"));
        },
        |night| {
            night.ana.edits("pier", "--remove-media 1 --submit");
            night.ed.lets_out("pier");
        },
    );
}

#[test]
fn a_file_that_nobody_released_is_put_beside_the_others() {
    for path in ["index.html", "posts/2026/11/storm/x.html", "releases/readme.txt"] {
        caught(
            "NA42",
            |night| night.ed.changes_record(|record| record.write(path, "<script>")),
            |night| night.ed.writes("index.html", "free"),
        );
    }
}

#[test]
fn a_line_of_a_ledger_is_taken_out() {
    caught(
        "NA43",
        |night| night.ed.changes_record(|record| record.write(&record.ledger("lamps"), "")),
        |night| night.ed.publishes("quay"),
    );
}

#[test]
fn a_line_of_a_ledger_is_rewritten() {
    for (old, new) in [
        ("kind = \"first\"", "kind = \"update\""),
        ("approved_by = [\"ed-lind\"]", "approved_by = [\"zoe-ray\"]"),
    ] {
        caught(
            "NA43",
            |night| {
                night.ed.changes_record(|record| {
                    record.change(&record.ledger("lamps"), old, new);
                });
            },
            |night| night.ed.publishes("quay"),
        );
    }
}

#[test]
fn a_ledger_is_broken() {
    caught(
        "NA43",
        |night| {
            night.ed.changes_record(|record| record.append(&record.ledger("lamps"), "broken"));
        },
        |night| night.ed.publishes("quay"),
    );
}

#[test]
fn a_release_is_numbered_or_counted_wrong() {
    for (old, new) in [("n = 1\n", "n = 2\n"), ("round = 1\n", "round = 2\n")] {
        caught(
            "NA43",
            |night| night.ed.writes_line("quay", "first").with(old, new).releases(),
            |night| night.ed.writes_line("quay", "first").releases(),
        );
    }
}

#[test]
fn two_releases_are_written_at_once() {
    caught(
        "NA43",
        |night| {
            let line = night.ed.writes_line("quay", "first");
            let first = line.text.clone();
            let second = line.with("n = 1\n", "n = 2\n").with("first", "update");
            second.after(&first).releases();
        },
        |night| {
            night.ed.publishes("quay");
            night.ana.edits("quay", "--headline 'The quay is flooded' --submit");
            night.ed.lets_out("quay");
        },
    );
}

#[test]
fn two_records_are_merged() {
    caught(
        "NA41",
        |night| {
            night.ed.git("branch other published");
            night.ed.publishes("quay");
            let tree = night.ed.git("rev-parse published^{tree}");
            let merge = night.ed.git(&format!("commit-tree -m merge -p published -p other {tree}"));
            night.ed.moves("published", &merge);
        },
        |night| night.ed.publishes("quay"),
    );
}

#[test]
fn another_record_is_put_in_place_of_ours() {
    caught(
        "NA40",
        |night| {
            let root = night.ed.git("rev-list --max-parents=0 published");
            let tree = night.ed.git(&format!("rev-parse {root}^{{tree}}"));
            let mine = night.ed.git(&format!("commit-tree -m 'Record of mine' {tree}"));
            night.ed.moves("published", &mine);
        },
        |night| {
            let root = night.ed.git("rev-list --max-parents=0 published");
            night.ed.moves("published", &root);
        },
    );
}

#[test]
fn a_reporter_changes_the_theme_that_readers_get() {
    caught(
        "NA59",
        |night| night.ana.changes_record(|record| record.write("theme/story.html", "<script>")),
        |night| {
            night.mara.writes("theme/style.css", "body { color: black }");
            night.mara.does("publish newsroom.toml");
        },
    );
}

#[test]
fn an_admin_gives_readers_settings_that_the_desk_never_had() {
    caught(
        "NA59",
        |night| {
            night.mara.changes_record(|record| {
                record.change("newsroom.toml", "The Selan Courier", "The Other Paper");
            });
        },
        |night| {
            let page = night.mara.opens("newsroom.toml");
            page.changes("\"The Selan Courier\"", "\"The Night Courier\"").commits();
            night.mara.does("publish newsroom.toml");
        },
    );
}
