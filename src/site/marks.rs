//! Doubtful words marked where they stand, each with the caveat that speaks of them.
//!
//! The marks are set into HTML that is safe already: its words are compared with the quote, spaces,
//! quotation marks and dashes folded, across elements such as emphasis and links.

use std::collections::BTreeSet;

use serde::Serialize;

use super::markdown;
use super::text::escape;
use crate::format::PublicClaim;
use crate::model::{ClaimId, ClaimStatus, DocId};

/// What readers are told of doubtful words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Caveat {
    /// The id of its element.
    pub(super) id: String,
    /// `unverified`, `disputed`, `false` or `withdrawn`.
    pub(super) status: &'static str,
    /// That in words.
    pub(super) label: &'static str,
    /// The words it speaks of.
    pub(super) quote: String,
    /// What the desk says of them; may be empty.
    pub(super) text: String,
}

/// The words for readers of a status; nothing is said of verified words.
pub(super) fn label(status: ClaimStatus) -> Option<&'static str> {
    match status {
        ClaimStatus::Unverified => Some("Unverified"),
        ClaimStatus::Disputed => Some("Disputed"),
        ClaimStatus::False => Some("This turned out to be false"),
        ClaimStatus::Withdrawn => Some("Withdrawn by its source"),
        ClaimStatus::Verified => None,
    }
}

/// The doubtful words of one document, and which of their caveats have been shown.
pub(super) struct Marks<'a> {
    document: &'a DocId,
    claims: Vec<&'a PublicClaim>,
    told: BTreeSet<&'a ClaimId>,
}

impl<'a> Marks<'a> {
    /// The claims of that document of which readers are told something.
    pub(super) fn new(document: &'a DocId, claims: &'a [PublicClaim]) -> Self {
        let claims = claims.iter().filter(|claim| label(claim.status).is_some()).collect();
        Self { document, claims, told: BTreeSet::new() }
    }

    /// A line of text as HTML with its doubtful words marked, and the caveats to show after it.
    pub(super) fn line(&mut self, text: &str) -> (String, Vec<Caveat>) {
        let html = escape(text);
        let words = Words::of(&html);
        let mut edits = Edits::default();
        let mut caveats = Vec::new();
        for claim in self.claims.clone() {
            let Some(place) = words.find(&claim.quote) else { continue };
            let first = self.told.insert(&claim.id);
            self.mark(&mut edits, &words, &place, claim, first);
            if first {
                caveats.extend(self.caveat(claim));
            }
        }
        (edits.apply(&html), caveats)
    }

    /// Safe HTML of blocks with doubtful words marked and each caveat after the block it speaks of.
    pub(super) fn blocks(&mut self, html: &str) -> String {
        let words = Words::of(html);
        let mut edits = Edits::default();
        for claim in self.claims.clone() {
            let Some(place) = words.find(&claim.quote) else { continue };
            let first = self.told.insert(&claim.id);
            self.mark(&mut edits, &words, &place, claim, first);
            if let (true, Some(caveat)) = (first, self.caveat(claim)) {
                let end = place.last().map_or(html.len(), |piece| piece.1);
                edits.insert(block_end(html, end), 1, caveat.html());
            }
        }
        edits.apply(html)
    }

    /// The caveats whose words were found nowhere.
    pub(super) fn rest(self) -> Vec<Caveat> {
        let left = |claim: &&&PublicClaim| !self.told.contains(&claim.id);
        self.claims.iter().filter(left).filter_map(|claim| self.caveat(claim)).collect()
    }

    fn caveat(&self, claim: &PublicClaim) -> Option<Caveat> {
        Some(Caveat {
            id: self.note_id(claim),
            status: claim.status.as_str(),
            label: label(claim.status)?,
            quote: claim.quote.clone(),
            text: claim.caveat.clone(),
        })
    }

    fn note_id(&self, claim: &PublicClaim) -> String {
        format!("{}-{}-note", self.document, claim.id)
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
            let id = match (first, index) {
                (true, 0) => format!(" id=\"{}-{}\"", self.document, claim.id),
                _ => String::new(),
            };
            let note = self.note_id(claim);
            let status = claim.status.as_str();
            let open = format!("<mark class=\"{status}\"{id} aria-describedby=\"{note}\">");
            edits.insert(start, 2, open);
            edits.insert(end, 0, "</mark>".to_owned());
        }
    }
}

impl Caveat {
    /// Its element, for a body and for feeds.
    pub(super) fn html(&self) -> String {
        let space = if self.text.is_empty() { "" } else { " " };
        format!(
            "<p class=\"caveat {}\" id=\"{}\" role=\"note\"><strong>{}.</strong>{space}{}</p>\n",
            self.status,
            self.id,
            self.label,
            escape(&self.text)
        )
    }
}

/// Insertions into a text, by place and then by rank: what closes, what stands between, what opens.
#[derive(Default)]
struct Edits {
    insertions: Vec<(usize, u8, String)>,
    marked: Vec<(usize, usize)>,
}

impl Edits {
    fn insert(&mut self, at: usize, rank: u8, text: String) {
        self.insertions.push((at, rank, text));
    }

    /// Takes these words for a mark, unless a mark has some of them already.
    fn claim(&mut self, place: &[(usize, usize)]) -> bool {
        let (Some(first), Some(last)) = (place.first(), place.last()) else { return false };
        let (start, end) = (first.0, last.1);
        if self.marked.iter().any(|(s, e)| start < *e && *s < end) {
            return false;
        }
        self.marked.push((start, end));
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

/// The words of some HTML, folded, each byte with its place in the HTML.
struct Words {
    folded: String,
    places: Vec<(usize, usize)>,
    tags: Vec<(usize, usize)>,
}

impl Words {
    fn of(html: &str) -> Self {
        let mut words = Self { folded: String::new(), places: Vec::new(), tags: Vec::new() };
        let mut at = 0;
        while at < html.len() {
            let rest = &html[at..];
            if rest.starts_with('<') {
                let tag = &rest[..tag_length(rest)];
                words.tags.push((at, at + tag.len()));
                if !is_inline(tag) {
                    words.push(' ', (at, at));
                }
                at += tag.len();
            } else {
                let (letter, length) = letter(rest);
                words.push(letter, (at, at + length));
                at += length;
            }
        }
        words
    }

    fn push(&mut self, letter: char, place: (usize, usize)) {
        let letter = fold(letter);
        if letter == ' ' && self.folded.ends_with(' ') {
            return;
        }
        self.folded.push(letter);
        self.places.resize(self.folded.len(), place);
    }

    /// Where the quote stands: as it is, or as its Markdown reads.
    fn find(&self, quote: &str) -> Option<Vec<(usize, usize)>> {
        self.find_folded(quote).or_else(|| self.find_folded(&markdown::plain(quote)))
    }

    fn find_folded(&self, quote: &str) -> Option<Vec<(usize, usize)>> {
        let mut folded = String::new();
        for letter in quote.trim().chars().map(fold) {
            if letter != ' ' || !folded.ends_with(' ') {
                folded.push(letter);
            }
        }
        if folded.is_empty() {
            return None;
        }
        let start = self.folded.find(&folded)?;
        Some(self.places[start..start + folded.len()].to_vec())
    }

    /// The stretches of text that a place covers, none of them across a tag.
    fn pieces(&self, place: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let (Some(first), Some(last)) = (place.first(), place.last()) else { return Vec::new() };
        let mut pieces = Vec::new();
        let mut start = first.0;
        for (tag, end) in self.tags.iter().filter(|(tag, _)| first.0 < *tag && *tag < last.1) {
            pieces.push((start, *tag));
            start = *end;
        }
        pieces.push((start, last.1));
        let blank =
            |from: usize, to: usize| !place.iter().any(|(s, e)| from <= *s && *e <= to && s < e);
        pieces.retain(|(from, to)| from < to && !blank(*from, *to));
        pieces
    }
}

/// Elements inside a line; all others part words.
fn is_inline(tag: &str) -> bool {
    matches!(tag_name(tag), "a" | "em" | "strong" | "code")
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// The length of the tag that the text starts with; `>` inside a quoted attribute does not end it.
fn tag_length(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The letter that the HTML starts with, and how many bytes it takes there.
fn letter(html: &str) -> (char, usize) {
    const ENTITIES: [(&str, char); 6] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&nbsp;", ' '),
    ];
    if let Some((entity, letter)) = ENTITIES.iter().find(|(entity, _)| html.starts_with(entity)) {
        return (*letter, entity.len());
    }
    let letter = html.chars().next().unwrap_or(' ');
    (letter, letter.len_utf8())
}

fn fold(letter: char) -> char {
    match letter {
        letter if letter.is_whitespace() => ' ',
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2039}' | '\u{203a}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Where a note on words that end at `from` goes: inside the list item they are in, else after the outermost block.
fn block_end(html: &str, from: usize) -> usize {
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(tag_at) = html[at..].find('<').map(|offset| at + offset) {
        let end = tag_at + tag_length(&html[tag_at..]);
        let tag = &html[tag_at..end];
        let name = tag_name(tag);
        if tag.starts_with("</") {
            if tag_at >= from && name == "li" {
                return tag_at;
            }
            open.pop();
            if end > from && open.is_empty() {
                return end;
            }
        } else if !matches!(name, "br" | "hr") {
            open.push(name);
        }
        at = end;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(quote: &str) -> PublicClaim {
        PublicClaim {
            id: "c-7h2q".parse().expect("id"),
            quote: quote.to_owned(),
            status: ClaimStatus::Unverified,
            caveat: "Nobody has seen it.".to_owned(),
            source: None,
        }
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
        let mut marks = Marks::new(&document, &claims);
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
        let html =
            Marks::new(&document, &claims).blocks("<p>about <em>300</em> men &amp; more</p>");
        let expected = format!(
            "<p>{OPEN}about </mark><em>{AGAIN}300</mark></em>{AGAIN} men</mark> &amp; more</p>{NOTE}"
        );
        assert_eq!(html, expected);
    }

    #[test]
    fn in_a_list_the_caveat_stays_in_its_item() {
        let (document, claims) = (id(), [claim("two")]);
        let html = Marks::new(&document, &claims).blocks("<ul>\n<li>one</li>\n<li>two</li>\n</ul>");
        let expected = format!("<ul>\n<li>one</li>\n<li>{OPEN}two</mark>{NOTE}</li>\n</ul>");
        assert_eq!(html, expected);
    }

    #[test]
    fn a_caveat_is_told_once_and_its_words_marked_wherever_they_stand() {
        let (document, claims) = (id(), [claim("two")]);
        let mut marks = Marks::new(&document, &claims);
        let (headline, caveats) = marks.line("one & two");
        assert_eq!(headline, format!("one &amp; {OPEN}two</mark>"));
        assert_eq!(caveats.len(), 1);
        assert_eq!(marks.blocks("<p>two</p>"), format!("<p>{AGAIN}two</mark></p>"));
    }

    #[test]
    fn a_caveat_whose_words_are_gone_is_still_told() {
        let (document, claims) = (id(), [claim("elsewhere")]);
        let mut marks = Marks::new(&document, &claims);
        assert_eq!(marks.blocks("<p>two</p>"), "<p>two</p>");
        assert_eq!(marks.rest().len(), 1);
    }
}
