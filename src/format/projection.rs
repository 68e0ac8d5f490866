//! What readers may see of a document, in one canonical form whose SHA-256 names the words.
//!
//! An allow-list: a field of a document that is not named here is never public. Each text is in
//! Unicode NFC with LF line ends; empty fields are left out; the order is that of the structs
//! below; the bytes are those of the `canonical` module. This is format 1, kept for ever: other rules would be
//! another number.
//!
//! What is here mirrors the model on purpose: what is on the record for years must not change with a
//! field of the model. Rows that readers get whole, as credits and corrections, are the model's own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};
use unicode_normalization::UnicodeNormalization;

use super::canonical;
use crate::model::{
    ClaimId, ClaimStatus, Correction, Coverage, Credit, Day, Desk, Digest, DocId, Document, Link,
    Media, MediaKind, Point, Retraction, SourceId, SourceKind, TranslationOf,
};

/// What readers may see of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Projection {
    /// The number of these rules: 1.
    pub format: u32,
    /// The document.
    pub id: DocId,
    /// A post's headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// A story's title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Listed among the key events.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key_event: bool,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// BCP 47, where it differs from the desk's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Posts that a round-up draws on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<DocId>,
    /// A story's own time zone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timezone: String,
    /// A story's place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Whether a story is still covered; absent for a post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// The post a story shows first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<DocId>,
    /// CommonMark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The words it is a translation of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation_of: Option<TranslationOf>,
    /// Those who are printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// Pictures, films, sound, maps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<PublicMedia>,
    /// Links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Whom it relies on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<PublicSource>,
    /// Words that are flagged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<PublicClaim>,
    /// What was put right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The notice that stands in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retraction: Option<Retraction>,
    /// A story's points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<Point>,
}

/// A medium, with the digests of the files that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicMedia {
    /// What kind it is.
    pub kind: MediaKind,
    /// A file beside the document, or an address.
    pub src: String,
    /// SHA-256 of that file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// A title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What is to be seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// What stands under it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// Its length.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub duration: String,
    /// A still picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub poster: String,
    /// SHA-256 of that file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster_sha256: Option<Digest>,
    /// Captions of a film.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub captions: String,
    /// SHA-256 of that file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions_sha256: Option<Digest>,
    /// Its words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub transcript: String,
    /// SHA-256 of that file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript_sha256: Option<Digest>,
    /// The day it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Day>,
}

/// A source as readers are told of it; who knows an anonymous one is not among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicSource {
    /// Names it within the document.
    pub id: SourceId,
    /// What kind it is.
    pub kind: SourceKind,
    /// Who or what it is.
    pub description: String,
    /// Why it is not named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A claim without the checks that were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicClaim {
    /// Names it within the document.
    pub id: ClaimId,
    /// The words.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told meanwhile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caveat: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

/// What readers may see of a document; `None` where two people's words are in conflict.
///
/// `files` gives the SHA-256 of each file beside the document by its name; a file that is missing
/// there has no digest in the projection, which is then one that no release can have.
pub fn project(document: &Document, files: &BTreeMap<String, Digest>) -> Option<Projection> {
    if !document.conflicts().is_empty() {
        return None;
    }
    let mut projection = Projection::empty(document.id().clone());
    if let Some(retraction) = document.retraction() {
        projection.retraction = Some(retraction.clone());
        return Some(projection);
    }
    match document {
        Document::Post(post) => {
            projection.headline.clone_from(&post.headline);
            projection.key_event = post.key_event;
            projection.rests_on.clone_from(&post.rests_on);
            projection.body.clone_from(&post.body);
            projection.translation_of.clone_from(&post.translation_of);
        }
        Document::Story(story) => {
            projection.title.clone_from(&story.title);
            projection.timezone.clone_from(&story.timezone);
            projection.place.clone_from(&story.place);
            projection.coverage = Some(story.coverage);
            projection.pinned.clone_from(&story.pinned);
            projection.summary.clone_from(&story.summary);
        }
    }
    projection.tags = document.tags().clone();
    projection.language.clone_from(document.language());
    projection.credits = document.credits().iter().filter(|c| !c.withheld).cloned().collect();
    projection.media = document.media().iter().map(|medium| public_media(medium, files)).collect();
    projection.links = document.links().clone();
    projection.sources = document.sources().iter().map(public_source).collect();
    projection.claims = document.claims().iter().map(public_claim).collect();
    projection.corrections = document.corrections().clone();
    Some(projection)
}

/// The settings as readers get them: `[newsroom]` and, where it says something, `[site]`, in canonical
/// form.
pub fn public_settings(desk: &Desk) -> String {
    let mut root = Table::new();
    root.insert("newsroom".to_owned(), Value::Table(super::plain::table(&desk.newsroom)));
    if !desk.site.is_empty() {
        root.insert("site".to_owned(), Value::Table(super::plain::table(&desk.site)));
    }
    let Value::Table(root) = normalized(Value::Table(root)) else {
        unreachable!("a table stays a table")
    };
    canonical::write(&root).trim_start().to_owned()
}

/// The digest of what readers would see; `None` in a conflict.
pub fn digest(document: &Document, files: &BTreeMap<String, Digest>) -> Option<Digest> {
    project(document, files).map(|projection| projection.digest())
}

impl Projection {
    fn empty(id: DocId) -> Self {
        Self {
            format: 1,
            id,
            headline: String::new(),
            title: String::new(),
            key_event: false,
            tags: Vec::new(),
            language: String::new(),
            rests_on: Vec::new(),
            timezone: String::new(),
            place: String::new(),
            coverage: None,
            pinned: None,
            body: String::new(),
            translation_of: None,
            credits: Vec::new(),
            media: Vec::new(),
            links: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
            corrections: Vec::new(),
            retraction: None,
            summary: Vec::new(),
        }
    }

    /// The documents that its words lead to: what they rest on, earlier posts, what they translate.
    pub fn named(&self) -> impl Iterator<Item = &DocId> {
        let points = self.summary.iter().flat_map(|point| &point.posts);
        let links = self.links.iter().filter_map(|link| link.post.as_ref());
        let translated = self.translation_of.iter().map(|of| &of.post);
        self.rests_on.iter().chain(points).chain(links).chain(translated)
    }

    /// The canonical bytes.
    pub fn to_text(&self) -> String {
        let table = super::plain::table(self);
        let Value::Table(table) = normalized(Value::Table(table)) else {
            unreachable!("a table stays a table")
        };
        canonical::write(&table)
    }

    /// The SHA-256 of the canonical bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_text().as_bytes())
    }

    /// Reads canonical bytes, or any TOML of the same fields.
    ///
    /// # Errors
    ///
    /// What the TOML reader says of the first mistake; words in a later format.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        let words: Self = toml::from_str(text)?;
        match words.format {
            1 => Ok(words),
            other => Err(serde::de::Error::custom(format!(
                "written in format {other}; this newsroom knows 1"
            ))),
        }
    }

    /// The headline of a post, the title of a story.
    pub fn heading(&self) -> &str {
        if self.title.is_empty() { &self.headline } else { &self.title }
    }

    /// What a post's file on the record is named after: its headline, else its first words, else
    /// what its first medium shows.
    pub fn name(&self) -> &str {
        let caption = self.media.first().map_or("", |medium| &medium.caption);
        let first = self.body.lines().next().unwrap_or_default();
        [self.heading(), first, caption].into_iter().find(|text| !text.is_empty()).unwrap_or("")
    }

    /// The words that these bytes of the record are; `None` where they are none.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        Self::read(std::str::from_utf8(bytes).ok()?).ok()
    }

    /// The names of the files beside the document that readers need.
    pub fn files(&self) -> Vec<(&str, Digest)> {
        self.media
            .iter()
            .flat_map(|medium| {
                [
                    (&medium.src, medium.sha256),
                    (&medium.poster, medium.poster_sha256),
                    (&medium.captions, medium.captions_sha256),
                    (&medium.transcript, medium.transcript_sha256),
                ]
            })
            .filter_map(|(name, digest)| Some((name.as_str(), digest?)))
            .collect()
    }
}

fn public_media(medium: &Media, files: &BTreeMap<String, Digest>) -> PublicMedia {
    let medium = medium.clone();
    PublicMedia {
        kind: medium.kind,
        sha256: files.get(&medium.src).copied(),
        src: medium.src,
        title: medium.title,
        alt: medium.alt,
        caption: medium.caption,
        credit: medium.credit,
        duration: medium.duration,
        poster_sha256: files.get(&medium.poster).copied(),
        poster: medium.poster,
        captions_sha256: files.get(&medium.captions).copied(),
        captions: medium.captions,
        transcript_sha256: files.get(&medium.transcript).copied(),
        transcript: medium.transcript,
        taken: medium.taken,
    }
}

fn public_source(source: &crate::model::Source) -> PublicSource {
    PublicSource {
        id: source.id.clone(),
        kind: source.kind,
        description: source.description.clone(),
        reason: source.reason.clone(),
    }
}

fn public_claim(claim: &crate::model::Claim) -> PublicClaim {
    PublicClaim {
        id: claim.id.clone(),
        quote: claim.quote.clone(),
        status: claim.status,
        caveat: claim.caveat.clone(),
        source: claim.source.clone(),
    }
}

/// The text in Unicode NFC with LF line ends.
pub fn normalize(text: &str) -> String {
    if is_normal(text) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

/// Whether it is plain ASCII, which most text is, and so needs no work.
fn is_normal(text: &str) -> bool {
    text.is_ascii() && !text.contains('\r')
}

fn normalized(value: Value) -> Value {
    match value {
        Value::String(text) if is_normal(&text) => Value::String(text),
        Value::String(text) => Value::String(normalize(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(normalized).collect()),
        Value::Table(table) => {
            Value::Table(table.into_iter().map(|(key, value)| (key, normalized(value))).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::Post;
    use proptest::prelude::*;

    fn post(text: &str) -> Document {
        let head = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00+02:00\n";
        Document::Post(read::<Post>(&format!("{head}{text}")).expect("a post"))
    }

    #[test]
    fn the_bytes_are_these() {
        let document = post(
            "headline = \"Cut \\\"off\\\"\"\ntags = [\"energy\", \"ports\"]\nkey_event = true\nbody = '''\nTwo lines\\,\n\"\"\"three\"\"\" quotes.\n'''\n\n[[credits]]\nname = \"Ana\"\nwho = \"ana\"\n\n[[credits]]\nname = \"Hidden\"\nwithheld = true\n\n[[media]]\nkind = \"image\"\nsrc = \"a.jpg\"\nalt = \"A pylon\"\ntaken = 2026-10-28\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a pilot\"\nreason = \"for her safety\"\nknown_to = [\"ed\"]\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"Two\"\nstatus = \"unverified\"\n[[claims.checks]]\nat = 2026-11-07T08:01:00Z\nby = \"ana\"\nstatus = \"unverified\"\n",
        );
        let files = BTreeMap::from([("a.jpg".to_owned(), Digest::of(b"x"))]);
        let text = project(&document, &files).expect("no conflict").to_text();
        let expected = format!(
            "format = 1\nid = \"k3x9q7m2td\"\nheadline = \"Cut \\\"off\\\"\"\nkey_event = true\ntags = [\"energy\", \"ports\"]\nbody = \"\"\"\nTwo lines\\\\,\n\"\"\\\"three\"\"\\\" quotes.\n\"\"\"\n\n[[credits]]\nwho = \"ana\"\nname = \"Ana\"\nrole = \"reporter\"\n\n[[media]]\nkind = \"image\"\nsrc = \"a.jpg\"\nsha256 = \"{}\"\nalt = \"A pylon\"\ntaken = 2026-10-28\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a pilot\"\nreason = \"for her safety\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"Two\"\nstatus = \"unverified\"\n",
            Digest::of(b"x")
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn a_comma_makes_other_words_and_a_remark_does_not() {
        let files = BTreeMap::new();
        let one = post("headline = \"Power cut\"\n");
        let two = post("headline = \"Power, cut\"\n");
        let same = post("headline = 'Power cut' # remark\npublish_at = 2026-11-07T12:00:00Z\n");
        assert_ne!(digest(&one, &files), digest(&two, &files));
        assert_eq!(digest(&one, &files), digest(&same, &files));
    }

    #[test]
    fn words_in_a_later_format_are_not_read() {
        let words = project(&post("headline = \"H\"\n"), &BTreeMap::new()).expect("words");
        let later = words.to_text().replacen("format = 1", "format = 2", 1);
        let error = Projection::read(&later).expect_err("a later format");
        assert!(error.message().starts_with("written in format 2"), "{error}");
    }

    #[test]
    fn a_conflict_has_no_words_and_a_retraction_only_its_note() {
        let conflict = post("[[conflicts]]\nfield = \"headline\"\nsides = [\"a\", \"b\"]\n");
        assert_eq!(digest(&conflict, &BTreeMap::new()), None);
        let notice = post("headline = \"Gone\"\n[retraction]\nnote = \"It was not so.\"\n");
        let text = project(&notice, &BTreeMap::new()).expect("words").to_text();
        assert_eq!(
            text,
            "format = 1\nid = \"k3x9q7m2td\"\n\n[retraction]\nnote = \"It was not so.\"\n"
        );
    }

    proptest! {
        #[test]
        fn prop_the_canonical_text_reads_back(headline in "\\PC{0,40}", body in "(\\PC|\n|\"|\\\\|\t){0,120}") {
            let mut document = post("headline = \"x\"\n");
            if let Document::Post(post) = &mut document {
                post.headline = headline;
                post.body = body;
            }
            let projection = project(&document, &BTreeMap::new()).expect("no conflict");
            let text = projection.to_text();
            let back = Projection::read(&text).expect("TOML");
            prop_assert_eq!(back.to_text(), text);
        }
    }
}
