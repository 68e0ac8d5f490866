//! How far long work is, on the terminal of whoever waits for it.
//!
//! It is shown on standard error once it has taken half a second, or as many seconds as
//! `GIT_PROGRESS_DELAY` says (git(1)), and is gone when it is done. Ctrl-C meanwhile takes it away and
//! says how far the work came.

use std::collections::BTreeMap;
use std::io;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use console::Term;
use indicatif::{
    HumanCount, MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike,
};

use super::interrupt;
use crate::storage::Watcher;

const LINE: &str = "{msg}: {human_pos} of {human_len} [{bar:20}] {eta} left";

static SHOWN: LazyLock<Mutex<Shown>> = LazyLock::new(|| Mutex::new(Shown::new()));

/// The work that goes on, each by its name.
struct Shown {
    lines: MultiProgress,
    works: BTreeMap<u64, Work>,
    last: u64,
    /// The program is about to end, and says so where they stood.
    over: bool,
}

struct Work {
    what: &'static str,
    of: usize,
    done: usize,
    since: Instant,
    bar: Option<ProgressBar>,
}

impl Shown {
    fn new() -> Self {
        let lines =
            ProgressDrawTarget::term_like_with_hz(Box::new(Lines(Term::buffered_stderr())), 20);
        let lines = MultiProgress::with_draw_target(lines);
        Self { lines, works: BTreeMap::new(), last: 0, over: false }
    }
}

/// A terminal that shows work that has taken so long.
pub(super) struct Terminal {
    pub(super) after: Duration,
}

impl Watcher for Terminal {
    fn begins(&self, what: &'static str, of: usize) -> u64 {
        let mut shown = shown();
        shown.last += 1;
        let (name, since) = (shown.last, Instant::now());
        shown.works.insert(name, Work { what, of, done: 0, since, bar: None });
        name
    }

    fn reached(&self, work: u64, done: usize) {
        let Shown { lines, works, over, .. } = &mut *shown();
        let Some(work) = works.get_mut(&work).filter(|_| !*over) else { return };
        work.done = done;
        if work.bar.is_none() && work.since.elapsed() >= self.after {
            interrupt::tidily_after(last_words);
            work.bar = Some(lines.add(work.bar()));
        }
        if let Some(bar) = &work.bar {
            bar.set_position(done as u64);
        }
    }

    fn ends(&self, work: u64) {
        let mut shown = shown();
        if let Some(Work { bar: Some(bar), .. }) = shown.works.remove(&work) {
            bar.finish_and_clear();
            shown.lines.remove(&bar);
        }
    }
}

impl Work {
    fn bar(&self) -> ProgressBar {
        let style = ProgressStyle::with_template(LINE).expect("the line is well-formed");
        ProgressBar::with_draw_target(Some(self.of as u64), ProgressDrawTarget::hidden())
            .with_style(style.progress_chars("=> "))
            .with_message(self.what)
            .with_elapsed(self.since.elapsed())
    }
}

/// Takes all of it away for good, for the last words of the program.
pub(super) fn take_away() {
    let mut shown = shown();
    shown.over = true;
    // Who cannot write to the terminal cannot clear it.
    let _ = shown.lines.clear();
}

/// Takes all of it away for good, and gives what is said where somebody ended it.
fn last_words() -> Option<String> {
    take_away();
    let shown = shown();
    let Work { what, of, done, .. } = shown.works.values().find(|work| work.bar.is_some())?;
    let (done, of) = (HumanCount(*done as u64), HumanCount(*of as u64));
    Some(format!("stopped: {what}, {done} of {of}; nothing is lost, and the same command does it"))
}

/// Standard error, with room at the end of each line for the `^C` of a terminal: where it ended in the
/// next one, that would be cleared in place of this.
#[derive(Debug)]
struct Lines(Term);

impl Lines {
    const ROOM: u16 = 3;
}

impl TermLike for Lines {
    fn width(&self) -> u16 {
        self.0.size().1.saturating_sub(Self::ROOM).max(1)
    }

    fn height(&self) -> u16 {
        self.0.size().0
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, line: &str) -> io::Result<()> {
        self.0.write_line(line)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.0.write_str(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}

fn shown() -> MutexGuard<'static, Shown> {
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner)
}
