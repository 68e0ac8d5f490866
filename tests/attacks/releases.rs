//! Releases that the gate would not have let out.

use crate::desk::Person;
use crate::night::{Night, caught};

fn lawful(night: &Night) {
    night.ed.writes_line("quay", "first").releases();
}

#[test]
fn an_editor_publishes_in_another_editors_name() {
    caught(
        "NA44",
        |night| night.zoe.writes_line("quay", "first").named(&night.ed).releases(),
        |night| night.zoe.writes_line("quay", "first").releases(),
    );
}

#[test]
fn other_words_are_put_on_the_record_than_the_line_names() {
    caught(
        "NA45",
        |night| {
            night.ed.publishes("quay");
            night.ed.amends_record(|record| record.change("quay", "a foot high", "a yard high"));
        },
        |night| night.ed.publishes("quay"),
    );
}

/// Gives `quay` on the record another name, in the newest commit there.
fn renamed(night: &Night, name: &str) {
    let files = [night.path("quay"), night.ledger("quay")];
    night.ed.amends_record(|record| {
        for path in files {
            let text = record.read(&path);
            record.remove(&path);
            record.write(&path.replace("/quay-", &format!("/{name}-")), text);
        }
    });
}

#[test]
fn a_post_is_released_under_a_name_that_nobody_approved() {
    caught(
        "NA64",
        |night| {
            night.ed.publishes("quay");
            renamed(night, "mayor-arrested");
        },
        |night| {
            night.ed.publishes("quay");
            renamed(night, &slug::slugify(night.headline("quay")));
        },
    );
}

#[test]
fn a_post_that_readers_have_is_released_for_the_first_time_under_another_name() {
    caught(
        "NA64",
        |night| {
            let name = format!("/{}-", slug::slugify(night.headline("lamps")));
            let other = |path: String| path.replace("/lamps-", &name);
            let (words, line) = (night.words("lamps"), night.ed.writes_line("lamps", "first"));
            let line = line.with("n = 2", "n = 1").with("round = 2", "round = 1");
            night.ed.changes_record(|record| {
                record.write(&other(night.path("lamps")), &words);
                record.write(&other(record.ledger("lamps")), line.text);
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
            let words = night.words("lamps");
            night.ed.pulls("lamps");
            night.ed.amends_record(|record| record.write("lamps", &words));
        },
        |night| night.ed.pulls("lamps"),
    );
}

#[test]
fn a_pull_names_other_words_than_it_takes_down() {
    caught(
        "NA45",
        |night| {
            night.ed.pulls("lamps");
            night.ed.amends_record(|record| {
                let text = record.read(&record.ledger("lamps"));
                let digest = night.digest("lamps");
                let (before, last) = text.rsplit_once(&digest).expect("the pull's digest");
                record.write(&record.ledger("lamps"), format!("{before}{}{last}", "0".repeat(64)));
            });
        },
        |night| night.ed.pulls("lamps"),
    );
}

#[test]
fn other_words_come_back_than_were_pulled() {
    let restored = |night: &Night| night.ed.pulls("lamps").restores("lamps");
    caught(
        "NA45",
        |night| {
            restored(night);
            night.ed.amends_record(|record| record.change("lamps", "Street lamps", "All lamps"));
        },
        restored,
    );
}

#[test]
fn a_release_names_no_commit_of_the_desk() {
    caught(
        "NA46",
        |night| {
            let line = night.ed.writes_line("quay", "first");
            line.with(&night.head(), &"0".repeat(40)).releases();
        },
        lawful,
    );
}

#[test]
fn a_release_names_a_commit_that_is_on_another_branch() {
    caught(
        "NA46",
        |night| {
            night.ed.git("checkout -qb aside");
            night.ed.git("commit -q --allow-empty -m aside");
            let line = night.ed.writes_line("quay", "first");
            night.ed.git("checkout -q main");
            line.releases();
        },
        lawful,
    );
}

#[test]
fn a_release_names_a_convenient_old_commit() {
    caught(
        "NA47",
        |night| {
            let line = night.ed.writes_line("quay", "first");
            night.zoe.approves("ferry").publishes("ferry");
            line.releases();
        },
        |night| {
            night.zoe.approves("ferry").publishes("ferry");
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
            let before = night.read(&path);
            night.ana.opens("quay").changes("a foot high", "a yard high");
            lawful(night);
            night.write(&path, before);
        },
        lawful,
    );
}

#[test]
fn a_reporter_publishes_what_is_approved() {
    caught("NA49", |night| night.ana.writes_line("quay", "first").releases(), lawful);
}

#[test]
fn a_cron_job_publishes_what_had_no_embargo() {
    caught(
        "NA49",
        |night| night.bot.writes_line("quay", "first").releases(),
        |night| night.bot.at("23:31").does("publish --due"),
    );
}

#[test]
fn an_editor_who_left_publishes() {
    caught("NA49", |night| night.tom.writes_line("quay", "first").releases(), lawful);
}

/// Somebody takes the post `lamps` down by hand.
fn taken_down(by: &Person) {
    let told = "alone = true\ntell_readers = \"Checking.\"\n";
    let line = by.writes_line("lamps", "pull").resting_on(told);
    by.changes_record(|record| {
        record.append(&record.ledger("lamps"), &line.text);
        record.remove("lamps");
    });
}

#[test]
fn a_reporter_pulls_what_is_not_hers() {
    caught("NA49", |night| taken_down(&night.lev), |night| taken_down(&night.ana));
}

#[test]
fn a_post_is_broken_so_that_nobody_sees_whose_it_was_that_was_pulled() {
    let broken = |night: &Night| night.lev.opens("lamps").adds("broken").commits();
    let night = Night::new();
    let line = night.lev.writes_line("lamps", "pull");
    broken(&night);
    let line = line.resting_on("alone = true\ntell_readers = \"Checking.\"\n");
    night.lev.changes_record(|record| {
        record.append(&record.ledger("lamps"), &line.text);
        record.remove("lamps");
    });
    night.finds(["NA21", "NA49"]);
    let night = Night::new();
    broken(&night);
    night.ed.pulls("lamps");
    night.finds(["NA21"]);
}

#[test]
fn a_reporter_restores_what_an_editor_pulled() {
    caught(
        "NA49",
        |night| {
            night.ed.pulls("lamps");
            let words = night.words("lamps");
            let line = night.ana.writes_line("lamps", "restore");
            let line = line.resting_on("tell_readers = \"Fine.\"\n").with("round = 3", "round = 2");
            night.ana.changes_record(|record| {
                record.append(&record.ledger("lamps"), &line.text);
                record.write("lamps", &words);
            });
        },
        |night| night.ed.pulls("lamps").restores("lamps"),
    );
}

#[test]
fn an_editor_publishes_what_nobody_approved() {
    caught(
        "NA50",
        |night| night.ed.writes_line("ferry", "first").resting_on("").releases(),
        |night| night.zoe.lets_out("ferry"),
    );
}

#[test]
fn an_approval_is_kept_while_the_words_change() {
    caught(
        "NA50",
        |night| {
            night.ana.opens("quay").changes("a foot high", "a yard high").commits();
            lawful(night);
        },
        |night| {
            night.ana.opens("quay").changes("a foot high", "a yard high").commits();
            night.ed.approves("quay");
            lawful(night);
        },
    );
}

#[test]
fn an_old_approval_is_used_again_for_words_that_came_back() {
    let came_back = |night: &Night| {
        night.ana.opens("lamps").changes("Street lamps", "All lamps").commits();
        night.ed.lets_out("lamps");
        night.ana.opens("lamps").changes("All lamps", "Street lamps").commits();
        night.ed.clone()
    };
    caught(
        "NA50",
        |night| came_back(night).writes_line("lamps", "update").releases(),
        |night| came_back(night).approves("lamps").writes_line("lamps", "update").releases(),
    );
}

#[test]
fn a_release_names_an_approval_that_there_is_not() {
    caught(
        "NA50",
        |night| {
            night.ed.writes_line("quay", "first").approved_by(&[&night.ed, &night.zoe]).releases()
        },
        |night| {
            night.zoe.approves("quay");
            night.ed.writes_line("quay", "first").approved_by(&[&night.ed, &night.zoe]).releases();
        },
    );
}

#[test]
fn one_approval_does_where_the_desk_asks_for_two() {
    caught(
        "NA50",
        |night| {
            night.mara.sets("approvals = 2");
            lawful(night);
        },
        |night| {
            night.mara.sets("approvals = 2");
            night.zoe.approves("quay");
            night.ed.publishes("quay");
        },
    );
}

#[test]
fn words_go_out_before_their_embargo() {
    caught(
        "NA51",
        |night| night.ed.writes_line("cranes", "first").releases(),
        |night| night.ed.writes_line("cranes", "first").with("21:40", "23:40").releases(),
    );
}

#[test]
fn an_editor_publishes_what_is_stopped() {
    caught(
        "NA52",
        |night| {
            night.zoe.stops("quay");
            lawful(night);
        },
        |night| {
            night.zoe.stops("quay");
            night.mara.clears("quay");
            lawful(night);
        },
    );
}

#[test]
fn an_editor_publishes_what_another_returned() {
    caught(
        "NA52",
        |night| {
            night.zoe.returns("quay");
            lawful(night);
        },
        |night| {
            night.zoe.returns("quay").approves("quay");
            lawful(night);
        },
    );
}

#[test]
fn what_was_retracted_is_published_again() {
    let retracted = |night: &Night| {
        night.ana.does("retract lamps --tell-readers 'It was another quay.' --submit");
        night.ed.lets_out("lamps");
    };
    caught(
        "NA52",
        |night| {
            retracted(night);
            let without = |text: &str| {
                let (head, rest) = text.split_once("[retraction]").expect("a retraction");
                format!("{head}{}", &rest[rest.find("[[reviews]]").expect("reviews")..])
            };
            night.ana.opens("lamps").becomes(without).commits();
            night.ed.approves("lamps");
            night.ed.writes_line("lamps", "update").releases();
        },
        retracted,
    );
}

#[test]
fn a_changed_figure_is_called_minor() {
    let changed = |night: &Night, kind: &str| {
        night.ana.opens("lamps").changes("Street lamps", "All 40 lamps").commits();
        night.ed.approves("lamps");
        night.ed.writes_line("lamps", kind).releases();
    };
    caught("NA53", |night| changed(night, "minor"), |night| changed(night, "update"));
}

#[test]
fn a_correction_is_called_an_update() {
    let corrected = |night: &Night, kind: &str| {
        night.ana.does("correct lamps --kind correction --tell-readers 'It was the mayor.' --replace 'harbour office=>mayor' --submit");
        night.ed.approves("lamps");
        let text = night.read(&night.path("lamps"));
        let id = &text.split("id = \"x-").nth(1).expect("a correction")[..4];
        let corrections = format!("\ncorrections = [\"x-{id}\"]\ndesk");
        night.ed.writes_line("lamps", kind).with("\ndesk", &corrections).releases();
    };
    caught("NA53", |night| corrected(night, "update"), |night| corrected(night, "correction"));
}

/// A caveat that an editor adds alone.
fn doubt(night: &Night, rest: &str) {
    night.ed.opens("lamps").adds("[[claims]]\nid = \"c-7h2q\"\nquote = \"the harbour office\"\nstatus = \"unverified\"\ncaveat = \"We could not reach it.\"\n");
    // Tables of reviews come last; the order of tables is free.
    assert!(night.read(&night.path("lamps")).contains("[[claims]]"));
    night.ed.commits_by_git();
    night.ed.writes_line("lamps", "doubt").resting_on(rest).releases();
}

#[test]
fn an_editor_acts_alone_where_the_desk_does_not_allow_it() {
    caught(
        "NA54",
        |night| {
            night.mara.sets("alone = [\"layout\"]");
            doubt(night, "alone = true\n");
        },
        |night| doubt(night, "alone = true\n"),
    );
}

#[test]
fn an_editor_acts_alone_and_does_not_say_so() {
    caught("NA54", |night| doubt(night, ""), |night| doubt(night, "alone = true\n"));
}

#[test]
fn a_correction_is_softened_later() {
    let told = "We named the wrong office.";
    let released = |night: &Night, now: &str| {
        night.ana.corrects("lamps", told);
        night.ed.lets_out("lamps");
        let page = night.ana.opens("lamps").changes("Street lamps", "All lamps");
        page.changes(told, now).commits();
        night.ed.approves("lamps").writes_line("lamps", "update").releases();
    };
    caught("NA55", |night| released(night, "A word was changed."), |night| released(night, told));
}

#[test]
fn a_correction_is_kept_out_of_the_ledger() {
    caught(
        "NA55",
        |night| {
            night.ana.corrects("lamps", "We named the wrong office.");
            night.ed.approves("lamps");
            night.ed.writes_line("lamps", "correction").releases();
        },
        |night| {
            night.ana.corrects("lamps", "We named the wrong office.");
            night.ed.lets_out("lamps");
        },
    );
}

#[test]
fn a_caveat_is_taken_out_and_the_claim_published() {
    caught(
        "NA56",
        |night| {
            night
                .ana
                .opens("ferry")
                .changes("caveat = \"We could not check the number.\"\n", "")
                .commits();
            night.zoe.approves("ferry");
            night.zoe.writes_line("ferry", "first").approved_by(&[&night.zoe]).releases();
        },
        |night| night.zoe.lets_out("ferry"),
    );
}

#[test]
fn an_open_claim_is_published_where_the_desk_lets_none_out() {
    caught(
        "NA56",
        |night| {
            night.mara.sets("open_claims = \"block\"");
            night.zoe.approves("ferry");
            night.zoe.writes_line("ferry", "first").approved_by(&[&night.zoe]).releases();
        },
        |night| {
            night.zoe.approves("ferry");
            night.zoe.writes_line("ferry", "first").approved_by(&[&night.zoe]).releases();
        },
    );
}

#[test]
fn a_source_that_no_editor_knows_is_published() {
    let sourced = "add --slug mole --headline 'The mole holds' --body 'It holds.' --source 'anonymous:a diver:for his job' --submit";
    let released = |night: &Night, known: bool| {
        night.ana.does(sourced);
        if known {
            night.ed.does("source know mole diver");
        }
        let line = night.zoe.approves("mole").writes_line("mole", "first");
        line.approved_by(&[&night.zoe]).releases();
    };
    caught("NA57", |night| released(night, false), |night| released(night, true));
}

#[test]
fn a_release_is_dated_back() {
    let changed = |night: &Night, at: &str| {
        night.ana.opens("lamps").changes("Street lamps", "All lamps").commits();
        night.ed.approves("lamps");
        night.ed.writes_line("lamps", "update").with("21:40", at).releases();
    };
    caught("NA58", |night| changed(night, "19:40"), |night| changed(night, "21:41"));
}

#[test]
fn a_reporter_pulls_and_her_words_pass_for_an_editors() {
    caught(
        "NA54",
        |night| {
            night.ana.does("pull lamps --tell-readers 'They lied to us.'");
            night.ana.amends_record(|record| {
                record.change(&record.ledger("lamps"), "alone = true\n", "");
            });
        },
        |night| night.ana.does("pull lamps --tell-readers 'They lied to us.'"),
    );
}

#[test]
fn an_editor_alone_tells_readers_a_page_full() {
    let told = |night: &Night, letters: usize| {
        night.ed.pulls("lamps").amends_record(|record| {
            record.change(&record.ledger("lamps"), "We are checking it.", &"a".repeat(letters));
        });
    };
    caught("NA54", |night| told(night, 501), |night| told(night, 500));
}
