//! `newsroom serve` over HTTP, and the preview of the desk's words.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::desk::{TestDesk, site};

/// A running `newsroom serve`, which ends with the test.
struct Served {
    child: Child,
    /// `127.0.0.1:PORT`.
    host: String,
    /// What it says on standard error, line by line.
    errors: Receiver<String>,
}

/// What it answered.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Served {
    fn start(desk: &TestDesk, more: &[&str]) -> Self {
        let words = ["serve", "--port", "0", "--json"].iter().chain(more);
        let mut child = desk.as_("ed").at("23:59").command(words).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let mut said = serde_json::Deserializer::from_reader(said).into_iter();
        let said: serde_json::Value = said.next().expect("it says where it is").unwrap();
        let address = said["address"].as_str().unwrap();
        let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        let (send, errors) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).try_for_each(|line| send.send(line).ok())
        });
        Self { child, host, errors }
    }

    /// Sends these bytes; what comes back can be read from the stream.
    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, method: &str, path: &str, more: &str) -> Answer {
        let host = &self.host;
        self.raw(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}"))
    }

    /// A whole request without its end.
    fn raw(&self, request: &str) -> Answer {
        let mut bytes = Vec::new();
        let mut stream = self.send(&format!("{request}Connection: close\r\n\r\n"));
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_lowercase(), value.to_owned())
        };
        Answer { status, headers: lines.map(header).collect(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Listens as an open page does; the first word has come.
    fn listen(&self) -> Events {
        let at = self.get("/storm/latest.json").headers["x-newsroom-events"].clone();
        let request = format!("GET {at} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        let mut events = Events(BufReader::new(self.send(&request)));
        events.next();
        events
    }

    fn says(&self) -> String {
        self.errors.recv_timeout(Duration::from_secs(10)).expect("a line on standard error")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The number of the site that it tells of.
    fn next(&mut self) -> u64 {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
        }
        line["data: ".len()..].trim().parse().unwrap()
    }
}

#[test]
fn a_file_says_what_it_is_and_is_not_sent_twice() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    desk.as_("ana").type_("add --slug x --headline X --image a.png --alt A --media-credit V").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let served = Served::start(&desk, &[]);
    let story = served.get("/storm/");
    let picture = story.body.split("<img ").nth(1).unwrap().split(" src=\"").nth(1).unwrap();
    let picture = picture.split('"').next().unwrap();
    let picture = picture.replace("&#x2f;", "/").replacen("..", "", 1);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/storm/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/storm/latest.json", "application/json; charset=utf-8"),
        ("/storm/feed.json", "application/feed+json; charset=utf-8"),
        ("/storm/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/storm/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/news-sitemap.xml", "application/xml; charset=utf-8"),
        (&picture, "image/png"),
    ] {
        let answer = served.get(path);
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, kind), "{path}");
        assert_eq!(answer.headers["cache-control"], "no-cache");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        let head = served.ask("HEAD", path, "");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        assert_eq!(head.headers["content-length"], answer.headers["content-length"]);
        let tag = &answer.headers["etag"];
        let again = served.ask("GET", path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.as_str(), &again.headers["etag"]), (304, "", tag));
    }
    let stated = story.body.split("Security-Policy\" content=\"").nth(1).unwrap();
    let stated = stated.split('"').next().unwrap();
    assert_eq!(story.headers["content-security-policy"], stated);
    let built = desk.as_("ed").type_("build --out ../site");
    built.ok();
    let file = std::fs::read_to_string(desk.outside().join("site/storm/index.html")).unwrap();
    assert_eq!(story.body, file, "what is served is what is built");
}

#[test]
fn only_this_machine_reads_and_only_what_is_on_the_site() {
    let desk = TestDesk::with_story();
    let served = Served::start(&desk, &[]);
    let port = served.host.split(':').nth(1).unwrap();
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "localhost:1"] {
        let answer = served.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"));
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("Storm"), "{host}");
    }
    for host in [format!("localhost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(served.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n")).status, 200);
    }
    assert!(matches!(served.raw("GET / HTTP/1.0\r\n").status, 400 | 421));
    let twice = format!("GET / HTTP/1.1\r\nHost: {0}\r\nHost: evil.example\r\n", served.host);
    assert!(matches!(served.raw(&twice).status, 400 | 421));
    let absolute = format!("GET http://evil.example:{port}/ HTTP/1.1\r\nHost: {}\r\n", served.host);
    assert_eq!(served.raw(&absolute).status, 421);
    for path in ["/../newsroom.toml", "/%2e%2e/newsroom.toml", "/..%2fnewsroom.toml", "/.git/HEAD"]
    {
        let answer = served.get(path);
        let leaks = ["[newsroom]", "refs/"].iter().any(|words| answer.body.contains(words));
        assert_eq!((answer.status, leaks), (404, false), "{path}");
        assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = served.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "GET, HEAD"));
    }
    assert_eq!(served.get("/storm").headers["location"], "/storm/");
}

#[test]
fn a_release_of_another_process_is_told_to_open_pages() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    let served = Served::start(&desk, &[]);
    let mut events = served.listen();
    desk.as_("ed").type_("publish x --approve").ok();
    events.next();
    assert!(served.get("/storm/").body.contains(">X</h3>"));
    assert!(served.get("/storm/latest.json").body.contains("\"live_posts\": 1"));
    // Whoever moves the branch: git's own commands, and names packed into one file.
    desk.git(["pack-refs", "--all"]);
    desk.git(["update-ref", "refs/heads/published", "published~1"]);
    events.next();
    assert!(!served.get("/storm/").body.contains(">X</h3>"));
}

#[test]
fn who_never_reads_keeps_nobody_waiting() {
    let desk = TestDesk::with_story();
    let served = Served::start(&desk, &[]);
    let mut events = served.listen();
    let idle: Vec<TcpStream> = ["/-/events", "/assets/site.css"]
        .iter()
        .cycle()
        .take(40)
        .map(|path| {
            let host = &served.host;
            served.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").repeat(50))
        })
        .collect();
    for round in 0..5 {
        desk.live(&format!("x{round}"), &format!("Round {round}"), "Words.");
        events.next();
        assert!(served.get("/storm/").body.contains(&format!(">Round {round}</h3>")));
    }
    drop(idle);
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn a_mistake_in_the_theme_is_told_once_and_the_pages_go_on() {
    let desk = TestDesk::with_story();
    let served = Served::start(&desk, &[]);
    let mut events = served.listen();
    let theme = |text: &str| {
        desk.write("theme/index.html", text);
        desk.git(["add", "theme"]);
        let mara = ["-c", "user.name=Mara Dov", "-c", "user.email=mara@courier.example"];
        let author = "--author=Mara Dov <mara@courier.example>";
        desk.git(mara.iter().chain(&["commit", "-qm", "theme", author]));
        desk.as_("mara").type_("publish newsroom.toml").ok();
    };
    // The one story is live yet: nothing shows the mistake.
    theme("<p>{% for one in stories %}{% if not one.live %}{{ nobody }}{% endif %}{% endfor %}\n");
    events.next();
    assert_eq!(served.get("/").body, "<p>");
    desk.as_("ed").type_("story close storm").ok();
    events.next();
    assert_eq!(
        served.says(),
        "theme/index.html, line 1: undefined value; the built-in one made 1 page"
    );
    assert!(served.get("/").body.contains("Coverage closed"));
    theme("<p>a theme of our own\n");
    events.next();
    assert_eq!(served.get("/").body, "<p>a theme of our own");
    assert!(served.errors.try_recv().is_err(), "it was told once");
}

#[test]
fn the_desks_words_are_shown_to_the_desk_alone() {
    let desk = TestDesk::with_story();
    desk.live("x", "Public headline", "Words.");
    desk.as_("ana").type_("edit x --headline 'Other headline'").ok();
    let draft = desk.post("y", "Draft headline", "Unread.");
    let id = draft.rsplit('-').next().unwrap().trim_end_matches(".toml");
    let public = Served::start(&desk, &[]);
    let preview = Served::start(&desk, &["--desk"]);
    let (readers, editors) = (public.get("/storm/").body, preview.get("/storm/").body);
    assert!(readers.contains("Public headline") && !readers.contains("Other headline"));
    assert!(!readers.contains("Draft headline") && !readers.contains("not public"));
    assert_eq!(public.get(&format!("/storm/{id}/")).status, 404);
    assert!(editors.contains("Other headline") && editors.contains("Draft headline"));
    for path in [
        "/",
        "/corrections/",
        "/storm/",
        &format!("/storm/{id}/"),
        &format!("/storm/{id}/history/"),
    ] {
        let page = preview.get(path);
        assert!(page.body.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        assert!(page.body.contains("Preview, not public:"), "{path}");
        assert_eq!(page.headers["x-robots-tag"], "noindex");
    }
    for feed in ["/atom.xml", "/storm/feed.json", "/news-sitemap.xml"] {
        assert_eq!((public.get(feed).status, preview.get(feed).status), (200, 404), "{feed}");
    }

    let (mut events, mut readers) = (preview.listen(), public.listen());
    desk.change(&draft, "Draft headline", "Saved, not filed");
    events.next();
    assert!(preview.get("/storm/").body.contains("Saved, not filed"));
    desk.change(&draft, "headline = ", "headlin = ");
    assert!(preview.says().starts_with(&format!("{draft}: line ")));
    events.next();
    assert!(preview.get("/storm/").body.contains("Draft headline"), "as it was filed");
    desk.git(["checkout", "-q", "--", &draft]);
    desk.as_("lev").type_("add --slug z --headline 'By another command'").ok();
    while !preview.get("/storm/").body.contains("By another command") {
        events.next();
    }
    desk.live("w", "For readers", "Words.");
    assert_eq!(readers.next(), 2, "readers heard of no draft");
}

#[test]
fn a_preview_is_built_into_a_folder_of_its_own() {
    let desk = TestDesk::with_story();
    desk.live("x", "Public headline", "Words.");
    desk.as_("ed").type_("build").ok();
    let public = desk.read("site/storm/index.html");
    desk.post("y", "Draft headline", "Unread.");
    desk.as_("ed").type_("build --desk").ok().says("site-desk").says("not public");
    let preview = desk.read("site-desk/storm/index.html");
    assert!(preview.contains("Preview, not public") && preview.contains("Draft headline"));
    desk.as_("ed").type_("build --full").ok();
    assert_eq!(desk.read("site/storm/index.html"), public);
    let refused = desk.as_("ed").type_("build --desk --out site");
    refused.usage().says("holds the site for readers");
    assert_eq!(refused.hints(), ["newsroom build --desk --out site-desk"]);
    let refused = desk.as_("ed").type_("build --out site-desk");
    refused.usage().says("holds a preview");
    assert_eq!(refused.hints(), ["newsroom build --out site"]);
    assert_eq!(desk.read("site-desk/storm/index.html"), preview);
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_type() {
    let desk = TestDesk::with_story();
    let served = Served::start(&desk, &[]);
    let port = served.host.split(':').nth(1).unwrap();
    let ran = desk.as_("ed").run(["serve", "--port", port]);
    ran.system().says(&format!("port {port} of this machine is taken"));
    assert_eq!(ran.hints(), ["a free one: newsroom serve --port 0"]);
    desk.as_("ed").type_("serve --port 70000").usage();
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_pages_listen() {
    let desk = TestDesk::with_story();
    let mut served = Served::start(&desk, &[]);
    let _events = served.listen();
    let process = served.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    let ended = served.child.wait().unwrap();
    assert_eq!(ended.code(), Some(130));
}

#[test]
fn what_is_served_after_each_act_is_what_a_whole_build_gives() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    let served = Served::start(&desk, &[]);
    let mut events = served.listen();
    let mut known = Vec::new();
    for (who, line) in [
        (
            "ed",
            "add --slug x --headline X --body 'About 300 men.' --image a.png --alt A --media-credit V --submit",
        ),
        ("mara", "publish x --approve"),
        ("ana", "story open other --title Other"),
        ("ed", "publish other --approve"),
        (
            "ana",
            "add --story other --slug round-up --headline 'Round-up' --body 'All of it.' --rests-on x",
        ),
        ("ed", "publish round-up --approve"),
        (
            "ana",
            "correct x --tell-readers 'It was 200.' --headline 'X, put right' --replace '300=>200' --submit",
        ),
        ("ed", "diff x"),
        ("ed", "publish x --approve"),
        ("ed", "pull x --tell-readers 'We check it.'"),
        ("ed", "restore x --tell-readers 'It holds.'"),
        ("ana", "story open flood --title Flood"),
        ("ed", "publish flood --approve"),
        ("ed", "story close storm"),
        ("ana", "retract round-up --tell-readers 'None of it.' --submit"),
        ("ed", "diff round-up"),
        ("ed", "publish round-up --approve"),
    ] {
        let before = desk.git(["rev-parse", "published"]);
        desk.as_(who).at("21:30").type_(line).ok();
        if desk.git(["rev-parse", "published"]) == before {
            continue;
        }
        events.next();
        let mut files = site(&desk);
        files.remove(".newsroom-site").expect("the build's own note");
        for (path, bytes) in &files {
            let built = String::from_utf8_lossy(bytes).into_owned();
            let answer = served.get(&format!("/{path}"));
            assert_eq!((answer.status, &answer.body), (200, &built), "{path} after {line}");
        }
        let gone = known.iter().filter(|path| !files.contains_key(*path));
        gone.for_each(|path: &String| {
            assert_eq!(served.get(&format!("/{path}")).status, 404, "{path}")
        });
        known.extend(files.into_keys());
    }
    assert!(known.iter().any(|path| path.ends_with(".png")), "{known:?}");
    assert!(known.iter().any(|path| path.starts_with("flood/")), "{known:?}");
}
