//! Whose hand is in what readers see: pictures, files that come back, standings of claims, and
//! sources that become somebody else.

use std::collections::BTreeSet;

use crate::night::{Night, caught};

fn strict(night: &Night) {
    night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"strict\"");
    night.commit("mara");
}

/// A post with a picture of Ana's, on a desk whose approver may have had no hand in it.
fn gate(night: &Night) -> String {
    strict(night);
    night.desk.write("a.png", crate::desk::png());
    night.run("ana", "add --slug gate --headline 'A gate' --body 'It is shut.' --image a.png --alt 'A gate' --media-credit 'Vera Lom' --submit");
    std::fs::remove_file(night.desk.root().join("a.png")).expect("there");
    let path = night.path("gate");
    let name = night.desk.read(&path);
    let name = name.split('"').find(|part| part.ends_with(".png")).expect("a picture");
    format!("{}/{name}", path.rsplit_once('/').expect("a folder").0)
}

/// Another picture in its place, and nothing else.
fn repaint(night: &Night, picture: &str) {
    let mut bytes = crate::desk::png();
    let at = bytes.len() - 1;
    bytes[at] ^= 1;
    night.desk.write(picture, bytes);
    night.commit("ed");
}

#[test]
fn an_editor_approves_a_picture_that_he_changed() {
    caught(
        "NA27",
        |night| {
            let picture = gate(night);
            repaint(night, &picture);
            night.review("gate", "ana-petrova", "submitted");
            night.commit("ana");
            night.review("gate", "ed-lind", "approved");
            night.commit("ed");
        },
        |night| {
            let picture = gate(night);
            repaint(night, &picture);
            night.run("ana", "submit gate");
            night.run("zoe", "approve gate");
        },
    );
    let night = Night::new();
    let picture = gate(&night);
    repaint(&night, &picture);
    night.run("ana", "submit gate");
    night.as_("ed").type_("show gate").ok();
    night.as_("ed").type_("approve gate").refused().says("ed-lind wrote some of these words");
}

#[test]
fn words_that_were_deleted_and_put_back_are_their_writers_still() {
    let night = Night::new();
    strict(&night);
    night.run("ed", "edit tide --headline 'High tide at four'");
    let path = night.path("tide");
    night.git("ed", &["rm", "-q", &path]);
    night.commit("ed");
    night.git("ana", &["checkout", "-q", "HEAD~1", "--", &path]);
    night.commit("ana");
    night.run("ana", "submit tide");
    night.as_("ed").type_("show tide").ok();
    night.as_("ed").type_("approve tide").refused().says("ed-lind wrote some of these words");
    assert_eq!(night.codes(None), BTreeSet::from(["NA20"]), "{}", night.said());
    night.run("zoe", "approve tide");
    assert_eq!(night.codes(None), BTreeSet::from(["NA20"]), "{}", night.said());
}

#[test]
fn two_sides_of_a_merge_bring_the_same_id() {
    let one = "posts/2026/11/storm/tug-aaaabbbbcc.toml";
    let two = "posts/2026/11/storm/buoy-aaaabbbbcc.toml";
    let merge = |night: &Night, id: &str| {
        let text = |id: &str| {
            format!(
                "#:schema ../../../../schema/post.schema.json\n\nid = \"{id}\"\nheadline = \"A tug\"\ncreated = 2026-11-07T21:00:00+02:00\n"
            )
        };
        night.git("ana", &["checkout", "-q", "-b", "side"]);
        night.desk.write(one, text("aaaabbbbcc"));
        night.commit("ana");
        night.git("ana", &["checkout", "-q", "-"]);
        night.desk.write(&two.replace("aaaabbbbcc", id), text(id));
        night.commit("ana");
        night.git("ana", &["merge", "-q", "--no-edit", "side"]);
        night.git("ana", &["branch", "-qD", "side"]);
    };
    caught("NA22", |night| merge(night, "aaaabbbbcc"), |night| merge(night, "aaaabbbbdd"));
}

#[test]
fn a_claim_becomes_verified_by_no_check() {
    let typed = |night: &Night| {
        let path = night.path("ferry");
        let text = night.desk.read(&path);
        let at = text.find("status = \"unverified\"").expect("a standing");
        let new = text[at..].replacen("unverified", "verified", 1);
        night.desk.write(&path, format!("{}{new}", &text[..at]));
    };
    caught(
        "NA28",
        |night| {
            typed(night);
            night.commit("ana");
        },
        |night| {
            night.run("ana", "verify-flag ferry --claim 'About 40' --status verified -m 'Counted.'")
        },
    );
    let night = Night::new();
    typed(&night);
    night.commit("ana");
    night.run("ana", "submit ferry");
    night.as_("ed").type_("show ferry").ok();
    night.as_("ed").type_("publish ferry --approve").refused().says("nobody's check says so");
    night.run("ed", "verify-flag ferry --claim 'About 40' --status verified -m 'Counted.'");
    night.as_("ed").type_("show ferry").ok();
    night.as_("ed").type_("publish ferry --approve").ok();
    let night = Night::new();
    typed(&night);
    night.as_("ana").type_("submit ferry").says("became verified by no check");
}

#[test]
fn a_check_in_an_editors_name_settles_nothing() {
    let night = Night::new();
    let path = night.path("ferry");
    let text = night.desk.read(&path);
    let at = text.find("status = \"unverified\"").expect("a standing");
    let new = text[at..].replacen("unverified", "verified", 1);
    let check =
        "[[claims.checks]]\nat = 2026-11-07T19:30:00Z\nby = \"ed-lind\"\nstatus = \"verified\"\n";
    night.desk.write(&path, format!("{}{}\n\n{check}", &text[..at], new.trim_end()));
    night.commit("ana");
    night.run("ana", "submit ferry");
    night.as_("ed").type_("show ferry").ok();
    night.as_("ed").type_("publish ferry --approve").refused().says("nobody's check says so");
    assert_eq!(night.codes(None), BTreeSet::from(["NA28"]), "{}", night.said());
}

#[test]
fn a_source_that_an_editor_knows_becomes_somebody_else() {
    let other = |night: &Night, who: &str| {
        night.change("ferry", "description = \"a steward\"", "description = \"the captain\"");
        night.commit(who);
    };
    caught("NA30", |night| other(night, "ana"), |night| other(night, "ed"));
    let night = Night::new();
    other(&night, "ana");
    night.run("ana", "submit ferry");
    night.as_("ed").type_("show ferry").ok();
    night
        .as_("ed")
        .type_("publish ferry --approve")
        .refused()
        .says("no editor has said that she knows who “the captain” is");
}

#[test]
fn an_editor_says_again_that_she_knows_a_source_described_otherwise() {
    let night = Night::new();
    night.change("ferry", "description = \"a steward\"", "description = \"the captain\"");
    night.as_("ana").type_("submit ferry").ok().says("ed-lind knew “a steward”");
    assert!(!night.desk.read(&night.path("ferry")).contains("known_to"));
    night.run("ed", "source know ferry captain");
    assert_eq!(night.codes(None), BTreeSet::new(), "{}", night.said());
}

#[test]
fn a_check_that_is_added_now_settles_what_was_typed_before_and_is_out_in_one_step() {
    let night = Night::new();
    night.run("ana", "verify-flag lamps --quote 'along the quay' --status unverified --caveat 'We could not check.'");
    night.run("ed", "publish lamps --approve");
    night.change("lamps", "status = \"unverified\"\ncaveat", "status = \"false\"\ncaveat");
    night.commit("ana");
    let line =
        "verify-flag lamps --claim 'along the quay' --status false -m 'They are on.' --publish";
    night.as_("ed").type_(line).ok();
    assert_eq!(night.codes(None), BTreeSet::from(["NA28"]), "{}", night.said());
}
