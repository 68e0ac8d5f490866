//! HTML of anybody as HTML that is well formed, of few elements, and never deep.
//!
//! Every word stays. What stands around words and Markdown has no form for is told, or said in words:
//! rows of a table are items of a list, what is struck out says so.

use super::tags::{Piece, Tag, is_web, pieces};

/// How many lists, items and quotes may be within one another; of deeper ones the words stay.
const DEEPEST: usize = 8;

/// The full stop of a number that stands alone: whoever writes Markdown of it must not take it for an
/// item of a list. A noncharacter of Unicode, which no text has.
pub(super) const FULL_STOP: &str = "\u{FDD0}";

/// The sign that a text begins with, which is no heading. A noncharacter of Unicode, which no text has.
pub(super) const HASH: &str = "\u{FDD1}";

/// HTML made tidy.
#[derive(Debug, Default)]
pub(super) struct Tidy {
    pub(super) html: String,
    /// What was taken out of it, and where it stood has no line any more.
    pub(super) told: Vec<String>,
    containers: Vec<Container>,
    /// Containers that are open and too deep to be shown: quotes, lists, items.
    passed: [usize; 3],
    leaf: Option<&'static str>,
    inlines: Vec<Inline>,
    struck: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote,
    List(&'static str),
    /// An item, with its cells where it is a row.
    Item(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inline {
    name: &'static str,
    /// Where a link leads.
    to: String,
    /// Whether it is in the HTML: it begins with the first word in it.
    shown: bool,
}

pub(super) fn tidy(html: &str) -> Tidy {
    let mut tidy = Tidy::default();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => tidy.text(text),
            Piece::Comment(words) => tidy.comment(words),
            Piece::Tag(tag) => tidy.tag(tag),
        }
    }
    tidy.end_strike(tidy.struck);
    tidy.end_leaf();
    while tidy.end_container() {}
    tidy
}

impl Tidy {
    fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.item_of_list();
            self.open_inlines(text);
        }
        let text = text.replace('<', "&lt;").replace('>', "&gt;");
        let number = text.trim().strip_suffix('.').is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
        });
        let in_code =
            self.leaf == Some("pre") || self.inlines.iter().any(|open| open.name == "code");
        let behind = text.trim_start().trim_start_matches('#');
        let hash = behind.len() < text.trim_start().len()
            && (behind.is_empty() || behind.starts_with(char::is_whitespace));
        let text = match (number, hash) {
            (true, _) if !in_code => text.replace('.', FULL_STOP),
            (_, true) if !in_code => text.replacen('#', HASH, 1),
            _ => text,
        };
        self.html.push_str(&literal_entities(&text));
    }

    /// Opens emphasis and links before their first word. A sign next to a letter would keep the
    /// asterisks between them from being emphasis: there is a blank then.
    fn open_inlines(&mut self, text: &str) {
        let letter = |c: char| c.is_alphanumeric();
        let sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && c != '&';
        let opens = self.inlines.iter().any(|open| !open.shown);
        let mut inside = self.html.as_str();
        let ends = |html: &str| html.ends_with("</strong>") || html.ends_with("</em>");
        let ended = ends(inside);
        while ends(inside) {
            inside = &inside[..inside.rfind('<').unwrap_or(0)];
        }
        let after_end = ended && inside.ends_with(sign) && text.starts_with(letter);
        if after_end || (opens && self.html.ends_with(letter) && text.starts_with(sign)) {
            self.html.push(' ');
        }
        for open in self.inlines.iter_mut().filter(|open| !open.shown) {
            open.shown = true;
            self.html.push_str(&match open.name {
                "a" => format!("<a href=\"{}\">", open.to),
                name => format!("<{name}>"),
            });
        }
    }

    /// Ends what is open from there on; it begins again with the next word.
    fn close_inlines(&mut self, from: usize) {
        for open in self.inlines[from..].iter_mut().rev().filter(|open| open.shown) {
            open.shown = false;
            self.html.push_str(&format!("</{}>", open.name));
        }
    }

    fn comment(&mut self, words: &str) {
        let words = words.trim();
        let of_a_program = ["wp:", "/wp:", "more", "kg-card", "excerpt"];
        if !words.is_empty() && !of_a_program.iter().any(|start| words.starts_with(start)) {
            self.told.push(format!("a comment: {words}"));
        }
    }

    fn tag(&mut self, tag: Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if self.leaf == Some("pre") && !(name == "pre" && tag.closes) {
            if name == "br" {
                self.html.push('\n');
            }
            return;
        }
        match (name.as_str(), tag.closes) {
            ("b" | "strong", closes) => self.inline("strong", String::new(), closes),
            ("i" | "em" | "cite" | "dfn" | "var", closes) => {
                self.inline("em", String::new(), closes)
            }
            ("code" | "kbd" | "samp" | "tt", closes) => self.inline("code", String::new(), closes),
            ("a", true) => self.inline("a", String::new(), true),
            ("a", false) => self.link(&tag),
            ("s" | "strike" | "del", false) => self.strike(),
            ("s" | "strike" | "del", true) => self.end_strike(1),
            ("q", closes) => self.html.push(if closes { '”' } else { '“' }),
            ("sup", false) => self.superscript(),
            // A heading is one line.
            ("br", _) if self.leaf.is_some_and(|leaf| leaf.starts_with('h')) => self.html.push(' '),
            ("br", _) => self.html.push_str("<br>"),
            ("hr", _) => self.rule(),
            ("h1", false) => self.begin_leaf("h2"),
            ("h2", false) => self.begin_leaf("h2"),
            ("h3", false) => self.begin_leaf("h3"),
            ("h4" | "h5" | "h6", false) => self.begin_leaf("h4"),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => self.end_leaf(),
            ("pre", false) => self.pre(),
            ("blockquote", false) => self.begin(Container::Quote),
            ("ul" | "menu" | "dir" | "table", false) => self.begin(Container::List("ul")),
            ("ol", false) => self.begin(Container::List("ol")),
            ("li" | "tr", false) => self.item(),
            ("td" | "th", false) => self.cell(),
            ("td" | "th" | "thead" | "tbody" | "tfoot" | "colgroup" | "col", _) => {}
            ("blockquote", true) => self.end(0),
            ("ul" | "ol" | "menu" | "dir" | "table", true) => self.end(1),
            ("li" | "tr", true) => self.end(2),
            ("img" | "area", _) => self.picture(&tag),
            ("iframe" | "embed" | "object" | "video" | "audio" | "source" | "frame", false) => {
                self.embedded(&tag);
            }
            (name, _) if is_inline(name) => {}
            _ => self.paragraph(),
        }
    }

    fn inline(&mut self, name: &'static str, to: String, closes: bool) {
        let at = self.inlines.iter().position(|open| open.name == name);
        match (at, closes) {
            (None, false) => self.inlines.push(Inline { name, to, shown: false }),
            (Some(at), true) => {
                self.close_inlines(at);
                self.inlines.remove(at);
            }
            _ => {}
        }
    }

    /// A link to the web, or for mail; of others the words stay.
    fn link(&mut self, tag: &Tag<'_>) {
        let to = tag.attribute("href").unwrap_or_default().trim();
        self.inline("a", String::new(), true);
        if is_web(to) {
            let to = to.replace('"', "%22").replace('<', "%3C").replace('>', "%3E");
            self.inline("a", to.replace(char::is_whitespace, "%20"), false);
        } else if !to.is_empty() && !to.starts_with('#') {
            self.told.push(format!("a link that leads nowhere for readers: {to}"));
        }
    }

    fn strike(&mut self) {
        self.struck += 1;
        self.text("(struck out: ");
    }

    fn end_strike(&mut self, count: usize) {
        let count = count.min(self.struck);
        self.struck -= count;
        self.html.push_str(&")".repeat(count));
    }

    /// "10⁶" is not "106".
    fn superscript(&mut self) {
        if self.html.ends_with(|c: char| c.is_ascii_digit()) {
            self.html.push('^');
        }
    }

    fn rule(&mut self) {
        self.end_leaf();
        self.html.push_str("<hr>");
    }

    fn pre(&mut self) {
        self.end_leaf();
        self.inlines.clear();
        self.item_of_list();
        self.html.push_str("<pre><code>");
        self.leaf = Some("pre");
    }

    fn paragraph(&mut self) {
        if matches!(self.containers.last(), Some(Container::Item(cells)) if *cells > 0) {
            self.html.push(' ');
        } else if self.leaf == Some("pre") {
            self.end_leaf();
        } else {
            self.begin_leaf("p");
        }
    }

    fn begin_leaf(&mut self, name: &'static str) {
        self.end_leaf();
        self.item_of_list();
        self.html.push_str(&format!("<{name}>"));
        self.leaf = Some(name);
    }

    /// Ends a paragraph or heading; emphasis and links that are open begin again in the next.
    fn end_leaf(&mut self) {
        self.close_inlines(0);
        match self.leaf.take() {
            Some("pre") => self.html.push_str("</code></pre>"),
            Some(name) => self.html.push_str(&format!("</{name}>")),
            None => {}
        }
    }

    fn begin(&mut self, container: Container) {
        let kind = kind(container);
        if self.containers.len() >= DEEPEST || self.passed.iter().any(|count| *count > 0) {
            self.passed[kind] += 1;
            return self.paragraph();
        }
        self.end_leaf();
        if !matches!(container, Container::Item(_)) {
            self.item_of_list();
        }
        self.html.push_str(match container {
            Container::Quote => "<blockquote>",
            Container::List("ol") => "<ol>",
            Container::List(_) => "<ul>",
            Container::Item(_) => "<li>",
        });
        self.containers.push(container);
    }

    /// What stands in a list is in an item of it, however deep that is.
    fn item_of_list(&mut self) {
        if matches!(self.containers.last(), Some(Container::List(_))) {
            self.containers.push(Container::Item(0));
            self.html.push_str("<li>");
        }
    }

    fn item(&mut self) {
        if self.passed.iter().any(|count| *count > 0) {
            return self.paragraph();
        }
        if matches!(self.containers.last(), Some(Container::Item(_))) {
            self.end_leaf();
            self.end_container();
        }
        if !matches!(self.containers.last(), Some(Container::List(_))) {
            self.begin(Container::List("ul"));
        }
        self.begin(Container::Item(0));
    }

    fn cell(&mut self) {
        match self.containers.last_mut() {
            Some(Container::Item(cells)) => {
                *cells += 1;
                if *cells > 1 {
                    self.close_inlines(0);
                    self.html.push_str(" | ");
                }
            }
            _ => self.paragraph(),
        }
    }

    fn end(&mut self, wanted: usize) {
        if self.passed[wanted] > 0 {
            self.passed[wanted] -= 1;
            return self.paragraph();
        }
        let of_list = |container: &Container| wanted == 2 && kind(*container) == 1;
        let at = self.containers.iter().rposition(|open| kind(*open) == wanted || of_list(open));
        let Some(at) = at.filter(|at| kind(self.containers[*at]) == wanted) else { return };
        self.passed = [0; 3];
        self.end_leaf();
        while self.containers.len() > at && self.end_container() {}
    }

    fn end_container(&mut self) -> bool {
        let Some(container) = self.containers.pop() else { return false };
        self.html.push_str(match container {
            Container::Quote => "</blockquote>",
            Container::List("ol") => "</ol>",
            Container::List(_) => "</ul>",
            Container::Item(_) => "</li>",
        });
        true
    }

    /// A picture is the words that stand for it.
    fn picture(&mut self, tag: &Tag<'_>) {
        let (src, alt) = (tag.attribute("src"), tag.attribute("alt").unwrap_or_default());
        self.text(alt);
        if let Some(src) = src.filter(|src| !src.is_empty()) {
            self.told.push(format!("a picture: {}", short(src)));
        }
    }

    fn embedded(&mut self, tag: &Tag<'_>) {
        let of = tag.attribute("src").or_else(|| tag.attribute("data"));
        if let Some(of) = of.filter(|of| !of.is_empty()) {
            self.told.push(format!("{}: {}", tag.name.to_ascii_lowercase(), short(of)));
        }
        self.paragraph();
    }
}

fn kind(container: Container) -> usize {
    match container {
        Container::Quote => 0,
        Container::List(_) => 1,
        Container::Item(_) => 2,
    }
}

/// Elements within a line that mean nothing to a reader of words.
fn is_inline(name: &str) -> bool {
    [
        "span", "u", "ins", "mark", "small", "big", "font", "abbr", "acronym", "sup", "sub",
        "time", "wbr", "bdi", "bdo", "data", "label", "nobr", "blink", "ruby", "rb", "rp", "rt",
        "rtc", "slot", "picture", "track", "param", "map", "output", "meter", "progress", "a",
        "link", "meta", "base", "basefont", "html", "iframe", "embed", "object", "video", "audio",
        "source", "frame", "input",
    ]
    .contains(&name)
}

/// Words that look like an entity stay words in Markdown, too.
fn literal_entities(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("&amp;") {
        out.push_str(before);
        let near = &after[..after.floor_char_boundary(32)];
        let name = near.split(';').next().filter(|name| name.len() < near.len());
        let looks = name.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        });
        out.push_str(if looks { "&amp;amp;" } else { "&amp;" });
        rest = after;
    }
    out + rest
}

/// An address as it is told: that of data is long.
fn short(address: &str) -> String {
    let cut = address.floor_char_boundary(120);
    if cut < address.len() { format!("{}…", &address[..cut]) } else { address.to_owned() }
}
