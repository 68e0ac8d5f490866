//! A headline and a body as the file of an editor: the words, and below them two lines that are ours.

use crate::desk::Words;

const HEADLINE: &str = "<!-- Headline: ";
const HELP: &str = "<!-- The body goes above";
const TOLD: &str = ", in Markdown. These lines are left out; the headline may be changed here. Left as it is, nothing is filed. Tags, credits, pictures: by options, or in the whole file, newsroom edit DOC --toml.";
const END: &str = " -->";

/// The file; the body is in its first line, where typing begins.
pub fn file(words: &Words) -> String {
    let (headline, body) = (&words.headline, words.body.trim_matches('\n'));
    format!("{body}\n\n{HEADLINE}{headline}{END}\n{HELP}{TOLD}{END}\n")
}

/// What the file says without the lines that are ours, wherever words were typed beside them; where
/// the headline's line is gone, that is the one from before.
pub fn read(text: &str, before: &str) -> Words {
    let (text, headline) = without(text, HEADLINE);
    let (body, _) = without(&text, HELP);
    let body = body.trim_matches('\n');
    Words {
        headline: headline.unwrap_or_else(|| before.to_owned()).trim().to_owned(),
        body: if body.trim().is_empty() { String::new() } else { format!("{body}\n") },
    }
}

/// The text without the part of a line from `begins` to the last [`END`] in it, and what stood between.
fn without(text: &str, begins: &str) -> (String, Option<String>) {
    let Some((above, rest)) = text.split_once(begins) else { return (text.to_owned(), None) };
    let (line, below) = rest.split_at(rest.find('\n').unwrap_or(rest.len()));
    match line.rsplit_once(END) {
        Some((between, behind)) => (format!("{above}{behind}{below}"), Some(between.to_owned())),
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
    fn words_beside_our_lines_are_the_bodys() {
        let typed = file(&words("Lamps", "")).replace(" -->\n", " -->Dark.\n");
        assert_eq!(read(&typed, ""), words("Lamps", "Dark.\nDark.\n"));
        assert_eq!(read("Dark.\n", "Lamps"), words("Lamps", "Dark.\n"));
        let changed = file(&words("Lamps", "Dark.\n")).replace("Lamps", "Cranes");
        assert_eq!(read(&changed, "Lamps"), words("Cranes", "Dark.\n"));
    }
}
