//! What a run of the program printed, and what is asserted of it.
#![allow(dead_code, unreachable_pub, reason = "each test program uses what it needs")]

use std::ffi::OsString;
use std::process::Output;

use serde_json::Value;

/// What a run printed and how it ended.
#[derive(Debug, Clone)]
pub struct Ran {
    /// What was typed.
    pub typed: String,
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// What a run gave. No control byte but the line feed, and the tab that parts
    /// columns in a pipe, may be in it; and it is UTF-8.
    pub fn new(arguments: &[OsString], output: Output) -> Self {
        let typed: Vec<String> =
            arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
        let ran = Self {
            typed: format!("newsroom {}", typed.join(" ")),
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        };
        for text in [&ran.out, &ran.err] {
            let bad = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(bad, None, "a control character reached the terminal: {ran:?}");
        }
        ran
    }

    fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}\n{}{}", self.typed, self.out, self.err);
        self
    }

    /// It did what was asked.
    pub fn ok(&self) -> &Self {
        self.exits(0)
    }

    /// The gate, four eyes or a finding said no.
    pub fn refused(&self) -> &Self {
        self.exits(1)
    }

    /// Bad input, not found, not that person's to do.
    pub fn usage(&self) -> &Self {
        self.exits(2)
    }

    /// The repository or the system failed.
    pub fn system(&self) -> &Self {
        self.exits(3)
    }

    /// It says this, to a person or to a program.
    pub fn says(&self, words: &str) -> &Self {
        let said = self.out.contains(words) || self.err.contains(words);
        assert!(said, "`{words}` is not said by {}\n{}{}", self.typed, self.out, self.err);
        self
    }

    /// It does not say this anywhere.
    pub fn says_not(&self, words: &str) -> &Self {
        let said = self.out.contains(words) || self.err.contains(words);
        assert!(!said, "`{words}` is said by {}\n{}{}", self.typed, self.out, self.err);
        self
    }

    /// The one JSON document on standard output.
    pub fn json(&self) -> Value {
        let value: Value = serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}{}", self.typed, self.out, self.err));
        assert_eq!(value["version"], 1, "{}\n{}", self.typed, self.out);
        value
    }

    /// The path of the document in JSON.
    pub fn path(&self) -> String {
        self.json()["path"].as_str().expect("a path").to_owned()
    }

    /// The hints, as they are printed.
    pub fn hints(&self) -> Vec<&str> {
        self.err.lines().filter_map(|line| line.strip_prefix("hint: ")).collect()
    }
}
