//! `audit`: every step of the desk and of the record, judged by the rights of its time.

use crate::audit::{Finding, rule, rule_unless};
use crate::desk::settings::change_settings;
use crate::desk::{Delivery, OpError, Session};
use crate::judge::whole::{accepted, of_the_whole};
use crate::judge::{
    Audited, DeskWalk, Erasures, Memory, Reader, Receiver, RecordWalk, Request, force, memory,
};
use crate::model::{Accepted, SETTINGS};
use crate::storage::{CommitId, Line, Store};

/// Audits the desk that the store is.
///
/// # Errors
///
/// A range that names nothing; a repository that cannot be read.
pub fn run(store: &Store, request: &Request) -> Result<Audited, OpError> {
    if let Some(incomplete) = of_a_part(store, request)? {
        return Ok(incomplete);
    }
    let root = store.desk_root()?.ok_or_else(|| OpError::NotFiled(SETTINGS.to_owned()))?;
    let tip = store.tip(Line::Desk)?.ok_or_else(|| OpError::NotFiled(SETTINGS.to_owned()))?;
    if let Some(range) = &request.range {
        return of_range(store, request, root, range);
    }
    let record = store.tip(Line::Record)?;
    let memory = Memory::read(store, &root);
    let begins = match request.full {
        true => Memory::default().leads_to_root(store, &root, &tip),
        false => memory.leads_to_root(store, &root, &tip),
    };
    let mut findings = of_the_whole(store, request, (&root, begins), &tip)?;
    let desk_was = memory.rewound(store, Line::Desk, Some(&tip));
    let record_was = memory.rewound(store, Line::Record, record.as_ref());
    let kept = desk_was.is_none() && record_was.is_none();
    let known = if kept { memory.usable(request) } else { Memory::default() };
    let vanishes = request.without != Some("NA13");
    if let Some(was) = desk_was.filter(|_| vanishes) {
        findings.extend(memory::lost(store, "the desk", was, Some(&tip))?);
    }
    if request.without.is_none() && !begins {
        return Ok(of_another_desk(root, findings, record.is_none()));
    }
    let mut reader = force::reader(store)?;
    let mut desk = DeskWalk::new(&root, request.without);
    let remembered = known.steps + known.releases;
    let mut now = Memory { root: Some(root.clone()), ..known.clone() };
    now.add_desk(desk.judge(&mut reader, &tip, known.desk.as_ref())?);
    if let Some(newest) = newest_elsewhere(store, &tip)? {
        // On a branch that is behind, releases name steps that the shared desk alone has.
        findings.extend(desk.judge(&mut reader, &newest, Some(&tip))?.findings);
        desk.settled_at(&mut reader, &tip)?;
    }
    now.desk = Some(tip.clone());
    now.unsettled |= desk.is_unsettled();
    if let Some(was) = record_was.filter(|_| vanishes)
        && !made_again(&mut reader, &mut desk, was, record.as_ref())?
    {
        findings.extend(memory::lost(store, "the record", was, record.as_ref())?);
    }
    let mut erasures = Vec::new();
    if let Some(record) = &record {
        let held = Erasures::of(&mut reader, &mut desk, record)?;
        findings.extend(held.still_there(&reader, known.record.as_ref(), request.without)?);
        erasures = held.told();
        let mut walk = RecordWalk::new(&root, &mut desk, request.without);
        now.add_record(walk.judge(&mut reader, record, known.record.as_ref())?);
        now.record = Some(record.clone());
    }
    let blocked = !findings.is_empty();
    findings.extend(now.findings.iter().filter_map(memory::KeptFinding::finding));
    let audited = Audited {
        accepted: accepted(&desk),
        root,
        findings,
        steps: now.steps,
        releases: now.releases,
        unsigned: now.unsigned,
        remembered,
        no_record: record.is_none(),
        asks_for: None,
        erasures,
    };
    // What was rewound stays known until somebody answers for it.
    if request.without.is_none() && (!blocked || !audited.fails()) {
        now.write(store);
    }
    Ok(audited)
}

/// The shared desk's newest commit as it was last seen, where the work tree shows another branch, or
/// one commit alone, that does not have it.
fn newest_elsewhere(store: &Store, tip: &CommitId) -> Result<Option<CommitId>, OpError> {
    if store.on_desk_branch().unwrap_or(false) && store.config("newsroom.branch").is_some() {
        return Ok(None);
    }
    let newest = store.newest_shared()?;
    Ok(newest.filter(|newest| !store.is_ancestor(newest, tip).unwrap_or(true)))
}

/// What is said of a clone in which something is missing: nothing else is judged, and nothing is
/// remembered of it.
fn of_a_part(store: &Store, request: &Request) -> Result<Option<Audited>, OpError> {
    let (Some((what, mend)), Some(tip)) = (store.incomplete(), store.tip(Line::Desk)?) else {
        return Ok(None);
    };
    let rule = rule_unless("NA11", request.without);
    let finding = rule.map(|rule| rule.of_history(tip.as_str(), format!("{what}: {mend}")));
    Ok(finding.map(|finding| Audited { findings: vec![finding], ..Audited::nothing(tip) }))
}

/// Whether the record is not rewound, but made again on an order to erase words; or is the one from
/// before it, of which the rule about erased words tells.
fn made_again(
    reader: &mut Reader<'_>,
    desk: &mut DeskWalk,
    was: &CommitId,
    now: Option<&CommitId>,
) -> Result<bool, OpError> {
    let Some(now) = now else { return Ok(false) };
    let erasures = Erasures::of(reader, desk, now)?;
    let store = reader.store;
    Ok(erasures.replaces(store, was, now) || erasures.is_undone_by(store, was, now))
}

/// What is said of a desk that is not the pinned one: nothing in it can be judged by our rights.
fn of_another_desk(root: CommitId, findings: Vec<Finding>, no_record: bool) -> Audited {
    Audited { findings, no_record, ..Audited::nothing(root) }
}

/// Only the steps of a range of the desk or of the record, as CI asks for.
fn of_range(
    store: &Store,
    request: &Request,
    root: CommitId,
    range: &str,
) -> Result<Audited, OpError> {
    let (from, to) = range.split_once("..").unwrap_or(("", range));
    let commit = |name: &str| -> Result<CommitId, OpError> {
        let name = if name.is_empty() { "HEAD" } else { name };
        store.resolve(name)?.ok_or_else(|| {
            OpError::bad(format!("no commit here is `{name}`"), "newsroom audit OLD..NEW")
        })
    };
    let to = commit(to.trim_start_matches('.'))?;
    let from = if from.is_empty() { None } else { Some(commit(from)?) };
    let memory = Memory::read(store, &root);
    let mut reader = force::reader(store)?;
    let mut walk = DeskWalk::new(&root, request.without);
    let record = store.tip(Line::Record)?;
    if record.is_some_and(|record| store.is_ancestor(&to, &record).unwrap_or(false))
        && let Some(tip) = store.tip(Line::Desk)?
    {
        let begins = memory.leads_to_root(store, &root, &tip);
        let mut findings = of_the_whole(store, request, (&root, begins), &tip)?;
        walk.settled_at(&mut reader, &tip)?;
        let judged = RecordWalk::new(&root, &mut walk, request.without).judge(
            &mut reader,
            &to,
            from.as_ref(),
        )?;
        findings.extend(judged.findings);
        return Ok(Audited {
            findings,
            accepted: accepted(&walk),
            releases: judged.steps,
            unsigned: judged.unsigned,
            ..Audited::nothing(root)
        });
    }
    let begins = memory.leads_to_root(store, &root, &to);
    let mut findings = of_the_whole(store, request, (&root, begins), &to)?;
    if let (Some(from), Some(now)) = (&from, request.now) {
        // Whoever takes the steps over asks for the rights at its own tip, too.
        let held = walk.at(&mut reader, from)?;
        walk.receive(Receiver::new(from, held, now));
    }
    let judged = walk.judge(&mut reader, &to, from.as_ref())?;
    findings.extend(judged.findings);
    Ok(Audited {
        findings,
        accepted: accepted(&walk),
        steps: judged.steps,
        unsigned: judged.unsigned,
        ..Audited::nothing(root)
    })
}

/// Has an admin answer for a finding: it is shown for ever, and no longer fails.
///
/// # Errors
///
/// No such finding; a role without the right.
pub fn accept(
    session: &mut Session,
    commit: &str,
    code: &str,
    reason: &str,
) -> Result<(Finding, Delivery), OpError> {
    if let Some(finding) = refused_on_arrival(&session.store, commit, code)? {
        return answer_for(session, finding, reason);
    }
    let audited = run(&session.store, &Request::default())?;
    let known = |found: &&Finding| {
        found.commit.starts_with(&commit.to_lowercase())
            && commit.len() >= 4
            && (found.code.eq_ignore_ascii_case(code) || found.rule == code)
    };
    let here = audited.findings.iter().find(known).cloned();
    let there = match &here {
        Some(_) => Vec::new(),
        // What the shared desk has is not taken over before somebody answers for it.
        None => crate::desk::delivery::exchange::findings(session)?,
    };
    let finding = here.or_else(|| there.iter().find(known).cloned()).ok_or_else(|| {
        OpError::bad(format!("there is no finding {code} on a commit {commit}"), "newsroom audit")
    })?;
    if audited.acceptance(&finding).is_some() {
        return Err(OpError::bad("that was accepted already", "newsroom audit"));
    }
    answer_for(session, finding, reason)
}

/// What a server refuses as it arrives, and no audit of history finds again.
fn refused_on_arrival(store: &Store, commit: &str, code: &str) -> Result<Option<Finding>, OpError> {
    let Some(rule) = rule(code).filter(|rule| ["NA14", "NA15"].contains(&rule.code)) else {
        return Ok(None);
    };
    let id = store.resolve(commit)?.ok_or_else(|| {
        OpError::bad(
            format!("no commit here is `{commit}`"),
            "newsroom audit --accept COMMIT CODE -m REASON",
        )
    })?;
    Ok(Some(rule.of_history(id.as_str(), "it was refused where it was sent to")))
}

fn answer_for(
    session: &mut Session,
    finding: Finding,
    reason: &str,
) -> Result<(Finding, Delivery), OpError> {
    let mut desk = session.desk.clone();
    desk.accepted.push(Accepted {
        commit: finding.commit.clone(),
        code: finding.code.to_owned(),
        reason: reason.to_owned(),
    });
    let what = format!("{} of {}", finding.code, finding.commit.get(..8).unwrap_or_default());
    change_settings(session, "accept", &what, desk)?;
    Ok((finding, session.deliver()))
}
