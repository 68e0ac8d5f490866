//! The public record, edited past its ledgers.

use crate::night::{Night, caught};

fn picture(night: &Night) -> String {
    let all = night.desk.tree("published");
    all.into_iter().find(|path| path.ends_with(".png")).expect("a picture")
}

#[test]
fn a_published_post_is_edited_in_silence() {
    caught(
        "NA42",
        |night| {
            let path = night.path("lamps");
            night.on_record("ed", |record| record.change(&path, "the harbour office", "the mayor"));
        },
        |night| {
            night.run(
                "ana",
                "correct lamps --kind correction --tell-readers 'It was not the mayor.' --submit",
            );
            night.run("ed", "publish lamps --approve");
        },
    );
}

#[test]
fn a_published_post_is_deleted_in_silence() {
    caught(
        "NA42",
        |night| {
            let path = night.path("lamps");
            night.on_record("ed", |record| record.remove(&path));
        },
        |night| night.run("ed", "pull lamps --tell-readers 'We are checking it.'"),
    );
}

#[test]
fn a_post_gets_to_readers_without_a_release() {
    caught(
        "NA42",
        |night| {
            let (path, words) = (night.path("tide"), night.words("tide"));
            night.on_record("ed", |record| record.write(&path, &words));
        },
        |night| night.run("zoe", "publish ferry --approve"),
    );
}

#[test]
fn another_picture_is_put_in_place_of_a_published_one() {
    caught(
        "NA42",
        |night| {
            let picture = picture(night);
            night.on_record("ed", |record| record.write(&picture, "another"));
        },
        |night| {
            night.run("ana", "edit pier --remove-media 1 --submit");
            night.run("ed", "publish pier --approve");
        },
    );
}

#[test]
fn a_file_that_nobody_released_is_put_beside_the_others() {
    for path in ["index.html", "posts/2026/11/storm/x.html", "releases/readme.txt"] {
        caught(
            "NA42",
            |night| night.on_record("ed", |record| record.write(path, "<script>")),
            |night| {
                night.desk.write("index.html", "free");
                night.commit("ed");
            },
        );
    }
}

#[test]
fn a_line_of_a_ledger_is_taken_out() {
    caught(
        "NA43",
        |night| {
            let ledger = night.ledger("lamps");
            night.on_record("ed", |record| record.write(&ledger, ""));
        },
        |night| night.run("ed", "publish quay"),
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
                let ledger = night.ledger("lamps");
                night.on_record("ed", |record| record.change(&ledger, old, new));
            },
            |night| night.run("ed", "publish quay"),
        );
    }
}

#[test]
fn a_ledger_is_broken() {
    caught(
        "NA43",
        |night| {
            let ledger = night.ledger("lamps");
            night.on_record("ed", |record| record.append(&ledger, "broken"));
        },
        |night| night.run("ed", "publish quay"),
    );
}

#[test]
fn a_release_is_numbered_or_counted_wrong() {
    for (old, new) in [("n = 1\n", "n = 2\n"), ("round = 1\n", "round = 2\n")] {
        caught(
            "NA43",
            |night| {
                let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
                assert!(line.contains(old));
                night.release("ed", "quay", &line.replace(old, new));
            },
            |night| {
                let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
                night.release("ed", "quay", &line);
            },
        );
    }
}

#[test]
fn two_releases_are_written_at_once() {
    caught(
        "NA43",
        |night| {
            let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
            let second = line.replace("n = 1\n", "n = 2\n").replace("first", "update");
            night.release("ed", "quay", &(line + &second));
        },
        |night| {
            night.run("ed", "publish quay");
            night.run("ana", "edit quay --headline 'The quay is flooded' --submit");
            night.run("ed", "publish quay --approve");
        },
    );
}

#[test]
fn two_records_are_merged() {
    caught(
        "NA41",
        |night| {
            night.git("ed", &["branch", "other", "published"]);
            night.run("ed", "publish quay");
            let tree = night.git("ed", &["rev-parse", "published^{tree}"]);
            let merge = night.git(
                "ed",
                &["commit-tree", "-m", "merge", "-p", "published", "-p", "other", &tree],
            );
            night.git("ed", &["update-ref", "refs/heads/published", &merge]);
        },
        |night| night.run("ed", "publish quay"),
    );
}

#[test]
fn another_record_is_put_in_place_of_ours() {
    caught(
        "NA40",
        |night| {
            let root = night.git("ed", &["rev-list", "--max-parents=0", "published"]);
            let tree = night.git("ed", &["rev-parse", &format!("{root}^{{tree}}")]);
            let mine = night.git("ed", &["commit-tree", "-m", "Record of mine", &tree]);
            night.git("ed", &["update-ref", "refs/heads/published", &mine]);
        },
        |night| {
            let root = night.git("ed", &["rev-list", "--max-parents=0", "published"]);
            night.git("ed", &["update-ref", "refs/heads/published", &root]);
        },
    );
}

#[test]
fn a_reporter_changes_the_theme_that_readers_get() {
    caught(
        "NA59",
        |night| night.on_record("ana", |record| record.write("theme/story.html", "<script>")),
        |night| {
            night.desk.write("theme/style.css", "body { color: black }");
            night.commit("mara");
            night.run("mara", "publish newsroom.toml");
        },
    );
}

#[test]
fn an_admin_gives_readers_settings_that_the_desk_never_had() {
    caught(
        "NA59",
        |night| {
            night.on_record("mara", |record| {
                record.change("newsroom.toml", "The Selan Courier", "The Other Paper");
            });
        },
        |night| {
            night.desk.change(
                "newsroom.toml",
                "name = \"The Selan Courier\"",
                "name = \"The Night Courier\"",
            );
            night.commit("mara");
            night.run("mara", "publish newsroom.toml");
        },
    );
}
