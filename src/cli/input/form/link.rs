//! `KIND:TITLE:URL[::OUTLET]`: a link.

use super::{InputError, one_of};
use crate::model::{Link, LinkKind};

const FORM: &str =
    "KIND:TITLE:URL[::OUTLET], as in \"related:What we know:https://courier.example/know\"";
const REPORTED_BY: &str =
    "reported-by:TITLE[:URL]::OUTLET, as in \"reported-by:Port closed::Selan Radio\"";
const EARLIER: &str = "earlier:TITLE:DOC, as in \"earlier:How the day began:k3x9\"";

/// Every kind of link.
pub const KINDS: [LinkKind; 5] = [
    LinkKind::FullStory,
    LinkKind::Related,
    LinkKind::ReportedBy,
    LinkKind::Earlier,
    LinkKind::Source,
];

/// A link as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkInput {
    /// The link; its `post` is still to be filled where `earlier` names one.
    pub link: Link,
    /// The word that names an earlier post.
    pub earlier: Option<String>,
}

/// Reads a link: the kind to the first colon, the address from the last `:http`, the outlet behind
/// the `::` that follows. A first report needs no address, and an earlier post may be named by its
/// id in the address's place.
///
/// # Errors
///
/// Where the kind is none, and where the title or what the kind needs is missing.
pub fn parse_link(text: &str) -> Result<LinkInput, InputError> {
    let wrong = |problem, form| InputError::Form { text: text.to_owned(), problem, form };
    let (kind, rest) = text.split_once(':').ok_or_else(|| wrong("is no link", FORM))?;
    let kind = one_of(kind.trim(), "kind of link", &KINDS, LinkKind::as_str)?;
    let (title, url, outlet, earlier) = match address_start(rest) {
        Some(start) => {
            let (url, outlet) = split_outlet(&rest[start + 1..]);
            (&rest[..start], url, outlet, None)
        }
        None if kind == LinkKind::ReportedBy => {
            let (title, outlet) = rest.rsplit_once("::").unwrap_or((rest, ""));
            (title.trim_end_matches(':'), "", outlet, None)
        }
        None if kind == LinkKind::Earlier => {
            let (title, doc) =
                rest.rsplit_once(':').ok_or_else(|| wrong("names no post", EARLIER))?;
            (title, "", "", Some(doc.trim()))
        }
        None => return Err(wrong("has no address", FORM)),
    };
    let (title, url, outlet) = (title.trim(), url.trim(), outlet.trim());
    if title.is_empty() {
        return Err(wrong("has no title", FORM));
    }
    if url.contains(char::is_whitespace) {
        return Err(wrong("has an address with a space in it", FORM));
    }
    if kind == LinkKind::ReportedBy && url.is_empty() && outlet.is_empty() {
        return Err(wrong("says neither where it was nor who had it", REPORTED_BY));
    }
    if earlier.is_some_and(|doc| doc.is_empty() || doc.contains(char::is_whitespace)) {
        return Err(wrong("names no post", EARLIER));
    }
    let link = Link {
        kind,
        title: title.to_owned(),
        url: url.to_owned(),
        post: None,
        outlet: outlet.to_owned(),
        image: String::new(),
        alt: String::new(),
    };
    Ok(LinkInput { link, earlier: earlier.map(str::to_owned) })
}

/// Where the colon before the address stands.
fn address_start(rest: &str) -> Option<usize> {
    [":http://", ":https://"].into_iter().filter_map(|scheme| rest.rfind(scheme)).max()
}

/// The address and the outlet behind its last `::` (which in `[::1]` is part of the address).
fn split_outlet(address: &str) -> (&str, &str) {
    match address.rsplit_once("::") {
        Some((url, outlet)) if !url.ends_with('[') && !outlet.contains(']') => (url, outlet),
        _ => (address, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (LinkKind, String, String, String) {
        let LinkInput { link, .. } = parse_link(text).expect(text);
        (link.kind, link.title, link.url, link.outlet)
    }

    fn same(text: &str, kind: LinkKind, title: &str, url: &str, outlet: &str) {
        assert_eq!(parts(text), (kind, title.into(), url.into(), outlet.into()), "{text}");
    }

    #[test]
    fn the_title_may_have_colons_and_addresses() {
        same(
            "related:Live: what we know:https://a.example/x?y=1:2",
            LinkKind::Related,
            "Live: what we know",
            "https://a.example/x?y=1:2",
            "",
        );
        same(
            "full-story:See http://old.example: moved:https://new.example",
            LinkKind::FullStory,
            "See http://old.example: moved",
            "https://new.example",
            "",
        );
    }

    #[test]
    fn the_outlet_stands_behind_the_address() {
        same(
            "reported-by:Port closed:https://radio.example/1::Selan Radio",
            LinkKind::ReportedBy,
            "Port closed",
            "https://radio.example/1",
            "Selan Radio",
        );
        same("source:Us:http://[::1]:80/a", LinkKind::Source, "Us", "http://[::1]:80/a", "");
        same("source:Us:http://[::1]/a::X", LinkKind::Source, "Us", "http://[::1]/a", "X");
    }

    #[test]
    fn a_first_report_needs_no_address() {
        for text in
            ["reported-by:Port closed::Selan Radio", "reported-by:Port closed:::Selan Radio"]
        {
            same(text, LinkKind::ReportedBy, "Port closed", "", "Selan Radio");
        }
        assert!(parse_link("reported-by:Port closed").is_err());
    }

    #[test]
    fn an_earlier_post_is_named_in_the_place_of_the_address() {
        let input = parse_link("earlier:The day: how it began:k3x9").expect("a link");
        assert_eq!(input.earlier.as_deref(), Some("k3x9"));
        assert_eq!(input.link.title, "The day: how it began");
    }

    #[test]
    fn what_is_missing_is_told_with_the_form() {
        let message = |text| parse_link(text).expect_err(text).to_string();
        assert!(message("related:What we know").contains("has no address: write KIND:TITLE:URL"));
        assert!(message("related::https://a.example").contains("has no title"));
        assert!(message("related:x:https://a.example/b c").contains("with a space in it"));
        assert!(message("relatd:x:https://a.example").contains("did you mean `related`?"));
        assert!(message("https").contains("is no link"));
    }
}
