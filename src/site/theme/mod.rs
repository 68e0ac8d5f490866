//! Templates and assets: the newsroom's own over those built in, file by file.

mod assets;
mod house;
mod parts;

use std::sync::{Arc, OnceLock};

use minijinja::value::ValueKind;
use minijinja::{Environment, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;

use super::error::SiteError;
use super::language::Language;
use super::messages::{Languages, Messages, all_built_in, say};
use super::record::{OwnTheme, Page, is_plain};
use super::text::escape;
use crate::model::Digest;
use assets::{ASSETS, Assets};
use house::House;
pub use parts::{Part, begins_with, part_of, parts};

/// The templates built in, by the name of their file.
const TEMPLATES: [(&str, &str); 14] = [
    ("404.html", include_str!("404.html")),
    ("aside.html", include_str!("aside.html")),
    ("base.html", include_str!("base.html")),
    ("corrections.html", include_str!("corrections.html")),
    ("earlier.html", include_str!("earlier.html")),
    ("footer.html", include_str!("footer.html")),
    ("head_end.html", include_str!("head_end.html")),
    ("history.html", include_str!("history.html")),
    ("index.html", include_str!("index.html")),
    ("masthead.html", include_str!("masthead.html")),
    ("parts.html", include_str!("parts.html")),
    ("post_end.html", include_str!("post_end.html")),
    ("post.html", include_str!("post.html")),
    ("story.html", include_str!("story.html")),
];

/// The files of a theme that stand at the site's root, where browsers and machines ask for them.
const AT_ROOT: [&str; 7] = [
    "ads.txt",
    "apple-touch-icon.png",
    "favicon.ico",
    "favicon.png",
    "favicon.svg",
    "robots.txt",
    "security.txt",
];

/// The icon of a newsroom whose theme has none.
pub(super) const ICON: &str = "favicon.svg";

/// The names that an icon may have.
const ICONS: [&str; 3] = [ICON, "favicon.png", "favicon.ico"];

/// Names the built-in theme: another name, other pages.
pub fn built_in() -> Digest {
    let all = TEMPLATES.iter().chain(&ASSETS).flat_map(|(name, text)| [*name, *text]);
    Digest::of(all.chain(all_built_in()).collect::<String>().as_bytes())
}

/// The templates and assets of a site.
pub(super) struct Theme {
    templates: Environment<'static>,
    /// What takes the place of the desk's own templates where they do not fit.
    spare: Option<Environment<'static>>,
    own: OwnTheme,
    /// Once a page was made: a build with nothing new asks for none.
    assets: OnceLock<Assets>,
    languages: Languages,
    unread: Vec<SiteError>,
}

impl Theme {
    /// The built-in theme with a desk's own files in place of those of the same name.
    pub(super) fn new(own: &OwnTheme) -> Self {
        let (icons, house) = (icons(own), House::of(own));
        let mut templates = built_in_templates(&icons, &house);
        let languages = Languages::new(&own.messages);
        let mut unread = languages.mistakes().to_vec();
        for (name, source) in &own.templates {
            // What does not parse is left out, and the one that is built in stands.
            if let Err(error) = templates.add_template_owned(name.clone(), source.clone()) {
                unread.push(mistake(&error, name));
            }
        }
        let spare = (!own.templates.is_empty()).then(|| built_in_templates(&icons, &house));
        Self { templates, spare, own: own.clone(), assets: OnceLock::new(), languages, unread }
    }

    /// The words of pages, in every language.
    pub(super) fn languages(&self) -> &Languages {
        &self.languages
    }

    /// The script that brings the words of open pages in that language.
    pub(super) fn words_of(&self, language: &Language) -> Page {
        assets::words_of(&self.languages.of(language))
    }

    /// The mistakes of templates that do not parse, and of messages.
    pub(super) fn unread(&self) -> &[SiteError] {
        &self.unread
    }

    /// Whether the desk's theme has that file.
    pub(super) fn has(&self, file: &str) -> bool {
        self.own.files.contains(file)
    }

    /// The page that a template makes of `values`, with words in one language. Where a desk's own one asks for what pages do not
    /// have, the built-in one makes it, and the page says what is amiss.
    ///
    /// # Errors
    ///
    /// A built-in template that does not fit.
    pub(super) fn render<S: Serialize>(
        &self,
        template: &str,
        path: String,
        messages: &Arc<Messages>,
        values: &S,
    ) -> Result<Page, SiteError> {
        let assets = self.assets.get_or_init(|| Assets::of(&self.own)).speaking(messages);
        let values = context! { say => say(messages), assets, ..Value::from_serialize(values) };
        let made = |templates: &Environment<'static>| {
            let found = templates.get_template(template);
            let text = found.and_then(|found| found.render(&values));
            text.map_err(|error| mistake(&error, template))
        };
        match (made(&self.templates), &self.spare) {
            (Ok(text), _) => Ok(Page::text(path, text)),
            (Err(error), None) => Err(error),
            (Err(error), Some(spare)) => {
                Ok(Page { amiss: Some(error), ..Page::text(path, made(spare)?) })
            }
        }
    }

    /// The colour of the newsroom, and that of letters on it.
    pub(super) fn colors(&self) -> (String, &'static str) {
        house::accent(&self.own)
    }

    /// Whether the desk's theme has an icon.
    pub(super) fn has_icon(&self) -> bool {
        ICONS.iter().any(|name| self.has(name))
    }

    /// Style, script and whatever else the newsroom's theme brings.
    pub(super) fn files(&self) -> Vec<Page> {
        let own = self.own.files.iter().filter(|name| is_plain(name)).map(|name| {
            let at_root = AT_ROOT.contains(&name.as_str());
            let path = if at_root { name.clone() } else { format!("assets/{name}") };
            Page::file(path, format!("theme/{name}"))
        });
        Assets::files(&self.own).into_iter().chain(own).collect()
    }
}

fn built_in_templates(icons: &[&str], house: &House) -> Environment<'static> {
    let mut templates = environment();
    for (name, source) in TEMPLATES {
        templates.add_template(name, source).expect("what is built in parses, as tests see");
    }
    templates.add_global("icons", Value::from_serialize(icons));
    templates.add_global("site", Value::from_serialize(house));
    templates
}

/// The icons that pages name, from the site's root.
fn icons(own: &OwnTheme) -> Vec<&'static str> {
    let own: Vec<&str> = ICONS.into_iter().filter(|name| own.files.contains(*name)).collect();
    if own.is_empty() { vec![ICON] } else { own }
}

/// Where templates are put: one that asks for what is not there fails, and what is not markup of ours
/// is escaped.
pub(super) fn environment() -> Environment<'static> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_trim_blocks(true);
    templates.set_lstrip_blocks(true);
    templates.set_formatter(|out, state, value| {
        // The one door for foreign text into HTML.
        match value.as_str() {
            Some(text) if value.kind() == ValueKind::String && !value.is_safe() => {
                out.write_str(&escape(text)).map_err(minijinja::Error::from)
            }
            _ => escape_formatter(out, state, value),
        }
    });
    templates
}

/// What is wrong with a template, with its name and line.
pub(super) fn mistake(error: &minijinja::Error, template: &str) -> SiteError {
    SiteError::Theme {
        template: error.name().unwrap_or(template).to_owned(),
        line: error.line().unwrap_or(1),
        message: match error.detail() {
            Some(detail) => format!("{}: {detail}", error.kind()),
            None => error.kind().to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn english() -> Arc<Messages> {
        Languages::new(&BTreeMap::new()).of(&Language::of("en", "en"))
    }

    fn own(name: &str, text: &str) -> Theme {
        let templates = BTreeMap::from([(name.to_owned(), text.to_owned())]);
        Theme::new(&OwnTheme { templates, ..OwnTheme::default() })
    }

    #[test]
    fn a_mistake_in_a_theme_names_file_and_line_and_the_built_in_one_stands() {
        let theme = own("404.html", "<p>\n{% if %}\n");
        let [SiteError::Theme { template, line, .. }] = theme.unread() else { panic!("one") };
        assert_eq!((template.as_str(), *line), ("404.html", 2));
    }

    #[test]
    fn a_value_that_no_page_has_names_file_and_line_and_the_built_in_page_is_made() {
        let theme = own("report.html", "<p>\n\n{{ nobody }}\n");
        assert!(theme.unread().is_empty());
        assert!(
            theme.render("report.html", "x".to_owned(), &english(), &()).is_err(),
            "there is none built in"
        );
        let theme = own("parts.html", "\n{{ nobody }}");
        let page =
            theme.render("parts.html", "x".to_owned(), &english(), &()).expect("the built-in one");
        let Some(SiteError::Theme { template, line, .. }) = page.amiss else { panic!("amiss") };
        assert_eq!((template.as_str(), line), ("parts.html", 2));
    }

    #[test]
    fn the_docs_name_every_template_and_every_value_that_ours_use() {
        let docs = include_str!("../../../docs/theme.md");
        let templates = built_in_templates(&[ICON], &House::of(&OwnTheme::default()));
        for (name, _) in TEMPLATES {
            assert!(docs.contains(&format!("`{name}`")), "{name}");
            let template = templates.get_template(name).expect("a template");
            for used in template.undeclared_variables(false) {
                // Functions of the templates' language, and the pieces that pages share.
                if ["namespace", "parts"].contains(&used.as_str()) {
                    continue;
                }
                assert!(docs.contains(&format!("`{used}`")), "{name} uses {used}");
            }
        }
    }

    #[test]
    fn a_desks_own_files_take_the_place_of_ours_and_stand_where_they_are_asked_for() {
        let names = ["site.css", "logo.png", "fonts/a.woff2", "robots.txt", "../x", ".env", "a b"];
        let files = names.map(str::to_owned).into();
        let theme = Theme::new(&OwnTheme { files, ..OwnTheme::default() });
        let pages = theme.files();
        let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        let wanted = [
            "assets/site.js",
            "assets/fonts/a.woff2",
            "assets/logo.png",
            "robots.txt",
            "assets/site.css",
        ];
        assert_eq!(paths[1..], wanted);
        assert_eq!(pages[5], Page::file("assets/site.css".into(), "theme/site.css".into()));
    }
}
