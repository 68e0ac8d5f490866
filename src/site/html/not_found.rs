//! What a web server shows where there is no page, and the icon of all pages.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::head::Head;
use crate::model::Newsroom;
use crate::site::error::SiteError;
use crate::site::record::Page;
use crate::site::text::escape;
use crate::site::theme::{ICON, Theme};

#[derive(Serialize)]
struct NotFound {
    head: Head,
}

/// The page at `404.html`. It is shown at any address, so its links begin at the server's root.
///
/// # Errors
///
/// A theme that does not fit.
pub(in crate::site) fn not_found(settings: &Newsroom, theme: &Theme) -> Result<Page, SiteError> {
    let messages = theme.languages().of_newsroom(settings);
    let mut head = Head::new(settings, &base(&settings.url), "", &messages.say("no-page"));
    head.url = None;
    theme.render("404.html", "404.html".to_owned(), &messages, &NotFound { head })
}

/// The path of the site on its server, with a slash at both ends.
fn base(url: &str) -> String {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    match path.map(|(_, path)| path.trim_matches('/')) {
        None | Some("") => "/".to_owned(),
        Some(path) => format!("/{path}/"),
    }
}

/// The first letter of the newsroom's name, where its theme has no icon of its own.
pub(in crate::site) fn icon(settings: &Newsroom, theme: &Theme) -> Option<Page> {
    if theme.has_icon() {
        return None;
    }
    let name = if settings.short_name.is_empty() { &settings.name } else { &settings.short_name };
    let letter = name.graphemes(true).find(|letter| letter.chars().any(char::is_alphanumeric));
    let (ground, ink) = theme.colors();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"6\" fill=\"{ground}\"/><text x=\"16\" y=\"23\" font-family=\"Georgia,serif\" font-size=\"21\" font-weight=\"700\" text-anchor=\"middle\" fill=\"{ink}\">{}</text></svg>\n",
        escape(letter.unwrap_or("•"))
    );
    Some(Page::text(ICON, svg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_the_path_of_the_address() {
        assert_eq!(base("https://courier.example"), "/");
        assert_eq!(base("https://courier.example/"), "/");
        assert_eq!(base("https://courier.example/live/now"), "/live/now/");
        assert_eq!(base(""), "/");
    }
}
