//! A body as others write Markdown, as ours.
//!
//! Ours is that of [`crate::format::markdown`], without raw HTML and without pictures, and readers get no
//! other. A block that is so stays as it is, byte for byte. One that has HTML, a picture, a row that is
//! too full for its table or a link that leads nowhere is written anew, with all of its words.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::super::html;
use crate::format::markdown::{ALL, bare_links, linked, overfull_rows};

type Piece<'a> = (Event<'a>, Range<usize>);

/// Blocks that belong together: one, or several that stand within one element of HTML.
#[derive(Default)]
struct Block<'a> {
    pieces: Vec<Piece<'a>>,
    range: Range<usize>,
    /// The elements of HTML in it that go on in the next block.
    open: html::Open,
}

/// The body as our Markdown, and what was taken out of it, with the line.
pub(super) fn to_markdown(body: &str, first_line: usize) -> (String, Vec<String>) {
    let parser = Parser::new_ext(body, ALL);
    let mut nowhere: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| !html::is_web(&definition.dest))
        .map(|(_, definition)| definition.span.clone())
        .collect();
    nowhere.sort_by_key(|range| range.start);
    let mut written = Written { body, nowhere, next: 0, out: String::new(), from: 0 };
    let mut told = Vec::new();
    let (mut at, mut line) = (0, first_line);
    let blocks = blocks(TextMergeWithOffset::new(parser.into_offset_iter()));
    // A footnote and what names it are of one kind.
    let notes_stay = blocks.iter().filter(|block| block.has_notes()).all(|it| it.is_plain(body));
    for block in blocks {
        line += body[at..block.range.start].matches('\n').count();
        at = block.range.start;
        if block.is_plain(body) && (notes_stay || !block.has_notes()) {
            written.keep(&block);
        } else {
            // A row may have more cells than its table (GFM drops them): then it is lines of words.
            let converted = if !overfull_rows(&body[block.range.clone()]).is_empty() {
                let lines = Parser::new_ext(
                    &body[block.range.clone()],
                    ALL.difference(Options::ENABLE_TABLES),
                );
                let pieces = lines.into_offset_iter().collect();
                html::convert(&Block { pieces, ..Block::default() }.html())
            } else {
                html::convert(&block.html())
            };
            told.extend(converted.told.into_iter().map(|what| format!("line {line}: {what}")));
            written.replace(&block.range, &converted.text);
        }
    }
    written.gap(body.len());
    (written.out.trim_matches('\n').trim_end().to_owned(), told)
}

/// The blocks at the top of a body.
fn blocks<'a>(events: impl Iterator<Item = Piece<'a>>) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let (mut depth, mut open) = (0_usize, false);
    for (event, range) in events {
        if depth == 0 && !open {
            blocks.push(Block { range: range.clone(), ..Block::default() });
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        let Some(block) = blocks.last_mut() else { continue };
        block.range.end = block.range.end.max(range.end);
        if let Event::Html(html) | Event::InlineHtml(html) = &event {
            block.open.read(html);
        }
        block.pieces.push((event, range));
        if depth == 0 {
            open = block.open.is_any();
        }
    }
    blocks
}

impl<'a> Block<'a> {
    fn is_plain(&self, body: &str) -> bool {
        self.pieces.iter().all(|(event, range)| match event {
            Event::Html(_) | Event::InlineHtml(_) => false,
            Event::Start(tag) => match tag {
                Tag::Link { dest_url, link_type, .. } => is_kept(dest_url, *link_type),
                // One tilde strikes nothing out here, and one row too full is no table.
                Tag::Strikethrough => body[range.start..].starts_with("~~"),
                Tag::Table(_) => overfull_rows(&body[range.clone()]).is_empty(),
                tag => !matches!(tag, Tag::HtmlBlock | Tag::Image { .. }),
            },
            _ => true,
        })
    }

    fn has_notes(&self) -> bool {
        self.pieces.iter().any(|(event, _)| {
            matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)))
        })
    }

    /// Its HTML: footnotes are numbers in brackets, pictures what stands for them.
    fn html(&self) -> String {
        let (mut events, mut label) = (Vec::new(), None);
        let mut links = 0_usize;
        for (event, _) in &self.pieces {
            match event {
                Event::Start(Tag::FootnoteDefinition(name)) => label = Some(name.clone()),
                Event::End(TagEnd::FootnoteDefinition) => {}
                Event::FootnoteReference(name) => {
                    events.push(Event::Text(format!("[{name}]").into()));
                }
                Event::Start(tag) => {
                    links += usize::from(matches!(tag, Tag::Link { .. }));
                    let block = matches!(tag, Tag::Paragraph | Tag::Heading { .. });
                    events.push(Event::Start(tag.clone()));
                    if let Some(name) = label.take_if(|_| block) {
                        events.push(Event::Text(format!("[{name}] ").into()));
                    }
                }
                Event::Text(text) if links == 0 => {
                    events.extend(linked(text).into_iter().map(|(event, _)| event));
                }
                event => {
                    if matches!(event, Event::End(TagEnd::Link)) {
                        links -= 1;
                    }
                    events.push(event.clone());
                }
            }
        }
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, events.into_iter());
        html
    }
}

/// Whether a link stays a link: it leads to the web, or is an e-mail.
fn is_kept(to: &str, kind: LinkType) -> bool {
    kind == LinkType::Email || html::is_web(to)
}

/// The body as it is written anew.
struct Written<'a> {
    body: &'a str,
    /// Definitions of links that lead nowhere.
    nowhere: Vec<Range<usize>>,
    /// The first of these that is not passed.
    next: usize,
    out: String,
    from: usize,
}

impl Written<'_> {
    /// What stands between blocks, up to there: blank lines, and where links lead.
    fn gap(&mut self, to: usize) {
        let (mut at, to) = (self.from, to.max(self.from));
        while let Some(range) = self.nowhere.get(self.next).filter(|range| range.end <= to) {
            if range.start >= at {
                self.out.push_str(&self.body[at..range.start]);
                at = range.end;
            }
            self.next += 1;
        }
        self.out.push_str(&self.body[at..to]);
        self.from = to;
    }

    /// A block as it is; its bare links are links.
    fn keep(&mut self, block: &Block<'_>) {
        self.gap(block.range.start);
        let (mut links, mut code) = (0_usize, 0_usize);
        for (event, range) in &block.pieces {
            match event {
                Event::Start(Tag::Link { .. }) => links += 1,
                Event::End(TagEnd::Link) => links -= 1,
                Event::Start(Tag::CodeBlock(_)) => code += 1,
                Event::End(TagEnd::CodeBlock) => code -= 1,
                Event::Text(text) if links + code == 0 => self.link(text, range),
                _ => {}
            }
        }
        self.out.push_str(&self.body[self.from..block.range.end]);
        self.from = block.range.end;
    }

    fn link(&mut self, text: &str, range: &Range<usize>) {
        // A text that has entities or escapes is not what stands there.
        if !text.contains("http") || self.body.get(range.clone()) != Some(text) {
            return;
        }
        for link in bare_links(text) {
            let (start, end) = (range.start + link.start, range.start + link.end);
            self.out.push_str(&self.body[self.from..start]);
            self.out.push_str(&format!("<{}>", &self.body[start..end]));
            self.from = end;
        }
    }

    fn replace(&mut self, range: &Range<usize>, text: &str) {
        self.gap(range.start);
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !text.is_empty() {
            let apart = if self.out.is_empty() || self.out.ends_with("\n\n") {
                ""
            } else if self.out.ends_with('\n') {
                "\n"
            } else {
                "\n\n"
            };
            self.out.push_str(apart);
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
        let rest = &self.body[range.end..];
        self.from = range.end + (rest.len() - rest.trim_start_matches('\n').len());
    }
}
