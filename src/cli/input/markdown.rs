//! A headline and a body as the file of an editor: the words, and below them two remarks that are ours.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::desk::Words;
use crate::format::one_line;

const HEADLINE: &str = "<!-- Headline:";
const HELP: &str = "<!-- The body goes above";
const TOLD: &str = ", in Markdown. These lines are left out; the headline may be changed here. Left as it is, nothing is filed. Tags, credits, pictures: by options, or in the whole file, newsroom edit DOC --toml.";
const BEGIN: &str = "<!--";
const END: &str = "-->";

/// The file; the body is in its first line, where typing begins.
pub fn file(words: &Words) -> String {
    let (headline, body) = (one_line(&words.headline), words.body.trim_matches('\n'));
    format!("{body}\n\n{HEADLINE} {headline} {END}\n{HELP}{TOLD} {END}\n")
}

/// What the file says without the remarks that are ours, wherever words were typed beside or in them,
/// and however an editor wrapped them; where the headline's is gone, that is the one from before.
pub fn read(text: &str, before: &str) -> Words {
    let (above, help, below) = parted(text, HELP, |rest| {
        // Behind the beginning of another remark the end is that one's.
        let own = rest.find(BEGIN).unwrap_or(rest.len());
        rest[..own].find(END).ok_or(own)
    });
    let text = format!("{above}{}{below}", help.map(beside_ours).unwrap_or_default());
    let (above, headline, below) = parted(&text, HEADLINE, |rest| {
        let line = rest.lines().next().unwrap_or_default();
        let own = rest.find(BEGIN).unwrap_or(rest.len());
        // A headline may have the sign in it; an editor may have wrapped the line.
        line.rfind(END).or_else(|| rest[..own].find(END)).ok_or(line.len())
    });
    let body = format!("{above}{below}");
    let body = body.trim_matches('\n');
    Words {
        headline: one_line(headline.unwrap_or(before)),
        body: if body.trim().is_empty() { String::new() } else { format!("{body}\n") },
    }
}

/// The text before its last remark that begins so, what stands in that, and the text behind it. It goes
/// up to the sign that ends it, or up to where `end` says where that was taken away.
fn parted<'a>(
    text: &'a str,
    begins: &str,
    end: impl Fn(&str) -> Result<usize, usize>,
) -> (&'a str, Option<&'a str>, &'a str) {
    let begin = text.rfind(begins).map(|at| (at, at + begins.len()));
    let Some((at, behind)) = begin.or_else(|| begun(text, begins)) else { return (text, None, "") };
    let (above, rest) = (&text[..at], &text[behind..]);
    match end(rest) {
        Ok(end) => (above, Some(&rest[..end]), &rest[end + END.len()..]),
        Err(end) => (above, Some(&rest[..end]), &rest[end..]),
    }
}

/// Where that remark begins, and its words, in a line that lost the sign before it: the one behind it
/// is there still.
fn begun(text: &str, begins: &str) -> Option<(usize, usize)> {
    let words = begins.trim_start_matches(BEGIN).trim_start();
    let mut lines = text.split_inclusive('\n').rev();
    let mut start = text.len();
    lines.find_map(|line| {
        start -= line.len();
        let rest = line.trim_start_matches(['<', '!', '-', ' ']).strip_prefix(words)?;
        rest.trim_end().ends_with(END).then_some((start, start + line.len() - rest.len()))
    })
}

/// What stands in the remark that is not ours: words typed where they would be left out. Where most of
/// ours is gone, all of it was typed.
fn beside_ours(remark: &str) -> String {
    let ours: Vec<&str> = TOLD.split_whitespace().collect();
    let (mut found, mut places, mut behind) = (Vec::new(), Vec::new(), 0);
    for word in remark.split_whitespace() {
        let start = behind + remark[behind..].find(word).unwrap_or_default();
        behind = start + word.len();
        found.push(word);
        places.push(start..behind);
    }
    let (mut typed, mut kept) = (String::new(), 0);
    for op in capture_diff_slices(Algorithm::Myers, &ours, &found) {
        let new = &places[op.new_range()];
        if op.tag() == DiffTag::Equal {
            kept += new.len();
        } else if let (Some(first), Some(last)) = (new.first(), new.last()) {
            typed.push_str(&remark[first.start..last.end]);
            typed.push('\n');
        }
    }
    if 2 * kept < ours.len() && !typed.is_empty() { remark.trim().to_owned() } else { typed }
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
    fn words_typed_into_our_lines_are_the_bodys_and_no_line_of_ours_is() {
        let file = file(&words("Lamps", "Dark.\n"));
        let inside = file.replace("changed here.", "changed here. All the\nlamps are out.\n");
        assert_eq!(read(&inside, ""), words("Lamps", "Dark.\n\n\nAll the\nlamps are out.\n"));
        let open = file.replace("--toml. -->", "--toml.");
        assert_eq!(read(&open, ""), words("Lamps", "Dark.\n"));
        let open = file.replace("Lamps -->", "Lamps");
        assert_eq!(read(&open, ""), words("Lamps", "Dark.\n"));
        for sign in ["<!-- ", "<!--", "<!", "<"] {
            assert_eq!(read(&file.replace(sign, ""), ""), words("Lamps", "Dark.\n"), "{sign}");
        }
        let open = "<!-- Headline: Lamps\nMore <!-- a note --> end.\n";
        assert_eq!(read(open, ""), words("Lamps", "More <!-- a note --> end.\n"));
        let over = "Dark.\n\n<!-- The body goes above The mayor said the lines are out. -->\n";
        assert_eq!(read(over, "").body, "Dark.\n\nThe mayor said the lines are out.\n");
        let below = file.replace("--toml. -->", "--toml.\nMore <!-- a remark --> below.");
        assert_eq!(read(&below, "").body, "Dark.\n\n\nMore\n<!-- a remark --> below.\n");
        let both = file.replace(" -->", "").replace(" lines are", "\nlines are");
        assert_eq!(read(&both, ""), words("Lamps", "Dark.\n"));
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
