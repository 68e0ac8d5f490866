use proptest::prelude::*;

use super::*;
use crate::format::{project, read};
use crate::model::{ClaimStatus, DocId, Point, Post, Story};

mod laws;
mod updates;

const HEAD: &str = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00+02:00\n";

fn post(text: &str) -> Document {
    Document::Post(read::<Post>(&format!("{HEAD}{text}")).expect("a post"))
}

fn story(text: &str) -> Document {
    let text = format!("{HEAD}title = \"Port Selan\"\n{text}");
    Document::Story(read::<Story>(&text).expect("a story"))
}

fn merged(base: &Document, ours: &Document, theirs: &Document) -> Document {
    let document = merge(Some(base), ours, theirs).document;
    assert_eq!(merge(Some(base), theirs, ours).document, document);
    document
}

/// `field: side | side`, a line each.
fn conflicts(document: &Document) -> Vec<String> {
    let line = |c: &crate::model::Conflict| format!("{}: {}", c.field, c.sides.join(" | "));
    document.conflicts().iter().map(line).collect()
}

#[test]
fn what_one_side_changed_is_taken_from_it() {
    let base = post("headline = \"Cut\"\nbody = '''\nOne.\n\nTwo.\n'''\n");
    let ours = post("headline = \"Power cut\"\nbody = '''\nOne!\n\nTwo.\n'''\ntags = [\"a\"]\n");
    let theirs =
        post("headline = \"Cut\"\nbody = '''\nOne.\n\nTwo!\n\nThree.\n'''\ntags = [\"b\"]\n");
    let both = merged(&base, &ours, &theirs);
    assert_eq!(both.headline(), "Power cut");
    assert_eq!(both.body(), "One!\n\nTwo!\n\nThree.\n");
    assert_eq!((both.tags().join(" "), both.conflicts().len()), ("a b".to_owned(), 0));
}

/// A claim on these words, and its checks: who made them, and what they found.
fn claim(quote: &str, status: &str, checks: &[(&str, &str)]) -> Document {
    let checks: String = checks
        .iter()
        .enumerate()
        .map(|(minute, (by, status))| {
            format!(
                "[[claims.checks]]\nat = 2026-11-07T21:0{minute}:00+02:00\nby = \"{by}\"\nstatus = \"{status}\"\n"
            )
        })
        .collect();
    post(&format!(
        "headline = \"Cut\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"{quote}\"\nstatus = \"{status}\"\n{checks}"
    ))
}

#[test]
fn what_was_found_out_about_words_is_not_said_of_others_in_silence() {
    let base = claim("seven", "unverified", &[("ana", "unverified")]);
    let moved = claim("nine", "unverified", &[("ana", "unverified")]);
    for found in ["verified", "false"] {
        let closed = claim("seven", found, &[("ana", "unverified"), ("ed", found)]);
        let both = merged(&base, &moved, &closed);
        assert_eq!(both.conflicts().len(), 1, "{found}");
        assert_eq!(merged(&base, &both, &closed), both, "again");
    }
    let elsewhere = claim("two", "verified", &[("ana", "unverified"), ("ed", "verified")]);
    let both = merged(&base, &moved, &elsewhere);
    assert_eq!(both.conflicts().len(), 2, "its words and what was found: {:?}", conflicts(&both));
    assert_eq!(merged(&base, &base, &elsewhere), elsewhere);
    let disputed = claim("seven", "disputed", &[("ana", "unverified"), ("ed", "disputed")]);
    let both = merged(&base, &moved, &disputed);
    assert_eq!((both.conflicts().len(), both.claims()[0].quote.as_str()), (0, "nine"));
}

#[test]
fn of_a_claim_that_both_added_the_one_that_knows_the_others_checks_has_the_last_word() {
    let base = post("headline = \"Cut\"\n");
    let flagged = claim("seven", "unverified", &[("ana", "unverified")]);
    let found = claim("seven", "false", &[("ana", "unverified"), ("ed", "false")]);
    let both = merged(&base, &flagged, &found);
    assert_eq!((both.conflicts().len(), both.claims()[0].status), (0, ClaimStatus::False));
    let other = claim("seven", "verified", &[("zoe", "verified")]);
    assert_eq!(merged(&base, &found, &other).conflicts().len(), 1);
}

#[test]
fn words_that_both_changed_are_kept_as_sides_and_the_field_holds_the_old_ones() {
    let base = post("headline = \"Cut\"\nbody = '''\nOne.\n\nTwo.\n'''\n");
    let ours = post("headline = \"Power cut\"\nbody = '''\nSeven.\n\nTwo.\n\nEnd.\n'''\n");
    let theirs = post("headline = \"Blackout\"\nbody = '''\nNine.\n\nTwo!\n'''\n");
    let both = merged(&base, &ours, &theirs);
    assert_eq!((both.headline(), both.body()), ("Cut", "One.\n\nTwo.\n"));
    assert_eq!(
        conflicts(&both),
        [
            "body: Nine.\n\nTwo!\n\nEnd.\n | Seven.\n\nTwo!\n\nEnd.\n",
            "headline: Blackout | Power cut"
        ]
    );
    assert_eq!(project(&both, &Default::default()), None);
    let third = post("headline = \"Dark\"\n");
    let all = merge(Some(&base), &both, &third).document;
    assert_eq!(conflicts(&all)[1], "headline: Blackout | Dark | Power cut");
}

#[test]
fn a_conflict_that_one_side_settled_is_settled() {
    let sides = "[[conflicts]]\nfield = \"headline\"\nsides = [\"A\", \"B\"]\n";
    let more = "[[conflicts]]\nfield = \"from elsewhere\"\nsides = [\"x\", \"y\"]\n";
    let base = post(&format!("headline = \"Cut\"\n{sides}{more}"));
    let ours = post(&format!("headline = \"A\"\n{more}"));
    let theirs = post(&format!("headline = \"Cut\"\ntags = [\"a\"]\n{sides}{more}"));
    let both = merged(&base, &ours, &theirs);
    assert_eq!(
        (both.headline(), conflicts(&both)),
        ("A", vec!["from elsewhere: x | y".to_owned()])
    );
}

#[test]
fn a_row_that_one_side_took_away_stays_where_the_other_changed_it() {
    let claim = |id: &str, caveat: &str| {
        format!(
            "[[claims]]\nid = \"{id}\"\nquote = \"x\"\nstatus = \"unverified\"\ncaveat = \"{caveat}\"\n"
        )
    };
    let base = post(&(claim("c-1111", "") + &claim("c-2222", "")));
    let ours = post(&claim("c-3333", ""));
    let theirs = post(&(claim("c-1111", "Not confirmed.") + &claim("c-2222", "")));
    let ids: Vec<String> =
        merged(&base, &ours, &theirs).claims().iter().map(|claim| claim.id.to_string()).collect();
    assert_eq!(ids, ["c-3333", "c-1111"]);
}

#[test]
fn points_are_merged_as_paragraphs_are() {
    let base = story("[[summary]]\ntext = \"One\"\n[[summary]]\ntext = \"Two\"\n");
    let ours = story(
        "[[summary]]\ntext = \"One\"\nposts = [\"k3x9q7m2td\"]\n[[summary]]\ntext = \"Two\"\n",
    );
    let theirs = story("[[summary]]\ntext = \"One\"\n[[summary]]\ntext = \"2\"\n");
    let Document::Story(both) = merged(&base, &ours, &theirs) else { unreachable!() };
    let lines: Vec<String> = both.summary.iter().map(point_text).collect();
    assert_eq!(lines, ["One::k3x9q7m2td", "2"]);
    let other = story("[[summary]]\ntext = \"Uno\"\n[[summary]]\ntext = \"Two\"\n");
    let both = merged(&base, &ours, &other);
    assert_eq!(conflicts(&both), ["summary: One::k3x9q7m2td\nTwo | Uno\nTwo"]);
}

#[test]
fn two_files_made_at_once_are_merged_without_a_base() {
    let ours = post("headline = \"A\"\ntags = [\"x\"]\nbody = \"One.\"\n");
    let theirs = post("headline = \"A\"\ntags = [\"y\"]\nbody = \"Two.\"\n");
    let both = merge(None, &ours, &theirs);
    assert!(both.conflicts);
    assert_eq!(conflicts(&both.document), ["body: One. | Two."]);
    assert_eq!((both.document.headline(), both.document.tags().len()), ("A", 2));
}

proptest! {
    #[test]
    fn prop_a_point_survives_its_line(text in "[a-z: ,]{0,12}", posts in 0usize..3) {
        let id: DocId = "k3x9q7m2td".parse().expect("an id");
        let point = Point { text, posts: vec![id; posts] };
        prop_assert_eq!(point_of(&point_text(&point)), point);
    }
}
