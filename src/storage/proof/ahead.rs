//! Commits made ready on other threads, a little ahead of whoever judges them.
//!
//! One thread reads what there is of them, for libgit2 reads slower on several, which wait for each other
//! at every part of a pack; others make of that what takes time and no reading.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use git2::Repository;

use crate::storage::ground::error::git;
use crate::storage::reading::tree::Shared;
use crate::storage::{CommitId, StorageError, Store, threads};

/// So many commits are worth other threads.
const MANY: usize = 256;

/// How many are handed on at once.
const SHARE: usize = 16;

/// A share of the commits, in their order; `None` where so much is read of one that it is left to
/// whoever takes it.
type Share<T> = Vec<Result<Option<T>, StorageError>>;

/// How something is read of a commit.
type Read<'a, R> = &'a (dyn Fn(&Store, &CommitId) -> Result<R, StorageError> + Sync);

/// What is made of that.
type Make<'a, R, T> = &'a (dyn Fn(R) -> T + Sync);

/// What is read of a commit.
pub(crate) trait Ahead {
    /// Whether that is too much to be held while others are judged.
    fn is_large(&self) -> bool;
}

impl Store {
    /// Reads something of each of these commits, makes something of that, and has it taken on this
    /// thread, in their order. Of many, what is read and made and not taken yet stays little.
    ///
    /// # Errors
    ///
    /// What `read` or `take` says of the first commit of which it says anything.
    pub(crate) fn ahead<R: Ahead + Send, T: Send, E: From<StorageError>>(
        &self,
        commits: &[CommitId],
        read: Read<'_, R>,
        make: Make<'_, R, T>,
        take: &mut dyn FnMut(&CommitId, T) -> Result<(), E>,
    ) -> Result<(), E> {
        self.ahead_on(threads(), commits, read, make, take)
    }

    /// The same on a machine with so many processors.
    fn ahead_on<R: Ahead + Send, T: Send, E: From<StorageError>>(
        &self,
        processors: usize,
        commits: &[CommitId],
        read: Read<'_, R>,
        make: Make<'_, R, T>,
        take: &mut dyn FnMut(&CommitId, T) -> Result<(), E>,
    ) -> Result<(), E> {
        if commits.len() < MANY || processors == 1 {
            return commits.iter().try_for_each(|commit| take(commit, make(read(self, commit)?)));
        }
        let (git_dir, root) = (self.repo.path(), self.root());
        // It has to see what this thread sees, and be it held in quarantine.
        let objects = self.repo.odb().map_err(git("open the objects"))?;
        let recent = Shared::here();
        thread::scope(|scope| {
            let (mut unmade, mut made) = (Vec::new(), Vec::new());
            for _ in 1..processors {
                let (give, jobs) = mpsc::sync_channel(1);
                let (hand_in, ready) = mpsc::sync_channel(1);
                unmade.push(give);
                made.push(ready);
                scope.spawn(move || make_all(&jobs, make, &hand_in));
            }
            scope.spawn(move || {
                recent.adopt();
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
                // Nothing comes of a thread that panicked, as this one then will.
                let Ok(made) = ready.recv() else { break };
                for (commit, made) in share.iter().zip(made) {
                    match made? {
                        Some(made) => take(commit, made)?,
                        None => take(commit, make(read(self, commit)?))?,
                    }
                }
            }
            Ok(())
        })
    }
}

/// Reads of all commits, and hands shares round, until it is done or nobody takes them.
fn read_all<R: Ahead>(
    store: &Store,
    commits: &[CommitId],
    read: Read<'_, R>,
    give: &[SyncSender<Share<R>>],
) {
    for (share, give) in commits.chunks(SHARE).zip(give.iter().cycle()) {
        let small = |commit| Ok(Some(read(store, commit)?).filter(|read| !read.is_large()));
        if give.send(share.iter().map(small).collect()).is_err() {
            return;
        }
    }
}

/// Makes of shares what is to be made, until none comes or nobody takes it.
fn make_all<R, T>(jobs: &Receiver<Share<R>>, make: Make<'_, R, T>, hand_in: &SyncSender<Share<T>>) {
    for share in jobs {
        if hand_in.send(share.into_iter().map(|read| Ok(read?.map(make))).collect()).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, TestDesk};

    impl Ahead for Vec<u8> {
        fn is_large(&self) -> bool {
            self.as_slice() == b"5"
        }
    }

    /// Some commits of a desk, time and again, so that there are so many.
    fn commits(desk: &TestDesk, many: usize) -> Vec<CommitId> {
        let few: Vec<CommitId> = (0..7).map(|n| desk.file(POST, &n.to_string())).collect();
        few.iter().cycle().take(many).cloned().collect()
    }

    fn words(store: &Store, commit: &CommitId) -> Result<Vec<u8>, StorageError> {
        Ok(store.file(commit, POST)?.expect("it is there").1)
    }

    #[test]
    fn each_is_taken_once_and_in_order_however_many_there_are_and_however_large_they_are() {
        let desk = TestDesk::new();
        let store = desk.store();
        let all = commits(&desk, 3 * MANY + 5);
        for some in [&all[..0], &all[..1], &all[..MANY - 1], &all[..MANY], &all[..]] {
            for processors in [1, 2, 3] {
                let mut taken = Vec::new();
                let make = |words| String::from_utf8(words).expect("a number");
                let done = store.ahead_on(processors, some, &words, &make, &mut |commit, made| {
                    assert_eq!(made.as_bytes(), words(&store, commit)?, "{commit}");
                    taken.push(commit.clone());
                    Ok::<(), StorageError>(())
                });
                done.expect("read");
                assert_eq!(taken, some);
            }
        }
    }

    #[test]
    fn it_ends_with_the_first_of_which_something_is_said() {
        let desk = TestDesk::new();
        let store = desk.store();
        let mut all = commits(&desk, 2 * MANY);
        let (nobody_reads, nobody_takes) = (MANY + 9, MANY + 3);
        all[nobody_reads] = "0".repeat(40).parse().expect("a name");
        let ends = |processors: usize, wanted: usize| {
            let mut taken = 0;
            let ended = store.ahead_on(processors, &all, &words, &|words| words, &mut |_, _| {
                taken += 1;
                let say = || StorageError::Damaged { what: "said".to_owned() };
                (taken <= wanted).then_some(()).ok_or_else(say)
            });
            (taken, ended.expect_err("it was said").to_string())
        };
        for processors in [1, 2, 3] {
            let (taken, said) = ends(processors, nobody_takes);
            assert!(taken == nobody_takes + 1 && said.contains("said"), "{taken}: {said}");
            let (taken, said) = ends(processors, all.len());
            assert!(taken == nobody_reads && said.contains("0000"), "{taken}: {said}");
        }
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn where_a_thread_panics_nothing_is_taken_for_done() {
        let desk = TestDesk::new();
        let all = commits(&desk, 2 * MANY);
        let panics = |_: Vec<u8>| -> Vec<u8> { panic!("so it is told that it does") };
        let done =
            desk.store().ahead_on(2, &all, &words, &panics, &mut |_, _| Ok::<(), StorageError>(()));
        unreachable!("{done:?}");
    }
}
