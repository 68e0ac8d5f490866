//! Who is at the keyboard, as git says it.
#![expect(clippy::disallowed_methods, reason = "git's own environment variables are read here")]

use crate::storage::programs::entrusted::Errand;
use crate::storage::programs::program;
use crate::storage::{Identity, StorageError, Store};

impl Store {
    /// Who is writing: what `git var GIT_AUTHOR_IDENT` says, without its date.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoIdentity`] where git does not know.
    pub fn identity(&self) -> Result<Identity, StorageError> {
        let name = from_environment("GIT_AUTHOR_NAME")
            .or_else(|| self.config("author.name"))
            .or_else(|| self.config("user.name"));
        let email = from_environment("GIT_AUTHOR_EMAIL")
            .or_else(|| self.config("author.email"))
            .or_else(|| self.config("user.email"))
            .or_else(|| from_environment("EMAIL"));
        let known = match (name, email) {
            (Some(name), Some(email)) => clean(&name).zip(clean(&email)),
            _ => self.git_var("GIT_AUTHOR_IDENT").as_deref().and_then(parse),
        };
        let (name, email) = known.ok_or(StorageError::NoIdentity)?;
        Ok(Identity { name, email })
    }

    /// The person's editor or pager, as `git var` says of `GIT_EDITOR` or `GIT_PAGER`; `None` where
    /// there is none.
    ///
    /// # Errors
    ///
    /// [`StorageError::NotEntrusted`] where the repository names it itself.
    pub fn on_screen(&self, name: &str) -> Result<Option<String>, StorageError> {
        self.may_run(Errand::Screen)?;
        Ok(self.git_var(name))
    }

    /// What `git var` says of that variable; `None` where it fails.
    fn git_var(&self, name: &str) -> Option<String> {
        let output = program::git(self.root()).args(["var", name]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
    }

    /// Has git name that person in this repository.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn set_identity(&self, name: &str, email: &str) -> Result<(), StorageError> {
        self.set_config("user.name", name)?;
        self.set_config("user.email", email)
    }
}

fn from_environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Without what may not be in a name or address in a commit's header: the line would end there.
fn clean(text: &str) -> Option<String> {
    let kept: String =
        text.chars().filter(|c| !matches!(c, '<' | '>') && !c.is_control()).collect();
    let trimmed = kept.trim_matches(|c: char| c.is_whitespace() || ".,:;\"\\'".contains(c));
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

fn parse(ident: &str) -> Option<(String, String)> {
    let (name, rest) = ident.split_once('<')?;
    let (email, _) = rest.split_once('>')?;
    clean(name).zip(clean(email))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_the_line_it_is_in() {
        assert_eq!(clean(" Ana <x>\nauthor. "), Some("Ana xauthor".to_owned()));
        assert_eq!(clean(" <> "), None);
    }

    #[test]
    fn the_words_of_git_var_are_read() {
        let read = parse("Ana Petrova <ana@courier.example> 1762500000 +0200");
        assert_eq!(read, Some(("Ana Petrova".to_owned(), "ana@courier.example".to_owned())));
    }
}
