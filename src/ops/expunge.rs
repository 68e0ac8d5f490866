//! `expunge`: the one lawful erasure. A court ordered it, two admins answer for it, and what stood
//! there is named by its digest for ever.
//!
//! The first admin files the order; nothing is erased. When another admin files the same order, the
//! record is made again from the release on. What readers were told of it, corrections' notes and
//! the lines of other releases, are acts of their own, and stay: so does the desk's own history,
//! which is not public.

use std::collections::BTreeSet;

use super::audit;
use crate::desk::{Delivery, Loaded, OpError, Session};
use crate::format;
use crate::judge::audited;
use crate::judge::orders::{edits, held};
use crate::model::{
    ContributorId, Digest, DocPath, Expunged, ORDERS, Orders, Public, Release, Role,
};
use crate::storage::{Change, CommitId, Plan, Saved};
use crate::workflow::{Act, authorize};

/// What `expunge` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The document, as a person calls it.
    pub doc: String,
    /// The number of the release whose words are to go.
    pub release: u32,
    /// What was ordered; never public.
    pub order: String,
}

/// What became of it.
#[derive(Debug)]
pub struct Done {
    /// The document.
    pub loaded: Loaded,
    /// What was filed.
    pub entry: Expunged,
    /// All releases of the document that had those words.
    pub releases: Vec<u32>,
    /// The record was made again; otherwise another admin has to file the order first.
    pub carried_out: bool,
    /// The admins who may confirm it.
    pub others: Vec<ContributorId>,
    /// The titles of the record's commits that were made again, oldest first.
    pub made_again: Vec<String>,
    /// What is still to be done, elsewhere and by others.
    pub to_do: Vec<ToDo>,
    /// Whether the shared desk has the order.
    pub delivery: Delivery,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
}

/// Something that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// What and where.
    pub what: String,
    /// The command that does it; empty where none does.
    pub command: String,
}

/// Files the order; carries it out where another admin has filed it before.
///
/// # Errors
///
/// A role without the right; a desk with one admin; no such release; words that readers see now;
/// an order that the person has filed already, or that is carried out; a desk or record that is
/// not lawful; see `Session::release`.
pub fn run(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Settings)?;
    session.desk_branch_only()?;
    if request.order.trim().is_empty() {
        return Err(OpError::bad(
            "the desk must know what was ordered, and by which court",
            format!("newsroom expunge {} --release {} -m ORDER", request.doc, request.release),
        ));
    }
    let loaded = session.as_last_read(&session.resolve(&request.doc)?)?;
    let release = named(&loaded, request.release)?.clone();
    not_live(&loaded, &release)?;
    let others = other_admins(session, &me.id)?;
    let entry = Expunged {
        document: loaded.path.clone(),
        release: release.n,
        digest: release.digest,
        by: me.id.clone(),
        at: session.now,
        order: request.order.trim().to_owned(),
        old_record: String::new(),
        new_record: String::new(),
    };
    let filed: Vec<Expunged> =
        held(&session.store)?.into_iter().filter(|filed| filed.is_same_order(&entry)).collect();
    if filed.iter().any(|filed| !filed.new_record.is_empty()) {
        return Err(OpError::bad(
            format!("the words of release {} were erased already", release.n),
            format!("newsroom log {}", loaded.short()),
        ));
    }
    let by_another = filed.iter().any(|filed| filed.by != me.id);
    if !by_another && !filed.is_empty() {
        return Err(OpError::bad(
            "you have filed this order already; nothing is erased until another admin does",
            again(&others, &loaded.path, release.n),
        ));
    }
    let releases = with_these_words(&loaded, release.digest);
    let done = Done {
        loaded,
        entry,
        releases,
        carried_out: by_another,
        others,
        made_again: Vec::new(),
        to_do: Vec::new(),
        delivery: Delivery::default(),
        warnings: Vec::new(),
    };
    if by_another { carry_out(session, done) } else { file(session, done) }
}

/// The release of words of that number.
fn named(loaded: &Loaded, n: u32) -> Result<&Release, OpError> {
    let log = || format!("newsroom log {}", loaded.short());
    let ledger = loaded.ledger.as_ref().ok_or_else(|| {
        OpError::bad("the public record is not on this machine", "newsroom doctor")
    })?;
    let release = ledger.release(n);
    let release =
        release.ok_or_else(|| OpError::bad(format!("there is no release {n} of it"), log()))?;
    if release.kind.carries_words() {
        Ok(release)
    } else {
        let kind = release.kind.as_str();
        Err(OpError::bad(format!("release {n} is a {kind}, which has no words of its own"), log()))
    }
}

/// What readers see now is corrected or withdrawn before anything is erased: they are told of it.
fn not_live(loaded: &Loaded, release: &Release) -> Result<(), OpError> {
    let newest = loaded.ledger.as_ref().and_then(|ledger| ledger.last_words());
    let stands = newest.is_some_and(|newest| newest.digest == release.digest);
    if !stands || loaded.standing.public == Public::Pulled {
        return Ok(());
    }
    let doc = loaded.short();
    Err(OpError::bad(
        format!("release {} is what readers see now: correct or retract it first", release.n),
        format!(
            "newsroom correct {doc} --tell-readers TEXT, newsroom retract {doc} --tell-readers TEXT, or at once newsroom pull {doc} --tell-readers TEXT"
        ),
    ))
}

/// The active admins beside the person; there must be one.
fn other_admins(session: &Session, me: &ContributorId) -> Result<Vec<ContributorId>, OpError> {
    let admin = |person: &&crate::model::Contributor| {
        person.active && person.role == Role::Admin && person.id != *me
    };
    let others: Vec<ContributorId> =
        session.desk.contributors.iter().filter(admin).map(|person| person.id.clone()).collect();
    if others.is_empty() {
        return Err(OpError::bad(
            "erasing takes two admins, and this desk has one",
            "newsroom contributor add ID --name NAME --email E --role admin",
        ));
    }
    Ok(others)
}

/// All releases of the document that have the same words.
fn with_these_words(loaded: &Loaded, digest: Digest) -> Vec<u32> {
    let releases = loaded.ledger.iter().flat_map(|ledger| &ledger.releases);
    let same = releases.filter(|release| release.digest == digest && release.kind.carries_words());
    same.map(|release| release.n).collect()
}

/// What another admin types.
fn again(others: &[ContributorId], path: &DocPath, n: u32) -> String {
    let who: Vec<&str> = others.iter().map(ContributorId::as_str).collect();
    format!("{} runs: newsroom expunge {path} --release {n} -m ORDER", who.join(" or "))
}

/// Files the first admin's order.
fn file(session: &mut Session, mut done: Done) -> Result<Done, OpError> {
    let plan = plan(session, "order", &done.entry)?;
    let written = session.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
    done.warnings = written.warnings;
    done.to_do = vec![ToDo {
        what: "nothing is erased yet: another admin has to file the same order".to_owned(),
        command: again(&done.others, &done.entry.document, done.entry.release),
    }];
    done.delivery = session.deliver();
    Ok(done)
}

/// Makes the record again and files the second order, both or neither.
fn carry_out(session: &mut Session, mut done: Done) -> Result<Done, OpError> {
    let record = session.record.clone().ok_or_else(|| {
        OpError::bad("the public record is not on this machine", "newsroom doctor")
    })?;
    if audit::run(&session.store, &audited::Request::default())?.fails() {
        return Err(OpError::bad(
            "the desk or its record is not lawful as it is; nothing was erased",
            "newsroom audit",
        ));
    }
    let words = BTreeSet::from([(done.entry.document.clone(), done.entry.digest)]);
    let (_, author) = session.me()?;
    let store = &session.store;
    let wanted = |at: &CommitId| edits(store, &words, at);
    let old = store.to_be_remade(&record, &wanted)?;
    for commit in &old {
        let edited = wanted(commit)?.message;
        let message = edited.map_or_else(|| store.commit_info(commit).map(|c| c.message), Ok)?;
        done.made_again.push(message.lines().next().unwrap_or_default().to_owned());
    }
    let mut moved = None;
    if !session.dry_run {
        let made = store.remake(&record, &wanted, &author)?;
        let (_, new) = made.last().cloned().ok_or_else(|| {
            OpError::bad("the words of that release are not on the record here", "git fetch")
        })?;
        done.entry.old_record = record.to_string();
        done.entry.new_record = new.to_string();
        moved = Some((record, new));
    }
    let plan = plan(session, "expunge", &done.entry)?;
    let written =
        session.write_and_move(vec![plan], Box::new(|_| Vec::new()), Vec::new(), moved)?;
    done.warnings = written.warnings;
    if !session.dry_run {
        settle(session, &mut done);
    }
    done.to_do = to_do(session, &done.entry);
    Ok(done)
}

/// The new record is the one that this clone remembers, and no cache has the words.
fn settle(session: &Session, done: &mut Done) {
    if let Err(error) = session.store.drop_cache() {
        done.warnings.push(error.to_string());
    }
    match audit::run(&session.store, &audited::Request::default()) {
        Ok(audited) if audited.fails() => {
            done.warnings.push("the new record is not lawful: newsroom audit".to_owned());
        }
        Ok(_) => {}
        Err(error) => done.warnings.push(error.to_string()),
    }
}

/// The commit that files an entry. What was ordered is in the file alone, not in its message.
fn plan(session: &Session, action: &str, entry: &Expunged) -> Result<Plan, OpError> {
    let (orders, text) = session.orders()?;
    let saved = session.store.saved(ORDERS)?;
    if saved.as_deref().is_some_and(|saved| saved != text.as_bytes()) {
        return Err(OpError::Unfiled { path: ORDERS.to_owned(), doc: ORDERS.to_owned() });
    }
    let mut new = orders.clone();
    new.expunged.push(entry.clone());
    let text = format::rewrite(&text, &orders, &new).trim_start().to_owned();
    format::read::<Orders>(&text).map_err(|problems| OpError::unfit(&problems))?;
    Ok(Plan {
        title: format!("{action}: release {} of {}", entry.release, entry.document.slug()),
        trailers: vec![("Newsroom-Action".to_owned(), action.to_owned())],
        files: vec![Change {
            path: ORDERS.to_owned(),
            expected: session.store.entry(&session.head, ORDERS)?,
            content: Some(text.into_bytes()),
            saved: Saved::Take { seen: saved },
        }],
        ..Plan::default()
    })
}

const FORGET: &str = "git reflog expire --expire=now --all && git gc --prune=now";

/// What no command here does: what others have of the words, and git's own rubbish.
fn to_do(session: &Session, entry: &Expunged) -> Vec<ToDo> {
    let mut list = Vec::new();
    let mut add = |what: &str, command: &str| {
        list.push(ToDo { what: what.to_owned(), command: command.to_owned() });
    };
    if let Some(remote) = session.store.remote() {
        let branch = session.store.config("newsroom.branch").unwrap_or_else(|| "HEAD".to_owned());
        add(
            "on the server, where it refuses to go back (receive.denyNonFastForwards, which hooks install --server sets): let this one push in; its hook still judges it by the order",
            "git config receive.denyNonFastForwards false",
        );
        let old = if entry.old_record.is_empty() { "OLD" } else { entry.old_record.as_str() };
        add(
            "here: send the desk with the order, and the record without the words",
            &format!(
                "git push --atomic --force-with-lease=published:{old} {remote} {branch} published"
            ),
        );
        add("on the server, at once after it", "git config receive.denyNonFastForwards true");
        add("on the server: what git still keeps of the old record", FORGET);
    }
    add(
        "in every other clone: take the desk and the record that took the place of the old one",
        "newsroom sync && newsroom audit",
    );
    add("in every other clone: what git still keeps there", FORGET);
    add(
        "in this clone: what git still keeps of the old record; the desk's own history still holds the words, and is not public",
        FORGET,
    );
    add(
        "the site: write every page again, and put it in place of the old one",
        "newsroom build --full",
    );
    add(
        "feeds that carried the words (Atom, RSS, JSON Feed, ninjs, and what newsroom export gave): tell partners who copied them; readers' programs keep what they fetched",
        "",
    );
    add("archives of the web, search engines and others' caches are out of reach: ask them", "");
    list
}
