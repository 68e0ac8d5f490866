//! Whose an e-mail was, over all versions of the settings.

use std::collections::BTreeMap;

use super::force::lawful;
use super::reader::Reader;
use crate::model::{ContributorId, Desk, folded_email};
use crate::ops::error::OpError;
use crate::ops::session::SETTINGS;
use crate::storage::{CommitId, Line, Store};

/// Who had each e-mail first, in the settings that lawful steps brought.
///
/// # Errors
///
/// A repository that cannot be read.
pub(in crate::ops) fn owners(store: &Store) -> Result<BTreeMap<String, ContributorId>, OpError> {
    owners_until(&mut Reader::new(store), None, &lawful(store)?)
}

/// The same, in the commits before that one. What unlawful settings say is nobody's; where none is
/// known to be lawful, all are taken.
pub(super) fn owners_until(
    reader: &mut Reader<'_>,
    until: Option<&CommitId>,
    lawful: &[CommitId],
) -> Result<BTreeMap<String, ContributorId>, OpError> {
    let mut owners = BTreeMap::new();
    for (commit, blob) in reader.store.versions(Line::Desk, SETTINGS)? {
        if Some(&commit) == until {
            break;
        }
        if !lawful.is_empty() && !lawful.contains(&commit) {
            continue;
        }
        let Some(Ok(desk)) = blob.map(|blob| reader.desk(&blob)).transpose()? else { continue };
        for person in &desk.contributors {
            for email in &person.emails {
                owners.entry(folded_email(email)).or_insert_with(|| person.id.clone());
            }
        }
    }
    Ok(owners)
}

/// The e-mails that are another's now: whose they were, whose they are.
pub(super) fn reused(
    owners: &BTreeMap<String, ContributorId>,
    desk: &Desk,
) -> Vec<(String, ContributorId, ContributorId)> {
    let mut reused = Vec::new();
    for person in &desk.contributors {
        for email in &person.emails {
            if let Some(was) = owners.get(&folded_email(email)).filter(|was| **was != person.id) {
                reused.push((email.clone(), was.clone(), person.id.clone()));
            }
        }
    }
    reused
}
