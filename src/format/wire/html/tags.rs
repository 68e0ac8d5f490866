//! The tags of HTML and the text between them, read in one go.

/// What HTML is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words, with their entities as they are.
    Text(&'a str),
    /// A tag of an element that HTML has.
    Tag(Tag<'a>),
    /// A remark that readers do not see, without its marks.
    Comment(&'a str),
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name, as it is written.
    pub(super) name: &'a str,
    /// Whether it ends an element.
    pub(super) closes: bool,
    /// What stands after the name.
    attributes: &'a str,
}

/// The longest tag: an address of data in a picture may be long, and no search goes further.
const LONGEST: usize = 65_536;

/// How often a quotation mark may be missing; whoever leaves out more gets each tag's first `>`.
const PATIENCE: usize = 50;

/// Elements of HTML, and what old pages have. What else stands in angle brackets is words.
const NAMES: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo \
    big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd \
    del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame \
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li \
    link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup option \
    output p param picture pre progress q rb rp rt rtc ruby s samp script search section select slot \
    small source span strike strong style sub summary sup svg table tbody td template textarea tfoot \
    th thead time title tr track tt u ul var video wbr xmp path g circle rect text math mi mo mn mrow ";

/// The pieces of HTML, in order. Scripts and styles are gone with what is in them.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut reader = Reader { html, last: html.rfind('>'), patience: PATIENCE };
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        let Some((piece, end)) = reader.piece(open) else {
            at = open + 1;
            continue;
        };
        if from < open {
            pieces.push(Piece::Text(&html[from..open]));
        }
        let hidden = match piece {
            Some(Piece::Tag(tag)) if !tag.closes => hidden_end(html, tag.name, end),
            _ => None,
        };
        pieces.extend(piece.filter(|_| hidden.is_none()));
        from = hidden.unwrap_or(end);
        at = from;
    }
    if from < html.len() {
        pieces.push(Piece::Text(&html[from..]));
    }
    pieces
}

/// Where a script or a style ends that begins there.
fn hidden_end(html: &str, name: &str, from: usize) -> Option<usize> {
    let name = ["script", "style"].into_iter().find(|known| name.eq_ignore_ascii_case(known))?;
    let rest = &html.as_bytes()[from..];
    let close = rest.windows(name.len() + 2).position(|window| {
        window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes())
    });
    let Some(close) = close.map(|close| from + close) else { return Some(html.len()) };
    Some(html[close..].find('>').map_or(html.len(), |end| close + end + 1))
}

struct Reader<'a> {
    html: &'a str,
    /// The last `>` there is: nothing after it is a tag.
    last: Option<usize>,
    patience: usize,
}

impl<'a> Reader<'a> {
    /// What begins at that `<`, and where it ends; `None` where it is a word like any other.
    fn piece(&mut self, open: usize) -> Option<(Option<Piece<'a>>, usize)> {
        self.last.filter(|last| *last > open)?;
        let rest = &self.html[open + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let (inside, end) = match comment.find("-->") {
                Some(end) => (&comment[..end], open + 4 + end + 3),
                None => return None,
            };
            return Some((Some(Piece::Comment(inside)), end));
        }
        if rest.starts_with(['!', '?']) {
            let end = rest.find('>')?;
            return Some((None, open + 1 + end + 1));
        }
        let closes = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
        let after = &rest[name.len()..];
        if !is_element(name) || !after.starts_with([' ', '\t', '\n', '\r', '/', '>']) {
            return None;
        }
        let end = self.end(after)?;
        let whole = open + 1 + usize::from(closes) + name.len() + end + 1;
        Some((Some(Piece::Tag(Tag { name, closes, attributes: &after[..end] })), whole))
    }

    /// Where a tag ends whose attributes begin here: at a `>` outside quotation marks.
    fn end(&mut self, attributes: &str) -> Option<usize> {
        let near = &attributes[..attributes.floor_char_boundary(LONGEST)];
        if self.patience > 0 {
            let mut quote = None;
            let mut before = b' ';
            for (at, byte) in near.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(at),
                    (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                    (Some(open), byte) if byte == open => quote = None,
                    _ => {}
                }
                if !byte.is_ascii_whitespace() {
                    before = byte;
                }
            }
            self.patience -= 1;
        }
        near.find('>')
    }
}

/// Whether an address is one that readers can follow.
pub(in crate::format::wire) fn is_web(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| start.starts_with(scheme))
}

fn is_element(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 10
        && NAMES.contains(&format!(" {} ", name.to_ascii_lowercase()))
}

impl<'a> Tag<'a> {
    /// The value of an attribute, with its entities as they are.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            if rest.is_empty() {
                return None;
            }
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = if end == 0 { &rest[1..] } else { after };
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_tag_is_words() {
        for words in [
            "1 < 2 > 0",
            "<mayor says>",
            "a <ana@courier.example>",
            "<",
            "<b",
            "x <- y ->",
            "<!-- open",
        ] {
            assert_eq!(pieces(words), [Piece::Text(words)], "{words}");
        }
    }

    #[test]
    fn a_tag_has_its_name_and_attributes() {
        let all = pieces("a<A  title='1 > 0' HREF=\"https://x.example/?a=1&amp;b\" id=x>b</a>");
        let [Piece::Text("a"), Piece::Tag(tag), Piece::Text("b"), Piece::Tag(end)] = all[..] else {
            panic!("{all:?}")
        };
        assert_eq!(tag.attribute("href"), Some("https://x.example/?a=1&amp;b"));
        assert_eq!((tag.attribute("title"), tag.attribute("id")), (Some("1 > 0"), Some("x")));
        assert_eq!((tag.attribute("alt"), end.closes), (None, true));
    }

    #[test]
    fn scripts_styles_and_comments_are_no_words() {
        let html = "a<SCRIPT>if (1 < 2) x('</b>')</script >b<style>p{}</style>c<!-- d > e -->f<!DOCTYPE html>g";
        let words: Vec<Piece> = pieces(html);
        assert_eq!(
            words,
            ["a", "b", "c", "", "f", "g"].map(|word| match word {
                "" => Piece::Comment(" d > e "),
                word => Piece::Text(word),
            })
        );
        assert_eq!(pieces("a<script>never closed"), [Piece::Text("a")]);
    }
}
