//! What the cache answers is what reading every document anew answers.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::check::{quote, similarity};
use crate::desk::Loaded;
use crate::desk::search::texts::of_document;
use crate::desk::{Amendment, Filter, Letters, Session};
use crate::model::{DocPath, ReleaseKind, Verdict};
use crate::ops::credits::WordCounts;
use crate::ops::{add, claims, corrections, log, search, status};
use crate::search::{Query, excerpts};
use crate::storage::Line;
use crate::storage::testing::{TestDesk, batch, plan};

const PEOPLE: [&str; 4] = ["ana-petrova", "ed-lind", "mara-voss", "jonas-relk"];
const WORDS: [&str; 14] = [
    "power",
    "cut",
    "“hurt”",
    "people —",
    "café",
    "cafe\u{301}",
    "naïve",
    "Київ",
    "300",
    "men…",
    "it's",
    "it’s",
    "of the",
    "\u{1E900}",
];
const STATUSES: [&str; 5] = ["unverified", "verified", "disputed", "false", "withdrawn"];
const VERDICTS: [Verdict; 9] = [
    Verdict::Submitted,
    Verdict::Approved,
    Verdict::Returned,
    Verdict::Comment,
    Verdict::Spiked,
    Verdict::Stopped,
    Verdict::Cleared,
    Verdict::Withdrawn,
    Verdict::Second,
];
const KINDS: [ReleaseKind; 7] = [
    ReleaseKind::Update,
    ReleaseKind::Minor,
    ReleaseKind::Correction,
    ReleaseKind::Pull,
    ReleaseKind::Restore,
    ReleaseKind::Retraction,
    ReleaseKind::EditorsNote,
];

/// A document as chance has it.
#[derive(Debug, Clone)]
struct Chance {
    words: Vec<usize>,
    hour: usize,
    flags: [bool; 6],
    credits: Vec<usize>,
    claims: Vec<(usize, bool)>,
    reviews: Vec<(usize, usize, bool)>,
    releases: Vec<(usize, usize, bool)>,
}

fn chance() -> impl Strategy<Value = Chance> {
    let words = prop::collection::vec(0..WORDS.len(), 1..9);
    let credits = prop::collection::vec(0..PEOPLE.len(), 0..3);
    let claims = prop::collection::vec((0..STATUSES.len(), any::<bool>()), 0..3);
    let reviews = prop::collection::vec((0..PEOPLE.len(), 0..VERDICTS.len(), any::<bool>()), 0..4);
    let releases = prop::collection::vec((0..PEOPLE.len(), 0..KINDS.len(), any::<bool>()), 0..3);
    (words, 0..4usize, any::<[bool; 6]>(), credits, claims, reviews, releases).prop_map(
        |(words, hour, flags, credits, claims, reviews, releases)| Chance {
            words,
            hour,
            flags,
            credits,
            claims,
            reviews,
            releases,
        },
    )
}

/// The settings: how many approvals are needed, and which of the people may give them.
fn settings(approvals: usize, editors: [bool; 4]) -> String {
    let mut text =
        format!("[newsroom]\nname = \"The Courier\"\n\n[policy]\napprovals = {approvals}\n");
    // Whoever files them has the right to.
    text.push_str("\n[[contributors]]\nid = \"chief\"\nname = \"Chief\"\nrole = \"admin\"\nemails = [\"ana@courier.example\"]\n");
    for (id, editor) in PEOPLE.iter().zip(editors) {
        let role = if editor { "editor" } else { "reporter" };
        let email = format!("{}.reports", id.split('-').next().unwrap_or_default());
        text.push_str(&format!(
            "\n[[contributors]]\nid = \"{id}\"\nname = \"{id}\"\nrole = \"{role}\"\nemails = [\"{email}@courier.example\"]\n"
        ));
    }
    text
}

impl Chance {
    /// The first three are stories, the others posts in them.
    fn path(n: usize) -> DocPath {
        let folder = format!("posts/2026/{:02}/story-{}", 10 + n % 3, n % 3);
        let name = if n < 3 { "story".to_owned() } else { format!("post-{n:010}") };
        format!("{folder}/{name}.toml").parse().expect("a path")
    }

    fn text(&self, n: usize) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| WORDS[*word]).collect();
        let [west, key_event, pictured, torn, embargo, tagged] = self.flags;
        let torn = torn && embargo && tagged; // most have words
        // The same instant is written in two ways, so that only times sort as times do.
        let (hour, zone) = if west { (self.hour + 2, "+02:00") } else { (self.hour, "Z") };
        let created = format!("2026-11-{:02}T{:02}:30:00{zone}", 7 + hour / 24, hour % 24);
        let mut text = format!("id = \"{n:010}\"\ncreated = {created}\n");
        let words = words.join(" ");
        if n < 3 {
            let coverage = if key_event { "live" } else { "closed" };
            text += &format!("title = \"{words}\"\ncoverage = \"{coverage}\"\n");
        } else {
            text += &format!("headline = \"{words}\"\nkey_event = {key_event}\n");
            text += &format!("body = '''\n{words} {words}\n'''\n");
        }
        if embargo {
            text = text.replace("created", "publish_at = 2026-11-08T12:00:00Z\ncreated");
        }
        if tagged {
            text = text.replace("created", "tags = [\"port\"]\ncreated");
        }
        for who in &self.credits {
            let id = PEOPLE[*who];
            text += &format!("\n[[credits]]\nwho = \"{id}\"\nname = \"{id}\"\n");
        }
        if pictured {
            text += "\n[[media]]\nkind = \"image\"\nsrc = \"a.jpg\"\ncaption = \"of the port\"\n";
        }
        for (at, (status, stands)) in self.claims.iter().enumerate() {
            let quote = if *stands { WORDS[self.words[0]] } else { "gone" };
            let status = STATUSES[*status];
            text += &format!(
                "\n[[claims]]\nid = \"c-000{at}\"\nquote = \"{quote}\"\nstatus = \"{status}\"\n"
            );
        }
        if torn {
            text += "\n[[conflicts]]\nfield = \"tags\"\nsides = [\"a\", \"b\"]\n";
        }
        text
    }

    /// The file with its reviews, and the ledger: about the words as they are, or about others.
    fn files(&self, n: usize) -> (String, String) {
        let (path, mut text) = (Self::path(n), self.text(n));
        let document = format::read_document(&path, &text).expect("a document");
        let files = BTreeMap::from([("a.jpg".to_owned(), Digest::of(b"picture"))]);
        let digest = |current: bool| match format::digest(&document, &files) {
            Some(digest) if current => digest,
            _ => Digest::of(b"other words"),
        };
        let words = self.releases.iter().filter(|(_, kind, _)| KINDS[*kind].carries_words());
        let round = 1 + words.count();
        for (by, verdict, current) in &self.reviews {
            let (by, verdict) = (PEOPLE[*by], VERDICTS[*verdict].as_str());
            text += &format!(
                "\n[[reviews]]\nat = 2026-11-07T20:00:00Z\nby = \"{by}\"\nverdict = \"{verdict}\"\nround = {round}\ndigest = \"{}\"\n",
                digest(*current)
            );
        }
        let mut ledger = String::new();
        for (at, (by, kind, current)) in self.releases.iter().enumerate() {
            let (by, kind) = (PEOPLE[*by], KINDS[*kind].as_str());
            ledger += &format!(
                "[[releases]]\nn = {}\nat = 2026-11-07T21:0{at}:00+01:00\nby = \"{by}\"\nkind = \"{kind}\"\ndigest = \"{}\"\nround = 1\nalone = {current}\ndesk = \"0\"\n\n",
                at + 1,
                digest(*current)
            );
        }
        (text, ledger)
    }
}

/// Files these documents in one commit of that person, and their ledgers in one of the record.
fn file(desk: &TestDesk, author: &str, documents: &[(usize, Chance)]) {
    let (store, mut batch) = (desk.store(), batch());
    batch.author.name = author.to_owned();
    batch.author.email = format!("{author}@courier.example");
    let tip = |line| store.tip(line).expect("read").expect("a tip");
    let (head, record) = (tip(Line::Desk), tip(Line::Record));
    let (mut filed, mut released) = (Vec::new(), Vec::new());
    for (n, chance) in documents {
        let (path, (text, ledger)) = (Chance::path(*n), chance.files(*n));
        let old = store.entry(&head, path.as_str()).expect("read");
        filed.push((path.to_string(), old, text));
        if !ledger.is_empty() {
            let old = store.entry(&record, &path.ledger()).expect("read");
            released.push((path.ledger(), old, ledger));
        }
    }
    let plan = |title: &str, files: &[(String, Option<crate::storage::BlobId>, String)]| {
        let files: Vec<_> = files
            .iter()
            .map(|(path, old, text)| (path.as_str(), old.as_ref(), Some(text.as_str())))
            .collect();
        plan(title, &files)
    };
    batch.desk = vec![plan("Documents", &filed)];
    batch.record = Box::new(move |_| vec![plan("Ledgers", &released)]);
    store.write(batch).expect("written");
}

fn open(desk: &TestDesk) -> Session {
    let now = "2026-11-09T09:00:00Z".parse().expect("a moment");
    let mut next = 9_000_000_000_u64;
    let letters: Letters = Box::new(move |count| {
        next += 1;
        next.to_string()[..count].to_owned()
    });
    let mut session = Session::open(&desk.path(), now, letters).expect("opens");
    session.dry_run = true;
    session
}

/// Every document read anew, newest first.
fn slow(session: &Session) -> Vec<(Summary, super::super::Loaded)> {
    let files = session.store.files_under(&session.head, "posts").expect("listed");
    let paths = files.iter().filter_map(|(path, _)| path.parse::<DocPath>().ok());
    let mut all: Vec<_> = paths
        .map(|path| {
            let loaded = session.load(&path).expect("loaded");
            let (document, ledger) = (&loaded.document, loaded.ledger.as_ref());
            let summary = Summary::of(&path, document, &loaded.standing, ledger, &session.desk);
            let standing = &loaded.standing;
            let live = loaded.live.as_ref().map(|live| with_live_words(document, live));
            let live = match standing.digest == standing.live {
                true => Some(document.clone()),
                false => live,
            };
            let live = live.filter(|_| loaded.is_live());
            let aside = session.store.file(&session.head, &path.aside()).expect("read");
            let aside = aside.map(|(_, bytes)| format::read_bytes(&path, bytes).expect("read").1);
            (summary.with_claims_of(document, aside.as_ref(), live.as_ref()), loaded)
        })
        .collect();
    all.sort_by(|(a, _), (b, _)| (b.at(), &b.path).cmp(&(a.at(), &a.path)));
    all
}

fn filters() -> Vec<Filter> {
    let story = Some(Chance::path(1));
    let time = |text: &str| Some(text.parse().expect("a moment"));
    let mut filters = vec![
        Filter::default(),
        Filter { story: story.clone(), ..Filter::default() },
        Filter { posts_only: true, limit: Some(3), ..Filter::default() },
        Filter { story, key_event: true, limit: Some(1), ..Filter::default() },
        Filter { tag: Some("port".to_owned()), ..Filter::default() },
        Filter { since: time("2026-11-07T14:30:00+02:00"), ..Filter::default() },
        Filter { until: time("2026-11-07T14:30:00Z"), limit: Some(2), ..Filter::default() },
    ];
    filters.extend(State::ALL.map(|one| Filter { states: vec![one], ..Filter::default() }));
    for by in PEOPLE {
        let states = vec![State::Draft, State::InReview];
        filters.push(Filter { by: Some(by.to_owned()), states, ..Filter::default() });
    }
    let public = [Public::Unpublished, Public::Live, Public::Pulled, Public::Retracted];
    filters.extend(public.map(|one| Filter { public: vec![one], ..Filter::default() }));
    filters
}

/// Holds every fast answer against the slow one.
fn compare(desk: &TestDesk) {
    let session = open(desk);
    let all = slow(&session);
    for filter in filters() {
        let mut expected: Vec<&Summary> =
            all.iter().map(|(summary, _)| summary).filter(|s| filter.passes(s)).collect();
        expected.truncate(filter.limit.unwrap_or(usize::MAX));
        let found = session.summaries(&filter).expect("listed");
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
    let summaries: Vec<Summary> = all.iter().map(|(summary, _)| summary.clone()).collect();
    for open in [false, true] {
        let found = claims::run(&session, None, open).expect("listed");
        assert_eq!(found, claims::of(summaries.clone(), open));
    }
    for me in session.desk.contributors.iter().map(Some).chain([None]) {
        let found = status::waiting(&session, me).expect("listed");
        assert_eq!(status::sort(found, me, false), status::sort(summaries.clone(), me, false));
    }
    let told: Vec<_> = corrections::run(&session, None, None).expect("listed");
    let acts = all.iter().flat_map(|(_, loaded)| loaded.ledger.iter().flat_map(|l| &l.releases));
    assert_eq!(told.len(), acts.filter(|release| release.kind.is_told()).count());
    for round in ["counted", "kept"] {
        let mut counts = WordCounts::new(&session, "posts").expect("read");
        for (_, loaded) in &all {
            let expected = log::words_by(&session, loaded).expect("counted");
            assert_eq!(counts.of(&loaded.path).expect("counted"), expected, "{round}");
        }
        counts.keep().expect("kept");
    }
    let part = |text: &str| text.chars().skip(2).take(14).collect::<String>();
    let quotes: BTreeSet<String> = all.iter().map(|(s, _)| part(&s.headline)).collect();
    for quote in quotes.iter().map(String::as_str).chain(["300", "e\u{301}", "\u{1E900} of", ""]) {
        let spelt = |(summary, loaded): &(Summary, Loaded)| {
            Some((summary.path.clone(), quote::repeated(&loaded.document, quote)?))
        };
        let expected: Vec<_> = all.iter().filter_map(spelt).collect();
        assert_eq!(session.documents_repeating(quote).expect("found"), expected, "{quote:?}");
    }
    for words in quotes.iter().map(String::as_str).chain(["cafe 300", "“of the”", "київ", "na"])
    {
        let Some(query) = Query::read(words) else { continue };
        let stands = |document: &Document| {
            let texts = of_document(document);
            let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
            excerpts(&texts, &query, 1).is_some()
        };
        let expected = all.iter().filter(|(_, l)| stands(&l.document));
        let expected: Vec<_> = expected.map(|(summary, _)| summary.path.clone()).collect();
        let (words, story, scope) = (words.to_owned(), None, search::Scope::Desk);
        let request = search::Request { words, story, scope, limit: None };
        let found = search::run(&session, &request).expect("found");
        let paths: Vec<_> = found.hits.into_iter().map(|hit| hit.summary.path).collect();
        assert_eq!((paths, found.total), (expected.clone(), expected.len()), "{request:?}");
    }
}

/// The twin that `add` finds is the one that comparing with every post of the story finds.
fn compare_twin(desk: &TestDesk, words: &[usize]) {
    let mut session = open(desk);
    let all = slow(&session);
    let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
    let (headline, body) = (words.join(" "), format!("{0} {0}", words.join(" ")));
    if headline.is_empty() {
        return;
    }
    let mut best: Option<(u32, String)> = None;
    for (summary, loaded) in &all {
        if summary.story != "story-1" || summary.is_story() {
            continue;
        }
        let share = similarity(&format!("{headline}\n{body}"), &compared(&loaded.document));
        let percent = (share * 100.0).round() as u32;
        if percent >= 60 && best.as_ref().is_none_or(|(best, _)| *best < percent) {
            best = Some((percent, summary.short().to_owned()));
        }
    }
    let request = add::Request {
        story: Some("story-1".to_owned()),
        words: Amendment { headline: Some(headline), body: Some(body), ..Amendment::default() },
        ..add::Request::default()
    };
    let twin = add::run(&mut session, &request).expect("added").twin;
    assert_eq!(twin.map(|twin| (twin.percent, twin.short)), best);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn prop_the_cache_answers_as_reading_all_documents_does(
        documents in prop::collection::vec(chance(), 8..16),
        changed in prop::collection::vec((0..8usize, chance()), 1..4),
        (approvals, editors) in (1..3usize, any::<[bool; 4]>()),
    ) {
        let desk = TestDesk::new();
        desk.file("newsroom.toml", &settings(1, [false, true, true, false]));
        let all: Vec<_> = documents.into_iter().enumerate().collect();
        file(&desk, "ana", &all);
        compare(&desk);
        // A picture that comes later changes the words of the posts that show it.
        desk.file("posts/2026/11/story-1/a.jpg", "picture");
        compare(&desk);
        let changed: BTreeMap<_, _> = changed.into_iter().collect();
        file(&desk, "ed", &changed.into_iter().collect::<Vec<_>>());
        compare(&desk);
        desk.file("newsroom.toml", &settings(1, editors));
        compare(&desk);
        desk.file("newsroom.toml", &settings(approvals, editors));
        compare(&desk);
        for n in [4, 5, 7] {
            compare_twin(&desk, &all[n].1.words);
            compare_twin(&desk, &all[n].1.words[1..]);
        }
    }
}

#[test]
fn a_new_reporter_leaves_every_fact_as_it_was() {
    let desk = |text: &str| format::read::<Desk>(text).expect("settings");
    let before = desk(&settings(1, [false, true, true, false]));
    let more = "\n[[contributors]]\nid = \"lev\"\nname = \"Lev\"\nrole = \"reporter\"\n";
    let text = settings(1, [false, true, true, false]);
    assert_eq!(basis(&before, true), basis(&desk(&(text.clone() + more)), true));
    let renamed = text.replace("The Courier", "The Post");
    assert_eq!(basis(&before, true), basis(&desk(&renamed), true));
    let promoted = basis(&desk(&settings(1, [true, true, true, false])), true);
    assert_eq!(promoted.key, basis(&before, true).key);
    assert_ne!(promoted.marks, basis(&before, true).marks);
    assert_ne!(basis(&before, true).key, basis(&before, false).key);
}

#[test]
fn an_approval_counts_no_more_when_its_giver_is_no_editor_any_more() {
    let desk = TestDesk::new();
    desk.file("newsroom.toml", &settings(1, [false, true, true, false]));
    let plain = Chance {
        words: vec![0],
        hour: 0,
        flags: [false; 6],
        credits: Vec::new(),
        claims: Vec::new(),
        reviews: Vec::new(),
        releases: Vec::new(),
    };
    let approved = Chance { reviews: vec![(1, 1, true)], ..plain.clone() };
    file(&desk, "ana", &[(0, plain.clone()), (3, approved), (6, plain)]);
    let states = |desk: &TestDesk| {
        let found = open(desk).summaries(&Filter::default()).expect("listed");
        found.into_iter().map(|summary| summary.state).collect::<Vec<_>>()
    };
    assert_eq!(states(&desk), [State::Draft, State::Draft, State::Approved]);
    desk.file("newsroom.toml", &settings(1, [false, false, true, false]));
    assert_eq!(states(&desk), [State::Draft, State::Draft, State::Draft]);
    compare(&desk);
}
