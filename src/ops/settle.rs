//! `edit` of a document of which git left two versions: they are put together by meaning.
//!
//! What git has begun, git ends: the text is staged, and the commit of a merge or a rebase has it.
//! Elsewhere it is filed as any edit is.

use crate::desk::settling::{Settled, Unsettled};
use crate::desk::{Delivery, Done, OpError, Outcome, Session};
use crate::storage::GitWork;
use crate::workflow::{Act, authorize};

/// Settles the document that is meant; `None` where there are no two versions of it.
///
/// # Errors
///
/// A role that may not write; a version that cannot be read; [`OpError::Storage`] where somebody
/// saved the file meanwhile.
pub fn run(session: &mut Session, doc: &str) -> Result<Option<Done>, OpError> {
    let path = session.resolve(doc)?;
    let Some(two) = session.two_versions(&path)? else { return Ok(None) };
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let settled = two.put_together()?;
    let mut remarks = vec![match settled.conflicts.as_slice() {
        [] => "both versions are in it".to_owned(),
        fields => format!(
            "both versions are in it; of {} both are kept, and newsroom edit {path} settles which stands",
            fields.join(", ")
        ),
    }];
    if two.stages.is_some() && !session.dry_run {
        session.store.settle(path.as_str(), settled.text.as_bytes(), two.saved.as_deref())?;
    }
    let work = session.store.git_work().filter(|_| two.stages.is_some());
    let mut done = match work {
        Some(work) => {
            remarks.push(left(session, work, path.as_str())?);
            staged(session, &two, settled)?
        }
        None => filed(session, &two, settled)?,
    };
    done.outcomes[0].remarks.splice(0..0, remarks);
    done.outcomes[0].took_along = false;
    Ok(Some(done))
}

/// The file is as it is to be in the commit with which git ends its work.
fn staged(session: &Session, two: &Unsettled, settled: Settled) -> Result<Done, OpError> {
    let loaded = session.settling_edit(two, settled.text)?.loaded;
    let outcome = Outcome {
        loaded,
        took_along: false,
        released: None,
        remarks: Vec::new(),
        holds: Vec::new(),
        resting: Vec::new(),
    };
    let delivery = Delivery { waiting: session.waiting(), ..Delivery::default() };
    Ok(Done { outcomes: vec![outcome], delivery, warnings: Vec::new(), held: Vec::new() })
}

fn filed(session: &mut Session, two: &Unsettled, settled: Settled) -> Result<Done, OpError> {
    let mut edit = session.settling_edit(two, settled.text)?;
    if edit.loaded.filed.as_ref().is_some_and(|(_, filed)| *filed == edit.loaded.text) {
        let text = edit.loaded.text;
        return staged(session, two, Settled { text, conflicts: Vec::new() });
    }
    let remarks = edit.take_files_along(session)?;
    let mut done = session.file("edit", vec![edit])?;
    done.outcomes[0].remarks.extend(remarks);
    Ok(done)
}

/// What is still to be settled, and what ends it.
fn left(session: &Session, work: GitWork, settled: &str) -> Result<String, OpError> {
    let mut unmerged = session.store.under_way()?.unmerged;
    unmerged.retain(|path| path != settled);
    Ok(match unmerged.as_slice() {
        [] => format!("it is staged: {} ends the {} of git", work.ends()[0], work.name()),
        others => format!(
            "it is staged; still to be settled before {}: {}",
            work.ends()[0],
            others.join(", ")
        ),
    })
}
