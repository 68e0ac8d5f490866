//! A headline and a body as the file of an editor: the words, and below them two remarks that are ours.

use crate::desk::Words;
use crate::format::one_line;

const HEADLINE: &str = "<!-- Headline:";
const HELP: &str = "<!-- The body goes above";
const TOLD: &str = ", in Markdown. These lines are left out; the headline may be changed here. Left as it is, nothing is filed. Tags, credits, pictures: by options, or in the whole file, newsroom edit DOC --toml.";
const END: &str = "-->";

/// The file; the body is in its first line, where typing begins.
pub fn file(words: &Words) -> String {
    let (headline, body) = (one_line(&words.headline), words.body.trim_matches('\n'));
    format!("{body}\n\n{HEADLINE} {headline} {END}\n{HELP}{TOLD} {END}\n")
}

/// What the file says without the remarks that are ours, wherever words were typed beside them and
/// however an editor wrapped them; where the headline's is gone, that is the one from before.
pub fn read(text: &str, before: &str) -> Words {
    let (text, _) = without(text, HELP);
    let (body, headline) = without(&text, HEADLINE);
    let body = body.trim_matches('\n');
    Words {
        headline: one_line(headline.as_deref().unwrap_or(before)),
        body: if body.trim().is_empty() { String::new() } else { format!("{body}\n") },
    }
}

/// The text without its last remark that begins so, and what stood in that. It ends with the last
/// [`END`] of its line; where an editor wrapped it, with the next one.
fn without(text: &str, begins: &str) -> (String, Option<String>) {
    let found = text.rfind(begins).and_then(|at| {
        let rest = &text[at + begins.len()..];
        let line = rest.lines().next().unwrap_or_default();
        let end = line.rfind(END).or_else(|| rest.find(END))?;
        Some((&text[..at], &rest[..end], &rest[end + END.len()..]))
    });
    match found {
        Some((above, between, below)) => (format!("{above}{below}"), Some(between.to_owned())),
        None => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(headline: &str, body: &str) -> Words {
        Words { headline: headline.into(), body: body.into() }
    }

    #[test]
    fn words_come_back_as_they_went() {
        for words in [words("", ""), words("Lamps --> out", "One.\n\nTwo.\n"), words("X", "")] {
            assert_eq!(read(&file(&words), "another"), words);
        }
    }

    #[test]
    fn remarks_that_an_editor_wrapped_or_a_person_shortened_are_ours_all_the_same() {
        let wrapped = file(&words("Lamps are out", "Dark.\n")).replace(" are", "\nare");
        assert_eq!(read(&wrapped, ""), words("Lamps are out", "Dark.\n"));
        for typed in ["Dark.\n\n<!-- Headline: Lamps-->\n", "Dark.\n<!-- Headline:  Lamps\n -->"] {
            assert_eq!(read(typed, "before"), words("Lamps", "Dark.\n"), "{typed}");
        }
        assert_eq!(read("Dark.\n\n<!-- Headline: -->\n", "before"), words("", "Dark.\n"));
    }

    #[test]
    fn words_beside_our_lines_are_the_bodys() {
        let typed = file(&words("Lamps", "")).replace(" -->\n", " -->Dark.\n");
        assert_eq!(read(&typed, ""), words("Lamps", "Dark.\nDark.\n"));
        assert_eq!(read("Dark.\n", "Lamps"), words("Lamps", "Dark.\n"));
        let quoted =
            words("Lamps", "<!-- Headline: Other -->\n\n<!-- The body goes above it all -->\n");
        assert_eq!(read(&file(&quoted), ""), quoted);
        let changed = file(&words("Lamps", "Dark.\n")).replace("Lamps", "Cranes");
        assert_eq!(read(&changed, "Lamps"), words("Cranes", "Dark.\n"));
    }
}
