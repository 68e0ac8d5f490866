//! Pages of words that are not public: each says so, to people and to machines.

use super::address;
use super::error::SiteError;
use super::record::{Content, Page, Record};
use crate::model::DocPath;

/// What keeps search engines away from a page that got out by mistake.
const ROBOTS: &str = "\n<meta name=\"robots\" content=\"noindex\">";

/// What every page says first.
const NOTICE: &str = "\n<aside class=\"notice\" aria-label=\"Preview\"><strong>Preview, not public:</strong> the desk’s words as they stand, drafts among them.</aside>";

/// The pages of a record that is not public, or those of one story of it, sorted by path.
///
/// It has no address on the web, and so no feeds: nothing of it can be followed.
///
/// # Errors
///
/// As for [`super::build`].
pub fn preview(mut record: Record, story: Option<&DocPath>) -> Result<Vec<Page>, SiteError> {
    record.settings.url.clear();
    let mut pages = match story {
        Some(story) => {
            let builder = super::Builder::new(&record.settings, &record.theme);
            let addresses = address::of_record(&record);
            let made = builder.story(&record, story.folder(), &addresses)?;
            builder.strict(made.map_or_else(Vec::new, |made| made.pages))?
        }
        None => super::build(&record)?,
    };
    for page in &mut pages {
        if let Content::Text(text) = &mut page.content
            && page.path.ends_with(".html")
        {
            *text = marked(text);
        }
    }
    Ok(pages)
}

/// The page with its marks, wherever a newsroom's own theme has its head and body.
fn marked(html: &str) -> String {
    let mut html = html.to_owned();
    let end = html.len();
    // What follows the end of a page is taken into its body.
    html.insert_str(after(&html, "body").unwrap_or(end), NOTICE);
    if let Some(title) = after(&html, "title") {
        html.insert_str(title, "Preview: ");
    }
    if let Some(head) = after(&html, "head") {
        html.insert_str(head, ROBOTS);
    }
    html
}

/// Where the first such tag ends, not counting those in comments.
fn after(html: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let rest = &html[at + found..];
        let length = if rest.starts_with("<!--") { comment(rest) } else { tag(rest) }?;
        at += found + length;
        let named = rest.get(1..=name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        let ends = rest.as_bytes().get(name.len() + 1);
        if named
            && ends.is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
        {
            return Some(at);
        }
    }
    None
}

fn comment(text: &str) -> Option<usize> {
    text.find("-->").map(|end| end + 3)
}

/// The length of a tag: `>` in a quoted value does not end it.
fn tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return Some(index + 1),
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_page_says_that_it_is_a_preview_and_nothing_can_be_followed() {
        let record = sample::night();
        let public = super::super::build(&record).expect("built");
        let pages = preview(record, None).expect("built");
        let html: Vec<&str> = pages.iter().filter_map(text).collect();
        assert!(html.len() > 5, "{}", html.len());
        for page in html {
            assert!(page.contains("<head>\n<meta name=\"robots\" content=\"noindex\">"), "{page}");
            assert!(page.contains("<body>\n<aside class=\"notice\""), "{page}");
            assert!(page.contains("<title>Preview: ") && !page.contains("rel=\"alternate\""));
        }
        let feeds =
            |pages: &[Page]| pages.iter().filter(|page| page.path.ends_with(".xml")).count();
        assert!(feeds(&public) > 0 && feeds(&pages) == 0);
        assert!(public.iter().filter_map(text).all(|page| !page.contains("review, not public")));
    }

    fn text(page: &Page) -> Option<&str> {
        match &page.content {
            Content::Text(text) if page.path.ends_with(".html") => Some(text),
            _ => None,
        }
    }

    #[test]
    fn a_theme_of_ones_own_is_marked_however_it_is_written() {
        for html in [
            "<p>no head, no body",
            "<!-- <body> --><HTML><Head lang='a>b'><BODY class=\"a>b\"\n id=x><header>x",
            "<header>x</header><!-- never ended <body>",
        ] {
            let marked = marked(html);
            let bare = marked.replace(NOTICE, "").replace(ROBOTS, "");
            assert_eq!(bare, html);
            assert!(marked.contains(NOTICE), "{marked}");
        }
        let own = marked("<!-- <body> --><head data-x='a>b'></head><body class=\"a>b\">x");
        assert_eq!(
            own,
            format!(
                "<!-- <body> --><head data-x='a>b'>{ROBOTS}</head><body class=\"a>b\">{NOTICE}x"
            )
        );
    }
}
