//! Whose an e-mail was, over all versions of the settings.

use std::collections::BTreeMap;

use super::error::JudgeError;
use super::reader::Reader;
use crate::model::{ContributorId, Desk, SETTINGS, folded_email};
use crate::storage::{CommitId, Line};

/// Who had each e-mail first, in the settings before that commit (in all of them, without one). What
/// unlawful settings say is nobody's; where none is
/// known to be lawful, all are taken.
pub(super) fn owners_until(
    reader: &mut Reader<'_>,
    until: Option<&CommitId>,
    lawful: &[CommitId],
) -> Result<BTreeMap<String, ContributorId>, JudgeError> {
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
