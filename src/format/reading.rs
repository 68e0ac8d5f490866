//! What the Markdown of a body reads as: its words without the marks.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::markdown::pieces;

/// The words of a body, a line for each paragraph, heading, item or row of a table, a tab between the
/// cells of a row. Raw HTML is left out; a picture is its alternative text; words that are struck out
/// stand between their tildes; the number of a footnote is no word.
pub fn plain(body: &str) -> String {
    words_and_links(body).0
}

/// Words that were quoted as they are typed, as they are read: also a piece of a row, a note's number
/// or words struck out in part, which are no Markdown by themselves.
pub fn as_read(quote: &str) -> String {
    let words = plain(quote).replace("~~", "").replace(['|', '\t'], " ");
    let mut out = String::new();
    let mut rest = words.as_str();
    while let Some((before, note)) = rest.split_once("[^") {
        out.push_str(before);
        rest = match note.split_once(']') {
            Some((_, after)) => after,
            None => {
                out.push_str("[^");
                note
            }
        };
    }
    out + rest
}

/// The words that stand: without those that are struck out, for where nothing can show that they are.
pub fn standing(body: &str) -> String {
    read(body, false).0
}

/// The words of a body, and where its links lead.
pub fn words_and_links(body: &str) -> (String, Vec<String>) {
    read(body, true)
}

fn read(body: &str, with_struck: bool) -> (String, Vec<String>) {
    let (mut text, mut links) = (String::new(), Vec::new());
    let mut struck = 0_usize;
    for (event, _) in pieces(body) {
        match event {
            Event::Start(Tag::Strikethrough) => struck += 1,
            Event::End(TagEnd::Strikethrough) => struck -= 1,
            _ if struck > 0 && !with_struck => continue,
            _ => {}
        }
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) if with_struck => {
                text.push_str("~~");
            }
            Event::End(TagEnd::Strikethrough) if text.ends_with(' ') => drop(text.pop()),
            Event::End(TagEnd::TableCell) => text.push('\t'),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                text.truncate(text.trim_end_matches('\t').len());
                text.push('\n');
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock,
            ) if !text.ends_with('\n') => text.push('\n'),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    (text, links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_reads_as_a_line_for_each_paragraph() {
        let (text, links) =
            words_and_links("One *two*\nthree&amp;<b>four</b>.\n\n- a\n- [b](https://b.example)\n");
        assert_eq!(text, "One two three&four.\na\nb");
        assert_eq!(links, ["https://b.example"]);
    }

    #[test]
    fn a_quote_is_read_without_its_marks() {
        assert_eq!(as_read("people *died*[^1] in Tarn"), "people died in Tarn");
        assert_eq!(as_read("least ~~ten~~ four"), "least ten four");
        assert_eq!(as_read("Quay | 44"), "Quay   44");
        assert_eq!(as_read("not [^closed"), "not [^closed");
    }

    #[test]
    fn tables_notes_and_bare_addresses_are_words() {
        let body = "Dead[^1] ~~3~~ 4: https://a.example.\n\n[^1]: So far.\n\n| Town | Dead |\n|---|---|\n| Tarn | 3 |\n";
        let (text, links) = words_and_links(body);
        assert_eq!(text, "Dead ~~3~~ 4: https://a.example.\nSo far.\nTown\tDead\nTarn\t3");
        assert_eq!(links, ["https://a.example"]);
        assert!(standing(body).starts_with("Dead 4: https"), "{}", standing(body));
        assert_eq!(standing("It is ~~four *or* six~~ five."), "It is five.");
    }
}
