//! The words that a by-line is made of, beside names.

use crate::model::CreditRole;

/// Words that part names wherever they stand: no surname has one.
const AND: [&str; 21] = [
    "and", "und", "et", "och", "og", "та", "и", "і", "with", "mit", "avec", "for", "für", "&", "+",
    "/", "|", "•", "·", "–", "—",
];

/// Words that surnames have as well.
const WEAK: [&str; 3] = ["y", "e", "i"];

/// What is done before "by": "additional reporting by".
const HOW: [&str; 29] = [
    "story",
    "text",
    "words",
    "report",
    "reports",
    "reporting",
    "reported",
    "written",
    "additional",
    "compiled",
    "author",
    "authors",
    "byline",
    "photo",
    "photos",
    "picture",
    "pictures",
    "photograph",
    "photographs",
    "photography",
    "illustration",
    "illustrations",
    "illustrated",
    "translated",
    "translation",
    "edited",
    "editing",
    "produced",
    "video",
];

/// "By" of other languages; in the middle of a line or in small letters they are parts of surnames.
const BY_ELSEWHERE: [&str; 7] = ["Von", "Par", "Por", "Door", "Av", "Af", "VON"];

/// What follows a name after a comma and belongs to it.
const SUFFIXES: [&str; 22] = [
    "jr", "sr", "ii", "iii", "iv", "phd", "md", "dds", "esq", "mbe", "obe", "cbe", "kc", "qc",
    "mp", "rn", "jd", "dphil", "msc", "ma", "ba", "mba",
];

/// What somebody is at the paper, by its last word.
const POSTS: [&str; 25] = [
    "editor",
    "reporter",
    "correspondent",
    "writer",
    "columnist",
    "photographer",
    "contributor",
    "producer",
    "analyst",
    "critic",
    "chief",
    "intern",
    "journalist",
    "freelancer",
    "freelance",
    "author",
    "editor-in-chief",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "reporterin",
    "journaliste",
    "rédacteur",
    "rédactrice",
];

/// Names that programs give where nobody was named.
const NOBODY: [&str; 12] = [
    "admin",
    "administrator",
    "root",
    "user",
    "webmaster",
    "wordpress",
    "ghost",
    "unknown",
    "none",
    "null",
    "n.n.",
    "default",
];

pub(super) fn parts(word: &str) -> bool {
    word == "-" || AND.contains(&word.to_lowercase().as_str())
}

pub(super) fn parts_whole_names(word: &str) -> bool {
    WEAK.contains(&word)
}

pub(super) fn is_by(word: &str) -> bool {
    word.trim_end_matches(':').eq_ignore_ascii_case("by")
}

pub(super) fn is_by_elsewhere(word: &str) -> bool {
    BY_ELSEWHERE.contains(&word.trim_end_matches(':'))
}

pub(super) fn is_how(word: &str) -> bool {
    HOW.contains(&word.trim_end_matches(':').to_lowercase().as_str())
}

/// What somebody did, as a word before "by" says.
pub(super) fn role(word: &str) -> Option<CreditRole> {
    let word = word.to_lowercase();
    let all = [
        ("photo", CreditRole::Photographer),
        ("picture", CreditRole::Photographer),
        ("illustrat", CreditRole::Illustrator),
        ("translat", CreditRole::Translator),
        ("edit", CreditRole::Editor),
        ("produced", CreditRole::Producer),
        ("additional", CreditRole::Contributor),
    ];
    all.into_iter().find_map(|(start, role)| word.starts_with(start).then_some(role))
}

/// Before a place.
pub(super) fn is_in(word: &str) -> bool {
    ["in", "from", "aus", "à"].contains(&word)
}

pub(super) fn is_suffix(words: &str) -> bool {
    let bare = words.replace('.', "").to_lowercase();
    !bare.is_empty() && bare.split(' ').all(|word| SUFFIXES.contains(&word))
}

/// Whether these words say what somebody is, not who: "Political Editor", "special to the Courier".
pub(super) fn is_post(words: &str) -> bool {
    let words = words.to_lowercase();
    let last = words.rsplit(' ').next().unwrap_or(&words);
    POSTS.contains(&last) || ["special to ", "chief "].iter().any(|start| words.starts_with(start))
}

/// One word as a given name or a surname is written: no acronym, no login.
pub(super) fn is_half_a_name(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let one = capital && !rest.is_empty() && rest.chars().all(|c| c.is_alphabetic() || c == '-');
    one && rest.chars().any(char::is_lowercase) && word != "Reuters"
}

/// Whether it is nobody's name: of a program, a number, a digest, the name of a host or a file.
pub(super) fn is_nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    let hexadecimal = |c: char| c.is_ascii_hexdigit() || c == '-';
    let number = name.chars().all(|c| !c.is_alphabetic()) && !name.is_empty();
    let digest = name.len() >= 16
        && name.chars().all(hexadecimal)
        && name.chars().any(|c| c.is_ascii_digit());
    NOBODY.contains(&lower.as_str()) || number || digest || is_host(name)
}

pub(super) fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty() && !host.is_empty() && !host.contains('@') && !word.contains('/')
    })
}

/// Whether a word is an address, a path, a handle, and so no part of a name.
pub(super) fn is_address(word: &str) -> bool {
    let colon = word.split_once(':').is_some_and(|(_, rest)| !rest.is_empty());
    let path = word.starts_with(['/', '~', '@', '\\']) && word.len() > 1
        || word.starts_with("./")
        || word.contains('\\')
        || word.matches('/').count() > 1;
    let file = word.contains('/') && (word.contains('.') || word.contains('_'));
    colon || path || file || word.contains('@') || is_host(word)
}

/// Whether it reads as `wire.example` or `copy_7.txt`: initials have capitals.
fn is_host(word: &str) -> bool {
    let labels: Vec<&str> = word.trim_matches('.').split('.').collect();
    let plain = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let end = labels.last().is_some_and(|end| {
        end.chars().count() > 1
            && end.chars().any(char::is_alphabetic)
            && !end.chars().any(char::is_uppercase)
    });
    !word.contains(' ') && labels.len() > 1 && labels.iter().all(plain) && end
}
