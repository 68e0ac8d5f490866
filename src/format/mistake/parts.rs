//! A line as a person means it.

use std::ops::Range;

/// A line as a person means it: a name, what stands between, a value; places in the line.
pub(super) struct Parts {
    pub(super) key: Range<usize>,
    pub(super) mark: Range<usize>,
    pub(super) value: Range<usize>,
}

/// What stands where `=` belongs, the longest first.
const MARKS: [&str; 12] = ["==", "=>", ":=", "->", "=", ":", "–", "—", "−", "＝", "→", "-"];

/// The line's name, mark and value; `None` where no name begins it, or no mark follows.
pub(super) fn parts(line: &str) -> Option<Parts> {
    let start = line.len() - line.trim_start().len();
    let rest = &line[start..];
    let end = match rest.as_bytes().first()? {
        b'"' => rest[1..].find('"')? + 2,
        _ => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')?,
    };
    let key = start..start + end;
    let after = &line[key.end..];
    let mark = key.end + after.len() - after.trim_start().len();
    let found = MARKS.iter().find(|found| line[mark..].starts_with(**found))?;
    // A dash is a mark only where it stands alone, as in `headline - "Fog"`.
    if key.is_empty() || (*found == "-" && !line[mark + 1..].starts_with(' ')) {
        return None;
    }
    let mark = mark..mark + found.len();
    let value = line[mark.end..].trim_end();
    let start = mark.end + value.len() - value.trim_start().len();
    let value = start..mark.end + value.len();
    Some(Parts { key, mark, value })
}
