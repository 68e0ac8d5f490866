//! Ctrl-C while a person is asked something, writes in an editor or waits for long work.
//!
//! Left alone, it would kill the program in the middle of a prompt, with the cursor hidden. From the
//! first prompt, or the first long work that is shown, it is caught instead: a prompt gets an error and
//! ends in order; an editor deals with it itself, as under git; anywhere else the program ends, and long
//! work says how far it came. What is being written then needs no warning, since storage outlives a
//! SIGKILL.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Once, OnceLock};
use std::time::{Duration, Instant};

use console::Term;
#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// The exit code of a program that Ctrl-C ended, as shells count it: 128 and SIGINT's number.
pub const EXIT: u8 = 130;

static HELD: AtomicUsize = AtomicUsize::new(0);
static HANDLED: AtomicUsize = AtomicUsize::new(0);
static CAUGHT: Once = Once::new();
static LAST_WORDS: OnceLock<LastWords> = OnceLock::new();

/// Clears the screen of what is shown there, and gives what is said in its place.
pub(super) type LastWords = fn() -> Option<String>;

/// How long a signal that was sent may take until its handler has run.
const SOON: Duration = Duration::from_secs(1);

/// While one lives, Ctrl-C does not end the program.
#[must_use]
pub(super) struct Hold(());

impl Hold {
    /// Catches Ctrl-C from now on.
    pub(super) fn new() -> Self {
        HELD.fetch_add(1, Ordering::SeqCst);
        CAUGHT.call_once(|| {
            // Without a handler Ctrl-C still ends the program, only less tidily.
            let _ = ctrlc::set_handler(end_unless_held);
        });
        Self(())
    }

    /// How many there were so far.
    pub(super) fn handled() -> usize {
        HANDLED.load(Ordering::SeqCst)
    }

    /// Lets go once another was handled than those `before`: the program goes on, and the handler,
    /// which runs on a thread of its own, must not find it let go.
    pub(super) fn let_go_after(self, before: usize) {
        let started = Instant::now();
        while Self::handled() == before && started.elapsed() < SOON {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Holds for good: the program is about to end in order, and the handler, which runs on a
    /// thread of its own, must not be faster.
    pub(super) fn keep(self) {
        std::mem::forget(self);
    }
}

/// While one lives, Ctrl-C at the terminal is a key like the others.
///
/// A prompt makes it one only while it waits for a key; pressed between two keys it would be a
/// signal that nobody waits for, and be lost.
#[must_use]
pub(super) struct Keys(#[cfg(unix)] Option<Termios>);

#[cfg(not(unix))]
impl Keys {
    /// Prompts read keys as the system hands them out.
    pub(super) fn new() -> Self {
        Self()
    }
}

#[cfg(unix)]
impl Keys {
    /// Hands Ctrl-C to whoever reads keys.
    pub(super) fn new() -> Self {
        let before = tcgetattr(io::stdin()).ok();
        if let Some(mut modes) = before.clone() {
            modes.local_modes -= LocalModes::ISIG | LocalModes::ICANON | LocalModes::ECHO;
            // A terminal that will not have it still sends the signal.
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &modes);
        }
        Self(before)
    }
}

#[cfg(unix)]
impl Drop for Keys {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // There is nobody left to tell of a terminal that is gone.
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, before);
        }
    }
}

/// From now on Ctrl-C ends the program with its exit code even before the first prompt.
pub(super) fn tidily() {
    drop(Hold::new());
}

/// The same, with words in which to end.
pub(super) fn tidily_after(words: LastWords) {
    let _ = LAST_WORDS.set(words);
    tidily();
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.fetch_sub(1, Ordering::SeqCst);
    }
}

fn end_unless_held() {
    if HELD.load(Ordering::SeqCst) == 0 {
        match LAST_WORDS.get().and_then(|words| words()) {
            // There is nobody left to tell of a terminal that is gone.
            Some(words) => drop(Term::stderr().write_line(&words)),
            None => restore_cursor(),
        }
        std::process::exit(EXIT.into());
    }
    HANDLED.fetch_add(1, Ordering::SeqCst);
}

/// Shows the cursor that a prompt may have hidden, on a line of its own.
pub(super) fn restore_cursor() {
    let term = Term::stderr();
    if term.is_term() {
        // There is nobody left to tell of a terminal that is gone.
        let _ = term.show_cursor().and_then(|()| term.write_line(""));
    }
}
