//! The status of the desk.

use super::output::{self, VERSION, Waiting};
use super::standing::cannot_be_read;
use super::{claim, shown, summary, sync, time};
use crate::cli::context::Context;
use crate::cli::hint::settling;
use crate::desk::{Delivery, Session, Summary};
use crate::ops::status::Status;
use crate::ops::status::site::{Missing, Readers, Standing};
use crate::storage::{GitWork, UnderWay};

/// The status in words, the most urgent first; `left` is what editors left behind.
pub fn text(context: &Context, session: &Session, status: &Status, left: &[String]) -> String {
    let mut out = String::new();
    let mut section = |title: &str, lines: String| {
        if !lines.is_empty() {
            out.push_str(&format!("{title}\n{lines}\n"));
        }
    };
    let table = |summaries: &[Summary]| {
        if summaries.is_empty() {
            String::new()
        } else {
            summary::table(context, session, summaries)
        }
    };
    section(&under_way_title(status), under_way(status));
    if !status.live_and_false.is_empty() {
        section(
            "LIVE AND FALSE: readers see words that are not so (newsroom correct, pull)",
            claim::table(context, session, &status.live_and_false),
        );
    }
    section("Cannot be read (newsroom edit)", unreadable(&status.unreadable));
    section("TAKEN BACK by who sent it (newsroom pull, retract, spike)", table(&status.canceled));
    section("Stopped", stops(&status.stops));
    section("Two people changed the same words (newsroom edit)", table(&status.conflicts));
    section("DUE, AND NOT APPROVED any more (newsroom approve)", late(context, session, status));
    section("Second reads owed (newsroom second)", table(&status.second_reads));
    section("Waiting for you", table(&status.for_you));
    section(
        "Set aside until a correction is out (newsroom publish, correct --drop)",
        summary::set_aside(context, session, &status.set_aside),
    );
    section("Embargoes", embargoes(context, session, &status.embargoes));
    section("Your drafts", table(&status.drafts));
    section("Saved, not filed (newsroom edit)", list(&status.unfiled));
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

fn left_behind(about: &[String]) -> String {
    about
        .iter()
        .map(|name| match name.as_str() {
            "add" => "  newsroom add goes on with it\n".to_owned(),
            id => format!("  newsroom edit {} goes on with it\n", shown(id.get(..4).unwrap_or(id))),
        })
        .collect()
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
            let at = summary.publish_at.as_ref().and_then(|at| at.parse().ok());
            let zone = context.zone(session, Some(&summary.path));
            let at = at.map_or_else(String::new, |at| time::show_time(at, zone, session.now));
            format!("  {} “{}” {at}\n", summary.short(), shown(&summary.headline))
        })
        .collect()
}

/// What loses its hour, or has lost it: `was due 06:00, its words are not approved`.
fn late(context: &Context, session: &Session, status: &Status) -> String {
    let line = |summary: &Summary| {
        let at = summary.lost_its_hour()?;
        let zone = context.zone(session, Some(&summary.path));
        let due = if at <= session.now { "was due" } else { "is due" };
        Some(format!(
            "  {} “{}” {due} {}, its words are not approved\n",
            summary.short(),
            shown(summary.heading()),
            time::show_time(at, zone, session.now)
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
) -> output::Status {
    let listed = |summaries: &[Summary]| summary::listed(session, summaries);
    output::Status {
        version: VERSION,
        live_and_false: status.live_and_false.iter().map(claim::row).collect(),
        unreadable: listed(&status.unreadable),
        canceled: listed(&status.canceled),
        stops: listed(&status.stops),
        conflicts: listed(&status.conflicts),
        second_reads: listed(&status.second_reads),
        for_you: listed(&status.for_you),
        embargoes: listed(&status.embargoes),
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
    }
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
