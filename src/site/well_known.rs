//! `/.well-known/newsroom.json` (RFC 8615): which state of the record the site shows.

use serde_json::json;

use super::record::Page;
use super::text::json_file;
use crate::model::Moment;

/// Where it is, from the site's root.
pub const WELL_KNOWN: &str = ".well-known/newsroom.json";

/// The file: the record's commit, and when its last act was.
pub fn well_known(tip: &str, at: Moment) -> Page {
    let value = json!({
        "version": 1,
        "record": { "commit": tip, "at": at.to_utc().rfc3339() },
    });
    Page::text(WELL_KNOWN, json_file(&value))
}

/// The record's commit that such a file names; `None` where it is no such file.
pub fn shown_commit(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(value.get("record")?.get("commit")?.as_str()?.to_owned())
}

/// When a file of the site is written: media before the pages that show them, posts before the
/// lists that lead to them, what open pages ask for after what it announces, the state last.
pub fn turn(path: &str) -> u8 {
    match path.rsplit('/').next().unwrap_or(path) {
        _ if path == WELL_KNOWN => 5,
        "latest.json" => 4,
        name if name.ends_with(".xml") || name.ends_with(".json") => 3,
        "index.html" if path.matches('/').count() < 2 => 2,
        "index.html" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Content;

    #[test]
    fn the_commit_is_read_back() {
        let at = "2026-11-07T12:30:00+02:00".parse().expect("a moment");
        let page = well_known("abc", at);
        let Content::Text(text) = page.content else { panic!("a text") };
        assert_eq!(shown_commit(&text).as_deref(), Some("abc"));
        assert!(text.contains("2026-11-07T10:30:00Z"), "{text}");
        assert_eq!(shown_commit("<!doctype html>"), None);
    }

    #[test]
    fn what_leads_to_another_file_is_written_after_it() {
        let mut paths = [
            WELL_KNOWN,
            "storm/latest.json",
            "index.html",
            "storm/index.html",
            "feed.json",
            "storm/k3x9q7m2td/index.html",
            "storm/media/a.jpg",
            "assets/site.css",
        ];
        paths.sort_by_key(|path| turn(path));
        assert_eq!(
            paths[..3],
            ["storm/media/a.jpg", "assets/site.css", "storm/k3x9q7m2td/index.html"]
        );
        assert_eq!(paths[6..], ["storm/latest.json", WELL_KNOWN]);
    }
}
