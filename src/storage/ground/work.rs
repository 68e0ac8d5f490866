//! What git itself may have begun and not ended.

/// Work of git that was begun and waits to be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GitWork {
    /// `git merge`, `git pull`.
    Merge,
    /// `git rebase`, `git pull --rebase`.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
    /// `git bisect`.
    Bisect,
    /// `git am`.
    Patches,
}

impl GitWork {
    /// Its name, as git calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
            Self::Bisect => "bisect",
            Self::Patches => "am",
        }
    }

    /// The commands that end it: first the one that goes on, then the one that takes it back.
    pub fn ends(self) -> &'static [&'static str] {
        match self {
            Self::Merge => &["git commit", "git merge --abort"],
            Self::Rebase => &["git rebase --continue", "git rebase --abort"],
            Self::CherryPick => &["git cherry-pick --continue", "git cherry-pick --abort"],
            Self::Revert => &["git revert --continue", "git revert --abort"],
            Self::Bisect => &["git bisect reset"],
            Self::Patches => &["git am --continue", "git am --abort"],
        }
    }
}
