//! What each release rests on, a screen for each.

use chrono_tz::Tz;

use super::output::{self, WordsBy};
use super::proof::{self, commit, step};
use super::{shown, time};
use crate::credits::Author;
use crate::desk::Session;
use crate::model::{FourEyes, Moment, Policy, Signatures};
use crate::ops::proof::{Proof, ReleaseProof, SecondRead};

/// What each release rests on, oldest first.
pub fn text(session: &Session, proof: &Proof, zone: Tz) -> String {
    let screen = |release: &ReleaseProof| {
        let lines = Screen { session, release, zone }.lines().join("\n");
        format!("\n{lines}\n")
    };
    let mut out: String = proof.releases.iter().map(screen).collect();
    if proof.forged {
        out.push_str("\nSomebody typed steps of others into its file: they count for nothing\n");
    }
    if !proof.releases.is_empty() {
        out.push_str("\nEvery step of the desk, judged by its rules: newsroom audit\n");
    }
    out
}

struct Screen<'a> {
    session: &'a Session,
    release: &'a ReleaseProof,
    zone: Tz,
}

impl Screen<'_> {
    fn lines(&self) -> Vec<String> {
        let ReleaseProof { release, record, erased, .. } = self.release;
        let by = proof::name(self.session, &release.by);
        let record = record.as_ref().map_or_else(String::new, |id| format!("  [{}]", commit(id)));
        let kind = release.kind.as_str();
        let at = self.at(release.at);
        let mut lines =
            vec![format!("PROOF OF RELEASE {}, {kind}, {at}, by {by}{record}", release.n)];
        lines.push(match erased {
            true => format!("  words: {}, erased by a court's order", release.digest),
            false => format!("  words: {}", release.digest),
        });
        lines.extend(self.written());
        lines.extend(self.steps("submitted by", &self.release.submitted));
        lines.extend(self.steps("approved by", &self.release.approvals));
        lines.extend(self.share());
        lines.extend(self.second());
        lines.extend(
            self.release.policy.as_ref().map(|policy| format!("  rules: {}", rules(policy))),
        );
        let signed = proof::signed(&self.release.signatures, false);
        lines.extend(signed.iter().map(|line| format!("  {}", line.trim_start())));
        if !self.release.commands.is_empty() {
            lines.push("  To check it:".to_owned());
            lines.extend(self.release.commands.iter().map(|line| format!("    {line}")));
        }
        lines
    }

    fn at(&self, at: Moment) -> String {
        let day = time::show_day(at, self.zone, self.session.now);
        format!("{day} {}", time::clock(at, self.zone))
    }

    fn written(&self) -> Vec<String> {
        let told = |label: &str, by: &[(Author, usize)]| {
            let each: Vec<String> = self.parts(by);
            (!each.is_empty()).then(|| format!("  {label}: {}", each.join(", ")))
        };
        let all = &self.release.words_by;
        let new = Some(&self.release.new_by).filter(|new| *new != all);
        let new = new.and_then(|new| told("new in it", new));
        told("written by", all).into_iter().chain(new).collect()
    }

    /// Each author's words, and their share.
    fn parts(&self, by: &[(Author, usize)]) -> Vec<String> {
        let total: usize = by.iter().map(|(_, words)| words).sum();
        let part = |(who, words): &(Author, usize)| {
            let name = match who {
                Author::Contributor(id) => proof::name(self.session, id),
                Author::Outsider(line) => shown(line),
            };
            let noun = if *words == 1 { "word" } else { "words" };
            format!("{name} {words} {noun} ({} %)", words * 100 / total.max(1))
        };
        by.iter().map(part).collect()
    }

    fn steps(&self, label: &str, steps: &[crate::ops::trace::Step]) -> Vec<String> {
        let each = steps.iter().map(|one| step(self.session, one, &|at| self.at(at)));
        each.map(|step| format!("  {label} {step}")).collect()
    }

    fn share(&self) -> Option<String> {
        let share = self.release.approver_share?;
        let who = if self.release.approvals.len() == 1 { "the approver" } else { "the approvers" };
        Some(format!("  {who} wrote {share} % of these words"))
    }

    fn second(&self) -> Vec<String> {
        match &self.release.second {
            SecondRead::NotOwed => Vec::new(),
            SecondRead::Owed => {
                vec!["  let out by one person alone: a second read is owed".to_owned()]
            }
            SecondRead::Done(steps) => {
                let mut lines = vec!["  let out by one person alone".to_owned()];
                lines.extend(self.steps("read a second time by", steps));
                lines
            }
            SecondRead::Settled(n) => vec![format!(
                "  let out by one person alone; release {n}, which two people saw, took its place"
            )],
        }
    }
}

/// The rules under which words were let out.
fn rules(policy: &Policy) -> String {
    let approvals = match policy.approvals {
        1 => "1 approval".to_owned(),
        n => format!("{n} approvals"),
    };
    let eyes = match policy.four_eyes {
        FourEyes::Other => "somebody besides the approver had a hand in the words",
        FourEyes::Strict => "the approver wrote none of the words",
        FourEyes::Off => "one person may write and approve",
    };
    let signed = match policy.signatures {
        Signatures::Off => "nobody has to sign",
        Signatures::Warn => "commits should be signed",
        Signatures::Required => "commits must be signed",
    };
    format!("{approvals}; {eyes}; {signed}")
}

/// The same as JSON.
pub fn json(session: &Session, proof: &Proof) -> Vec<output::ReleaseProof> {
    proof.releases.iter().map(|one| release(session, one)).collect()
}

fn release(session: &Session, one: &ReleaseProof) -> output::ReleaseProof {
    let steps = |steps: &[_]| steps.iter().map(|one| proof::step_json(session, one)).collect();
    let (second_read, second_reads) = match &one.second {
        SecondRead::NotOwed => (output::SecondReading::NotOwed, Vec::new()),
        SecondRead::Owed => (output::SecondReading::Owed, Vec::new()),
        SecondRead::Done(read) => (output::SecondReading::Done, steps(read)),
        SecondRead::Settled(_) => (output::SecondReading::Settled, Vec::new()),
    };
    output::ReleaseProof {
        released: proof::released(&one.release),
        by: one.release.by.to_string(),
        record: one.record.as_ref().map(ToString::to_string),
        desk: one.release.desk.clone(),
        expunged: one.erased,
        words_by: words(&one.words_by),
        new_words_by: words(&one.new_by),
        submitted: steps(&one.submitted),
        approvals: steps(&one.approvals),
        approver_share: one.approver_share,
        policy: one.policy.as_ref().map(|policy| output::PolicyInForce {
            approvals: policy.approvals,
            four_eyes: policy.four_eyes,
            signatures: policy.signatures,
        }),
        second_read,
        second_reads,
        signatures: one.signatures.iter().map(proof::signature_json).collect(),
        commands: one.commands.clone(),
    }
}

fn words(by: &[(Author, usize)]) -> Vec<WordsBy> {
    by.iter().map(|(who, words)| WordsBy { who: who.to_string(), words: *words }).collect()
}
