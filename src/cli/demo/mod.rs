//! The demo: a night at a desk, played command by command with this very program.

mod script;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::context::Context;
use super::error::{CliError, Result};
use super::view::output;
use script::{Line, Person};

/// The night: what is typed, by whom, when.
const NIGHT: &str = include_str!("night.txt");

/// The pictures of the night, by the names the script has for them.
const MEDIA: [(&str, &[u8]); 3] = [
    ("harbour.jpg", include_bytes!("media/harbour.jpg")),
    ("lighthouse.jpg", include_bytes!("media/lighthouse.jpg")),
    ("pylons.png", include_bytes!("media/pylons.png")),
];

/// Plays the night into a new folder.
pub fn play(context: &Context, directory: Option<PathBuf>, quiet: bool) -> Result {
    if context.global.dry_run {
        return rehearse(context, directory);
    }
    let quiet = quiet || context.global.json;
    let desk = match directory {
        Some(directory) => directory,
        None => temporary()?,
    };
    empty(&desk)?;
    let media = tempfile::tempdir()?;
    for (name, bytes) in MEDIA {
        write(&media.path().join(name), bytes)?;
    }
    let (mut person, mut commands) = (None, 0);
    for (index, line) in script::lines(NIGHT)?.into_iter().enumerate() {
        match line {
            Line::Scene(_) if context.global.json => {}
            Line::Scene(text) => context.print(&format!("\n{text}\n"))?,
            Line::Turn(turn) => person = Some(turn),
            Line::Command { words, refused } => {
                commands += 1;
                let person =
                    person.as_ref().ok_or_else(|| CliError::system("the night has no person"))?;
                if !quiet {
                    context.print(&typed(person, &words))?;
                }
                let output = run(&desk, media.path(), person, &words, index)?;
                judge(context, &output, &words, refused, quiet)?;
            }
        }
    }
    let page = desk.join("site/storm-night/index.html");
    if context.global.json {
        context.json(&output::Played {
            version: output::VERSION,
            desk: desk.display().to_string(),
            page: page.display().to_string(),
            commands,
            dry_run: false,
        })?;
        return Ok(0);
    }
    context.print(&format!(
        "\nThe desk is in {}; try `newsroom -C {} status` there.\nWhat readers see: {}",
        desk.display(),
        desk.display(),
        page.display()
    ))?;
    Ok(0)
}

/// What would be typed, without a desk.
fn rehearse(context: &Context, directory: Option<PathBuf>) -> Result {
    let (mut person, mut commands) = (None, 0);
    let mut out = String::new();
    for line in script::lines(NIGHT)? {
        match (line, &person) {
            (Line::Scene(text), _) => out.push_str(&format!("\n{text}\n\n")),
            (Line::Turn(turn), _) => person = Some(turn),
            (Line::Command { words, .. }, Some(person)) => {
                commands += 1;
                out.push_str(&format!("{}\n", typed(person, &words)));
            }
            (Line::Command { .. }, None) => {}
        }
    }
    let desk = directory.unwrap_or_default().display().to_string();
    if context.global.json {
        let (version, page, dry_run) = (output::VERSION, String::new(), true);
        context.json(&output::Played { version, desk, page, commands, dry_run })?;
    } else {
        context.print(&format!("nothing was written (-n); this would be typed:\n{out}"))?;
    }
    Ok(0)
}

/// What the person types, as a terminal would show it.
fn typed(person: &Person, words: &[String]) -> String {
    let quoted: Vec<String> =
        words.iter().map(|word| shell_words::quote(word).into_owned()).collect();
    format!("{} {} $ {}", person.clock(), person.name, quoted.join(" "))
}

fn judge(
    context: &Context,
    output: &Output,
    words: &[String],
    refused: bool,
    quiet: bool,
) -> Result<()> {
    let text = |bytes: &[u8]| -> String {
        let lines = String::from_utf8_lossy(bytes);
        lines.lines().map(|line| format!("    {line}\n")).collect()
    };
    if !quiet {
        context.print(&text(&output.stderr))?;
        context.print(&text(&output.stdout))?;
    }
    let failed = matches!(output.status.code(), Some(1 | 2));
    if output.status.success() != refused && (failed || output.status.success()) {
        return Ok(());
    }
    let wanted = if refused { "should have been refused" } else { "failed" };
    Err(CliError::system(format!(
        "{wanted}: {}\n{}{}",
        words.join(" "),
        text(&output.stdout),
        text(&output.stderr)
    )))
}

#[expect(clippy::disallowed_methods, reason = "the demo runs this program as people would")]
fn run(
    desk: &Path,
    media: &Path,
    person: &Person,
    words: &[String],
    index: usize,
) -> Result<Output> {
    let program = std::env::current_exe()?;
    let arguments = words.iter().skip(1).map(|word| {
        if MEDIA.iter().any(|(name, _)| name == word) {
            media.join(word).into_os_string()
        } else {
            word.into()
        }
    });
    let output = Command::new(program)
        .args(arguments)
        .current_dir(desk)
        .env("GIT_AUTHOR_NAME", &person.name)
        .env("GIT_AUTHOR_EMAIL", &person.email)
        .env("GIT_COMMITTER_NAME", &person.name)
        .env("GIT_COMMITTER_EMAIL", &person.email)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("NEWSROOM_NOW", person.now())
        .env("NEWSROOM_SEED", index.to_string())
        .env_remove("NEWSROOM_STORY")
        .stdin(std::process::Stdio::null())
        .output()?;
    Ok(output)
}

fn temporary() -> Result<PathBuf> {
    Ok(tempfile::Builder::new().prefix("newsroom-demo-").tempdir()?.keep())
}

/// The folder is made, and refused where it holds something.
#[expect(clippy::disallowed_methods, reason = "the demo's folder is named as an argument")]
fn empty(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    if std::fs::read_dir(folder)?.next().is_some() {
        return Err(CliError::usage(format!("{} is not empty", folder.display()))
            .hint("newsroom demo SOME-NEW-FOLDER"));
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the demo's pictures are files to be added")]
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    Ok(std::fs::write(path, bytes)?)
}
