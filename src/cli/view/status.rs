//! The status of the desk.

use super::output::{self, VERSION, Waiting};
use super::standing::{cannot_be_read, state};
use super::{Columns, claim, resting, shown, summary, sync, time};
use crate::cli::context::Context;
use crate::cli::hint::settling;
use crate::desk::{Delivery, Fallen, Session, Summary};
use crate::model::Moment;
use crate::ops::status::site::{Missing, Readers, Standing};
use crate::ops::status::{Alarm, Status};
use crate::storage::{GitWork, UnderWay};
use crate::workflow::{Act, State, authorize};

/// The status in words, the most urgent first; `left` are the commands that go on with what editors left behind.
pub fn text(context: &Context, session: &Session, status: &Status, left: &[String]) -> String {
    let mut out = String::new();
    let mut section = |title: &str, lines: String| {
        if !lines.is_empty() {
            out.push_str(&format!("{title}\n{lines}\n"));
        }
    };
    let me = session.me().ok();
    let may = |title: &str, verbs: &[(&str, Act)]| {
        let lets = |act| me.as_ref().is_some_and(|(me, _)| authorize(me, act).is_ok());
        let verbs = verbs.iter().filter(|(_, act)| lets(*act)).map(|(verb, _)| *verb);
        match verbs.collect::<Vec<_>>().join(", ") {
            verbs if verbs.is_empty() => title.to_owned(),
            verbs => format!("{title} (newsroom {verbs})"),
        }
    };
    let table = |summaries: &[Summary]| {
        if summaries.is_empty() {
            String::new()
        } else {
            summary::table(context, session, summaries)
        }
    };
    if !status.live_and_false.is_empty() {
        section(
            &may(
                "LIVE AND FALSE: readers see words that are not so",
                &[("correct", Act::Correct), ("pull", Act::Pull)],
            ),
            claim::table(context, session, &status.live_and_false),
        );
        let on_it = |one: &Fallen| {
            let (doc, lines) = (one.summary.short(), resting::lines(&one.resting));
            format!("  {doc} “{}”\n{lines}", shown(one.summary.heading()))
        };
        section("IT RESTS ON WHAT IS FALSE", status.on_false.iter().map(on_it).collect());
    }
    let mut fallen = fallen(context, session, &status.fallen);
    if !fallen.is_empty() && me.as_ref().is_some_and(|(me, _)| me.role.edits()) {
        fallen.push_str(
            "    where it is right as it stands: newsroom comment DOC -m 'WHY IT STANDS'\n",
        );
    }
    section("TO BE LOOKED AT: it rests on what readers were told was wrong", fallen);
    section(&under_way_title(status), under_way(status));
    let edit = [("edit", Act::Write)];
    section(&may("Cannot be read", &edit), unreadable(&status.unreadable));
    let takes_back = [("retract", Act::Retract), ("pull", Act::Pull), ("spike", Act::Spike)];
    let back = may("TAKEN BACK by who sent it", &takes_back);
    section(&back, table(&status.canceled));
    section(&may("Stopped", &[("clear", Act::Clear)]), stops(&status.stops));
    section(&may("Two people changed the same words", &edit), table(&status.conflicts));
    let late_title = may("DUE, AND NOT APPROVED", &next(&status.lost_their_hour));
    section(&late_title, late(context, session, status));
    section(&may("Second reads owed", &[("second", Act::Second)]), table(&status.second_reads));
    section(
        &may("Waiting for you", &waits_for(&status.for_you)),
        waiting(context, session, &status.for_you),
    );
    section(
        &may(
            "Set aside until a correction is out",
            &[("correct --drop", Act::Correct), ("publish", Act::Publish)],
        ),
        summary::set_aside(context, session, &status.set_aside),
    );
    section("Embargoes", embargoes(context, session, &status.embargoes));
    section("Yours, waiting for another", waiting(context, session, &status.with_others));
    section(&may("Your drafts", &[("submit", Act::Submit)]), table(&status.drafts));
    section(&may("Saved, not filed", &edit), list(&status.unfiled));
    section("Written in an editor, not filed (newsroom kept)", left_behind(left));
    section("Put in order after an interruption", list(&status.recovered));
    if status.has_remote && status.desk_waiting + status.record_waiting > 0 {
        section(
            "Not sent",
            format!("  {} changes, {} releases\n", status.desk_waiting, status.record_waiting),
        );
    }
    if out.is_empty() {
        "nothing waits for you\n".to_owned()
    } else {
        out.trim_end().to_owned() + "\n"
    }
}

fn under_way_title(status: &Status) -> String {
    match status.under_way.work {
        Some(work) => format!("A {} OF GIT IS NOT ENDED", work.name().to_uppercase()),
        None => "GIT LEFT TWO VERSIONS, and nobody settled which".to_owned(),
    }
}

/// What settles each file that git could not merge, then what ends git's work.
fn under_way(status: &Status) -> String {
    let UnderWay { work, unmerged } = &status.under_way;
    let ends = work.map(|work| {
        let before = if unmerged.is_empty() { "" } else { "then " };
        format!("{before}{}", work.ends().join(", or "))
    });
    let lines: Vec<String> = unmerged.iter().map(|path| settling(path)).chain(ends).collect();
    list(&lines)
}

/// What lets words out at their hour after all.
fn next(late: &[Summary]) -> Vec<(&'static str, Act)> {
    let mut verbs = Vec::new();
    if late.iter().any(|one| one.state == State::NeedsMerge) {
        verbs.push(("edit", Act::Write));
    }
    if late.iter().any(|one| matches!(one.state, State::Draft | State::Returned)) {
        verbs.push(("submit", Act::Submit));
    }
    if late.iter().any(|one| one.state != State::NeedsMerge) {
        verbs.push(("approve", Act::Approve));
    }
    verbs
}

/// What a person does with what waits for them: own words that were returned are edited, those of
/// others are read.
fn waits_for(all: &[Summary]) -> Vec<(&'static str, Act)> {
    let returned = |one: &Summary| one.state == State::Returned;
    let mut verbs = Vec::new();
    if !all.iter().all(returned) {
        verbs.push(("review", Act::Approve));
    }
    if all.iter().any(returned) {
        verbs.push(("edit", Act::Write));
    }
    verbs
}

/// What waits, with since when: urgent first, then what has waited longest.
fn waiting(context: &Context, session: &Session, summaries: &[Summary]) -> String {
    let mut lines = Columns::new();
    for summary in summaries {
        let since = summary::waited(session, summary);
        let public = summary::public(summary);
        let headline = summary::headline(summary);
        lines.row([
            summary.short(),
            state(summary.state),
            public.as_str(),
            since.as_str(),
            summary.story.as_str(),
            headline.as_str(),
        ]);
    }
    lines.text(context)
}

/// What was wrong, each with what rests on it.
fn fallen(context: &Context, session: &Session, all: &[Fallen]) -> String {
    all.iter()
        .filter_map(|fallen| {
            let fell = fallen.summary.fell.as_ref()?;
            let zone = context.zone(session, Some(&fallen.summary.path));
            let at = time::show_time(fell.at.parse().ok()?, zone, session.now);
            Some(format!(
                "  {} “{}”: {}, {at}\n{}",
                fallen.summary.short(),
                shown(fallen.summary.heading()),
                fell.kind.as_str(),
                resting::lines(&fallen.resting)
            ))
        })
        .collect()
}

fn left_behind(commands: &[String]) -> String {
    commands.iter().map(|command| format!("  {} goes on with it\n", shown(command))).collect()
}

fn stops(stops: &[Summary]) -> String {
    stops
        .iter()
        .map(|summary| {
            let (by, note) = summary.stopped.clone().unwrap_or_default();
            format!(
                "  {} “{}” by {by}: {}\n",
                summary.short(),
                shown(&summary.headline),
                shown(&note)
            )
        })
        .collect()
}

fn unreadable(all: &[Summary]) -> String {
    all.iter()
        .filter_map(|summary| {
            let mistake = summary.unreadable.as_ref()?;
            let name = shown(summary.heading());
            let public = summary::public(summary);
            Some(format!(
                "  {} “{name}” {public}\n    {}\n",
                summary.short(),
                cannot_be_read(&summary.path, mistake)
            ))
        })
        .collect()
}

fn embargoes(context: &Context, session: &Session, all: &[Summary]) -> String {
    all.iter()
        .map(|summary| {
            let at: Option<Moment> = summary.publish_at.as_ref().and_then(|at| at.parse().ok());
            let zone = context.zone(session, Some(&summary.path));
            let told = at.map_or_else(String::new, |at| {
                let shown = time::show_time(at, zone, session.now);
                match at <= session.now {
                    true => format!("was due {shown}: newsroom publish --due"),
                    false => shown,
                }
            });
            format!("  {} “{}” {told}\n", summary.short(), shown(&summary.headline))
        })
        .collect()
}

/// What loses its hour, or has lost it: `was due 06:00, its words are not approved`, or set aside.
fn late(context: &Context, session: &Session, status: &Status) -> String {
    let line = |summary: &Summary| {
        let late = summary.late(session.now)?;
        let why = if late.aside { "set aside until a correction is out" } else { "not approved" };
        let zone = context.zone(session, Some(&summary.path));
        let due = if late.at <= session.now { "was due" } else { "is due" };
        Some(format!(
            "  {} “{}” {due} {}, its words are {why}\n",
            summary.short(),
            shown(summary.heading()),
            time::show_time(late.at, zone, session.now)
        ))
    };
    status.lost_their_hour.iter().filter_map(line).collect()
}

fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  {}\n", shown(line))).collect()
}

/// The status as JSON.
pub fn json(
    session: &Session,
    status: &Status,
    asked: Option<&Delivery>,
    site: Option<&Readers>,
    shift: Option<output::Shift>,
) -> output::Status {
    let listed = |summaries: &[Summary]| summary::listed(session, summaries);
    output::Status {
        version: VERSION,
        live_and_false: status.live_and_false.iter().map(claim::row).collect(),
        unreadable: listed(&status.unreadable),
        fallen: status.fallen.iter().filter_map(fallen_json).collect(),
        canceled: listed(&status.canceled),
        stops: listed(&status.stops),
        conflicts: listed(&status.conflicts),
        second_reads: listed(&status.second_reads),
        for_you: listed(&status.for_you),
        embargoes: listed(&status.embargoes),
        with_others: listed(&status.with_others),
        drafts: listed(&status.drafts),
        set_aside: listed(&status.set_aside),
        lost_their_hour: listed(&status.lost_their_hour),
        unfiled: status.unfiled.clone(),
        waiting: Waiting { desk: status.desk_waiting, record: status.record_waiting },
        as_of: asked.map(|delivery| output::AsOf {
            at: session.heard().map(|heard| heard.at.rfc3339()),
            cause: sync::cause(&delivery.sent),
        }),
        recovered: status.recovered.clone(),
        under_way: output::GitUnderWay {
            work: status.under_way.work.map(GitWork::name),
            unmerged: status.under_way.unmerged.clone(),
            ends: status.under_way.work.map_or_else(Vec::new, |work| {
                work.ends().iter().map(|end| (*end).to_owned()).collect()
            }),
        },
        site: site.map(|readers| output::SiteStatus {
            url: readers.url.clone(),
            commit: readers.shows.clone(),
            standing: match &readers.standing {
                Standing::Current => "current",
                Standing::Behind(_) => "behind",
                Standing::Unknown => "unknown",
            },
            missing: match &readers.standing {
                Standing::Behind(missing) => missing.iter().map(act).collect(),
                _ => Vec::new(),
            },
        }),
        shift,
        alarms: alarms(session, status, site),
    }
}

/// Why whoever watches over the desk is called.
pub fn alarms(session: &Session, status: &Status, site: Option<&Readers>) -> Vec<&'static str> {
    let behind = site.is_some_and(|site| !matches!(site.standing, Standing::Current));
    let alarms = status.alarms(session.now).into_iter().map(Alarm::as_str);
    alarms.chain(behind.then_some("readers_behind")).collect()
}

fn fallen_json(fallen: &Fallen) -> Option<output::Fallen> {
    let fell = fallen.summary.fell.as_ref()?;
    Some(output::Fallen {
        id: fallen.summary.id.to_string(),
        path: fallen.summary.path.to_string(),
        headline: fallen.summary.headline.clone(),
        kind: fell.kind,
        at: fell.at.clone(),
        resting: resting::json(&fallen.resting),
    })
}

fn act(missing: &Missing) -> output::Act {
    output::Act {
        commit: missing.commit.to_string(),
        at: missing.at.rfc3339(),
        title: missing.title.clone(),
    }
}

/// What readers of a site have, in words.
pub fn readers(context: &Context, session: &Session, readers: &Readers) -> String {
    let url = shown(&readers.url);
    match &readers.standing {
        Standing::Current => format!("{url} shows the newest release\n"),
        Standing::Unknown => format!(
            "{url} shows {}, which is not in the record here: git fetch, then ask again\n",
            shown(&readers.shows)
        ),
        Standing::Behind(missing) => {
            let zone = context.zone(session, None);
            let line = |one: &Missing| {
                let at = time::show_time(one.at, zone, session.now);
                format!("  {at}  {}\n", shown(&one.title))
            };
            let count = match missing.len() {
                1 => "1 act".to_owned(),
                many => format!("{many} acts"),
            };
            let lines: String = missing.iter().map(line).collect();
            format!("READERS ARE BEHIND: {url} lacks {count} (newsroom build)\n{lines}\n")
        }
    }
}
