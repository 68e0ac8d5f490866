//! The files of a site in memory, each with what its answer says of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::http::HeaderValue;

use super::coding::{self, Coding};
use crate::model::Digest;
use crate::ops::build::preview::Site;

/// The files of a site by their path from its root.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    files: BTreeMap<String, File>,
    /// Counts the sites that were served: another number, another site.
    pub(super) turn: u64,
}

/// One file.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    /// Its strong entity tag (RFC 9110, 8.8.3), quotes included.
    pub(super) tag: HeaderValue,
    /// What it is, for a browser.
    pub(super) kind: &'static str,
    /// The content security policy that the page itself states.
    pub(super) policy: Option<HeaderValue>,
    /// Packed in each way once somebody asked for it.
    packed: Arc<[OnceLock<Bytes>; Coding::ALL.len()]>,
}

impl Shelf {
    /// The site after another: what is as it was is not looked at again.
    pub(super) fn after(before: &Self, site: Site) -> Self {
        let mut files = if site.whole { BTreeMap::new() } else { before.files.clone() };
        for gone in &site.gone {
            files.remove(gone);
        }
        let file = |(path, bytes): (String, Vec<u8>)| {
            let file = match before.files.get(&path) {
                Some(file) if file.bytes == bytes => file.clone(),
                _ => File::new(&path, bytes),
            };
            (path, file)
        };
        files.extend(site.files.into_iter().map(file));
        Self { files, turn: before.turn + 1 }
    }

    /// Whether both have the same files with the same bytes.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let same = |((path, file), (other_path, other)): ((&String, &File), (&String, &File))| {
            path == other_path && file.tag == other.tag
        };
        self.files.len() == other.files.len() && self.files.iter().zip(&other.files).all(same)
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// The file that a path of an address, without its first slash, stands for.
    pub(super) fn get(&self, path: &str) -> Option<&File> {
        if path.is_empty() || path.ends_with('/') {
            self.files.get(&format!("{path}index.html"))
        } else {
            self.files.get(path)
        }
    }
}

impl File {
    fn new(path: &str, bytes: Vec<u8>) -> Self {
        let tag = format!("\"{}\"", &Digest::of(&bytes).to_string()[..32]);
        let kind = kind(path);
        let page = std::str::from_utf8(&bytes).ok().filter(|_| path.ends_with(".html"));
        Self {
            tag: HeaderValue::from_str(&tag).expect("digits are a value"),
            kind,
            policy: page.and_then(policy),
            bytes: bytes.into(),
            packed: Arc::default(),
        }
    }

    /// Its bytes packed so; `None` of what is packed already, or too short.
    pub(super) fn packed(&self, coding: Coding) -> Option<Bytes> {
        let kept = &self.packed[coding as usize];
        let packed = || coding.pack(&self.bytes).into();
        self.is_packable().then(|| kept.get_or_init(packed).clone())
    }

    /// Whether it would be less if it were packed.
    pub(super) fn is_packable(&self) -> bool {
        let is_text = self.kind.contains("charset") || self.kind == "image/svg+xml";
        is_text && self.bytes.len() >= coding::SHORTEST
    }

    /// Its entity tag where it is packed so: other bytes, another tag.
    pub(super) fn tag_of(&self, coding: Coding) -> HeaderValue {
        let tag = self.tag.to_str().unwrap_or_default().trim_matches('"');
        HeaderValue::from_str(&format!("\"{tag}-{}\"", coding.name())).expect("letters are a value")
    }
}

/// The media type of a file by its name, with the encoding of what is text.
fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match (name, ending) {
        ("feed.json", _) => "application/feed+json; charset=utf-8",
        ("atom.xml", _) => "application/atom+xml; charset=utf-8",
        ("rss.xml", _) => "application/rss+xml; charset=utf-8",
        (_, "html") => "text/html; charset=utf-8",
        (_, "css") => "text/css; charset=utf-8",
        (_, "js") => "text/javascript; charset=utf-8",
        (_, "json") => "application/json; charset=utf-8",
        (_, "xml") => "application/xml; charset=utf-8",
        (_, "txt") => "text/plain; charset=utf-8",
        (_, "vtt") => "text/vtt; charset=utf-8",
        (_, "jpg" | "jpeg") => "image/jpeg",
        (_, "png") => "image/png",
        (_, "svg") => "image/svg+xml",
        (_, "ico") => "image/x-icon",
        (_, "woff2") => "font/woff2",
        (_, "woff") => "font/woff",
        (_, "ttf") => "font/ttf",
        (_, "otf") => "font/otf",
        (_, "webp") => "image/webp",
        (_, "gif") => "image/gif",
        (_, "avif") => "image/avif",
        (_, "mp4" | "m4v") => "video/mp4",
        (_, "ogv") => "video/ogg",
        (_, "m4a") => "audio/mp4",
        (_, "wav") => "audio/wav",
        (_, "flac") => "audio/flac",
        (_, "webm") => "video/webm",
        (_, "mp3") => "audio/mpeg",
        (_, "ogg") => "audio/ogg",
        _ => "application/octet-stream",
    }
}

/// The policy in a page's own `meta`, for the header: from a web server it holds as it stands there.
fn policy(html: &str) -> Option<HeaderValue> {
    let (_, after) = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    let (policy, _) = after.split_once('"')?;
    let line = policy.split_whitespace().collect::<Vec<_>>().join(" ");
    HeaderValue::from_str(&line).ok()
}

#[cfg(test)]
impl Site {
    /// A site of these files; with `gone`, what changed of one.
    pub(super) fn of(files: &[(&str, &str)], gone: Option<&[&str]>) -> Self {
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
        let whole = gone.is_none();
        let gone = gone.unwrap_or_default().iter().map(|path| (*path).to_owned()).collect();
        let files = files.iter().map(owned).collect();
        Self { files, whole, gone, documents: 0, remarks: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(files: &[(&str, &str)]) -> Shelf {
        Shelf::after(&Shelf::default(), Site::of(files, None))
    }

    #[test]
    fn files_that_are_gone_are_gone_and_others_stay() {
        let one = shelf(&[
            ("a/index.html", "1"),
            ("a/media/x.jpg", "x"),
            ("ab/index.html", "2"),
            ("index.html", "3"),
        ]);
        let two = Shelf::after(
            &one,
            Site::of(&[("a/index.html", "4"), ("index.html", "5")], Some(&["a/media/x.jpg"])),
        );
        assert!(two.is_as(&shelf(&[
            ("a/index.html", "4"),
            ("ab/index.html", "2"),
            ("index.html", "5")
        ])));
    }

    #[test]
    fn a_folder_is_its_index_and_nothing_else_is_guessed() {
        let shelf = shelf(&[("index.html", "front"), ("storm/index.html", "storm")]);
        let text = |path: &str| shelf.get(path).map(|file| file.bytes.clone());
        assert_eq!(text("").as_deref(), Some(&b"front"[..]));
        assert_eq!(text("storm/").as_deref(), Some(&b"storm"[..]));
        for path in ["storm", "/", "storm//", "../index.html", "storm/../index.html", "./"] {
            assert!(shelf.get(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_file_keeps_its_tag_until_its_bytes_change() {
        let one = shelf(&[("a.css", "1"), ("b.css", "1")]);
        let two = shelf(&[("a.css", "1"), ("b.css", "2")]);
        let tag = |shelf: &Shelf, path: &str| shelf.get(path).expect("there").tag.clone();
        assert_eq!(tag(&one, "a.css"), tag(&two, "a.css"));
        assert_ne!(tag(&one, "b.css"), tag(&two, "b.css"));
        assert!(one.is_as(&shelf(&[("a.css", "1"), ("b.css", "1")])) && !one.is_as(&two));
    }

    #[test]
    fn what_is_text_says_how_it_is_encoded() {
        for path in ["a/index.html", "site.css", "site.js", "x/latest.json", "atom.xml", "c.vtt"] {
            assert!(kind(path).ends_with("; charset=utf-8"), "{path}");
        }
        assert_eq!(kind("a/media/x-1.jpg"), "image/jpeg");
        assert_eq!(kind("a/media/x-1.wav"), "audio/wav");
        assert_eq!(kind("a/media/x-1.flac"), "audio/flac");
        assert_eq!(kind("a/media/x-1.m4a"), "audio/mp4");
        assert_eq!(kind("nothing"), "application/octet-stream");
    }

    #[test]
    fn the_policy_is_the_pages_own() {
        let html = "<meta http-equiv=\"Content-Security-Policy\" content=\"a 'none';\n b c\">";
        assert_eq!(policy(html).expect("one"), "a 'none'; b c");
        assert!(policy("<p>none").is_none());
    }
}
