//! `verify-flag`: words that somebody still has to verify, and what was found.

use std::collections::BTreeSet;

use super::publish;
use crate::check::quote;
use crate::desk::sources::find_source;
use crate::desk::{Done, Edit, OpError, Session};
use crate::model::{
    Check, Claim, ClaimId, ClaimStatus, Contributor, Document, LONGEST_ALONE, ReleaseKind,
};
use crate::workflow::{Act, authorize};

/// What `verify-flag` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The document, as a person calls it.
    pub doc: String,
    /// A claim that is there: its id or some of its words. None: a new one.
    pub claim: Option<String>,
    /// The words; for a claim that is there, its new words.
    pub quote: Option<String>,
    /// What is known of them.
    pub status: Option<ClaimStatus>,
    /// What readers are told meanwhile.
    pub caveat: Option<String>,
    /// Who said it: a source's id or words of its description.
    pub source: Option<String>,
    /// Where it can be seen.
    pub evidence: String,
    /// A remark for the desk.
    pub note: String,
    /// Approves and releases in one step, where only doubt was added.
    pub publish: bool,
}

/// What became of it.
#[derive(Debug)]
pub struct Flagged {
    /// The document.
    pub done: Done,
    /// The claim as it is now.
    pub claim: Claim,
}

/// Flags words, or says what was found.
///
/// # Errors
///
/// Words that are not in the document; no such claim or source; a status that is missing.
pub fn run(session: &mut Session, request: &Request) -> Result<Flagged, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let path = session.resolve(&request.doc)?;
    let loaded = session.load_saved(&path)?;
    let mut edit = Edit::of(loaded, |_| {});
    let again = flagged_already(&edit.document, request);
    let at = match (&request.claim, again) {
        (Some(which), _) => find_claim(&edit.document, which)?,
        (None, Some(at)) => at,
        (None, None) => new_claim(session, &mut edit.document, request)?,
    };
    change(&mut edit.document, at, request)?;
    if request.publish && edit.document.claims()[at].caveat.chars().count() > LONGEST_ALONE {
        return Err(OpError::bad(
            format!("one person alone tells readers {LONGEST_ALONE} letters at the most"),
            "a shorter --caveat; or without --publish, and another editor approves it",
        ));
    }
    let status = request.status.unwrap_or(edit.document.claims()[at].status);
    let check = Check {
        at: session.now,
        by: me.id.clone(),
        status,
        evidence: request.evidence.clone(),
        note: request.note.clone(),
    };
    edit.document.claims_mut()[at].checks.push(check);
    let claim = edit.document.claims()[at].clone();
    let mut done = if request.publish {
        release(session, &me, edit)?
    } else {
        session.file("verify-flag", vec![edit])?
    };
    if let (Some(_), Some(outcome)) = (again, done.outcomes.first_mut()) {
        outcome.remarks.push(format!(
            "these words were flagged already: this is said of {}, and no second claim is made",
            claim.id
        ));
    }
    if claim.status == ClaimStatus::False {
        session.name_resting(&mut done, &path, &BTreeSet::from([claim.quote.clone()]));
    }
    Ok(Flagged { done, claim })
}

/// Releases what only adds doubt, in one step or not at all.
fn release(session: &mut Session, me: &Contributor, edit: Edit) -> Result<Done, OpError> {
    authorize(me, Act::Publish)?;
    let beyond = edit.after(session).change().beyond_doubt;
    if !beyond.is_empty() {
        return Err(OpError::bad(
            format!("more than doubt would be released: {}", beyond.join("; ")),
            format!("newsroom diff {}", edit.loaded.short()),
        ));
    }
    let kind = Some(ReleaseKind::Doubt);
    let request = publish::Request { kind, ..publish::Request::default() };
    publish::in_one_step(session, "verify-flag", edit, &request)
}

/// The claim of just these words, where a new one is asked for and its status is said.
fn flagged_already(document: &Document, request: &Request) -> Option<usize> {
    let quote = request.quote.as_deref().filter(|_| request.claim.is_none())?;
    request.status?;
    let quote = as_found(document, quote).ok()?;
    document
        .claims()
        .iter()
        .position(|claim| quote::find(&claim.quote, &quote) == Some(0..claim.quote.len()))
}

fn new_claim(
    session: &Session,
    document: &mut Document,
    request: &Request,
) -> Result<usize, OpError> {
    let quote = request.quote.as_deref().ok_or_else(|| {
        OpError::bad(
            "which words? none are named",
            "newsroom verify-flag DOC --quote 'THE WORDS' --status unverified",
        )
    })?;
    let status = request.status.ok_or_else(|| {
        OpError::bad("what is known of the words? no status is named", "--status unverified")
    })?;
    let id = loop {
        let id: ClaimId = format!("c-{}", session.letters(4)).parse().expect("four letters");
        if document.claim(&id).is_none() {
            break id;
        }
    };
    let quote = as_found(document, quote)?;
    document.claims_mut().push(Claim {
        id,
        quote,
        status,
        caveat: String::new(),
        source: None,
        checks: Vec::new(),
    });
    Ok(document.claims().len() - 1)
}

fn change(document: &mut Document, at: usize, request: &Request) -> Result<(), OpError> {
    if request.claim.is_some() && request.quote.is_some() {
        let quote = as_found(document, request.quote.as_deref().unwrap_or_default())?;
        document.claims_mut()[at].quote = quote;
    }
    let source = request.source.as_ref().map(|which| find_source(document, which)).transpose()?;
    let claim = &mut document.claims_mut()[at];
    if let Some(status) = request.status {
        claim.status = status;
    }
    if let Some(caveat) = &request.caveat {
        caveat.trim().clone_into(&mut claim.caveat);
    }
    if source.is_some() {
        claim.source = source;
    }
    Ok(())
}

/// The words as they stand in the document: spaces, quotes and dashes may be typed otherwise.
fn as_found(document: &Document, words: &str) -> Result<String, OpError> {
    let texts = document.quotable();
    let found = texts.iter().find_map(|text| quote::find(text, words).map(|range| &text[range]));
    found.map(str::to_owned).ok_or_else(|| {
        OpError::bad(
            format!("“{words}” is not in the headline, the body or a caption"),
            format!("newsroom show {}", &document.id().as_str()[..4]),
        )
    })
}

/// A claim by its id, or by some of its words.
fn find_claim(document: &Document, which: &str) -> Result<usize, OpError> {
    let fits: Vec<usize> = document
        .claims()
        .iter()
        .enumerate()
        .filter(|(_, claim)| {
            claim.id.as_str() == which || quote::find(&claim.quote, which).is_some()
        })
        .map(|(at, _)| at)
        .collect();
    match fits.as_slice() {
        [only] => Ok(*only),
        [] => Err(OpError::bad(format!("no claim here is `{which}`"), "newsroom claims")),
        several => {
            let ids: Vec<String> = several
                .iter()
                .map(|at| &document.claims()[*at])
                .map(|claim| format!("{} “{}”", claim.id, claim.quote))
                .collect();
            Err(OpError::bad(
                format!("`{which}` fits {} claims: {}", ids.len(), ids.join(", ")),
                "give its id",
            ))
        }
    }
}
