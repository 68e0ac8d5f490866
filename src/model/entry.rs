//! What lies at a path of the desk, and files that systems and editors leave.

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    /// A file that can be run.
    Program,
    /// A symbolic link.
    Link,
    Folder,
    /// A repository within the desk's own.
    Repository,
    /// A pipe, a socket, a device.
    Other,
}

/// A path, with what lies there: as it is saved, and as the newest commit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path from the desk's root; bytes that are not UTF-8 are shown as U+FFFD.
    pub path: String,
    pub saved: Option<EntryKind>,
    pub filed: Option<EntryKind>,
}

impl Entry {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// What is there now, or was before it was deleted.
    pub fn kind(&self) -> Option<EntryKind> {
        self.saved.or(self.filed)
    }
}

/// Whether a file of that name is a system's or an editor's own, and nobody's work.
pub fn is_litter(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let named = [".ds_store", "thumbs.db", "desktop.ini"].contains(&lower.as_str());
    let ends = [".swp", ".swo", "~", ".orig", ".rej"].iter().any(|end| lower.ends_with(end));
    let emacs =
        name.starts_with(".#") || name.len() > 2 && name.starts_with('#') && name.ends_with('#');
    named || ends || emacs || name.starts_with('.') && lower.ends_with(".tmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systems_and_editors_leave_is_nobodys_work() {
        for name in [
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            ".a.toml.swp",
            "a.toml~",
            ".#a.toml",
            "#a.toml#",
            "a.toml.orig",
            "a.rej",
            ".a.tmp",
        ] {
            assert!(is_litter(name), "{name}");
        }
        for name in ["story.toml", "mast.jpg", "a.tmp", "#", "swp", "original.png"] {
            assert!(!is_litter(name), "{name}");
        }
    }
}
