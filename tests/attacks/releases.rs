//! Releases that the gate would not have let out.

use crate::night::{Night, caught};

const ED: &str = "approved_by = [\"ed-lind\"]\n";

fn lawful(night: &Night) {
    let line = night.line("quay", "ed-lind", "first", ED);
    night.release("ed", "quay", &line);
}

#[test]
fn an_editor_publishes_in_another_editors_name() {
    caught(
        "NA44",
        |night| {
            let line = night.line("quay", "ed-lind", "first", ED);
            night.release("zoe", "quay", &line);
        },
        |night| {
            let line = night.line("quay", "zoe-ray", "first", ED);
            night.release("zoe", "quay", &line);
        },
    );
}

#[test]
fn other_words_are_put_on_the_record_than_the_line_names() {
    caught(
        "NA45",
        |night| {
            night.run("ed", "publish quay");
            let path = night.path("quay");
            night.amend_record("ed", |record| record.change(&path, "a foot high", "a yard high"));
        },
        |night| night.run("ed", "publish quay"),
    );
}

/// Gives a post on the record another name, in the newest commit there.
fn renamed(night: &Night, slug: &str, from: &str, name: &str) {
    let (path, ledger) = (night.path(slug), night.ledger(slug));
    night.amend_record("ed", |record| {
        for path in [path, ledger] {
            let text = record.read(&path);
            record.remove(&path);
            record.write(&path.replace(&format!("/{from}-"), &format!("/{name}-")), text);
        }
    });
}

#[test]
fn a_post_is_released_under_a_name_that_nobody_approved() {
    caught(
        "NA64",
        |night| {
            night.run("ed", "publish quay");
            renamed(night, "quay", "quay", "mayor-arrested");
        },
        |night| {
            night.run("ed", "publish quay");
            let said = slug::slugify(night.headline("quay"));
            renamed(night, "quay", "quay", &said);
        },
    );
}

#[test]
fn a_post_that_readers_have_is_released_for_the_first_time_under_another_name() {
    caught(
        "NA64",
        |night| {
            let words = night.words("lamps");
            let said = slug::slugify(night.headline("lamps"));
            let (path, ledger) = (night.path("lamps"), night.ledger("lamps"));
            let line = night.line("lamps", "ed-lind", "first", ED);
            let line = line.replace("n = 2", "n = 1").replace("round = 2", "round = 1");
            let other = |path: &str| path.replace("/lamps-", &format!("/{said}-"));
            night.on_record("ed", |record| {
                record.write(&other(&path), &words);
                record.write(&other(&ledger), line);
            });
        },
        |_| {},
    );
}

#[test]
fn a_pull_leaves_the_words_up() {
    caught(
        "NA45",
        |night| {
            let (path, words) = (night.path("lamps"), night.words("lamps"));
            night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
            night.amend_record("ed", |record| record.write(&path, &words));
        },
        |night| night.run("ed", "pull lamps --tell-readers 'We are checking it.'"),
    );
}

#[test]
fn a_pull_names_other_words_than_it_takes_down() {
    caught(
        "NA45",
        |night| {
            night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
            let ledger = night.ledger("lamps");
            let digest = night.digest("lamps");
            night.amend_record("ed", |record| {
                let text = record.read(&ledger);
                let (before, last) = text.rsplit_once(&digest).expect("the pull's digest");
                record.write(&ledger, format!("{before}{}{last}", "0".repeat(64)));
            });
        },
        |night| night.run("ed", "pull lamps --tell-readers 'We are checking it.'"),
    );
}

#[test]
fn other_words_come_back_than_were_pulled() {
    let restored = |night: &Night| {
        night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
        night.run("ed", "restore lamps --tell-readers 'It was right.'");
    };
    caught(
        "NA45",
        |night| {
            restored(night);
            let path = night.path("lamps");
            night.amend_record("ed", |record| record.change(&path, "Street lamps", "All lamps"));
        },
        restored,
    );
}

#[test]
fn a_release_names_no_commit_of_the_desk() {
    caught(
        "NA46",
        |night| {
            let line = night.line("quay", "ed-lind", "first", ED);
            let head = night.desk.git(["rev-parse", "HEAD"]);
            night.release("ed", "quay", &line.replace(head.trim(), &"0".repeat(40)));
        },
        lawful,
    );
}

#[test]
fn a_release_names_a_commit_that_is_on_another_branch() {
    caught(
        "NA46",
        |night| {
            night.git("ed", &["checkout", "-qb", "aside"]);
            night.git("ed", &["commit", "-q", "--allow-empty", "-m", "aside"]);
            let line = night.line("quay", "ed-lind", "first", ED);
            night.git("ed", &["checkout", "-q", "main"]);
            night.release("ed", "quay", &line);
        },
        lawful,
    );
}

#[test]
fn a_release_names_a_convenient_old_commit() {
    caught(
        "NA47",
        |night| {
            let line = night.line("quay", "ed-lind", "first", ED);
            night.run("zoe", "approve ferry");
            night.run("zoe", "publish ferry");
            night.release("ed", "quay", &line);
        },
        |night| {
            night.run("zoe", "approve ferry");
            night.run("zoe", "publish ferry");
            lawful(night);
        },
    );
}

#[test]
fn words_are_released_that_were_never_at_the_desk() {
    caught(
        "NA48",
        |night| {
            let path = night.path("quay");
            let before = night.desk.read(&path);
            night.change("quay", "a foot high", "a yard high");
            lawful(night);
            night.desk.write(&path, before);
        },
        lawful,
    );
}

#[test]
fn a_reporter_publishes_what_is_approved() {
    caught(
        "NA49",
        |night| {
            let line = night.line("quay", "ana-petrova", "first", ED);
            night.release("ana", "quay", &line);
        },
        lawful,
    );
}

#[test]
fn a_cron_job_publishes_what_had_no_embargo() {
    caught(
        "NA49",
        |night| {
            let line = night.line("quay", "publisher", "first", ED);
            night.release("bot", "quay", &line);
        },
        |night| {
            night.as_("bot").at("23:31").type_("publish --due").ok();
        },
    );
}

#[test]
fn an_editor_who_left_publishes() {
    caught(
        "NA49",
        |night| {
            let line = night.line("quay", "tom-hale", "first", ED);
            night.release("tom", "quay", &line);
        },
        lawful,
    );
}

fn taken_down(night: &Night, slug: &str, by: &str, kind: &str) {
    let ledger = night.ledger(slug);
    let path = night.path(slug);
    let line = night.line(slug, by, kind, "alone = true\ntell_readers = \"Checking.\"\n");
    let who = &by[..3];
    night.on_record(who, |record| {
        record.append(&ledger, &line);
        record.remove(&path);
    });
}

#[test]
fn a_reporter_pulls_what_is_not_hers() {
    caught(
        "NA49",
        |night| taken_down(night, "lamps", "lev-marin", "pull"),
        |night| taken_down(night, "lamps", "ana-petrova", "pull"),
    );
}

#[test]
fn a_reporter_restores_what_an_editor_pulled() {
    caught(
        "NA49",
        |night| {
            night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
            let (path, words, ledger) =
                (night.path("lamps"), night.words("lamps"), night.ledger("lamps"));
            let line = night.line("lamps", "ana-petrova", "restore", "tell_readers = \"Fine.\"\n");
            let line = line.replacen("round = 3", "round = 2", 1);
            night.on_record("ana", |record| {
                record.append(&ledger, &line);
                record.write(&path, &words);
            });
        },
        |night| {
            night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
            night.run("ed", "restore lamps --tell-readers 'It was right.'");
        },
    );
}

#[test]
fn an_editor_publishes_what_nobody_approved() {
    caught(
        "NA50",
        |night| {
            let line = night.line("ferry", "ed-lind", "first", "");
            night.release("ed", "ferry", &line);
        },
        |night| night.run("zoe", "publish ferry --approve"),
    );
}

#[test]
fn an_approval_is_kept_while_the_words_change() {
    caught(
        "NA50",
        |night| {
            night.change("quay", "a foot high", "a yard high");
            night.commit("ana");
            lawful(night);
        },
        |night| {
            night.change("quay", "a foot high", "a yard high");
            night.commit("ana");
            night.run("ed", "approve quay");
            lawful(night);
        },
    );
}

#[test]
fn an_old_approval_is_used_again_for_words_that_came_back() {
    let other_words = |night: &Night| {
        night.change("lamps", "Street lamps", "All lamps");
        night.commit("ana");
        night.run("ed", "publish lamps --approve");
        night.change("lamps", "All lamps", "Street lamps");
        night.commit("ana");
    };
    caught(
        "NA50",
        |night| {
            other_words(night);
            let line = night.line("lamps", "ed-lind", "update", ED);
            night.release("ed", "lamps", &line);
        },
        |night| {
            other_words(night);
            night.run("ed", "approve lamps");
            let line = night.line("lamps", "ed-lind", "update", ED);
            night.release("ed", "lamps", &line);
        },
    );
}

#[test]
fn a_release_names_an_approval_that_there_is_not() {
    caught(
        "NA50",
        |night| {
            let line = night.line(
                "quay",
                "ed-lind",
                "first",
                "approved_by = [\"ed-lind\", \"zoe-ray\"]\n",
            );
            night.release("ed", "quay", &line);
        },
        |night| {
            night.run("zoe", "approve quay");
            let line = night.line(
                "quay",
                "ed-lind",
                "first",
                "approved_by = [\"ed-lind\", \"zoe-ray\"]\n",
            );
            night.release("ed", "quay", &line);
        },
    );
}

#[test]
fn one_approval_does_where_the_desk_asks_for_two() {
    let two = |night: &Night| {
        night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
        night.commit("mara");
    };
    caught(
        "NA50",
        |night| {
            two(night);
            lawful(night);
        },
        |night| {
            two(night);
            night.run("zoe", "approve quay");
            night.run("ed", "publish quay");
        },
    );
}

#[test]
fn words_go_out_before_their_embargo() {
    caught(
        "NA51",
        |night| {
            let line = night.line("cranes", "ed-lind", "first", ED);
            night.release("ed", "cranes", &line);
        },
        |night| {
            let line = night.line("cranes", "ed-lind", "first", ED);
            night.release("ed", "cranes", &line.replace("21:40", "23:40"));
        },
    );
}

#[test]
fn an_editor_publishes_what_is_stopped() {
    caught(
        "NA52",
        |night| {
            night.run("zoe", "stop quay -m 'A name that may not be told.'");
            lawful(night);
        },
        |night| {
            night.run("zoe", "stop quay -m 'A name that may not be told.'");
            night.run("mara", "clear quay -m 'The name is out.'");
            lawful(night);
        },
    );
}

#[test]
fn an_editor_publishes_what_another_returned() {
    caught(
        "NA52",
        |night| {
            night.run("zoe", "return quay -m 'Whose foot?'");
            lawful(night);
        },
        |night| {
            night.run("zoe", "return quay -m 'Whose foot?'");
            night.run("zoe", "approve quay");
            lawful(night);
        },
    );
}

#[test]
fn what_was_retracted_is_published_again() {
    let retracted = |night: &Night| {
        night.run("ana", "retract lamps --tell-readers 'It was another quay.' --submit");
        night.run("ed", "publish lamps --approve");
    };
    caught(
        "NA52",
        |night| {
            retracted(night);
            let path = night.path("lamps");
            let text = night.desk.read(&path);
            let from = text.find("[retraction]").expect("a retraction");
            let to = from + text[from..].find("[[reviews]]").expect("reviews");
            night.desk.write(&path, format!("{}{}", &text[..from], &text[to..]));
            night.commit("ana");
            night.run("ed", "approve lamps");
            let line = night.line("lamps", "ed-lind", "update", ED);
            night.release("ed", "lamps", &line);
        },
        retracted,
    );
}

#[test]
fn a_changed_figure_is_called_minor() {
    let changed = |night: &Night, kind: &str| {
        night.change("lamps", "Street lamps", "All 40 lamps");
        night.commit("ana");
        night.run("ed", "approve lamps");
        let line = night.line("lamps", "ed-lind", kind, ED);
        night.release("ed", "lamps", &line);
    };
    caught("NA53", |night| changed(night, "minor"), |night| changed(night, "update"));
}

#[test]
fn a_correction_is_called_an_update() {
    let corrected = |night: &Night, kind: &str| {
        night.run("ana", "correct lamps --kind correction --tell-readers 'It was the mayor.' --replace 'harbour office=>mayor' --submit");
        night.run("ed", "approve lamps");
        let text = night.desk.read(&night.path("lamps"));
        let id = text.split("id = \"x-").nth(1).expect("a correction")[..4].to_owned();
        let rest = format!("{ED}corrections = [\"x-{id}\"]\n");
        let line = night.line("lamps", "ed-lind", kind, &rest);
        night.release("ed", "lamps", &line);
    };
    caught("NA53", |night| corrected(night, "update"), |night| corrected(night, "correction"));
}

/// A caveat that an editor adds alone.
fn doubt(night: &Night, kind: &str, rest: &str) {
    night.append("lamps", "[[claims]]\nid = \"c-7h2q\"\nquote = \"the harbour office\"\nstatus = \"unverified\"\ncaveat = \"We could not reach it.\"\n");
    let text = night.desk.read(&night.path("lamps"));
    // Tables of reviews come last; the order of tables is free.
    assert!(text.contains("[[claims]]"));
    night.commit("ed");
    let line = night.line("lamps", "ed-lind", kind, rest);
    night.release("ed", "lamps", &line);
}

#[test]
fn an_editor_acts_alone_where_the_desk_does_not_allow_it() {
    let careful = |night: &Night| {
        let alone = "alone = [\"minor\", \"doubt\", \"byline\", \"layout\"]";
        night.desk.change("newsroom.toml", alone, "alone = [\"layout\"]");
        night.commit("mara");
    };
    caught(
        "NA54",
        |night| {
            careful(night);
            doubt(night, "doubt", "alone = true\n");
        },
        |night| doubt(night, "doubt", "alone = true\n"),
    );
}

#[test]
fn an_editor_acts_alone_and_does_not_say_so() {
    caught(
        "NA54",
        |night| doubt(night, "doubt", ""),
        |night| doubt(night, "doubt", "alone = true\n"),
    );
}

#[test]
fn a_correction_is_softened_later() {
    let corrected = |night: &Night| {
        night.run(
            "ana",
            "correct lamps --kind correction --tell-readers 'We named the wrong office.' --submit",
        );
        night.run("ed", "publish lamps --approve");
        night.change("lamps", "Street lamps", "All lamps");
    };
    let release = |night: &Night| {
        night.commit("ana");
        night.run("ed", "approve lamps");
        let line = night.line("lamps", "ed-lind", "update", ED);
        night.release("ed", "lamps", &line);
    };
    caught(
        "NA55",
        |night| {
            corrected(night);
            night.change("lamps", "We named the wrong office.", "A word was changed.");
            release(night);
        },
        |night| {
            corrected(night);
            release(night);
        },
    );
}

#[test]
fn a_correction_is_kept_out_of_the_ledger() {
    caught(
        "NA55",
        |night| {
            night.run(
                "ana",
                "correct lamps --kind correction --tell-readers 'We named the wrong office.' --submit",
            );
            night.run("ed", "approve lamps");
            let line = night.line("lamps", "ed-lind", "correction", ED);
            night.release("ed", "lamps", &line);
        },
        |night| {
            night.run(
                "ana",
                "correct lamps --kind correction --tell-readers 'We named the wrong office.' --submit",
            );
            night.run("ed", "publish lamps --approve");
        },
    );
}

#[test]
fn a_caveat_is_taken_out_and_the_claim_published() {
    caught(
        "NA56",
        |night| {
            night.change("ferry", "caveat = \"We could not check the number.\"\n", "");
            night.commit("ana");
            night.run("zoe", "approve ferry");
            let line = night.line("ferry", "zoe-ray", "first", "approved_by = [\"zoe-ray\"]\n");
            night.release("zoe", "ferry", &line);
        },
        |night| night.run("zoe", "publish ferry --approve"),
    );
}

#[test]
fn an_open_claim_is_published_where_the_desk_lets_none_out() {
    caught(
        "NA56",
        |night| {
            night.desk.change(
                "newsroom.toml",
                "open_claims = \"caveat\"",
                "open_claims = \"block\"",
            );
            night.commit("mara");
            night.run("zoe", "approve ferry");
            let line = night.line("ferry", "zoe-ray", "first", "approved_by = [\"zoe-ray\"]\n");
            night.release("zoe", "ferry", &line);
        },
        |night| {
            night.run("zoe", "approve ferry");
            let line = night.line("ferry", "zoe-ray", "first", "approved_by = [\"zoe-ray\"]\n");
            night.release("zoe", "ferry", &line);
        },
    );
}

#[test]
fn a_source_that_no_editor_knows_is_published() {
    let sourced = "add --slug mole --headline 'The mole holds' --body 'It holds.' --source 'anonymous:a diver:for his job' --submit";
    let release = |night: &Night| {
        night.run("zoe", "approve mole");
        let line = night.line("mole", "zoe-ray", "first", "approved_by = [\"zoe-ray\"]\n");
        night.release("zoe", "mole", &line);
    };
    caught(
        "NA57",
        |night| {
            night.run("ana", sourced);
            release(night);
        },
        |night| {
            night.run("ana", sourced);
            night.run("ed", "source know mole diver");
            release(night);
        },
    );
}

#[test]
fn a_release_is_dated_back() {
    let changed = |night: &Night, at: &str| {
        night.change("lamps", "Street lamps", "All lamps");
        night.commit("ana");
        night.run("ed", "approve lamps");
        let line = night.line("lamps", "ed-lind", "update", ED).replace("21:40", at);
        night.release("ed", "lamps", &line);
    };
    caught("NA58", |night| changed(night, "19:40"), |night| changed(night, "21:41"));
}

#[test]
fn a_reporter_pulls_and_her_words_pass_for_an_editors() {
    caught(
        "NA54",
        |night| {
            night.run("ana", "pull lamps --tell-readers 'They lied to us.'");
            let ledger = night.ledger("lamps");
            night.amend_record("ana", |record| record.change(&ledger, "alone = true\n", ""));
        },
        |night| night.run("ana", "pull lamps --tell-readers 'They lied to us.'"),
    );
}

#[test]
fn an_editor_alone_tells_readers_a_page_full() {
    let told = |night: &Night, letters: usize| {
        night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
        let ledger = night.ledger("lamps");
        let text = "a".repeat(letters);
        night.amend_record("ed", |record| record.change(&ledger, "We are checking it.", &text));
    };
    caught("NA54", |night| told(night, 501), |night| told(night, 500));
}
