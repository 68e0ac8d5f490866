//! Who may do what.

use super::act::Act;
use super::refusal::Refusal;
use crate::model::{Contributor, Right, Role};

/// Whether this person may do that, whatever the document.
///
/// # Errors
///
/// [`Refusal::Retired`], [`Refusal::Role`].
pub fn authorize(person: &Contributor, act: Act) -> Result<(), Refusal> {
    if !person.active {
        return Err(Refusal::Retired { who: person.id.clone() });
    }
    if holds(person, act) { Ok(()) } else { Err(Refusal::Role { act, role: person.role }) }
}

fn holds(person: &Contributor, act: Act) -> bool {
    let role = person.role;
    let editor = role.edits();
    match act {
        // Reporters write anything: they add, edit, flag, submit, comment, draft corrections and retractions, and pull their own posts.
        Act::Write | Act::Submit | Act::Comment | Act::Correct | Act::Retract | Act::PullOwn => {
            editor || role == Role::Reporter
        }
        // Editors decide about words: they approve, return, spike, publish, pull, restore, stop, vouch for sources, answer for a file's metadata, and open and close coverage.
        Act::Approve
        | Act::Return
        | Act::Spike
        | Act::Revive
        | Act::Stop
        | Act::Publish
        | Act::Pull
        | Act::Restore
        | Act::Second
        | Act::KnowSource
        | Act::MoveEmbargo
        | Act::KeepMetadata
        | Act::CloseStory => editor,
        // A publisher, a cron job, releases what is approved and due, and nothing else.
        Act::PublishDue => editor || role == Role::Publisher,
        // A legal stop is cleared by an admin or by somebody who may.
        Act::Clear => role == Role::Admin || person.may.contains(&Right::Clear),
        // A note on the whole is approved by an admin or by somebody who may.
        Act::ApproveEditorsNote => role == Role::Admin || person.may.contains(&Right::EditorsNote),
        // Only admins change the settings.
        Act::Settings => role == Role::Admin,
    }
}
