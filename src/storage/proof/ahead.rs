//! Commits made ready on other threads, a little ahead of whoever judges them.
//!
//! One thread reads what there is of them, for libgit2 reads slower on several, which wait for each other
//! at every part of a pack; others make of that what takes time and no reading.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use git2::Repository;

use crate::storage::ground::error::git;
use crate::storage::reading::tree::Shared;
use crate::storage::{CommitId, StorageError, Store};

/// So many commits are worth other threads.
const MANY: usize = 256;

/// How many are handed on at once.
const SHARE: usize = 16;

/// A share of the commits, in their order.
type Share<T> = Vec<Result<T, StorageError>>;

/// How something is read of a commit.
type Read<'a, R> = &'a (dyn Fn(&Store, &CommitId) -> Result<R, StorageError> + Sync);

/// What is made of that.
type Make<'a, R, T> = &'a (dyn Fn(R) -> T + Sync);

impl Store {
    /// Reads something of each of these commits, makes something of that, and has it taken on this
    /// thread, in their order. Of many, what is read and made and not taken yet stays little.
    ///
    /// # Errors
    ///
    /// What `read` or `take` says of the first commit of which it says anything.
    pub(crate) fn ahead<R: Send, T: Send, E: From<StorageError>>(
        &self,
        commits: &[CommitId],
        read: Read<'_, R>,
        make: Make<'_, R, T>,
        take: &mut dyn FnMut(&CommitId, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        if commits.len() < MANY || processors == 1 {
            return commits.iter().try_for_each(|commit| take(commit, make(read(self, commit)?)));
        }
        let (git_dir, root) = (self.repo.path(), self.root());
        // It has to see what this thread sees, and be it held in quarantine.
        let objects = self.repo.odb().map_err(git("open the objects"))?;
        let recent = Shared::here();
        thread::scope(|scope| {
            let (mut unmade, mut made) = (Vec::new(), Vec::new());
            for _ in 1..processors.min(4) {
                let (give, jobs) = mpsc::sync_channel(1);
                let (hand_in, ready) = mpsc::sync_channel(1);
                unmade.push(give);
                made.push(ready);
                scope.spawn(move || make_all(&jobs, make, &hand_in));
            }
            scope.spawn(move || {
                recent.take();
                let opened = Repository::open(git_dir)
                    .and_then(|repo| repo.set_odb(&objects).map(|()| repo))
                    .map_err(git("open the repository"));
                match opened {
                    Ok(repo) => {
                        read_all(&Self::at(repo, root.to_owned()), commits, read, &unmade);
                    }
                    Err(error) => drop(unmade[0].send(vec![Err(error)])),
                }
            });
            for (share, ready) in commits.chunks(SHARE).zip(made.iter().cycle()) {
                // Nothing comes of a thread that panicked, and neither does anything of this.
                for (commit, made) in share.iter().zip(ready.recv().unwrap_or_default()) {
                    take(commit, made?)?;
                }
            }
            Ok(())
        })
    }
}

/// Reads of all commits, and hands shares round, until it is done or nobody takes them.
fn read_all<R>(
    store: &Store,
    commits: &[CommitId],
    read: Read<'_, R>,
    give: &[SyncSender<Share<R>>],
) {
    for (share, give) in commits.chunks(SHARE).zip(give.iter().cycle()) {
        if give.send(share.iter().map(|commit| read(store, commit)).collect()).is_err() {
            return;
        }
    }
}

/// Makes of shares what is to be made, until none comes or nobody takes it.
fn make_all<R, T>(jobs: &Receiver<Share<R>>, make: Make<'_, R, T>, hand_in: &SyncSender<Share<T>>) {
    for share in jobs {
        if hand_in.send(share.into_iter().map(|read| read.map(make)).collect()).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk};
    use crate::storage::{BlobId, Line};

    /// Some commits of a desk, time and again, and how often one of them comes.
    fn commits(desk: &TestDesk, often: usize) -> Vec<CommitId> {
        let few: Vec<CommitId> = (0..7).map(|n| desk.file(POST, &n.to_string())).collect();
        few.iter().cycle().take(often).cloned().collect()
    }

    #[test]
    fn each_is_taken_once_and_in_order_however_many_there_are() {
        let desk = TestDesk::new();
        let store = desk.store();
        let all = commits(&desk, 3 * MANY + 5);
        for some in [&all[..0], &all[..1], &all[..MANY - 1], &all[..MANY], &all[..]] {
            let mut taken = Vec::new();
            let read = |store: &Store, commit: &CommitId| store.file(commit, POST);
            let make = |file: Option<(BlobId, Vec<u8>)>| file.map(|(_, bytes)| bytes);
            let done = store.ahead(some, &read, &make, &mut |commit, bytes| {
                let there = store.file(commit, POST)?.map(|(_, bytes)| bytes);
                assert!(bytes.is_some() && bytes == there, "{commit}");
                taken.push(commit.clone());
                Ok::<(), StorageError>(())
            });
            done.expect("read");
            assert_eq!(taken, some);
        }
    }

    #[test]
    fn it_ends_with_the_first_of_which_something_is_said() {
        let desk = TestDesk::new();
        let store = desk.store();
        let mut all = commits(&desk, 2 * MANY);
        let (nobody_reads, nobody_takes) = (MANY + 9, MANY + 3);
        all[nobody_reads] = "0".repeat(40).parse().expect("a name");
        let ends = |wanted: usize| {
            let mut taken = 0;
            let read = |store: &Store, commit: &CommitId| store.commit_info(commit);
            let ended = store.ahead(&all, &read, &|info| info, &mut |_, _| {
                taken += 1;
                let say = || StorageError::Damaged { what: "said".to_owned() };
                (taken <= wanted).then_some(()).ok_or_else(say)
            });
            (taken, ended.expect_err("it was said").to_string())
        };
        let (taken, said) = ends(nobody_takes);
        assert!(taken == nobody_takes + 1 && said.contains("said"), "{taken}: {said}");
        let (taken, said) = ends(all.len());
        assert!(taken == nobody_reads && said.contains("0000"), "{taken}: {said}");
        assert!(store.tip(Line::Desk).expect("read").is_some());
    }
}
