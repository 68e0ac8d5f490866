//! Words of which there are only so many and that another room owns: each with what it means, so that
//! help, Tab and manual pages tell them.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::{Public, ReleaseKind};
use crate::workflow::State;

/// Places at the desk; `in-review` is `in_review` as well.
pub fn state() -> impl TypedValueParser<Value = State> {
    words(State::ALL, State::as_str, |state| match state {
        State::Draft => "Being written",
        State::InReview => "Submitted, to be read",
        State::Returned => "Back with the reporter, with a reason",
        State::Approved => "These words may be let out",
        State::AsPublished => "The words that readers were last given",
        State::Spiked => "Dropped before it was ever published",
        State::NeedsMerge => "Two people changed the same words",
        State::Unreadable => "Its file cannot be read",
    })
}

/// Standings in public.
pub fn public() -> impl TypedValueParser<Value = Public> {
    let all =
        [Public::Unpublished, Public::Live, Public::Pulled, Public::Retracted, Public::Unknown];
    words(all, Public::as_str, |public| match public {
        Public::Unpublished => "Never released",
        Public::Live => "Readers see it",
        Public::Pulled => "Down while it is checked",
        Public::Retracted => "A notice with the reason stands in its place",
        Public::Unknown => "There is no record here",
    })
}

/// Kinds of release that publishing can have.
pub fn release() -> impl TypedValueParser<Value = ReleaseKind> {
    use ReleaseKind as Kind;
    let all = [
        (Kind::First, "Readers never saw it before"),
        (Kind::Update, "Something new is told"),
        (Kind::Minor, "Spelling and the like; an editor may release it alone"),
        (Kind::Doubt, "Only doubt is added; an editor may release it alone"),
        (Kind::Byline, "Only credits change; an editor may release it alone"),
        (Kind::Layout, "Only what is shown first; an editor may release it alone"),
        (Kind::Clarification, "Words misled: see correct"),
        (Kind::Correction, "Words were wrong: see correct"),
        (Kind::EditorsNote, "A note on the whole: see correct"),
        (Kind::Retraction, "Withdrawn for good: see retract"),
    ];
    words(all.map(|(kind, _)| kind), Kind::as_str, move |kind| {
        all.iter().find(|(one, _)| *one == kind).map_or("", |(_, help)| help)
    })
}

/// Those words, each with its help; a hyphen may stand for an underscore.
fn words<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    word: fn(T) -> &'static str,
    help: impl Fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let value = |value: T| {
        let hyphened = word(value).replace('_', "-");
        let named = PossibleValue::new(word(value)).help(help(value));
        if hyphened == word(value) { named } else { named.alias(hyphened) }
    };
    PossibleValuesParser::new(all.map(value)).map(move |typed| {
        let meant = |one: &&T| word(**one).replace('_', "-") == typed.replace('_', "-");
        *all.iter().find(meant).expect("one of these words was typed")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Clone + Send + Sync + 'static>(
        parser: impl TypedValueParser<Value = T>,
        typed: &str,
    ) -> Option<T> {
        let command = clap::Command::new("newsroom");
        parser.parse_ref(&command, None, std::ffi::OsStr::new(typed)).ok()
    }

    #[test]
    fn every_word_is_read_and_a_hyphen_stands_for_an_underscore() {
        for one in State::ALL {
            assert_eq!(read(state(), one.as_str()), Some(one));
            assert_eq!(read(state(), &one.as_str().replace('_', "-")), Some(one));
        }
        assert_eq!(read(public(), "pulled"), Some(Public::Pulled));
        assert_eq!(read(release(), "editors-note"), Some(ReleaseKind::EditorsNote));
        assert_eq!(read(release(), "pull"), None);
        assert_eq!(read(state(), "drafty"), None);
    }
}
