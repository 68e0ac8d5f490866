//! Stories and posts at the desk, edited past its commands.

use crate::desk::Person;
use crate::night::{Night, caught};

#[test]
fn a_post_is_deleted() {
    caught(
        "NA20",
        |night| {
            night.ana.git(&format!("rm -q {}", night.path("tide")));
            night.ana.commits_by_git();
        },
        |night| night.ed.does("spike tide -m 'Never confirmed.'"),
    );
}

#[test]
fn a_post_is_renamed() {
    caught(
        "NA20",
        |night| {
            let mast = night.ana.files("mast", "A mast fell").path().to_owned();
            night.ana.git(&format!("mv {mast} {}", mast.replace("mast-", "pole-")));
            night.ana.commits_by_git();
        },
        |night| night.ana.edits("tide", "--headline 'Flood at three'"),
    );
}

#[test]
fn a_picture_is_deleted() {
    caught(
        "NA20",
        |night| {
            let all = night.git(["ls-files", "posts"]);
            let picture = all.lines().find(|path| path.ends_with(".png")).expect("a picture");
            night.ana.git(&format!("rm -q {picture}"));
            night.ana.commits_by_git();
        },
        |night| night.ana.edits("pier", "--remove-media 1"),
    );
}

/// A file that cannot be read, and then what is made of it.
fn broken_and_mended(night: &Night, mend: impl Fn(&str) -> String) {
    let before = night.read(&night.path("tide"));
    night.ana.opens("tide").adds("broken").commits();
    night.ana.opens("tide").becomes(|_| mend(&before)).commits();
}

#[test]
fn a_post_is_broken() {
    caught(
        "NA21",
        |night| broken_and_mended(night, str::to_owned),
        |night| night.ana.opens("tide").adds("# who says so?\n").commits(),
    );
}

#[test]
fn a_post_is_broken_and_mended_with_a_review_less() {
    let night = Night::new();
    broken_and_mended(&night, |before| before[..before.rfind("[[reviews]]").unwrap()].to_owned());
    night.finds(["NA21", "NA23"]);
}

#[test]
fn a_story_gets_another_id() {
    caught(
        "NA22",
        |night| {
            let another = |text: &str| {
                let at = text.find("id = \"").expect("an id") + 6;
                format!("{}zzzzzzzzzz{}", &text[..at], &text[at + 10..])
            };
            night.mara.opens("storm").becomes(another).commits();
        },
        |night| night.ana.does("story edit storm --title 'The storm'"),
    );
}

#[test]
fn a_post_is_copied_under_its_id() {
    caught(
        "NA22",
        |night| {
            let path = night.path("ferry");
            let text = night.read(&path);
            let head = text.split("[[").next().expect("a head");
            night.ana.writes(&path.replace("ferry-", "boat-"), head);
        },
        |night| night.ana.files("boat", "A boat turns back"),
    );
}

#[test]
fn the_line_of_a_return_is_deleted() {
    caught(
        "NA23",
        |night| night.ana.opens("tide").cuts("[[reviews]]").commits(),
        |night| night.ana.does("comment tide -m 'The harbour office.'"),
    );
}

#[test]
fn the_note_of_a_return_is_softened() {
    caught(
        "NA23",
        |night| night.ed.opens("tide").changes("Who says so?", "Fine.").commits(),
        |night| night.ana.opens("tide").changes("at its highest", "highest").commits(),
    );
}

#[test]
fn an_approval_is_turned_into_another_verdict() {
    caught(
        "NA23",
        |night| {
            night.ed.opens("quay").changes("\"approved\"", "\"comment\"").commits();
            assert!(!night.read(&night.path("quay")).contains("\"approved\""));
        },
        |night| night.ed.does("return quay -m 'Not yet.'"),
    );
}

#[test]
fn a_legal_stop_is_deleted() {
    caught(
        "NA23",
        |night| {
            night.zoe.stops("quay");
            night.ed.opens("quay").cuts("[[reviews]]").commits();
        },
        |night| {
            night.zoe.stops("quay");
            night.mara.clears("quay");
        },
    );
}

#[test]
fn an_approval_is_typed_in_an_editors_name() {
    caught(
        "NA24",
        |night| night.ana.reviews_as(&night.zoe, "tide", "approved"),
        |night| night.zoe.approves("tide"),
    );
}

#[test]
fn a_post_is_submitted_in_another_reporters_name() {
    caught(
        "NA24",
        |night| night.lev.reviews_as(&night.ana, "ferry", "submitted"),
        |night| night.lev.reviews_by_git("ferry", "submitted"),
    );
}

#[test]
fn an_editor_types_another_editors_approval() {
    caught(
        "NA24",
        |night| night.ed.reviews_as(&night.zoe, "tide", "approved"),
        |night| night.ed.reviews_by_git("tide", "approved"),
    );
}

#[test]
fn a_reporter_approves() {
    caught(
        "NA25",
        |night| night.lev.reviews_by_git("tide", "approved"),
        |night| night.lev.reviews_by_git("tide", "comment"),
    );
}

#[test]
fn an_editor_clears_a_legal_stop() {
    caught(
        "NA25",
        |night| {
            night.zoe.stops("quay");
            night.ed.reviews_by_git("quay", "cleared");
        },
        |night| {
            night.mara.does("contributor edit ed-lind --may clear");
            night.zoe.stops("quay");
            night.ed.reviews_by_git("quay", "cleared");
        },
    );
}

#[test]
fn a_reporter_returns_stops_or_spikes() {
    for verdict in ["returned", "stopped", "spiked", "second"] {
        caught(
            "NA25",
            |night| night.lev.reviews_by_git("tide", verdict),
            |night| night.ed.reviews_by_git("tide", verdict),
        );
    }
}

#[test]
fn a_reporter_stops_what_came_in_once_it_is_here() {
    let item = r#"{ "uri": "urn:tarn:1", "version": "VERSION", "headline": "Reef", "body_text": "One.", "pubstatus": "STATUS" }"#;
    let brings = |night: &Night, version: &str, status: &str| {
        let item = item.replace("VERSION", version).replace("STATUS", status);
        let file = night.desk.outside().join("reef.json");
        std::fs::write(&file, item).unwrap();
        night.lev.does(&format!("import --format ninjs {} --story storm", file.display()));
    };
    caught(
        "NA25",
        |night| {
            brings(night, "1", "usable");
            night.lev.reviews_by_git("reef", "stopped");
        },
        |night| {
            brings(night, "1", "usable");
            brings(night, "2", "withheld");
        },
    );
}

#[test]
fn a_cron_job_comments() {
    caught(
        "NA25",
        |night| night.bot.reviews_by_git("tide", "comment"),
        |night| night.ana.does("comment tide -m 'Soon.'"),
    );
}

#[test]
fn words_are_approved_that_are_not_there_yet() {
    caught(
        "NA26",
        |night| {
            let page = night.zoe.opens("tide").changes("at three", "at four");
            let coming = night.digest("tide");
            let page = page.changes("at four", "at three");
            page.adds_review_of(&night.zoe, "approved", &coming, 1).commits();
        },
        |night| {
            night.ana.opens("tide").changes("at three", "at four").commits();
            night.zoe.reviews_by_git("tide", "approved");
        },
    );
}

#[test]
fn words_are_approved_and_changed_in_one_commit() {
    caught(
        "NA26",
        |night| {
            let page = night.zoe.opens("tide").adds_review(&night.zoe, "approved");
            page.changes("at three", "at four").commits();
        },
        |night| {
            let page = night.zoe.opens("tide").changes("at three", "at four");
            page.adds_review(&night.zoe, "approved").commits();
        },
    );
}

#[test]
fn words_are_approved_for_a_round_to_come() {
    let approves = |night: &Night, round: usize| {
        let (page, words) = (night.zoe.opens("tide"), night.digest("tide"));
        page.adds_review_of(&night.zoe, "approved", &words, round).commits();
    };
    caught("NA26", |night| approves(night, 2), |night| approves(night, 1));
}

#[test]
fn an_editor_approves_what_nobody_else_had_a_hand_in() {
    caught(
        "NA27",
        |night| {
            night.zoe.files("mast", "A mast fell");
            night.zoe.reviews_by_git("mast", "approved");
        },
        |night| {
            night.zoe.files("mast", "A mast fell");
            night.ed.approves("mast");
        },
    );
}

#[test]
fn a_strict_desks_editor_approves_words_she_changed() {
    let changed = |night: &Night| {
        night.mara.sets("four_eyes = \"strict\"");
        night.zoe.edits("tide", "--headline 'High tide at four'")
    };
    caught(
        "NA27",
        |night| changed(night).reviews_by_git("tide", "approved"),
        |night| {
            changed(night);
            night.ed.approves("tide");
        },
    );
}

#[test]
fn an_admin_loosens_the_rule_and_uses_it_in_one_commit() {
    caught(
        "NA27",
        |night| {
            night.mara.files("mast", "A mast fell");
            night.mara.opens("newsroom.toml").changes("\"other\"", "\"off\"");
            night.mara.reviews_by_git("mast", "approved");
        },
        |night| {
            night.mara.files("mast", "A mast fell");
            night.mara.sets("four_eyes = \"off\"");
            night.mara.reviews_by_git("mast", "approved");
        },
    );
}

const CHECK: &str = "[[claims.checks]]\nat = 2026-11-07T19:20:00Z\nby = \"ed-lind\"\nstatus = \"verified\"\nnote = \"The owner confirms.\"\n";

#[test]
fn a_figure_is_verified_in_an_editors_name() {
    let check = |by: &Person| {
        let text = by.desk.read(&by.desk.path("ferry"));
        assert!(text.trim_end().ends_with("status = \"unverified\""), "{text}");
        by.opens("ferry").adds(CHECK).commits();
    };
    caught("NA28", |night| check(&night.ana), |night| check(&night.ed));
}

#[test]
fn a_check_that_said_false_is_deleted() {
    let found_false = "verify-flag ferry --claim 'About 40' --status false -m 'There were nine.'";
    let others_say_40 =
        "verify-flag ferry --claim 'About 40' --status unverified -m 'Others say 40.'";
    caught(
        "NA29",
        |night| {
            night.ana.does(found_false);
            night.ana.opens("ferry").cuts("[[claims.checks]]").commits();
        },
        |night| night.ana.does(found_false).does(others_say_40),
    );
}

/// Types into `ferry` that somebody knows the source, too.
fn vouches(by: &Person, who: &Person) -> String {
    let both = format!("known_to = [\"ed-lind\", \"{}\"]", who.id());
    by.opens("ferry").changes("known_to = [\"ed-lind\"]", &both).commits()
}

#[test]
fn an_editor_is_said_to_know_a_source() {
    caught(
        "NA30",
        |night| vouches(&night.ana, &night.zoe),
        |night| night.zoe.does("source know ferry steward"),
    );
}

#[test]
fn a_reporter_vouches_for_a_source() {
    caught(
        "NA30",
        |night| vouches(&night.ana, &night.ana),
        |night| vouches(&night.mara, &night.mara),
    );
}

#[test]
fn a_reporter_takes_away_or_moves_up_the_embargo_of_approved_words() {
    let embargo = "publish_at = 2026-11-07T23:30:00+02:00\n";
    for sooner in ["", "publish_at = 2026-11-07T21:30:00+02:00\n"] {
        caught(
            "NA31",
            |night| night.ana.opens("cranes").changes(embargo, sooner).commits(),
            |night| night.ed.opens("cranes").changes(embargo, sooner).commits(),
        );
    }
}

#[test]
fn a_reporter_may_put_off_what_is_approved() {
    let night = Night::new();
    let (before, after) = ("publish_at = 2026-11-07T23:30", "publish_at = 2026-11-07T23:45");
    night.ana.opens("cranes").changes(before, after).commits();
    night.finds([]);
}
