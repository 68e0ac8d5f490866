//! Questions to a person at a terminal.

use std::io;

use console::{Key, Term, strip_ansi_codes};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, FuzzySelect, Input};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::cli::interrupt::{self, Hold, Keys, restore_cursor};
use crate::cli::surroundings::Surroundings;
use crate::cli::view::{Foreign, cut, hanging};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// Ctrl-C; ends as exit code 130.
    #[error("interrupted")]
    Interrupted,
    /// The terminal is gone.
    #[error("no answer could be read from the terminal: {0}")]
    Terminal(io::Error),
}

/// The cells that an answer has beside its question at least.
const ANSWER: usize = 12;

/// The cells of the mark before an item.
const MARK: usize = 2;

/// The cells of the number behind an item that looks like another.
const AGAIN: usize = 5;

/// Somebody who can be asked: it exists only where standard input, output and error are a terminal
/// that knows escape sequences, for a question about what was piped away helps nobody. Questions go
/// to standard error.
pub struct Prompt {
    term: Term,
    width: usize,
    theme: Box<dyn Theme>,
}

impl Prompt {
    /// The person at the terminal, if there is one.
    pub fn new(surroundings: &Surroundings) -> Option<Self> {
        let attended = surroundings.stdin_terminal
            && surroundings.stdout_terminal
            && surroundings.stderr_terminal;
        let theme: Box<dyn Theme> = match surroundings.colour_errors {
            true => Box::new(ColorfulTheme::default()),
            false => Box::new(SimpleTheme),
        };
        (attended && !surroundings.dumb).then(|| {
            // Not with the first question: Ctrl-C pressed while that is printed would be lost.
            interrupt::tidily();
            Self { term: Term::stderr(), width: surroundings.width, theme }
        })
    }

    /// A question that has room beside its answer; a longer one stands above it, but for its last
    /// sentence. What is asked takes one line, for one is taken away once it is answered.
    fn fitting(&self, question: &str) -> Result<String, PromptError> {
        let question = Foreign(question).to_string();
        let room = self.width.saturating_sub(ANSWER);
        if question.width() <= room {
            return Ok(question);
        }
        let at = question.rfind(". ").map_or(question.len(), |at| at + 1);
        let (above, last) = question.split_at(at);
        let last = last.trim();
        let (above, last) = if last.width() <= room { (above, last) } else { (&*question, "") };
        self.above(&hanging("", above, self.width))?;
        Ok(last.to_owned())
    }

    fn above(&self, lines: &str) -> Result<(), PromptError> {
        self.term.write_str(lines).map_err(PromptError::Terminal)
    }

    /// Asks for a line; an empty answer is the default where there is one.
    ///
    /// # Errors
    ///
    /// On Ctrl-C, and where the terminal is gone.
    pub fn ask_line(&self, label: &str, default: Option<&str>) -> Result<String, PromptError> {
        let label = self.fitting(label)?;
        let beside = |default: &str| label.width() + default.width() + ANSWER <= self.width;
        if let Some(default) = default.filter(|default| !beside(default)) {
            self.above(&hanging("now: ", &Foreign(default).to_string(), self.width))?;
        }
        let shown = default.is_some_and(beside);
        let mut input = self.input(&label).show_default(shown);
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        let line = answer(|| input.interact_text_on(&self.term))?;
        // An answer that was only confirmed was not typed.
        let typed = if default == Some(line.as_str()) { "" } else { &line };
        self.answered(&label, default.filter(|_| shown), typed, &line)?;
        Ok(line.trim().to_owned())
    }

    /// Asks for lines until one is empty.
    ///
    /// # Errors
    ///
    /// As [`Self::ask_line`].
    pub fn ask_many(&self, label: &str) -> Result<Vec<String>, PromptError> {
        let mut lines = Vec::new();
        loop {
            match self.ask_line(label, None)? {
                line if line.is_empty() => return Ok(lines),
                line => lines.push(line),
            }
        }
    }

    /// Lets one of the items be chosen by typing a part of it; its place in the list, from 0.
    ///
    /// # Errors
    ///
    /// As [`Self::ask_line`].
    ///
    /// # Panics
    ///
    /// Without items: there is nothing to choose.
    pub fn choose(&self, label: &str, items: &[String]) -> Result<usize, PromptError> {
        assert!(!items.is_empty(), "a choice needs items");
        let select = FuzzySelect::with_theme(&*self.theme)
            .with_prompt(self.fitting(label)?)
            .report(false)
            .items(distinct(items, self.width.saturating_sub(MARK)))
            .default(0);
        answer(|| select.interact_on(&self.term))
    }

    /// Asks yes or no; `yes` (from `--yes`) takes the default without asking.
    ///
    /// # Errors
    ///
    /// As [`Self::ask_line`].
    pub fn confirm(&self, question: &str, default: bool, yes: bool) -> Result<bool, PromptError> {
        if yes {
            return Ok(default);
        }
        let confirm =
            Confirm::with_theme(&*self.theme).with_prompt(self.fitting(question)?).default(default);
        answer(|| confirm.interact_on(&self.term))
    }

    /// While what this gives lives, Ctrl-C is a key like the others: made before a menu is shown, so
    /// that whoever answers it at once is understood.
    pub fn listens(&self) -> impl Drop {
        Keys::new()
    }

    /// As [`Self::key`]; `None` on Ctrl-C, which leads back from where the key is asked.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn key_or_back(&self, keys: &[char]) -> Result<Option<char>, PromptError> {
        back(self.key_with(keys, false))
    }

    /// As [`Self::ask_line`]; `None` on Ctrl-C, which leads back from where the line is asked.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn ask_line_or_back(&self, label: &str) -> Result<Option<String>, PromptError> {
        let label = self.fitting(label)?;
        let input = self.input(&label);
        let line = answer_or_back(|| input.interact_text_on(&self.term));
        let Some(line) = back(line)? else { return Ok(None) };
        self.answered(&label, None, &line, &line)?;
        Ok(Some(line.trim().to_owned()))
    }

    fn input(&self, label: &str) -> Input<'_, String> {
        Input::with_theme(&*self.theme).with_prompt(label).allow_empty(true).report(false)
    }

    /// Shows what was answered in the place of the question: of a line that went on in further rows the
    /// last one alone was taken away.
    fn answered(
        &self,
        label: &str,
        default: Option<&str>,
        typed: &str,
        line: &str,
    ) -> Result<(), PromptError> {
        let (mut asked, mut told) = (String::new(), String::new());
        let formatted = self.theme.format_input_prompt(&mut asked, label, default);
        formatted.and(self.theme.format_input_prompt_selection(&mut told, label, line)).ok();
        let rows = rows(&format!("{}{typed}", strip_ansi_codes(&asked)), self.width);
        let shown = self.term.clear_last_lines(rows - 1);
        shown.and_then(|()| self.term.write_line(&told)).map_err(PromptError::Terminal)
    }

    /// Waits for one of the keys; a capital counts as its small letter where only that is listed.
    ///
    /// # Errors
    ///
    /// As [`Self::ask_line`].
    pub fn key(&self, keys: &[char]) -> Result<char, PromptError> {
        self.key_with(keys, true)
    }

    fn key_with(&self, keys: &[char], ends: bool) -> Result<char, PromptError> {
        let listed = |pressed| match pressed {
            Key::Char(c) => [c, c.to_ascii_lowercase()].into_iter().find(|c| keys.contains(c)),
            Key::Enter => keys.contains(&'\n').then_some('\n'),
            Key::Escape => keys.contains(&'\u{1B}').then_some('\u{1B}'),
            _ => None,
        };
        loop {
            if let Some(key) = listed(answer_holding(|| Ok(self.term.read_key()?), ends)?) {
                return Ok(key);
            }
        }
    }
}

/// No answer where Ctrl-C was pressed.
fn back<T>(answer: Result<T, PromptError>) -> Result<Option<T>, PromptError> {
    match answer {
        Err(PromptError::Interrupted) => Ok(None),
        other => other.map(Some),
    }
}

/// As [`answer`], for a question after which the program goes on.
fn answer_or_back<T>(question: impl FnOnce() -> dialoguer::Result<T>) -> Result<T, PromptError> {
    answer_holding(question, false)
}

/// Runs a question with Ctrl-C caught; after one that got no answer the cursor is shown again.
fn answer<T>(question: impl FnOnce() -> dialoguer::Result<T>) -> Result<T, PromptError> {
    answer_holding(question, true)
}

/// Where nobody answers and the program `ends`, Ctrl-C is held until then.
fn answer_holding<T>(
    question: impl FnOnce() -> dialoguer::Result<T>,
    ends: bool,
) -> Result<T, PromptError> {
    // A key first and held then, and the other way round at the end: a signal between the two would
    // find nobody who waits for it.
    let _ctrl_c_is_a_key = Keys::new();
    let hold = Hold::new();
    let before = Hold::handled();
    question().map_err(|error| {
        restore_cursor();
        match io::Error::from(error) {
            error if error.kind() == io::ErrorKind::Interrupted => {
                match ends {
                    true => hold.keep(),
                    false => hold.let_go_after(before),
                }
                PromptError::Interrupted
            }
            error => PromptError::Terminal(error),
        }
    })
}

/// How many rows of a terminal a line takes: a wide character that has no room goes on in the next.
fn rows(line: &str, width: usize) -> usize {
    let (mut rows, mut at) = (1, 0);
    for letter in line.graphemes(true) {
        let cells = letter.width();
        if at + cells > width {
            (rows, at) = (rows + 1, 0);
        }
        at += cells;
    }
    rows
}

/// The items as they are shown, each on a line and different: the choice comes back as text.
fn distinct(items: &[String], width: usize) -> Vec<String> {
    let mut shown: Vec<String> = Vec::with_capacity(items.len());
    for item in items {
        let item = cut(&Foreign(item).to_string(), width.saturating_sub(AGAIN));
        let again = (2..).map(|n| format!("{item} ({n})"));
        let free = std::iter::once(item.clone()).chain(again).find(|text| !shown.contains(text));
        shown.push(free.expect("the numbers do not end"));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_asked_unless_all_three_streams_are_a_terminal() {
        let now = "2026-11-07T20:48:00+02:00".parse().expect("RFC 3339");
        let mut surroundings = Surroundings::played(now, "desk".into(), 1);
        for (stdin, stdout, stderr, dumb, asks) in [
            (false, false, false, false, false),
            (true, true, false, false, false),
            (true, false, true, false, false),
            (false, true, true, false, false),
            (true, true, true, true, false),
            (true, true, true, false, true),
        ] {
            surroundings.stdin_terminal = stdin;
            surroundings.stdout_terminal = stdout;
            surroundings.stderr_terminal = stderr;
            surroundings.dumb = dumb;
            assert_eq!(Prompt::new(&surroundings).is_some(), asks);
        }
    }

    #[test]
    fn a_line_takes_as_many_rows_as_it_goes_on_in() {
        for (line, width, expected) in
            [("", 5, 1), ("12345", 5, 1), ("123456", 5, 2), ("港港港", 5, 2), ("1港2港", 4, 2)]
        {
            assert_eq!(rows(line, width), expected, "{line}");
        }
    }

    #[test]
    fn items_that_look_alike_are_told_apart() {
        let items = ["Port", "Port", "Port (2)", "\u{1B}x"].map(str::to_owned);
        assert_eq!(distinct(&items, 80), ["Port", "Port (2)", "Port (2) (2)", "␛x"]);
    }

    #[test]
    fn an_interrupted_question_is_told_from_a_lost_terminal() {
        let fails = |kind: io::ErrorKind| answer(|| Err::<(), _>(io::Error::from(kind).into()));
        assert!(matches!(fails(io::ErrorKind::UnexpectedEof), Err(PromptError::Terminal(_))));
        assert!(matches!(fails(io::ErrorKind::Interrupted), Err(PromptError::Interrupted)));
    }
}
