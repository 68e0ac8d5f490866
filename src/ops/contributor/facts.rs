//! What is said of a person: what is to be changed, and nothing of what stays.

use crate::model::{Right, Role};

/// What is to be changed of a person; whatever is empty stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The name as printed from now on.
    pub name: Option<String>,
    /// What the person is at the desk.
    pub role: Option<Role>,
    /// Single rights to be given.
    pub may: Vec<Right>,
    /// Single rights to be taken.
    pub may_not: Vec<Right>,
    /// E-mails to be added.
    pub emails: Vec<String>,
    /// E-mails to be taken out.
    pub remove_emails: Vec<String>,
    /// Public keys to be added, each a line of OpenSSH's.
    pub keys: Vec<String>,
    /// Public keys to be taken out, word for word.
    pub remove_keys: Vec<String>,
    /// OpenPGP keys to be added, or put in place of an older copy: each an armored block.
    pub openpgp_keys: Vec<String>,
    /// OpenPGP keys to be taken out, by the last digits of their fingerprints.
    pub remove_openpgp_keys: Vec<String>,
    /// Whether the person still acts.
    pub active: Option<bool>,
}
