//! A build that is killed, or meets a disk that fails, or a folder that somebody was in: the next
//! one makes of it what it makes of an empty folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use super::{files, two_stories};
use crate::desk::{TestDesk, png};

/// A folder for a site, of a desk.
struct Site<'a> {
    desk: &'a TestDesk,
    folder: PathBuf,
}

impl<'a> Site<'a> {
    fn of(desk: &'a TestDesk) -> Self {
        Self { desk, folder: desk.root().join("killed") }
    }

    fn build(&self, more: &str) -> crate::desk::Ran {
        self.desk.as_("ana").at("23:00").type_(&format!("build --out killed {more}"))
    }

    fn command(&self) -> Command {
        self.desk.as_("ana").at("23:00").command(["build", "--out", "killed"])
    }

    /// Builds until that is so, and no further; whether that was before its end is not known.
    fn killed_when(&self, so: impl Fn() -> bool) {
        let mut child: Child = self.command().spawn().unwrap();
        while !so() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn read(&self, file: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(file)).ok()
    }

    fn removed(&self) {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder).unwrap();
        }
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.folder)
    }

    /// The next build makes of it what one makes of an empty folder.
    fn goes_on(&self, fresh: &BTreeMap<String, Vec<u8>>, what: &str) {
        self.build("").ok();
        let found = self.files();
        let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(fresh), "{what}");
        assert!(found == *fresh, "{what}: other bytes");
        assert_eq!(self.desk.built("--out killed")["changed"], 0, "{what}");
    }
}

/// The desk's site in a folder that never was.
fn fresh(desk: &TestDesk, name: &str) -> BTreeMap<String, Vec<u8>> {
    desk.as_("ana").at("23:00").type_(&format!("build --out {name}")).ok();
    files(&desk.root().join(name))
}

#[test]
fn a_first_build_that_is_killed_at_any_of_its_files_is_gone_on_from() {
    let desk = two_stories();
    let (site, wanted) = (Site::of(&desk), fresh(&desk, "fresh"));
    for file in wanted.keys().map(String::as_str).chain([".newsroom-site", ".newsroom-new", ""]) {
        site.removed();
        site.killed_when(|| site.folder.join(file).exists());
        site.goes_on(&wanted, &format!("killed at {file}"));
    }
}

#[test]
fn a_later_build_that_is_killed_at_any_of_its_files_is_gone_on_from_and_back_from() {
    let desk = two_stories();
    let (site, before) = (Site::of(&desk), fresh(&desk, "before"));
    desk.write("a.png", png());
    let lines = [
        (
            "ana",
            "add --story storm --slug new --headline New --image a.png --alt A --media-credit V --submit",
        ),
        ("ed", "publish new --approve"),
        ("ed", "pull two --tell-readers 'We are checking it.'"),
    ];
    for (who, line) in lines {
        desk.as_(who).at("21:30").type_(line).ok();
    }
    let wanted = fresh(&desk, "after");
    let changed = wanted.iter().filter(|(file, bytes)| before.get(*file) != Some(*bytes));
    for (index, (file, _)) in changed.enumerate() {
        site.removed();
        site.build("--at 21:29").ok();
        assert!(site.files() == before);
        site.killed_when(|| site.read(file) != before.get(file).cloned());
        // Every other time readers go back to what was: what only the killed build wrote is gone.
        if index % 2 == 0 {
            site.build("--at 21:29").ok();
            let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&site.files()), names(&before), "killed at {file}");
            assert!(site.files() == before, "killed at {file}: other bytes");
        }
        site.goes_on(&wanted, &format!("killed at {file}"));
    }
}

#[test]
fn a_picture_that_only_a_killed_build_wrote_is_gone_once_its_post_is_pulled() {
    let desk = two_stories();
    let site = Site::of(&desk);
    site.build("").ok();
    desk.write("a.png", png());
    let add = "add --story storm --slug new --headline New --image a.png --alt A --media-credit V";
    desk.as_("ana").at("21:30").type_(add).ok();
    desk.as_("ed").at("21:31").type_("publish new --approve").ok();
    // Of all files a picture is the first.
    site.killed_when(|| has_picture(&site.folder));
    desk.as_("ed").at("21:32").type_("pull new --tell-readers 'A wrong picture.'").ok();
    site.goes_on(&fresh(&desk, "fresh"), "pulled");
    assert!(!has_picture(&site.folder));
}

/// Whether a picture is in the folder or below it, in which somebody may be at work.
fn has_picture(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .any(|path| path.extension().is_some_and(|ending| ending == "png") || has_picture(&path))
}

#[test]
fn what_somebody_took_away_or_changed_is_made_again_and_what_they_put_there_stays() {
    let desk = two_stories();
    let (site, wanted) = (Site::of(&desk), fresh(&desk, "fresh"));
    site.build("").ok().says_not("made again");
    std::fs::remove_dir_all(site.folder.join("flood")).unwrap();
    std::fs::remove_file(site.folder.join("feed.json")).unwrap();
    let page = site.folder.join("storm/index.html");
    std::fs::write(&page, "<p>Nothing happened.</p>").unwrap();
    std::fs::write(site.folder.join("ads.txt"), "selan.example, 7, DIRECT").unwrap();
    site.build("-n").ok().says("would be made again");
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "<p>Nothing happened.</p>");
    let json = desk.built("--out killed");
    let mended: Vec<&str> =
        json["mended"].as_array().unwrap().iter().filter_map(|path| path.as_str()).collect();
    for path in ["flood/index.html", "feed.json", "storm/index.html"] {
        assert!(mended.contains(&path), "{mended:?}");
    }
    assert!(mended.iter().all(|path| !path.starts_with("storm/") || *path == "storm/index.html"));
    for act in ["pull two --tell-readers 'We are checking it.'", "pull flood --tell-readers 'All.'"]
    {
        desk.as_("ed").at("21:30").type_(act).ok();
        site.build("").ok().says_not("made again");
    }
    site.build("--full").ok();
    let ads = std::fs::read_to_string(site.folder.join("ads.txt")).unwrap();
    assert_eq!(ads, "selan.example, 7, DIRECT");
    assert!(wanted.contains_key("feed.json") && site.read("feed.json").is_some());
}

#[test]
fn notes_that_are_damaged_or_gone_are_made_anew_in_the_same_build() {
    let desk = two_stories();
    let (site, wanted) = (Site::of(&desk), fresh(&desk, "fresh"));
    std::fs::remove_dir_all(desk.root().join("fresh")).unwrap();
    let notes = desk.root().join(".git/newsroom/sites");
    let damaged = |what: &str, bytes: &[u8]| match what {
        "empty" => Vec::new(),
        "half" => bytes[..bytes.len() / 2].to_vec(),
        "letters" => b"no notes ".repeat(bytes.len() / 9),
        _ => {
            let row = bytes.windows(6).rposition(|found| found == b"Flood ").expect("a headline");
            [&bytes[..row], b"Plood ", &bytes[row + 6..]].concat()
        }
    };
    for what in ["empty", "half", "letters", "another word in a row"] {
        std::fs::remove_dir_all(&notes).unwrap();
        site.build("").ok();
        for file in std::fs::read_dir(&notes).unwrap() {
            let file = file.unwrap().path();
            std::fs::write(&file, damaged(what, &std::fs::read(&file).unwrap())).unwrap();
        }
        // What is shared is told of all stories, as their notes have it.
        std::fs::remove_file(site.folder.join("index.html")).unwrap();
        site.goes_on(&wanted, what);
    }
    std::fs::remove_dir_all(&notes).unwrap();
    std::fs::write(&notes, "no folder").unwrap();
    site.build("").ok();
    assert!(site.files() == wanted, "nowhere to note anything");
}

#[test]
fn a_folder_that_cannot_be_written_is_named_and_the_next_build_goes_on() {
    let desk = two_stories();
    let (site, wanted) = (Site::of(&desk), fresh(&desk, "fresh"));
    std::fs::write(&site.folder, "a file").unwrap();
    site.build("").system().says("could not make the folder").says("killed");
    std::fs::remove_file(&site.folder).unwrap();
    site.build("").ok();
    let page = site.folder.join("storm/index.html");
    std::fs::remove_file(&page).unwrap();
    std::fs::create_dir_all(page.join("in the way")).unwrap();
    site.build("").system().says("could not write").says("storm/index.html");
    std::fs::remove_dir_all(&page).unwrap();
    site.goes_on(&wanted, "a folder was in the way");
}

#[test]
fn a_disk_that_takes_no_more_is_told_and_the_next_build_goes_on() {
    let desk = TestDesk::with_story();
    desk.write("long.md", "The water rises in every street. ".repeat(3000));
    let add = "add --slug long --headline 'The water rises' --body @long.md --submit";
    desk.as_("ana").at("21:30").type_(add).ok();
    desk.as_("ed").at("21:31").type_("publish long --approve").ok();
    let (site, wanted) = (Site::of(&desk), fresh(&desk, "fresh"));
    let longest = wanted.values().map(Vec::len).max().unwrap();
    let typed = site.command();
    let mut limited = Command::new("sh");
    // No file may have more than half of the largest; a shell counts in 512 bytes or in 1024.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", longest / 2048);
    limited.args(["-c", &script]).arg(typed.get_program()).args(typed.get_args());
    limited.current_dir(typed.get_current_dir().unwrap()).env_clear();
    limited.envs(typed.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = limited.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("could not write") && said.contains("too large"), "{said}");
    assert!(!site.folder.join(".newsroom-new").exists());
    site.goes_on(&wanted, "the disk was full");
}
