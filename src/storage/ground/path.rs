//! Paths inside a desk.

use super::error::StorageError;

/// Refuses a path that leaves the work tree, or that names git's own folder.
///
/// # Errors
///
/// [`StorageError::UnsafePath`].
pub(crate) fn check_path(path: &str) -> Result<(), StorageError> {
    let unsafe_part = |part: &str| {
        matches!(part, "" | "." | "..")
            || part.eq_ignore_ascii_case(".git")
            || part.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
    };
    if path.split('/').any(unsafe_part) {
        return Err(StorageError::UnsafePath { path: path.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_desk() {
        for wrong in
            ["", "/etc/x", "a//b", "../x", "a/../b", ".git/config", "a/.GIT/x", "a\\b", "c:x"]
        {
            assert!(check_path(wrong).is_err(), "{wrong}");
        }
        assert!(check_path("posts/2026/11/port-selan/story.toml").is_ok());
        assert!(check_path(".gitattributes").is_ok());
    }
}
