//! Why the shared desk was not reached, or did not take what was sent.

use crate::storage::StorageError;

/// Why the shared desk was not reached, or did not take what was sent, read from git's words and
/// those of ssh and curl; shown as words for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// This machine is not on the network.
    #[error("there is no network")]
    NoNetwork,
    /// No machine has that name.
    #[error("no machine is called {0}, or there is no network")]
    NoSuchHost(String),
    /// The machine is there and nothing listens.
    #[error("nothing listens at that address")]
    Unreachable(String),
    /// It did not answer in time.
    #[error("no answer in time")]
    NoAnswer,
    /// The connection ended in the middle.
    #[error("the connection ended in the middle")]
    Cut,
    /// The address leads to no repository.
    #[error("there is no desk at that address")]
    NotThere(String),
    /// The person may not send there.
    #[error("you have no right to send there")]
    NoRight,
    /// The key or the password was not accepted.
    #[error("your key was not accepted there")]
    KeyRefused,
    /// The machine shows another key than the one that is known.
    #[error(
        "the machine there shows ANOTHER KEY than before: it may not be the one you think it is"
    )]
    OtherHostKey,
    /// The machine was never met.
    #[error("the machine there was never met, and nobody said that its key is right")]
    UnknownHostKey,
    /// A folder on this machine that belongs to somebody else.
    #[error("{0} belongs to somebody else on this machine")]
    OtherOwner(String),
    /// The server's hook said no: its words.
    #[error("it was refused there: {}", first(.0))]
    Refused(String),
    /// The hook that this machine runs before a push said no: its words.
    #[error("the hook before a push refused it here: {}", first(.0))]
    RefusedHere(String),
    /// Others sent first each time until time was up.
    #[error("others were faster all the time")]
    Faster,
    /// It was taken, and is not there any more.
    #[error("it was taken there and lost again")]
    Lost,
    /// The repository's own settings name programs, and nobody here said that they may run.
    #[error(
        "this folder's own git settings name a program for that, and nobody here said that it may run"
    )]
    NotEntrusted {
        /// What a person types to say so.
        remedy: String,
    },
    /// Something on this machine failed.
    #[error("{0}")]
    Here(String),
    /// Git's own words, where nothing better is known.
    #[error("{0}")]
    Other(String),
}

impl From<StorageError> for Cause {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::NotEntrusted { remedy } => Self::NotEntrusted { remedy },
            other => Self::Here(other.to_string()),
        }
    }
}

impl Cause {
    /// What to type or do next, where waiting does not help.
    pub fn remedy(&self, url: &str) -> Option<String> {
        Some(match self {
            Self::NotThere(_) => format!(
                "the address is {url}; another one: newsroom sync --to URL (a forge needs an empty project there first)"
            ),
            Self::NoSuchHost(_) | Self::Unreachable(_) => {
                format!("the address is {url}; another one: newsroom sync --to URL")
            }
            Self::NoRight => "who runs the server lets you write there".to_owned(),
            Self::KeyRefused => {
                "put your public key there (ssh-add -L shows it), or your password into git's credential helper".to_owned()
            }
            Self::OtherHostKey => {
                "ask who runs it; if the key did change: ssh-keygen -R HOST, then once ssh HOST".to_owned()
            }
            Self::UnknownHostKey => "once: ssh HOST, and compare the key it shows".to_owned(),
            Self::OtherOwner(folder) => {
                format!("git config --global --add safe.directory {}", shell_words::quote(folder))
            }
            Self::NotEntrusted { remedy } => remedy.clone(),
            Self::Refused(_) => "newsroom audit --explain CODE tells more".to_owned(),
            _ => return None,
        })
    }

    /// What the hook said after its first line, line by line.
    pub fn more(&self) -> impl Iterator<Item = &str> {
        let words = match self {
            Self::Refused(words) | Self::RefusedHere(words) => words.as_str(),
            _ => "",
        };
        words.lines().skip(1)
    }

    /// Whether somebody's rules said no, where waiting or another way does not help.
    pub fn is_a_refusal(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::RefusedHere(_))
    }

    /// What git's words mean, as it writes them under `LC_ALL=C`.
    pub(super) fn of(words: &str) -> Self {
        let has = |part: &str| words.contains(part);
        let any = |parts: &[&str]| parts.iter().any(|part| has(part));
        let after = |mark: &str| -> Option<String> {
            let rest = words.split_once(mark)?.1.trim_start_matches([':', ' ', '\'']);
            let end = |c: char| c.is_whitespace() || matches!(c, ':' | '\'' | '(');
            Some(rest.split(end).next()?.trim_end_matches('.').to_owned())
        };
        if any(&["REMOTE HOST IDENTIFICATION HAS CHANGED", "Offending key"]) {
            return Self::OtherHostKey;
        }
        if has("Host key verification failed") {
            return Self::UnknownHostKey;
        }
        if any(&[
            "Temporary failure in name resolution",
            "Network is unreachable",
            "Network is down",
        ]) {
            return Self::NoNetwork;
        }
        let names = ["Could not resolve hostname", "Could not resolve host", "unable to look up"];
        if let Some(host) = names.iter().find_map(|mark| after(mark)) {
            return Self::NoSuchHost(host);
        }
        if any(&[
            "Connection refused",
            "Couldn't connect to server",
            "Failed to connect to",
            "No route to host",
        ]) {
            return Self::Unreachable(line(words));
        }
        if any(&["timed out", "Timeout"]) {
            return Self::NoAnswer;
        }
        if any(&[
            "Permission denied (",
            "Authentication failed",
            "could not read Username",
            "could not read Password",
            "terminal prompts disabled",
            "error: 401",
            "Too many authentication failures",
        ]) {
            return Self::KeyRefused;
        }
        if has("dubious ownership") {
            return Self::OtherOwner(after("repository at").unwrap_or_default());
        }
        if any(&[
            "error: 403",
            "Permission to",
            "Write access to repository not granted",
            "You are not allowed",
            "insufficient permission",
            "unable to create temporary object directory",
            "access denied or repository not exported",
            "service not enabled",
            "GH006",
            "protected branch",
            "Permission denied",
        ]) {
            return Self::NoRight;
        }
        if any(&[
            "does not appear to be a git repository",
            "epository not found",
            "not found",
            "does not exist",
            "not exported",
        ]) {
            return Self::NotThere(line(words));
        }
        if any(&[
            "hung up unexpectedly",
            "early EOF",
            "unexpected disconnect",
            "Connection closed",
            "Connection reset",
            "Broken pipe",
            "kex_exchange_identification",
        ]) {
            return Self::Cut;
        }
        Self::Other(line(words))
    }

    /// Whether another try soon may do.
    pub(super) fn is_a_lost_race(words: &str) -> bool {
        [
            "fetch first",
            "non-fast-forward",
            "cannot lock ref",
            "failed to update ref",
            "failed to lock",
            "incorrect old value",
            "reference already exists",
            "stale info",
        ]
        .iter()
        .any(|sign| words.contains(sign))
    }
}

fn first(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

/// The line that says most: git's `fatal:`, else the last one.
fn line(words: &str) -> String {
    let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
    let fatal = lines().find_map(|line| line.strip_prefix("fatal: "));
    fatal.or_else(|| lines().next_back()).unwrap_or("git said nothing").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_git_ssh_and_curl_are_understood() {
        let host = |name: &str| Cause::NoSuchHost(name.to_owned());
        for (words, cause) in [
            (
                "ssh: Could not resolve hostname desk.example: Name or service not known\nfatal: Could not read from remote repository.",
                host("desk.example"),
            ),
            (
                "fatal: unable to access 'https://desk.example/x/': Could not resolve host: desk.example",
                host("desk.example"),
            ),
            (
                "fatal: unable to look up desk.example (port 9418) (Name or service not known)",
                host("desk.example"),
            ),
            (
                "ssh: Could not resolve hostname desk.example: Temporary failure in name resolution",
                Cause::NoNetwork,
            ),
            ("ssh: connect to host 192.0.2.1 port 22: Network is unreachable", Cause::NoNetwork),
            ("ssh: connect to host 192.0.2.1 port 22: Connection timed out", Cause::NoAnswer),
            (
                "git@127.0.0.1: Permission denied (publickey).\r\nfatal: Could not read from remote repository.",
                Cause::KeyRefused,
            ),
            (
                "fatal: could not read Username for 'https://x': terminal prompts disabled",
                Cause::KeyRefused,
            ),
            (
                "No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict checking.\r\nHost key verification failed.",
                Cause::UnknownHostKey,
            ),
            (
                "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.",
                Cause::OtherHostKey,
            ),
            (
                "fatal: detected dubious ownership in repository at '/srv/desk.git'\nTo add",
                Cause::OtherOwner("/srv/desk.git".to_owned()),
            ),
            (
                "fatal: unable to access 'https://x/': The requested URL returned error: 403",
                Cause::NoRight,
            ),
            ("remote: fatal: unable to create temporary object directory", Cause::NoRight),
            ("fatal: the remote end hung up unexpectedly", Cause::Cut),
            (
                "fatal: '/nowhere' does not appear to be a git repository\nfatal: Could not read from remote repository.",
                Cause::NotThere("'/nowhere' does not appear to be a git repository".to_owned()),
            ),
            ("something new", Cause::Other("something new".to_owned())),
        ] {
            assert_eq!(Cause::of(words), cause, "{words}");
        }
        assert!(matches!(
            Cause::of(
                "fatal: unable to connect to 127.0.0.1:\n127.0.0.1[0: 127.0.0.1]: errno=Connection refused"
            ),
            Cause::Unreachable(_)
        ));
        assert!(Cause::is_a_lost_race("! [rejected] main -> main (fetch first)"));
        assert!(!Cause::is_a_lost_race("pre-receive hook declined"));
    }
}
