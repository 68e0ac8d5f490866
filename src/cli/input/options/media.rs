//! Media on the command line: `--alt`, `--caption` and the like belong to the medium named before them.

use chrono_tz::Tz;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::{change, fact};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::desk::{Adjust, Attached, AttachedRole, NewMedium, Session};
use crate::model::{Media, MediaKind};

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
    (
        "poster",
        "FILE|URL",
        "A still picture shown before a film plays: a file, or an https address",
    ),
    ("captions", "FILE|URL", "Captions of a film (WebVTT): a file, or an https address"),
    ("transcript", "URL", "The words of a film or sound"),
    ("taken", "DAY", "The day it was taken, where it is a file picture"),
];

/// The argument that leaves a file as it is.
const KEEP: &str = "keep-metadata";

/// The argument that names a medium which is there already.
const NUMBER: &str = "media";

/// Kind, file or address, and what was said of it: option and value.
type MediumOption = (String, String, Vec<(String, String)>);

/// Media in the order named, each with what was said of it.
#[derive(Debug, Clone, Default)]
pub struct MediaOptions {
    /// Each medium.
    pub media: Vec<MediumOption>,
    /// Media that are there already, by number, file or address, each with what is to be changed.
    pub changed: Vec<(String, Vec<(String, String)>)>,
    /// Titles named before any medium.
    pub titles: Vec<String>,
    /// The first fact that was said before any medium was named.
    pub homeless: Option<String>,
}

impl MediaOptions {
    /// Whether anything is to be done about media.
    pub fn is_empty(&self) -> bool {
        self.media.is_empty()
            && self.changed.is_empty()
            && self.titles.is_empty()
            && self.homeless.is_none()
    }

    /// Whether a day is named, for which the story's zone is needed.
    pub fn names_a_day(&self) -> bool {
        let new = self.media.iter().map(|(_, _, facts)| facts);
        let changed = self.changed.iter().map(|(_, facts)| facts);
        new.chain(changed).flatten().any(|(fact, _)| fact == "taken")
    }

    /// A post has no title of its own: the option needs a medium before it.
    pub fn no_story_title(&self) -> Result<(), CliError> {
        match self.titles.first() {
            None => Ok(()),
            Some(_) => {
                Err(CliError::usage("--title belongs to a medium, and none is named before it")
                    .hint("a post's own words: --headline 'WHAT HAPPENED'")
                    .hint("a film's title: --video FILE --title 'TITLE'"))
            }
        }
    }

    /// Reads the files and checks what was said of each medium.
    pub(super) fn read(
        &self,
        context: &mut Context,
        session: &Session,
        zone: Tz,
    ) -> Result<Vec<NewMedium>, CliError> {
        if let Some(fact) = &self.homeless {
            return Err(CliError::usage(format!(
                "--{fact} belongs to a medium, and none is named before it"
            ))
            .hint(format!("of a new picture: --image FILE --{fact} …"))
            .hint(format!("of one that is there (edit, correct): --media 1 --{fact} …")));
        }
        let mut media = Vec::new();
        for (kind, place, facts) in &self.media {
            let mut new = new_medium(context, kind, place)?;
            new.attached = attached(context, facts)?;
            let said =
                facts.iter().filter(|(fact, value)| fact != KEEP && role(fact, value).is_none());
            for fact in fact::read(context, session, zone, said)? {
                fact.say(&mut new.medium);
            }
            new.keep_metadata = facts.iter().any(|(fact, _)| fact == KEEP);
            media.push(new);
        }
        Ok(media)
    }

    /// The files or addresses that take the place of media that are there already.
    pub(super) fn replaced(&self, context: &Context) -> Result<Vec<(String, NewMedium)>, CliError> {
        let mut replaced = Vec::new();
        for (which, said) in &self.changed {
            for (kind, place) in said.iter().filter(|(name, _)| is_kind(name)) {
                let mut new = new_medium(context, kind, place)?;
                new.keep_metadata = said.iter().any(|(name, _)| name == KEEP);
                replaced.push((which.clone(), new));
            }
        }
        Ok(replaced)
    }

    /// The posters and captions of media that are there already, where they are files.
    pub(super) fn attach(&self, context: &Context) -> Result<Vec<(String, Attached)>, CliError> {
        let mut all = Vec::new();
        for (which, said) in &self.changed {
            let files = attached(context, said)?.into_iter();
            all.extend(files.map(|attached| (which.clone(), attached)));
        }
        Ok(all)
    }

    /// What is to be said of media that are there already.
    pub(super) fn changes(
        &self,
        context: &mut Context,
        session: &Session,
        zone: Tz,
    ) -> Result<Vec<Adjust>, CliError> {
        let mut changes = Vec::new();
        for (which, facts) in &self.changed {
            if facts.is_empty() {
                return Err(CliError::usage(format!(
                    "--media {which} changes nothing: say what after it"
                ))
                .hint(format!("--media {which} --alt 'WHAT IS TO BE SEEN'"))
                .hint(format!("for another file in its place: --media {which} --image FILE")));
            }
            let said = facts.iter().filter(|(name, value)| {
                name != KEEP && !is_kind(name) && role(name, value).is_none()
            });
            let said = fact::read(context, session, zone, said)?;
            if !said.is_empty() {
                changes.push(change::medium(which, said));
            }
        }
        Ok(changes)
    }
}

/// `--media`: where words are changed, a medium that is there already may be named as well. Its
/// values are read by [`MediaOptions`], which knows what was said after which.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberedMedia;

impl Args for NumberedMedia {
    fn augment_args(command: Command) -> Command {
        command.arg(
            Arg::new(NUMBER)
                .long(NUMBER)
                .value_name("N")
                .action(ArgAction::Append)
                .help_heading("Media")
                .help("Change medium N: its number, file or address; --alt, --caption and the like follow, or --image FILE to put another in its place"),
        )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for NumberedMedia {
    fn from_arg_matches(_: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self)
    }

    fn update_from_arg_matches(&mut self, _: &ArgMatches) -> Result<(), clap::Error> {
        Ok(())
    }
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
        let keep = Arg::new(KEEP).long(KEEP).num_args(0).action(ArgAction::Append).default_missing_value("").help(
            "File it as it is, with where and with what it was made: an editor answers for it (of the medium named before)",
        );
        command.args(kinds.chain(facts).chain([keep]).map(|arg| arg.help_heading("Media")))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for MediaOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let named = matches.try_contains_id(NUMBER).is_ok_and(|named| named).then_some(NUMBER);
        let names = KINDS.iter().map(|(kind, _)| *kind).chain(FACTS.iter().map(|(fact, ..)| *fact));
        let names = names.chain([KEEP]).chain(named);
        let mut said: Vec<(usize, &str, String)> = Vec::new();
        for name in names {
            let indices = matches.indices_of(name).into_iter().flatten();
            let values = matches.get_many::<String>(name).into_iter().flatten();
            said.extend(indices.zip(values).map(|(index, value)| (index, name, value.clone())));
        }
        said.sort();
        let mut options = Self::default();
        let mut changing = false;
        for (_, name, value) in said {
            let there = options.changed.last_mut().filter(|_| changing);
            let there = there.filter(|(_, said)| belongs(said, name));
            if name == NUMBER {
                changing = true;
                options.changed.push((value, Vec::new()));
            } else if let Some((_, said)) = there {
                said.push((name.to_owned(), value));
            } else if is_kind(name) {
                changing = false;
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

fn is_kind(name: &str) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == name)
}

/// Whether an option is said of the medium that is there, of which this was said before: facts are;
/// the first file is in its place, a second one is new.
fn belongs(said: &[(String, String)], name: &str) -> bool {
    let replaced = said.iter().any(|(name, _)| is_kind(name));
    if name == KEEP { replaced } else { !is_kind(name) || !replaced }
}

/// What an option's value is a file for; `None` for an address, and for nothing, which takes it away.
fn role(option: &str, value: &str) -> Option<AttachedRole> {
    let role = match option {
        "poster" => AttachedRole::Poster,
        "captions" => AttachedRole::Captions,
        _ => return None,
    };
    (!value.is_empty() && !value.contains("://")).then_some(role)
}

/// The files among what was said of a medium.
fn attached(context: &Context, said: &[(String, String)]) -> Result<Vec<Attached>, CliError> {
    let files = said.iter().filter_map(|(option, value)| Some((role(option, value)?, value)));
    files.map(|(role, value)| Ok(Attached { role, file: context.file(value)? })).collect()
}

/// A file or address of which nothing is said yet.
fn new_medium(context: &Context, kind: &str, place: &str) -> Result<NewMedium, CliError> {
    let medium = Media {
        kind: kind_of(kind),
        src: place.to_owned(),
        title: String::new(),
        alt: String::new(),
        caption: String::new(),
        credit: String::new(),
        duration: String::new(),
        poster: String::new(),
        captions: String::new(),
        transcript: String::new(),
        taken: None,
    };
    let file = if place.contains("://") { None } else { Some(context.file(place)?) };
    Ok(NewMedium { medium, file, attached: Vec::new(), keep_metadata: false })
}

fn kind_of(kind: &str) -> MediaKind {
    match kind {
        "image" => MediaKind::Image,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        "map" => MediaKind::Map,
        _ => MediaKind::Embed,
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

    #[test]
    fn what_follows_a_number_is_said_of_the_medium_that_is_there() {
        let command = NumberedMedia::augment_args(MediaOptions::augment_args(Command::new("edit")));
        let line = "edit --media 2 --alt A --media a.jpg --caption C --image b.jpg --alt B \
                    --keep-metadata --image c.jpg --alt D";
        let matches = command.get_matches_from(line.split_whitespace());
        let options = MediaOptions::from_arg_matches(&matches).expect("fits");
        let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(options.changed[0], ("2".to_owned(), vec![fact("alt", "A")]));
        let other =
            [fact("caption", "C"), fact("image", "b.jpg"), fact("alt", "B"), fact(KEEP, "")];
        assert_eq!(options.changed[1], ("a.jpg".to_owned(), other.to_vec()));
        assert_eq!(options.media.len(), 1);
        assert_eq!(options.media[0].2, [fact("alt", "D")]);
        assert!(!options.names_a_day());
    }
}
