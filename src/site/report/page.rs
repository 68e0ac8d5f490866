//! The shell of a page for the desk: what is in its head, its colours by day, by night and on paper.

use serde::Serialize;

use crate::site::error::SiteError;
use crate::site::theme;

const SHELL: (&str, &str) = ("page.html", include_str!("page.html"));

/// A template put into the shell, with what it shows.
pub(super) fn render<T: Serialize>(
    name: &'static str,
    source: &'static str,
    view: &T,
) -> Result<String, SiteError> {
    let mut templates = theme::environment();
    for (name, source) in [SHELL, (name, source)] {
        templates.add_template(name, source).map_err(|error| theme::mistake(&error, name))?;
    }
    let page = templates.get_template(name).and_then(|template| template.render(view));
    page.map_err(|error| theme::mistake(&error, name))
}
