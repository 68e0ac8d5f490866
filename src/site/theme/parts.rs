//! The files of a theme: which are built in, and what each is for.

use std::borrow::Cow;

use super::assets::ASSETS;
use super::{AT_ROOT, ICONS, TEMPLATES};
use crate::site::messages::each_built_in;

/// A file that pages are made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in `theme/`, as in `masthead.html` or `messages/uk.ftl`.
    pub name: String,
    /// What it is, in a few words.
    pub about: &'static str,
    /// What is built in; `None` where nothing is.
    pub built_in: Option<&'static str>,
    /// Whether it is a piece of a page that a newsroom has its own of, and not a whole page.
    pub is_block: bool,
}

/// The pieces of pages that a newsroom has its own of.
const BLOCKS: [(&str, &str); 5] = [
    ("head_end.html", "the end of each page’s head: fonts, a verification of a search engine"),
    ("masthead.html", "the top of each page"),
    ("footer.html", "the foot of each page"),
    ("aside.html", "below the key events of a story"),
    ("post_end.html", "below each post"),
];

/// Every file that is built in: the pieces first, then pages, words, style and script.
pub fn parts() -> Vec<Part> {
    let text =
        |name: &str| TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    let mut all: Vec<Part> = Vec::new();
    for (name, about) in BLOCKS {
        all.push(Part { name: name.to_owned(), about, built_in: text(name), is_block: true });
    }
    let pages = TEMPLATES.iter().filter(|(name, _)| BLOCKS.iter().all(|(block, _)| block != name));
    all.extend(pages.chain(&ASSETS).map(|(name, text)| Part {
        name: (*name).to_owned(),
        about: about(name),
        built_in: Some(*text),
        is_block: false,
    }));
    all.extend(each_built_in().map(|(tag, text)| Part {
        name: format!("messages/{tag}.ftl"),
        about: WORDS,
        built_in: Some(text),
        is_block: false,
    }));
    all
}

/// The file of that name: the one built in, else what a desk's own would be.
pub fn part_of(name: &str) -> Part {
    let known = parts().into_iter().find(|part| part.name == name);
    known.unwrap_or_else(|| Part {
        name: name.to_owned(),
        about: about(name),
        built_in: None,
        is_block: false,
    })
}

/// The text that a desk's own file of that name begins with; `None` where there is none to begin
/// with. Words of a language that is not built in begin with the English ones.
pub fn begins_with(name: &str) -> Option<Cow<'static, str>> {
    let part = part_of(name);
    if let Some(text) = part.built_in {
        return Some(Cow::Borrowed(text));
    }
    let tag = name.strip_prefix("messages/").and_then(|name| name.strip_suffix(".ftl"))?;
    let english = each_built_in().next().map(|(_, text)| text)?;
    Some(Cow::Owned(format!(
        "# Words for pages in {tag}, to be said in it; what is taken out is said in English.\n\n{english}"
    )))
}

const WORDS: &str = "words of pages and feeds";

fn about(name: &str) -> &'static str {
    match name {
        "base.html" => "what all pages share",
        "story.html" => "a story’s page",
        "post.html" => "a post’s own page",
        "earlier.html" => "earlier posts of a long story",
        "history.html" => "the releases of a post or story",
        "index.html" => "the front page",
        "corrections.html" => "all corrections",
        "404.html" => "what stands where there is no page",
        "parts.html" => "pieces that pages share",
        "site.css" => "the style",
        "site.js" => "the script of open pages",
        name if ICONS.contains(&name) => "the icon, at the site’s root",
        name if AT_ROOT.contains(&name) => "at the site’s root, as it is",
        name if name.starts_with("messages/") && name.ends_with(".ftl") => WORDS,
        name if name.ends_with(".html") => "a template for those above",
        _ => "in assets/, as it is",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_is_built_in_is_listed_with_what_it_is() {
        let parts = parts();
        for (name, text) in TEMPLATES.iter().chain(&ASSETS) {
            let part = parts.iter().find(|part| part.name == *name).expect("listed");
            assert_eq!(part.built_in, Some(*text), "{name}");
            assert_ne!(part.about, about("else.html"), "{name}");
        }
        assert_eq!(parts.iter().filter(|part| part.is_block).count(), 5);
        assert_eq!(part_of("favicon.svg").about, "the icon, at the site’s root");
        assert_eq!(part_of("fonts/lora.woff2").built_in, None);
    }

    #[test]
    fn a_language_that_is_not_built_in_begins_with_english_words() {
        let italian = begins_with("messages/it.ftl").expect("words");
        assert!(italian.starts_with("# Words for pages in it,") && italian.contains("\nlive ="));
        assert!(
            begins_with("messages/uk.ftl").is_some_and(|text| !text.starts_with("# Words for"))
        );
        assert_eq!(begins_with("logo.svg"), None);
    }
}
