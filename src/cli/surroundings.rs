//! What surrounds a run: clock, environment, terminal, and the source of ids. Nothing else reads
//! them.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use chrono::Local;
use clap::ValueEnum;
use console::Term;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::model::{CROCKFORD, InvalidMoment, Moment};

/// Where lines end when nobody says how wide the terminal is.
const WIDTH: usize = 80;

/// Long work is shown after so long, where `GIT_PROGRESS_DELAY` says no other number of seconds.
const PROGRESS_AFTER: Duration = Duration::from_millis(500);

/// Why the surroundings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SurroundingsError {
    /// The clock that was set is none.
    #[error("NEWSROOM_NOW: {0}")]
    BadNow(#[from] InvalidMoment),
    /// The folder is gone, or may not be read.
    #[error("cannot tell the folder this runs in: {0}")]
    NoFolder(#[from] std::io::Error),
    /// The file of the program cannot be told.
    #[error("cannot tell where this program is: {0}")]
    NoProgram(std::io::Error),
}

/// When colour is used, as `--color` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// What surrounds a run.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The time it is: that of the start, or of the last [`Self::look_at_the_clock`].
    pub now: Moment,
    /// The folder it runs in.
    pub cwd: PathBuf,
    /// Whether what goes to standard output is coloured.
    pub colour: bool,
    /// Whether what goes to standard error is coloured.
    pub colour_errors: bool,
    /// Whether standard input is a terminal.
    pub stdin_terminal: bool,
    /// Whether standard output is a terminal.
    pub stdout_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_terminal: bool,
    /// Whether the terminal knows no escape sequences (`TERM=dumb`).
    pub dumb: bool,
    /// Whether the locale has letters of ASCII alone.
    pub ascii: bool,
    /// The terminal's width in cells.
    pub width: usize,
    /// After how long it is shown how far long work is; `None` where nobody sees it.
    pub progress_after: Option<Duration>,
    /// The story to file to where none is named (`NEWSROOM_STORY`).
    pub story: Option<String>,
    clock_stands: bool,
    random: Xoshiro256PlusPlus,
}

impl Surroundings {
    /// Reads them from the process.
    ///
    /// # Errors
    ///
    /// Where `NEWSROOM_NOW` is set and is no RFC 3339, or there is no current folder.
    pub fn read(choice: ColourChoice) -> Result<Self, SurroundingsError> {
        let set_clock = variable("NEWSROOM_NOW").map(|text| text.parse()).transpose()?;
        #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
        let cwd = std::env::current_dir()?;
        let mut surroundings = Self {
            now: set_clock.unwrap_or_else(wall_clock),
            cwd,
            stdin_terminal: std::io::stdin().is_terminal(),
            stdout_terminal: std::io::stdout().is_terminal(),
            stderr_terminal: std::io::stderr().is_terminal(),
            dumb: variable("TERM").is_some_and(|term| term == "dumb"),
            ascii: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).is_some_and(ascii),
            width: width(variable("COLUMNS").as_deref()),
            progress_after: None,
            story: variable("NEWSROOM_STORY"),
            clock_stands: set_clock.is_some(),
            random: match variable("NEWSROOM_SEED").and_then(|seed| seed.parse().ok()) {
                Some(seed) => Xoshiro256PlusPlus::seed_from_u64(seed),
                None => rand::make_rng(),
            },
            colour: false,
            colour_errors: false,
        };
        surroundings.choose_colour(choice, variable("NO_COLOR").is_some());
        if surroundings.stderr_terminal && !surroundings.dumb {
            let said = variable("GIT_PROGRESS_DELAY").and_then(|seconds| seconds.parse().ok());
            surroundings.progress_after = Some(said.map_or(PROGRESS_AFTER, Duration::from_secs));
        }
        Ok(surroundings)
    }

    /// Surroundings without a terminal or an environment, whose clock stands and whose letters are
    /// the same for the same seed: for the demo and for tests.
    pub fn played(now: Moment, cwd: PathBuf, seed: u64) -> Self {
        Self {
            now,
            cwd,
            colour: false,
            colour_errors: false,
            stdin_terminal: false,
            stdout_terminal: false,
            stderr_terminal: false,
            dumb: false,
            ascii: false,
            width: WIDTH,
            progress_after: None,
            story: None,
            clock_stands: true,
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
        }
    }

    /// Whether drawings are of plain letters: on a terminal that knows no others.
    pub fn plain_letters(&self) -> bool {
        self.dumb || self.ascii
    }

    /// Sets `now` again, for a command that goes on for long; a clock that was set stands.
    pub fn look_at_the_clock(&mut self) -> Moment {
        if !self.clock_stands {
            self.now = wall_clock();
        }
        self.now
    }

    /// The file of this very program.
    ///
    /// # Errors
    ///
    /// Where the system cannot tell.
    pub fn program(&self) -> Result<PathBuf, SurroundingsError> {
        std::env::current_exe().map_err(SurroundingsError::NoProgram)
    }

    /// That many random letters of lower-case Crockford base32, five bits each.
    pub fn random_letters(&mut self, n: usize) -> String {
        let letter = |random: &mut Xoshiro256PlusPlus| {
            char::from(CROCKFORD[usize::from(random.random::<u8>() & 31)])
        };
        (0..n).map(|_| letter(&mut self.random)).collect()
    }

    /// `NO_COLOR` as <https://no-color.org> has it; what is asked for on the command line goes
    /// before it.
    fn choose_colour(&mut self, choice: ColourChoice, no_colour: bool) {
        let on = |terminal: bool| match choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => terminal && !no_colour && !self.dumb,
        };
        (self.colour, self.colour_errors) = (on(self.stdout_terminal), on(self.stderr_terminal));
    }
}

/// A variable of the environment; an empty one counts as not set, and so does one that is not text.
fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a locale that was set is not one of UTF-8.
fn ascii(locale: String) -> bool {
    let locale = locale.to_ascii_lowercase();
    !locale.contains("utf-8") && !locale.contains("utf8")
}

fn wall_clock() -> Moment {
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the clock")]
    Moment::new(Local::now().fixed_offset())
}

fn width(columns: Option<&str>) -> usize {
    let said = columns.and_then(|columns| columns.parse().ok()).filter(|width| *width > 0);
    let measured = || Term::stdout().size_checked().or_else(|| Term::stderr().size_checked());
    said.or_else(|| measured().map(|(_, columns)| usize::from(columns))).unwrap_or(WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(seed: u64) -> Surroundings {
        let now = "2026-11-07T20:48:00+02:00".parse().expect("RFC 3339");
        Surroundings::played(now, PathBuf::from("desk"), seed)
    }

    #[test]
    fn ids_are_the_same_for_the_same_seed_and_valid() {
        let ids = |seed| {
            let mut surroundings = played(seed);
            [surroundings.random_letters(10), surroundings.random_letters(10)]
        };
        assert_eq!(ids(7), ids(7));
        assert_ne!(ids(7), ids(8));
        let [first, second] = ids(7);
        assert_ne!(first, second);
        assert!(first.parse::<crate::model::DocId>().is_ok(), "{first}");
    }

    #[test]
    fn every_letter_comes() {
        let letters = played(1).random_letters(2_000);
        assert!(CROCKFORD.iter().all(|letter| letters.contains(char::from(*letter))));
    }

    #[test]
    fn colour_is_for_terminals_unless_it_is_asked_for() {
        let colour = |choice, terminal, no_colour, dumb| {
            let mut surroundings = played(1);
            (surroundings.stdout_terminal, surroundings.dumb) = (terminal, dumb);
            surroundings.choose_colour(choice, no_colour);
            surroundings.colour
        };
        assert!(colour(ColourChoice::Auto, true, false, false));
        assert!(!colour(ColourChoice::Auto, false, false, false));
        assert!(!colour(ColourChoice::Auto, true, true, false));
        assert!(!colour(ColourChoice::Auto, true, false, true));
        assert!(colour(ColourChoice::Always, false, true, true));
        assert!(!colour(ColourChoice::Never, true, false, false));
    }

    #[test]
    fn a_locale_without_utf_8_has_plain_letters() {
        for (locale, plain) in
            [("C", true), ("de_DE.ISO-8859-1", true), ("C.UTF-8", false), ("uk_UA.utf8", false)]
        {
            assert_eq!(ascii(locale.to_owned()), plain, "{locale}");
        }
    }

    #[test]
    fn a_clock_that_was_set_stands() {
        let mut surroundings = played(1);
        let before = surroundings.now;
        assert_eq!(surroundings.look_at_the_clock(), before);
    }

    #[test]
    fn a_width_that_is_none_is_not_taken() {
        assert_eq!(width(Some("44")), 44);
        assert!(width(Some("0")) > 0 && width(Some("wide")) > 0);
    }
}
