//! The words of a post or story as a person asks to change them: what `add`, `edit`, `correct`
//! and `story` have in common.

use std::sync::Arc;

use super::error::OpError;
use super::session::Session;
use super::sources::{find_source, vouch_anew};
use crate::check::quote;
use crate::media::{self, MediaError};
use crate::model::{
    Claim, Coverage, Credit, CreditRole, Digest, Document, Link, Media, Moment, Point, Source,
    SourceId,
};

/// What a person asks to change; whatever is empty stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// A new headline, or title of a story.
    pub headline: Option<String>,
    /// A new body.
    pub body: Option<String>,
    /// Words to be put in the place of others, old and new.
    pub replace: Vec<(String, String)>,
    /// New values of simple fields.
    pub adjust: Vec<Adjust>,
    /// People to be credited.
    pub credits: Vec<Credit>,
    /// People no longer credited, by id or printed name.
    pub remove_credits: Vec<String>,
    /// Credit is paid and counted, never printed, for these (id or name).
    pub withhold_credits: Vec<String>,
    /// Subjects to be added.
    pub tags: Vec<String>,
    /// Subjects to be taken out.
    pub remove_tags: Vec<String>,
    /// Listed among the key events, or not.
    pub key_event: Option<bool>,
    /// Media to be added.
    pub media: Vec<NewMedium>,
    /// Media to be taken out, by number from 1, file or address.
    pub remove_media: Vec<String>,
    /// Links to be added; an earlier post by what a person calls it.
    pub links: Vec<(Link, Option<String>)>,
    /// Links to be taken out, by number from 1, title or address.
    pub remove_links: Vec<String>,
    /// Sources to be added: kind, description, reason.
    pub sources: Vec<Source>,
    /// Sources to be taken out, by id or words of the description.
    pub remove_sources: Vec<String>,
    /// Posts it rests on, as a person calls them.
    pub rests_on: Vec<String>,
    /// Posts it no longer rests on.
    pub remove_rests_on: Vec<String>,
    /// A new embargo; `Some(None)` lifts it.
    pub publish_at: Option<Option<Moment>>,
    /// Points to be added: text, posts it rests on.
    pub points: Vec<(String, Vec<String>)>,
    /// Points to be changed, by number from 1.
    pub change_points: Vec<(usize, String, Option<Vec<String>>)>,
    /// Points to be taken out, by number from 1.
    pub remove_points: Vec<usize>,
    /// A story's place.
    pub place: Option<String>,
    /// A story's time zone.
    pub timezone: Option<String>,
    /// Live or closed.
    pub coverage: Option<Coverage>,
}

/// Sets a field, or says why the value does not fit.
pub type Setter = dyn Fn(&mut Document) -> Result<(), String>;

/// A new value of one simple field.
#[derive(Clone)]
pub struct Adjust {
    /// The field's name in the file.
    pub field: String,
    /// Sets it, or says why the value does not fit.
    pub act: Arc<Setter>,
}

impl std::fmt::Debug for Adjust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Adjust").field("field", &self.field).finish_non_exhaustive()
    }
}

/// A medium to be added: its `src` is an address, or is filled in from the bytes.
#[derive(Debug, Clone)]
pub struct NewMedium {
    /// As the file will have it.
    pub medium: Media,
    /// The bytes of the file, and its name for messages.
    pub file: Option<(String, Vec<u8>)>,
    /// It is filed as it is.
    pub keep_metadata: bool,
}

/// What was understood, to be said to the person, and the files to be put beside the document.
#[derive(Debug, Default)]
pub struct Applied {
    /// Sentences for the person.
    pub remarks: Vec<String>,
    /// Name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Those of them that keep their metadata.
    pub kept: Vec<String>,
}

impl Words {
    /// Makes the changes.
    ///
    /// # Errors
    ///
    /// Words to be replaced that are not there exactly once; references to nothing; a file that is
    /// no picture, film or sound that the desk takes.
    pub fn apply(&self, session: &Session, document: &mut Document) -> Result<Applied, OpError> {
        let mut applied = Applied::default();
        let before = document.clone();
        if let Some(headline) = &self.headline {
            *document.headline_mut() = one_line(headline);
        }
        if let Some(body) = &self.body {
            set_body(document, body)?;
        }
        for (old, new) in &self.replace {
            applied.remarks.extend(replace(document, old, new)?);
        }
        for adjust in &self.adjust {
            (adjust.act)(document).map_err(|message| OpError::bad(message, ""))?;
        }
        self.apply_lists(document, &mut applied)?;
        self.apply_media(session, document, &mut applied)?;
        self.apply_sources(session, document, &mut applied)?;
        self.apply_links(session, document, &mut applied)?;
        self.apply_references(session, document)?;
        self.apply_story(session, document)?;
        if let Some(publish_at) = self.publish_at {
            *document.publish_at_mut() = publish_at;
        }
        if let Ok((me, _)) = session.me() {
            applied.remarks.extend(vouch_anew(&before, document, &me.id));
        }
        Ok(applied)
    }

    fn apply_lists(&self, document: &mut Document, applied: &mut Applied) -> Result<(), OpError> {
        for who in &self.remove_credits {
            remove(document.credits_mut(), "credit", who, |credit| names(credit, who))?;
        }
        for credit in &self.credits {
            document.credits_mut().retain(|present| !same_part(present, credit));
            applied.remarks.push(understood_credit(credit));
            document.credits_mut().push(credit.clone());
        }
        for who in &self.withhold_credits {
            let credits = document.credits_mut().iter_mut();
            credits.filter(|credit| names(credit, who)).for_each(|credit| credit.withheld = true);
        }
        for tag in &self.remove_tags {
            remove(document.tags_mut(), "tag", tag, |present| present == tag)?;
        }
        for tag in &self.tags {
            if !document.tags().contains(tag) {
                document.tags_mut().push(tag.clone());
            }
        }
        if let (Some(flag), Document::Post(post)) = (self.key_event, document) {
            post.key_event = flag;
        }
        Ok(())
    }

    fn apply_media(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for which in &self.remove_media {
            remove_numbered(document.media_mut(), "medium", which, |m| m.src.contains(which))?;
        }
        for new in &self.media {
            let mut medium = new.medium.clone();
            if let Some((name, bytes)) = &new.file {
                let stripped =
                    if new.keep_metadata { media::as_it_is(bytes) } else { media::strip(bytes) };
                let stripped = stripped.map_err(|error| {
                    let as_it_is = match error {
                        MediaError::Damaged { .. } => {
                            "or an editor answers for it as it is: --keep-metadata behind it"
                        }
                        _ => "",
                    };
                    OpError::bad(format!("{name}: {error}"), as_it_is)
                })?;
                let limit = session.desk.policy.max_media_bytes;
                if stripped.bytes.len() as u64 > limit {
                    return Err(OpError::bad(
                        format!(
                            "{name} has {} bytes, more than this desk takes ({limit})",
                            bytes.len()
                        ),
                        "make it smaller, or name its address on the web",
                    ));
                }
                let digest = Digest::of(&stripped.bytes);
                medium.src = media::file_name(document.id(), digest, stripped.extension);
                if !stripped.removed.is_empty() {
                    let removed = stripped.removed.join(", ");
                    applied.remarks.push(format!("{name}: taken out before filing: {removed}"));
                }
                if new.keep_metadata {
                    applied.remarks.push(format!("{name}: filed with its metadata, on your word"));
                    applied.kept.push(medium.src.clone());
                }
                applied.files.push((medium.src.clone(), stripped.bytes));
            }
            document.media_mut().push(medium);
        }
        Ok(())
    }

    fn apply_sources(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for which in &self.remove_sources {
            let id = find_source(document, which)?;
            document.sources_mut().retain(|source| source.id != id);
        }
        for source in &self.sources {
            let mut source = source.clone();
            source.id = new_source_id(session, document);
            applied.remarks.push(understood_source(&source));
            document.sources_mut().push(source);
        }
        Ok(())
    }

    fn apply_links(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for which in &self.remove_links {
            remove_numbered(document.links_mut(), "link", which, |link| {
                link.title == *which || link.url == *which
            })?;
        }
        for (link, post) in &self.links {
            let mut link = link.clone();
            if let Some(reference) = post {
                let path = session.resolve(reference)?;
                link.post = Some(session.load(&path)?.document.id().clone());
            }
            let place = post.as_ref().or(Some(&link.url).filter(|url| !url.is_empty()));
            let place = place.unwrap_or(&link.outlet);
            applied.remarks.push(format!("link, {}: “{}” {place}", link.kind.as_str(), link.title));
            document.links_mut().push(link);
        }
        Ok(())
    }

    fn apply_references(&self, session: &Session, document: &mut Document) -> Result<(), OpError> {
        let add = session.resolve_ids(&self.rests_on)?;
        let gone = session.resolve_ids(&self.remove_rests_on)?;
        match document {
            Document::Post(post) => {
                post.rests_on.retain(|id| !gone.contains(id));
                for id in add {
                    if !post.rests_on.contains(&id) {
                        post.rests_on.push(id);
                    }
                }
                Ok(())
            }
            Document::Story(_) if add.is_empty() && gone.is_empty() => Ok(()),
            Document::Story(_) => Err(OpError::bad(
                "a story rests on posts through its points",
                "newsroom story edit SLUG --point 'TEXT::POST,POST'",
            )),
        }
    }

    fn apply_story(&self, session: &Session, document: &mut Document) -> Result<(), OpError> {
        let Document::Story(story) = document else { return Ok(()) };
        for (number, text, posts) in &self.change_points {
            let posts = posts.as_ref().map(|posts| session.resolve_ids(posts)).transpose()?;
            let count = story.summary.len();
            let point = number.checked_sub(1).and_then(|index| story.summary.get_mut(index));
            let point = point.ok_or_else(|| no_point(*number, count))?;
            point.text = one_line(text);
            if let Some(posts) = posts {
                point.posts = posts;
            }
        }
        let mut gone = self.remove_points.clone();
        gone.sort_unstable();
        for number in gone.iter().rev() {
            if *number == 0 || *number > story.summary.len() {
                return Err(no_point(*number, story.summary.len()));
            }
            story.summary.remove(number - 1);
        }
        for (text, posts) in &self.points {
            let posts = session.resolve_ids(posts)?;
            story.summary.push(Point { text: one_line(text), posts });
        }
        if let Some(place) = &self.place {
            story.place.clone_from(place);
        }
        if let Some(zone) = &self.timezone {
            story.timezone.clone_from(zone);
        }
        if let Some(coverage) = self.coverage {
            story.coverage = coverage;
        }
        Ok(())
    }
}

/// How a source was understood, to be said to the person.
fn understood_source(source: &Source) -> String {
    let reason = match source.reason.as_str() {
        "" => String::new(),
        reason => format!(", not named: {reason}"),
    };
    format!("source, {}: {}{reason}", source.kind.as_str(), source.description)
}

/// How a credit was understood: a person of the desk by id, or an outsider.
fn understood_credit(credit: &Credit) -> String {
    let who = match &credit.who {
        Some(id) => id.to_string(),
        None => "from outside the desk".to_owned(),
    };
    let place = match credit.place.as_str() {
        "" => String::new(),
        place => format!(", {place}"),
    };
    format!("credit, {}: {} ({who}){place}", credit.role.as_str(), credit.name)
}

fn no_point(number: usize, count: usize) -> OpError {
    OpError::bad(
        format!("there is no point {number}: the story has {count}"),
        "newsroom show STORY lists them",
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sets a post's body; it ends with one line feed, so that it is written over several lines.
pub(crate) fn set_body(document: &mut Document, body: &str) -> Result<(), OpError> {
    match document {
        Document::Post(post) => {
            let body = body.trim_end().trim_start_matches('\n');
            post.body = if body.is_empty() { String::new() } else { format!("{body}\n") };
            Ok(())
        }
        Document::Story(_) => Err(OpError::bad(
            "a story has points, not a body",
            "newsroom story edit SLUG --point 'TEXT::POST,POST'",
        )),
    }
}

/// Puts words in the place of others, wherever they stand exactly once, and carries the claims
/// whose words they were. Gives what to say of it.
fn replace(document: &mut Document, old: &str, new: &str) -> Result<Vec<String>, OpError> {
    let count: usize = document.quotable().iter().map(|text| text.matches(old).count()).sum();
    let remedy = "give words that stand there exactly once: --replace 'OLD WORDS=>NEW WORDS'";
    match count {
        1 if !old.is_empty() => {}
        0 => return Err(OpError::bad(format!("“{old}” is not in it"), remedy)),
        _ => return Err(OpError::bad(format!("“{old}” stands in it {count} times"), remedy)),
    }
    let mut remarks = Vec::new();
    let mut claims = std::mem::take(document.claims_mut());
    for text in texts_mut(document) {
        let Some(start) = text.find(old) else { continue };
        for claim in &mut claims {
            remarks.extend(carry(claim, text, start..start + old.len(), new));
        }
        text.replace_range(start..start + old.len(), new);
    }
    *document.claims_mut() = claims;
    Ok(remarks)
}

/// The texts in which a claim's words may stand, to be changed.
fn texts_mut(document: &mut Document) -> Vec<&mut String> {
    match document {
        Document::Post(post) => {
            let captions = post.media.iter_mut().map(|medium| &mut medium.caption);
            [&mut post.headline, &mut post.body].into_iter().chain(captions).collect()
        }
        Document::Story(story) => {
            let captions = story.media.iter_mut().map(|medium| &mut medium.caption);
            let points = story.summary.iter_mut().map(|point| &mut point.text);
            std::iter::once(&mut story.title).chain(points).chain(captions).collect()
        }
    }
}

/// A claim whose words overlap what is replaced speaks of the new words from then on.
fn carry(claim: &mut Claim, text: &str, gone: std::ops::Range<usize>, new: &str) -> Option<String> {
    let spoken = quote::find(text, &claim.quote)?;
    if spoken.end <= gone.start || gone.end <= spoken.start {
        return None;
    }
    let before = text.get(spoken.start..gone.start).unwrap_or("");
    let after = text.get(gone.end..spoken.end).unwrap_or("");
    claim.quote = format!("{before}{new}{after}").trim().to_owned();
    let (id, quote, status) = (&claim.id, &claim.quote, claim.status.as_str());
    Some(format!("{id} now speaks of “{quote}”, still {status}"))
}

fn new_source_id(session: &Session, document: &Document) -> SourceId {
    loop {
        let id: SourceId = format!("s-{}", session.letters(4)).parse().expect("four letters");
        if document.source(&id).is_none() {
            return id;
        }
    }
}

fn same_part(present: &Credit, new: &Credit) -> bool {
    present.who == new.who && present.name == new.name && present.role == new.role
}

fn names(credit: &Credit, who: &str) -> bool {
    credit.name == who || credit.who.as_ref().is_some_and(|id| id.as_str() == who)
}

fn remove<T>(
    list: &mut Vec<T>,
    what: &str,
    which: &str,
    is_it: impl Fn(&T) -> bool,
) -> Result<(), OpError> {
    let before = list.len();
    list.retain(|item| !is_it(item));
    if list.len() < before {
        Ok(())
    } else {
        Err(OpError::bad(format!("there is no {what} `{which}` to take out"), ""))
    }
}

fn remove_numbered<T>(
    list: &mut Vec<T>,
    what: &str,
    which: &str,
    is_it: impl Fn(&T) -> bool,
) -> Result<(), OpError> {
    match which.parse::<usize>() {
        Ok(number) if (1..=list.len()).contains(&number) => {
            list.remove(number - 1);
            Ok(())
        }
        _ => remove(list, what, which, is_it),
    }
}

/// A person of the desk as credited from now on.
pub(crate) fn credit_of(person: &crate::model::Contributor, role: CreditRole) -> Credit {
    Credit {
        who: Some(person.id.clone()),
        name: person.name.clone(),
        role,
        place: String::new(),
        withheld: false,
    }
}
