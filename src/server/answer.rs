//! From a request to an answer: a file from memory, word of changes, or a short refusal.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::watch::Receiver;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::coding::Coding;
use super::host;
use super::range::{self, Part};
use super::shelf::{File, Shelf};

/// Where open pages listen; no story's address begins with a hyphen.
const EVENTS: &str = "/-/events";

/// Tells the script of a page where to listen; a web server with plain files has no such header.
const OFFER: HeaderName = HeaderName::from_static("x-newsroom-events");

/// How often a silent stream shows that it is there, so that a dead one is noticed.
const ALIVE: Duration = Duration::from_secs(15);

/// How long a page waits before it listens again, when the server was away.
const AGAIN: Duration = Duration::from_secs(1);

/// What every answer says besides.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-cache"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    // Pages of other sites may not show what is here, pictures included.
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What every request is answered from.
#[derive(Clone)]
pub(super) struct Site {
    /// The newest files.
    pub(super) shelf: Receiver<Arc<Shelf>>,
    pub(super) port: u16,
    /// They are the desk's words.
    pub(super) desk: bool,
}

pub(super) fn answer(site: &Site, request: &Request) -> Response {
    let mut response = route(site, request);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if site.desk {
        let robots = HeaderName::from_static("x-robots-tag");
        headers.insert(robots, HeaderValue::from_static("noindex"));
    }
    response
}

fn route(site: &Site, request: &Request) -> Response {
    let head = request.method() == Method::HEAD;
    if !host::is_ours(request.uri(), request.headers(), site.port) {
        return small(StatusCode::MISDIRECTED_REQUEST, "This name is not this machine’s.", head);
    }
    if !head && request.method() != Method::GET {
        let mut refused = small(StatusCode::METHOD_NOT_ALLOWED, "Only reading is possible.", head);
        refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    let path = request.uri().path();
    if path == EVENTS {
        return if head { event_stream(Body::empty()) } else { events(site) };
    }
    let shelf = site.shelf.borrow().clone();
    match find(&shelf, path) {
        Found::File(file) => {
            let mut response = send(file, request.headers(), head);
            if path.ends_with("/latest.json") {
                response.headers_mut().insert(OFFER, HeaderValue::from_static(EVENTS));
            }
            response
        }
        Found::Folder(address) => {
            let mut moved = small(StatusCode::PERMANENT_REDIRECT, "This page ends with /.", head);
            moved.headers_mut().insert(header::LOCATION, address);
            moved
        }
        Found::Nothing => match shelf.get("404.html") {
            Some(page) => {
                let mut response = send(page, &HeaderMap::new(), head);
                *response.status_mut() = StatusCode::NOT_FOUND;
                response
            }
            None => small(StatusCode::NOT_FOUND, "There is no such page here.", head),
        },
    }
}

/// What a path leads to.
enum Found<'a> {
    File(&'a File),
    /// A page that is there with a slash more, and its address: links on it count from there.
    Folder(HeaderValue),
    Nothing,
}

fn find<'a>(shelf: &'a Shelf, path: &str) -> Found<'a> {
    let decoded = percent_decode_str(path).decode_utf8().ok();
    let Some(name) = decoded.as_deref().and_then(|path| path.strip_prefix('/')) else {
        return Found::Nothing;
    };
    if let Some(file) = shelf.get(name) {
        return Found::File(file);
    }
    // Its first part is a name on the shelf, so this leads to no other machine.
    let folder = shelf.get(&format!("{name}/")).filter(|_| !name.is_empty());
    let address = HeaderValue::from_str(&format!("{path}/")).ok();
    folder.and(address).map_or(Found::Nothing, Found::Folder)
}

fn send(file: &File, asked: &HeaderMap, head: bool) -> Response {
    let mut response = Response::new(Body::empty());
    let part = if head { Part::Whole } else { part(file, asked) };
    let coding = Coding::liked(asked).filter(|_| file.is_packable() && part == Part::Whole);
    let tag = coding.map_or_else(|| file.tag.clone(), |coding| file.tag_of(coding));
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag.clone());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if file.is_packable() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Some(policy) = &file.policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    if has(asked, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    let length = file.bytes.len();
    let mut bytes = file.bytes.clone();
    if let Some((coding, packed)) = coding.and_then(|coding| Some((coding, file.packed(coding)?))) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
        bytes = packed;
    }
    let status = match part {
        Part::Whole => StatusCode::OK,
        Part::Bytes(range) => {
            let place = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            headers
                .extend(HeaderValue::from_str(&place).map(|place| (header::CONTENT_RANGE, place)));
            bytes = bytes.slice(range);
            StatusCode::PARTIAL_CONTENT
        }
        Part::Beyond => {
            let place = HeaderValue::from_str(&format!("bytes */{length}"));
            headers.extend(place.map(|place| (header::CONTENT_RANGE, place)));
            bytes = Bytes::new();
            StatusCode::RANGE_NOT_SATISFIABLE
        }
    };
    headers.insert(header::CONTENT_LENGTH, bytes.len().into());
    *response.status_mut() = status;
    if !head {
        *response.body_mut() = Body::from(bytes);
    }
    response
}

/// What part of the file is asked for: all of it where it is another one than who asks has a part of.
fn part(file: &File, asked: &HeaderMap) -> Part {
    let same = asked.get(header::IF_RANGE).is_none_or(|tag| *tag == file.tag);
    let wanted = asked.get(header::RANGE).and_then(|value| value.to_str().ok());
    match wanted.filter(|_| same) {
        Some(wanted) => range::part(wanted, file.bytes.len()),
        None => Part::Whole,
    }
}

/// Whether who asks has this file already (RFC 9110, 13.1.2; compared weakly).
fn has(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/").as_bytes() == tag.as_bytes())
}

/// Word of each new site, the present one first, so that what was missed is asked for.
fn events(site: &Site) -> Response {
    let turns = WatchStream::new(site.shelf.clone());
    let events = turns.map(|shelf| {
        Ok::<_, Infallible>(Event::default().retry(AGAIN).data(shelf.turn.to_string()))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

fn event_stream(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

/// A page of one sentence.
fn small(status: StatusCode, words: &str, head: bool) -> Response {
    let name = status.canonical_reason().unwrap_or_default();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{name}</title>\n\
         <h1>{name}</h1>\n<p>{words}</p>\n"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_LENGTH, html.len().to_string()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'".to_owned()),
    ];
    let body = if head { Body::empty() } else { Body::from(html) };
    (status, headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let long = "The mast fell. ".repeat(100);
        let files = [
            ("index.html", "front"),
            ("long/index.html", &long),
            ("storm/index.html", "s"),
            ("storm/latest.json", "{}"),
        ];
        let shelf =
            Shelf::after(&Shelf::default(), crate::ops::build::preview::Site::of(&files, None));
        let (_, shelf) = tokio::sync::watch::channel(Arc::new(shelf));
        Site { shelf, port: 8080, desk: false }
    }

    fn ask(method: &str, path: &str, more: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("host", "localhost:8080");
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        answer(&site(), &request.body(Body::empty()).expect("a request"))
    }

    #[test]
    fn what_is_not_on_the_shelf_is_not_found_however_it_is_written() {
        for path in [
            "/../",
            "/..",
            "/%2e%2e/",
            "/%2e%2e%2findex.html",
            "/storm/../index.html",
            "//index.html",
            "//evil.example",
            "/%00",
            "/%ff",
            "/index.html/",
            "/storm//",
            "/-/",
            "/etc/passwd",
        ] {
            assert_eq!(ask("GET", path, &[]).status(), 404, "{path}");
        }
        for path in ["/", "/index.html", "/storm/", "/storm/index.html?x=1", "/%73torm/"] {
            assert_eq!(ask("GET", path, &[]).status(), 200, "{path}");
        }
    }

    #[test]
    fn a_folder_without_its_slash_leads_to_it() {
        let moved = ask("GET", "/storm", &[]);
        assert_eq!(
            (moved.status().as_u16(), &moved.headers()["location"]),
            (308, &"/storm/".parse().expect("value"))
        );
    }

    #[test]
    fn a_file_that_is_known_is_not_sent_again() {
        let tag = ask("GET", "/", &[]).headers()["etag"].to_str().expect("text").to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let answer = ask("GET", "/", &[("if-none-match", &known)]);
            assert_eq!(
                (answer.status().as_u16(), &answer.headers()["etag"]),
                (304, &tag.parse().expect("value")),
                "{known}"
            );
            assert_eq!(answer.headers()["cache-control"], "no-cache");
        }
        assert_eq!(ask("GET", "/", &[("if-none-match", "\"x\"")]).status(), 200);
    }

    async fn body(answer: Response) -> Vec<u8> {
        axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body").to_vec()
    }

    #[tokio::test]
    async fn a_player_gets_the_part_that_it_asks_for() {
        let answer = ask("GET", "/", &[("range", "bytes=1-3")]);
        assert_eq!(answer.status(), 206);
        assert_eq!(answer.headers()["content-range"], "bytes 1-3/5");
        assert_eq!(answer.headers()["content-length"], "3");
        let tag = answer.headers()["etag"].to_str().expect("text").to_owned();
        assert_eq!(body(answer).await, b"ron");
        let beyond = ask("GET", "/", &[("range", "bytes=9-")]);
        assert_eq!(
            (beyond.status().as_u16(), &beyond.headers()["content-range"]),
            (416, &"bytes */5".parse().expect("value"))
        );
        for (known, status) in [(tag.as_str(), 206), ("\"other\"", 200)] {
            let answer = ask("GET", "/", &[("range", "bytes=1-3"), ("if-range", known)]);
            assert_eq!(answer.status(), status, "{known}");
        }
        assert_eq!(ask("HEAD", "/", &[("range", "bytes=1-3")]).headers()["content-length"], "5");
    }

    #[tokio::test]
    async fn a_page_goes_packed_to_who_takes_it_so() {
        let asks = |coding: &'static str| ask("GET", "/long/", &[("accept-encoding", coding)]);
        let (plain, gzip) = (asks("identity"), asks("gzip"));
        assert_eq!(plain.headers().get("content-encoding"), None);
        assert_eq!(gzip.headers()["content-encoding"], "gzip");
        assert_ne!(gzip.headers()["etag"], plain.headers()["etag"], "other bytes");
        for answer in [&plain, &gzip] {
            assert_eq!(answer.headers()["vary"], "accept-encoding");
        }
        let known = [
            ("accept-encoding", "gzip"),
            ("if-none-match", gzip.headers()["etag"].to_str().expect("text")),
        ];
        assert_eq!(ask("GET", "/long/", &known).status(), 304);
        let length = gzip.headers()["content-length"].to_str().expect("text").to_owned();
        let packed = body(gzip).await;
        assert_eq!(packed.len().to_string(), length);
        assert!(packed.len() < body(plain).await.len() / 4);
        let short = ask("GET", "/", &[("accept-encoding", "br")]);
        assert_eq!(short.headers().get("content-encoding"), None, "too short");
    }

    #[test]
    fn only_the_newest_state_of_a_story_offers_events() {
        let offers = |path: &str| ask("HEAD", path, &[]).headers().get(OFFER).cloned();
        assert_eq!(offers("/storm/latest.json").expect("an offer"), EVENTS);
        assert_eq!((offers("/"), offers("/storm/")), (None, None));
    }

    #[test]
    fn nothing_is_written_and_every_answer_is_guarded() {
        for (method, path, status) in
            [("POST", "/", 405), ("OPTIONS", "/", 405), ("PUT", EVENTS, 405), ("GET", "/no", 404)]
        {
            let answer = ask(method, path, &[]);
            assert_eq!(answer.status(), status, "{method} {path}");
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
        }
        assert_eq!(ask("DELETE", "/", &[]).headers()["allow"], "GET, HEAD");
    }
}
