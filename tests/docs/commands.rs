//! `docs/commands.md`, made from the command line as clap has it, in the order of [`DAY`].

use clap::{Arg, ArgAction, Command};
use newsroom::cli::commands::DAY;
use newsroom::cli::examples;

use super::page::{code, head, heading, link, sentence, table, words};

/// What no person types, and so has no line in the day.
pub(crate) const OF_GIT: &str = "What git runs";

const OF_SEVERAL: &str = "Options of several commands";

const OF_EVERY: &str = "Options of every command";

/// A part of the day, with its commands in their order.
pub(crate) struct Part {
    /// Its heading.
    pub title: String,
    /// Names of commands.
    pub commands: Vec<String>,
}

/// The page.
pub(crate) fn page() -> String {
    let root = built();
    let parts = parts(&root);
    let mut text = head("Every command", "the command line itself");
    text += "\n`newsroom COMMAND --help` tells the same. In what is typed, `<A>` has to be given, `[A]` may be, and `...` stands for several.\n\n";
    text += &format!("{}\n\n", sentence(doc()));
    text += "What went wrong is told by the [exit code](exit-codes.md); what `--json` prints stands in [its own page](json.md).\n";
    text += &heading(2, "Contents");
    for part in &parts {
        text += &format!("\n{}\n\n", link(&part.title, &part.title));
        let rows = part.commands.iter().map(|name| {
            let about = command(&root, name).get_about().expect("a command says what it does");
            [link(&code(name), &title(name)), words(&about.to_string())]
        });
        text += &table(["command", "what it does"], &rows.collect::<Vec<_>>());
    }
    text += &format!("\n{}, {}\n", link(OF_SEVERAL, OF_SEVERAL), link(OF_EVERY, OF_EVERY));
    text = text.replace("## Contents\n\n\n", "## Contents\n\n");
    let several = Several::of(&root);
    for part in &parts {
        text += &heading(2, &part.title);
        let sections =
            part.commands.iter().map(|name| section(3, name, command(&root, name), &several));
        text += sections.collect::<String>().trim_start_matches('\n');
    }
    text += &heading(2, OF_SEVERAL);
    text += "Of a story or post, whichever command sets it.\n";
    for (group, rows) in &several.0 {
        text += &heading(3, group);
        text += &table(["option", "what it does"], rows);
    }
    text += &heading(2, OF_EVERY);
    let global = root.get_arguments().filter(|arg| arg.is_global_set() || of_clap(arg));
    let rows: Vec<_> = global.map(|arg| [names_of(arg), told(arg)]).collect();
    text += &table(["option", "what it does"], &rows);
    text
}

/// The day at a desk: its parts with the commands in their order, and behind them those that are in
/// none.
pub(crate) fn parts(root: &Command) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in DAY.lines().take_while(|line| !line.starts_with("DOC ")) {
        match line.strip_prefix("  ") {
            Some(entries) => {
                let part = parts.last_mut().expect("a part has a heading");
                part.commands.extend(names(entries));
            }
            None if line.is_empty() => {}
            None => parts.push(Part { title: line.to_owned(), commands: Vec::new() }),
        }
    }
    let told = |name: &str| parts.iter().any(|part| part.commands.iter().any(|told| told == name));
    let others: Vec<String> = visible(root)
        .map(|command| command.get_name().to_owned())
        .filter(|name| !told(name))
        .collect();
    if !others.is_empty() {
        parts.push(Part { title: OF_GIT.to_owned(), commands: others });
    }
    parts
}

/// The whole command line, as it is when it has been typed.
pub(crate) fn built() -> Command {
    let mut root = newsroom::cli::command();
    root.build();
    root
}

/// The commands of a command that people are told of.
pub(crate) fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
}

/// The heading of a command.
pub(crate) fn title(name: &str) -> String {
    format!("`newsroom {name}`")
}

/// The names in a line of the day: `pin, unpin    WORDS`, `check   WORDS   audit   WORDS`.
fn names(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = line.trim_start();
    loop {
        let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
        names.push(word.trim_end_matches(',').to_owned());
        rest = behind.trim_start();
        if !word.ends_with(',') {
            break;
        }
    }
    match rest.split_once("  ") {
        Some((_, more)) => names.into_iter().chain(self::names(more)).collect(),
        None => names,
    }
}

/// What the day says of a document's name.
fn doc() -> &'static str {
    DAY.lines().find(|line| line.starts_with("DOC ")).expect("the day says what DOC is")
}

fn command<'a>(root: &'a Command, name: &str) -> &'a Command {
    root.find_subcommand(name).unwrap_or_else(|| panic!("the day tells of {name}, which is none"))
}

/// What is to be told of a command, and of each below it.
fn section(depth: usize, name: &str, command: &Command, several: &Several) -> String {
    let mut text = heading(depth, &title(name));
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    text += &sentence(&about);
    let whole = format!("newsroom {name}");
    let above = whole.rsplit_once(' ').map_or("", |(above, _)| above);
    let others: Vec<String> =
        command.get_all_aliases().map(|alias| code(&format!("{above} {alias}"))).collect();
    if !others.is_empty() {
        text += &format!(" It is also called {}.", others.join(", "));
    }
    text.push('\n');
    let long = command.get_long_about().map(ToString::to_string).unwrap_or_default();
    for paragraph in long.split("\n\n").skip(1) {
        text += &format!("\n{}\n", sentence(paragraph));
    }
    let usage = command.clone().render_usage().to_string();
    text += &format!("\n```text\n{}\n```\n", usage.trim_start_matches("Usage: ").trim_end());
    let lines = examples::of(name).join("\n");
    if !lines.is_empty() {
        text += &format!("\nFor example:\n\n```sh\n{lines}\n```\n");
    }
    let positional: Vec<[String; 2]> = own(command)
        .filter(|arg| arg.is_positional())
        .map(|arg| [code(&arg.to_string()), told(arg)])
        .collect();
    if !positional.is_empty() {
        text += &format!("\n{}", table(["argument", "what it is"], &positional));
    }
    let mut elsewhere = Vec::new();
    for (group, rows) in groups(command) {
        let (shared, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| several.has(group, row));
        if !rows.is_empty() {
            let head = group
                .map_or("option".to_owned(), |group| format!("option: {}", group.to_lowercase()));
            text += &format!("\n{}", table([&head, "what it does"], &rows));
        }
        if let (Some(group), false) = (group, shared.is_empty()) {
            let names: Vec<&str> = shared.iter().map(|[name, _]| bare(name)).collect();
            elsewhere.push(format!(
                "{}: {}",
                link(group, group),
                names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
            ));
        }
    }
    for line in elsewhere {
        text += &format!("\n{line}.\n");
    }
    for sub in visible(command) {
        text += &section(depth + 1, &format!("{name} {}", sub.get_name()), sub, several);
    }
    text
}

/// The options under a heading that more than one command has, told once.
struct Several(Vec<(String, Vec<[String; 2]>)>);

impl Several {
    fn of(root: &Command) -> Self {
        let mut seen: Vec<(String, [String; 2], usize)> = Vec::new();
        let mut left: Vec<&Command> = visible(root).collect();
        left.reverse();
        while let Some(command) = left.pop() {
            for (group, rows) in groups(command) {
                let Some(group) = group else { continue };
                for row in rows {
                    match seen.iter_mut().find(|(other, told, _)| other == group && *told == row) {
                        Some((.., times)) => *times += 1,
                        None => seen.push((group.to_owned(), row, 1)),
                    }
                }
            }
            left.extend(visible(command));
        }
        let mut several: Vec<(String, Vec<[String; 2]>)> = Vec::new();
        for (group, row, _) in seen.into_iter().filter(|(.., times)| *times > 1) {
            match several.iter_mut().find(|(other, _)| *other == group) {
                Some((_, rows)) => rows.push(row),
                None => several.push((group, vec![row])),
            }
        }
        Self(several)
    }

    fn has(&self, group: Option<&str>, row: &[String; 2]) -> bool {
        self.0.iter().any(|(other, rows)| Some(other.as_str()) == group && rows.contains(row))
    }
}

/// The options of a command by their heading, those without one first.
fn groups(command: &Command) -> Vec<(Option<&str>, Vec<[String; 2]>)> {
    let mut groups: Vec<(Option<&str>, Vec<[String; 2]>)> = Vec::new();
    for arg in own(command).filter(|arg| !arg.is_positional()) {
        let (name, row) = (arg.get_help_heading(), [names_of(arg), told(arg)]);
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    groups.sort_by_key(|(name, _)| name.is_some());
    groups
}

/// What a command has that others have not.
fn own(command: &Command) -> impl Iterator<Item = &Arg> {
    command
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && !arg.is_hide_set() && !of_clap(arg))
}

/// The name alone of an option: `--tag` of `--tag <TAG>`.
fn bare(names: &str) -> &str {
    names.trim_matches('`').split([' ', '`']).next().unwrap_or(names)
}

/// `-m`, `--message <REASON>`.
fn names_of(arg: &Arg) -> String {
    let value = match arg.get_action() {
        ArgAction::Set | ArgAction::Append => {
            let names = arg.get_value_names().unwrap_or_default();
            let takes = arg.get_num_args().is_none_or(|range| range.max_values() > 0);
            let names = names.iter().filter(|_| takes).map(|name| format!(" <{name}>"));
            let names = names.collect::<String>();
            let needed = arg.get_num_args().is_none_or(|range| range.min_values() > 0);
            if needed || names.is_empty() { names } else { format!(" [{}]", names.trim_start()) }
        }
        _ => String::new(),
    };
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let mut names: Vec<String> = short.into_iter().chain(long).collect();
    if let Some(last) = names.last_mut() {
        last.push_str(&value);
    }
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

/// What an argument's help says, with its values, its default and its other names.
fn told(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut text = sentence(&help);
    let takes_a_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let values: Vec<_> =
        arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    if takes_a_value && !values.is_empty() {
        let values = values.iter().map(|value| match value.get_help() {
            Some(help) => format!("{} ({})", code(value.get_name()), words(&help.to_string())),
            None => code(value.get_name()),
        });
        text += &format!(" One of {}.", values.collect::<Vec<_>>().join(", "));
    }
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| code(&value.to_string_lossy())).collect();
    if takes_a_value && !defaults.is_empty() {
        text += &format!(" Without it: {}.", defaults.join(", "));
    }
    let others = arg.get_visible_aliases().unwrap_or_default();
    if !others.is_empty() {
        let others = others.iter().map(|alias| code(&format!("--{alias}")));
        text += &format!(" Also {}.", others.collect::<Vec<_>>().join(", "));
    }
    let of_a_medium = help.contains("(of the medium named before)");
    if !arg.is_positional() && !of_a_medium && matches!(arg.get_action(), ArgAction::Append) {
        text += " May be given several times.";
    }
    text
}

/// `--help` and `--version`, which every command has from clap.
fn of_clap(arg: &Arg) -> bool {
    matches!(
        arg.get_action(),
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
    )
}
