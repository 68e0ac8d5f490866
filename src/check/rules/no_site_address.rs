//! A newsroom whose site has no address.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::{Desk, Newsroom};

pub(super) const RULE: Rule = Rule {
    code: "NR086",
    name: "no-site-address",
    level: Level::Note,
    summary: "`newsroom.url` is empty: nobody knows where the site is on the web.",
    why: "Feeds, sitemaps and link previews need whole addresses; without them pages alone are built.",
    remedy: "Once there is a place for it: url = \"https://live.courier.example\" under [newsroom].",
    bad: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    good: "# newsroom.toml\n[newsroom]\nname = \"The Selan Courier\"\nurl = \"https://live.courier.example\"\n\n[[contributors]]\nid = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"admin\"",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    if desk.newsroom.url.is_empty() {
        let message = format!("`url` is empty: the site has no {}", Newsroom::NEEDS_URL);
        report.field(file, "newsroom", message, "");
    }
}
