//! How many posts a shared desk accepts from many clones at once, against a loop of plain git.
//!
//! `cargo bench --bench together -- [--clones N] [--posts K] [--over path|daemon|ssh]` has N clones (8 where nothing is said)
//! file K posts each (10) at once to one bare repository, first with `newsroom add`, then with
//! `git commit` and `git pull --rebase && git push` until it is accepted, and prints for both: posts
//! accepted in a second, tries that came too late, how evenly the clones got through (Jain's index:
//! 1 is even), how long another clone waits until it has the last post, what was lost, and whether
//! all clones end equal. Times of another day or machine say nothing; the ratio does.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a benchmark stands outside the layers, and ends where something is missing"
)]

#[path = "../../tests/together/servers.rs"]
mod servers;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsroom");

fn main() -> Result {
    let (clones, posts, over) = arguments()?;
    let folder = tempfile::tempdir()?;
    let ours = Crowd::new(&folder.path().join("ours"), clones)?.over(over, posts, &by_newsroom)?;
    let theirs = Crowd::new(&folder.path().join("theirs"), clones)?.over(over, posts, &by_git)?;
    let mut out = std::io::stdout();
    writeln!(out, "{clones} clones, {posts} posts each, one bare repository, over {over:?}")?;
    writeln!(out, "{:<34}{:>12}{:>14}{:>9}", "", "newsroom", "git loop", "ratio")?;
    let mut row = |what: &str, ours: f64, theirs: f64| {
        writeln!(out, "{what:<34}{ours:>12.2}{theirs:>14.2}{:>9.2}", ours / theirs)
    };
    row("posts accepted in a second", ours.rate(), theirs.rate())?;
    row("tries too late, for each post", ours.late(), theirs.late())?;
    row("fairness (Jain)", ours.fairness(), theirs.fairness())?;
    row("seconds until another has it", ours.until.as_secs_f64(), theirs.until.as_secs_f64())?;
    for (who, race) in [("newsroom", &ours), ("git loop", &theirs)] {
        writeln!(out, "{who}: {} lost, all clones equal: {}", race.lost, race.equal)?;
    }
    Ok(())
}

/// The way to the shared repository.
#[derive(Debug, Clone, Copy)]
enum Over {
    Path,
    Daemon,
    Ssh,
}

fn arguments() -> Result<(usize, usize, Over)> {
    let (mut clones, mut posts, mut over) = (8, 10, Over::Path);
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut number = || -> Result<usize> { Ok(given.next().ok_or("a number")?.parse()?) };
        match argument.as_str() {
            "--clones" => clones = number()?,
            "--posts" => posts = number()?,
            "--over" => {
                over = match given.next().as_deref() {
                    Some("path") => Over::Path,
                    Some("daemon") => Over::Daemon,
                    Some("ssh") => Over::Ssh,
                    other => return Err(format!("{other:?}? path, daemon or ssh").into()),
                }
            }
            "--bench" => {} // cargo says so
            other => return Err(format!("`{other}`? --clones N, --posts K, --over path").into()),
        }
    }
    Ok((clones.max(2), posts.max(1), over))
}

/// Clones of one desk.
struct Crowd {
    shared: PathBuf,
    clones: Vec<PathBuf>,
}

/// What came of a race.
struct Race {
    posts: usize,
    /// How long each clone took for its posts.
    took: Vec<Duration>,
    all: Duration,
    late: usize,
    until: Duration,
    lost: usize,
    equal: bool,
}

/// Files a post of that name from a clone until it is accepted; gives how often it came too late.
type File<'a> = &'a (dyn Fn(&Path, &str) -> Result<usize> + Sync);

impl Crowd {
    fn new(folder: &Path, clones: usize) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let (first, shared) = (folder.join("first"), folder.join("shared.git"));
        let url = shared.display().to_string();
        let path = first.display().to_string();
        newsroom(folder, &["init", &path, "--name", "Courier", "--remote", &url])?;
        newsroom(&first, &["story", "open", "storm", "--title", "Storm"])?;
        newsroom(&first, &["publish", "storm", "--approve"]).ok();
        let mut made = Vec::new();
        for number in 0..clones {
            newsroom(folder, &["clone", &url, &format!("clone-{number}")])?;
            made.push(folder.join(format!("clone-{number}")));
        }
        Ok(Self { shared, clones: made })
    }

    /// Races with all clones pointed at the repository on that way.
    fn over(&self, over: Over, posts: usize, file: File<'_>) -> Result<Race> {
        match over {
            Over::Path => self.race(posts, file),
            Over::Daemon => {
                let (_server, url) = servers::daemon(&self.shared, true);
                self.point_to(&url)?;
                self.race(posts, file)
            }
            Over::Ssh => {
                let folder = self.shared.parent().ok_or("a folder")?;
                let ssh = servers::Ssh::start(folder).ok_or("no sshd on this machine")?;
                for clone in &self.clones {
                    git(clone, &["config", "core.sshCommand", &ssh.command("ana", "known")])?;
                }
                self.point_to(&ssh.url(&self.shared))?;
                self.race(posts, file)
            }
        }
    }

    fn point_to(&self, url: &str) -> Result {
        for clone in &self.clones {
            git(clone, &["remote", "set-url", "origin", url])?;
        }
        Ok(())
    }

    fn race(&self, posts: usize, file: File<'_>) -> Result<Race> {
        let began = Instant::now();
        let ends: Vec<Result<(Duration, usize)>> = std::thread::scope(|scope| {
            let work = |number: usize| {
                let clone = &self.clones[number];
                move || -> Result<(Duration, usize)> {
                    let began = Instant::now();
                    let mut late = 0;
                    for post in 0..posts {
                        late += file(clone, &format!("post-{number}-{post}"))?;
                    }
                    Ok((began.elapsed(), late))
                }
            };
            let running: Vec<_> =
                (0..self.clones.len()).map(|number| scope.spawn(work(number))).collect();
            running.into_iter().map(|one| one.join().expect("a clone ended")).collect()
        });
        let all = began.elapsed();
        let ends = ends.into_iter().collect::<Result<Vec<_>>>()?;
        let began = Instant::now();
        self.bring_up(&self.clones[0])?;
        let until = began.elapsed();
        for clone in &self.clones {
            self.bring_up(clone)?;
        }
        let listed = git(&self.shared, &["ls-tree", "-r", "--name-only", "main"])?;
        let listed = String::from_utf8(listed.stdout)?;
        let there = |number: usize, post: usize| {
            listed.lines().filter(|path| path.contains(&format!("/post-{number}-{post}-"))).count()
                == 1
        };
        let lost = (0..self.clones.len())
            .flat_map(|number| (0..posts).map(move |post| (number, post)))
            .filter(|(number, post)| !there(*number, *post))
            .count();
        let tip =
            |folder: &Path| git(folder, &["rev-parse", "refs/heads/main"]).map(|ran| ran.stdout);
        let shared = tip(&self.shared)?;
        let equal = self.clones.iter().all(|clone| tip(clone).is_ok_and(|tip| tip == shared));
        Ok(Race {
            posts: posts * self.clones.len(),
            took: ends.iter().map(|(took, _)| *took).collect(),
            late: ends.iter().map(|(_, late)| late).sum(),
            all,
            until,
            lost,
            equal,
        })
    }

    fn bring_up(&self, clone: &Path) -> Result {
        newsroom(clone, &["sync"]).map(drop)
    }
}

impl Race {
    fn rate(&self) -> f64 {
        self.posts as f64 / self.all.as_secs_f64()
    }

    fn late(&self) -> f64 {
        self.late as f64 / self.posts as f64
    }

    /// Jain's index of the clones' rates.
    fn fairness(&self) -> f64 {
        let rates: Vec<f64> = self.took.iter().map(|took| 1.0 / took.as_secs_f64()).collect();
        let sum: f64 = rates.iter().sum();
        let squares: f64 = rates.iter().map(|rate| rate * rate).sum();
        sum * sum / (rates.len() as f64 * squares)
    }
}

fn by_newsroom(clone: &Path, name: &str) -> Result<usize> {
    let line = ["add", "--slug", name, "--headline", name, "--body", "Words of it.", "--json"];
    let ran = newsroom(clone, &line)?;
    let mut late = 0;
    let mut sent = serde_json::from_slice::<serde_json::Value>(&ran.stdout)?["sent"] == true;
    while !sent {
        late += 1;
        let ran = run(clone, Command::new(PROGRAM).args(["sync", "--json"]))?;
        sent = serde_json::from_slice::<serde_json::Value>(&ran.stdout)?["done"] == true;
    }
    Ok(late)
}

/// The same file as newsroom writes, and the loop that people write.
fn by_git(clone: &Path, name: &str) -> Result<usize> {
    let id: String = name.bytes().cycle().take(10).map(|b| char::from(b'0' + b % 10)).collect();
    let path = format!("posts/2026/11/storm/{name}-{id}.toml");
    let text = format!(
        "id = \"{id}\"\nheadline = \"{name}\"\ncreated = 2026-11-07T21:00:00+02:00\nbody = '''\nWords of it.\n'''\n"
    );
    let file = clone.join(&path);
    fs::create_dir_all(file.parent().ok_or("a folder")?)?;
    fs::write(file, text)?;
    git(clone, &["add", &path])?;
    git(clone, &["commit", "--quiet", "-m", name])?;
    let mut late = 0;
    loop {
        let pulled = git(clone, &["pull", "--quiet", "--rebase", "origin", "main"])?;
        let pushed = git(clone, &["push", "--quiet", "origin", "main"])?;
        if pulled.status.success() && pushed.status.success() {
            return Ok(late);
        }
        late += 1;
    }
}

fn newsroom(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let ran = run(folder, Command::new(PROGRAM).args(arguments))?;
    if ran.status.success() {
        return Ok(ran);
    }
    Err(format!("newsroom {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr)).into())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output> {
    run(folder, Command::new("git").args(arguments))
}

fn run(folder: &Path, command: &mut Command) -> Result<Output> {
    command.current_dir(folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_AUTHOR_NAME", "Mara Dov").env("GIT_AUTHOR_EMAIL", "mara@courier.example");
    command.env("GIT_COMMITTER_NAME", "Mara Dov");
    command.env("GIT_COMMITTER_EMAIL", "mara@courier.example");
    Ok(command.env("NEWSROOM_FSYNC", "0").output()?)
}
