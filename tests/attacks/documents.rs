//! Stories and posts at the desk, edited past its commands.

use crate::night::caught;

#[test]
fn a_post_is_deleted() {
    caught(
        "NA20",
        |night| {
            night.git("ana", &["rm", "-q", &night.path("tide")]);
            night.git("ana", &["commit", "-qm", "gone"]);
        },
        |night| night.run("ed", "spike tide -m 'Never confirmed.'"),
    );
}

#[test]
fn a_post_is_renamed() {
    caught(
        "NA20",
        |night| {
            night.run("ana", "add --slug mast --headline 'A mast fell' --body 'It fell at nine.'");
            let path = night.path("mast");
            night.git("ana", &["mv", &path, &path.replace("mast-", "pole-")]);
            night.git("ana", &["commit", "-qm", "a better name"]);
        },
        |night| night.run("ana", "edit tide --headline 'Flood at three'"),
    );
}

#[test]
fn a_picture_is_deleted() {
    let picture = |night: &crate::night::Night| {
        let all = night.desk.git(["ls-files", "posts"]);
        all.lines().find(|path| path.ends_with(".png")).expect("a picture").to_owned()
    };
    caught(
        "NA20",
        |night| {
            night.git("ana", &["rm", "-q", &picture(night)]);
            night.git("ana", &["commit", "-qm", "gone"]);
        },
        |night| night.run("ana", "edit pier --remove-media 1"),
    );
}

/// A file that cannot be read, and then what is made of it.
fn broken_and_mended(night: &crate::night::Night, mend: impl Fn(&str) -> String) {
    let path = night.path("tide");
    let before = night.desk.read(&path);
    night.desk.write(&path, format!("{before}\nbroken"));
    night.commit("ana");
    night.desk.write(&path, mend(&before));
    night.commit("ana");
}

#[test]
fn a_post_is_broken() {
    caught(
        "NA21",
        |night| broken_and_mended(night, str::to_owned),
        |night| {
            let path = night.path("tide");
            night.desk.write(&path, format!("{}\n# who says so?\n", night.desk.read(&path)));
            night.commit("ana");
        },
    );
}

#[test]
fn a_post_is_broken_and_mended_with_a_review_less() {
    let night = crate::night::Night::new();
    broken_and_mended(&night, |before| before[..before.rfind("[[reviews]]").unwrap()].to_owned());
    let both = std::collections::BTreeSet::from(["NA21", "NA23"]);
    assert_eq!(night.codes(None), both, "{}", night.said());
}

#[test]
fn a_story_gets_another_id() {
    caught(
        "NA22",
        |night| {
            let path = night.path("storm");
            let text = night.desk.read(&path);
            let at = text.find("id = \"").expect("an id") + 6;
            night.desk.write(&path, format!("{}zzzzzzzzzz{}", &text[..at], &text[at + 10..]));
            night.commit("mara");
        },
        |night| night.run("ana", "story edit storm --title 'The storm'"),
    );
}

#[test]
fn a_post_is_copied_under_its_id() {
    caught(
        "NA22",
        |night| {
            let path = night.path("ferry");
            let text = night.desk.read(&path);
            night
                .desk
                .write(&path.replace("ferry-", "boat-"), text.split("[[").next().expect("a head"));
            night.commit("ana");
        },
        |night| {
            night.run("ana", "add --slug boat --headline 'A boat turns back' --body 'One more.'")
        },
    );
}

#[test]
fn the_line_of_a_return_is_deleted() {
    caught(
        "NA23",
        |night| {
            let path = night.path("tide");
            let text = night.desk.read(&path);
            let at = text.rfind("[[reviews]]").expect("a review");
            night.desk.write(&path, &text[..at]);
            night.commit("ana");
        },
        |night| night.run("ana", "comment tide -m 'The harbour office.'"),
    );
}

#[test]
fn the_note_of_a_return_is_softened() {
    caught(
        "NA23",
        |night| {
            night.change("tide", "Who says so?", "Fine.");
            night.commit("ed");
        },
        |night| {
            night.change("tide", "at its highest", "highest");
            night.commit("ana");
        },
    );
}

#[test]
fn an_approval_is_turned_into_another_verdict() {
    caught(
        "NA23",
        |night| {
            night.change("quay", "verdict = \"approved\"", "verdict = \"comment\"");
            night.commit("ed");
            let text = night.desk.read(&night.path("quay"));
            assert!(!text.contains("\"approved\""));
        },
        |night| night.run("ed", "return quay -m 'Not yet.'"),
    );
}

#[test]
fn a_legal_stop_is_deleted() {
    caught(
        "NA23",
        |night| {
            night.run("zoe", "stop quay -m 'A name that may not be told.'");
            let path = night.path("quay");
            let text = night.desk.read(&path);
            night.desk.write(&path, &text[..text.rfind("[[reviews]]").expect("a review")]);
            night.commit("ed");
        },
        |night| {
            night.run("zoe", "stop quay -m 'A name that may not be told.'");
            night.run("mara", "clear quay -m 'The name is out.'");
        },
    );
}

#[test]
fn an_approval_is_typed_in_an_editors_name() {
    caught(
        "NA24",
        |night| {
            night.review("tide", "zoe-ray", "approved");
            night.commit("ana");
        },
        |night| night.run("zoe", "approve tide"),
    );
}

#[test]
fn a_post_is_submitted_in_another_reporters_name() {
    caught(
        "NA24",
        |night| {
            night.review("ferry", "ana-petrova", "submitted");
            night.commit("lev");
        },
        |night| {
            night.review("ferry", "lev-marin", "submitted");
            night.commit("lev");
        },
    );
}

#[test]
fn an_editor_types_another_editors_approval() {
    caught(
        "NA24",
        |night| {
            night.review("tide", "zoe-ray", "approved");
            night.commit("ed");
        },
        |night| {
            night.review("tide", "ed-lind", "approved");
            night.commit("ed");
        },
    );
}

#[test]
fn a_reporter_approves() {
    caught(
        "NA25",
        |night| {
            night.review("tide", "lev-marin", "approved");
            night.commit("lev");
        },
        |night| {
            night.review("tide", "lev-marin", "comment");
            night.commit("lev");
        },
    );
}

#[test]
fn an_editor_clears_a_legal_stop() {
    caught(
        "NA25",
        |night| {
            night.run("zoe", "stop quay -m 'A name that may not be told.'");
            night.review("quay", "ed-lind", "cleared");
            night.commit("ed");
        },
        |night| {
            night.run("mara", "contributor edit ed-lind --may clear");
            night.run("zoe", "stop quay -m 'A name that may not be told.'");
            night.review("quay", "ed-lind", "cleared");
            night.commit("ed");
        },
    );
}

#[test]
fn a_reporter_returns_stops_or_spikes() {
    for verdict in ["returned", "stopped", "spiked", "second"] {
        caught(
            "NA25",
            |night| {
                night.review("tide", "lev-marin", verdict);
                night.commit("lev");
            },
            |night| {
                night.review("tide", "ed-lind", verdict);
                night.commit("ed");
            },
        );
    }
}

#[test]
fn a_cron_job_comments() {
    caught(
        "NA25",
        |night| {
            night.review("tide", "publisher", "comment");
            night.commit("bot");
        },
        |night| night.run("ana", "comment tide -m 'Soon.'"),
    );
}

#[test]
fn words_are_approved_that_are_not_there_yet() {
    caught(
        "NA26",
        |night| {
            let path = night.path("tide");
            let before = night.desk.read(&path);
            night.change("tide", "at three", "at four");
            let coming = night.digest("tide");
            night.desk.write(&path, before);
            night.review_of("tide", "zoe-ray", "approved", &coming, 1);
            night.commit("zoe");
        },
        |night| {
            night.change("tide", "at three", "at four");
            night.commit("ana");
            night.review("tide", "zoe-ray", "approved");
            night.commit("zoe");
        },
    );
}

#[test]
fn words_are_approved_and_changed_in_one_commit() {
    caught(
        "NA26",
        |night| {
            night.review("tide", "zoe-ray", "approved");
            night.change("tide", "at three", "at four");
            night.commit("zoe");
        },
        |night| {
            night.change("tide", "at three", "at four");
            night.review("tide", "zoe-ray", "approved");
            night.commit("zoe");
        },
    );
}

#[test]
fn words_are_approved_for_a_round_to_come() {
    caught(
        "NA26",
        |night| {
            let digest = night.digest("tide");
            night.review_of("tide", "zoe-ray", "approved", &digest, 2);
            night.commit("zoe");
        },
        |night| {
            let digest = night.digest("tide");
            night.review_of("tide", "zoe-ray", "approved", &digest, 1);
            night.commit("zoe");
        },
    );
}

#[test]
fn an_editor_approves_what_nobody_else_had_a_hand_in() {
    caught(
        "NA27",
        |night| {
            night.run("zoe", "add --slug mast --headline 'A mast fell' --body 'It fell at nine.'");
            night.review("mast", "zoe-ray", "approved");
            night.commit("zoe");
        },
        |night| {
            night.run("zoe", "add --slug mast --headline 'A mast fell' --body 'It fell at nine.'");
            night.run("ed", "approve mast");
        },
    );
}

#[test]
fn a_strict_desks_editor_approves_words_she_changed() {
    let strict = |night: &crate::night::Night| {
        night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"strict\"");
        night.commit("mara");
        night.run("zoe", "edit tide --headline 'High tide at four'");
    };
    caught(
        "NA27",
        |night| {
            strict(night);
            night.review("tide", "zoe-ray", "approved");
            night.commit("zoe");
        },
        |night| {
            strict(night);
            night.run("ed", "approve tide");
        },
    );
}

#[test]
fn an_admin_loosens_the_rule_and_uses_it_in_one_commit() {
    caught(
        "NA27",
        |night| {
            night.run("mara", "add --slug mast --headline 'A mast fell' --body 'It fell at nine.'");
            night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"off\"");
            night.review("mast", "mara-dov", "approved");
            night.commit("mara");
        },
        |night| {
            night.run("mara", "add --slug mast --headline 'A mast fell' --body 'It fell at nine.'");
            night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"off\"");
            night.commit("mara");
            night.review("mast", "mara-dov", "approved");
            night.commit("mara");
        },
    );
}

const CHECK: &str = "\n[[claims.checks]]\nat = 2026-11-07T19:20:00Z\nby = \"ed-lind\"\nstatus = \"verified\"\nnote = \"The owner confirms.\"\n";

#[test]
fn a_figure_is_verified_in_an_editors_name() {
    let check = |night: &crate::night::Night| {
        let path = night.path("ferry");
        let text = night.desk.read(&path);
        assert!(text.trim_end().ends_with("status = \"unverified\""), "{text}");
        night.desk.write(&path, format!("{}\n{CHECK}", text.trim_end()));
    };
    caught(
        "NA28",
        |night| {
            check(night);
            night.commit("ana");
        },
        |night| {
            check(night);
            night.commit("ed");
        },
    );
}

#[test]
fn a_check_that_said_false_is_deleted() {
    let found_false = "verify-flag ferry --claim 'About 40' --status false -m 'There were nine.'";
    caught(
        "NA29",
        |night| {
            let path = night.path("ferry");
            night.run("ana", found_false);
            let text = night.desk.read(&path);
            let at = text.rfind("[[claims.checks]]").expect("a check");
            night.desk.write(&path, &text[..at]);
            night.commit("ana");
        },
        |night| {
            night.run("ana", found_false);
            night.run(
                "ana",
                "verify-flag ferry --claim 'About 40' --status unverified -m 'Others say 40.'",
            );
        },
    );
}

#[test]
fn an_editor_is_said_to_know_a_source() {
    caught(
        "NA30",
        |night| {
            night.change(
                "ferry",
                "known_to = [\"ed-lind\"]",
                "known_to = [\"ed-lind\", \"zoe-ray\"]",
            );
            night.commit("ana");
        },
        |night| night.run("zoe", "source know ferry steward"),
    );
}

#[test]
fn a_reporter_vouches_for_a_source() {
    caught(
        "NA30",
        |night| {
            night.change(
                "ferry",
                "known_to = [\"ed-lind\"]",
                "known_to = [\"ed-lind\", \"ana-petrova\"]",
            );
            night.commit("ana");
        },
        |night| {
            night.change(
                "ferry",
                "known_to = [\"ed-lind\"]",
                "known_to = [\"ed-lind\", \"mara-dov\"]",
            );
            night.commit("mara");
        },
    );
}

#[test]
fn a_reporter_takes_away_or_moves_up_the_embargo_of_approved_words() {
    let embargo = "publish_at = 2026-11-07T23:30:00+02:00\n";
    for sooner in ["", "publish_at = 2026-11-07T21:30:00+02:00\n"] {
        caught(
            "NA31",
            |night| {
                night.change("cranes", embargo, sooner);
                night.commit("ana");
            },
            |night| {
                night.change("cranes", embargo, sooner);
                night.commit("ed");
            },
        );
    }
}

#[test]
fn a_reporter_may_put_off_what_is_approved() {
    let night = crate::night::Night::new();
    night.change("cranes", "publish_at = 2026-11-07T23:30", "publish_at = 2026-11-07T23:45");
    night.commit("ana");
    assert!(night.codes(None).is_empty(), "{}", night.said());
}
