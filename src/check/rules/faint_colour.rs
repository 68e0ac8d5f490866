//! Colours of the site that many readers cannot tell from the ground.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::{Color, Desk};

pub(super) const RULE: Rule = Rule {
    code: "NR088",
    name: "faint-colour",
    level: Level::Warning,
    summary: "A colour under `[site]` is too near that of the page.",
    why: "Words in it are hard to read: at least 4.5 to 1 is asked for (WCAG 2.2, 1.4.3).",
    remedy: "Take a darker one for `accent`, a lighter one for `accent_dark`.",
    bad: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\n\n[site]\naccent = \"#ffb000\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    good: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\n\n[site]\naccent = \"#8a5a00\"\naccent_dark = \"#ffb000\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    needs_record: false,
    find: &[Find::Settings(find)],
};

/// The least that words need.
const LEAST: f64 = 4.5;

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    for (field, text) in desk.site.colors() {
        let ground = match field {
            "accent" => Color::PAPER,
            "accent_dark" => Color::PAPER_DARK,
            _ => continue,
        };
        let Some(contrast) = Color::of(text).map(|color| color.contrast(ground)) else { continue };
        if contrast < LEAST {
            let message = format!("{text} on the page is {contrast:.1} to 1");
            report.field(file, format!("site.{field}"), message, "");
        }
    }
}
