//! `KIND:DESCRIPTION[:REASON]`: a source.

use super::{InputError, one_of};
use crate::model::SourceKind;

const FORM: &str =
    "KIND:DESCRIPTION[:REASON], as in \"anonymous:a resident of the old town:for their safety\"";

/// Every kind of source.
pub const KINDS: [SourceKind; 4] =
    [SourceKind::Named, SourceKind::Anonymous, SourceKind::Document, SourceKind::Outlet];

/// A source as it was typed; it has no id yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceInput {
    /// What kind of source it is.
    pub kind: SourceKind,
    /// How readers are told of it.
    pub description: String,
    /// Why an anonymous source is not named, empty where it was not said.
    pub reason: String,
}

/// Reads a source. Only an anonymous one has a reason; for the others a second colon is part of
/// the description.
///
/// # Errors
///
/// Where the kind is none, or there is no description.
pub fn parse_source(text: &str) -> Result<SourceInput, InputError> {
    let wrong = |problem| InputError::Form { text: text.to_owned(), problem, form: FORM };
    let (kind, rest) = text.split_once(':').ok_or_else(|| wrong("is no source"))?;
    let kind = one_of(kind.trim(), "kind of source", &KINDS, SourceKind::as_str)?;
    let (description, reason) = match kind {
        SourceKind::Anonymous => rest.split_once(':').unwrap_or((rest, "")),
        _ => (rest, ""),
    };
    let (description, reason) = (description.trim().to_owned(), reason.trim().to_owned());
    if description.is_empty() {
        return Err(wrong("does not say who or what it is"));
    }
    Ok(SourceInput { kind, description, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anonymous_source_has_a_reason() {
        let source = parse_source("anonymous: a resident :for their safety: they live there");
        let source = source.expect("a source");
        assert_eq!(source.kind, SourceKind::Anonymous);
        assert_eq!(source.description, "a resident");
        assert_eq!(source.reason, "for their safety: they live there");
    }

    #[test]
    fn a_document_may_have_a_colon_in_its_name() {
        let source = parse_source("document:Report 12: the line").expect("a source");
        assert_eq!(
            (source.description.as_str(), source.reason.as_str()),
            ("Report 12: the line", "")
        );
    }

    #[test]
    fn a_source_needs_a_kind_and_a_description() {
        let message = |text| parse_source(text).expect_err(text).to_string();
        assert!(message("the mayor").contains("is no source: write KIND:DESCRIPTION"));
        assert!(message("named:").contains("does not say who or what it is"));
        assert!(message("anon:x").contains("did you mean `anonymous`?"));
    }
}
