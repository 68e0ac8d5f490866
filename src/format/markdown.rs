//! How the Markdown of a body is read: CommonMark with tables, words that are struck out, footnotes
//! and bare addresses as links (GitHub Flavored Markdown).
//!
//! Two things are read otherwise: where a row of a table has more cells than its head, no table of the
//! body is one, for its last cells would be dropped; and one `~` strikes nothing out, for it stands before
//! numbers.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

/// What is read beside CommonMark.
pub(crate) const ALL: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES);

/// A piece of a body, and where it stands in it.
pub(crate) type Piece<'a> = (Event<'a>, Range<usize>);

/// The pieces of a body, in their order.
pub(crate) fn pieces(body: &str) -> Vec<Piece<'_>> {
    let options = match overfull_rows(body).is_empty() {
        true => ALL,
        false => ALL.difference(Options::ENABLE_TABLES),
    };
    let merged = TextMergeWithOffset::new(Parser::new_ext(body, options).into_offset_iter());
    let mut reading = Reading { body, out: Vec::new(), inert: 0, struck: Vec::new() };
    merged.for_each(|piece| reading.take(piece));
    reading.out
}

/// The rows of tables that have words after as many cells as the table's head.
pub(crate) fn overfull_rows(body: &str) -> Vec<Range<usize>> {
    if !body.contains('|') {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut end = None;
    for (event, range) in Parser::new_ext(body, ALL).into_offset_iter() {
        match event {
            Event::Start(Tag::TableCell) => end = Some(range.end),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                let rest = end.take().and_then(|end| body.get(end..)?.lines().next());
                let said = |letter: char| !letter.is_whitespace() && letter != '|';
                if rest.is_some_and(|rest| rest.contains(said)) {
                    let line = body[range.start..].lines().next().unwrap_or_default();
                    rows.push(range.start..range.start + line.len());
                }
            }
            _ => {}
        }
    }
    rows
}

/// A body as far as it is read.
struct Reading<'a> {
    body: &'a str,
    out: Vec<Piece<'a>>,
    /// How many links and blocks of code are open: no address is a link there.
    inert: usize,
    /// For each open pair of tildes whether it strikes out.
    struck: Vec<bool>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, (event, range): Piece<'a>) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                self.inert += 1;
            }
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => self.inert -= 1,
            Event::Start(Tag::Strikethrough) => {
                let two = self.body[range.start..].starts_with("~~");
                self.struck.push(two);
                if !two {
                    return self.out.push((Event::Text("~".into()), range.start..range.start + 1));
                }
            }
            Event::End(TagEnd::Strikethrough) if self.struck.pop() == Some(false) => {
                return self.out.push((Event::Text("~".into()), range.end - 1..range.end));
            }
            Event::Text(text) if self.inert == 0 && text.contains("://") => {
                return self.text(text.clone(), range);
            }
            _ => {}
        }
        self.out.push((event, range));
    }

    /// A text with its bare addresses as links.
    fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        // A text that has entities or escapes is not what stands there.
        let as_written = self.body.get(range.clone()) == Some(&*text);
        let place = |part: Range<usize>| match as_written {
            true => range.start + part.start..range.start + part.end,
            false => range.clone(),
        };
        let linked = linked(&text).into_iter();
        self.out.extend(linked.map(|(event, part)| (event, place(part))));
    }
}

/// A text with its bare addresses as links; each piece with its place in the text.
pub(crate) fn linked<'a>(text: &str) -> Vec<Piece<'a>> {
    let words = |at: Range<usize>| (Event::Text(text[at.clone()].to_owned().into()), at);
    let mut pieces = Vec::new();
    let mut from = 0;
    for link in bare_links(text) {
        pieces.extend((from < link.start).then(|| words(from..link.start)));
        let to: CowStr<'a> = text[link.clone()].to_owned().into();
        let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
        let tag = Tag::Link { link_type: LinkType::Autolink, dest_url: to, title, id };
        pieces.push((Event::Start(tag), link.clone()));
        pieces.push(words(link.clone()));
        from = link.end;
        pieces.push((Event::End(TagEnd::Link), link));
    }
    pieces.extend((from < text.len()).then(|| words(from..text.len())));
    pieces
}

/// Where addresses of the web stand in a text, without the full stop after them (GFM).
pub(crate) fn bare_links(text: &str) -> Vec<Range<usize>> {
    let mut links: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.match_indices("http") {
        let rest = &text[start..];
        let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme));
        let begins = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        let Some(scheme) = scheme.filter(|_| begins) else { continue };
        if links.last().is_some_and(|link| link.end > start) {
            continue;
        }
        let stops = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || "<>\"`“”«»‹›…，。、；：！？（）「」『』".contains(c)
        };
        let mut address = &rest[..rest.find(stops).unwrap_or(rest.len())];
        loop {
            let closes = address.ends_with(')')
                && address.matches(')').count() > address.matches('(').count();
            match address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', ']'])
            {
                shorter if shorter.len() < address.len() => address = shorter,
                _ if closes => address = &address[..address.len() - 1],
                _ => break,
            }
        }
        if address.len() > scheme.len() {
            links.push(start..start + address.len());
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(body: &str) -> Vec<String> {
        let kind = |(event, range): &Piece<'_>| match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
            Event::Text(text) => Some(format!("“{text}”{}..{}", range.start, range.end)),
            Event::Start(Tag::Link { dest_url, .. }) => Some(format!("to {dest_url}")),
            Event::Start(tag) => Some(format!("{tag:?}").split(['(', ' ']).next()?.to_owned()),
            Event::End(_) => None,
            other => Some(format!("{other:?}")),
        };
        pieces(body).iter().filter_map(kind).collect()
    }

    #[test]
    fn two_tildes_strike_out_and_one_is_a_sign() {
        assert_eq!(kinds("a ~~b~~"), ["“a ”0..2", "Strikethrough", "“b”4..5"]);
        assert_eq!(kinds("~300~ of ~400"), ["“~”0..1", "“300”1..4", "“~”4..5", "“ of ~400”5..13"]);
    }

    #[test]
    fn an_address_is_a_link_without_the_full_stop_and_not_in_code_or_in_a_link() {
        assert_eq!(
            kinds("See https://a.example/x_y."),
            ["“See ”0..4", "to https://a.example/x_y", "“https://a.example/x_y”4..25", "“.”25..26"]
        );
        assert_eq!(kinds("`https://a.example`"), ["Code(Borrowed(\"https://a.example\"))"]);
        assert_eq!(kinds("    https://a.example"), ["CodeBlock", "“https://a.example”4..21"]);
        assert_eq!(
            kinds("[https://a.example](https://b.example)"),
            ["to https://b.example", "“https://a.example”1..18"]
        );
        assert_eq!(
            kinds("xhttps://a.example javascript://x"),
            ["“xhttps://a.example javascript://x”0..33"]
        );
    }

    #[test]
    fn a_table_that_would_drop_cells_is_lines_of_words() {
        assert_eq!(kinds("|a|b|\n|-|-|\n|1|2|")[0], "Table");
        let full = "|a|b|\n|-|-|\n|1|2|3|\n|4|5|\n";
        assert!(kinds(full).iter().all(|kind| kind != "Table"), "{:?}", kinds(full));
        let rows = overfull_rows(full);
        assert_eq!(rows.iter().map(|row| &full[row.clone()]).collect::<Vec<_>>(), ["|1|2|3|"]);
        assert_eq!(overfull_rows("|a|b|\n|-|-|\n|1|2|\u{2713}|").len(), 1, "a sign is a word");
        assert_eq!(overfull_rows("x[^n]\n\n[^n]: y\n\n    |a|\n    |-|\n    |1|2|").len(), 1);
        assert!(overfull_rows("|a|b|\n|-|-|\n|1|2| |\n|1|\n").is_empty());
    }
}
