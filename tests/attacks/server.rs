//! A bare repository beside a desk, to which everybody pushes.

use std::path::PathBuf;
use std::process::Output;

use crate::desk::{TestDesk, git_command, git_in};
use crate::night::Night;

const CLOCK: &str = "2026-11-07T23:59:00+02:00";

/// What everybody pushes.
pub(crate) const BOTH: &str = "main published";

/// A server's repository.
pub(crate) struct Server {
    pub(crate) folder: PathBuf,
    /// Its folder goes away with this desk's.
    _beside: TestDesk,
}

impl Server {
    /// One that judges what it takes, by its hooks.
    pub(crate) fn guarded(night: &Night) -> Self {
        let server = Self::bare(night, "shared.git");
        let installed = night.mara.acts().in_(&server.folder).run(["hooks", "install", "--server"]);
        installed.ok().says("installed: ").says("git config receive.denyNonFastForwards true");
        server
    }

    /// One that takes everything.
    pub(crate) fn plain(night: &Night) -> Self {
        Self::bare(night, "plain.git")
    }

    fn bare(night: &Night, name: &str) -> Self {
        let server = Self::beside(night, name);
        let init = ["init", "-q", "--bare", "-b", "trunk", server.folder.to_str().unwrap()];
        git_in(night.outside(), init);
        server
    }

    /// The one of that name, which is there or will be.
    pub(crate) fn beside(night: &Night, name: &str) -> Self {
        Self { folder: night.outside().join(name), _beside: night.desk.clone() }
    }

    /// What git says to somebody who pushes this from a desk.
    pub(crate) fn pushed(&self, night: &Night, what: &str) -> Output {
        let mut command = git_command(night.root());
        command.env("NEWSROOM_NOW", CLOCK).env("NEWSROOM_FSYNC", "0");
        command.args(["push", "-q"]).arg(&self.folder).args(what.split(' ')).output().unwrap()
    }

    /// It takes this from a desk.
    #[track_caller]
    pub(crate) fn takes(&self, night: &Night, what: &str) {
        let output = self.pushed(night, what);
        assert!(output.status.success(), "{}", words(&output));
    }

    /// It takes nothing of this, and says so.
    #[track_caller]
    pub(crate) fn refuses(&self, night: &Night, what: &str, says: &[&str]) {
        let before = self.refs();
        let output = self.pushed(night, what);
        let said = words(&output);
        assert!(!output.status.success(), "{says:?} was taken: {said}");
        for says in says {
            assert!(said.contains(says), "`{says}` is not said: {said}");
        }
        assert_eq!(self.refs(), before, "nothing moved");
    }

    /// Its branches and where they are.
    pub(crate) fn refs(&self) -> String {
        let refs = git_in(&self.folder, ["for-each-ref", "--format=%(refname) %(objectname)"]);
        String::from_utf8(refs).unwrap()
    }

    /// A setting of git there; `None` takes it out.
    pub(crate) fn sets(&self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => git_in(&self.folder, ["config", key, value]),
            None => git_in(&self.folder, ["config", "--unset-all", key]),
        };
    }
}

/// What git said.
pub(crate) fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
