//! Sending both lines, in one step, and never by force.

use std::time::Instant;

use super::{Cause, There, guard};
use crate::storage::reading::revision;
use crate::storage::{Line, Store};

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// Both lines are there, and were seen there.
    Done,
    /// Somebody sent first: nothing was taken.
    Behind,
    /// Neither was taken, or it is not known whether.
    Not(Cause),
}

/// How a server's hook begins to say that its site is not what it should be.
pub const SITE_NOT_BUILT: &str = "the site was not built";

impl Store {
    /// What the other side said of its site since it was last asked for: forges say other things, too.
    pub fn take_said(&self) -> Vec<String> {
        let mut said = self.said.borrow_mut();
        let new = said.iter_mut().filter(|(_, told)| !told);
        new.map(|(line, told)| {
            *told = true;
            line.clone()
        })
        .collect()
    }

    /// Pushes these commits as the newest of the desk and of the record, in one step (`git push
    /// --atomic`), and looks whether they arrived. Never asks for anything.
    pub fn push(&self, tips: &There, until: Instant) -> Pushed {
        self.pushed(None, tips, until).unwrap_or_else(Pushed::Not)
    }

    /// The same, where the shared desk has just that and nothing newer or older; else it is too late
    /// (git-push(1), `--force-with-lease`, for commits that go on from there).
    pub fn push_upon(&self, heard: &There, tips: &There, until: Instant) -> Pushed {
        self.pushed(Some(heard), tips, until).unwrap_or_else(Pushed::Not)
    }

    fn pushed(&self, heard: Option<&There>, tips: &There, until: Instant) -> Result<Pushed, Cause> {
        let Some(remote) = self.remote() else { return Ok(Pushed::Done) };
        let (mut specs, mut leases) = (Vec::new(), Vec::new());
        for line in [Line::Desk, Line::Record] {
            let name = self.reference(line)?;
            if let Some(heard) = heard {
                let was = heard.tip(line).map(ToString::to_string).unwrap_or_default();
                leases.push(format!("--force-with-lease={name}:{was}"));
            }
            specs.extend(tips.tip(line).map(|tip| format!("{tip}:{name}")));
        }
        let both: Vec<String> = leases.iter().cloned().chain(["--atomic".to_owned()]).collect();
        let mut pushed = self.push_refs(&remote, &specs, &both, until)?;
        if pushed == Pushed::Not(Cause::Other(NO_ATOMIC.to_owned())) {
            // What a release names is there before the release is.
            for one in &specs {
                pushed = self.push_refs(&remote, std::slice::from_ref(one), &leases, until)?;
                if pushed != Pushed::Done {
                    break;
                }
            }
        }
        if pushed == Pushed::Done { self.arrived(tips, until) } else { Ok(pushed) }
    }

    fn push_refs(
        &self,
        remote: &str,
        specs: &[String],
        how: &[String],
        until: Instant,
    ) -> Result<Pushed, Cause> {
        let mut push = self.network()?;
        let hooks = self.hooks_of_a_push()?;
        push.arg("-c").arg(format!("core.hooksPath={}", hooks.display()));
        push.args(["push", "--porcelain", "--no-recurse-submodules", "--no-follow-tags"]);
        push.args(how).args(["--", remote]).args(specs);
        let ran = guard::run(&push, until)?;
        let site = ran.errors.lines().filter_map(|line| line.strip_prefix("remote:"));
        let site = site.map(str::trim).filter(|line| ran.good && line.starts_with(SITE_NOT_BUILT));
        let mut said = self.said.borrow_mut();
        for line in site {
            // Several pushes of one command hear it several times.
            if !said.iter().any(|(known, _)| known == line) {
                said.push((line.to_owned(), false));
            }
        }
        drop(said);
        Ok(if ran.good { Pushed::Done } else { refused(&ran.out, &ran.errors) })
    }

    /// A push that was accepted can have been overwritten since: only another look tells. Where
    /// somebody went on from it already, that is fetched.
    fn arrived(&self, tips: &There, until: Instant) -> Result<Pushed, Cause> {
        let remote = self.remote().unwrap_or_default();
        let names = [self.reference(Line::Desk)?, self.reference(Line::Record)?];
        let mut there = self.listed(&remote, &names, until)?;
        if there != *tips {
            there = self.fetch(until)?;
        }
        for line in [Line::Desk, Line::Record] {
            let Some(sent) = tips.tip(line) else { continue };
            let kept = match there.tip(line) {
                Some(there) => revision::descends(&self.repo, there, sent)?,
                None => false,
            };
            if !kept {
                return Ok(Pushed::Not(Cause::Lost));
            }
        }
        Ok(Pushed::Done)
    }
}

/// How git says that the other side cannot take two branches in one step.
const NO_ATOMIC: &str = "the receiving end does not support --atomic push";

/// What git's words mean, after a push that was not taken (git-push(1), "OUTPUT").
fn refused(out: &str, errors: &str) -> Pushed {
    if errors.contains(NO_ATOMIC) {
        return Pushed::Not(Cause::Other(NO_ATOMIC.to_owned()));
    }
    let rejected: Vec<&str> = out.lines().filter(|line| line.starts_with('!')).collect();
    let said = rejected.join("\n");
    if Cause::is_a_lost_race(&said) || Cause::is_a_lost_race(errors) {
        return Pushed::Behind;
    }
    let remote = |line: &str| line.strip_prefix("remote:").map(|line| line.trim().to_owned());
    let words: Vec<String> =
        errors.lines().filter_map(remote).filter(|line| !line.is_empty()).collect();
    if said.contains("hook declined") || said.contains("[remote rejected]") {
        let no_right = matches!(Cause::of(errors), Cause::NoRight) && !said.contains("hook");
        let why = said.rsplit_once('(').map(|(_, why)| why.trim_end_matches(')').to_owned());
        return Pushed::Not(match (no_right, words.is_empty()) {
            (true, _) => Cause::NoRight,
            (_, true) => Cause::Refused(why.unwrap_or(said)),
            (_, false) => Cause::Refused(words.join("\n")),
        });
    }
    let failed = |line: &&str| !line.starts_with("error: failed to push some refs");
    let own: Vec<&str> = errors.lines().filter(failed).collect();
    if rejected.is_empty() && own.len() < errors.lines().count() && !errors.contains("fatal:") {
        return Pushed::Not(Cause::RefusedHere(own.join("\n")));
    }
    Pushed::Not(Cause::of(errors))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_after_a_push_that_was_not_taken_are_understood() {
        let failed = "error: failed to push some refs to 'x'";
        let out = "To x\n!\trefs/heads/main:refs/heads/main\t[rejected] (fetch first)\nDone";
        assert_eq!(refused(out, failed), Pushed::Behind);
        let out =
            "!\trefs/heads/main:refs/heads/main\t[remote rejected] (pre-receive hook declined)";
        let errors = format!("remote: NA07 of 12ab\nremote: nothing was taken\n{failed}");
        let words = "NA07 of 12ab\nnothing was taken".to_owned();
        assert_eq!(refused(out, &errors), Pushed::Not(Cause::Refused(words)));
        let out = "!\trefs/heads/main:refs/heads/main\t[remote rejected] (failed to update ref)";
        assert_eq!(refused(out, failed), Pushed::Behind);
        let errors = format!("NA07 of 12ab\n{failed}");
        assert_eq!(
            refused("", &errors),
            Pushed::Not(Cause::RefusedHere("NA07 of 12ab".to_owned()))
        );
        let errors = "fatal: '/nowhere' does not appear to be a git repository";
        assert!(matches!(refused("", errors), Pushed::Not(Cause::NotThere(_))));
    }
}
