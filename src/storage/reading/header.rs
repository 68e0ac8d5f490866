//! A commit's header, read as git's own log reads it, however odd it is.
//!
//! libgit2 refuses commits that git itself walks past (a date that overflows, no author): one made
//! by hand must not end the judging of all that comes after it.

use std::collections::HashSet;

use git2::{ObjectType, Oid, Repository};

use crate::model::Moment;
use crate::storage::ground::error::{found, git};
use crate::storage::{CommitId, StorageError};

/// What a commit says of itself, in bytes.
#[derive(Debug, Clone)]
pub(in crate::storage) struct Header {
    pub(in crate::storage) tree: Oid,
    pub(super) parents: Vec<Oid>,
    /// The author and committer lines, each with its line feed.
    pub(in crate::storage) people: Vec<u8>,
    pub(super) author: Person,
    pub(super) committer: Person,
    pub(super) message: Vec<u8>,
    /// Whether somebody signed it.
    pub(in crate::storage) signed: bool,
    /// What git's own check (git-fsck(1)) says against it.
    pub(in crate::storage) odd: Option<&'static str>,
}

/// A person and a time, as far as they can be read.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub(super) name: Vec<u8>,
    pub(super) email: Vec<u8>,
    pub(super) at: Option<Moment>,
}

/// Reads the header of that commit.
pub(in crate::storage) fn read(repo: &Repository, id: Oid) -> Result<Header, StorageError> {
    with_bytes(repo, id, |bytes| parse(bytes, repo.object_format()))
}

/// The name of that commit's files; nothing else of it is read.
pub(in crate::storage) fn tree_of(repo: &Repository, id: Oid) -> Result<Oid, StorageError> {
    with_bytes(repo, id, |bytes| {
        // Git writes it first; where it stands elsewhere, the whole header tells.
        let line = bytes.strip_prefix(b"tree ")?.split(|byte| *byte == b'\n').next()?;
        named(line, repo.object_format())
    })
    .or_else(|_| read(repo, id).map(|header| header.tree))
}

/// What is made of that commit's bytes.
fn with_bytes<T>(
    repo: &Repository,
    id: Oid,
    make: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<T, StorageError> {
    let doing = || git(format!("read {id}"));
    let objects = repo.odb().map_err(doing())?;
    let object = found(objects.read(id)).map_err(doing())?;
    let object = object.filter(|object| object.kind() == ObjectType::Commit);
    let object = object.ok_or_else(|| StorageError::NoCommit { id: CommitId::of(id) })?;
    make(object.data())
        .ok_or_else(|| StorageError::Damaged { what: format!("the commit {id} names no files") })
}

fn named(hex: &[u8], format: git2::ObjectFormat) -> Option<Oid> {
    Oid::from_str_ext(std::str::from_utf8(hex).ok()?, format).ok()
}

fn parse(bytes: &[u8], format: git2::ObjectFormat) -> Option<Header> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let (head, rest) = bytes.split_at(end.map_or(bytes.len(), |at| at + 1));
    let message = rest.iter().position(|byte| *byte != b'\n').map_or(&rest[..0], |at| &rest[at..]);
    let mut fields = Vec::new();
    for line in head.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        if !line.starts_with(b" ") {
            let at = line.iter().position(|byte| *byte == b' ');
            fields.push((&line[..at.unwrap_or(line.len())], at.map(|at| &line[at + 1..])));
        }
    }
    let of = |name: &'static [u8]| {
        fields.iter().filter(move |(field, _)| *field == name).filter_map(|(_, value)| *value)
    };
    let id = |value: &[u8]| named(value, format);
    let mut people = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| is_person(name)) {
        people.extend([name, b" ".as_slice(), value.unwrap_or_default(), b"\n"].concat());
    }
    Some(Header {
        tree: of(b"tree").next().and_then(id)?,
        parents: of(b"parent").filter_map(id).collect(),
        author: of(b"author").next().map(person).unwrap_or_default(),
        committer: of(b"committer").next().map(person).unwrap_or_default(),
        odd: odd(head, &fields, end.is_some()),
        signed: of(b"gpgsig").chain(of(b"gpgsig-sha256")).next().is_some(),
        message: message.to_vec(),
        people,
    })
}

fn is_person(field: &[u8]) -> bool {
    matches!(field, b"author" | b"committer")
}

/// Why git's own check would refuse the header (git's `fsck_commit` and `fsck_ident`).
fn odd(head: &[u8], fields: &[(&[u8], Option<&[u8]>)], ends: bool) -> Option<&'static str> {
    let all = |name: &[u8]| fields.iter().filter(|(field, _)| *field == name).count();
    let lines = || fields.iter().filter(|(name, _)| is_person(name));
    let wrong = |what: fn(&[u8]) -> bool| lines().any(|(_, line)| what(line.unwrap_or_default()));
    if !ends {
        Some("a commit whose header does not end")
    } else if head.contains(&0) {
        Some("a commit with a zero byte in its header")
    } else if all(b"tree") != 1 || all(b"author") > 1 || all(b"committer") > 1 {
        Some("a commit that says twice whose it is")
    } else if all(b"author") == 0 || all(b"committer") == 0 {
        Some("a commit that does not say whose it is")
    } else if all(b"gpgsig") > 1 || all(b"gpgsig-sha256") > 1 {
        Some("a commit with two signatures")
    } else if wrong(|line| parts(line).is_none()) {
        Some("a commit whose author or committer is no `NAME <EMAIL> TIME ZONE`")
    } else if wrong(|line| person(line).at.is_none()) {
        Some("a commit of a time that no calendar has")
    } else {
        None
    }
}

/// Name, e-mail and time of a line that is as git writes it.
fn parts(line: &[u8]) -> Option<(&[u8], &[u8], &str)> {
    let open = line.iter().position(|byte| *byte == b'<')?;
    let close = open + line[open..].iter().position(|byte| *byte == b'>')?;
    let (name, email) = (&line[..open], &line[open + 1..close]);
    let time = std::str::from_utf8(&line[close + 1..]).ok()?;
    let plain = |bytes: &[u8]| !bytes.iter().any(|byte| b"<>\n\0".contains(byte));
    let spaced = name.is_empty() || name.ends_with(b" ");
    (plain(name) && plain(email) && spaced && time.starts_with(' ')).then_some((name, email, time))
}

/// The person that a line names, as far as it can be read.
fn person(line: &[u8]) -> Person {
    let open = line.iter().position(|byte| *byte == b'<');
    let name = &line[..open.unwrap_or(line.len())];
    let rest = open.map_or(&line[..0], |open| &line[open + 1..]);
    let email = rest.split(|byte| *byte == b'>').next().unwrap_or_default();
    Person {
        name: name.trim_ascii().to_vec(),
        email: email.to_vec(),
        at: parts(line).and_then(|(_, _, time)| moment(time)),
    }
}

fn moment(time: &str) -> Option<Moment> {
    let (seconds, zone) = time.trim_start().split_once(' ')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let west = zone.starts_with('-');
    let zone = zone.strip_prefix(['+', '-']).filter(|zone| zone.len() == 4 && digits(zone))?;
    let (hours, minutes): (i32, i32) = (zone[..2].parse().ok()?, zone[2..].parse().ok()?);
    let offset = hours * 60 + minutes;
    let seconds = seconds.parse().ok().filter(|_| digits(seconds))?;
    Moment::from_git(seconds, if west { -offset } else { offset })
}

/// The commits that lead to `tip` and not to one of `known`, parents before children.
pub(in crate::storage) fn walk(
    repo: &Repository,
    tip: Oid,
    known: &[Oid],
) -> Result<Vec<Oid>, StorageError> {
    let walked = || -> Result<Vec<Oid>, git2::Error> {
        let mut walk = repo.revwalk()?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::REVERSE)?;
        walk.push(tip)?;
        known.iter().try_for_each(|id| walk.hide(*id))?;
        walk.collect()
    };
    match walked() {
        Ok(commits) => Ok(commits),
        Err(_) => by_headers(repo, tip, known),
    }
}

/// The same where libgit2 refuses one of them.
fn by_headers(repo: &Repository, tip: Oid, known: &[Oid]) -> Result<Vec<Oid>, StorageError> {
    let mut seen = HashSet::new();
    let mut left = known.to_vec();
    while let Some(id) = left.pop() {
        if seen.insert(id) {
            left.extend(read(repo, id)?.parents);
        }
    }
    let (mut order, mut left) = (Vec::new(), vec![(tip, false)]);
    while let Some((id, parents_done)) = left.pop() {
        if parents_done {
            order.push(id);
        } else if seen.insert(id) {
            left.push((id, true));
            left.extend(read(repo, id)?.parents.into_iter().rev().map(|parent| (parent, false)));
        }
    }
    Ok(order)
}

/// Whether `older` is `newer` or in its history.
pub(in crate::storage) fn descends(
    repo: &Repository,
    newer: Oid,
    older: Oid,
) -> Result<bool, StorageError> {
    if newer == older {
        return Ok(true);
    }
    match repo.graph_descendant_of(newer, older) {
        Ok(descends) => Ok(descends),
        Err(_) => Ok(by_headers(repo, newer, &[])?.contains(&older)),
    }
}

/// The best commit that both have in their history; `None` where they have nothing in common.
pub(in crate::storage) fn merge_base(
    repo: &Repository,
    a: Oid,
    b: Oid,
) -> Result<Option<Oid>, StorageError> {
    match found(repo.merge_base(a, b)) {
        Ok(base) => Ok(base),
        Err(_) => {
            let of_a: HashSet<Oid> = by_headers(repo, a, &[])?.into_iter().collect();
            Ok(by_headers(repo, b, &[])?.into_iter().rev().find(|id| of_a.contains(id)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, TestDesk};

    const PERSON: &str = "Ana Petrova <ana@courier.example> 1700000000 +0200";

    fn header(lines: &str) -> Option<&'static str> {
        let text = format!("tree {}\n{lines}\nwords\n", "1".repeat(40));
        parse(text.as_bytes(), git2::ObjectFormat::Sha1).expect("it has a tree").odd
    }

    #[test]
    fn what_gits_own_check_refuses_is_told() {
        assert_eq!(header(&format!("author {PERSON}\ncommitter {PERSON}\n")), None);
        assert_eq!(header(&format!("author {PERSON}\ncommitter {PERSON}\nfoo bar\n baz\n")), None);
        for (author, what) in [
            ("Ana <ana@a.example> 99999999999999999999 +0000", "a time that no calendar has"),
            ("Ana <ana@a.example> 9223372036854775807 +0000", "a time that no calendar has"),
            ("Ana <ana@a.example> -5 +0000", "a time that no calendar has"),
            ("Ana <ana@a.example> 5 +99999", "a time that no calendar has"),
            ("Ana <ana@a.example>", "no `NAME <EMAIL> TIME ZONE`"),
            ("Ana ana@a.example 5 +0000", "no `NAME <EMAIL> TIME ZONE`"),
            ("Ana <<ana@a.example>> 5 +0000", "no `NAME <EMAIL> TIME ZONE`"),
        ] {
            let odd = header(&format!("author {author}\ncommitter {PERSON}\n")).expect(author);
            assert!(odd.contains(what), "{author}: {odd}");
        }
        let twice = format!("author {PERSON}\nauthor {PERSON}\ncommitter {PERSON}\n");
        assert!(header(&twice).expect("odd").contains("twice"));
        assert!(header(&format!("committer {PERSON}\n")).expect("odd").contains("does not say"));
        let signed = format!("author {PERSON}\ncommitter {PERSON}\ngpgsig a\ngpgsig b\n");
        assert!(header(&signed).expect("odd").contains("two signatures"));
    }

    #[test]
    fn a_commit_that_libgit2_refuses_is_walked_past() {
        let desk = TestDesk::new();
        let one = desk.file(POST, "one");
        let text = desk.git(&["cat-file", "commit", "HEAD"]);
        let date = text.lines().find(|line| line.starts_with("author")).expect("an author");
        let date = date.rsplit(' ').nth(1).expect("a date").to_owned();
        let text = text.replace(&date, "99999999999999999999");
        let text = text.replacen("parent ", &format!("parent {one}\nparent "), 1);
        desk.save("commit", &format!("{text}\n"));
        let odd = desk.git(&["hash-object", "-t", "commit", "-w", "--literally", "commit"]);
        desk.git(&["update-ref", "refs/heads/main", &odd]);
        let store = desk.store();
        assert!(store.repo.find_commit(odd.parse().expect("a name")).is_err(), "it is refused");
        let tip: CommitId = odd.parse().expect("a name");
        assert!(store.is_ancestor(&one, &tip).expect("compared"));
        assert!(!store.is_ancestor(&tip, &one).expect("compared"));
        assert_eq!(store.merge_base(&one, &tip).expect("compared"), Some(one.clone()));
        let commits = store.commits(&tip, &[]).expect("walked");
        assert_eq!(commits.last(), Some(&tip));
        let newer = store.commits(&tip, std::slice::from_ref(&one)).expect("walked");
        assert_eq!(newer, std::slice::from_ref(&tip));
        assert_eq!(store.history(Line::Desk, POST).expect("read").len(), 1);
        let seen = store.transition(&tip, &|_| true).expect("read");
        assert!(seen.odd.iter().any(|odd| odd.what.contains("calendar")), "{:?}", seen.odd);
    }
}
