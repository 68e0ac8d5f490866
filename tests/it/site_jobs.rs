//! From the record to a web server: the shared repository builds its site after each push, and what
//! `hooks ci --site` prints does the same on a forge.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::desk::{PROGRAM, TestDesk, git_command, git_in};

/// What is not so by then never will be.
const LONG: Duration = Duration::from_secs(120);

/// A desk with a story and a post that waits for approval, its shared repository, and the site that this
/// builds.
fn shared() -> (TestDesk, PathBuf, PathBuf) {
    let desk = TestDesk::with_story();
    desk.as_("ana").at("20:10").type_("add --headline 'One' --body 'It is dark.' --submit").ok();
    let shared = desk.with_remote();
    let site = desk.outside().join("site");
    let install = format!("hooks install --server --site {}", site.display());
    let told = format!("the site is built in {}", site.display());
    desk.as_("mara").in_(&shared).type_(&install).ok().says(&told);
    (desk, shared, site)
}

fn publish(desk: &TestDesk, at: &str, slug: &str) -> crate::desk::Ran {
    desk.as_("ed").at(at).type_(&format!("diff {slug}")).ok();
    desk.as_("ed").at(at).type_(&format!("publish {slug} --approve --with-story"))
}

fn newest(shared: &Path) -> String {
    let tip = git_in(shared, ["rev-parse", "refs/heads/published"]);
    String::from_utf8(tip).unwrap().trim().to_owned()
}

fn shows(site: &Path) -> Option<String> {
    let text = fs::read_to_string(site.join(".well-known/newsroom.json")).ok()?;
    let value: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(value["record"]["commit"].as_str()?.to_owned())
}

/// Waits for that.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_shared_repository_builds_its_site_after_each_push_that_lets_something_out() {
    let (desk, shared, site) = shared();
    assert_eq!(shows(&site), Some(newest(&shared)), "it is built at once");
    publish(&desk, "20:20", "one").ok();
    until("the site follows", || shows(&site) == Some(newest(&shared)));
    assert!(fs::read_to_string(site.join("storm/index.html")).unwrap().contains("It is dark."));
    assert!(site.join("index.html.gz").is_file(), "packed for a web server");
    let doctor = desk.as_("mara").in_(&shared).type_("doctor");
    doctor.ok().says("shows the newest release");
    // By hand, too, but not into git's own folder.
    let other = desk.outside().join("other");
    desk.as_("mara").in_(&shared).type_(&format!("build --out {}", other.display())).ok();
    assert_eq!(shows(&other), Some(newest(&shared)));
    desk.as_("mara").in_(&shared).type_("build --out here").usage().says("git’s own folder");
}

#[test]
fn a_folder_that_cannot_be_a_site_is_refused_before_anything_is_installed() {
    let desk = TestDesk::with_story();
    let shared = desk.outside().join("empty.git");
    git_in(desk.outside(), ["init", "-q", "--bare", &shared.to_string_lossy()]);
    fs::write(desk.outside().join("file"), "mine").unwrap();
    let mara = || desk.as_("mara").in_(&shared);
    mara().type_("hooks install --server --site ./inside").usage().says("git’s own folder");
    mara().type_("hooks install --server --site ../file").system();
    mara().type_("hooks install --server --site ../site -n").ok().says("would be built in ");
    assert!(!shared.join("hooks/pre-receive").exists() && !desk.outside().join("site").exists());
    let site = desk.outside().join("site").display().to_string();
    mara().type_("hooks install --server --site ../site").ok().says(&format!("is built in {site}"));
    // A desk whose branch is not the one that HEAD names.
    let other = desk.outside().join("other.git");
    let other_path = other.to_string_lossy().into_owned();
    git_in(desk.outside(), ["init", "-q", "--bare", "--initial-branch=master", &other_path]);
    desk.git(["push", "-q", &other_path, "main", "published"]);
    let ran = desk.as_("mara").in_(&other).type_("hooks install --server --site ../www");
    ran.usage().says("git symbolic-ref HEAD refs/heads/main");
}

#[test]
fn a_build_that_fails_is_told_by_doctor_and_to_who_pushes_next() {
    let (desk, shared, site) = shared();
    fs::remove_dir_all(&site).unwrap();
    fs::write(&site, "in the way").unwrap();
    publish(&desk, "20:20", "one").ok();
    let doctor = || desk.as_("mara").in_(&shared).type_("doctor");
    until("the failure is noted", || doctor().out.contains("was not built after the last push"));
    doctor().refused().says("newsroom build --out");
    fs::remove_file(&site).unwrap();
    let ran = desk.as_("ana").at("20:30").type_("add --headline 'Two' --body 'It is light.'");
    ran.ok().says("warning: the site was not built after the last push: ");
    until("it is built again", || shows(&site) == Some(newest(&shared)));
    until("the failure is forgotten", || !doctor().out.contains("was not built"));
    let ran = desk.as_("ana").at("20:31").type_("add --headline 'Three' --body 'Still light.'");
    ran.ok().says_not("the site was not built");
}

#[test]
fn one_build_at_a_time_and_the_newest_wins() {
    let (desk, shared, site) = shared();
    let lock = fs::File::create(shared.join("newsroom/site-build/lock"));
    let lock = lock.or_else(|_| {
        fs::create_dir_all(shared.join("newsroom/site-build"))?;
        fs::File::create(shared.join("newsroom/site-build/lock"))
    });
    let lock = lock.unwrap();
    lock.lock().unwrap();
    let before = shows(&site);
    publish(&desk, "20:20", "one").ok();
    // Whoever comes while another builds leaves it to that one.
    desk.as_("mara").in_(&shared).type_("hooks run site").ok();
    assert_eq!(shows(&site), before);
    lock.unlock().unwrap();
    desk.as_("mara").in_(&shared).type_("hooks run site").ok();
    until("the newest is shown", || shows(&site) == Some(newest(&shared)));
}

/// The commands below `script:` of a job.
fn script(job: &str, yaml: &str) -> String {
    let (_, rest) = yaml.split_once(&format!("\n{job}:\n")).unwrap();
    let (_, rest) = rest.split_once("  script:\n").unwrap();
    let lines = rest.lines().take_while(|line| line.starts_with("    "));
    let lines = lines.map(str::trim).map(|line| line.strip_prefix("- ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_forges_job_builds_the_site_and_goes_on_from_the_last_build() {
    let (desk, shared, _) = shared();
    publish(&desk, "20:20", "one").ok();
    let yaml = desk.as_("mara").type_("hooks ci gitlab --site").ok().out.clone();
    let script = script("pages", &yaml);
    let folder = desk.outside().join("runner");
    let (bin, work) = (folder.join("bin"), folder.join("work"));
    fs::create_dir_all(&bin).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(PROGRAM, bin.join("newsroom")).unwrap();
    let job = || {
        fs::remove_dir_all(&work).ok();
        let from = shared.to_string_lossy().into_owned();
        git_in(&folder, ["clone", "-q", &from, &work.to_string_lossy()]);
        git_in(&work, ["checkout", "-q", "--detach", "origin/main"]);
        // What the forge kept from the job before: its archive has whole seconds alone.
        let kept = folder.join("kept.tar");
        if kept.is_file() {
            let untar = Command::new("tar").arg("-xf").arg(&kept).arg("-C").arg(&work).status();
            assert!(untar.unwrap().success());
        }
        let mut ran = Command::new("bash");
        ran.envs(git_command(&work).get_envs().filter_map(|(name, value)| Some((name, value?))));
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
        ran.args(["-euo", "pipefail", "-c", &script]).current_dir(&work);
        ran.env("PATH", path).env("CI_DEFAULT_BRANCH", "main").env("NEWSROOM_FSYNC", "0");
        ran.env("CI_PROJECT_DIR", &work).env("CARGO_HOME", folder.join("cargo"));
        let ran = ran.output().unwrap();
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(ran.status.success(), "{said}");
        let mut tar = Command::new("tar");
        tar.arg("-cf").arg(&kept).arg("-C").arg(&work).args(["public", ".site-notes"]);
        assert!(tar.status().unwrap().success());
        assert_eq!(shows(&work.join("public")), Some(newest(&shared)), "{said}");
        said
    };
    assert!(!job().contains("(0 changed)"));
    let again = job();
    assert!(again.contains("(0 changed)") && !again.contains("made again"), "{again}");
    desk.as_("ed").at("20:40").type_("pull one --tell-readers 'We are checking it.'").ok();
    let third = job();
    assert!(!third.contains("(0 changed)") && !third.contains("made again"), "{third}");
    assert!(
        fs::read_to_string(work.join("public/storm/index.html")).unwrap().contains("checking it")
    );
}

#[test]
fn a_forges_job_keeps_the_last_build_ends_with_a_look_at_readers_and_pins_what_it_uses() {
    let desk = TestDesk::with_story();
    for (forge, keeps) in [("github", ".git/newsroom/sites"), ("gitlab", "[public, .site-notes]")] {
        let ran = desk.as_("mara").type_(&format!("hooks ci {forge} --site"));
        ran.ok().says("url = the address of the Pages");
        for words in [keeps, "newsroom status --site --exit-code\n", "newsroom build --out "] {
            assert!(ran.out.contains(words), "`{words}` is not in\n{}", ran.out);
        }
        let uses = ran.out.lines().filter_map(|line| line.split_once("uses: ")?.1.split_once('@'));
        for (action, at) in uses {
            let (commit, version) = at.split_once(" # v").unwrap_or(("", ""));
            assert!(commit.len() == 40 && !version.is_empty(), "{action}@{at}");
        }
    }
}
