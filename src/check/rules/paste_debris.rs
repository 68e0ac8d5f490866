//! Letters that a wrong reading made of others, and HTML's names for characters.

use crate::check::edit::Edit;
use crate::check::phrases::beyond_ascii;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR044",
    name: "paste-debris",
    level: Level::Warning,
    summary: "HTML's names for characters (`&nbsp;`), or letters that a wrong encoding made (`â€™` for ’).",
    why: "They came with pasted text; in headlines and captions readers see them as they stand.",
    remedy: "Write the characters that are meant; `newsroom check --fix` does.",
    bad: "headline = \"Itâ€™s over&nbsp;now\"",
    good: "headline = \"It’s over now\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

const ENTITIES: [(&str, &str); 15] = [
    ("&nbsp;", " "),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&rsquo;", "’"),
    ("&lsquo;", "‘"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&#160;", " "),
];

/// What Windows-1252 has at 0x80 to 0x9F; the five holes as U+FFFD, which no text of it holds.
const WINDOWS: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    report.edits(subject, edits);
}

fn edits(text: &str, markdown: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('&') {
        let rest = &text[at..];
        let Some((name, with)) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) else {
            continue;
        };
        // In Markdown `&lt;` is the way to write `<`, and `&amp;lt;` the way to write `&lt;`.
        let needed = match *with {
            "<" | ">" => markdown,
            "&" => rest[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#'),
            _ => false,
        };
        if !needed {
            edits.push(Edit::new(
                at..at + name.len(),
                *with,
                format!("`{name}` is HTML's name for a character"),
            ));
        }
    }
    misread(text, &mut edits);
    edits
}

/// Finds runs of letters that are UTF-8 read as Windows-1252.
fn misread(text: &str, edits: &mut Vec<Edit>) {
    let mut run = 0..0;
    for (at, c) in beyond_ascii(text).chain([(usize::MAX, ' ')]) {
        if at != run.end {
            if let Some(meant) = meant(&text[run.clone()]) {
                let what =
                    format!("“{}” is “{meant}” read in a wrong encoding", &text[run.clone()]);
                edits.push(Edit::new(run, meant, what));
            }
            run = at..at;
        }
        run.end = at.saturating_add(c.len_utf8());
    }
}

fn meant(run: &str) -> Option<String> {
    // A misread letter is two at least. "Ã”" at the end of a quotation is a letter and a quote.
    let mut chars = run.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (_, None, _) => return None,
        (_, Some(second), None) if "‘’“”…–—»".contains(second) => return None,
        _ => {}
    }
    let bytes: Option<Vec<u8>> = run.chars().map(windows_1252).collect();
    String::from_utf8(bytes?).ok()
}

fn windows_1252(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0xA0..=0xFF => u8::try_from(code).ok(),
        _ if c == '\u{FFFD}' => None,
        _ => {
            WINDOWS.chars().position(|known| known == c).and_then(|at| u8::try_from(0x80 + at).ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::edit::settle;

    #[test]
    fn misread_letters_and_entities_are_put_right() {
        assert_eq!(settle("â€œItâ€™s cafÃ©â€¦ 5 &amp; 6", false, &edits), "“It’s café… 5 & 6");
    }

    #[test]
    fn what_is_meant_is_left_alone() {
        for text in ["naïve café — “Ô” ’tis", "IRMÃ” disse", "Żółć", "&amp;lt;", "AT&T", "a &lt;b>"]
        {
            assert_eq!(settle(text, true, &edits), text);
        }
    }
}
