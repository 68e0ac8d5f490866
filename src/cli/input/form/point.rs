//! `TEXT[::DOC,DOC]` and `N=TEXT[::DOC,DOC]`: a point of a story's summary.

use super::InputError;

/// What stands before a point that is words alone, whatever signs are in it.
const WORDS: &str = "text:";

const FORM: &str =
    "TEXT[::DOC,DOC] or N=TEXT[::DOC,DOC], as in \"2=Power is back in the north::k3x9\"";

/// A point as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointInput {
    /// The number of the point it takes the place of, from 1; `None` for a new one at the end.
    pub number: Option<usize>,
    /// The point, in a sentence.
    pub text: String,
    /// The words that name the posts it rests on; `None` where nothing was said of them.
    pub posts: Option<Vec<String>>,
}

/// Reads a point. What follows `text:` is words, and names nothing. Else what follows the last `::` names posts only where none of its words has a space.
///
/// # Errors
///
/// Where there is no text, or the number is 0.
pub fn parse_point(text: &str) -> Result<PointInput, InputError> {
    let wrong = |problem| InputError::Form { text: text.to_owned(), problem, form: FORM };
    let (number, rest) = match text.split_once('=') {
        Some((digits, rest)) if is_number(digits) => (digits.parse().ok(), rest),
        _ => (None, text),
    };
    let (rest, is_words) = match rest.strip_prefix(WORDS).filter(|rest| !rest.starts_with(':')) {
        Some(words) => (words, true),
        None => (rest, false),
    };
    if number == Some(0) {
        return Err(wrong("counts from 1"));
    }
    let (words, posts) = match rest.rsplit_once("::") {
        Some((words, docs)) if !is_words && names_posts(docs) => (words, Some(split(docs))),
        _ => (rest, None),
    };
    if words.trim().is_empty() {
        return Err(wrong("has no text"));
    }
    Ok(PointInput { number, text: words.trim().to_owned(), posts })
}

fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn names_posts(docs: &str) -> bool {
    docs.split(',').all(|doc| !doc.trim().contains(char::is_whitespace))
}

fn split(docs: &str) -> Vec<String> {
    docs.split(',').map(str::trim).filter(|doc| !doc.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(number: Option<usize>, text: &str, posts: Option<&[&str]>) -> PointInput {
        let posts = posts.map(|posts| posts.iter().map(|post| (*post).to_owned()).collect());
        PointInput { number, text: text.to_owned(), posts }
    }

    #[test]
    fn a_point_rests_on_posts() {
        assert_eq!(
            parse_point("Power is out::k3x9, 7f3c"),
            Ok(point(None, "Power is out", Some(&["k3x9", "7f3c"])))
        );
        assert_eq!(parse_point("2=Power is back"), Ok(point(Some(2), "Power is back", None)));
        assert_eq!(
            parse_point("2=Power is back::"),
            Ok(point(Some(2), "Power is back", Some(&[])))
        );
    }

    #[test]
    fn text_with_the_same_signs_is_text() {
        assert_eq!(parse_point("One::two three"), Ok(point(None, "One::two three", None)));
        assert_eq!(parse_point("x = 2"), Ok(point(None, "x = 2", None)));
    }

    #[test]
    fn what_follows_text_is_words_and_names_nothing() {
        assert_eq!(parse_point("text:hospital"), Ok(point(None, "hospital", None)));
        assert_eq!(parse_point("text: One::k3x9"), Ok(point(None, "One::k3x9", None)));
        assert_eq!(parse_point("2=text:One::k3x9"), Ok(point(Some(2), "One::k3x9", None)));
        assert_eq!(parse_point("text:2=3::k3x9"), Ok(point(None, "2=3::k3x9", None)));
        assert_eq!(parse_point("text::k3x9"), Ok(point(None, "text", Some(&["k3x9"]))));
        assert!(parse_point("text:").is_err());
    }

    #[test]
    fn a_point_needs_text_and_counts_from_one() {
        assert!(parse_point("::k3x9").is_err());
        assert!(parse_point("3= ").is_err());
        assert!(parse_point("0=x").expect_err("zero").to_string().contains("counts from 1"));
    }
}
