//! What holds for any two documents made of one by random edits.

use proptest::prelude::*;
use proptest::sample::select;

use super::{HEAD, merge, point_text, post, story};
use crate::format::read;
use crate::model::{
    Check, Claim, ClaimStatus, Correction, CorrectionId, CorrectionKind, Credit, Document, Media,
    Moment, Origin, Point, Post, Retraction, Review, Source, SourceKind,
};

/// One change that somebody makes: what, where, which words.
type Edit = (u8, usize, String);

fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let words = select(&["one", "two", "three", "four", "five six"][..]).prop_map(str::to_owned);
    proptest::collection::vec((0u8..24, 0usize..4, words), 0..most)
}

fn edited(mut document: Document, edits: &[Edit]) -> Document {
    for (what, n, text) in edits {
        edit(&mut document, *what, *n, text);
    }
    document
}

fn moment(n: usize) -> Moment {
    format!("2026-11-07T08:0{n}:00Z").parse().expect("a moment")
}

fn edit(document: &mut Document, what: u8, n: usize, text: &str) {
    let owned = text.to_owned();
    match what {
        0 => *document.headline_mut() = owned,
        1..=5 => edit_body(document, what, n, text),
        6 => change(document.tags_mut(), n, owned),
        7 => remove(document.tags_mut(), n),
        8 => document.tags_mut().reverse(),
        9 => edit_claim(document, n, |claim| claim.caveat = owned),
        10 => edit_claim(document, n, |claim| claim.status = ClaimStatus::False),
        // Checks are only ever added to, so a claim that was checked stays.
        11 => document
            .claims_mut()
            .retain(|claim| claim.id.as_str() != format!("c-000{n}") || !claim.checks.is_empty()),
        12 => edit_claim(document, n, |claim| {
            let by = "ana".parse().expect("an id");
            let status = ClaimStatus::Verified;
            claim.checks.push(Check {
                at: moment(n),
                by,
                status,
                evidence: owned,
                note: String::new(),
            });
        }),
        13 => document.reviews_mut().push(review(n, text)),
        14 => edit_media(document, n, owned),
        15 => remove(document.media_mut(), n),
        16 => document.media_mut().reverse(),
        17 => edit_credit(document, n, owned),
        18 => edit_source(document, n, owned),
        19 => add_correction(document, n, owned),
        20 => *document.retraction_mut() = Some(Retraction { note: owned }),
        21 => edit_origin(document, |origin| origin.version = owned),
        22 => edit_origin(document, |origin| origin.canceled = n < 2),
        _ => *document.publish_at_mut() = Some(moment(n)),
    }
}

fn edit_origin(document: &mut Document, edit: impl FnOnce(&mut Origin)) {
    let new = || Origin {
        provider: "wire".to_owned(),
        uri: "1".to_owned(),
        version: String::new(),
        date: String::new(),
        canceled: false,
    };
    if let Document::Post(post) = document {
        edit(post.origin.get_or_insert_with(new));
    }
}

fn edit_body(document: &mut Document, what: u8, n: usize, text: &str) {
    match document {
        Document::Post(post) => {
            let mut paragraphs: Vec<String> =
                post.body.split("\n\n").map(|part| part.trim().to_owned()).collect();
            edit_list(&mut paragraphs, what, n, text.to_owned());
            paragraphs.retain(|paragraph| !paragraph.is_empty());
            post.body = paragraphs.join("\n\n");
        }
        Document::Story(story) => {
            let posts = if n == 3 { vec![story.id.clone()] } else { Vec::new() };
            edit_list(&mut story.summary, what, n, Point { text: text.to_owned(), posts });
        }
    }
}

fn edit_list<T>(list: &mut Vec<T>, what: u8, n: usize, row: T) {
    match what {
        1 | 2 => change(list, n, row),
        3 => list.insert(n.min(list.len()), row),
        4 => remove(list, n),
        _ if list.len() > 1 => list.rotate_left(1),
        _ => list.push(row),
    }
}

fn change<T>(list: &mut Vec<T>, n: usize, row: T) {
    match list.get_mut(n) {
        Some(place) => *place = row,
        None => list.push(row),
    }
}

fn remove<T>(list: &mut Vec<T>, n: usize) {
    if n < list.len() {
        list.remove(n);
    }
}

fn edit_claim(document: &mut Document, n: usize, change: impl FnOnce(&mut Claim)) {
    let id = format!("c-000{n}").parse().expect("an id");
    let claims = document.claims_mut();
    let index = claims.iter().position(|claim| claim.id == id).unwrap_or_else(|| {
        let claim = Claim {
            id,
            quote: "one".to_owned(),
            status: ClaimStatus::Unverified,
            caveat: String::new(),
            source: None,
            checks: Vec::new(),
        };
        claims.push(claim);
        claims.len() - 1
    });
    change(&mut claims[index]);
}

fn review(n: usize, note: &str) -> Review {
    let line = format!(
        "at = 2026-11-07T08:0{n}:00Z\nby = \"ana\"\nverdict = \"comment\"\nround = 1\nnote = {note:?}\n"
    );
    let text = format!("{HEAD}[[reviews]]\n{line}");
    read::<Post>(&text).expect("a post").reviews.remove(0)
}

fn edit_media(document: &mut Document, n: usize, alt: String) {
    let src = format!("{n}.jpg");
    let media = document.media_mut();
    match media.iter_mut().find(|medium| medium.src == src) {
        Some(medium) => medium.alt = alt,
        None => {
            let text = format!("{HEAD}[[media]]\nkind = \"image\"\nsrc = \"{src}\"\n");
            let mut medium: Media = read::<Post>(&text).expect("a post").media.remove(0);
            medium.alt = alt;
            media.push(medium);
        }
    }
}

fn edit_credit(document: &mut Document, n: usize, place: String) {
    let name = format!("Name {n}");
    let credits = document.credits_mut();
    match credits.iter_mut().find(|credit| credit.name == name) {
        Some(credit) => credit.place = place,
        None => credits.push(Credit {
            who: None,
            name,
            role: Default::default(),
            place,
            withheld: n == 0,
        }),
    }
}

fn edit_source(document: &mut Document, n: usize, text: String) {
    let id = format!("s-000{n}").parse().expect("an id");
    let sources = document.sources_mut();
    match sources.iter_mut().find(|source| source.id == id) {
        Some(source) => source.known_to.push("ed".parse().expect("an id")),
        None => sources.push(Source {
            id,
            kind: SourceKind::Anonymous,
            description: text,
            reason: String::new(),
            known_to: Vec::new(),
        }),
    }
}

fn add_correction(document: &mut Document, n: usize, note: String) {
    let id = format!("x-000{n}").parse().expect("an id");
    let corrections = document.corrections_mut();
    if !corrections.iter().any(|known| known.id == id) {
        let kind = CorrectionKind::Correction;
        corrections.push(Correction { id, kind, note, withhold_before: false });
    }
}

/// A base and two documents made of it.
fn versions() -> impl Strategy<Value = (Document, Document, Document)> {
    (any::<bool>(), edits(12), edits(6), edits(6)).prop_map(|(is_post, first, one, two)| {
        let empty = if is_post { post("headline = \"Cut\"\n") } else { story("") };
        let base = edited(empty, &first);
        (base.clone(), edited(base.clone(), &one), edited(base, &two))
    })
}

/// What a document says of a field: its words, and those of each side of its conflict.
fn says(document: &Document, field: &str, words: &str) -> Vec<String> {
    let sides = document.conflicts().iter().filter(|c| c.field == field).flat_map(|c| &c.sides);
    std::iter::once(words).chain(sides.map(String::as_str)).map(str::to_owned).collect()
}

fn body(document: &Document) -> String {
    match document {
        Document::Post(post) => post.body.clone(),
        Document::Story(story) => {
            story.summary.iter().map(point_text).collect::<Vec<_>>().join("\n")
        }
    }
}

/// What of a side's own work is neither in the merged document nor in its conflicts.
fn lost(base: &Document, side: &Document, merged: &Document) -> Vec<String> {
    let mut lost = Vec::new();
    let field = if side.as_post().is_some() { "body" } else { "summary" };
    let found = says(merged, field, &body(merged));
    for line in body(side)
        .lines()
        .filter(|line| !line.is_empty() && !body(base).lines().any(|old| old == *line))
    {
        if !found.iter().any(|text| text.lines().any(|known| known == line)) {
            lost.push(line.to_owned());
        }
    }
    let heading = if side.as_post().is_some() { "headline" } else { "title" };
    let found = says(merged, heading, merged.headline());
    if side.headline() != base.headline() && !found.iter().any(|text| text == side.headline()) {
        lost.push(side.headline().to_owned());
    }
    for claim in side.claims().iter().filter(|claim| base.claim(&claim.id) != Some(claim)) {
        let caveats = merged
            .claim(&claim.id)
            .map(|known| says(merged, &format!("claims {} caveat", claim.id), &known.caveat));
        let old = base.claim(&claim.id).map(|old| old.caveat.clone());
        let is_kept = |caveats: Vec<String>| {
            caveats.contains(&claim.caveat)
                || claim.caveat.is_empty()
                || old.as_ref() == Some(&claim.caveat)
        };
        if !caveats.is_some_and(is_kept) {
            lost.push(claim.id.to_string());
        }
        let checks = merged.claim(&claim.id).map_or(&[][..], |known| &known.checks);
        lost.extend(
            claim.checks.iter().filter(|check| !checks.contains(check)).map(|c| c.at.to_string()),
        );
    }
    let reviews = side.reviews().iter().filter(|review| !merged.reviews().contains(review));
    lost.extend(reviews.map(|review| review.at.to_string()));
    let corrections = side.corrections().iter().map(|correction| &correction.id);
    let known =
        |id: &CorrectionId| merged.corrections().iter().any(|correction| correction.id == *id);
    lost.extend(corrections.filter(|id| !known(id)).map(ToString::to_string));
    lost
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn prop_it_does_not_matter_whose_side_is_whose((base, one, two) in versions()) {
        let both = merge(Some(&base), &one, &two);
        prop_assert_eq!(&both, &merge(Some(&base), &two, &one));
        prop_assert_eq!(both.conflicts, !both.document.conflicts().is_empty());
        prop_assert_eq!(merge(None, &one, &two), merge(None, &two, &one));
    }

    #[test]
    fn prop_equal_sides_and_an_unchanged_one_merge_to_what_was_written((base, one, _) in versions()) {
        prop_assert_eq!(&merge(Some(&base), &one, &one).document, &one);
        prop_assert_eq!(&merge(None, &one, &one).document, &one);
        prop_assert_eq!(&merge(Some(&base), &base, &one).document, &one);
    }

    #[test]
    fn prop_twice_is_once((base, one, two) in versions()) {
        let both = merge(Some(&base), &one, &two).document;
        for side in [&one, &two] {
            prop_assert_eq!(&merge(Some(&base), &both, side).document, &both);
            prop_assert_eq!(&merge(Some(side), &both, side).document, &both);
        }
        let new = merge(None, &one, &two).document;
        prop_assert_eq!(&merge(None, &new, &two).document, &new);
    }

    #[test]
    fn prop_nothing_that_a_side_wrote_is_missing((base, one, two) in versions(), more in edits(4)) {
        let both = merge(Some(&base), &one, &two).document;
        prop_assert_eq!(lost(&base, &one, &both), Vec::<String>::new());
        prop_assert_eq!(lost(&base, &two, &both), Vec::<String>::new());
        let third = edited(base.clone(), &more);
        let all = merge(Some(&base), &both, &third).document;
        prop_assert_eq!(&all, &merge(Some(&base), &third, &both).document);
        for side in [&one, &two, &third] {
            prop_assert_eq!(lost(&base, side, &all), Vec::<String>::new());
        }
    }
}
