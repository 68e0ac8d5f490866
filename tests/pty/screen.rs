//! A terminal with the program in it, and somebody who waits for words and types.

use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Needle, Session};

const PATIENCE: Duration = Duration::from_secs(15);
pub(crate) const CTRL_C: &str = "\u{3}";
pub(crate) const SHOW_CURSOR: &str = "\u{1B}[?25h";

pub(crate) struct Screen {
    session: OsSession,
    seen: String,
}

impl Screen {
    pub(crate) fn open(command: Command) -> Self {
        let mut session = Session::spawn(command).expect("a terminal");
        session.get_process_mut().set_window_size(100, 40).expect("a size");
        session.set_expect_timeout(Some(PATIENCE));
        session.set_expect_lazy(true);
        Self { session, seen: String::new() }
    }

    /// Waits for the words.
    pub(crate) fn shows(&mut self, words: &str) -> &mut Self {
        self.wait(words, words)
    }

    fn wait(&mut self, needle: impl Needle, name: &str) -> &mut Self {
        match self.session.expect(needle) {
            Ok(found) => {
                self.seen.push_str(&String::from_utf8_lossy(found.before()));
                self.seen.push_str(&String::from_utf8_lossy(found.get(0).unwrap_or_default()));
                self
            }
            Err(error) => {
                let mut rest = vec![0; 64 * 1024];
                let read = self.session.try_read(&mut rest).unwrap_or(0);
                let rest = String::from_utf8_lossy(&rest[..read]).into_owned();
                panic!("{error}: no {name:?} after\n{}\nbut\n{rest}", self.seen)
            }
        }
    }

    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).expect("typed");
        self
    }

    /// The exit code, and everything that was shown.
    pub(crate) fn ends(&mut self) -> (i32, String) {
        self.wait(Eof, "the end");
        match self.session.get_process().wait().expect("ended") {
            WaitStatus::Exited(_, code) => (code, std::mem::take(&mut self.seen)),
            other => panic!("{other:?} after\n{}", self.seen),
        }
    }

    /// The machine takes it away.
    pub(crate) fn is_killed(&mut self) {
        self.session.get_process_mut().signal(Signal::SIGKILL).expect("killed");
        let status = self.session.get_process().wait().expect("ended");
        assert!(matches!(status, WaitStatus::Signaled(..)), "{status:?}");
    }
}
