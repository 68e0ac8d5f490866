//! Rows as they come: each figure beside its peer's, its goal, and the same of a smaller desk.

use std::fmt::Write;

use serde_json::{Value, json};

use super::goals::{self, Goal};

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Milliseconds,
    Megabytes,
    /// Millions of instructions.
    Instructions,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Megabytes => "MB",
            Self::Instructions => "M instructions",
        }
    }
}

/// One figure.
#[derive(Debug, Clone)]
struct Row {
    posts: usize,
    what: String,
    unit: Unit,
    ours: f64,
    /// A peer's name and figure.
    peer: Option<(String, f64)>,
    /// How much more it is than at the desk before, and how much larger this one is.
    growth: Option<(f64, f64)>,
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|(_, theirs)| self.ours / theirs)
    }

    /// Its goals, and whether all are met that can be told.
    fn goals(&self) -> (&'static [Goal], Option<bool>) {
        let goals = goals::of(&self.what);
        let met = goals.iter().filter_map(|goal| goal.is_met(self.ours, self.ratio(), self.growth));
        (goals, met.reduce(|all, one| all && one))
    }

    fn line(&self) -> String {
        let number = |number: f64| match number {
            few if few < 1.0 => format!("{few:.2}"),
            many => format!("{many:.1}"),
        };
        let (goals, met) = self.goals();
        let goals: Vec<String> = goals.iter().map(ToString::to_string).collect();
        let (peer, theirs) = match &self.peer {
            Some((name, theirs)) => (name.as_str(), number(*theirs)),
            None => ("", String::new()),
        };
        let times = |times: f64| format!("{times:.2} ×");
        format!(
            "| {} | {} | {} {} | {peer} | {theirs} | {} | {} | {} | {} |",
            self.posts,
            self.what,
            number(self.ours),
            self.unit.name(),
            self.ratio().map_or_else(String::new, times),
            self.growth.map_or_else(String::new, |(growth, _)| times(growth)),
            goals.join(", "),
            met.map_or("", |met| if met { "yes" } else { "no" }),
        )
    }

    fn json(&self) -> Value {
        let (goals, met) = self.goals();
        json!({
            "posts": self.posts,
            "what": self.what,
            "unit": self.unit.name(),
            "ours": self.ours,
            "peer": self.peer.as_ref().map(|(name, _)| name),
            "theirs": self.peer.as_ref().map(|(_, theirs)| theirs),
            "ratio": self.ratio(),
            "growth": self.growth.map(|(growth, _)| growth),
            "goals": goals.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "met": met,
        })
    }
}

/// Rows as they come.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    printed: usize,
}

impl Table {
    /// A figure and its peer's, in milliseconds.
    pub(super) fn row(&mut self, posts: usize, what: &str, ours: f64, peer: &str, theirs: f64) {
        self.add(posts, what, Unit::Milliseconds, ours, Some((peer.to_owned(), theirs)));
    }

    /// A figure that is measured against no other program.
    pub(super) fn alone(&mut self, posts: usize, what: &str, unit: Unit, ours: f64) {
        self.add(posts, what, unit, ours, None);
    }

    fn add(
        &mut self,
        posts: usize,
        what: &str,
        unit: Unit,
        ours: f64,
        peer: Option<(String, f64)>,
    ) {
        let smaller = self.rows.iter().rev().find(|row| row.what == what && row.posts < posts);
        let growth = smaller.map(|row| (ours / row.ours, posts as f64 / row.posts as f64));
        self.rows.push(Row { posts, what: what.to_owned(), unit, ours, peer, growth });
    }

    /// The rows since the last time, as a table.
    pub(super) fn take(&mut self) -> String {
        let mut text = String::new();
        if self.printed == 0 {
            text += "| posts | what | ours | against | theirs | ratio | growth | goal | met |\n";
            text += "| ---: | --- | ---: | --- | ---: | ---: | ---: | --- | --- |\n";
        }
        for row in &self.rows[self.printed..] {
            let _ = writeln!(text, "{}", row.line());
        }
        self.printed = self.rows.len();
        text
    }

    /// All rows, as JSON.
    pub(super) fn json(&self) -> String {
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        format!("{:#}\n", json!({ "rows": rows }))
    }
}
