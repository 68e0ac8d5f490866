//! Where things are on the site: from story and id, never from a headline.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Entry, Record};
use crate::model::{DocPath, Moment};

/// The folder on the site of each story, by its folder on the record.
pub type Addresses = BTreeMap<String, String>;

/// Names at the site's root that no story gets.
const RESERVED: [&str; 3] = ["assets", "corrections", "page"];

/// Extensions of files that a browser shows and never runs. A transcript in HTML would be script
/// on the newsroom's own origin, so only these reach the site.
const SHOWN: [&str; 17] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg",
    "wav", "flac", "vtt", "txt",
];

/// The addresses of all stories of a record that is whole.
pub(super) fn of_record(record: &Record) -> Addresses {
    let mut firsts: BTreeMap<&str, Moment> = BTreeMap::new();
    for entry in &record.entries {
        if let Some(at) = entry.first_published() {
            let first = firsts.entry(entry.path.folder()).or_insert(at);
            *first = at.min(*first);
        }
    }
    addresses(firsts.into_iter().map(|(folder, at)| (folder, Some(at))))
}

/// The addresses of stories, by their folder on the record and when readers first saw anything of
/// them; that time decides nothing where a name occurs once, and may be left out there.
///
/// The story that was published first keeps the plain slug; one of the same name in another month
/// gets its year and month behind it. Neither ever changes.
pub fn addresses<'a>(stories: impl Iterator<Item = (&'a str, Option<Moment>)>) -> Addresses {
    let mut in_order: Vec<(Option<Moment>, &str)> =
        stories.map(|(folder, at)| (at, folder)).collect();
    in_order.sort();
    let mut taken: BTreeSet<String> = RESERVED.map(str::to_owned).into();
    let mut addresses = Addresses::new();
    for (_, folder) in in_order {
        let mut parts = folder.rsplit('/');
        let slug = parts.next().unwrap_or_default();
        let mut address = slug.to_owned();
        if taken.contains(&address) {
            let (month, year) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            address = format!("{slug}-{year}-{month}");
        }
        while !taken.insert(address.clone()) {
            address.push_str("-2");
        }
        addresses.insert(folder.to_owned(), address);
    }
    addresses
}

/// Whether the record holds that file beside the document, and a browser may be given it.
pub(super) fn may_show(entry: &Entry, file_name: &str) -> bool {
    safe_name(file_name) && entry.media.iter().any(|(name, _)| name == file_name)
}

/// The path on the record of a file beside the document.
pub(super) fn on_record(path: &DocPath, file_name: &str) -> String {
    path.beside(file_name)
}

fn safe_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    name.bytes().all(plain)
        && !name.starts_with('.')
        && extension.is_some_and(|extension| SHOWN.contains(&extension.as_str()))
}

/// Whether a link may lead there: `http`, `https` or `mailto`, and no white space or control byte.
pub(super) fn safe_link(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !url.chars().any(|letter| letter.is_control() || letter.is_whitespace())
}

/// Whether pictures, films and sound may come from there: `https` alone.
pub(super) fn safe_media(url: &str) -> bool {
    safe_link(url) && url.to_ascii_lowercase().starts_with("https://")
}

/// The absolute address of a path from the site's root; `None` where the desk has not said its own.
pub(super) fn absolute(site_url: &str, path: &str) -> Option<String> {
    if !safe_link(site_url) || site_url.to_ascii_lowercase().starts_with("mailto:") {
        return None;
    }
    Some(format!("{}/{path}", site_url.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_browsers_show_are_files_of_the_site() {
        assert!(safe_name("k3x9q7m2td-4be01c9a2f.jpg"));
        for wrong in ["../a.jpg", ".a.jpg", "a", "a.svg", "a.html", "a b.jpg", "a.jpg/"] {
            assert!(!safe_name(wrong), "{wrong}");
        }
    }

    #[test]
    fn links_lead_to_the_web_or_to_mail_and_nowhere_else() {
        assert!(safe_link("https://example.org/a?b=c#d") && safe_link("mailto:desk@example.org"));
        for wrong in
            ["javascript:alert(1)", "//example.org", "data:text/html,x", "/a", "https://a b"]
        {
            assert!(!safe_link(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_absolute_address_has_one_slash_between() {
        let expected = Some("https://courier.example/a/".to_owned());
        assert_eq!(absolute("https://courier.example/", "a/"), expected);
        assert_eq!(absolute("", "a/"), None);
    }
}
