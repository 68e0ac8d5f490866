//! The form of the night: scenes, turns, commands.
//!
//! - `# TEXT`: what happens, for the person who watches.
//! - `@WHO HH:MM`: who acts from then on, and when; `+HH:MM` is after midnight.
//! - `newsroom …`: a command, its words split as a shell splits them; it may go on over lines
//!   inside quotes or after `\`. With `! ` before it, it is refused.

use chrono::{Duration, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Europe::Kyiv;

use crate::cli::error::CliError;
use crate::model::Moment;

/// One line of the night.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// What happens.
    Scene(String),
    /// Who acts from then on, and when.
    Turn(Person),
    /// What is typed.
    Command {
        /// Its words.
        words: Vec<String>,
        /// Whether it is refused.
        refused: bool,
    },
}

/// Somebody at the desk, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// The name git has.
    pub name: String,
    /// The e-mail git has.
    pub email: String,
    now: Moment,
}

impl Person {
    /// The moment, in RFC 3339.
    pub(super) fn now(&self) -> String {
        self.now.rfc3339()
    }

    /// The wall clock.
    pub(super) fn clock(&self) -> String {
        self.now.time().format("%H:%M").to_string()
    }
}

/// The lines of a night.
///
/// # Errors
///
/// A line of no known form, with its number.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, CliError> {
    let mut lines = Vec::new();
    let mut pending = String::new();
    for (number, line) in text.lines().enumerate() {
        if !pending.is_empty() {
            pending.push('\n');
            pending.push_str(line);
        } else if line.trim().is_empty() {
            continue;
        } else if let Some(scene) = line.strip_prefix("# ") {
            lines.push(Line::Scene(scene.to_owned()));
            continue;
        } else if let Some(turn) = line.strip_prefix('@') {
            lines.push(Line::Turn(turn_of(turn).ok_or_else(|| wrong(number, line))?));
            continue;
        } else {
            line.clone_into(&mut pending);
        }
        let (refused, command) = match pending.strip_prefix("! ") {
            Some(command) => (true, command),
            None => (false, pending.as_str()),
        };
        if command.ends_with('\\') {
            continue;
        }
        if let Ok(words) = shell_words::split(command) {
            lines.push(Line::Command { words, refused });
            pending.clear();
        }
    }
    if pending.is_empty() { Ok(lines) } else { Err(wrong(text.lines().count(), &pending)) }
}

fn wrong(number: usize, line: &str) -> CliError {
    CliError::system(format!("line {} of the night has no known form: {line}", number + 1))
}

fn turn_of(text: &str) -> Option<Person> {
    let (who, time) = text.split_once(' ')?;
    let (day, time) = match time.trim().strip_prefix('+') {
        Some(time) => (1, time),
        None => (0, time.trim()),
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    let date = NaiveDate::from_ymd_opt(2026, 11, 7)? + Duration::days(day);
    let local = Kyiv.from_local_datetime(&date.and_time(time)).single()?;
    let (name, email) = match who {
        "mara" => ("Mara Dov", "mara@courier.example"),
        "ana" => ("Ana Petrova", "ana@courier.example"),
        "ed" => ("Ed Lind", "ed@courier.example"),
        _ => return None,
    };
    let now = Moment::new(local.fixed_offset());
    Some(Person { name: name.to_owned(), email: email.to_owned(), now })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_has_people_scenes_and_refusals() {
        let lines = lines(super::super::NIGHT).expect("the night can be read");
        let refusals =
            lines.iter().filter(|line| matches!(line, Line::Command { refused: true, .. }));
        assert!(refusals.count() >= 3);
        assert!(lines.iter().filter(|line| matches!(line, Line::Scene(_))).count() >= 10);
        assert!(lines.len() > 100);
    }

    #[test]
    fn a_command_goes_on_inside_quotes_and_after_a_backslash() {
        let lines = lines("newsroom add --body 'one\n\ntwo' \\\n  --tag x\n").expect("read");
        let words = vec!["newsroom", "add", "--body", "one\n\ntwo", "--tag", "x"];
        let words = words.into_iter().map(str::to_owned).collect();
        assert_eq!(lines, [Line::Command { words, refused: false }]);
    }
}
