//! The people of a desk, and what they do there: `ana.files("mast", "A mast fell").submits()`.
//!
//! A verb is done when it returns, or the test fails. Verbs of the program type a command; whoever
//! approves or publishes has looked before. Verbs of hand, `opens` and what follows it, `sets`,
//! `git` and `commits_by_git`, are a text editor and plain git, which ask nobody. What may fail is
//! tried: `lev.tries("approve quay").usage()`. The verbs are told in `tests/README.md`.

use super::{Actor, Ran, TestDesk, git_command};

/// Everybody of a desk, to be taken apart: `let People { ana, ed, .. } = desk.people();`.
pub struct People {
    /// Ana Petrova, a reporter.
    pub ana: Person,
    /// Lev Marin, a reporter.
    pub lev: Person,
    /// Ed Lind, an editor.
    pub ed: Person,
    /// Mara Dov, an admin.
    pub mara: Person,
    /// The cron job that publishes what is due.
    pub bot: Person,
}

/// Somebody at a desk, at a time of the night.
#[derive(Clone)]
pub struct Person {
    /// The desk she acts at.
    pub desk: TestDesk,
    who: String,
    now: String,
}

/// A file in somebody's text editor. Each change is saved, and none is committed.
pub struct Page {
    by: Person,
    path: String,
}

impl TestDesk {
    /// Everybody whom a desk has from the beginning, at nine.
    pub fn people(&self) -> People {
        let person = |who| self.person(who);
        People {
            ana: person("ana"),
            lev: person("lev"),
            ed: person("ed"),
            mara: person("mara"),
            bot: person("bot"),
        }
    }

    /// Somebody by the first name, at nine.
    pub fn person(&self, who: &str) -> Person {
        Person { desk: self.clone(), who: who.to_owned(), now: "21:00".to_owned() }
    }
}

impl Person {
    /// The same person at that time.
    pub fn at(&self, time: &str) -> Self {
        Self { now: time.to_owned(), ..self.clone() }
    }

    /// Her first name.
    pub fn name(&self) -> &str {
        &self.who
    }

    /// What the desk knows her by.
    pub fn id(&self) -> &str {
        match self.who.as_str() {
            "ana" => "ana-petrova",
            "lev" => "lev-marin",
            "ed" => "ed-lind",
            "mara" => "mara-dov",
            "zoe" => "zoe-ray",
            "tom" => "tom-hale",
            "nan" => "nan-orr",
            "bot" => "publisher",
            other => panic!("the desk does not know {other}"),
        }
    }

    /// Her, about to type something.
    pub fn acts(&self) -> Actor<'_> {
        self.desk.as_(&self.who).at(&self.now)
    }

    /// What comes of a command.
    pub fn tries(&self, line: &str) -> Ran {
        self.acts().type_(line)
    }

    /// Types a command, which is done. Whoever approves or publishes has looked before.
    pub fn does(&self, line: &str) -> Self {
        let mut words = line.split(' ');
        let (verb, what) = (words.next().unwrap(), words.next().unwrap_or_default());
        let has_words = !what.starts_with('-') && what != "newsroom.toml";
        if matches!(verb, "approve" | "publish") && has_words {
            self.looks_at(what);
        }
        self.tries(line).ok();
        self.clone()
    }

    /// Looks at a document's words.
    pub fn looks_at(&self, slug: &str) -> Self {
        self.does(&format!("show {slug}"))
    }

    /// Files a post.
    pub fn files(&self, slug: &str, headline: &str) -> Page {
        let words = ["add", "--slug", slug, "--headline", headline, "--body", "It was at nine."];
        self.acts().run(words).ok();
        self.opens(slug)
    }

    /// Edits a post, with these options of `edit`.
    pub fn edits(&self, slug: &str, options: &str) -> Self {
        self.does(&format!("edit {slug} {options}"))
    }

    /// Submits a post.
    pub fn submits(&self, slug: &str) -> Self {
        self.does(&format!("submit {slug}"))
    }

    /// Files a correction of what readers have, tells them that, and submits it.
    pub fn corrects(&self, slug: &str, told: &str) -> Self {
        self.does(&format!("correct {slug} --kind correction --tell-readers '{told}' --submit"))
    }

    /// Reads a post and approves it.
    pub fn approves(&self, slug: &str) -> Self {
        self.does(&format!("approve {slug}"))
    }

    /// Reads what is approved and publishes it.
    pub fn publishes(&self, slug: &str) -> Self {
        self.does(&format!("publish {slug}"))
    }

    /// Reads a post, and approves and publishes it in one step.
    pub fn lets_out(&self, slug: &str) -> Self {
        self.does(&format!("publish {slug} --approve"))
    }

    /// Returns a post, with a question.
    pub fn returns(&self, slug: &str) -> Self {
        self.does(&format!("return {slug} -m 'Who says so?'"))
    }

    /// Stops a post for legal reasons.
    pub fn stops(&self, slug: &str) -> Self {
        self.does(&format!("stop {slug} -m 'A court asked.'"))
    }

    /// Clears a post that was stopped.
    pub fn clears(&self, slug: &str) -> Self {
        self.does(&format!("clear {slug} -m 'It is settled.'"))
    }

    /// Takes a post down.
    pub fn pulls(&self, slug: &str) -> Self {
        self.does(&format!("pull {slug} --tell-readers 'We are checking it.'"))
    }

    /// Puts back what was taken down.
    pub fn restores(&self, slug: &str) -> Self {
        self.does(&format!("restore {slug} --tell-readers 'It was right.'"))
    }

    /// Runs git, which must succeed; what it prints.
    pub fn git(&self, line: &str) -> String {
        let actor = self.acts();
        let mut command = git_command(self.desk.root());
        for kind in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{kind}_NAME"), actor.name());
            command.env(format!("GIT_{kind}_EMAIL"), actor.email());
        }
        let output = command.args(shell_words::split(line).unwrap()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {line}: {said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Commits the work tree with plain git; the commit's id.
    pub fn commits_by_git(&self) -> String {
        self.git("add -A");
        self.git("commit -qm 'put right'");
        self.git("rev-parse HEAD")
    }

    /// Opens a file in a text editor, by its path; a document, by its slug.
    pub fn opens(&self, what: &str) -> Page {
        let is_path = what.contains(['/', '.']);
        let path = if is_path { what.to_owned() } else { self.desk.path(what) };
        Page { by: self.clone(), path }
    }

    /// Writes a file anew, and commits it with plain git.
    pub fn writes(&self, path: &str, text: impl AsRef<[u8]>) -> String {
        self.desk.write(path, text);
        self.commits_by_git()
    }

    /// Gives a setting of the desk another value, as in `approvals = 2`, and commits it with plain
    /// git.
    pub fn sets(&self, line: &str) -> String {
        let key = line.split_inclusive('=').next().unwrap();
        let text = self.desk.read("newsroom.toml");
        let mut found = text.lines().filter(|old| old.starts_with(key));
        let old = found.next().unwrap_or_else(|| panic!("there is no {key} in {text}"));
        assert_eq!(found.next(), None, "{key} is not one setting alone");
        self.opens("newsroom.toml").changes(&format!("{old}\n"), &format!("{line}\n")).commits()
    }
}

impl Page {
    /// Other words in the place of these.
    pub fn changes(self, old: &str, new: &str) -> Self {
        self.by.desk.change(&self.path, old, new);
        self
    }

    /// Text at the end, after an empty line.
    pub fn adds(self, text: &str) -> Self {
        self.becomes(|before| format!("{}\n\n{text}", before.trim_end()))
    }

    /// Nothing from the last of these words on.
    pub fn cuts(self, words: &str) -> Self {
        self.becomes(|before| {
            before[..before.rfind(words).unwrap_or_else(|| panic!("no {words}"))].to_owned()
        })
    }

    /// Whatever is made of its text.
    pub fn becomes(self, make: impl FnOnce(&str) -> String) -> Self {
        let text = make(&self.by.desk.read(&self.path));
        self.by.desk.write(&self.path, text);
        self
    }

    /// Commits the work tree with plain git; the commit's id.
    pub fn commits(self) -> String {
        self.by.commits_by_git()
    }

    /// Files it with the program, and asks for a review.
    pub fn submits(self) -> Person {
        self.by.tries(&format!("submit {}", self.path)).ok();
        self.by
    }

    /// The path of the file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whose editor it is.
    pub fn by(&self) -> &Person {
        &self.by
    }
}
