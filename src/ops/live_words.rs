//! Working over the live words while the desk holds other, unfinished ones.
//!
//! The unfinished ones are set aside in a file beside the document's and put together with the
//! released ones afterwards, so that neither waits for the other.

use super::change::Edit;
use super::error::OpError;
use super::provenance::TAKE_BACK;
use super::session::{Loaded, Session};
use crate::format::{self, Projection};
use crate::merge;
use crate::model::{Claim, DocPath, Document, Link, Media, Source};
use crate::storage::{Change, Plan, Saved};

/// The name of the file in which unfinished words are set aside.
pub(super) fn aside_path(path: &DocPath) -> String {
    let stem = path.as_str().trim_end_matches(".toml");
    format!("{stem}.aside.toml")
}

/// The document as readers see it: the public words of `live`, and of the desk's what is never public.
pub(super) fn with_live_words(desk: &Document, live: &Projection) -> Document {
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

/// Whether the desk holds other words than the live ones.
pub(super) fn has_unfinished(loaded: &Loaded) -> bool {
    loaded.live.is_some() && loaded.standing.digest != loaded.standing.live
}

/// The document over its live words; the desk's unfinished ones go to the file beside it.
pub(super) fn over_live(session: &Session, loaded: Loaded) -> Result<Edit, OpError> {
    let Some(live) = loaded.live.clone().filter(|_| has_unfinished(&loaded)) else {
        return Ok(Edit::of(loaded, |_| {}));
    };
    let aside = aside_path(&loaded.path);
    if session.store.entry(&session.head, &aside)?.is_some() {
        return Err(OpError::bad(
            "unfinished words are set aside here already",
            format!("finish the correction first: newsroom diff {}", loaded.short()),
        ));
    }
    let name = aside.rsplit('/').next().unwrap_or(&aside).to_owned();
    let text = loaded.text().to_owned();
    let mut document = with_live_words(&loaded.document, &live);
    // The embargo is that of the unfinished words, which keep it.
    *document.publish_at_mut() = None;
    Ok(Edit { loaded, document, files: vec![(name, text.into_bytes())] })
}

impl Session {
    /// Puts words that were set aside together with those just released.
    ///
    /// `before` are the words from which the aside ones started: those readers saw then.
    pub(super) fn take_back_aside(
        &mut self,
        path: &DocPath,
        before: &Projection,
    ) -> Result<bool, OpError> {
        let aside = aside_path(path);
        let Some((blob, bytes)) = self.store.file(&self.head, &aside)? else { return Ok(false) };
        let text = super::session::utf8(&aside, bytes)?;
        let unfinished = format::read_document(path, &text)
            .map_err(|problems| OpError::problems(&aside, &text, problems))?;
        let loaded = self.load(path)?;
        let base = with_live_words(&unfinished, before);
        let merged = merge::merge(Some(&base), &loaded.document, &unfinished).document;
        let edit = Edit { loaded, document: merged, files: Vec::new() };
        let mut plan: Plan = self.plan(TAKE_BACK, std::slice::from_ref(&edit))?;
        plan.files.push(Change {
            path: aside,
            expected: Some(blob),
            content: None,
            saved: Saved::Take { seen: Some(text.into_bytes()) },
        });
        self.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
        Ok(true)
    }
}
