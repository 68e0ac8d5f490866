//! People, steps and commits as a proof names them.

use super::output::{self, Signed as Shape};
use super::{outcome, shown};
use crate::audit::Signed;
use crate::desk::Session;
use crate::model::{ContributorId, Moment, Release};
use crate::ops::trace::{Signature, Step};
use crate::storage::{CommitId, Identity};

/// The name of a person of the desk; the id where there is none by that id any more.
pub fn name(session: &Session, id: &ContributorId) -> String {
    session.desk.contributor(id).map_or_else(|| id.to_string(), |person| shown(&person.name))
}

/// Who a line of a commit names: by the contributor list, else as it stands.
pub fn by_whom(session: &Session, line: &Identity) -> String {
    match session.desk.contributor_by_email(&line.email) {
        Some(person) => shown(&person.name),
        None => shown(&format!("{} <{}>, who is no contributor", line.name, line.email)),
    }
}

/// The same for programs: the contributor's id, else the line.
pub fn id_of(session: &Session, line: &Identity) -> String {
    match session.desk.contributor_by_email(&line.email) {
        Some(person) => person.id.to_string(),
        None => format!("{} <{}>", line.name, line.email),
    }
}

/// As much of a commit's name as tells it from others.
pub fn commit(id: &CommitId) -> &str {
    id.as_str().get(..10).unwrap_or(id.as_str())
}

/// A step with its person, its time and its commit.
pub fn step(session: &Session, step: &Step, shown: &dyn Fn(Moment) -> String) -> String {
    let who = name(session, &step.by);
    let at = match step.at {
        Some(at) => format!(", {}", shown(at)),
        None => ": the record says so, and the desk's history does not have it".to_owned(),
    };
    let commit = step.commit.as_ref().map_or_else(String::new, |id| format!("  [{}]", commit(id)));
    format!("{who}{at}{commit}")
}

/// A moment for programs that compare many: in UTC.
pub fn utc(at: Moment) -> String {
    at.to_utc().rfc3339()
}

/// A release with its moment in UTC.
pub fn released(release: &Release) -> output::Released {
    output::Released { at: utc(release.at), ..outcome::released(release) }
}

/// The same for programs.
pub fn step_json(session: &Session, step: &Step) -> output::StepTaken {
    output::StepTaken {
        who: step.by.to_string(),
        name: name(session, &step.by),
        at: step.at.map(utc),
        commit: step.commit.as_ref().map(ToString::to_string),
    }
}

/// What the commits that were named rest on.
pub fn signed(signatures: &[Signature], forged: bool) -> Vec<String> {
    let all = signatures.len();
    let by = signatures.iter().filter(|one| matches!(one.signed, Signed::By(_))).count();
    let not = signatures.iter().filter(|one| one.signed == Signed::Not).count();
    let mut lines = Vec::new();
    if forged {
        lines.push("Somebody typed steps of others into its file: they count for nothing, see newsroom audit".to_owned());
    }
    if all == 0 {
        return lines;
    }
    lines.push(if by == all {
        "Signed: each of these commits, by its author, with a key in the contributor list"
            .to_owned()
    } else if not == all {
        "Nobody signed: this is true if the author lines are true".to_owned()
    } else {
        format!("Signed: {by} of {all} commits; the others are true if their author lines are true")
    });
    for one in signatures {
        let what = match &one.signed {
            Signed::UnknownKey(key) => format!("is signed with a key of nobody here ({key})"),
            Signed::Broken(why) => format!("has a signature that does not hold: {why}"),
            Signed::Unchecked(why) => format!("has a signature that was not checked: {why}"),
            Signed::Not | Signed::By(_) => continue,
        };
        lines.push(format!("  {} {}", commit(&one.commit), shown(&what)));
    }
    lines
}

/// How a commit is signed, for programs.
pub fn signature_json(signature: &Signature) -> output::Signature {
    let (signed, what) = match &signature.signed {
        Signed::Not => (Shape::Not, String::new()),
        Signed::By(id) => (Shape::ByAuthor, id.to_string()),
        Signed::UnknownKey(key) => (Shape::UnknownKey, key.clone()),
        Signed::Broken(why) => (Shape::Broken, why.clone()),
        Signed::Unchecked(why) => (Shape::Unchecked, why.clone()),
    };
    output::Signature { commit: signature.commit.to_string(), signed, what }
}
