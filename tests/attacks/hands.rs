//! Whose hand is in what readers see: pictures, files that come back, standings of claims, and
//! sources that become somebody else.

use crate::desk::{Page, Person};
use crate::night::{Night, caught};

/// A post with a picture of Ana's, on a desk whose approver may have had no hand in it.
fn gate(night: &Night) -> String {
    night.mara.sets("four_eyes = \"strict\"");
    night.write("a.png", crate::desk::png());
    night.ana.does("add --slug gate --headline 'A gate' --body 'It is shut.' --image a.png --alt 'A gate' --media-credit 'Vera Lom' --submit");
    std::fs::remove_file(night.root().join("a.png")).expect("there");
    let path = night.path("gate");
    let text = night.read(&path);
    let name = text.split('"').find(|part| part.ends_with(".png")).expect("a picture");
    format!("{}/{name}", path.rsplit_once('/').expect("a folder").0)
}

/// The same, and Ed puts another picture in its place, and nothing else.
fn repainted(night: &Night) {
    let picture = gate(night);
    let mut bytes = crate::desk::png();
    let at = bytes.len() - 1;
    bytes[at] ^= 1;
    night.ed.writes(&picture, bytes);
}

/// Ed may not approve it: he wrote some of these words.
fn wrote_some_of_it(night: &Night, slug: &str) {
    let ran = night.ed.looks_at(slug).tries(&format!("approve {slug}"));
    ran.refused().says("ed-lind wrote some of these words");
}

#[test]
fn an_editor_approves_a_picture_that_he_changed() {
    caught(
        "NA27",
        |night| {
            repainted(night);
            night.ana.reviews_by_git("gate", "submitted");
            night.ed.reviews_by_git("gate", "approved");
        },
        |night| {
            repainted(night);
            night.ana.submits("gate");
            night.zoe.approves("gate");
        },
    );
    let night = Night::new();
    repainted(&night);
    night.ana.submits("gate");
    wrote_some_of_it(&night, "gate");
}

#[test]
fn words_that_were_deleted_and_put_back_are_their_writers_still() {
    let night = Night::new();
    night.mara.sets("four_eyes = \"strict\"");
    night.ed.edits("tide", "--headline 'High tide at four'");
    let path = night.path("tide");
    night.ed.git(&format!("rm -q {path}"));
    night.ed.commits_by_git();
    night.ana.git(&format!("checkout -q HEAD~1 -- {path}"));
    night.ana.commits_by_git();
    night.ana.submits("tide");
    wrote_some_of_it(&night, "tide");
    night.finds(["NA20"]);
    night.zoe.approves("tide");
    night.finds(["NA20"]);
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
        night.ana.git("checkout -q -b side");
        night.ana.writes(one, text("aaaabbbbcc"));
        night.ana.git("checkout -q -");
        night.ana.writes(&two.replace("aaaabbbbcc", id), text(id));
        night.ana.git("merge -q --no-edit side");
        night.ana.git("branch -qD side");
    };
    caught("NA22", |night| merge(night, "aaaabbbbcc"), |night| merge(night, "aaaabbbbdd"));
}

/// The first standing of a claim, as if somebody had checked it.
fn verified(text: &str) -> String {
    let at = text.find("status = \"unverified\"").expect("a standing");
    format!("{}{}", &text[..at], text[at..].replacen("unverified", "verified", 1))
}

/// Ana submits `ferry`, and it is not let out: nobody checked the claim.
fn nobody_lets_it_out(night: &Night) {
    night.ana.submits("ferry");
    let ran = night.ed.looks_at("ferry").tries("publish ferry --approve");
    ran.refused().says("nobody's check says so");
}

#[test]
fn a_claim_becomes_verified_by_no_check() {
    let typed = |night: &Night| night.ana.opens("ferry").becomes(verified);
    caught(
        "NA28",
        |night| typed(night).commits(),
        |night| {
            night.ana.does("verify-flag ferry --claim 'About 40' --status verified -m 'Counted.'")
        },
    );
    let night = Night::new();
    typed(&night).commits();
    nobody_lets_it_out(&night);
    night.ed.does("verify-flag ferry --claim 'About 40' --status verified -m 'Counted.'");
    night.ed.lets_out("ferry");
    let night = Night::new();
    typed(&night);
    night.ana.tries("submit ferry").says("became verified by no check");
}

#[test]
fn a_check_in_an_editors_name_settles_nothing() {
    let night = Night::new();
    let check =
        "[[claims.checks]]\nat = 2026-11-07T19:30:00Z\nby = \"ed-lind\"\nstatus = \"verified\"\n";
    night.ana.opens("ferry").becomes(verified).adds(check).commits();
    nobody_lets_it_out(&night);
    night.finds(["NA28"]);
}

/// Makes the steward, whom Ed knows, somebody else.
fn other(by: &Person) -> Page {
    let (steward, captain) = ("description = \"a steward\"", "description = \"the captain\"");
    by.opens("ferry").changes(steward, captain)
}

#[test]
fn a_source_that_an_editor_knows_becomes_somebody_else() {
    caught("NA30", |night| other(&night.ana).commits(), |night| other(&night.ed).commits());
    let night = Night::new();
    other(&night.ana).commits();
    night.ana.submits("ferry");
    let ran = night.ed.looks_at("ferry").tries("publish ferry --approve");
    ran.refused().says("no editor has said that she knows who “the captain” is");
}

#[test]
fn an_editor_says_again_that_she_knows_a_source_described_otherwise() {
    let night = Night::new();
    other(&night.ana);
    night.ana.tries("submit ferry").ok().says("ed-lind knew “a steward”");
    assert!(!night.read(&night.path("ferry")).contains("known_to"));
    night.ed.does("source know ferry captain");
    night.finds([]);
}

#[test]
fn a_check_that_is_added_now_settles_what_was_typed_before_and_is_out_in_one_step() {
    let night = Night::new();
    night.ana.does("verify-flag lamps --quote 'along the quay' --status unverified --caveat 'We could not check.'");
    night.ed.lets_out("lamps");
    let page = night.ana.opens("lamps");
    page.changes("status = \"unverified\"\ncaveat", "status = \"false\"\ncaveat").commits();
    let line =
        "verify-flag lamps --claim 'along the quay' --status false -m 'They are on.' --publish";
    night.ed.tries(line).ok();
    night.finds(["NA28"]);
}
