//! `log --proof`: what each release rests on, and how a stranger checks it with plain git.

use super::credits::words::drafts;
use super::trace::case::{Case, Signature, Step, settings};
use crate::credits::{self, Author};
use crate::desk::{Filed, OpError, Session};
use crate::judge::force;
use crate::model::{DocPath, Policy, Release, Verdict};
use crate::storage::CommitId;

/// Whether somebody else has to read, or has read, what one person let out alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondRead {
    /// It was not let out alone.
    NotOwed,
    /// Nobody has.
    Owed,
    /// These have.
    Done(Vec<Step>),
    /// A later release, of that number, was read by a second person with these words in it.
    Settled(u32),
}

/// What one release rests on.
#[derive(Debug, Clone)]
pub struct ReleaseProof {
    /// The release.
    pub release: Release,
    /// The commit of the record.
    pub record: Option<CommitId>,
    /// Whether a court's order took its words off the record.
    pub erased: bool,
    /// How many of its words each author wrote, most first.
    pub words_by: Vec<(Author, usize)>,
    /// The same of the words that the release of words before did not have.
    pub new_by: Vec<(Author, usize)>,
    /// Who submitted exactly these words.
    pub submitted: Vec<Step>,
    /// Whose approvals of exactly these words it used.
    pub approvals: Vec<Step>,
    /// How much of its words those wrote who approved them, in percent.
    pub approver_share: Option<u32>,
    /// The rules that were in force.
    pub policy: Option<Policy>,
    /// Whether it was read a second time.
    pub second: SecondRead,
    /// How each commit that is named here is signed.
    pub signatures: Vec<Signature>,
    /// What a stranger types to check it.
    pub commands: Vec<String>,
}

/// What every release of a document rests on.
#[derive(Debug)]
pub struct Proof {
    /// Each release, oldest first.
    pub releases: Vec<ReleaseProof>,
    /// Whether somebody typed steps into the document that were not theirs to take.
    pub forged: bool,
}

/// What every release of the document at that path rests on.
///
/// # Errors
///
/// A history that cannot be read.
pub fn run(session: &Session, path: &DocPath) -> Result<Proof, OpError> {
    let case = Case::open(session, session.as_last_read(path)?)?;
    let author = |filed: &Filed| match session.desk.contributor_by_email(&filed.commit.author.email)
    {
        Some(person) => Author::Contributor(person.id.clone()),
        None => {
            let author = &filed.commit.author;
            Author::Outsider(format!("{} <{}>", author.name, author.email))
        }
    };
    let drafts = drafts(&case.versions, author);
    let origins = credits::origins(&drafts);
    let mut releases: Vec<ReleaseProof> = Vec::new();
    let mut before = None;
    for release in case.releases() {
        let mut one = proof(session, &case, release)?;
        let version = case.version_of(release)?.filter(|_| release.kind.carries_words());
        if let Some(version) = version.filter(|_| !one.erased) {
            let words = &origins[version];
            one.words_by = credits::shares(&drafts, words);
            let known = before.map_or_else(Vec::new, |before| with_ancestors(&drafts, before));
            let new: Vec<_> =
                words.iter().filter(|word| !known.contains(&word.from)).cloned().collect();
            one.new_by = credits::shares(&drafts, &new);
            one.approver_share = share(release, &one.words_by);
            before = Some(version);
        }
        releases.push(one);
    }
    settle(&mut releases);
    Ok(Proof { releases, forged: case.forged })
}

/// That draft and all that it was made of.
fn with_ancestors<A>(drafts: &[credits::Draft<A>], draft: usize) -> Vec<usize> {
    let mut known = vec![draft];
    let mut at = 0;
    while let Some(next) = known.get(at).copied() {
        for parent in &drafts[next].parents {
            if !known.contains(parent) {
                known.push(*parent);
            }
        }
        at += 1;
    }
    known
}

/// What a release rests on, but for whose its words are.
fn proof(session: &Session, case: &Case<'_>, release: &Release) -> Result<ReleaseProof, OpError> {
    let words = release.kind.carries_words();
    let erased = words && session.is_erased(&case.loaded.path, release.digest)?;
    let record = case.on_record(release.n).cloned();
    let approvals = case.approvals(release);
    let submitted = match words {
        true => case.of_words(release, Verdict::Submitted, Some(release.at)),
        false => Vec::new(),
    };
    let second = match release.alone {
        true => second(case, release),
        false => SecondRead::NotOwed,
    };
    let desk = release.desk.parse::<CommitId>().ok();
    let steps = submitted.iter().chain(&approvals).filter_map(|step| step.commit.clone());
    let mut signatures: Vec<Signature> = Vec::new();
    for commit in steps.chain(desk.clone()).chain(record.clone()) {
        if signatures.iter().all(|known| known.commit != commit)
            && session.store.commit_info(&commit).is_ok()
        {
            signatures.push(case.signature(&commit)?);
        }
    }
    Ok(ReleaseProof {
        commands: commands(session, case, release, record.as_ref(), words && !erased)?,
        policy: match &desk {
            Some(desk) => policy(session, desk)?,
            None => None,
        },
        release: release.clone(),
        record,
        erased,
        words_by: Vec::new(),
        new_by: Vec::new(),
        submitted,
        approvals,
        approver_share: None,
        second,
        signatures,
    })
}

/// Who else read what one person let out alone.
fn second(case: &Case<'_>, release: &Release) -> SecondRead {
    let mut read = case.of_words(release, Verdict::Second, None);
    read.retain(|step| step.by != release.by && step.at >= Some(release.at));
    if read.is_empty() { SecondRead::Owed } else { SecondRead::Done(read) }
}

/// A second pair of eyes on a later release saw what stood there before.
fn settle(releases: &mut [ReleaseProof]) {
    let mut seen = None;
    for one in releases.iter_mut().rev() {
        match (&one.second, seen) {
            (SecondRead::Owed, Some(n)) => one.second = SecondRead::Settled(n),
            (SecondRead::Done(_), _) => seen = Some(one.release.n),
            (SecondRead::NotOwed, _) if one.release.kind.carries_words() => {
                seen = Some(one.release.n);
            }
            _ => {}
        }
    }
}

/// How much of the words those wrote who approved them, in percent.
fn share(release: &Release, words_by: &[(Author, usize)]) -> Option<u32> {
    let total: usize = words_by.iter().map(|(_, words)| words).sum();
    let approved = |author: &Author| author.id().is_some_and(|id| release.approved_by.contains(id));
    let own: usize = words_by.iter().filter(|(who, _)| approved(who)).map(|(_, n)| n).sum();
    (total > 0 && !release.approved_by.is_empty()).then(|| (own * 100 / total) as u32)
}

/// The rules that were in force at a commit of the desk.
fn policy(session: &Session, at: &CommitId) -> Result<Option<Policy>, OpError> {
    if session.store.commit_info(at).is_err() {
        return Ok(None);
    }
    let holds = force::in_force(&session.store, at)?;
    Ok(settings(session, holds.as_ref().unwrap_or(at))?.map(|desk| desk.policy))
}

/// What a stranger types: the release, its words and what they are named by, the desk's commit with
/// the approvals. No words of others are in it.
fn commands(
    session: &Session,
    case: &Case<'_>,
    release: &Release,
    record: Option<&CommitId>,
    words: bool,
) -> Result<Vec<String>, OpError> {
    let mut commands = Vec::new();
    if let Some(record) = record {
        commands.push(format!("git show {record}"));
        if words {
            let path = session.store.on_record(record, &case.loaded.path)?;
            commands.push(format!("git show {record}:{path} | sha256sum"));
        }
    }
    if release.desk.parse::<CommitId>().is_ok_and(|desk| session.store.commit_info(&desk).is_ok()) {
        let desk: CommitId = release.desk.parse().expect("read just now");
        let path = session.store.on_desk(&desk, &case.loaded.path)?;
        commands.push(format!("git show {desk}:{path}"));
    }
    Ok(commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Digest, ReleaseKind};

    fn one(n: u32, kind: ReleaseKind, second: SecondRead) -> ReleaseProof {
        let release = Release {
            n,
            at: "2026-11-07T09:00:00Z".parse().expect("a moment"),
            by: "ed-lind".parse().expect("an id"),
            kind,
            digest: Digest::of(b"words"),
            round: n,
            approved_by: vec!["zoe-ray".parse().expect("an id")],
            alone: second != SecondRead::NotOwed,
            corrections: Vec::new(),
            tell_readers: String::new(),
            desk: String::new(),
        };
        ReleaseProof {
            release,
            record: None,
            erased: false,
            words_by: Vec::new(),
            new_by: Vec::new(),
            submitted: Vec::new(),
            approvals: Vec::new(),
            approver_share: None,
            policy: None,
            second,
            signatures: Vec::new(),
            commands: Vec::new(),
        }
    }

    #[test]
    fn a_later_release_with_two_pairs_of_eyes_settles_what_was_owed_before() {
        use ReleaseKind::{Minor, Pull, Update};
        let mut all = [
            one(1, Minor, SecondRead::Owed),
            one(2, Update, SecondRead::NotOwed),
            one(3, Minor, SecondRead::Owed),
            one(4, Pull, SecondRead::NotOwed),
        ];
        settle(&mut all);
        let seconds: Vec<&SecondRead> = all.iter().map(|one| &one.second).collect();
        assert_eq!(seconds[0], &SecondRead::Settled(2));
        assert_eq!(seconds[2], &SecondRead::Owed, "nobody reads words by taking them down");
    }

    #[test]
    fn the_share_is_of_all_who_approved() {
        let release = one(1, ReleaseKind::First, SecondRead::NotOwed).release;
        let by = |who: &str| Author::Contributor(who.parse().expect("an id"));
        assert_eq!(share(&release, &[(by("zoe-ray"), 1), (by("ana-petrova"), 2)]), Some(33));
        assert_eq!(share(&release, &[(by("ana-petrova"), 2)]), Some(0));
        assert_eq!(share(&release, &[]), None);
    }
}
