//! What is measured of one desk, part by part.

use super::Result;
use super::desk::Desk;
use super::measure::{alternately, both, median, time};
use super::table::{Table, Unit};

/// Measures one desk so many times.
pub(super) type Part = fn(&Desk, usize, &mut Table) -> Result;

/// The parts, in the order in which they are measured.
pub(super) const PARTS: &[(&str, Part)] = &[
    ("start", start),
    ("acts", acts),
    ("looks", looks),
    ("credits", credits),
    ("check", check),
    ("cache", cache),
    ("search", search),
    ("build", build),
    ("audit", audit),
    ("push", push),
    ("exchange", exchange),
];

/// So often is measured what takes long.
const FEW: usize = 3;

/// The program alone, and at a desk that has nothing yet.
fn start(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let [ours, git, status, revision] = alternately(
        runs.max(9),
        [
            &mut |_| desk.run("ana", &["--version"]),
            &mut |_| desk.git(&["--version"]),
            &mut |_| desk.run_in_empty("mara", &["status"]),
            &mut |_| desk.git(&["rev-parse", "HEAD"]),
        ],
    )?;
    table.row(desk.posts, "--version", ours, "git --version", git);
    table.row(desk.posts, "status of an empty desk", status, "git rev-parse HEAD", revision);
    Ok(())
}

/// Filing, approving and publishing.
fn acts(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    for (durable, what, peer) in [
        (false, "add", "git add, git commit"),
        (true, "add, flushed to the disk", "the same, core.fsync=all"),
    ] {
        let [ours, theirs] = alternately(
            runs,
            [&mut |n| desk.add(&format!("{durable}-{n}"), durable), &mut |n| {
                desk.git_add(&format!("{durable}-{n}"), durable)
            }],
        )?;
        table.row(desk.posts, what, ours, peer, theirs);
    }
    if let Some(count) = desk.instructions_of_add("counted")? {
        table.alone(desk.posts, "add, instructions", Unit::Instructions, count);
    }
    let [added, approved, published] = alternately(
        runs,
        [
            &mut |n| desk.add(&format!("steps-{n}"), false),
            &mut |n| desk.run("ed", &["approve", &format!("steps-{n}")]),
            &mut |n| desk.run("ed", &["publish", &format!("steps-{n}")]),
        ],
    )?;
    table.row(desk.posts, "approve", approved, "add", added);
    table.row(desk.posts, "publish", published, "add", added);
    Ok(())
}

/// What people look at all day.
fn looks(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let [list, status, git] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["list", "--limit", "50"]),
            &mut |_| desk.run("ed", &["status"]),
            &mut |_| desk.git(&["status", "--porcelain"]),
        ],
    )?;
    let one = desk.some_post();
    let [show, missing, git_show] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["show", &one.slug]),
            &mut |_| desk.run_failing("ana", &["show", "no-such-post"]),
            &mut |_| desk.git(&["show", &format!("HEAD:{}", one.path)]),
        ],
    )?;
    let [claims, corrections, log, git_log] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["claims"]),
            &mut |_| desk.run("ana", &["corrections"]),
            &mut |_| desk.run("ana", &["log", &one.slug]),
            &mut |_| desk.git(&["log", "--format=%H %an %s", "--", &one.path]),
        ],
    )?;
    let mut row = |what: &str, ours: f64, peer: &str, theirs: f64| {
        table.row(desk.posts, what, ours, peer, theirs);
    };
    row("list --limit 50", list, "git status", git);
    row("status", status, "git status", git);
    row("show", show, "git show", git_show);
    row("show of a name that nobody has", missing, "show", show);
    row("claims", claims, "show", show);
    row("corrections", corrections, "show", show);
    row("log DOC", log, "git log -- FILE", git_log);
    let mut after = Vec::new();
    for n in 0..FEW {
        desk.contributor(&format!("new-{n}"), "editor")?;
        after.push(time(|| desk.run("ana", &["show", &one.slug]))?);
    }
    row("show after contributor add", median(after), "show", show);
    Ok(())
}

/// Who did what.
fn credits(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let counted = time(|| desk.run("ana", &["credits", "--words"]))?;
    let [credits, words, shortlog] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["credits"]),
            &mut |_| desk.run("ana", &["credits", "--words"]),
            &mut |_| desk.git(&["shortlog", "-sn", "HEAD"]),
        ],
    )?;
    table.row(desk.posts, "credits", credits, "git shortlog -sn", shortlog);
    table.row(desk.posts, "credits --words, again", words, "git shortlog -sn", shortlog);
    table.row(desk.posts, "credits --words, the first time", counted, "git shortlog -sn", shortlog);
    Ok(())
}

/// The rules of files, against a checker of TOML that knows the schema alone.
fn check(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let one = desk.some_post();
    let [check_one, check_all] = alternately(
        runs.min(FEW),
        [&mut |_| desk.run("ana", &["check", &one.path]), &mut |_| desk.run("ana", &["check"])],
    )?;
    table.row(desk.posts, "check FILE", check_one, "check", check_all);
    if desk.has_taplo() {
        let [taplo] = alternately(1, [&mut |_| desk.run_taplo()])?;
        table.row(desk.posts, "check", check_all, "taplo check --schema", taplo);
    }
    let memory = desk.peak("ana", &["check"])?;
    table.alone(desk.posts, "check, memory", Unit::Megabytes, memory);
    Ok(())
}

/// A new clone's first command. Git's way to have looked into every file of a commit is to look for a
/// word.
fn cache(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let [cold, grep] = alternately(
        runs.min(FEW),
        [
            &mut |_| desk.without_cache().and_then(|()| desk.run("ana", &["list", "--limit", "1"])),
            &mut |_| desk.git_failing(&["grep", "-c", "no such word", "HEAD", "--", "posts"]),
        ],
    )?;
    table.row(desk.posts, "list, the cache made anew", cold, "git grep", grep);
    desk.without_cache()?;
    let memory = desk.peak("ana", &["list", "--limit", "1"])?;
    table.alone(desk.posts, "list, the cache made anew, memory", Unit::Megabytes, memory);
    Ok(())
}

/// Looking for words: one that stands here and there, one that stands in many posts, and what was filed
/// since the last time.
fn search(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let (rare, common) = ("shanquaber", "mil");
    let anew = time(|| desk.run("ana", &["search", rare]))?;
    let every = time(|| desk.run("ana", &["search", rare, "--ever"]))?;
    let [here, live, ever, many, peer, peers_many] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["search", rare]),
            &mut |_| desk.run("ana", &["search", rare, "--live"]),
            &mut |_| desk.run("ana", &["search", rare, "--ever"]),
            &mut |_| desk.run("ana", &["search", common]),
            &mut |_| desk.look_through(rare),
            &mut |_| desk.look_through(common),
        ],
    )?;
    let mut after = Vec::new();
    for n in 0..runs {
        desk.add(&format!("found-{n}"), false)?;
        after.push(time(|| desk.run("ana", &["search", rare]))?);
    }
    let name = desk.looks_with();
    let mut row = |what: &str, ours: f64, peer: &str, theirs: f64| {
        table.row(desk.posts, what, ours, peer, theirs);
    };
    row("search WORD", here, name, peer);
    row("search WORD --live", live, name, peer);
    row("search WORD --ever", ever, name, peer);
    row("search of what stands in many", many, name, peers_many);
    row("search after add", median(after), "search WORD", here);
    row("search, the index made anew", anew, name, peer);
    row("search --ever, the index made anew", every, name, peer);
    Ok(())
}

/// The site: all of it, after one release, and with nothing new.
fn build(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let runs = runs.min(FEW);
    let mut full = |_: usize| desk.run("ana", &["build", "--full"]);
    let whole = if desk.has_hugo()? {
        let [whole, hugo] = both(runs, [&mut full, &mut |_| desk.run_hugo()])?;
        let mut row = |what: &str, ours: f64, theirs: f64| {
            table.row(desk.posts, what, ours, "hugo", theirs);
        };
        row("build --full, all feeds", whole.wall, hugo.wall);
        row("build --full, processor", whole.processor, hugo.processor);
        whole.wall
    } else {
        let [whole] = alternately(runs, [&mut full])?;
        table.alone(desk.posts, "build --full, all feeds", Unit::Milliseconds, whole);
        whole
    };
    let memory = desk.peak("ana", &["build", "--full"])?;
    table.alone(desk.posts, "build --full, memory", Unit::Megabytes, memory);
    let mut released = Vec::new();
    for n in 0..runs {
        let slug = format!("built-{n}");
        desk.add(&slug, false)?;
        desk.run("ed", &["approve", &slug])?;
        desk.run("ed", &["publish", &slug])?;
        released.push(time(|| desk.run("ana", &["build"]))?);
    }
    let [nothing] = alternately(runs, [&mut |_| desk.run("ana", &["build"])])?;
    table.row(desk.posts, "build after a release", median(released), "build --full", whole);
    table.row(desk.posts, "build, nothing new", nothing, "build --full", whole);
    Ok(())
}

/// Whether each step was lawful: all of them, none that is new, and one.
fn audit(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let runs = runs.min(FEW);
    let [full, git_log] = alternately(
        1,
        [&mut |_| desk.run("ana", &["audit", "--full"]), &mut |_| {
            desk.git(&["log", "--format=%H", "--name-status", "main", "published"])
        }],
    )?;
    table.row(desk.posts, "audit --full", full, "git log --name-status", git_log);
    let memory = desk.peak("ana", &["audit", "--full"])?;
    table.alone(desk.posts, "audit --full, memory", Unit::Megabytes, memory);
    let [again, list] = alternately(
        runs,
        [&mut |_| desk.run("ana", &["audit"]), &mut |_| {
            desk.run("ana", &["list", "--limit", "50"])
        }],
    )?;
    let [_, one] = alternately(
        runs,
        [&mut |n| desk.add(&format!("audited-{n}"), false), &mut |_| desk.run("ana", &["audit"])],
    )?;
    table.row(desk.posts, "audit, nothing new", again, "list --limit 50", list);
    table.row(desk.posts, "audit of one new commit", one, "list --limit 50", list);
    Ok(())
}

/// What a server that judges costs whoever pushes.
fn push(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    desk.serve()?;
    let [judged, plain, _] = alternately(
        runs.min(FEW),
        [
            &mut |_| desk.git(&["push", "-q", "../judged.git", "main"]),
            &mut |_| desk.git(&["push", "-q", "../plain.git", "main"]),
            &mut |n| desk.add(&format!("pushed-{n}"), false),
        ],
    )?;
    table.row(desk.posts, "push of one commit, judged", judged, "git push", plain);
    Ok(())
}

/// What comes from elsewhere: a clone, the newest commit, a thousand files.
fn exchange(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    desk.share()?;
    let clone = time(|| desk.run_beside("ana", &["clone", "shared.git", "cloned"]))?;
    let git_clone = time(|| desk.git_beside(&["clone", "-q", "shared.git", "git-cloned"]))?;
    table.row(desk.posts, "clone", clone, "git clone", git_clone);
    let [_, sync, pull] = alternately(
        runs.min(FEW),
        [
            &mut |n| desk.file_and_share(&format!("shared-{n}")),
            &mut |_| desk.run_beside("ed", &["-C", "cloned", "sync"]),
            &mut |_| desk.git_beside(&["-C", "git-cloned", "pull", "-q"]),
        ],
    )?;
    table.row(desk.posts, "sync of one commit", sync, "git pull", pull);
    let sent = desk.write_files(1000, 2)?;
    let [import, add] =
        alternately(1, [&mut |n| desk.import(&sent[n]), &mut |n| desk.git_add_files(&sent[n])])?;
    table.row(desk.posts, "import of 1,000 files", import, "git add, git commit", add);
    Ok(())
}
