//! A document as readers see it, with what is never public of the desk's.

use super::loaded::Loaded;
use crate::format::{self, Projection};
use crate::model::{Claim, Contributor, Document, Media, Source};

/// The document as readers see it: the public words of `live`, and of the desk's what is never public.
pub(crate) fn with_live_words(desk: &Document, live: &Projection) -> Document {
    let mut document = desk.clone();
    match &mut document {
        Document::Post(post) => {
            post.headline.clone_from(&live.headline);
            post.key_event = live.key_event;
            post.rests_on.clone_from(&live.rests_on);
            post.body.clone_from(&live.body);
            post.translation_of.clone_from(&live.translation_of);
        }
        Document::Story(story) => {
            story.title.clone_from(&live.title);
            story.timezone.clone_from(&live.timezone);
            story.place.clone_from(&live.place);
            story.coverage = live.coverage.unwrap_or_default();
            story.pinned.clone_from(&live.pinned);
            story.summary.clone_from(&live.summary);
        }
    }
    document.tags_mut().clone_from(&live.tags);
    document.language_mut().clone_from(&live.language);
    let withheld = desk.credits().iter().filter(|credit| credit.withheld).cloned();
    *document.credits_mut() = live.credits.iter().cloned().chain(withheld).collect();
    *document.media_mut() = live.media.iter().map(medium).collect();
    document.links_mut().clone_from(&live.links);
    *document.sources_mut() = live.sources.iter().map(|source| source_of(desk, source)).collect();
    *document.claims_mut() = live.claims.iter().map(|claim| claim_of(desk, claim)).collect();
    document.corrections_mut().clone_from(&live.corrections);
    document.retraction_mut().clone_from(&live.retraction);
    document.conflicts_mut().clear();
    document
}

fn medium(public: &format::PublicMedia) -> Media {
    let public = public.clone();
    Media {
        kind: public.kind,
        src: public.src,
        title: public.title,
        alt: public.alt,
        caption: public.caption,
        credit: public.credit,
        duration: public.duration,
        poster: public.poster,
        captions: public.captions,
        transcript: public.transcript,
        taken: public.taken,
    }
}

fn source_of(desk: &Document, public: &format::PublicSource) -> Source {
    let known = desk.source(&public.id).filter(|source| source.description == public.description);
    Source {
        id: public.id.clone(),
        kind: public.kind,
        description: public.description.clone(),
        reason: public.reason.clone(),
        known_to: known.map(|source| source.known_to.clone()).unwrap_or_default(),
    }
}

fn claim_of(desk: &Document, public: &format::PublicClaim) -> Claim {
    Claim {
        id: public.id.clone(),
        quote: public.quote.clone(),
        status: public.status,
        caveat: public.caveat.clone(),
        source: public.source.clone(),
        checks: desk.claim(&public.id).map(|claim| claim.checks.clone()).unwrap_or_default(),
    }
}

/// Whether the person is credited for the words that readers see.
pub(crate) fn is_own(me: &Contributor, loaded: &Loaded) -> bool {
    let mut live = loaded.live.iter().flat_map(|live| &live.credits);
    live.any(|credit| credit.who.as_ref() == Some(&me.id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Digest, Post, Story};

    const HEAD: &str = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00+02:00\n";

    const BOTH: &str = r#"
tags = ["energy"]
language = "uk"

[[credits]]
who = "ana"
name = "Ana"

[[media]]
kind = "video"
src = "film.mp4"
title = "The pier"
alt = "A pier"
caption = "The pier at noon"
credit = "Courier"
duration = "1:00"
poster = "still.jpg"
captions = "film.vtt"
transcript = "film.txt"
taken = 2026-10-28

[[links]]
kind = "related"
title = "Tides"
url = "https://harbour.example/tides"

[[sources]]
id = "s-4k2m"
kind = "anonymous"
description = "a pilot"
reason = "for her safety"

[[claims]]
id = "c-7h2q"
quote = "shut"
status = "unverified"
caveat = "Nobody else says so."
source = "s-4k2m"

[[corrections]]
id = "x-2b7c"
kind = "correction"
note = "It said noon."
"#;

    #[test]
    fn a_correction_begins_with_all_that_readers_have() {
        let post = format!(
            "{HEAD}headline = \"The pier is shut\"\nkey_event = true\nrests_on = [\"zzzzzzzzzz\"]\n\
             body = \"It is shut.\"\ntranslation_of = {{ post = \"zzzzzzzzzz\", release = 1 }}\n{BOTH}"
        );
        let story = format!(
            "{HEAD}title = \"The pier\"\ntimezone = \"Europe/Kyiv\"\nplace = \"Harbour\"\n\
             coverage = \"closed\"\npinned = \"zzzzzzzzzz\"\n{BOTH}\n[[summary]]\ntext = \"It is shut.\"\n"
        );
        let post = Document::Post(format::read::<Post>(&post).expect("a post"));
        let story = Document::Story(format::read::<Story>(&story).expect("a story"));
        let bare_post = format::read::<Post>(&format!("{HEAD}headline = \"Other\"\n"));
        let bare_story = format::read::<Story>(&format!("{HEAD}title = \"Other\"\n"));
        let files = ["film.mp4", "still.jpg", "film.vtt", "film.txt"];
        let files: BTreeMap<String, Digest> =
            files.map(|name| (name.to_owned(), Digest::of(name.as_bytes()))).into();
        let mut told = Vec::new();
        for (document, desk) in [
            (post, Document::Post(bare_post.expect("a post"))),
            (story, Document::Story(bare_story.expect("a story"))),
        ] {
            let live = format::project(&document, &files).expect("no conflict");
            let again = format::project(&with_live_words(&desk, &live), &files);
            assert_eq!(again.as_ref(), Some(&live));
            told.push(said(live));
        }
        let nowhere = told[0].iter().zip(&told[1]).position(|(post, story)| !post && !story);
        assert_eq!(nowhere, None, "a field that neither of them has");
    }

    /// Which of the fields say something, but for a retraction, which takes the place of all others.
    fn said(live: Projection) -> Vec<bool> {
        let Projection {
            format: _,
            id: _,
            headline,
            title,
            key_event,
            tags,
            language,
            rests_on,
            timezone,
            place,
            coverage,
            pinned,
            body,
            translation_of,
            credits,
            media,
            links,
            sources,
            claims,
            corrections,
            retraction: _,
            summary,
        } = live;
        vec![
            !headline.is_empty(),
            !title.is_empty(),
            key_event,
            !tags.is_empty(),
            !language.is_empty(),
            !rests_on.is_empty(),
            !timezone.is_empty(),
            !place.is_empty(),
            coverage.is_some(),
            pinned.is_some(),
            !body.is_empty(),
            translation_of.is_some(),
            !credits.is_empty(),
            !media.is_empty(),
            !links.is_empty(),
            !sources.is_empty(),
            !claims.is_empty(),
            !corrections.is_empty(),
            !summary.is_empty(),
        ]
    }
}
