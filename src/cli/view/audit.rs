//! What an audit found.

use super::findings::{Kind, Outcome, counted};
use super::output::{AuditErased, AuditFinding, AuditReport, AuditSummary, Proof, VERSION};
use super::shown;
use crate::audit::Finding;
use crate::check::{self, Level};
use crate::judge::{Audited, Erasure};
use crate::model::Version;

/// So many digits of a commit's name are shown to people.
const SHORT: usize = 10;

/// Each finding with who, where and what would have been lawful; then the verdict.
pub fn text(audited: &Audited) -> String {
    let mut out = String::new();
    for found in &audited.findings {
        out += &format!("{} {}: {}\n", found.code, found.rule, line(found));
        match audited.acceptance(found) {
            Some(reason) => out += &format!("    accepted: {}\n", shown(reason)),
            None => out += &format!("    lawful: {}\n", found.lawful),
        }
        out.push('\n');
    }
    out + &verdict(audited)
}

/// One finding on a line: commit, person, path, words.
pub fn line(found: &Finding) -> String {
    let who = match &found.who {
        Some(who) => format!(" by {who}"),
        None if found.author.is_empty() => String::new(),
        None => format!(" by {}", shown(&found.author)),
    };
    let path =
        if found.path.is_empty() { String::new() } else { format!("{}: ", shown(&found.path)) };
    format!("{}{who}\n    {path}{}", short(&found.commit), shown(&found.message))
}

/// Findings alone, as they are shown.
pub fn findings(found: &[Finding]) -> String {
    let lines = found.iter().map(|found| {
        format!("{} {}: {}\n    lawful: {}\n", found.code, found.rule, line(found), found.lawful)
    });
    lines.collect()
}

/// One finding that nobody answered for, as JSON.
pub fn finding_json(found: &Finding) -> AuditFinding {
    let level = if found.warning { Level::Warning } else { Level::Error };
    AuditFinding {
        code: found.code.to_owned(),
        rule: found.rule.to_owned(),
        level: level.as_str().to_owned(),
        commit: found.commit.clone(),
        author: found.author.clone(),
        who: found.who.as_ref().map(ToString::to_string),
        path: found.path.clone(),
        message: found.message.clone(),
        lawful: found.lawful.to_owned(),
        accepted: None,
    }
}

fn verdict(audited: &Audited) -> String {
    let (failing, accepted) = counts(audited);
    let steps = format!(
        "{} at the desk, {} on the record, from root {}",
        counted(audited.steps, "step"),
        audited.releases,
        short(audited.root.as_str())
    );
    let mut out = match failing {
        0 => format!("lawful: {steps}\n"),
        1 => format!("1 step was NOT LAWFUL: {steps}\n"),
        _ => format!("{failing} findings are NOT LAWFUL: {steps}\n"),
    };
    if accepted > 0 {
        out += &format!("an admin answered for {accepted} of the findings above\n");
    }
    if audited.no_record {
        out += "the public record is not on this machine, and was not judged\n";
    }
    if let Some(version) = &audited.asks_for {
        let here = Version::here();
        out += &format!(
            "the desk asks for newsroom {version} or newer, and this is {here}: a newer one may find more, or less\n"
        );
    }
    for erased in &audited.erasures {
        let by: Vec<&str> = erased.by.iter().map(|who| who.as_str()).collect();
        out += &format!(
            "the words {} (release {} of {}) were erased by a court's order, which {} filed; the record from there on was made again, and what was signed in it is signed by who did\n",
            erased.digest.short(),
            erased.release,
            shown(erased.document.as_str()),
            by.join(" and ")
        );
    }
    match audited.unsigned {
        0 => out += "every step is signed with a key that the desk lists\n",
        some => {
            let all = counted(audited.steps + audited.releases, "step");
            out += "this holds if the author lines are true: ";
            out += &format!("{some} of {all} without a signature\n");
        }
    }
    out
}

/// How many findings fail, and how many an admin answered for.
fn counts(audited: &Audited) -> (usize, usize) {
    let accepted = audited.findings.iter().filter(|f| audited.acceptance(f).is_some()).count();
    let failing = audited.findings.iter().filter(|f| !f.warning && audited.acceptance(f).is_none());
    (failing.count(), accepted)
}

/// The same as JSON.
pub fn json(audited: &Audited) -> AuditReport {
    let (errors, accepted) = counts(audited);
    let all = audited.steps + audited.releases;
    AuditReport {
        version: VERSION,
        root: audited.root.to_string(),
        asks_for: audited.asks_for.as_ref().map(ToString::to_string),
        identity: match audited.unsigned {
            0 if all > 0 => Proof::Signed,
            unsigned if unsigned < all => Proof::Partly,
            _ => Proof::Claimed,
        },
        findings: audited.findings.iter().map(|found| finding(audited, found)).collect(),
        expunged: audited.erasures.iter().map(erased).collect(),
        summary: AuditSummary {
            errors,
            accepted,
            warnings: audited.findings.iter().filter(|found| found.warning).count(),
            steps: audited.steps,
            releases: audited.releases,
            unsigned: audited.unsigned,
            record: !audited.no_record,
        },
    }
}

fn erased(erasure: &Erasure) -> AuditErased {
    AuditErased {
        path: erasure.document.to_string(),
        release: erasure.release,
        digest: erasure.digest.to_string(),
        by: erasure.by.iter().map(ToString::to_string).collect(),
    }
}

fn finding(audited: &Audited, found: &Finding) -> AuditFinding {
    AuditFinding {
        level: level(audited, found).as_str().to_owned(),
        accepted: audited.acceptance(found).map(str::to_owned),
        ..finding_json(found)
    }
}

fn level(audited: &Audited, found: &Finding) -> Level {
    match audited.acceptance(found) {
        Some(_) => Level::Note,
        None if found.warning => Level::Warning,
        None => Level::Error,
    }
}

/// The findings as `check` has them, for the printers of forges.
pub fn outcome(audited: &Audited) -> Outcome<'static> {
    let of_a_file = |found: &Finding| check::Finding {
        code: found.code,
        rule: found.rule,
        level: level(audited, found),
        path: if found.path.is_empty() { "newsroom.toml".to_owned() } else { found.path.clone() },
        place: None,
        message: line(found).replace("\n    ", ": "),
        remedy: found.lawful.to_owned(),
        fix: None,
        mend: None,
    };
    Outcome {
        findings: audited.findings.iter().map(of_a_file).collect::<Vec<_>>().into(),
        looked_at: audited.steps + audited.releases,
        skipped: &[],
        kind: Kind::Steps,
    }
}

fn short(commit: &str) -> &str {
    commit.get(..SHORT).unwrap_or(commit)
}
