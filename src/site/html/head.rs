//! What stands in a page's head: title, description, addresses, data for machines.

use minijinja::Value;
use serde::Serialize;

use crate::model::Newsroom;
use crate::site::address;
use crate::site::language::Language;

/// What a page tells of itself, and of the site it belongs to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Head {
    /// The language as Open Graph has it, as in `uk_UA`.
    locale: Option<String>,
    /// From the page to the site's root.
    pub(super) root: String,
    /// The newsroom.
    pub(super) site_name: String,
    /// Where readers report mistakes; empty where there is no such place.
    pub(super) report: String,
    pub(super) language: Language,
    /// The newsroom's.
    site_language: Language,
    /// The page's own title.
    pub(super) title: String,
    /// In a sentence or two.
    pub(super) description: String,
    /// The page's absolute address.
    pub(super) url: Option<String>,
    /// The absolute address of its picture.
    pub(super) image: Option<String>,
    /// What that shows.
    pub(super) image_alt: String,
    /// `article` or `website` (Open Graph).
    pub(super) kind: &'static str,
    /// RFC 3339.
    pub(super) published: Option<String>,
    /// RFC 3339.
    pub(super) modified: Option<String>,
    /// JSON-LD, escaped for its place.
    pub(super) json_ld: Option<Value>,
    /// The folder of the feeds that go with the page, from the root; `None` where there are none.
    pub(super) feeds: Option<String>,
}

impl Head {
    /// The head of the page at `path` (from the root, without `index.html`).
    pub(super) fn new(settings: &Newsroom, root: &str, path: &str, title: &str) -> Self {
        let absolute = |path| address::absolute(&settings.url, path);
        let language = Language::of_newsroom(settings);
        let report = &settings.corrections_url;
        Self {
            locale: language.open_graph(),
            root: root.to_owned(),
            site_name: settings.name.clone(),
            report: if address::safe_link(report) { report.clone() } else { String::new() },
            language: language.clone(),
            site_language: language,
            title: title.to_owned(),
            description: String::new(),
            url: absolute(path),
            image: None,
            image_alt: String::new(),
            kind: "website",
            published: None,
            modified: None,
            json_ld: None,
            feeds: absolute("").map(|_| String::new()),
        }
    }

    /// Says in which language the page is.
    pub(super) fn speak(&mut self, language: &Language) {
        self.language = language.clone();
        self.locale = language.open_graph();
    }
}
