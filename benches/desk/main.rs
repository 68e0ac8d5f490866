//! How fast the desk is, against git and against itself, in one run on one machine.
//!
//! `cargo bench --bench desk -- [--posts N] [--runs K]` makes desks of 100, of 1,000 and of N posts
//! (10,000 where nothing is said) and prints medians, each with its ratio to a peer's from the same
//! run. Times of another day or machine say nothing; ratios do. `--only search` and `--only build`
//! measure these alone.

mod desk;
mod hugo;
mod measure;
mod stream;
mod words;

use std::io::Write;

use desk::Desk;
use measure::{Table, alternately, time};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result {
    let (posts, runs, only) = arguments()?;
    let mut sizes = vec![100, 1000, posts];
    sizes.sort_unstable();
    sizes.dedup();
    let mut out = std::io::stdout();
    let mut table = Table::default();
    for size in sizes {
        let desk = Desk::new(size)?;
        match only.as_deref() {
            Some("search") => searches(&desk, runs, &mut table)?,
            Some("build") => builds(&desk, runs.min(3), &mut table)?,
            Some(other) => return Err(format!("`{other}`? search, build").into()),
            None => rows(&desk, runs, &mut table)?,
        }
        write!(out, "{}", table.take())?;
        out.flush()?;
    }
    Ok(())
}

fn arguments() -> Result<(usize, usize, Option<String>)> {
    let (mut posts, mut runs, mut only) = (10_000, 9, None);
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut number = || -> Result<usize> { Ok(given.next().ok_or("a number")?.parse()?) };
        match argument.as_str() {
            "--posts" => posts = number()?,
            "--runs" => runs = number()?,
            "--only" => only = given.next(),
            "--bench" => {} // cargo says so
            other => return Err(format!("`{other}`? --posts N, --runs K, --only PART").into()),
        }
    }
    Ok((posts.max(100), runs.max(3), only))
}

/// Measures one desk.
fn rows(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let posts = desk.posts;
    let mut row = |what: &str, ours: f64, peer: &str, theirs: f64| {
        table.row(posts, what, ours, peer, theirs);
    };
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
        row(what, ours, peer, theirs);
    }
    let [added, approved, published] = alternately(
        runs,
        [
            &mut |n| desk.add(&format!("steps-{n}"), false),
            &mut |n| desk.run("ed", &["approve", &format!("steps-{n}")]),
            &mut |n| desk.run("ed", &["publish", &format!("steps-{n}")]),
        ],
    )?;
    row("approve", approved, "add", added);
    row("publish", published, "add", added);

    let [list, status, git] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["list", "--limit", "50"]),
            &mut |_| desk.run("ed", &["status"]),
            &mut |_| desk.git(&["status", "--porcelain"]),
        ],
    )?;
    row("list --limit 50", list, "git status", git);
    row("status", status, "git status", git);
    let one = desk.some_post();
    let [show, missing, git] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["show", &one.slug]),
            &mut |_| desk.run_failing("ana", &["show", "no-such-post"]),
            &mut |_| desk.git(&["show", &format!("HEAD:{}", one.path)]),
        ],
    )?;
    row("show", show, "git show", git);
    row("show of a name that nobody has", missing, "show", show);
    let [claims, corrections, credits, shortlog] = alternately(
        runs,
        [
            &mut |_| desk.run("ana", &["claims"]),
            &mut |_| desk.run("ana", &["corrections"]),
            &mut |_| desk.run("ana", &["credits"]),
            &mut |_| desk.git(&["shortlog", "-sn", "HEAD"]),
        ],
    )?;
    row("claims", claims, "show", show);
    row("corrections", corrections, "show", show);
    row("credits", credits, "git shortlog -sn", shortlog);
    let counted = time(|| desk.run("ana", &["credits", "--words"]))?;
    let [kept] = alternately(runs, [&mut |_| desk.run("ana", &["credits", "--words"])])?;
    row("credits --words, again", kept, "the first time", counted);

    let [log, git_log] = alternately(
        runs,
        [&mut |_| desk.run("ana", &["log", &one.slug]), &mut |_| {
            desk.git(&["log", "--format=%H %an %s", "--", &one.path])
        }],
    )?;
    row("log DOC", log, "git log -- FILE", git_log);
    let few = runs.min(3);
    let [check_one, check_all] = alternately(
        few,
        [&mut |_| desk.run("ana", &["check", &one.path]), &mut |_| desk.run("ana", &["check"])],
    )?;
    row("check FILE", check_one, "check", check_all);
    // Git's way to have looked into every file of a commit is to look for a word.
    let [cold, grep] = alternately(
        few,
        [
            &mut |_| desk.without_cache().and_then(|()| desk.run("ana", &["list", "--limit", "1"])),
            &mut |_| desk.git_failing(&["grep", "-c", "no such word", "HEAD", "--", "posts"]),
        ],
    )?;
    row("list, the cache made anew", cold, "git grep", grep);
    searches(desk, runs, table)?;
    builds(desk, few, table)?;
    let mut row = |what: &str, ours: f64, peer: &str, theirs: f64| {
        table.row(posts, what, ours, peer, theirs);
    };
    let mut after = Vec::new();
    for n in 0..few {
        desk.contributor(&format!("new-{n}"), "editor")?;
        after.push(time(|| desk.run("ana", &["show", &one.slug]))?);
    }
    after.sort_by(f64::total_cmp);
    row("show after contributor add", after[few / 2], "show", show);
    let [full, git_log] = alternately(
        1,
        [&mut |_| desk.look("ana", &["audit", "--full"]), &mut |_| {
            desk.git(&["log", "--format=%H", "--name-status", "main", "published"])
        }],
    )?;
    row("audit --full", full, "git log --name-status", git_log);
    let [again] = alternately(few, [&mut |_| desk.look("ana", &["audit"])])?;
    row("audit, nothing new", again, "list --limit 50", list);
    desk.serve()?;
    let [judged, plain, _] = alternately(
        few,
        [
            &mut |_| desk.git(&["push", "-q", "../judged.git", "main"]),
            &mut |_| desk.git(&["push", "-q", "../plain.git", "main"]),
            &mut |n| desk.add(&format!("pushed-{n}"), false),
        ],
    )?;
    row("push of one commit, judged", judged, "git push", plain);
    Ok(())
}

/// Measures looking for words: one that stands here and there, one that stands in many posts, and what
/// was filed since the last time.
fn searches(desk: &Desk, runs: usize, table: &mut Table) -> Result {
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
    after.sort_by(f64::total_cmp);
    let name = desk.looks_with();
    let mut row = |what: &str, ours: f64, peer: &str, theirs: f64| {
        table.row(desk.posts, what, ours, peer, theirs);
    };
    row("search WORD", here, name, peer);
    row("search WORD --live", live, name, peer);
    row("search WORD --ever", ever, name, peer);
    row("search of what stands in many", many, name, peers_many);
    row("search after add", after[runs / 2], "search WORD", here);
    row("search, the index made anew", anew, name, peer);
    row("search --ever, the index made anew", every, name, peer);
    Ok(())
}

/// Measures the site: all of it, and after one release.
fn builds(desk: &Desk, runs: usize, table: &mut Table) -> Result {
    let full = || time(|| desk.run("ana", &["build", "--full"]));
    let whole = match desk.hugo()? {
        true => {
            let [whole, hugo] = alternately(
                runs,
                [&mut |_| desk.run("ana", &["build", "--full"]), &mut |_| desk.run_hugo()],
            )?;
            table.row(desk.posts, "build --full, all feeds", whole, "hugo", hugo);
            whole
        }
        false => {
            let (first, whole) = (full()?, full()?);
            table.row(
                desk.posts,
                "build --full, all feeds",
                whole,
                "the first (no hugo here)",
                first,
            );
            whole
        }
    };
    let mut released = Vec::new();
    for n in 0..runs {
        let slug = format!("built-{n}");
        desk.add(&slug, false)?;
        desk.run("ed", &["approve", &slug])?;
        desk.run("ed", &["publish", &slug])?;
        released.push(time(|| desk.run("ana", &["build"]))?);
    }
    released.sort_by(f64::total_cmp);
    let released = released[runs / 2];
    table.row(desk.posts, "build after a release", released, "build --full", whole);
    let [nothing] = alternately(runs, [&mut |_| desk.run("ana", &["build"])])?;
    table.row(desk.posts, "build, nothing new", nothing, "build --full", whole);
    Ok(())
}
