//! Filing documents at the desk: several in one commit, all or nothing.

use super::aside::{DROP, TAKE_BACK};
use super::edit::Edit;
use super::error::OpError;
use super::loaded::{Loaded, heading, refused};
use super::merging::merge_texts;
use super::outcome::{Done, Outcome};
use super::session::Session;
use super::sources::vouch_anew;
use crate::model::{Contributor, SETTINGS, Verdict};
use crate::storage::{
    Advance, Batch, BlobId, Change, CommitId, Line, Plan, RecordPlans, StorageError, Written,
};
use crate::workflow::{Act, State, authorize};

impl Session {
    /// One desk commit for these documents; it touches no other file.
    ///
    /// # Errors
    ///
    /// Words that could not be read back; steps in somebody else's name; an embargo of approved
    /// words moved by somebody who may not.
    pub(crate) fn plan(&self, action: &str, edits: &[Edit]) -> Result<Plan, OpError> {
        let (me, _) = self.me()?;
        for edit in edits {
            self.lawful(&me, edit, action)?;
        }
        let title = match edits {
            [only] => format!("{action}: {}", heading(&only.document, &only.loaded.path)),
            _ => format!("{action}: {} posts", edits.len()),
        };
        let mut trailers = vec![("Newsroom-Action".to_owned(), action.replace(' ', "-"))];
        trailers.extend(
            edits
                .iter()
                .map(|edit| ("Newsroom-Document".to_owned(), edit.document.id().to_string())),
        );
        trailers.extend(self.co_authors(edits));
        let mut files = Vec::new();
        for edit in edits {
            files.extend(edit.changes(self)?);
        }
        Ok(Plan { title, body: String::new(), trailers, files, as_of: None })
    }

    /// Whether a change can be filed on its own: others need not wait for one that cannot.
    ///
    /// # Errors
    ///
    /// As [`Session::file`].
    pub(crate) fn can_file(&self, action: &str, edit: &Edit) -> Result<(), OpError> {
        let (me, _) = self.me()?;
        self.lawful(&me, edit, action)?;
        edit.proved_text().map(|_| ())
    }

    /// Whether this person may file that change, whatever the command.
    fn lawful(&self, me: &Contributor, edit: &Edit, action: &str) -> Result<(), OpError> {
        let filed = edit.filed();
        edit.settled(filed.as_ref())?;
        if ![TAKE_BACK, DROP].contains(&action) {
            edit.own_steps(&me.id, filed.as_ref())?;
        }
        let moved = filed.as_ref().is_some_and(|f| f.publish_at() != edit.document.publish_at());
        // What is set aside keeps its embargo.
        if moved && !edit.sets_aside() && !edit.loaded.standing.approved_by.is_empty() {
            authorize(me, Act::MoveEmbargo).map_err(|refusal| refused(&edit.loaded, refusal))?;
        }
        Ok(())
    }

    /// Others credited in what an act adds, so that forges count them.
    fn co_authors(&self, edits: &[Edit]) -> Vec<(String, String)> {
        let me = self.me().map(|(person, _)| person.id).ok();
        let mut lines = Vec::new();
        for edit in edits {
            let before = edit.loaded.filed.as_ref().map(|_| edit.loaded.document.credits());
            for credit in edit.document.credits() {
                let new = before.is_none_or(|before| !before.contains(credit));
                let Some(who) = credit.who.as_ref().filter(|who| Some(*who) != me.as_ref()) else {
                    continue;
                };
                let person = self.desk.contributor(who);
                if let Some((person, email)) =
                    person.and_then(|person| Some((person, person.emails.first()?)))
                    && new
                    && !credit.withheld
                {
                    let line = format!("{} <{email}>", person.name);
                    lines.push(("Co-authored-by".to_owned(), line));
                }
            }
        }
        lines.dedup();
        lines
    }

    /// Files these documents in one commit.
    ///
    /// # Errors
    ///
    /// A person who is a stranger here; a repository that cannot be written.
    pub fn file(&mut self, action: &str, edits: Vec<Edit>) -> Result<Done, OpError> {
        self.file_along(action, edits, Vec::new())
    }

    /// The same, with other files in the same commit.
    ///
    /// # Errors
    ///
    /// As [`Session::file`].
    pub(crate) fn file_along(
        &mut self,
        action: &str,
        mut edits: Vec<Edit>,
        along: Vec<Change>,
    ) -> Result<Done, OpError> {
        let (me, _) = self.me()?;
        let vouched = |edit: &mut Edit| match edit.filed() {
            Some(filed) => vouch_anew(&filed, &mut edit.document, &me.id),
            None => Vec::new(),
        };
        let remarks: Vec<Vec<String>> = edits.iter_mut().map(vouched).collect();
        let mut plan = self.plan(action, &edits)?;
        plan.files.extend(along);
        let written = self.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
        let mut done = self.finish(edits, written);
        for (outcome, remarks) in done.outcomes.iter_mut().zip(remarks) {
            outcome.remarks.splice(..0, remarks);
            let last = outcome.loaded.document.reviews().last();
            if last.is_some_and(|review| {
                review.verdict == Verdict::Submitted && review.at == self.now && review.by == me.id
            }) {
                outcome.holds = self.holds_back(&outcome.loaded).unwrap_or_default();
            }
        }
        Ok(done)
    }

    /// Writes desk commits and what they let onto the record.
    pub(crate) fn write(
        &mut self,
        desk: Vec<Plan>,
        record: RecordPlans<'_>,
        reads: Vec<(String, Option<BlobId>)>,
    ) -> Result<Written, OpError> {
        self.write_and_move(desk, record, reads, None)
    }

    /// The same; `remade` takes the record from one commit to another that took its place.
    pub(crate) fn write_and_move(
        &mut self,
        desk: Vec<Plan>,
        record: RecordPlans<'_>,
        reads: Vec<(String, Option<BlobId>)>,
        remade: Option<(CommitId, CommitId)>,
    ) -> Result<Written, OpError> {
        let (_, author) = self.me()?;
        // What goes on the record alone touches nothing that git has begun here.
        if !desk.is_empty() || self.store.git_work().is_none() {
            self.desk_branch_only()?;
        }
        self.may_write()?;
        if self.dry_run {
            return Ok(Written::default());
        }
        let mut reads = reads;
        if !desk.iter().flat_map(|plan| &plan.files).any(|change| change.path == SETTINGS) {
            reads.push((SETTINGS.to_owned(), self.store.entry(&self.head, SETTINGS)?));
        }
        let merge = Some(&merge_texts as crate::storage::Merge<'_>);
        let batch = Batch { desk, record, remade, author, at: self.now, reads, merge };
        let mut written = self.store.write(batch)?;
        // It is done: what fails from here on is told, and undoes nothing.
        if let Err(error) = self.refresh_tips() {
            written.warnings.push(error.to_string());
        }
        Ok(written)
    }

    /// Takes the record back to an earlier commit, over what only this machine has.
    pub(crate) fn record_back(
        &mut self,
        (from, to): (CommitId, CommitId),
    ) -> Result<Written, OpError> {
        let (_, author) = self.me()?;
        self.may_write()?;
        if self.dry_run {
            return Ok(Written::default());
        }
        let warnings = self.store.advance(&Advance {
            title: "undo".to_owned(),
            author,
            at: self.now,
            desk: None,
            record: Some((Some(from), to)),
            merge: None,
        })?;
        let Some(warnings) = warnings else {
            let path = self.store.branch_name(Line::Record).unwrap_or_default();
            return Err(StorageError::Moved { path }.into());
        };
        self.refresh_tips()?;
        Ok(Written { record: self.record.clone(), warnings, ..Written::default() })
    }

    /// What became of an act, once it is written: failures from here on are warnings.
    pub(crate) fn finish(&mut self, edits: Vec<Edit>, written: Written) -> Done {
        let mut outcomes = Vec::new();
        let mut warnings = written.warnings;
        let approves = self.me().is_ok_and(|(me, _)| authorize(&me, Act::Approve).is_ok());
        for edit in edits {
            let had_its_hour = had_its_hour(&edit);
            let took_along = edit.loaded.takes_saved;
            let mut loaded = edit.after(self);
            if !self.dry_run {
                match self.as_last_read(&edit.loaded.path) {
                    Ok(filed) => loaded = filed,
                    Err(error) => warnings.push(error.to_string()),
                }
                self.shown(&loaded);
                self.touched(&loaded.path);
            }
            let late = loses_its_hour(&loaded, approves).filter(|_| had_its_hour);
            outcomes.push(Outcome {
                loaded,
                took_along,
                released: None,
                remarks: late.into_iter().collect(),
                holds: Vec::new(),
                resting: Vec::new(),
            });
        }
        let head = self.head.clone();
        let delivery = self.deliver();
        if self.head != head {
            // Others' work is in it now; it was not shown to anybody here.
            for outcome in &mut outcomes {
                match self.as_last_read(&outcome.loaded.path) {
                    Ok(loaded) => outcome.loaded = loaded,
                    Err(error) => warnings.push(error.to_string()),
                }
            }
        }
        self.keep_small();
        warnings.extend(delivery.warnings.iter().cloned());
        Done { outcomes, delivery, warnings, held: Vec::new() }
    }
}

/// Whether the document was approved to go out at an hour, and has that hour still.
fn had_its_hour(edit: &Edit) -> bool {
    edit.loaded.standing.state == State::Approved && edit.document.publish_at().is_some()
}

/// That a document goes out at its hour no more, until it is approved again.
fn loses_its_hour(loaded: &Loaded, approves: bool) -> Option<String> {
    let waits = matches!(loaded.standing.state, State::Draft | State::InReview | State::Returned);
    let doc = loaded.short();
    if loaded.standing.state == State::NeedsMerge {
        return Some(format!(
            "it was approved to go out then, and is to be settled first: newsroom edit {doc}"
        ));
    }
    let submitted = loaded.standing.state == State::InReview;
    let next = match (submitted, approves) {
        (true, true) => format!("newsroom approve {doc}"),
        (true, false) => "an editor has to approve them".to_owned(),
        (false, true) => format!("newsroom submit {doc}, newsroom approve {doc}"),
        (false, false) => format!("newsroom submit {doc}, and an editor has to approve them"),
    };
    waits.then(|| format!("it was approved to go out then, and these words are not: {next}"))
}
