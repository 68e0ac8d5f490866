//! A document as readers see it, with what is never public of the desk's.

use super::loaded::Loaded;
use crate::format::{self, Projection};
use crate::model::{Claim, Contributor, Document, Link, Media, Source};

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
    let links: Vec<Link> = live.links.clone();
    *document.links_mut() = links;
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
