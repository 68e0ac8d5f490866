//! Addresses that are not pages.

use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::check::{Context, Level, Subject};
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR049",
    name: "unsafe-address",
    level: Level::Error,
    summary: "An address is not http or https (media: not https), as in `javascript:` or `data:`.",
    why: "Such an address can run a program in the reader's browser, or leads nowhere; it never reaches the page.",
    remedy: "Give the whole address of a page, as in https://…; `mailto:` and `tel:` pass in bodies.",
    bad: "headline = \"Talks\"\n\n[[links]]\nkind = \"related\"\ntitle = \"The offer\"\nurl = \"javascript:alert(1)\"",
    good: "headline = \"Talks\"\n\n[[links]]\nkind = \"related\"\ntitle = \"The offer\"\nurl = \"https://a.example/offer\"",
    needs_record: false,
    find: &[Find::Document(find), Find::Settings(settings)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for link in subject.body_links() {
        let in_body = ["mailto:", "tel:"].iter().any(|scheme| has_scheme(&link.address, scheme));
        if !in_body && !link.bare && !is_page(&link.address) {
            let message = format!("`{}` is not the address of a page", link.address);
            report.part(
                &subject.file,
                ("body", subject.document.body(), link.range.clone()),
                message,
                "",
            );
        }
    }
    let mut judge = |good: bool, field: &dyn Fn() -> String, address: &str| {
        if !good {
            let message = format!("`{address}` is not an address that may stand here");
            report.field(&subject.file, field(), message, "");
        }
    };
    for (i, link) in subject.document.links().iter().enumerate() {
        judge(link.url.is_empty() || is_page(&link.url), &|| format!("links[{i}].url"), &link.url);
        let picture = link.image.is_empty() || !link.image.contains(':') || is_secure(&link.image);
        judge(picture, &|| format!("links[{i}].image"), &link.image);
    }
    for (i, medium) in subject.document.media().iter().enumerate() {
        let fields = [
            ("src", &medium.src),
            ("poster", &medium.poster),
            ("captions", &medium.captions),
            ("transcript", &medium.transcript),
        ];
        for (name, address) in fields {
            judge(
                !address.contains(':') || is_secure(address),
                &|| format!("media[{i}].{name}"),
                address,
            );
        }
    }
}

fn settings(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    let fields = [
        ("newsroom.url", &desk.newsroom.url),
        ("newsroom.corrections_url", &desk.newsroom.corrections_url),
    ];
    for (field, address) in fields {
        if !address.is_empty() && !is_page(address) && !has_scheme(address, "mailto:") {
            report.field(file, field, format!("`{address}` is not the address of a page"), "");
        }
    }
    for (person, address) in &desk.site.people {
        if !is_page(address) {
            let message = format!("`{address}` is not the address of a page");
            report.field(file, format!("site.people.{person}"), message, "");
        }
    }
}

fn is_page(address: &str) -> bool {
    is_secure(address) || named_host(address, "http://")
}

fn is_secure(address: &str) -> bool {
    named_host(address, "https://")
}

fn named_host(address: &str, scheme: &str) -> bool {
    has_scheme(address, scheme)
        && address[scheme.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !address.contains(char::is_whitespace)
}

fn has_scheme(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::examples::findings_of;

    #[test]
    fn links_of_a_body_and_media_are_judged_too() {
        let body = |address: &str| format!("headline = \"x\"\nbody = \"[the offer]({address})\"");
        assert_eq!(findings_of(&RULE, &body("JavaScript:alert(1)")).len(), 1);
        assert_eq!(findings_of(&RULE, &body("data:text/html,x")).len(), 1);
        assert!(findings_of(&RULE, &body("mailto:desk@courier.example")).is_empty());
        let media = "[[media]]\nkind = \"embed\"\nsrc = \"http://films.example/1\"";
        assert_eq!(findings_of(&RULE, media).len(), 1);
    }
}
