//! Where a document leads: cards for fuller stories, earlier posts and sources, credit for a first report.

use std::sync::Arc;

use serde::Serialize;

use super::Frame;
use crate::format::Projection;
use crate::model::{CorrectionKind, DocId, Link, LinkKind, Moment, Public, ReleaseKind};
use crate::site::address;
use crate::site::language::Language;
use crate::site::marks::labelled;
use crate::site::messages::Messages;
use crate::site::record::Entry;
use crate::site::story::Site;

/// A card that leads to another page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    kind: &'static str,
    label: String,
    title: String,
    /// Of the title, where it is not that of the words which lead there.
    language: Option<Language>,
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
    mark: String,
}

/// The cards of a document; who reported first is told apart by [`first_reports`].
pub(super) fn cards(
    site: &Site,
    frame: Frame,
    words: &Projection,
    messages: &Arc<Messages>,
) -> Vec<Card> {
    let links = words.links.iter().filter(|link| link.kind != LinkKind::ReportedBy);
    links.filter_map(|link| card(site, frame, link, words, messages)).collect()
}

/// The outlets that had it first.
pub(super) fn first_reports(words: &Projection, messages: &Messages) -> Vec<Card> {
    let links = words.links.iter().filter(|link| link.kind == LinkKind::ReportedBy);
    links
        .map(|link| {
            let href = if address::safe_link(&link.url) { link.url.clone() } else { String::new() };
            let outlet = if link.outlet.is_empty() { &link.title } else { &link.outlet };
            let label = messages.tell("first-reported", &[("outlet", outlet)]);
            plain_card(link, words, label, href, messages)
        })
        .collect()
}

fn card(
    site: &Site,
    frame: Frame,
    link: &Link,
    words: &Projection,
    messages: &Arc<Messages>,
) -> Option<Card> {
    if let Some(id) = link.post.as_ref().filter(|_| link.kind == LinkKind::Earlier) {
        let (story, entry) = site.post(id)?;
        let (label, href) = (messages.say("earlier"), frame.link(&story.post_address(entry)));
        let mut card = plain_card(link, words, label, href, messages);
        if card.title.is_empty() {
            card.title = story.title_of(entry);
            card.language = story.language_of(entry).amid(&messages.language);
        }
        return Some(card);
    }
    let label = match link.kind {
        LinkKind::FullStory => "full-story",
        LinkKind::Related => "related",
        LinkKind::Earlier => "earlier",
        LinkKind::Source | LinkKind::ReportedBy => "source",
    };
    let card = || plain_card(link, words, messages.say(label), link.url.clone(), messages);
    address::safe_link(&link.url).then(card)
}

/// Doubtful words in its title are labelled, as all words of the document.
fn plain_card(
    link: &Link,
    words: &Projection,
    label: String,
    href: String,
    messages: &Messages,
) -> Card {
    Card {
        kind: link.kind.as_str(),
        label,
        title: labelled(messages, &link.title, &words.claims),
        language: None,
        href,
        outlet: link.outlet.clone(),
        image: address::safe_media(&link.image).then(|| link.image.clone()),
        alt: labelled(messages, &link.alt, &words.claims),
    }
}

/// The posts that words rest on; `since` is when those words were released last.
pub(super) fn basis(
    site: &Site,
    frame: Frame,
    posts: &[DocId],
    messages: &Arc<Messages>,
    since: Option<Moment>,
) -> Vec<Basis> {
    let known = posts.iter().filter_map(|id| site.post(id));
    known
        .map(|(story, entry)| Basis {
            href: frame.post(story, entry),
            title: story.title_of(entry),
            language: story.language_of(entry).amid(&messages.language),
            time: entry
                .first_published()
                .map(|at| story.clock.told_in(messages).time(at).clock)
                .unwrap_or_default(),
            mark: match entry.public() {
                Public::Pulled => messages.say("mark-taken-down"),
                Public::Retracted => messages.say("mark-retracted"),
                _ if corrected_since(entry, since) => messages.say("mark-corrected"),
                _ => String::new(),
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
