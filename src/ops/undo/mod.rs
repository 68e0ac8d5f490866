//! `undo`: the last act of the person on this desk is taken back by another one, which says so. What
//! was sent is never unsaid, and no commit of the desk is ever taken out.

mod back;
mod claims;
mod last;
mod steps;
mod table;
mod undoing;

use crate::desk::aside::DROP;
use crate::desk::delivery::forget;
use crate::desk::settings::change_settings_as;
use crate::desk::{Done, Edit, OpError, Session};
use crate::storage::{Line, Plan, Written};
use last::{Last, Reach, Released};
use undoing::{ACTION, OffRecord, UNDOES};

pub use table::{Back, WAYS, Way, way_of};
pub use undoing::Undoing;

/// The last act of the person and what would take it back; nothing is written.
///
/// # Errors
///
/// [`OpError::BadInput`] where there is no such act, or no way back of it: with the command that
/// comes nearest.
pub fn look(session: &Session) -> Result<Undoing, OpError> {
    let (me, _) = session.me()?;
    match last::find(session, &me)? {
        None => Err(OpError::bad(
            "there is no act of yours on this desk to undo",
            "what there was: newsroom log DOC",
        )),
        Some(Last::Desk(act)) => {
            let mut undoing =
                Undoing::of(&act.info.message, &act.action, act.info.id.clone(), act.info.at);
            back::of(session, &me, &act, &mut undoing)?;
            Ok(undoing)
        }
        Some(Last::Release(released)) => of_release(session, &me, *released),
    }
}

/// Takes the last act back; the same that [`look`] gave.
///
/// # Errors
///
/// As [`look`]; a repository that cannot be written; what somebody else changed meanwhile.
pub fn run(session: &mut Session, undoing: Undoing) -> Result<Done, OpError> {
    let Undoing { edits, along, settings, record, commit, mut said, .. } = undoing;
    if let Some(desk) = settings {
        let undoes = vec![(UNDOES.to_owned(), commit.to_string())];
        change_settings_as(session, ACTION, "newsroom.toml", *desk, undoes)?;
        let delivery = session.deliver();
        return Ok(Done { outcomes: Vec::new(), delivery, warnings: Vec::new(), held: Vec::new() });
    }
    let mut plans = Vec::new();
    if edits.iter().any(|edit| edit.document != edit.loaded.document) {
        // What comes back from words that were set aside is nobody's new step.
        let action = if along.is_empty() { ACTION } else { DROP };
        let mut plan = session.plan(action, &edits)?;
        plan.trailers.push((UNDOES.to_owned(), commit.to_string()));
        plan.files.extend(along);
        plans.push(plan);
    }
    let written = match &record {
        Some(record) => session.take_off_record(plans, record)?,
        None => session.write(plans, Box::new(|_| Vec::new()), Vec::new())?,
    };
    let mut done = session.finish(edits, written);
    if let Some(record) = record.filter(|_| !session.dry_run)
        && session.store.is_sent(&record.tip, Line::Record)?
    {
        said = vec![
            "the release was on its way already: readers have it, and newsroom pull takes it down"
                .to_owned(),
        ];
    }
    if let Some(first) = done.outcomes.first_mut() {
        first.remarks.extend(said);
    }
    Ok(done)
}

/// A release that no reader has seen never was: the record is as before it, and so is what the same
/// act did at the desk.
fn of_release(
    session: &Session,
    me: &crate::model::Contributor,
    released: Released,
) -> Result<Undoing, OpError> {
    let Released { info, kind, paths, before, reach, desk, took_back } = released;
    match reach {
        Reach::Here => {}
        Reach::Under => return Err(table::stood_upon(&info)),
        Reach::Readers => return Err(table::seen_by_readers(session, &kind, &paths)),
    }
    if took_back {
        return Err(OpError::bad(
            format!(
                "`{kind}` put words back that were set aside, and both cannot be undone at once"
            ),
            "newsroom status",
        ));
    }
    let tip = session.record.clone().expect("the record was walked");
    let view = session.rehearsal(&session.head, &before)?;
    let mut undoing = Undoing::of(&info.message, &kind, info.id.clone(), info.at);
    undoing.released = true;
    undoing.record = Some(OffRecord { tip, before, kind, paths: paths.clone() });
    undoing.said.push(
        "the release never was: no reader has seen it, and the record is as before".to_owned(),
    );
    if let Some(act) = desk {
        undoing.commit = act.info.id.clone();
        back::of(&view, me, &act, &mut undoing)?;
    } else {
        for path in &paths {
            let loaded = session.as_last_read(path)?;
            undoing.edits.push(Edit::of(loaded, |_| {}));
        }
    }
    Ok(undoing)
}

impl Session {
    /// Writes these steps and takes the record back to where it was before what was not sent.
    fn take_off_record(
        &mut self,
        plans: Vec<Plan>,
        record: &OffRecord,
    ) -> Result<Written, OpError> {
        let OffRecord { tip, before, kind, paths } = record;
        // It may have gone out while the person thought about it.
        if self.store.is_sent(tip, Line::Record)? || self.store.was_shared(tip)? {
            return Err(table::seen_by_readers(self, kind, paths));
        }
        let record = (tip.clone(), before.clone());
        let written = if plans.is_empty() {
            self.record_back(record)?
        } else {
            self.write_and_move(plans, Box::new(|_| Vec::new()), Vec::new(), Some(record))?
        };
        if !self.dry_run {
            forget(self);
        }
        Ok(written)
    }
}
