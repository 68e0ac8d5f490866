//! What the pages that are made have in common: how they begin, tables, and plain words as Markdown.

/// The first lines of a page: what it tells, and how it is made.
pub(crate) fn head(title: &str, from: &str) -> String {
    format!(
        "# {title}\n\n\
         This page is made from {from}: do not edit it. `SNAPSHOTS=overwrite cargo test --test docs` makes it anew.\n"
    )
}

/// A heading with an empty line above and below.
pub(crate) fn heading(depth: usize, text: &str) -> String {
    format!("\n{} {text}\n\n", "#".repeat(depth))
}

/// A table; nothing where there are no rows.
pub(crate) fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |cells: [&str; N]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(heads) + &line(["---"; N]);
    for row in rows {
        text += &line(row.each_ref().map(String::as_str));
    }
    text
}

/// Code in a cell of a table or in a sentence.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// A link to a heading of the same page.
pub(crate) fn link(text: &str, heading: &str) -> String {
    format!("[{text}](#{})", super::slug(heading))
}

/// Words of the program as Markdown, on one line: options are set as code, and nothing is taken for
/// a mark.
pub(crate) fn words(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = text.split('`').enumerate();
    let set = parts.map(|(n, part)| if n % 2 == 1 { code(part) } else { plain(part) });
    set.collect()
}

/// The same as a sentence.
pub(crate) fn sentence(text: &str) -> String {
    let words = words(text);
    let ended = words.is_empty() || words.ends_with(['.', '!', '?', ':']);
    if ended { words } else { words + "." }
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let end = word.trim_end_matches([',', '.', ';', ':', ')', '?']);
        if end.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic)) {
            out += &format!("{}{}", code(end), &word[end.len()..]);
        } else {
            let marks = |c| matches!(c, '|' | '<' | '>' | '*' | '[' | ']');
            out.extend(word.chars().flat_map(|c| marks(c).then_some('\\').into_iter().chain([c])));
        }
    }
    out
}
