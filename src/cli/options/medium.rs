//! Media on the command line: `--alt`, `--caption` and the like belong to the medium named before them.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// The kinds of media that an option begins.
const KINDS: [(&str, &str); 5] = [
    ("image", "A picture: a file, or an https address"),
    ("video", "A film: a file, or an https address"),
    ("audio", "Sound: a file, or an https address"),
    ("map", "A map: a file, or an https address"),
    ("embed", "An https address that is shown as a card"),
];

/// What may be said of the medium named before: option, value, help.
const FACTS: [(&str, &str, &str); 9] = [
    ("title", "TEXT", "Its title"),
    ("alt", "TEXT", "What is to be seen, for those who cannot see it"),
    ("caption", "TEXT", "What readers are told under it"),
    ("media-credit", "TEXT", "Whose it is"),
    ("duration", "MM:SS", "The length of a film or sound"),
    ("poster", "URL", "A still picture shown before a film plays"),
    ("captions", "URL", "Captions of a film (WebVTT)"),
    ("transcript", "URL", "The words of a film or sound"),
    ("taken", "DAY", "The day it was taken, where it is a file picture"),
];

/// Kind, file or address, and what was said of it: option and value.
type MediumOption = (String, String, Vec<(String, String)>);

/// Media in the order named, each with what was said of it.
#[derive(Debug, Clone, Default)]
pub struct MediaOptions {
    /// Each medium.
    pub media: Vec<MediumOption>,
    /// Titles named before any medium.
    pub titles: Vec<String>,
    /// The first fact that was said before any medium was named.
    pub homeless: Option<String>,
}

impl Args for MediaOptions {
    fn augment_args(command: Command) -> Command {
        let kinds = KINDS.iter().map(|(kind, help)| {
            Arg::new(*kind).long(*kind).value_name("FILE|URL").action(ArgAction::Append).help(*help)
        });
        let facts = FACTS.iter().map(|(fact, value, help)| {
            Arg::new(*fact)
                .long(*fact)
                .value_name(*value)
                .action(ArgAction::Append)
                .allow_hyphen_values(true)
                .help(format!("{help} (of the medium named before)"))
        });
        command.args(kinds.chain(facts).map(|arg| arg.help_heading("Media")))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for MediaOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let names = KINDS.iter().map(|(kind, _)| *kind).chain(FACTS.iter().map(|(fact, ..)| *fact));
        let mut said: Vec<(usize, &str, String)> = Vec::new();
        for name in names {
            let indices = matches.indices_of(name).into_iter().flatten();
            let values = matches.get_many::<String>(name).into_iter().flatten();
            said.extend(indices.zip(values).map(|(index, value)| (index, name, value.clone())));
        }
        said.sort();
        let mut options = Self::default();
        for (_, name, value) in said {
            if KINDS.iter().any(|(kind, _)| *kind == name) {
                options.media.push((name.to_owned(), value, Vec::new()));
            } else if let Some((_, _, facts)) = options.media.last_mut() {
                facts.push((name.to_owned(), value));
            } else if name == "title" {
                options.titles.push(value);
            } else {
                options.homeless.get_or_insert(name.to_owned());
            }
        }
        Ok(options)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_belongs_to_the_medium_before() {
        let command = MediaOptions::augment_args(Command::new("add"));
        let matches = command.get_matches_from([
            "add",
            "--title",
            "Story",
            "--image",
            "a.jpg",
            "--alt",
            "A",
            "--video",
            "https://v.example/x",
            "--title",
            "Film",
            "--duration",
            "01:48",
            "--alt",
            "B",
        ]);
        let options = MediaOptions::from_arg_matches(&matches).expect("fits");
        assert_eq!(options.titles, ["Story"]);
        let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(options.media[0].2, [fact("alt", "A")]);
        assert_eq!(
            options.media[1].2,
            [fact("title", "Film"), fact("duration", "01:48"), fact("alt", "B")]
        );
    }
}
