//! HTML that came in, as Markdown.

mod tags;
mod tidy;

pub(super) use tags::is_web;

use htmd::HtmlToMarkdown;
use htmd::options::{BulletListMarker, HeadingStyle, LinkStyle, Options};

use self::tags::{Piece, pieces};

/// HTML as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Converted {
    /// Without raw HTML.
    pub(super) text: String,
    /// What was in it that is no words, and was taken out.
    pub(super) told: Vec<String>,
}

/// The HTML as Markdown without raw HTML. Scripts and styles are gone; every other word stays,
/// however it is nested.
pub(super) fn to_markdown(html: &str) -> String {
    convert(html).text
}

/// The HTML as Markdown, and what was taken out of it.
pub(super) fn convert(html: &str) -> Converted {
    let tidy = tidy::tidy(html);
    let options = Options {
        heading_style: HeadingStyle::Atx,
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        link_style: LinkStyle::InlinedPreferAutolinks,
        ..Options::default()
    };
    let converter = HtmlToMarkdown::builder().options(options).build();
    let text = converter.convert(&tidy.html).unwrap_or_default();
    let text =
        no_lists_of_words(text.trim()).replace(tidy::FULL_STOP, "\\.").replace(tidy::HASH, "\\#");
    Converted { text, told: tidy.told }
}

/// A line of words that begins "1)", or is "1." or a dash alone, is no list.
fn no_lists_of_words(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut code = false;
    for line in text.lines() {
        let words = without_marks(line);
        code ^= words.starts_with("```");
        let digits = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
        let after = &words[digits..];
        let list = (1..10).contains(&digits) && (after.starts_with(')') || after.trim_end() == ".");
        let alone = ["-", "+", "#", "##"].contains(&words.trim_end());
        if !code && (list || alone) {
            let at = line.len() - after.len();
            lines.push(format!("{}\\{}", &line[..at], &line[at..]));
        } else {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n")
}

/// A line without the marks of quotes and items that it begins with.
fn without_marks(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bare = rest.trim_start_matches(' ');
        let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = digits.strip_prefix(". ").filter(|_| digits.len() < bare.len());
        match bare.strip_prefix('>').or_else(|| bare.strip_prefix("- ")).or(number) {
            Some(next) => rest = next,
            None => return bare,
        }
    }
}

/// The words of HTML on their own, as a headline has them.
pub(super) fn words(html: &str) -> String {
    let text = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Tag(_) | Piece::Comment(_) => String::new(),
    };
    let words: String = pieces(html).iter().map(text).collect();
    entities(&words)
}

/// Words with their entities as letters.
fn entities(words: &str) -> String {
    let (mut out, mut rest) = (String::new(), words);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after.split_once(';').map(|(name, _)| name).filter(|name| name.len() < 10);
        let letter = name.and_then(letter);
        out.push(letter.unwrap_or('&'));
        let skipped = name.filter(|_| letter.is_some()).map_or(0, |name| name.len() + 1);
        rest = &after[skipped..];
    }
    out + rest
}

fn letter(name: &str) -> Option<char> {
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    };
    if let Some(digits) = name.strip_prefix('#') {
        return number(digits).and_then(char::from_u32);
    }
    let all = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
    ];
    all.into_iter().find_map(|(known, letter)| (known == name).then_some(letter))
}

/// Elements in which a paragraph is something else than a paragraph.
const HOLDERS: [&str; 11] =
    ["ul", "ol", "table", "blockquote", "pre", "script", "style", "dl", "s", "del", "a"];

/// How many of these are open, read piece by piece.
#[derive(Debug, Default)]
pub(super) struct Open([usize; HOLDERS.len()]);

impl Open {
    /// Reads on.
    pub(super) fn read(&mut self, html: &str) {
        let html = html.to_ascii_lowercase();
        for (count, name) in self.0.iter_mut().zip(HOLDERS) {
            let tags = |start: &str| {
                let all = html.match_indices(start);
                let ends = |c: char| c.is_whitespace() || c == '>';
                all.filter(|(at, start)| html[at + start.len()..].starts_with(ends)).count()
            };
            let begun = *count + tags(&format!("<{name}"));
            *count = begun.saturating_sub(tags(&format!("</{name}")));
        }
    }

    /// Whether one is.
    pub(super) fn is_any(&self) -> bool {
        self.0.iter().any(|count| *count > 0)
    }
}

#[cfg(test)]
mod tests;
