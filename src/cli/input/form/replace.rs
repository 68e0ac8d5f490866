//! `OLD=>NEW`: words to be replaced.

use super::InputError;

const FORM: &str = "'OLD=>NEW', as in 'about 300=>at least seven'";

/// Words and what takes their place, to the byte as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The words that stand there; never empty.
    pub old: String,
    /// The words in their place; empty to take them out.
    pub new: String,
}

/// Reads a replacement.
///
/// # Errors
///
/// Where `=>` is missing or comes twice (which is the one?), and where there is nothing before it.
pub fn parse_replace(text: &str) -> Result<Replacement, InputError> {
    let wrong = |problem| InputError::Form { text: text.to_owned(), problem, form: FORM };
    let (old, new) = text.split_once("=>").ok_or_else(|| wrong("has no `=>`"))?;
    if new.contains("=>") {
        return Err(wrong("has `=>` twice"));
    }
    if old.is_empty() {
        return Err(wrong("does not say which words to replace"));
    }
    Ok(Replacement { old: old.to_owned(), new: new.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_belong_to_the_words() {
        let replacement = parse_replace("300 => 7").expect("a replacement");
        assert_eq!((replacement.old.as_str(), replacement.new.as_str()), ("300 ", " 7"));
    }

    #[test]
    fn words_can_be_taken_out_but_not_come_from_nowhere() {
        assert_eq!(parse_replace(" very=>").expect("a replacement").new, "");
        assert!(parse_replace("=>new").is_err());
        assert!(parse_replace("old->new").is_err());
        assert!(parse_replace("a=>b=>c").is_err());
    }
}
