//! Parameters in an address that follow the reader about.

use crate::check::edit::Edit;
use crate::check::finding::Fix;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR046",
    name: "tracking-parameters",
    level: Level::Warning,
    summary: "An address carries parameters that track whoever follows it (`utm_…`, `fbclid`, `gclid`).",
    why: "They tell others who read what and where, and make one page look like two.",
    remedy: "Cut them off; `newsroom check --fix` does.",
    bad: "headline = \"Talks\"\n\n[[links]]\nkind = \"related\"\ntitle = \"The full text\"\nurl = \"https://a.example/x?utm_source=mail&page=2\"",
    good: "headline = \"Talks\"\n\n[[links]]\nkind = \"related\"\ntitle = \"The full text\"\nurl = \"https://a.example/x?page=2\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

const NAMES: [&str; 9] =
    ["fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "_hsenc"];

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    report.edits(subject, |text, _| edits(text));
    for (i, link) in subject.document.links().iter().enumerate() {
        if let Some(edit) = edits(&link.url).into_iter().next() {
            let at = (format!("links[{i}].url"), link.url.as_str(), edit.range);
            report.part(&subject.file, at, edit.what, "").fix = Some(Fix::addresses(|url| {
                crate::check::edit::settle(url, false, &|text, _| edits(text))
            }));
        }
    }
}

/// Each address in a text whose query tracks, to be cut down to what does not.
fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !text.contains("://") {
        return edits;
    }
    for (scheme, _) in text.match_indices("://") {
        let rest = &text[scheme..];
        let end = scheme
            + rest.find(|c: char| c.is_whitespace() || "<>\")]'".contains(c)).unwrap_or(rest.len());
        let address = &text[scheme..end];
        let query = address.find('?').map(|at| scheme + at);
        let fragment = address.find('#').map_or(end, |at| scheme + at);
        let Some(query) = query.filter(|query| *query < fragment) else { continue };
        let parts: Vec<&str> = text[query + 1..fragment].split('&').collect();
        let kept: Vec<&str> = parts.iter().copied().filter(|part| !tracks(part)).collect();
        let Some(name) = parts.iter().find(|part| tracks(part)) else { continue };
        let with = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
        let name = name.split('=').next().unwrap_or(name);
        edits.push(Edit::new(
            query..fragment,
            with,
            format!("`{name}` in the address tracks readers"),
        ));
    }
    edits
}

fn tracks(part: &str) -> bool {
    let part = part.strip_prefix("amp;").unwrap_or(part);
    let name = part.split('=').next().unwrap_or(part);
    name.starts_with("utm_") || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::edit::settle;

    #[test]
    fn what_does_not_track_is_kept() {
        let cleaned = |text: &str| settle(text, true, &|text, _| edits(text));
        assert_eq!(
            cleaned(
                "[a](https://a.example/?x=1&utm_medium=m&fbclid=2#top), <https://b.example?gclid=1>"
            ),
            "[a](https://a.example/?x=1#top), <https://b.example>"
        );
        assert_eq!(cleaned("https://a.example/#?utm_x=1"), "https://a.example/#?utm_x=1");
    }
}
