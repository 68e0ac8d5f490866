//! Changes of one row of a list: a medium that is there already, why a source is not named.

use std::sync::Arc;

use super::fact::Fact;
use crate::cli::error::CliError;
use crate::desk::{Adjust, find_medium};
use crate::model::Document;

/// Says something else of a medium that is there: by its number from 1, its file or address.
pub(super) fn medium(which: &str, facts: Vec<Fact>) -> Adjust {
    let (name, which) = (which.to_owned(), which.to_owned());
    let act = Arc::new(move |document: &mut Document| {
        let at = find_medium(document.media(), &which)?;
        let medium = &mut document.media_mut()[at];
        facts.iter().for_each(|fact| fact.say(medium));
        Ok(())
    });
    Adjust { field: format!("media {name}"), act }
}

/// Reads `S=WHY`: tells readers why a source is not named.
pub(super) fn source_reason(text: &str) -> Result<Adjust, CliError> {
    let (which, reason) = text.split_once('=').ok_or_else(|| {
        CliError::usage(format!("`{text}` gives no reason"))
            .hint("--source-reason 's-4k2m=for their safety'")
    })?;
    let (which, reason) = (which.trim().to_owned(), reason.trim().to_owned());
    let act = Arc::new(move |document: &mut Document| {
        let sources = document.sources_mut().iter_mut();
        let source = sources.into_iter().find(|source| source.id.as_str() == which);
        let source = source.ok_or_else(|| format!("no source here is `{which}`"))?;
        source.reason.clone_from(&reason);
        Ok(())
    });
    Ok(Adjust { field: "reason of a source".to_owned(), act })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::Post;

    fn post() -> Document {
        let text = "id = \"k3x9q7m2td\"\nheadline = \"Talks\"\ncreated = 2026-11-07T09:30:00+02:00\n\n\
            [[media]]\nkind = \"image\"\nsrc = \"a.jpg\"\n\n[[media]]\nkind = \"map\"\nsrc = \"b.png\"\n\n\
            [[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"a resident\"\n";
        Document::Post(read::<Post>(text).expect("a post"))
    }

    #[test]
    fn a_medium_goes_by_its_number_or_its_file() {
        let mut document = post();
        for (which, alt) in [("1", "first"), ("b.png", "second")] {
            (medium(which, vec![Fact::Alt(alt.to_owned())]).act)(&mut document).expect("there");
        }
        let alts: Vec<&str> = document.media().iter().map(|medium| medium.alt.as_str()).collect();
        assert_eq!(alts, ["first", "second"]);
    }

    #[test]
    fn a_medium_that_is_not_there_or_not_one_alone_is_refused() {
        for which in ["0", "3", "c.jpg", "", "."] {
            let mut document = post();
            let refused = (medium(which, vec![Fact::Alt("x".to_owned())]).act)(&mut document);
            assert!(refused.is_err_and(|why| why.contains("1 to 2")), "{which}");
            assert_eq!(document, post(), "{which}");
        }
    }

    #[test]
    fn readers_are_told_why_a_source_is_not_named() {
        let mut document = post();
        let adjust = source_reason("s-4k2m=for their safety").expect("a reason");
        (adjust.act)(&mut document).expect("there");
        assert_eq!(document.sources()[0].reason, "for their safety");
        let other = source_reason("s-9999=x").expect("a reason");
        assert_eq!((other.act)(&mut document), Err("no source here is `s-9999`".to_owned()));
        assert!(source_reason("s-4k2m").is_err());
    }
}
