use proptest::prelude::*;

use super::*;
use crate::format::{project, read};
use crate::model::{DocId, Point, Post, Story};

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
