//! Steps at the desk that change no words: submit, approve, return, comment, spike, stop, clear,
//! second.

use crate::desk::approval::{all_as_shown, all_or_nothing, decide_approval};
use crate::desk::{Done, Edit, Loaded, OpError, Session, refused};
use crate::model::{Contributor, ContributorId, Verdict};
use crate::workflow::submission::submission_in;
use crate::workflow::{Act, Refusal, State, authorize, returned, second, spike, stop, submit};

/// What a step is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The documents, as a person calls them: all or none.
    pub docs: Vec<String>,
    /// A remark for the desk.
    pub note: String,
    /// What is done.
    pub step: Step,
}

/// A step at the desk.
#[derive(Debug, Clone)]
pub enum Step {
    /// These words are ready to be read.
    Submit {
        /// Before others.
        urgent: bool,
    },
    /// These words may be let out.
    Approve {
        /// The words that are meant, by the first digits of their digest.
        words: Option<String>,
    },
    /// Back to the reporter.
    Return,
    /// A remark.
    Comment,
    /// Dropped.
    Spike,
    /// A legal stop.
    Stop {
        /// Who is asked to clear it.
        until: Option<ContributorId>,
    },
    /// The stop is lifted.
    Clear,
    /// The second read that is owed.
    Second,
}

impl Step {
    /// The step's name, as the command and the commit say it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submit { .. } => "submit",
            Self::Approve { .. } => "approve",
            Self::Return => "return",
            Self::Comment => "comment",
            Self::Spike => "spike",
            Self::Stop { .. } => "stop",
            Self::Clear => "clear",
            Self::Second => "second",
        }
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::Submit { .. } => Verdict::Submitted,
            Self::Approve { .. } => Verdict::Approved,
            Self::Return => Verdict::Returned,
            Self::Comment => Verdict::Comment,
            Self::Spike => Verdict::Spiked,
            Self::Stop { .. } => Verdict::Stopped,
            Self::Clear => Verdict::Cleared,
            Self::Second => Verdict::Second,
        }
    }

    /// The steps that judge words refuse what a person saved; submitting takes it along.
    fn refuses_saved(&self) -> bool {
        matches!(self, Self::Approve { .. } | Self::Return | Self::Spike)
    }
}

/// Takes the step for every document, or for none.
///
/// # Errors
///
/// The first document that cannot be found or read; every one that is refused.
pub fn run(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    if matches!(request.step, Step::Stop { .. }) {
        session.take_down();
    }
    let (me, _) = session.me()?;
    let mut edits = Vec::new();
    let (mut refusals, mut changed) = (Vec::new(), Vec::new());
    for path in session.resolve_each(&request.docs)? {
        let loaded = match request.step {
            Step::Submit { .. } => session.load_saved(&path)?,
            Step::Stop { .. } => session.as_last_read(&path)?,
            _ => session.load(&path)?,
        };
        match decide(session, &me, &loaded, request) {
            Ok(()) => edits.push(taken(session, &me, loaded, request)?),
            Err(OpError::Refused { doc, headline, refusal }) => {
                refusals.push((doc, headline, refusal));
            }
            Err(OpError::WordsChanged { doc, now }) => changed.push((doc, now)),
            Err(other) => return Err(other),
        }
    }
    all_or_nothing(request.docs.len(), refusals)?;
    all_as_shown(changed)?;
    let mut done = session.file(request.step.name(), edits)?;
    for outcome in &mut done.outcomes {
        if matches!(request.step, Step::Submit { .. } | Step::Approve { .. }) {
            outcome.remarks.extend(session.name_tells(&outcome.loaded, false)?);
        }
        if matches!(request.step, Step::Approve { .. }) {
            outcome.remarks.extend(session.remarks_for_readers(&outcome.loaded));
        }
    }
    Ok(done)
}

fn decide(
    session: &Session,
    me: &Contributor,
    loaded: &Loaded,
    request: &Request,
) -> Result<(), OpError> {
    let step = &request.step;
    if matches!(step, Step::Submit { .. } | Step::Approve { .. })
        && let Some(reason) = loaded.unsettled()
    {
        return Err(refused(loaded, Refusal::NotReady { reasons: vec![reason] }));
    }
    if step.refuses_saved()
        && let Some(path) = loaded.unfiled()
    {
        return Err(OpError::Unfiled { path, doc: loaded.short() });
    }
    let standing = &loaded.standing;
    let verdict = match step {
        Step::Submit { .. } => match submit::submit(me, standing) {
            // A squash left steps in it that nobody took: these words may be submitted again.
            Err(refusal) if standing.state == State::Approved => {
                let proven = session.provenance(loaded)?;
                if proven.has_forged_steps() { Ok(()) } else { Err(refusal) }
            }
            Ok(()) if says_nothing_new(me, loaded, request) => {
                Err(Refusal::SubmittedAlready { who: me.id.clone() })
            }
            other => other,
        },
        Step::Approve { words } => {
            let provenance = session.provenance(loaded)?;
            let proven = session.proven(loaded, &provenance);
            let words = words.as_deref();
            return decide_approval(session, me, &proven, &provenance.writers, words, true);
        }
        Step::Return => returned::give_back(me, standing),
        Step::Comment => authorize(me, Act::Comment),
        Step::Spike => spike::spike(me, standing),
        Step::Stop { until } => {
            if let Some(until) = until {
                session.contributor(until.as_str())?;
            }
            stop::stop(me, standing)
        }
        Step::Clear => stop::clear(me, standing),
        Step::Second => second::second(me, standing),
    };
    verdict.map_err(|refusal| refused(loaded, refusal))
}

/// Whether this person submitted these words as they stand, with as much said and as urgent.
fn says_nothing_new(me: &Contributor, loaded: &Loaded, request: &Request) -> bool {
    let standing = &loaded.standing;
    let mine = submission_in(&loaded.document, (standing.digest, standing.round), &me.id);
    let more =
        |urgent: bool| matches!(request.step, Step::Submit { urgent: asked } if asked && !urgent);
    standing.state == State::InReview
        && request.note.is_empty()
        && mine.is_some_and(|review| !more(review.urgent))
}

fn taken(
    session: &Session,
    me: &Contributor,
    loaded: Loaded,
    request: &Request,
) -> Result<Edit, OpError> {
    let mut edit = Edit::of(loaded, |_| {});
    edit.take_files_along(session)?;
    let owed = edit.loaded.standing.live;
    let last = edit.loaded.ledger.iter().flat_map(|ledger| &ledger.releases).map(|r| r.at).max();
    edit.review(session, &me.id, request.step.verdict(), &request.note);
    let review = edit.last_review().expect("just added");
    // What holds back or reads again comes behind the release that it is of, however fast that was.
    let behind = last.map_or(review.at, |last| last.next().max(review.at));
    match &request.step {
        Step::Submit { urgent } => review.urgent = *urgent,
        Step::Stop { until } => {
            review.until.clone_from(until);
            review.at = behind;
        }
        Step::Return | Step::Spike => review.at = behind,
        // A second read is of the words that readers see, whatever the desk is writing now.
        Step::Second => {
            review.digest = owed;
            review.at = behind;
        }
        _ => {}
    }
    Ok(edit)
}

/// The stories of these documents that have words to be approved, where they are not named themselves.
///
/// # Errors
///
/// A name that fits nothing; a file that cannot be read.
pub fn stories_to_approve(session: &Session, docs: &[String]) -> Result<Vec<String>, OpError> {
    let mut stories = Vec::new();
    let named: Vec<_> = docs.iter().map(|doc| session.resolve(doc)).collect::<Result<_, _>>()?;
    for story in named.iter().map(crate::model::DocPath::story_path) {
        let state = session.as_last_read(&story)?.standing.state;
        let open =
            matches!(state, State::Draft | State::InReview | State::Returned | State::NeedsMerge);
        if open && !named.contains(&story) && !stories.contains(&story.to_string()) {
            stories.push(story.to_string());
        }
    }
    Ok(stories)
}
