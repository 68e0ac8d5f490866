//! What the steps up to each commit prove of the contents that it brought.

use std::collections::HashMap;
use std::sync::Arc;

use crate::audit::Trail;
use crate::storage::{BlobId, CommitId};

/// What the steps up to a commit prove of the content that it brought.
pub(super) struct Proof {
    pub(super) blob: BlobId,
    pub(super) commit: CommitId,
    pub(super) trail: Arc<Trail>,
}

/// What is proven of one path's contents, oldest first: of nearly all there are a few, of some
/// thousands.
#[derive(Default)]
pub(super) struct Proofs {
    all: Vec<Proof>,
    /// Where each content is among them, once there are more than a few.
    places: HashMap<BlobId, Vec<usize>>,
}

impl Proofs {
    /// So many are looked through one by one.
    const FEW: usize = 32;

    /// Adds what a newer commit proves.
    pub(super) fn push(&mut self, proof: Proof) {
        if self.all.len() < Self::FEW {
            self.all.reserve_exact(1);
        }
        self.all.push(proof);
        let unplaced = match self.all.len() {
            len if len <= Self::FEW => len..len,
            len if self.places.is_empty() => 0..len,
            len => len - 1..len,
        };
        for at in unplaced {
            self.places.entry(self.all[at].blob.clone()).or_default().push(at);
        }
    }

    /// Those of that content, newest first.
    pub(super) fn of(&self, blob: &BlobId) -> Vec<&Proof> {
        match self.places.get(blob) {
            Some(places) => places.iter().rev().map(|at| &self.all[*at]).collect(),
            None if !self.places.is_empty() => Vec::new(),
            None => self.all.iter().rev().filter(|proof| proof.blob == *blob).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn those_of_a_content_are_found_newest_first_among_few_and_among_many(
            contents in prop::collection::vec(0..4_u8, 0..3 * Proofs::FEW),
        ) {
            let blob = |n: u8| format!("{n:040}").parse::<BlobId>().expect("a name");
            let commit = |n: usize| format!("{n:040}").parse::<CommitId>().expect("a name");
            let mut proofs = Proofs::default();
            for (at, content) in contents.iter().enumerate() {
                let trail = Arc::default();
                proofs.push(Proof { blob: blob(*content), commit: commit(at), trail });
            }
            for content in 0..5 {
                let found = proofs.of(&blob(content)).into_iter().map(|proof| &proof.commit);
                let found: Vec<CommitId> = found.cloned().collect();
                let such = (0..contents.len()).rev().filter(|at| contents[*at] == content);
                prop_assert_eq!(found, such.map(commit).collect::<Vec<_>>());
            }
        }
    }
}
