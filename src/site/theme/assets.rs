//! Style and script as pages name them: under a name that says what is in them, so that a browser may
//! keep them for ever.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::Serialize;

use super::house;
use crate::model::Digest;
use crate::site::messages::{Messages, script};
use crate::site::record::{OwnTheme, Page};

/// The assets built in, by the name of their file.
pub(super) const ASSETS: [(&str, &str); 2] =
    [("site.css", include_str!("site.css")), ("site.js", include_str!("site.js"))];

/// The same as readers get them.
static PACKED: LazyLock<[(&str, String); 2]> =
    LazyLock::new(|| ASSETS.map(|(name, text)| (name, packed(name, text))));

/// Those of a newsroom: what templates know as `assets`, each from the site's root.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Assets {
    /// The style.
    style: String,
    /// The style that the settings make, where they make one.
    house: Option<String>,
    /// The script.
    script: String,
    /// The script that brings the words of open pages.
    words: String,
    /// Where that of each language is, once it was asked for: it takes a while to make.
    #[serde(skip)]
    scripts: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Assets {
    /// With the newsroom's own file of a name in place of the one that is built in.
    pub(super) fn of(own: &OwnTheme) -> Self {
        let [style, script] =
            PACKED.each_ref().map(|(name, text)| match own.files.contains(*name) {
                true => format!("assets/{name}"),
                false => named(name, text),
            });
        let house = match own.files.contains(house::FILE) {
            true => Some(format!("assets/{}", house::FILE)),
            false => house::style(own).map(|css| named(house::FILE, &css)),
        };
        Self { style, house, script, words: String::new(), scripts: Arc::default() }
    }

    /// The same on a page that speaks so.
    pub(super) fn speaking(&self, messages: &Messages) -> Self {
        let mut known = self.scripts.lock().unwrap_or_else(PoisonError::into_inner);
        let words = known.entry(messages.language.tag.clone());
        let words = words.or_insert_with(|| words_of(messages).path).clone();
        Self { words, ..self.clone() }
    }

    /// The files. Those of the built-in theme are there under their plain names, too, for templates that
    /// name them so.
    pub(super) fn files(own: &OwnTheme) -> Vec<Page> {
        let mut pages = Vec::new();
        for (name, text) in PACKED.iter().filter(|(name, _)| !own.files.contains(*name)) {
            pages.push(Page::text(named(name, text), text.as_str()));
            pages.push(Page::text(format!("assets/{name}"), text.as_str()));
        }
        let css = house::style(own).filter(|_| !own.files.contains(house::FILE));
        pages.extend(css.map(|css| Page::text(named(house::FILE, &css), css)));
        pages
    }
}

/// The script that brings the words of open pages.
pub(super) fn words_of(messages: &Messages) -> Page {
    let name = format!("words.{}.js", messages.language.tag);
    let text = script(messages);
    Page::text(named(&name, &text), text)
}

/// Where an asset is: its name with the first sixteen digits of its digest.
fn named(name: &str, text: &str) -> String {
    let (name, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let digest = Digest::of(text.as_bytes()).to_string();
    format!("assets/{name}.{}.{ending}", &digest[..16])
}

/// A script or style of ours without notes, and without space that means nothing.
fn packed(name: &str, text: &str) -> String {
    let packed = if name.ends_with(".js") {
        minifier::js::minify(text).map(|packed| packed.to_string())
    } else {
        minifier::css::minify(text).map(|packed| packed.to_string())
    };
    packed.map_or_else(|_| text.to_owned(), |packed| packed + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_are_small() {
        let bytes: usize = ASSETS.iter().map(|(name, text)| packed(name, text).len()).sum();
        assert!(bytes < 25_000, "{bytes}");
    }

    #[test]
    fn a_style_that_is_packed_says_what_it_said() {
        // A sum without spaces is none (CSS Values and Units), and the rule that has it is dropped.
        let packed = packed("site.css", ASSETS[0].1);
        let sums = packed.split("calc(").skip(1);
        let sums: Vec<&str> =
            sums.filter_map(|rest| rest.split_once(')')).map(|(sum, _)| sum).collect();
        assert!(sums.len() >= 4, "{sums:?}");
        assert!(sums.iter().all(|sum| sum.contains(" + ") || sum.contains(" - ")), "{sums:?}");
        let other = packed.replace("calc(", "");
        let clamps = other.split("clamp(").skip(1).filter_map(|rest| rest.split_once(';'));
        assert!(clamps.into_iter().all(|(clamp, _)| !clamp.contains("m+")), "{packed}");
    }

    #[test]
    fn a_name_says_what_is_in_it() {
        let one = named("site.css", "p{}");
        assert_ne!(one, named("site.css", "q{}"));
        assert_eq!((one.len(), one.ends_with(".css")), ("assets/site.".len() + 16 + 4, true));
        let own = OwnTheme { files: ["site.css".to_owned()].into(), ..OwnTheme::default() };
        let assets = Assets::of(&own);
        assert_eq!((assets.style.as_str(), assets.house), ("assets/site.css", None));
        let there: Vec<String> = Assets::files(&own).into_iter().map(|page| page.path).collect();
        assert_eq!(there, [assets.script.as_str(), "assets/site.js"]);
    }
}
