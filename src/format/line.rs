//! Words as a headline or a name has them.

/// Words on one line, with one space between them.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
