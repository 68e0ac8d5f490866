//! The gate: all the reasons at once why words may not be let out.

use std::collections::BTreeSet;

use super::approve::four_eyes;
use super::kind::{Change, may_be_alone};
use super::{Act, Reason, Refusal, Standing, State, authorize};
use crate::model::{
    AnonymousReason, ClaimStatus, Contributor, ContributorId, Desk, Document, MediaKind, Moment,
    OpenClaims, Public, ReleaseKind, Role, SourceKind, Verdict,
};

/// What is to be let out, by whom, and what is known of it.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Who lets it out.
    pub person: &'a Contributor,
    /// The desk's rules and people.
    pub desk: &'a Desk,
    /// The document.
    pub document: &'a Document,
    /// Where it stands.
    pub standing: &'a Standing,
    /// What changed.
    pub change: &'a Change,
    /// The kind that was said.
    pub said: Option<ReleaseKind>,
    /// Authors of the current words.
    pub writers: &'a BTreeSet<ContributorId>,
    /// An editor moved the embargo last, so that the one an approval was given under binds no more.
    pub embargo_by_editor: bool,
    /// What readers were told of errors, as the live words have it.
    pub told: &'a [crate::model::Correction],
    /// Files that still carry metadata: name, what.
    pub metadata: &'a [(String, String)],
    /// Files that the document names and that are not there.
    pub missing_files: &'a [String],
    /// Quotes of claims marked false that still stand in the words.
    pub false_words: &'a [(crate::model::ClaimId, String)],
    /// The saved file differs from the filed one.
    pub unfiled: Option<String>,
    /// Two versions stand in the file, and nobody settled which: [`Reason::Unsettled`].
    pub unsettled: Option<Reason>,
    /// A post's story that is not live and is not released with it.
    pub story_not_live: Option<String>,
    /// The time.
    pub now: Moment,
}

/// A release that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// Its kind.
    pub kind: ReleaseKind,
    /// The approvals it uses; none where an editor acts alone.
    pub approved_by: Vec<ContributorId>,
    /// An editor acts alone: a second read will be owed.
    pub alone: bool,
    /// What does not hold it back, and should be known.
    pub warnings: Vec<Reason>,
}

/// Whether the words may be let out now.
///
/// # Errors
///
/// [`Refusal::Role`] where the person may not publish at all; else [`Refusal::NotReady`] with every
/// reason there is.
pub fn gate(request: &Request<'_>) -> Result<Pass, Refusal> {
    authorize(request.person, right(request))?;
    let mut reasons = Vec::new();
    let mut warnings = Vec::new();
    let kind = request.change.said(request.said).unwrap_or_else(|reason| {
        reasons.push(reason);
        request.change.kind()
    });
    desk_reasons(request, &mut reasons);
    let alone = approval_reasons(request, kind, &mut reasons);
    // A notice holds none of the words, so nothing about them holds it back.
    if request.document.retraction().is_none() {
        time_reasons(request, &mut reasons);
        told_reasons(request, &mut reasons);
        claim_reasons(request, kind, &mut reasons);
        source_reasons(request, &mut reasons, &mut warnings);
        media_reasons(request, &mut reasons);
    }
    words_reasons(request, kind, &mut reasons);
    // What takes words back, or casts doubt on them, waits for nothing of the kind.
    if !matches!(kind, ReleaseKind::Retraction | ReleaseKind::Doubt) {
        reasons.extend(request.unsettled.clone());
    }
    if reasons.is_empty() {
        let approved_by = if alone { Vec::new() } else { request.standing.approved_by.clone() };
        Ok(Pass { kind, approved_by, alone, warnings })
    } else {
        Err(Refusal::NotReady { reasons })
    }
}

/// A publisher lets out what had an embargo that has passed; anything else takes an editor.
fn right(request: &Request<'_>) -> Act {
    let due = request.document.publish_at().is_some_and(|at| at <= request.now);
    if request.person.role == Role::Publisher && due { Act::PublishDue } else { Act::Publish }
}

/// The document is in one piece, not stopped, not spiked, filed as saved, and its time has come.
fn desk_reasons(request: &Request<'_>, reasons: &mut Vec<Reason>) {
    match request.standing.state {
        State::NeedsMerge => reasons.push(Reason::Conflict),
        State::Unreadable => reasons.push(Reason::Unreadable),
        State::Spiked => reasons.push(Reason::Spiked),
        State::AsPublished => reasons.push(Reason::NothingNew),
        _ => {}
    }
    if request.standing.public == Public::Retracted {
        reasons.push(Reason::Retracted);
    }
    if let Some(stop) = &request.standing.stopped {
        reasons.push(Reason::Stopped { by: stop.by.clone(), note: stop.note.clone() });
    }
    if let Some(path) = &request.unfiled {
        reasons.push(Reason::UnfiledChanges { path: path.clone() });
    }
    if let Some(by) = request.standing.returned_by.first() {
        let notes = request.document.reviews().iter().rev();
        let mut notes = notes.filter(|r| r.by == *by && r.verdict == Verdict::Returned);
        let note = notes.next().map_or_else(String::new, |review| review.note.clone());
        reasons.push(Reason::Returned { by: by.clone(), note });
    }
    if let Some(story) = &request.story_not_live {
        reasons.push(Reason::StoryNotLive { story: story.clone() });
    }
}

/// The embargo has passed: the document's, and the one its approvals were given under unless an editor moved it.
fn time_reasons(request: &Request<'_>, reasons: &mut Vec<Reason>) {
    let given_under = request
        .document
        .reviews()
        .iter()
        .filter(|review| {
            review.verdict == Verdict::Approved
                && review.round == request.standing.round
                && review.digest == request.standing.digest
        })
        .filter_map(|review| review.not_before)
        .max()
        .filter(|_| !request.embargo_by_editor);
    let until = (*request.document.publish_at()).max(given_under);
    if let Some(at) = until.filter(|at| *at > request.now) {
        reasons.push(Reason::Embargo { at });
    }
}

/// What readers were told of an error stays, word for word, in every later version.
fn told_reasons(request: &Request<'_>, reasons: &mut Vec<Reason>) {
    let kept = |told: &&crate::model::Correction| !request.document.corrections().contains(told);
    let changed = request.told.iter().filter(kept);
    reasons.extend(changed.map(|told| Reason::ToldChanged { note: told.note.clone() }));
}

/// Enough approvals under four eyes; or a kind that the desk lets an editor do alone. Tells whether it is alone.
fn approval_reasons(request: &Request<'_>, kind: ReleaseKind, reasons: &mut Vec<Reason>) -> bool {
    let standing = request.standing;
    let need = request.desk.policy.approvals as usize;
    let have = standing.approved_by.len();
    let seen_by_four = standing.approved_by.iter().any(|approver| {
        four_eyes(approver, standing, request.desk.policy.four_eyes, request.writers).is_ok()
    });
    if have >= need && seen_by_four {
        if kind == ReleaseKind::EditorsNote && !somebody_may_note(request) {
            reasons.push(Reason::EditorsNote);
        }
        return false;
    }
    let editor = request.person.role.edits();
    if may_be_alone(kind) && editor {
        if !request.desk.policy.alone.contains(&kind) {
            reasons.push(Reason::NotAlone { kind });
        } else if standing.public == Public::Pulled {
            reasons.push(Reason::Pulled);
        }
        return true;
    }
    match standing.approved_by.first() {
        Some(who) if have >= need => reasons.push(Reason::FourEyes { who: who.clone() }),
        _ => reasons.push(Reason::Approvals { have, need }),
    }
    false
}

fn somebody_may_note(request: &Request<'_>) -> bool {
    request.standing.approved_by.iter().any(|id| {
        request
            .desk
            .contributor(id)
            .is_some_and(|person| authorize(person, Act::ApproveEditorsNote).is_ok())
    })
}

/// No open claim of which readers know nothing; none at all where the desk lets none out; none settled by nobody; no false words left up unsaid.
fn claim_reasons(request: &Request<'_>, kind: ReleaseKind, reasons: &mut Vec<Reason>) {
    for claim in request.document.claims().iter().filter(|claim| claim.status.is_open()) {
        let (claim_id, quote, status) =
            (claim.id.clone(), claim.quote.clone(), claim.status.as_str());
        match request.desk.policy.open_claims {
            OpenClaims::Block if kind != ReleaseKind::Doubt => {
                reasons.push(Reason::ClaimOpen { claim: claim_id, quote, status });
            }
            _ if claim.caveat.trim().is_empty() => {
                reasons.push(Reason::ClaimWithoutCaveat { claim: claim_id, quote, status });
            }
            _ => {}
        }
    }
    let unchecked = request.document.claims().iter().filter(|claim| claim.is_unchecked());
    reasons.extend(unchecked.map(|claim| Reason::ClaimUnchecked {
        claim: claim.id.clone(),
        quote: claim.quote.clone(),
        status: claim.status.as_str(),
    }));
    if !matches!(kind, ReleaseKind::Doubt | ReleaseKind::Retraction) {
        reasons.extend(request.false_words.iter().map(|(claim, quote)| Reason::FalseWordsLeft {
            claim: claim.clone(),
            quote: quote.clone(),
        }));
    }
    debug_assert!(request.false_words.iter().all(|(id, _)| {
        request.document.claim(id).is_some_and(|claim| claim.status == ClaimStatus::False)
    }));
}

/// Every anonymous source has a reason for readers, and an editor who said herself that she knows who it is.
fn source_reasons(request: &Request<'_>, reasons: &mut Vec<Reason>, warnings: &mut Vec<Reason>) {
    let anonymous = |source: &&crate::model::Source| source.kind == SourceKind::Anonymous;
    for source in request.document.sources().iter().filter(anonymous) {
        let (source_id, description) = (source.id.clone(), source.description.clone());
        if source.reason.trim().is_empty() {
            let reason = Reason::SourceWithoutReason {
                source_id: source_id.clone(),
                description: description.clone(),
            };
            match request.desk.policy.anonymous_reason {
                AnonymousReason::Required => reasons.push(reason),
                AnonymousReason::Warn => warnings.push(reason),
            }
        }
        let known = source.known_to.iter().any(|id| {
            request
                .desk
                .contributor(id)
                .is_some_and(|person| authorize(person, Act::KnowSource).is_ok())
        });
        if !known {
            reasons.push(Reason::SourceUnknown { source_id, description });
        }
    }
}

/// Pictures and maps have alt; pictures, films and sound have a credit; files are there, and say nothing of who made them where.
fn media_reasons(request: &Request<'_>, reasons: &mut Vec<Reason>) {
    for medium in request.document.media() {
        let (kind, src) = (medium.kind.as_str(), medium.src.clone());
        if matches!(medium.kind, MediaKind::Image | MediaKind::Map) && medium.alt.trim().is_empty()
        {
            reasons.push(Reason::AltMissing { kind, src: src.clone() });
        }
        let credited =
            matches!(medium.kind, MediaKind::Image | MediaKind::Video | MediaKind::Audio);
        if credited && medium.credit.trim().is_empty() {
            reasons.push(Reason::CreditMissing { kind, src });
        }
        let misfits = medium.misfits();
        reasons.extend(misfits.map(|(_, name)| Reason::NoMedium { name: name.to_owned() }));
    }
    let missing = request.missing_files.iter();
    reasons.extend(missing.map(|name| Reason::FileMissing { name: name.clone() }));
    reasons.extend(
        request.metadata.iter().map(|(name, removed)| Reason::Metadata {
            name: name.clone(),
            removed: removed.clone(),
        }),
    );
}

/// There is something to read or to see, and the words that readers must be told are there.
fn words_reasons(request: &Request<'_>, kind: ReleaseKind, reasons: &mut Vec<Reason>) {
    let document = request.document;
    let empty = document.headline().trim().is_empty()
        && document.body().trim().is_empty()
        && document.media().is_empty();
    if empty && document.retraction().is_none() {
        reasons.push(Reason::Empty);
    }
    let untold = request.change.corrections.iter().find(|c| c.note.trim().is_empty());
    if let Some(correction) = untold {
        reasons.push(Reason::ReadersNotTold { kind: Some(correction.kind) });
    }
    let silent = document.retraction().as_ref().is_some_and(|notice| notice.note.trim().is_empty());
    if kind == ReleaseKind::Retraction && silent {
        reasons.push(Reason::ReadersNotTold { kind: None });
    }
}
