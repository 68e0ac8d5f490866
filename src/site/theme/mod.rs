//! Templates and assets: the newsroom's own over those built in, file by file.

use std::collections::BTreeMap;

use minijinja::value::ValueKind;
use minijinja::{Environment, UndefinedBehavior, escape_formatter};
use serde::Serialize;

use super::error::SiteError;
use super::record::Page;
use super::text::escape;
use crate::model::Digest;

/// The templates built in, by the name of their file.
const TEMPLATES: [(&str, &str); 7] = [
    ("base.html", include_str!("base.html")),
    ("corrections.html", include_str!("corrections.html")),
    ("history.html", include_str!("history.html")),
    ("index.html", include_str!("index.html")),
    ("parts.html", include_str!("parts.html")),
    ("post.html", include_str!("post.html")),
    ("story.html", include_str!("story.html")),
];

/// The assets built in.
const ASSETS: [(&str, &str); 2] =
    [("site.css", include_str!("site.css")), ("site.js", include_str!("site.js"))];

/// Names the built-in theme: another name, other pages.
pub fn built_in() -> Digest {
    let all = TEMPLATES.iter().chain(&ASSETS);
    Digest::of(all.flat_map(|(name, text)| [*name, *text]).collect::<String>().as_bytes())
}

/// The templates and assets of a site.
pub(super) struct Theme {
    templates: Environment<'static>,
    assets: BTreeMap<String, String>,
}

impl Theme {
    /// The built-in theme with a desk's own files in place of those of the same name.
    ///
    /// # Errors
    ///
    /// The first template that does not parse.
    pub(super) fn new(own: &BTreeMap<String, String>) -> Result<Self, SiteError> {
        let mut templates = environment();
        let mut sources: BTreeMap<&str, &str> = TEMPLATES.into();
        let mut assets: BTreeMap<String, String> =
            ASSETS.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        for (name, text) in own {
            if name.ends_with(".html") {
                sources.insert(name, text);
            } else if is_asset(name) {
                assets.insert(name.clone(), text.clone());
            }
        }
        for (name, source) in sources {
            templates
                .add_template_owned(name.to_owned(), source.to_owned())
                .map_err(|error| mistake(&error, name))?;
        }
        Ok(Self { templates, assets })
    }

    /// The page that a template makes of `values`.
    ///
    /// # Errors
    ///
    /// A template that asks for what pages do not have, with its name and line.
    pub(super) fn render<S: Serialize>(
        &self,
        template: &str,
        path: String,
        values: &S,
    ) -> Result<Page, SiteError> {
        let found = self.templates.get_template(template);
        let text = found
            .and_then(|found| found.render(values))
            .map_err(|error| mistake(&error, template))?;
        Ok(Page::text(path, text))
    }

    /// Style, script and whatever else of text the newsroom's theme brings.
    pub(super) fn assets(&self) -> Vec<Page> {
        let page = |(name, text): (&String, &String)| Page::text(format!("assets/{name}"), text);
        self.assets.iter().map(page).collect()
    }
}

fn is_asset(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    name.bytes().all(plain) && (name.ends_with(".css") || name.ends_with(".js"))
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
    use super::*;

    #[test]
    fn a_mistake_in_a_theme_names_file_and_line() {
        let own = BTreeMap::from([("post.html".to_owned(), "<p>\n{% if %}\n".to_owned())]);
        let Err(SiteError::Theme { template, line, .. }) = Theme::new(&own) else {
            panic!("it does not parse")
        };
        assert_eq!((template.as_str(), line), ("post.html", 2));
    }

    #[test]
    fn a_value_that_no_page_has_names_file_and_line() {
        let own = BTreeMap::from([("index.html".to_owned(), "<p>\n\n{{ nobody }}\n".to_owned())]);
        let theme = Theme::new(&own).expect("it parses");
        let rendered = theme.render("index.html", "x".to_owned(), &());
        let Err(SiteError::Theme { template, line, .. }) = rendered else {
            panic!("there is no such value")
        };
        assert_eq!((template.as_str(), line), ("index.html", 3));
    }

    #[test]
    fn style_and_script_are_small() {
        let bytes: usize = ASSETS.iter().map(|(_, text)| text.len()).sum();
        assert!(bytes < 25_000, "{bytes}");
    }

    #[test]
    fn a_desks_own_style_takes_the_place_of_ours() {
        let own = BTreeMap::from([
            ("site.css".to_owned(), "p{}".to_owned()),
            ("../x.css".to_owned(), "p{}".to_owned()),
        ]);
        let assets = Theme::new(&own).expect("theme").assets();
        assert_eq!(assets.len(), 2);
        assert_eq!(assets[0], Page::text("assets/site.css", "p{}"));
    }
}
