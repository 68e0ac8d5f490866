//! What went wrong, for a person and for a program: what happened, where, and the command to type
//! next.

use std::fmt;

use anstyle::{AnsiColor, Style};

use super::input::editor::EditorError;
use super::input::form::InputError;
use super::input::prompt::PromptError;
use super::input::text::TextError;
use super::input::time::TimeError;
use super::surroundings::SurroundingsError;
use super::view::output::{Failure, FailureBody, Mistake, VERSION};
use super::view::{Foreign, place};
use crate::format::{Problem, position};
use crate::media::MediaError;

/// What a command gives: its exit code, 0 where it did what was asked. Or something else that may
/// go wrong as a command may.
pub type Result<T = u8> = std::result::Result<T, CliError>;

/// What sort of failure it is: each has its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The gate, four eyes or a finding said no: 1.
    Refused,
    /// Bad input, not found, not your role's to do: 2.
    Usage,
    /// The repository, the system, a lock or the network failed: 3.
    System,
    /// Ctrl-C: 130.
    Interrupted,
}

impl ErrorKind {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::System => 3,
            Self::Interrupted => super::interrupt::EXIT,
        }
    }

    /// The word JSON has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Usage => "usage",
            Self::System => "system",
            Self::Interrupted => "interrupted",
        }
    }
}

/// An exit code, as `docs/exit-codes.md` tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitCode {
    /// What sort of failure ends with it; none where it was done.
    pub kind: Option<ErrorKind>,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// What stands behind it, each in a sentence.
    pub causes: &'static [&'static str],
}

impl ExitCode {
    /// The number.
    pub fn code(self) -> u8 {
        self.kind.map_or(0, ErrorKind::exit_code)
    }
}

/// Every exit code, lowest first.
pub const EXIT_CODES: [ExitCode; 5] = [
    ExitCode {
        kind: None,
        meaning: "It was done.",
        causes: &[
            "Warnings and notes of `check` do not change that; `--strict` makes warnings count.",
            "Findings of `audit` for which an admin answers (`audit --accept`) do not change it.",
            "With `-n`: it would be done.",
            "An act that is saved here and could not be sent yet: it says why, and goes with the next command. With `sync --allow-offline`, that nothing could be sent.",
            "Help and version, where they are asked for.",
        ],
    },
    ExitCode {
        kind: Some(ErrorKind::Refused),
        meaning: "Refused by the desk's rules, or something was found.",
        causes: &[
            "The words are not ready: approvals or another's eyes lack, an embargo or a legal stop holds them, a claim, a source, a picture lacks what it needs. Every reason is said, each with the command for it.",
            "Where the story or post stands does not allow it: it is retracted, spiked, approved already, in conflict.",
            "The words changed since you were shown them, or the file has changes that are saved and not filed.",
            "`check` found an error, or with `--strict` a warning.",
            "`audit` found a step that was not lawful, for which nobody answers. `clone` and `hooks install` audit, too; what they did stays done.",
            "`clone --root` met another desk. `publish newsroom.toml`, or a preview of the desk's words, met a mistake in the desk's theme.",
            "`hooks run` found what git must not commit, push or take.",
            "`doctor` found something that is not in order.",
            "`diff --exit-code` found a difference.",
            "`status --exit-code` found something that is wrong for readers; `alarms` in its JSON says what.",
            "`sync` met steps that are not lawful, work that you may not put together with yours, or a server or a hook that refuses. Any act whose release does not hold on the shared desk ends so, too.",
            "`import` could not read a file; the others are filed.",
            "`merge-driver` marked a file as git does, for it could not be merged by meaning.",
        ],
    },
    ExitCode {
        kind: Some(ErrorKind::Usage),
        meaning: "What was typed does not fit, was not found, or is not your role's to do.",
        causes: &[
            "No such command or option; an argument lacks or is too much.",
            "A time, a text, a picture or a file that cannot be understood.",
            "Nothing has that name, or several do.",
            "A file of the desk has mistakes, each told with its line and its remedy.",
            "Your role does not have the right, you were retired, or the desk does not know your e-mail. Where all of several are refused for that, the code is 2; else 1.",
            "git does not know your name and e-mail.",
            "There is no desk here, or one already; the folder is not empty, or holds what it must not be mixed with; a hook is there that newsroom did not write.",
        ],
    },
    ExitCode {
        kind: Some(ErrorKind::System),
        meaning: "The repository, the system, a lock or the network failed.",
        causes: &[
            "Another command holds the desk, or something changed meanwhile: the same command again.",
            "A disk, a file, a program (git, the editor, what signs) or the terminal failed.",
            "The repository is damaged, is kept in a form that cannot be read here, or belongs to somebody else on this machine.",
            "The folder's own git settings name programs, and nobody said that they may run.",
            "`sync` did not reach the shared desk, or `init --remote` could not send to it. Any other act is saved here and ends with 0.",
            "`status --site` could not read the site.",
            "The desk asks for a newer newsroom than this one, or is in a later format.",
        ],
    },
    ExitCode {
        kind: Some(ErrorKind::Interrupted),
        meaning: "Ctrl-C.",
        causes: &[
            "At a question or in your editor. What was typed in the editor is kept, and `status` names the file.",
            "Where `serve` runs, this is how it ends.",
        ],
    },
];

/// A file with the mistakes that are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as the person would name it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The mistakes, in the order of their places.
    pub problems: Vec<Problem>,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CliError {
    /// What sort of failure it is.
    pub kind: ErrorKind,
    /// What happened, in a sentence; one line or several.
    pub message: String,
    /// Where, if it is in a file.
    pub place: Option<Place>,
    /// What to type or do next.
    pub hints: Vec<String>,
    /// Nothing here has that name; the shared desk may have.
    pub unknown_name: bool,
}

impl CliError {
    /// A failure of that kind.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), place: None, hints: Vec::new(), unknown_name: false }
    }

    /// The gate, four eyes or a finding said no.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Refused, message)
    }

    /// Bad input, not found, not your role's to do.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// The repository, the system, a lock or the network failed.
    pub fn system(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::System, message)
    }

    /// Mistakes in a file that was read.
    pub fn in_file(
        file: impl Into<String>,
        text: impl Into<String>,
        problems: Vec<Problem>,
    ) -> Self {
        let file = file.into();
        let message = match problems.len() {
            1 => format!("{file} has a mistake"),
            n => format!("{file} has {n} mistakes"),
        };
        let place = Place { file, text: text.into(), problems };
        Self { place: Some(place), ..Self::usage(message) }
    }

    /// The same with a hint, as in ``newsroom edit k3x9``.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The text for standard error, each line ended.
    pub fn render(&self, colour: bool, width: usize) -> String {
        let error = AnsiColor::Red.on_default().bold();
        let mut out = labelled("error", &self.message, error, colour);
        if let Some(Place { file, text, problems }) = &self.place {
            out.push_str(&place::show_problems(file, text, problems, colour, width));
        }
        for hint in &self.hints {
            out.push_str(&labelled("hint", hint, AnsiColor::Cyan.on_default(), colour));
        }
        out
    }

    /// What `--json` prints.
    pub fn json(&self) -> Failure {
        let mistake = |place: &Place, problem: &Problem| {
            let at = position(&place.text, problem.span.start);
            Mistake {
                file: place.file.clone(),
                line: at.line,
                column: at.column,
                message: problem.message.clone(),
                remedy: problem.remedy.clone(),
            }
        };
        let problems = self
            .place
            .iter()
            .flat_map(|place| place.problems.iter().map(move |found| mistake(place, found)))
            .collect();
        Failure {
            version: VERSION,
            error: FailureBody {
                kind: self.kind.as_str().to_owned(),
                exit: self.kind.exit_code(),
                message: self.message.clone(),
                problems,
                hints: self.hints.clone(),
            },
        }
    }
}

fn labelled(label: &str, words: &str, style: Style, colour: bool) -> String {
    let words = Foreign::lines(words);
    match colour {
        true => format!("{style}{label}:{style:#} {words}\n"),
        false => format!("{label}: {words}\n"),
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Foreign::lines(&self.message).fmt(f)
    }
}

impl std::error::Error for CliError {}

impl From<clap::Error> for CliError {
    /// What the arguments lack, without the help that goes with it on a terminal.
    fn from(error: clap::Error) -> Self {
        use clap::error::ErrorKind as Clap;
        if matches!(
            error.kind(),
            Clap::DisplayHelpOnMissingArgumentOrSubcommand | Clap::MissingSubcommand
        ) {
            return Self::usage("no command is named").hint("newsroom --help");
        }
        let text = error.to_string();
        let (message, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
        let message = message.strip_prefix("error: ").unwrap_or(message).trim_end();
        let hints = rest.lines().map(str::trim).filter_map(|line| {
            let said = line.strip_prefix("tip: ").or_else(|| line.strip_prefix("Usage: "));
            said.map(str::to_owned)
        });
        Self { hints: hints.collect(), ..Self::usage(message) }
    }
}

impl From<InputError> for CliError {
    fn from(error: InputError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<TimeError> for CliError {
    fn from(error: TimeError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<TextError> for CliError {
    fn from(error: TextError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<MediaError> for CliError {
    fn from(error: MediaError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<SurroundingsError> for CliError {
    fn from(error: SurroundingsError) -> Self {
        match error {
            SurroundingsError::BadNow(_) => Self::usage(error.to_string()),
            SurroundingsError::NoFolder(_) | SurroundingsError::NoProgram(_) => {
                Self::system(error.to_string())
            }
        }
    }
}

impl From<PromptError> for CliError {
    fn from(error: PromptError) -> Self {
        Self::new(kind_of_prompt(&error), error.to_string())
    }
}

impl From<EditorError> for CliError {
    fn from(error: EditorError) -> Self {
        let kind = match &error {
            EditorError::Failed { interrupted: true, .. } => ErrorKind::Interrupted,
            EditorError::File { .. } | EditorError::Failed { .. } => ErrorKind::System,
            EditorError::Unparsed { .. } | EditorError::NotText { .. } => ErrorKind::Usage,
            EditorError::Unanswered { source, .. } => kind_of_prompt(source),
        };
        Self::new(kind, error.to_string())
    }
}

fn kind_of_prompt(error: &PromptError) -> ErrorKind {
    match error {
        PromptError::Interrupted => ErrorKind::Interrupted,
        PromptError::Terminal(_) => ErrorKind::System,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_a_file() -> CliError {
        let problem = Problem::new(7..14, "unknown field `headlin`", "did you mean `headline`?");
        CliError::in_file("posts/a.toml", "id = 1\nheadlin = 'x'\n", vec![problem])
            .hint("newsroom edit k3x9")
    }

    #[test]
    fn an_error_says_what_happened_where_and_what_to_type() {
        assert_eq!(
            in_a_file().render(false, 80),
            "\
error: posts/a.toml has a mistake
 --> posts/a.toml:2:1
  |
2 | headlin = 'x'
  | ^^^^^^^ unknown field `headlin`
  |
  = help: did you mean `headline`?
hint: newsroom edit k3x9
"
        );
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let coloured = in_a_file().render(true, 80);
        assert_eq!(
            anstream::adapter::strip_str(&coloured).to_string(),
            in_a_file().render(false, 80)
        );
    }

    #[test]
    fn json_has_the_place_and_the_exit_code() {
        let json = serde_json::to_value(in_a_file().json()).expect("JSON");
        assert_eq!(json["version"], 1);
        assert_eq!((&json["error"]["kind"], &json["error"]["exit"]), (&"usage".into(), &2.into()));
        assert_eq!(json["error"]["problems"][0]["line"], 2);
        assert_eq!(json["error"]["hints"][0], "newsroom edit k3x9");
    }

    #[test]
    fn arguments_that_do_not_fit_are_a_usage_error_with_what_to_type() {
        let of = |arguments: &[&str]| {
            let arguments = std::iter::once("newsroom").chain(arguments.iter().copied());
            let error = crate::cli::command().try_get_matches_from(arguments).expect_err("wrong");
            CliError::from(error)
        };
        let error = of(&["approve", "--jsn", "k3x9"]);
        assert_eq!(error.kind, ErrorKind::Usage);
        assert_eq!(error.message, "unexpected argument '--jsn' found");
        assert!(error.hints.iter().any(|hint| hint.contains("'--json'")), "{:?}", error.hints);
        let error = of(&["submit"]);
        assert!(error.message.contains("<DOC>"), "{}", error.message);
        assert!(error.hints[0].starts_with("newsroom submit"), "{:?}", error.hints);
        assert_eq!(of(&["source"]).hints, ["newsroom --help"]);
    }

    #[test]
    fn what_a_person_typed_cannot_paint_the_screen() {
        let shown =
            CliError::usage("no post `\u{1B}[2J`").hint("newsroom list\r").render(false, 80);
        assert_eq!(shown, "error: no post `␛[2J`\nhint: newsroom list␍\n");
    }

    #[test]
    fn exit_codes_are_told_once_each_and_in_order() {
        let codes = EXIT_CODES.map(ExitCode::code);
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for ExitCode { meaning, causes, .. } in EXIT_CODES {
            let sentences = causes.iter().chain([&meaning]);
            for sentence in sentences {
                assert!(sentence.ends_with('.'), "{sentence}");
            }
            assert!(!causes.is_empty(), "{meaning}");
        }
    }

    #[test]
    fn ctrl_c_ends_as_130_wherever_it_is_pressed() {
        let path = std::path::PathBuf::from("edit-x.toml");
        let editor = EditorError::Unanswered { source: PromptError::Interrupted, path };
        for error in [CliError::from(PromptError::Interrupted), CliError::from(editor)] {
            assert_eq!(error.kind.exit_code(), 130, "{error}");
        }
    }
}
