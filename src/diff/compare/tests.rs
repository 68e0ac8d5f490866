use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::diff::{Class, beyond_minor_bound, class, plain, why_not_doubt, why_not_minor};
use crate::format::{project, read};
use crate::model::{Document, Post, Story};

fn post(text: &str) -> Projection {
    let head = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00+02:00\n";
    let post = read::<Post>(&format!("{head}{text}")).expect("a post");
    project(&Document::Post(post), &BTreeMap::new()).expect("no conflict")
}

fn story(text: &str) -> Projection {
    let head = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00+02:00\ntitle = \"Port Selan\"\n";
    let story = read::<Story>(&format!("{head}{text}")).expect("a story");
    project(&Document::Story(story), &BTreeMap::new()).expect("no conflict")
}

/// `field: marked words`, a line each.
fn said(before: &Projection, after: &Projection) -> Vec<String> {
    let line = |change: &FieldChange| format!("{}: {}", change.field, plain(&change.words));
    compare(Some(before), after).0.iter().map(line).collect()
}

const CREDIT: &str = "[[credits]]\nwho = \"ana-petrova\"\nname = \"Ana Petrova\"\n";
const CLAIM: &str = "[[claims]]\nid = \"c-7h2q\"\nquote = \"cut off\"\n";

#[test]
fn each_field_is_named_as_a_person_would() {
    let before = post(
        "headline = \"Power cut\"\ntags = [\"energy\"]\nbody = '''\nSeven were hurt.\n'''\n[[media]]\nkind = \"image\"\nsrc = \"a.jpg\"\nalt = \"A pylon\"\n",
    );
    let after = post(&format!(
        "headline = \"Power cut\"\nkey_event = true\ntags = [\"energy\", \"ports\"]\nbody = '''\nNine were hurt.\n'''\n{CREDIT}\n[[media]]\nkind = \"image\"\nsrc = \"a.jpg\"\nalt = \"A fallen pylon\"\n{CLAIM}status = \"disputed\"\n"
    ));
    assert_eq!(
        said(&before, &after),
        [
            "body: [-Seven-]{+Nine+} were hurt.\n",
            "credits Ana Petrova, reporter: {+Ana Petrova (ana-petrova), reporter+}",
            "media 1 alt: A {+fallen +}pylon",
            "claims c-7h2q quote: {+cut off+}",
            "claims c-7h2q status: {+disputed+}",
            "key event: {+yes+}",
            "tags: energy{+, ports+}",
        ]
    );
}

#[test]
fn points_are_matched_by_their_words_wherever_they_moved() {
    let before = story(
        "[[summary]]\ntext = \"Seven were hurt in the port.\"\n[[summary]]\ntext = \"Power is back.\"\n",
    );
    let after = story(
        "[[summary]]\ntext = \"Schools are closed.\"\n[[summary]]\ntext = \"Nine were hurt in the port.\"\nposts = [\"k3x9q7m2td\"]\n[[summary]]\ntext = \"Power is back.\"\n",
    );
    assert_eq!(
        said(&before, &after),
        [
            "point 1: {+Schools are closed.+}",
            "point 2: [-Seven-]{+Nine+} were hurt in the port.",
            "point 2 posts: {+k3x9q7m2td+}",
        ]
    );
}

#[test]
fn the_order_of_rows_is_a_change_of_its_own() {
    let lev = "[[credits]]\nname = \"Lev Marin\"\n";
    let (before, after) = (post(&format!("{CREDIT}{lev}")), post(&format!("{lev}{CREDIT}")));
    assert_eq!(
        said(&before, &after),
        [
            "order of credits: [-Ana Petrova-]{+Lev Marin+}, reporter, [-Lev Marin-]{+Ana Petrova+}, reporter"
        ]
    );
}

#[test]
fn what_readers_have_never_seen_is_all_added() {
    let after = post("headline = \"Power cut\"\n");
    let changes = compare(None, &after);
    assert_eq!((changes.0.len(), changes.0[0].before.as_deref()), (1, None));
    assert_eq!(changes.statistics().added, 2);
    assert_eq!(class(&changes), Class::Words);
}

#[test]
fn a_change_is_of_the_gentlest_kind_that_it_can_be() {
    let old = post(&format!(
        "headline = \"Power is cut off\"\n{CREDIT}{CLAIM}status = \"unverified\"\ncaveat = \"Not confirmed.\"\n"
    ));
    let claim = |status: &str, caveat: &str| {
        format!("{CLAIM}status = \"{status}\"\ncaveat = \"{caveat}\"\n")
    };
    let is = |head: &str, credits: &str, claims: &str| {
        class(&compare(Some(&old), &post(&format!("{head}\n{credits}{claims}"))))
    };
    let (head, same) = ("headline = \"Power is cut off\"", claim("unverified", "Not confirmed."));
    let lev = format!("{CREDIT}[[credits]]\nname = \"Lev Marin\"\nrole = \"contributor\"\n");
    let more = format!("{same}[[claims]]\nid = \"c-2222\"\nquote = \"Power\"\n");
    for (found, expected) in [
        (is(head, CREDIT, &same), Class::Nothing),
        (is(&format!("key_event = true\n{head}"), CREDIT, &same), Class::Layout),
        (is(head, &lev, &same), Class::Byline),
        (is(&format!("{head}\nkey_event = true"), &lev, &same), Class::Byline),
        (is(head, "", &same), Class::Words),
        (is(head, CREDIT, &claim("unverified", "Not confirmed. Officials deny it.")), Class::Doubt),
        (is(head, CREDIT, &claim("unverified", "Perhaps.")), Class::Words),
        (is(head, CREDIT, &claim("false", "It was not so.")), Class::Doubt),
        (is(head, CREDIT, &claim("verified", "Not confirmed.")), Class::Words),
        (is(head, CREDIT, &claim("unverified", "")), Class::Words),
        (is(head, CREDIT, &format!("{more}status = \"disputed\"\n")), Class::Doubt),
        (is(head, CREDIT, &format!("{more}status = \"verified\"\n")), Class::Words),
        (is(head, CREDIT, ""), Class::Words),
        (is("headline = \"Power is cut off.\"", CREDIT, &same), Class::Minor),
        (is(&format!("{head}\ntags = [\"energy\"]"), CREDIT, &same), Class::Minor),
        (is("headline = \"Power is not cut off\"", CREDIT, &same), Class::Words),
        (is(&format!("{head}\nlanguage = \"uk\""), CREDIT, &same), Class::Words),
    ] {
        assert_eq!(found, expected);
    }
    let both = post(&format!("headline = \"Power is off\"\n{CREDIT}{}", claim("false", "No.")));
    assert_eq!(why_not_doubt(&compare(Some(&old), &both)), ["headline changed"]);
}

/// With one letter in both of its Unicode forms.
const WORDS: [&str; 10] =
    ["the", "recieved", "received", "7", "not", "Petrov", "power.", "a", "e\u{301}", "\u{e9}"];

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..6)
        .prop_map(|words| words.join(" "))
}

fn projections() -> impl Strategy<Value = Projection> {
    let points = proptest::collection::vec((texts(), 0usize..2), 0..4);
    let named = || proptest::collection::vec((0usize..3, texts(), any::<bool>()), 0..4);
    let lists = (points, named(), named(), named());
    (texts(), texts(), any::<bool>(), proptest::collection::vec(texts(), 0..3), lists).prop_map(
        |(headline, body, key_event, tags, (points, credits, claims, media))| {
            let mut made = post("");
            (made.headline, made.body, made.key_event, made.tags) = (headline, body, key_event, tags);
            let id = made.id.clone();
            made.summary = points
                .into_iter()
                .map(|(text, posts)| Point { text, posts: vec![id.clone(); posts] })
                .collect();
            let row = |(n, text, flag): (usize, String, bool)| Credit {
                who: flag.then(|| "ana".parse().expect("an id")),
                name: format!("Name {n}"),
                role: Default::default(),
                place: text,
                withheld: false,
            };
            made.credits = credits.into_iter().map(row).collect();
            let status = |flag| if flag { "false" } else { "unverified" };
            made.claims = claims
                .into_iter()
                .flat_map(|(n, text, flag)| {
                    let text = format!("[[claims]]\nid = \"c-000{n}\"\nquote = {text:?}\nstatus = \"{}\"\ncaveat = {text:?}\n", status(flag));
                    post(&text.replace("\\u{301}", "\u{301}")).claims
                })
                .collect();
            made.media = media
                .into_iter()
                .flat_map(|(n, alt, flag)| {
                    let mut media = post(&format!("[[media]]\nkind = \"image\"\nsrc = \"{n}\"\n")).media;
                    media[0].alt = alt.clone();
                    media[0].caption = if flag { alt } else { String::new() };
                    media
                })
                .collect();
            made
        },
    )
}

proptest! {
    #[test]
    fn prop_nothing_changed_exactly_where_the_canonical_texts_are_equal(
        before in projections(),
        after in projections(),
    ) {
        prop_assert!(compare(Some(&before), &before).is_empty());
        let read_back = Projection::read(&before.to_text()).expect("canonical text");
        prop_assert!(compare(Some(&before), &read_back).is_empty());
        let same = before.to_text() == after.to_text();
        prop_assert_eq!(compare(Some(&before), &after).is_empty(), same);
    }

    #[test]
    fn prop_what_is_minor_keeps_the_frozen_bound(
        before in projections(),
        headline in texts(),
        body in texts(),
        alt in texts(),
    ) {
        let mut after = before.clone();
        (after.headline, after.body) = (headline, body);
        if let Some(medium) = after.media.first_mut() {
            medium.alt = alt;
        }
        if why_not_minor(&compare(Some(&before), &after)).is_empty() {
            prop_assert_eq!(beyond_minor_bound(&before, &after), None);
        }
    }
}
