//! `build`: what a release touches is made again, the rest stands, and any past minute can be built.

use std::collections::BTreeMap;
use std::path::Path;

use crate::desk::{Ran, TestDesk, files_below, png};

mod killed;
mod pictures;

/// Every file of a site but the note that is for the next build.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = files_below(folder);
    found.remove(".newsroom-site");
    found
}

fn text(site: &BTreeMap<String, Vec<u8>>, file: &str) -> String {
    String::from_utf8(site[file].clone()).unwrap()
}

impl TestDesk {
    fn built(&self, more: &str) -> serde_json::Value {
        self.as_("ana").type_(&format!("build --json {more}")).ok().json()
    }

    pub(crate) fn commit_as_mara(&self, title: &str) {
        let author = "Mara Dov <mara@courier.example>";
        self.git(["commit", "-q", "-a", "--author", author, "-m", title]);
    }

    fn site(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.root().join("site"))
    }

    /// The site in `site` as it is, after it was found to be what a build from nothing gives.
    fn as_from_nothing(&self) -> BTreeMap<String, Vec<u8>> {
        self.built("--out fresh --full");
        let (one, other) = (self.site(), files(&self.root().join("fresh")));
        let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&one), names(&other));
        for (name, bytes) in &one {
            assert_eq!(
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(&other[name]),
                "{name}"
            );
        }
        one
    }
}

/// The story `storm` with two posts, and `flood` with one that rests on the first of them.
fn two_stories() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.live("one", "The power fails", "All of the old town is dark.");
    desk.live("two", "The harbour is closed", "No ship may leave.");
    desk.as_("ana").at("20:10").type_("story open flood --title 'Flood in the harbour'").ok();
    desk.as_("ed").at("20:11").type_("publish flood --approve").ok();
    desk.as_("ana")
        .at("20:12")
        .type_("add --story flood --slug rests --headline 'Water rises' --rests-on one --submit")
        .ok();
    desk.as_("ed").at("20:13").type_("publish rests --approve").ok();
    desk
}

#[test]
fn a_build_after_a_release_is_what_a_build_from_nothing_gives() {
    let desk = two_stories();
    desk.built("");
    desk.as_from_nothing();
    let acts = [
        ("ana", "correct one --tell-readers 'It was half of it.' --replace 'All=>Half' --submit"),
        ("ed", "diff one"),
        ("ed", "publish one --approve"),
        ("ed", "pull two --tell-readers 'We are checking it.'"),
        ("ed", "restore two --tell-readers 'It holds.'"),
        ("ed", "pull flood --tell-readers 'We are checking all of it.'"),
        ("ed", "restore flood --tell-readers 'It holds.'"),
        ("ed", "pin one"),
        ("ed", "story close storm"),
        ("ana", "retract two --tell-readers 'There was no such order.' --submit"),
        ("ed", "diff two"),
        ("ed", "publish two --approve"),
        ("mara", "publish newsroom.toml"),
    ];
    for (index, (who, act)) in acts.into_iter().enumerate() {
        if act.contains("newsroom.toml") {
            let settings = desk.read("newsroom.toml").replace("The Selan Courier", "The Courier");
            desk.write("newsroom.toml", settings);
            desk.commit_as_mara("settings: a shorter name");
        }
        desk.as_(who).at(&format!("21:{:02}", index + 10)).type_(act).ok();
        desk.built("");
        desk.as_from_nothing();
    }
}

#[test]
fn a_release_makes_its_own_story_again_and_those_that_tell_of_it() {
    let desk = two_stories();
    assert_eq!(desk.built("")["made"], 2);
    let again = desk.built("");
    assert_eq!((&again["made"], &again["changed"]), (&0.into(), &0.into()));
    // Nobody tells of the second post.
    desk.as_("ed").at("21:10").type_("pull two --tell-readers 'We are checking it.'").ok();
    let before = desk.site();
    assert_eq!(desk.built("")["made"], 1);
    let after = desk.site();
    let changed = after.iter().filter(|(name, bytes)| before.get(*name) != Some(*bytes));
    let changed: Vec<&str> = changed.map(|(name, _)| name.as_str()).collect();
    assert!(changed.contains(&"storm/index.html") && changed.contains(&"feed.json"), "{changed:?}");
    assert!(changed.iter().all(|name| !name.starts_with("flood/")), "{changed:?}");
    // The first one is what a post of the other story rests on.
    desk.as_("ed").at("21:12").type_("pull one --tell-readers 'We are checking it.'").ok();
    assert_eq!(desk.built("")["made"], 2);
    assert!(text(&desk.site(), "flood/index.html").contains("taken down"));
}

#[test]
fn a_post_that_was_named_before_readers_had_it_is_told_of_once_they_have() {
    let desk = two_stories();
    desk.as_("ana")
        .at("20:19")
        .type_("add --story storm --slug late --headline 'The bridge is open'")
        .ok();
    desk.as_("ana")
        .at("20:20")
        .type_("add --story flood --slug early --headline 'Way out' --rests-on late --submit")
        .ok();
    desk.as_("ed").at("20:21").type_("publish early --approve").ok();
    desk.built("");
    assert!(!text(&desk.site(), "flood/index.html").contains("The bridge is open"));
    desk.as_("ana").at("20:22").type_("submit late").ok();
    desk.as_("ed").at("20:23").type_("publish late --approve").ok();
    assert_eq!(desk.built("")["made"], 2);
    assert!(text(&desk.as_from_nothing(), "flood/index.html").contains("The bridge is open"));
}

#[test]
fn what_a_build_of_one_story_left_behind_is_made_up_for_by_the_next_whole_one() {
    let desk = two_stories();
    desk.built("");
    desk.as_("ed").at("21:10").type_("pull one --tell-readers 'We are checking it.'").ok();
    assert_eq!(desk.built("--story storm")["made"], 1);
    assert!(!text(&desk.site(), "flood/index.html").contains("taken down"));
    desk.built("");
    assert!(text(&desk.as_from_nothing(), "flood/index.html").contains("taken down"));
}

#[test]
fn what_readers_met_at_a_past_minute_is_built_again_to_the_byte() {
    let desk = two_stories();
    desk.built("--out then");
    let then = files(&desk.root().join("then"));
    desk.as_("ana")
        .at("21:20")
        .type_("correct one --tell-readers 'It was half.' --replace 'All=>Half' --submit")
        .ok();
    desk.as_("ed").at("21:29").type_("diff one").ok();
    desk.as_("ed").at("21:30").type_("publish one --approve").ok();
    desk.built("");
    assert!(text(&desk.site(), "storm/index.html").contains("Half of the old town"));
    desk.as_("ana").at("22:00").type_("build --at 21:29").ok().says("as of 21:29");
    assert_eq!(desk.site(), then, "over the newer site");
    desk.as_("ana").at("22:00").type_("build --at 21:30").ok();
    assert!(text(&desk.site(), "storm/index.html").contains("Half of the old town"));
    let early = desk.as_("ana").at("22:00").type_("build --at 2026-11-06T10:00:00Z");
    early.usage().says("later than");
}

#[test]
fn the_site_names_the_commit_of_the_record_that_it_shows() {
    let desk = two_stories();
    let built = desk.built("");
    let told: serde_json::Value =
        serde_json::from_str(&text(&desk.site(), ".well-known/newsroom.json")).unwrap();
    let tip = desk.git(["rev-parse", "published"]);
    assert_eq!(told["record"]["commit"], tip.trim());
    assert_eq!(built["commit"], tip.trim());
    assert_eq!(told["record"]["at"], "2026-11-07T18:13:00Z");
}

/// Files of a theme, and their release by the chief.
fn release_theme(desk: &TestDesk, files: &[(&str, &[u8])]) -> Ran {
    for (name, bytes) in files {
        let path = format!("theme/{name}");
        let folder = desk.root().join(&path);
        std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
        desk.write(&path, bytes);
    }
    desk.git(["add", "theme"]);
    desk.commit_as_mara("theme: another one");
    desk.as_("mara").at("21:11").type_("publish newsroom.toml")
}

#[test]
fn a_theme_with_a_mistake_is_not_published_and_the_site_goes_on() {
    let desk = two_stories();
    desk.built("");
    for (text, line) in [("<p>fine</p>\n{{ nobody }}\n", 2), ("\n\n{% if %}", 3)] {
        let told = format!("theme/post.html, line {line}");
        release_theme(&desk, &[("post.html", text.as_bytes())]).refused().says(&told);
    }
    // The story that began last is tried as if it were taken down, too.
    let down = b"{{ words.title }}".as_slice();
    release_theme(&desk, &[("post.html", b""), ("story.html", down)])
        .refused()
        .says("theme/story.html");
    desk.git(["rm", "-q", "-f", "theme/story.html"]);
    release_theme(&desk, &[("My Logo.png", b"x")])
        .refused()
        .says("theme/My Logo.png: no page could name it");
    desk.git(["rm", "-q", "-f", "theme/My Logo.png"]);
    release_theme(&desk, &[("post.html", b"\xff\xfe")]).usage().says("theme/post.html");
    desk.as_("ed").at("21:12").type_("pull two --tell-readers 'We are checking it.'").ok();
    desk.built("");
    assert!(text(&desk.as_from_nothing(), "storm/index.html").contains("We are checking it."));
}

#[test]
fn a_mistake_in_a_theme_that_shows_later_stops_no_page() {
    let desk = two_stories();
    // No post was retracted yet.
    let theme = "{% extends 'base.html' %}\n{% block main %}\n\
        {% if post.state == 'retracted' %}{{ nobody }}{% elif post.words %}{{ post.words.body }}{% endif %}\n\
        {% endblock %}";
    release_theme(&desk, &[("post.html", theme.as_bytes())]).ok();
    desk.as_("ana").type_("build").ok().says_not("theme/");
    desk.as_("ana").at("21:12").type_("retract two --tell-readers 'It was wrong.' --submit").ok();
    desk.as_("ed").at("21:13").type_("diff two").ok();
    desk.as_("ed").at("21:13").type_("publish two --approve").ok();
    let told = "theme/post.html, line 3: undefined value; the built-in one made 1 page";
    desk.as_("ana").type_("build").ok().says(told);
    desk.as_("ana").type_("build").ok().says(told);
    let site = desk.as_from_nothing();
    let page = |slug: &str| {
        let posts = desk.git(["ls-tree", "-r", "--name-only", "HEAD", "posts"]);
        let path = posts.lines().find(|path| path.contains(slug)).unwrap().to_owned();
        let id = path.rsplit('-').next().unwrap().trim_end_matches(".toml").to_owned();
        text(&site, &format!("storm/{id}/index.html"))
    };
    assert!(page("/two-").contains("It was wrong."));
    assert!(page("/one-").contains("<p>All of the old town is dark.</p>"));
    assert!(!page("/one-").contains("Every version of this post"), "the desk's own");
}

#[test]
fn a_theme_brings_files_of_any_kind() {
    let desk = two_stories();
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\xff\x00";
    let files: [(&str, &[u8]); 5] = [
        ("logo.png", png),
        ("fonts/serif.woff2", b"wOF2\xff\xfe"),
        ("favicon.ico", b"\x00\x00\x01\x00"),
        ("robots.txt", b"User-agent: *\nDisallow: /\n"),
        ("site.css", b"p{color:red}"),
    ];
    release_theme(&desk, &files).ok();
    desk.built("");
    let site = desk.as_from_nothing();
    let wanted = [
        "assets/logo.png",
        "assets/fonts/serif.woff2",
        "favicon.ico",
        "robots.txt",
        "assets/site.css",
    ];
    for (path, (_, bytes)) in wanted.iter().zip(files) {
        assert_eq!(site[*path], bytes, "{path}");
    }
    assert!(!site.contains_key("favicon.svg"));
    assert!(
        text(&site, "storm/index.html").contains("<link rel=\"icon\" href=\"../favicon.ico\">")
    );
    desk.as_("ana").type_("build --desk --out preview").ok();
    let preview = files_below(&desk.root().join("preview"));
    assert_eq!(preview["assets/logo.png"], png);
}

#[test]
fn a_site_is_written_beside_the_desks_own_files_and_git_passes_it_over() {
    let desk = two_stories();
    for out in ["posts/site", "theme", "./releases/../posts", ".git/site"] {
        let build = format!("build --out {out}");
        desk.as_("ana").type_(&build).usage().says("the desk’s own");
        desk.as_("ana").type_(&format!("{build} --desk")).usage().says("the desk’s own");
    }
    desk.write("docs/notes.txt", "Mine.");
    desk.as_("ana").type_("build --out docs").system();
    assert!(
        desk.git(["status", "--porcelain"]).contains("docs/"),
        "what was refused is not passed over"
    );
    std::fs::remove_dir_all(desk.root().join("docs")).unwrap();
    desk.built("");
    desk.built("--out 'a [b]*'");
    desk.built("--out public/live");
    desk.as_("ana").type_("build --desk").ok();
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    let ignored = desk.git(["check-ignore", "site", "site-desk", "public/live", "a [b]*"]);
    assert_eq!(ignored.lines().count(), 4);
    assert!(desk.git(["check-ignore", "-v", "site"]).contains("info/exclude"));
}

#[test]
fn a_film_has_its_poster_and_captions_by_file_and_by_address() {
    let desk = TestDesk::with_story();
    let cues = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe sea is high.\n";
    desk.write("still.png", png());
    desk.write("film.vtt", cues);
    let film = "--video https://v.example/1.mp4 --title Sea --alt Waves --media-credit Vera";
    let add = format!("add --story storm --slug sea --headline Sea --body Waves. {film}");
    let ana = |line: &str| desk.as_("ana").at("21:00").type_(line);
    ana(&format!("{add} --poster film.vtt")).usage().says("film.vtt is not a picture");
    ana(&format!("{add} --captions still.png")).usage().says("still.png is not WebVTT");
    ana(&format!("{add} --poster none.png")).usage().says("none.png cannot be read");
    ana(&format!("{add} --poster still.png --captions film.vtt")).ok();
    desk.as_("ed").at("21:01").type_("publish sea --approve").ok();
    desk.built("");
    let site = desk.site();
    let page = text(&site, "storm/index.html");
    let named = |before: &str| {
        let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before}\n{page}"));
        rest.split('"').next().unwrap().to_owned()
    };
    let (poster, captions) = (named(" poster=\"../"), named("<track kind=\"captions\" src=\"../"));
    assert!(site[&poster].starts_with(b"\x89PNG") && poster.ends_with(".png"));
    assert_eq!(text(&site, &captions), cues);
    assert!(page.contains("srclang=\"en\"") && !page.contains("crossorigin"));
    let address = "--captions https://v.example/1.vtt";
    ana(&format!("edit sea --media 1 {address} --submit")).ok();
    desk.as_("ed").at("21:02").type_("diff sea").ok();
    desk.as_("ed").at("21:02").type_("publish sea --approve").ok();
    desk.built("");
    let page = text(&desk.as_from_nothing(), "storm/index.html");
    assert!(page.contains("crossorigin=\"anonymous\" src=\"https://v.example/1.mp4\""), "{page}");
    assert!(page.contains("<track kind=\"captions\" src=\"https://v.example/1.vtt\""));
    // What is said of a medium goes by what there was, whatever else becomes of them.
    desk.write("other.png", crate::desk::png_of(3));
    let more = "--video https://v.example/2.mp4 --title Two --alt Two --media-credit Vera";
    ana(&format!("edit sea {more}")).ok();
    ana("edit sea --remove-media 1 --media 2 --poster other.png --caption 'The second'").ok();
    let filed = desk.filed(&desk.path("sea"));
    let (_, medium) = filed.split_once("[[media]]").unwrap();
    assert!(!medium.contains("[[media]]") && medium.contains("2.mp4"), "{filed}");
    assert!(medium.contains("The second") && medium.contains("poster = \""), "{filed}");
    ana("edit sea --remove-media 1").ok();
    ana(&format!("edit sea {film} --poster still.png")).ok();
    ana("edit sea --media 1 --poster other.png --submit").ok();
    desk.as_("ed").at("21:03").type_("diff sea").ok();
    desk.as_("ed").at("21:03").type_("publish sea --approve").ok();
    desk.built("");
    assert!(!text(&desk.site(), "storm/index.html").contains(&poster));
}

#[test]
fn a_site_without_an_address_says_what_it_lacks() {
    let desk = TestDesk::with_story();
    let has = "no feeds, sitemaps and link previews";
    desk.as_("ana").type_("build").ok().says_not(has);
    desk.as_("ana").type_("doctor").ok().says("https://courier.example");
    let other = desk.outside().join("other");
    std::fs::create_dir(&other).unwrap();
    let mara = || desk.as_("mara").in_(&other);
    mara().type_("init . --name 'The Other' --timezone Europe/Kyiv").ok().says(has);
    mara().type_("check").ok().says("NR086").says(has);
    mara().type_("doctor").ok().says(has);
    mara().type_("build").ok().says(has);
}

#[test]
fn a_server_has_a_page_for_where_there_is_none() {
    let desk = two_stories();
    desk.built("");
    let page = text(&desk.site(), "404.html");
    assert!(page.contains("There is no such page") && page.contains("href=\"/assets/site."));
}

#[test]
fn a_clone_of_the_record_alone_builds_the_same_site() {
    let desk = two_stories();
    desk.built("");
    let alone = desk.outside().join("alone");
    desk.git(["clone", "-q", "--single-branch", "-b", "published", ".", alone.to_str().unwrap()]);
    desk.as_("stranger").in_(&alone).type_("build --out site").ok();
    assert_eq!(files(&alone.join("site")), desk.site());
}

/// The address of a server that gives that file of the desk's site to one client.
fn serving(desk: &TestDesk) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let root = desk.root().join("site");
    std::thread::spawn(move || {
        use std::io::{BufRead, BufReader, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        let path = line.split(' ').nth(1).unwrap().trim_start_matches('/').to_owned();
        let (status, body) = match std::fs::read(root.join(path)) {
            Ok(body) => ("200 OK", body),
            Err(_) => ("404 Not Found", Vec::new()),
        };
        write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len()).unwrap();
        stream.write_all(&body).unwrap();
    });
    address
}

#[test]
fn status_says_whether_readers_of_the_site_are_behind() {
    let desk = two_stories();
    desk.built("");
    let asked = |desk: &TestDesk| {
        desk.as_("ed").at("21:30").type_(&format!("status --site {}", serving(desk)))
    };
    asked(&desk).ok().says("shows the newest release");
    desk.as_("ed").at("21:10").type_("pull two --tell-readers 'We are checking it.'").ok();
    asked(&desk).ok().says("READERS ARE BEHIND").says("lacks 1 act (newsroom build)").says("21:10");
    let line = format!("status --json --site {}", serving(&desk));
    let json = desk.as_("ed").at("21:30").type_(&line).ok().json();
    assert_eq!(json["site"]["standing"], "behind");
    assert_eq!(json["site"]["missing"].as_array().unwrap().len(), 1);
    desk.built("");
    asked(&desk).ok().says("shows the newest release");
    // Another clone that did not hear of it.
    desk.git(["update-ref", "refs/heads/published", "published^"]);
    asked(&desk).ok().says("not in the record here");
    std::fs::remove_file(desk.root().join("site/.well-known/newsroom.json")).unwrap();
    asked(&desk).system().says("there is no such file");
}

#[test]
fn packed_files_stand_beside_those_they_are_of_and_go_with_them() {
    let desk = two_stories();
    desk.built("--compress");
    let site = desk.site();
    let packed = |site: &BTreeMap<String, Vec<u8>>| {
        site.keys().filter(|path| path.ends_with(".gz") || path.ends_with(".br")).count()
    };
    for path in ["index.html", "storm/index.html", "assets/site.css", "storm/latest.json"] {
        let mut text = String::new();
        let gzip = flate2::read::GzDecoder::new(site[&format!("{path}.gz")].as_slice());
        std::io::Read::read_to_string(&mut { gzip }, &mut text).unwrap();
        assert_eq!(text.as_bytes(), site[path], "{path}");
        assert!(site[&format!("{path}.br")].len() < site[path].len(), "{path}");
    }
    let add = "add --story storm --slug three --headline 'The ferry is back' --submit";
    desk.as_("ana").at("21:10").type_(add).ok();
    desk.as_("ed").at("21:12").type_("publish three --approve").ok();
    desk.built("--story storm");
    let alone = desk.site();
    let mut text = String::new();
    let gzip = flate2::read::GzDecoder::new(alone["storm/index.html.gz"].as_slice());
    std::io::Read::read_to_string(&mut { gzip }, &mut text).unwrap();
    assert!(text.contains("The ferry is back"), "no packed file is of earlier words");
    desk.built("");
    assert_eq!(packed(&desk.site()), 0, "without the flag none of them stays");
}
