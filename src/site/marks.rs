//! Doubtful words marked where they stand, each with the caveat that speaks of them.
//!
//! The marks are set into HTML that is safe already: its words are compared with the quote, spaces,
//! quotation marks and dashes folded, across elements such as emphasis and links.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::messages::Messages;
use super::quotes::{Words, block_end};
use super::text::escape;
use crate::format::{self, PublicClaim};
use crate::model::{ClaimId, ClaimStatus, DocId};

/// What readers are told of doubtful words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Caveat {
    /// The id of its element; may be empty.
    pub(super) id: String,
    /// `unverified`, `disputed`, `false` or `withdrawn`.
    pub(super) status: &'static str,
    /// That in words.
    pub(super) label: String,
    /// The same before what the desk says, as in `Unverified.`
    pub(super) lead: String,
    /// The same with the words it speaks of, as in `Unverified: “300 men”`.
    pub(super) about: String,
    /// The words it speaks of.
    pub(super) quote: String,
    /// What the desk says of them; may be empty.
    pub(super) text: String,
}

/// Whether readers are told something of words with that status; nothing of verified ones.
fn is_told(status: ClaimStatus) -> bool {
    status != ClaimStatus::Verified
}

/// A plain text with a label before its doubtful words, as in `[Unverified] 300 men are missing`: a text
/// that is cut short behind has no such words without it.
pub(super) fn labelled<'a>(
    messages: &Messages,
    text: &str,
    claims: impl IntoIterator<Item = &'a PublicClaim>,
) -> String {
    let mut words = None;
    let mut edits = Edits::default();
    for claim in claims {
        if !is_told(claim.status) {
            continue;
        }
        let words = words.get_or_insert_with(|| Words::of_plain(text));
        for place in words.find(&claim.quote) {
            let label = messages.say(claim.status.as_str());
            edits.insert(place[0].0, 2, format!("[{label}] "));
        }
    }
    edits.apply(text)
}

/// What readers are told of doubtful words, a line each.
pub(super) fn caveats_in_words(messages: &Messages, claims: &[PublicClaim]) -> Vec<String> {
    let told = claims.iter().filter(|claim| is_told(claim.status));
    let line = |claim: &PublicClaim| {
        let space = if claim.caveat.is_empty() { "" } else { " " };
        format!("{}.{space}{}", about(messages, claim), claim.caveat)
    };
    told.map(line).collect()
}

/// Doubtful words as readers are told them.
fn printed(quote: &str) -> Cow<'_, str> {
    let marks = ["[^", "~~"].iter().any(|mark| quote.contains(mark));
    if marks { Cow::Owned(format::as_read(quote)) } else { Cow::Borrowed(quote) }
}

/// What the words are, and the words.
fn about(messages: &Messages, claim: &PublicClaim) -> String {
    let label = messages.say(claim.status.as_str());
    messages.tell("caveat-of", &[("label", &label), ("words", &printed(&claim.quote))])
}

/// The doubtful words of one document, and which of their caveats have been shown.
pub(super) struct Marks<'a> {
    messages: &'a Messages,
    /// Whose elements have ids; none on a page that shows the same words several times.
    document: Option<&'a DocId>,
    claims: Vec<&'a PublicClaim>,
    told: BTreeSet<&'a ClaimId>,
}

impl<'a> Marks<'a> {
    /// The claims of that document of which readers are told something.
    pub(super) fn new(
        messages: &'a Messages,
        document: &'a DocId,
        claims: &'a [PublicClaim],
    ) -> Self {
        Self { document: Some(document), ..Self::unnamed(messages, claims) }
    }

    /// The same for a page that shows words of the document more than once.
    pub(super) fn unnamed(messages: &'a Messages, claims: &'a [PublicClaim]) -> Self {
        let claims = claims.iter().filter(|claim| is_told(claim.status)).collect();
        Self { messages, document: None, claims, told: BTreeSet::new() }
    }

    /// A line of text as HTML with its doubtful words marked, and the caveats to show after it.
    pub(super) fn line(&mut self, text: &str) -> (String, Vec<Caveat>) {
        let html = escape(text);
        if self.claims.is_empty() {
            return (html, Vec::new());
        }
        let words = Words::of(&html);
        let mut edits = Edits::default();
        let mut caveats = Vec::new();
        for claim in self.claims.clone() {
            if self.mark_each(&mut edits, &words, claim).is_some_and(|(_, first)| first) {
                caveats.push(self.caveat(claim));
            }
        }
        (edits.apply(&html), caveats)
    }

    /// Safe HTML of blocks with doubtful words marked and each caveat after the block it speaks of.
    pub(super) fn blocks(&mut self, html: &str) -> String {
        if self.claims.is_empty() {
            return html.to_owned();
        }
        let words = Words::of(html);
        let mut edits = Edits::default();
        for claim in self.claims.clone() {
            let Some((end, true)) = self.mark_each(&mut edits, &words, claim) else { continue };
            edits.insert(block_end(html, end), 1, self.caveat(claim).html());
        }
        edits.apply(html)
    }

    /// The caveats whose words were found nowhere.
    pub(super) fn rest(self) -> Vec<Caveat> {
        let left = |claim: &&&PublicClaim| !self.told.contains(&claim.id);
        self.claims.iter().filter(left).map(|claim| self.caveat(claim)).collect()
    }

    /// The words in which caveats are told.
    pub(super) fn messages(&self) -> &'a Messages {
        self.messages
    }

    /// A text without marks, with its doubtful words labelled.
    pub(super) fn plain(&self, text: &str) -> String {
        labelled(self.messages, text, self.claims.iter().copied())
    }

    /// Marks each place of a claim's words; where the first of them ends, and whether its caveat has not
    /// been shown yet.
    fn mark_each(
        &mut self,
        edits: &mut Edits,
        words: &Words,
        claim: &'a PublicClaim,
    ) -> Option<(usize, bool)> {
        let places = words.find(&claim.quote);
        let end = places.first()?.last()?.1;
        let first = self.told.insert(&claim.id);
        for (index, place) in places.iter().enumerate() {
            self.mark(edits, words, place, claim, first && index == 0);
        }
        Some((end, first))
    }

    fn caveat(&self, claim: &PublicClaim) -> Caveat {
        let label = self.messages.say(claim.status.as_str());
        Caveat {
            id: self.note_id(claim),
            status: claim.status.as_str(),
            lead: self.messages.tell("caveat", &[("label", &label)]),
            about: about(self.messages, claim),
            label,
            quote: printed(&claim.quote).into_owned(),
            text: claim.caveat.clone(),
        }
    }

    fn note_id(&self, claim: &PublicClaim) -> String {
        self.document.map(|document| format!("{document}-{}-note", claim.id)).unwrap_or_default()
    }

    fn mark(
        &self,
        edits: &mut Edits,
        words: &Words,
        place: &[(usize, usize)],
        claim: &PublicClaim,
        first: bool,
    ) {
        if !edits.claim(place) {
            return;
        }
        for (index, (start, end)) in words.pieces(place).into_iter().enumerate() {
            let ids = self.document.map(|document| {
                let own = format!("{document}-{}", claim.id);
                let id = if first && index == 0 { format!(" id=\"{own}\"") } else { String::new() };
                format!("{id} aria-describedby=\"{own}-note\"")
            });
            let status = claim.status.as_str();
            let open = format!("<mark class=\"{status}\"{}>", ids.unwrap_or_default());
            edits.insert(start, 2, open);
            edits.insert(end, 0, "</mark>".to_owned());
        }
    }
}

impl Caveat {
    /// Its element, for a body and for feeds.
    pub(super) fn html(&self) -> String {
        let space = if self.text.is_empty() { "" } else { " " };
        let id = if self.id.is_empty() { String::new() } else { format!(" id=\"{}\"", self.id) };
        format!(
            "<p class=\"caveat {}\"{id} role=\"note\"><strong>{}</strong>{space}{}</p>\n",
            self.status,
            escape(&self.lead),
            escape(&self.text)
        )
    }
}

/// Insertions into a text, by place and then by rank: what closes, what stands between, what opens.
#[derive(Default)]
struct Edits {
    insertions: Vec<(usize, u8, String)>,
    /// Where each mark begins and ends.
    marked: BTreeMap<usize, usize>,
}

impl Edits {
    fn insert(&mut self, at: usize, rank: u8, text: String) {
        self.insertions.push((at, rank, text));
    }

    /// Takes these words for a mark, unless a mark has some of them already.
    fn claim(&mut self, place: &[(usize, usize)]) -> bool {
        let (Some(first), Some(last)) = (place.first(), place.last()) else { return false };
        let (start, end) = (first.0, last.1);
        // None of those reaches into another one: the last that begins before the end decides.
        if self.marked.range(..end).next_back().is_some_and(|(_, before)| start < *before) {
            return false;
        }
        self.marked.insert(start, end);
        true
    }

    fn apply(mut self, text: &str) -> String {
        self.insertions.sort_by_key(|(at, rank, _)| (*at, *rank));
        let mut result = String::with_capacity(text.len());
        let mut done = 0;
        for (at, _, inserted) in &self.insertions {
            result.push_str(&text[done..*at]);
            result.push_str(inserted);
            done = *at;
        }
        result + &text[done..]
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::site::language::Language;
    use crate::site::messages::Languages;

    fn claim(quote: &str) -> PublicClaim {
        PublicClaim {
            id: "c-7h2q".parse().expect("id"),
            quote: quote.to_owned(),
            status: ClaimStatus::Unverified,
            caveat: "Nobody has seen it.".to_owned(),
            source: None,
        }
    }

    fn english() -> Arc<Messages> {
        Languages::new(&BTreeMap::new()).of(&Language::of("en", "en"))
    }

    fn id() -> DocId {
        "k3x9q7m2td".parse().expect("id")
    }

    const NOTE: &str = "<p class=\"caveat unverified\" id=\"k3x9q7m2td-c-7h2q-note\" role=\"note\">\
                        <strong>Unverified.</strong> Nobody has seen it.</p>\n";
    const OPEN: &str = "<mark class=\"unverified\" id=\"k3x9q7m2td-c-7h2q\" \
                        aria-describedby=\"k3x9q7m2td-c-7h2q-note\">";
    const AGAIN: &str = "<mark class=\"unverified\" aria-describedby=\"k3x9q7m2td-c-7h2q-note\">";

    #[test]
    fn a_caveat_follows_the_paragraph_of_its_words() {
        let claims = [claim("\"300 men\" - lost")];
        let document = id();
        let messages = english();
        let mut marks = Marks::new(&messages, &document, &claims);
        let html = marks.blocks("<p>A “300\u{a0}men” – lost.</p>\n<p>Next.</p>\n");
        assert_eq!(
            html,
            format!("<p>A {OPEN}“300\u{a0}men” – lost</mark>.</p>{NOTE}\n<p>Next.</p>\n")
        );
        assert!(marks.rest().is_empty());
    }

    #[test]
    fn words_across_an_emphasis_are_marked_in_pieces() {
        let (document, claims) = (id(), [claim("about *300* men")]);
        let html = Marks::new(&english(), &document, &claims)
            .blocks("<p>about <em>300</em> men &amp; more</p>");
        let expected = format!(
            "<p>{OPEN}about </mark><em>{AGAIN}300</mark></em>{AGAIN} men</mark> &amp; more</p>{NOTE}"
        );
        assert_eq!(html, expected);
    }

    #[test]
    fn in_a_list_the_caveat_stays_in_its_item() {
        let (document, claims) = (id(), [claim("two")]);
        let html = Marks::new(&english(), &document, &claims)
            .blocks("<ul>\n<li>one</li>\n<li>two</li>\n</ul>");
        let expected = format!("<ul>\n<li>one</li>\n<li>{OPEN}two</mark>{NOTE}</li>\n</ul>");
        assert_eq!(html, expected);
    }

    #[test]
    fn a_caveat_is_told_once_and_its_words_marked_wherever_they_stand() {
        let (document, claims) = (id(), [claim("two")]);
        let messages = english();
        let mut marks = Marks::new(&messages, &document, &claims);
        let (headline, caveats) = marks.line("one & two");
        assert_eq!(headline, format!("one &amp; {OPEN}two</mark>"));
        assert_eq!(caveats.len(), 1);
        assert_eq!(marks.blocks("<p>two</p>"), format!("<p>{AGAIN}two</mark></p>"));
    }

    #[test]
    fn words_without_marks_are_labelled_wherever_they_stand() {
        let mut disputed = claim("men are missing");
        disputed.status = ClaimStatus::Disputed;
        let claims = [claim("about *300* men"), disputed];
        assert_eq!(
            labelled(
                &english(),
                "It said: About 300 men are missing & more. About 300 men!",
                &claims
            ),
            "It said: [Unverified] About 300 [Disputed] men are missing & more. [Unverified] About 300 men!"
        );
        assert_eq!(labelled(&english(), "nothing", &claims), "nothing");
        assert_eq!(
            caveats_in_words(&english(), &claims[..1]),
            ["Unverified: “about *300* men”. Nobody has seen it."]
        );
    }

    #[test]
    fn a_caveat_whose_words_are_gone_is_still_told() {
        let (document, claims) = (id(), [claim("elsewhere")]);
        let messages = english();
        let mut marks = Marks::new(&messages, &document, &claims);
        assert_eq!(marks.blocks("<p>two</p>"), "<p>two</p>");
        assert_eq!(marks.rest().len(), 1);
    }
}
