//! A tally as comma-separated values (RFC 4180).

use super::Row;

const HEADER: [&str; 9] =
    ["who", "name", "role", "story", "posts", "words", "withheld", "first", "last"];

/// The rows with a header, one a line, for spreadsheets.
///
/// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return) gets a leading apostrophe, as OWASP's page on CSV injection advises.
pub fn to_csv(rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let lines = rows.iter().map(cells);
    for line in std::iter::once(HEADER.map(str::to_owned)).chain(lines) {
        writer.write_record(&line).expect("memory does not fail, and all lines are of one length");
    }
    let bytes = writer.into_inner().expect("memory does not fail");
    String::from_utf8(bytes).expect("made of text")
}

fn cells(row: &Row) -> [String; 9] {
    [
        row.who.as_ref().map_or(String::new(), ToString::to_string),
        harmless(&row.name),
        row.role.map_or("", |role| role.as_str()).to_owned(),
        harmless(row.story.as_deref().unwrap_or_default()),
        row.posts.to_string(),
        row.words.to_string(),
        row.withheld.to_string(),
        row.first.rfc3339(),
        row.last.rfc3339(),
    ]
}

fn harmless(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_a_formula_is_only_text() {
        let at = "2026-11-07T09:30:00+02:00".parse().expect("a moment");
        let row = Row {
            who: None,
            name: "=HYPERLINK(\"x\"), Jr".to_owned(),
            role: None,
            story: None,
            posts: 2,
            words: 30,
            withheld: 1,
            first: at,
            last: at,
        };
        assert_eq!(
            to_csv(&[row]),
            "who,name,role,story,posts,words,withheld,first,last\n,\"'=HYPERLINK(\"\"x\"\"), Jr\",,,2,30,1,2026-11-07T09:30:00+02:00,2026-11-07T09:30:00+02:00\n"
        );
    }
}
