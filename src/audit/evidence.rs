//! Who checked which claim and who knows which source, as the steps up to a version prove it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::aside::Aside;
use crate::model::{
    Check, Claim, ClaimId, ClaimStatus, Contributor, ContributorId, Document, Source, SourceId,
};

/// Who checked which claim and who knows which source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Evidence {
    /// Who was said to know which source, under which description, and whether they said so.
    known: BTreeMap<(SourceId, String, ContributorId), bool>,
    /// Every check, and whether its person added it.
    checks: BTreeMap<(ClaimId, Check), bool>,
    /// Every standing that a check of its own once gave a claim.
    settled: BTreeSet<(ClaimId, ClaimStatus)>,
    /// The claims whose standing now is one that nobody's check gave them.
    unchecked: BTreeSet<ClaimId>,
}

/// A version of a document, and what was proven of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version<'a> {
    pub(super) document: &'a Document,
    pub(super) evidence: &'a Arc<Evidence>,
}

impl Evidence {
    /// The evidence after one more step; shared with the version before where it is the same.
    pub(super) fn after(
        before: &[Version<'_>],
        aside: Aside<'_>,
        document: &Document,
        author: Option<&Contributor>,
    ) -> Arc<Self> {
        let first = before.first().map(|first| first.evidence.clone()).unwrap_or_default();
        let mut evidence = (*first).clone();
        for earlier in before.iter().skip(1) {
            evidence.learn(earlier.evidence);
        }
        let who = author.map(|person| &person.id);
        evidence.vouch(before, document, who);
        evidence.check(before, document, who);
        evidence.standings(before, aside, document);
        if evidence == *first { first } else { Arc::new(evidence) }
    }

    /// Takes over what another parent proves.
    fn learn(&mut self, other: &Self) {
        for (entry, own) in &other.known {
            *self.known.entry(entry.clone()).or_default() |= *own;
        }
        for (entry, own) in &other.checks {
            *self.checks.entry(entry.clone()).or_default() |= *own;
        }
        self.settled.extend(other.settled.iter().cloned());
    }

    fn vouch(&mut self, before: &[Version<'_>], document: &Document, who: Option<&ContributorId>) {
        for source in document.sources() {
            for known_to in &source.known_to {
                let was = |earlier: &Version<'_>| {
                    earlier.document.source(&source.id).is_some_and(|was| {
                        was.description == source.description && was.known_to.contains(known_to)
                    })
                };
                let own = Some(known_to) == who && !before.iter().any(was);
                *self.known.entry(vouched(source, known_to)).or_default() |= own;
            }
        }
    }

    fn check(&mut self, before: &[Version<'_>], document: &Document, who: Option<&ContributorId>) {
        for (claim, check) in checks(document) {
            let own = Some(&check.by) == who && !was_there(before, claim, check);
            if own {
                self.settled.insert((claim.clone(), check.status));
            }
            *self.checks.entry((claim.clone(), check.clone())).or_default() |= own;
        }
    }

    /// Which claims are settled though no check of this step says so, nor did one before.
    fn standings(&mut self, before: &[Version<'_>], aside: Aside<'_>, document: &Document) {
        self.unchecked = BTreeSet::new();
        for claim in document.claims().iter().filter(|claim| !claim.status.is_open()) {
            let was = |earlier: &&Version<'_>| {
                earlier.document.claim(&claim.id).is_some_and(|was| was.status == claim.status)
            };
            let mut kept = before.iter().filter(was);
            let proven = self.settles_now(before, claim)
                || kept.any(|earlier| !earlier.evidence.unchecked.contains(&claim.id))
                // Words are put back with the standing that they had.
                || !matches!(aside, Aside::Untouched)
                    && self.settled.contains(&(claim.id.clone(), claim.status));
            if !proven {
                self.unchecked.insert(claim.id.clone());
            }
        }
    }

    /// Whether the last check of a claim is new in this step, its person's own, and says how it
    /// stands.
    fn settles_now(&self, before: &[Version<'_>], claim: &Claim) -> bool {
        let Some(check) = claim.checks.last().filter(|check| check.status == claim.status) else {
            return false;
        };
        let own = self.checks.get(&(claim.id.clone(), check.clone()));
        own == Some(&true) && !was_there(before, &claim.id, check)
    }

    /// The claims whose standing now is one that nobody's check gave them.
    pub(super) fn unchecked(&self) -> &BTreeSet<ClaimId> {
        &self.unchecked
    }

    /// Whether this check was there before.
    pub(super) fn has_check(&self, claim: &ClaimId, check: &Check) -> bool {
        self.checks.contains_key(&(claim.clone(), check.clone()))
    }

    /// Whether somebody was said before to know this source as it is described.
    pub(super) fn has_known(&self, source: &Source, who: &ContributorId) -> bool {
        self.known.contains_key(&vouched(source, who))
    }

    /// Takes checks and entries of `known_to` out of a document that are not their person's, and those
    /// that would speak for a standing that somebody typed; what is added now is left.
    pub(super) fn keep_proven(&self, document: &mut Document) {
        for source in document.sources_mut() {
            let described = source.clone();
            let own = |who: &ContributorId| self.known.get(&vouched(&described, who)).copied();
            source.known_to.retain(|who| own(who).unwrap_or(true));
        }
        for claim in document.claims_mut() {
            let id = claim.id.clone();
            let typed = self.unchecked.contains(&id);
            let own = |check: &Check| self.checks.get(&(id.clone(), check.clone())).copied();
            claim.checks.retain(|check| match own(check) {
                Some(own) => own && !(typed && check.status == claim.status),
                None => true,
            });
        }
    }
}

/// Whoever vouches for a source vouches for the one that its description names.
fn vouched(source: &Source, who: &ContributorId) -> (SourceId, String, ContributorId) {
    (source.id.clone(), source.description.clone(), who.clone())
}

/// Whether a claim had a check in one of the versions before.
fn was_there(before: &[Version<'_>], claim: &ClaimId, check: &Check) -> bool {
    before
        .iter()
        .any(|earlier| earlier.document.claim(claim).is_some_and(|was| was.checks.contains(check)))
}

/// Every check of every claim.
pub(super) fn checks(document: &Document) -> impl Iterator<Item = (&ClaimId, &Check)> {
    document.claims().iter().flat_map(|claim| claim.checks.iter().map(|check| (&claim.id, check)))
}
