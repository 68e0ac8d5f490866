//! The messages that the program brings.

/// The messages built in, by the language they are in; the first has every message.
pub(super) const BUILT_IN: [(&str, &str); 7] = [
    ("en", include_str!("en.ftl")),
    ("uk", include_str!("uk.ftl")),
    ("de", include_str!("de.ftl")),
    ("fr", include_str!("fr.ftl")),
    ("es", include_str!("es.ftl")),
    ("ar", include_str!("ar.ftl")),
    ("pl", include_str!("pl.ftl")),
];

/// The messages in that language.
pub(super) fn built_in(tag: &str) -> Option<&'static str> {
    BUILT_IN.into_iter().find(|(known, _)| *known == tag).map(|(_, text)| text)
}

/// The files of messages, each by its language and with its text; English first.
pub(in crate::site) fn each_built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.into_iter()
}

/// Names the messages built in: others, other pages.
pub(in crate::site) fn all_built_in() -> impl Iterator<Item = &'static str> {
    each_built_in().flat_map(|(tag, text)| [tag, text])
}
