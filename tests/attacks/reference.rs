//! What is lawful, said once more and otherwise: the desk's rules over sets of steps and who knew of
//! which, without the program's order of reviews, its standing or its gate. The judge is held to it.

use std::collections::{BTreeMap, BTreeSet};

use newsroom::model::{
    Contributor, ContributorId, Desk, Digest, FourEyes, Moment, Release, ReleaseKind, Review, Role,
    Verdict,
};

/// A review that its person gave and had the right to give, and those that she knew of.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) review: Review,
    pub(crate) past: BTreeSet<usize>,
}

/// What is true of a document as one commit has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Truth {
    /// The reviews that count, by their number.
    pub(crate) given: BTreeSet<usize>,
    /// The words it has had, and who brought them.
    pub(crate) hands: Vec<(Option<Digest>, Option<String>)>,
}

/// The words that are judged, and the round they are in.
pub(crate) type Words = (Option<Digest>, u32);

pub(crate) fn may_write(person: &Contributor) -> bool {
    person.active && matches!(person.role, Role::Reporter | Role::Editor | Role::Admin)
}

pub(crate) fn is_editor(person: &Contributor) -> bool {
    person.active && matches!(person.role, Role::Editor | Role::Admin)
}

/// Whether that person may give such a review.
pub(crate) fn may_give(person: &Contributor, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Submitted | Verdict::Comment | Verdict::Withdrawn => may_write(person),
        Verdict::Cleared => person.active && person.role == Role::Admin,
        _ => is_editor(person),
    }
}

/// The reviews that count at a version, looked at from the settings there.
pub(crate) struct View<'a> {
    pub(crate) all: &'a [Given],
    pub(crate) truth: &'a Truth,
    pub(crate) desk: &'a Desk,
}

impl View<'_> {
    fn having(&self, verdicts: &[Verdict]) -> Vec<(usize, &Review)> {
        let given = self.truth.given.iter().map(|at| (*at, &self.all[*at].review));
        given.filter(|(_, review)| verdicts.contains(&review.verdict)).collect()
    }

    /// What counts, and what each knew of.
    pub(crate) fn listed(&self) -> String {
        let one = |at: &usize| {
            let Given { review, past } = &self.all[*at];
            format!(
                "  {at} {} {} by {}, after {past:?}\n",
                review.at,
                review.verdict.as_str(),
                review.by
            )
        };
        self.truth.given.iter().map(one).collect()
    }

    fn knew(&self, later: usize, earlier: usize) -> bool {
        self.all[later].past.contains(&earlier)
    }

    /// A stop stands until somebody clears it who knows of it.
    fn is_stopped(&self) -> bool {
        let clears = self.having(&[Verdict::Cleared]);
        self.having(&[Verdict::Stopped])
            .iter()
            .any(|(stop, _)| !clears.iter().any(|(clear, _)| self.knew(*clear, *stop)))
    }

    /// What was spiked is dropped until an editor who knows of it submits it.
    fn is_spiked(&self) -> bool {
        let editor = |review: &Review| self.role(review).is_some_and(is_editing);
        let again = self.having(&[Verdict::Submitted]);
        self.having(&[Verdict::Spiked]).iter().any(|(spike, _)| {
            !again.iter().any(|(submit, review)| editor(review) && self.knew(*submit, *spike))
        })
    }

    fn role(&self, review: &Review) -> Option<Role> {
        self.desk.contributor(&review.by).map(|person| person.role)
    }

    /// Whose decision on these words is that one. What a person returned, or took back, holds until
    /// she approves and knows of it; to take an approval back is no decision on what was returned.
    fn people(&self, (digest, round): Words, verdict: Verdict) -> BTreeSet<String> {
        let decided = |verdict: Verdict, who: &ContributorId| -> Vec<usize> {
            let given = self.having(&[verdict]).into_iter();
            let of_these = |review: &Review| {
                digest.is_some()
                    && (review.digest, review.round, &review.by) == (digest, round, who)
            };
            given.filter(|(_, review)| of_these(review)).map(|(at, _)| at).collect()
        };
        let holds = |verdict: Verdict, who: &ContributorId| {
            let approvals = decided(Verdict::Approved, who);
            let known = |at: usize| approvals.iter().any(|approval| self.knew(*approval, at));
            decided(verdict, who).into_iter().any(|at| !known(at))
        };
        let stands = |who: &&ContributorId| match verdict {
            Verdict::Approved => {
                !decided(Verdict::Approved, who).is_empty()
                    && !holds(Verdict::Returned, who)
                    && !holds(Verdict::Withdrawn, who)
            }
            verdict => holds(verdict, who),
        };
        let everybody = self.desk.contributors.iter().map(|person| &person.id);
        everybody.filter(stands).map(ToString::to_string).collect()
    }

    pub(crate) fn approvers(&self, words: Words) -> BTreeSet<String> {
        let mut people = self.people(words, Verdict::Approved);
        people.retain(|who| {
            let person = who.parse().ok().and_then(|id| self.desk.contributor(&id));
            person.is_some_and(|person| is_editing(person.role))
        });
        people
    }

    /// Whoever brought words since those that were released last.
    fn writers(&self, released: &[Digest]) -> BTreeSet<String> {
        let hands = &self.truth.hands;
        let place = |digest: &Digest| hands.iter().rposition(|(words, _)| *words == Some(*digest));
        let since = released.iter().rev().find_map(place).map_or(0, |at| at + 1);
        hands[since..].iter().filter_map(|(_, who)| who.clone()).collect()
    }

    /// The same, where whoever put words back as they stood before brought none.
    fn bringers(&self, released: &[Digest]) -> BTreeSet<String> {
        let hands = &self.truth.hands;
        let place = |digest: &Digest| hands.iter().rposition(|(words, _)| *words == Some(*digest));
        let since = released.iter().rev().find_map(place).map_or(0, |at| at + 1);
        let mut people: Vec<BTreeSet<String>> = Vec::new();
        for (at, (words, who)) in hands[since..].iter().enumerate() {
            let before =
                (0..at).rev().find(|earlier| words.is_some() && hands[since + earlier].0 == *words);
            let last = people.last().cloned().unwrap_or_default();
            people.push(match before {
                Some(earlier) => people[earlier].clone(),
                None => last.into_iter().chain(who.clone()).collect(),
            });
        }
        people.pop().unwrap_or_default()
    }

    /// Whether somebody else had a hand in the words that this person approves.
    pub(crate) fn four_eyes(&self, who: &str, words: Words, released: &[Digest]) -> bool {
        let writers = self.writers(released);
        match self.desk.policy.four_eyes {
            FourEyes::Off => true,
            FourEyes::Strict => !writers.contains(who),
            FourEyes::Other => {
                let (digest, round) = words;
                let steps = [Verdict::Submitted, Verdict::Approved, Verdict::Withdrawn];
                let mut steps: Vec<&Review> = self
                    .having(&steps)
                    .into_iter()
                    .map(|(_, review)| review)
                    .filter(|r| digest.is_some() && (r.digest, r.round) == (digest, round))
                    .collect();
                steps.sort_by_key(|review| review.at);
                // What is taken back is an approval, where there is one, else a submission.
                let mut said: BTreeMap<String, (bool, bool)> = BTreeMap::new();
                for review in steps {
                    let (submitted, approved) = said.entry(review.by.to_string()).or_default();
                    match review.verdict {
                        Verdict::Submitted => *submitted = true,
                        Verdict::Approved => *approved = true,
                        _ if *approved => *approved = false,
                        _ => *submitted = false,
                    }
                }
                let submitted = said.into_iter().filter(|(_, (submitted, _))| *submitted);
                let submitted = submitted.map(|(who, _)| who);
                let mut others = self
                    .bringers(released)
                    .into_iter()
                    .chain(submitted)
                    .chain(self.approvers(words));
                others.any(|other| other != who)
            }
        }
    }

    /// Whether an editor may let these words out, as the line says.
    pub(crate) fn may_release(
        &self,
        person: Option<&Contributor>,
        before: &[Release],
        line: &Release,
        digest: Option<Digest>,
        bytes: Digest,
    ) -> bool {
        let released: Vec<Digest> = before.iter().map(|line| line.digest).collect();
        let round = before.len() as u32 + 1;
        let words = (digest, round);
        let approvers = self.approvers(words);
        let named: BTreeSet<String> = line.approved_by.iter().map(ToString::to_string).collect();
        let enough = approvers.len() >= self.desk.policy.approvals as usize;
        let seen = approvers.iter().any(|who| self.four_eyes(who, words, &released));
        let since = named.iter().filter_map(|who| self.first_approval(who, words)).max();
        let first = before.is_empty();
        person.is_some_and(|person| is_editor(person) && person.id == line.by)
            && (line.n, line.round) == (round, round)
            && (line.kind == ReleaseKind::First) == first
            && Some(line.digest) == digest
            && line.digest == bytes
            && released.last() != Some(&line.digest)
            && before.last().is_none_or(|last| line.at >= last.at)
            && since.is_none_or(|since| line.at >= since)
            && !self.is_stopped()
            && self.people(words, Verdict::Returned).is_empty()
            && !(first && self.is_spiked())
            && enough
            && seen
            && named.is_subset(&approvers)
            && !line.alone
    }

    fn first_approval(&self, who: &str, (digest, round): Words) -> Option<Moment> {
        let given = self.having(&[Verdict::Approved]).into_iter().map(|(_, review)| review);
        let given =
            given.filter(|r| r.by.as_str() == who && (r.digest, r.round) == (digest, round));
        given.map(|review| review.at).min()
    }
}

fn is_editing(role: Role) -> bool {
    matches!(role, Role::Editor | Role::Admin)
}
