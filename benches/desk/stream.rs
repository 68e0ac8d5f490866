//! What the desk is filled with: stories and posts of invented words, as commits.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use newsroom::format;
use newsroom::model::{DocPath, Document};

use super::Result;
use super::words::Words;

/// So many posts a story has.
pub(super) const STORY: usize = 100;

fn folder(story: usize) -> String {
    format!("posts/{}/{:02}/story-{story}", 2000 + story / 120, 1 + story / 10 % 12)
}

pub(super) fn story(n: usize, live: bool) -> (String, String) {
    let coverage = if live { "live" } else { "closed" };
    let title = Words::new(n as u64 + 1_000_000).sentence(6);
    let text = format!(
        "id = \"{:010}\"\ntitle = \"{title}\"\ncreated = {}\ncoverage = \"{coverage}\"\n",
        1_000_000_000 + n,
        created(n * STORY)
    );
    (format!("{}/story.toml", folder(n)), text)
}

pub(super) fn post(n: usize) -> (String, String) {
    let mut words = Words::new(n as u64);
    let (headline, body) = (words.sentence(8), words.body());
    let mut text = format!(
        "id = \"{n:010}\"\nheadline = \"{headline}\"\ncreated = {}\ntags = [\"{}\"]\nbody = '''\n{body}\n'''\n\n[[credits]]\nwho = \"ana\"\nname = \"ana\"\n",
        created(n),
        words.sentence(1).to_lowercase()
    );
    if n % 50 == 7 {
        let quote: Vec<&str> = body.split(' ').skip(3).take(4).collect();
        text += &format!(
            "\n[[claims]]\nid = \"c-0000\"\nquote = \"{}\"\nstatus = \"unverified\"\ncaveat = \"We could not check this.\"\n",
            quote.join(" ").replace('\n', " ")
        );
    }
    (format!("{}/post-{n}-{n:010}.toml", folder(n / STORY)), text)
}

fn created(n: usize) -> String {
    let (day, second) = (n / 1440, n % 1440 * 60);
    let (hour, minute) = (second / 3600, second % 3600 / 60);
    let (year, month, day) = (2001 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
}

/// Commits for both branches, as `git fast-import` takes them, each as lawful as one that newsroom makes.
pub(super) struct Stream<W: Write, R: BufRead> {
    pub(super) out: W,
    /// What `git fast-import` answers.
    pub(super) answers: R,
    /// Seconds since 1970 of the last commit.
    pub(super) at: i64,
    pub(super) begun: [bool; 2],
}

impl<W: Write, R: BufRead> Stream<W, R> {
    /// Files a document; a published one with its approval, its words on the record and its ledger.
    pub(super) fn file(&mut self, path: &str, text: &str, published: bool) -> Result {
        let at: DocPath = path.parse()?;
        let document = read(&at, text)?;
        let words = format::project(&document, &BTreeMap::new()).ok_or("no words")?;
        let digest = words.digest();
        let review = |now: &str, by: &str, verdict: &str| {
            format!(
                "\n[[reviews]]\nat = {now}\nby = \"{by}\"\nverdict = \"{verdict}\"\nround = 1\ndigest = \"{digest}\"\n"
            )
        };
        let text = format!("{text}{}", review(&self.later()?, "ana", "submitted"));
        self.commit(0, "ana", &[(path, &text)])?;
        if !published {
            return Ok(());
        }
        let text = format!("{text}{}", review(&self.later()?, "ed", "approved"));
        read(&at, &text)?;
        self.commit(0, "ed", &[(path, &text)])?;
        let approved = self.newest()?;
        let ledger = format!(
            "[[releases]]\nn = 1\nat = {}\nby = \"ed\"\nkind = \"first\"\ndigest = \"{digest}\"\nround = 1\napproved_by = [\"ed\"]\ndesk = \"{approved}\"\n",
            self.later()?,
        );
        self.commit(1, "ed", &[(path, &words.to_text()), (&at.ledger(), &ledger)])
    }

    /// The time, a minute later.
    fn later(&mut self) -> Result<String> {
        self.at += 60;
        let at = chrono::DateTime::from_timestamp(self.at, 0).ok_or("no such time")?;
        Ok(at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }

    /// The commit that was made last.
    fn newest(&mut self) -> Result<String> {
        writeln!(self.out, "get-mark :1")?;
        self.out.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    fn commit(&mut self, branch: usize, who: &str, files: &[(&str, &str)]) -> Result {
        let name = format!("refs/heads/{}", ["main", "published"][branch]);
        let line = format!("{who} <{who}@courier.example> {} +0000", self.at);
        write!(self.out, "commit {name}\nmark :1\nauthor {line}\ncommitter {line}\ndata 1\nx\n")?;
        if !std::mem::replace(&mut self.begun[branch], true) {
            writeln!(self.out, "from {name}^0")?;
        }
        for (path, text) in files {
            write!(self.out, "M 100644 inline {path}\ndata {}\n{text}\n", text.len())?;
        }
        Ok(())
    }
}

fn read(path: &DocPath, text: &str) -> Result<Document> {
    format::read_document(path, text).map_err(|problems| format!("{path}: {problems:?}").into())
}
