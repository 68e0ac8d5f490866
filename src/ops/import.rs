//! `import`: what others send, as drafts; the same origin again is an edit of the same draft.

use super::add::{story, unfiled};
use crate::desk::amendment::credit_of;
use crate::desk::{Done, Edit, Loaded, OpError, Session, facts};
use crate::format;
use crate::format::wire::{self, Item, Person};
use crate::merge::merge;
use crate::model::{Contributor, Credit, CreditRole, Desk, DocPath, Document, Origin, Post};
use crate::storage::{FactFilter, Line, Written};
use crate::workflow::{Act, State, authorize};

/// In which form it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// IPTC ninjs.
    Ninjs,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// What `import` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// In which form it came.
    pub format: Format,
    /// The story, as a person calls it; else the only live one.
    pub story: Option<String>,
    /// Each file: its name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What became of it.
#[derive(Debug)]
pub struct Imported {
    /// What was filed.
    pub done: Done,
    /// How many of these are new.
    pub new: usize,
    /// How many of the files cannot be read; the others are filed.
    pub unreadable: usize,
    /// What was not filed, and why.
    pub passed_over: Vec<String>,
}

/// What is to be done with an item.
enum Doing {
    New(Edit),
    Change(Edit, Vec<String>),
    Nothing(String),
}

/// Files what came in, all of it in one step.
///
/// # Errors
///
/// A role that may not write; no story that is meant; the one file that cannot be read; words that
/// do not fit.
pub fn run(session: &mut Session, request: &Request) -> Result<Imported, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let story = story(session, request.story.as_deref())?;
    let mut items = Vec::new();
    let (mut edits, mut remarks, mut passed_over) = (Vec::<Edit>::new(), Vec::new(), Vec::new());
    let mut unreadable = 0;
    for (name, bytes) in &request.files {
        match read(request.format, name, bytes) {
            Ok(read) => items.extend(read),
            Err(why) if request.files.len() > 1 => {
                unreadable += 1;
                passed_over.push(why.to_string());
            }
            Err(why) => return Err(why),
        }
    }
    let mut new = 0;
    for item in items {
        let called = called(&item);
        let twice = |edit: &Edit| {
            let post = edit.document.as_post();
            post.and_then(|post| post.origin.as_ref()).is_some_and(|from| same(from, &item.origin))
        };
        if edits.iter().any(twice) {
            passed_over.push(format!("{called}: it is among these twice, and the first was taken"));
            continue;
        }
        let noted = item.remarks.clone();
        match item_of(session, &story, item, &me)? {
            Doing::New(edit) => {
                new += 1;
                edits.push(edit);
                remarks.push(noted);
            }
            Doing::Change(edit, said) => {
                edits.push(edit);
                remarks.push([noted, said].concat());
            }
            Doing::Nothing(why) => passed_over.push(format!("{called}: {why}")),
        }
    }
    if edits.is_empty() {
        let done = session.finish(Vec::new(), Written::default());
        return Ok(Imported { done, new, unreadable, passed_over });
    }
    let mut done = session.file("import", edits)?;
    for (outcome, said) in done.outcomes.iter_mut().zip(remarks) {
        outcome.remarks.extend(said);
    }
    Ok(Imported { done, new, unreadable, passed_over })
}

fn read(format: Format, name: &str, bytes: &[u8]) -> Result<Vec<Item>, OpError> {
    let unreadable = |why: String| {
        OpError::bad(
            format!("{name} cannot be imported: {why}"),
            "nothing was filed; newsroom import --format ninjs|markdown|text",
        )
    };
    let decoded = wire::decode(bytes).map_err(|error| unreadable(error.to_string()))?;
    let text = &decoded.text;
    let items = match format {
        Format::Ninjs => wire::ninjs(text),
        Format::Markdown => wire::markdown(name, text).map(|item| vec![item]),
        Format::Text => wire::text(name, text).map(|item| vec![item]),
    };
    let mut items = items.map_err(|error| unreadable(error.to_string()))?;
    items.iter_mut().for_each(Item::fit);
    if let Some(first) = items.first_mut() {
        first.remarks.splice(0..0, decoded.remarks);
    }
    Ok(items)
}

fn called(item: &Item) -> String {
    let name = if item.headline.is_empty() { &item.origin.uri } else { &item.headline };
    format!("“{name}”")
}

fn same(one: &Origin, other: &Origin) -> bool {
    (&one.provider, &one.uri) == (&other.provider, &other.uri)
}

fn item_of(
    session: &Session,
    story: &DocPath,
    item: Item,
    me: &Contributor,
) -> Result<Doing, OpError> {
    let Some(path) = known(session, &item.origin)? else {
        if item.origin.canceled {
            return Ok(Doing::Nothing("it was taken back, and is not here".to_owned()));
        }
        return new(session, story, &item, me).map(Doing::New);
    };
    let loaded = session.load(&path)?;
    if loaded.saved.is_some() {
        return Err(OpError::Unfiled { path: path.to_string(), doc: loaded.short() });
    }
    let Some(post) = loaded.document.as_post() else {
        return Ok(Doing::Nothing("it is a story here".to_owned()));
    };
    let before = post.origin.clone().unwrap_or_else(|| item.origin.clone());
    let short = loaded.short();
    if is_older(&item.origin, &before) {
        return Ok(Doing::Nothing(format!("{short} is of a later version, {}", before.version)));
    }
    if item.origin == before {
        return Ok(Doing::Nothing(format!("{short} has it already")));
    }
    if item.origin.canceled {
        let said = vec![format!("who sent it takes it back: {}", remedy(&loaded))];
        let edit = Edit::of(loaded, |document| set_origin(document, item.origin));
        return Ok(Doing::Change(edit, said));
    }
    if loaded.standing.state == State::Spiked {
        return Ok(Doing::Nothing(format!("{short} was spiked")));
    }
    let base = as_it_came(session, &path, &before)?;
    let theirs = with_words(session, base.as_ref().unwrap_or(&loaded.document), &item, me);
    let merged = merge(base.as_ref(), &loaded.document, &theirs);
    let mut said = Vec::new();
    if merged.conflicts {
        said.push(
            "the same words were changed here: both are kept, and edit settles it".to_owned(),
        );
    }
    Ok(Doing::Change(Edit { loaded, document: merged.document, files: Vec::new() }, said))
}

/// What an editor does with what was taken back.
fn remedy(loaded: &Loaded) -> &'static str {
    if loaded.live.is_some() {
        "newsroom pull, or newsroom retract: readers see it"
    } else {
        "newsroom spike"
    }
}

/// The post that came from there before.
fn known(session: &Session, origin: &Origin) -> Result<Option<DocPath>, OpError> {
    session.facts_current()?;
    let filter = FactFilter {
        marks: vec![vec![facts::origin(&origin.provider, &origin.uri)]],
        ..FactFilter::default()
    };
    Ok(session.store.found(&filter)?.into_iter().next().map(|found| found.path))
}

/// Whether a version is before another; those that are no numbers are taken as they come.
fn is_older(new: &Origin, held: &Origin) -> bool {
    let number = |origin: &Origin| origin.version.parse::<u64>().ok();
    number(new).zip(number(held)).is_some_and(|(new, held)| new < held)
}

/// The post as that version of its origin was filed, before anybody here changed it.
fn as_it_came(
    session: &Session,
    path: &DocPath,
    origin: &Origin,
) -> Result<Option<Document>, OpError> {
    for version in session.store.history(Line::Desk, path.as_str())? {
        let Some(blob) = &version.blob else { continue };
        let text = String::from_utf8(session.store.blob(blob)?).unwrap_or_default();
        let Ok(document) = format::read_document(path, &text) else { continue };
        let from = document.as_post().and_then(|post| post.origin.clone());
        if from.is_some_and(|from| same(&from, origin) && from.version == origin.version) {
            return Ok(Some(document));
        }
    }
    Ok(None)
}

fn new(session: &Session, story: &DocPath, item: &Item, me: &Contributor) -> Result<Edit, OpError> {
    let id = session.new_id()?;
    let post = Document::Post(Post::new(id.clone(), session.now));
    let document = with_words(session, &post, item, me);
    let path = story.post_called(document.first_words(), &id);
    Ok(Edit { loaded: unfiled(session, path, &document), document, files: Vec::new() })
}

/// A post with the words of an item in place of those it had.
fn with_words(session: &Session, post: &Document, item: &Item, me: &Contributor) -> Document {
    let mut document = post.clone();
    if let Document::Post(post) = &mut document {
        post.headline.clone_from(&item.headline);
        post.body.clone_from(&item.body);
        post.tags.clone_from(&item.tags);
        post.language.clone_from(&item.language);
        post.publish_at = item.embargo;
        post.media.clone_from(&item.media);
        post.credits = credits(&session.desk, item, me);
    }
    set_origin(&mut document, item.origin.clone());
    document
}

/// Those who wrote it; where it does not say, who sent it, or whose file it is.
fn credits(desk: &Desk, item: &Item, me: &Contributor) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    for credit in item.byline.iter().filter_map(|person| credit(desk, person)) {
        if !credits.iter().any(|known| known.name == credit.name && known.role == credit.role) {
            credits.push(credit);
        }
    }
    if credits.is_empty() {
        credits.push(match item.origin.provider.as_str() {
            wire::FILE => credit_of(me, CreditRole::Reporter),
            provider => outsider(provider, CreditRole::Reporter),
        });
    }
    credits
}

/// The credit of somebody whom a by-line names: of the desk, or from outside. An e-mail alone that
/// nobody at the desk has is no name, and the desk is not credited in its own pages.
fn credit(desk: &Desk, person: &Person) -> Option<Credit> {
    let own = [&desk.newsroom.name, &desk.newsroom.short_name];
    let known = contributor(desk, person);
    let ours = own.into_iter().any(|name| folded(name) == folded(&person.name));
    if known.is_none() && (ours || person.name.is_empty()) {
        return None;
    }
    let credit = match known {
        Some(known) => credit_of(known, person.role),
        None => outsider(&person.name, person.role),
    };
    Some(Credit { place: person.place.clone(), ..credit })
}

/// Who of the desk it is: by e-mail, by id, or by a name that one person alone has.
fn contributor<'a>(desk: &'a Desk, person: &Person) -> Option<&'a Contributor> {
    let name = folded(&person.name);
    let mut named = desk.contributors.iter().filter(|one| folded(&one.name) == name);
    let by_name = named.next().filter(|_| named.next().is_none());
    let by_id = || desk.contributors.iter().find(|one| one.id.as_str() == person.name);
    desk.contributor_by_email(&person.email)
        .filter(|_| !person.email.is_empty())
        .or_else(by_id)
        .or(by_name)
}

/// A name as it is compared: case and spaces say nothing.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn outsider(name: &str, role: CreditRole) -> Credit {
    Credit { who: None, name: name.to_owned(), role, place: String::new(), withheld: false }
}

fn set_origin(document: &mut Document, origin: Origin) {
    if let Document::Post(post) = document {
        post.origin = Some(origin);
    }
}
