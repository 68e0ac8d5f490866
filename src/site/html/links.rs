//! Where a document leads: cards for fuller stories, earlier posts and sources, credit for a first report.

use serde::Serialize;

use super::Frame;
use crate::format::Projection;
use crate::model::{CorrectionKind, DocId, Link, LinkKind, Moment, Public, ReleaseKind};
use crate::site::address;
use crate::site::language::Language;
use crate::site::marks::labelled;
use crate::site::record::Entry;
use crate::site::story::Site;

/// A card that leads to another page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    kind: &'static str,
    label: &'static str,
    title: String,
    /// Empty where there is nowhere to lead.
    href: String,
    outlet: String,
    image: Option<String>,
    alt: String,
}

/// A post that words rest on, with what became of it since.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Basis {
    href: String,
    title: String,
    /// Where it is not that of the words which rest on it.
    language: Option<Language>,
    time: String,
    /// `corrected since`, `taken down`, `retracted`; empty where it stands.
    mark: &'static str,
}

/// The cards of a document; who reported first is told apart by [`first_reports`].
pub(super) fn cards(site: &Site, frame: Frame, words: &Projection) -> Vec<Card> {
    let links = words.links.iter().filter(|link| link.kind != LinkKind::ReportedBy);
    links.filter_map(|link| card(site, frame, link, words)).collect()
}

/// The outlets that had it first.
pub(super) fn first_reports(words: &Projection) -> Vec<Card> {
    let links = words.links.iter().filter(|link| link.kind == LinkKind::ReportedBy);
    links
        .map(|link| {
            let href = if address::safe_link(&link.url) { link.url.clone() } else { String::new() };
            plain_card(link, words, "First reported by", href)
        })
        .collect()
}

fn card(site: &Site, frame: Frame, link: &Link, words: &Projection) -> Option<Card> {
    if let Some(id) = link.post.as_ref().filter(|_| link.kind == LinkKind::Earlier) {
        let (story, entry) = site.post(id)?;
        let mut card = plain_card(link, words, "Earlier", frame.link(&story.post_address(entry)));
        if card.title.is_empty() {
            card.title = story.title_of(entry);
        }
        return Some(card);
    }
    let label = match link.kind {
        LinkKind::FullStory => "Full story",
        LinkKind::Related => "Related",
        LinkKind::Earlier => "Earlier",
        LinkKind::Source | LinkKind::ReportedBy => "Source",
    };
    address::safe_link(&link.url).then(|| plain_card(link, words, label, link.url.clone()))
}

/// Doubtful words in its title are labelled, as all words of the document.
fn plain_card(link: &Link, words: &Projection, label: &'static str, href: String) -> Card {
    Card {
        kind: link.kind.as_str(),
        label,
        title: labelled(&link.title, &words.claims),
        href,
        outlet: link.outlet.clone(),
        image: address::safe_media(&link.image).then(|| link.image.clone()),
        alt: labelled(&link.alt, &words.claims),
    }
}

/// The posts that words rest on; `since` is when those words were released last.
pub(super) fn basis(
    site: &Site,
    frame: Frame,
    posts: &[DocId],
    around: &Language,
    since: Option<Moment>,
) -> Vec<Basis> {
    let known = posts.iter().filter_map(|id| site.post(id));
    known
        .map(|(story, entry)| Basis {
            href: frame.post(story, entry),
            title: story.title_of(entry),
            language: story.language_of(entry).amid(around),
            time: entry.first_published().map(|at| story.clock.time(at).clock).unwrap_or_default(),
            mark: match entry.public() {
                Public::Pulled => "taken down",
                Public::Retracted => "retracted",
                _ if corrected_since(entry, since) => "corrected since",
                _ => "",
            },
        })
        .collect()
}

fn corrected_since(entry: &Entry, since: Option<Moment>) -> bool {
    let corrections = entry.corrections();
    entry.ledger.releases.iter().any(|release| {
        Some(release.at) > since
            && (release.kind == ReleaseKind::Correction
                || corrections.iter().any(|correction| {
                    correction.kind == CorrectionKind::Correction
                        && release.corrections.contains(&correction.id)
                }))
    })
}
