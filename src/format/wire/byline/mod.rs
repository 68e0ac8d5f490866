//! Who wrote it, as a by-line says.

mod words;

use crate::format::one_line;
use crate::model::CreditRole;

/// A person, or an agency, that a by-line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name as it is written; empty where there is an e-mail and no name.
    pub name: String,
    /// The e-mail beside it, which is never public.
    pub email: String,
    /// Where from.
    pub place: String,
    /// What the person did.
    pub role: CreditRole,
}

/// A by-line, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// Those it names, each once, in its order.
    pub people: Vec<Person>,
    /// What else stands in it and is nobody's name: a post at the paper, an address, a handle.
    pub besides: Vec<String>,
}

impl Person {
    /// Somebody of that name who wrote it.
    pub fn named(name: &str) -> Self {
        let name = one_line(name);
        Self { name, email: String::new(), place: String::new(), role: CreditRole::Reporter }
    }
}

/// Those whom a by-line names: "By Ana Lom in Selan and Jo Vik, Merrow Wire" are three.
///
/// Names are parted by commas, semicolons, strokes and the words for "and". An agency is named as a
/// person is, since its copy is printed under its name. E-mails are kept apart; addresses, paths,
/// handles and what somebody is at the paper are no names.
pub(super) fn people(line: &str) -> Byline {
    let mut read = Byline::default();
    let line = surnames_last(&without_tags(&without_links(line)));
    let tokens = tokens(&line, &mut read.besides);
    let mut role = CreditRole::Reporter;
    for (number, part) in parts(&tokens).into_iter().enumerate() {
        let said = lead(&part.words, number == 0);
        role = said.1.unwrap_or(role);
        take(&mut read, said.0, part.after_comma, role);
    }
    let mut seen: Vec<(String, String)> = Vec::new();
    read.people.retain(|person| {
        let key = (person.name.to_lowercase(), person.email.to_lowercase());
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    read
}

/// A word of a by-line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Email(String),
    /// What parts names; whether it is a comma.
    Break(bool),
}

/// What stands between two breaks.
struct Part<'a> {
    words: Vec<&'a Token>,
    after_comma: bool,
}

/// The line without links of Markdown; an e-mail that one leads to stays.
fn without_links(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some((before, link)) = rest.split_once("](") {
        let (to, after) = link.split_once(')').unwrap_or((link, ""));
        out.push_str(before);
        let email = to.strip_prefix("mailto:").unwrap_or_default();
        out.push_str(&format!(" {email} "));
        rest = after;
    }
    out + rest
}

/// The line without mark-up; an e-mail in angle brackets stays.
fn without_tags(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some((before, tag)) = rest.split_once('<') {
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        out.push_str(before);
        out.push_str(&if inside.contains('@') { format!(" {inside} ") } else { " ".to_owned() });
        rest = after;
    }
    out.push_str(rest);
    one_line(
        &out.replace("&amp;", "&").replace("&nbsp;", " ").replace(';', "; ").replace(',', ", "),
    )
}

/// "Lom, Ana; Vik, Jo" with the names as they are said.
fn surnames_last(line: &str) -> String {
    let turned = |name: &str| {
        let (last, first) = name.trim().split_once(", ")?;
        let is_name = !last.contains(' ') && !first.contains(',') && !words::is_suffix(first);
        is_name.then(|| format!("{first} {last}"))
    };
    let all: Option<Vec<String>> = line.split(';').map(turned).collect();
    match all {
        Some(names) if names.len() > 1 => names.join("; "),
        _ => line.to_owned(),
    }
}

fn tokens(line: &str, besides: &mut Vec<String>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for word in line.split(' ') {
        let bare = word.trim_matches(['(', ')', '[', ']', ',', ';', ':', '"', '“', '”']);
        let mail = bare.strip_prefix("mailto:").unwrap_or(bare);
        if words::parts(word) {
            tokens.push(Token::Break(false));
        } else if words::is_email(mail) {
            tokens.push(Token::Email(mail.to_owned()));
        } else if words::is_address(bare) {
            besides.push(bare.to_owned());
        } else {
            strokes(word.trim_end_matches([',', ';']), &mut tokens);
        }
        if let Some(mark) = word.chars().next_back().filter(|last| [',', ';'].contains(last)) {
            tokens.push(Token::Break(mark == ','));
        }
    }
    match tokens.as_slice() {
        // "Lom, Ana" is one person, and which is the surname is not ours to say.
        [Token::Word(one), Token::Break(true), Token::Word(other)]
            if words::is_half_a_name(one) && words::is_half_a_name(other) =>
        {
            vec![Token::Word(format!("{one}, {other}"))]
        }
        _ => tokens,
    }
}

/// A word as its parts between strokes, as in "Lom/Merrow".
fn strokes(word: &str, tokens: &mut Vec<Token>) {
    for (number, part) in word.split(['/', '|']).enumerate() {
        if number > 0 {
            tokens.push(Token::Break(false));
        }
        if !part.is_empty() {
            tokens.push(Token::Word(part.to_owned()));
        }
    }
}

fn parts(tokens: &[Token]) -> Vec<Part<'_>> {
    let mut parts = vec![Part { words: Vec::new(), after_comma: false }];
    for token in tokens {
        match (token, parts.last_mut()) {
            (Token::Break(comma), _) => {
                parts.push(Part { words: Vec::new(), after_comma: *comma });
            }
            (token, Some(part)) => part.words.push(token),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.words.is_empty());
    parts.into_iter().flat_map(at_weak_words).collect()
}

/// "Ana Ruiz y Juan Paz" are two, and "Santiago Ramón y Cajal" is one: such a word parts whole names.
fn at_weak_words(part: Part<'_>) -> Vec<Part<'_>> {
    let count = part.words.len();
    let at = (2..count.saturating_sub(2))
        .find(|at| matches!(part.words[*at], Token::Word(word) if words::parts_whole_names(word)));
    let Some(at) = at else { return vec![part] };
    let first = Part { words: part.words[..at].to_vec(), after_comma: part.after_comma };
    let rest = Part { words: part.words[at + 1..].to_vec(), after_comma: false };
    [vec![first], at_weak_words(rest)].concat()
}

impl Clone for Part<'_> {
    fn clone(&self) -> Self {
        Self { words: self.words.clone(), after_comma: self.after_comma }
    }
}

/// The words after "By" and the like, and what those before it say was done.
fn lead<'a, 'b>(part: &'b [&'a Token], first: bool) -> (&'b [&'a Token], Option<CreditRole>) {
    let word = |at: usize| match part.get(at) {
        Some(Token::Word(word)) => Some(word.as_str()),
        _ => None,
    };
    if part.len() > 1 && first && word(0).is_some_and(words::is_by_elsewhere) {
        return (&part[1..], None);
    }
    let how = (0..part.len()).take_while(|at| word(*at).is_some_and(words::is_how)).count();
    let by = word(how).filter(|word| words::is_by(word));
    let colon = how > 0 && word(how - 1).is_some_and(|word| word.ends_with(':'));
    let skipped = how + usize::from(by.is_some());
    if by.is_none() && (!colon || skipped >= part.len()) {
        return (part, None);
    }
    let role = (0..how).filter_map(word).find_map(words::role);
    (&part[skipped..], Some(role.unwrap_or(CreditRole::Reporter)))
}

/// Takes what stands between two breaks: a person, or what belongs to the one before.
fn take(read: &mut Byline, part: &[&Token], after_comma: bool, role: CreditRole) {
    let email = part.iter().find_map(|token| match token {
        Token::Email(email) => Some(email.clone()),
        _ => None,
    });
    let words: Vec<&str> = part
        .iter()
        .filter_map(|token| match token {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    let words = words.split(|word| *word == "contributed").next().unwrap_or_default();
    if let Some(at) = opens_bracket(words) {
        let inside = words[at..].join(" ");
        person(read, &words[..at], email, after_comma, role);
        let inside = inside.trim_matches(['(', ')', '[', ']']).to_owned();
        return person(read, &inside.split(' ').collect::<Vec<_>>(), None, false, role);
    }
    person(read, words, email, after_comma, role);
}

/// Where words in brackets begin that end a name: "(Joe)" in the middle of one is part of it.
fn opens_bracket(words: &[&str]) -> Option<usize> {
    words.last().filter(|last| last.ends_with([')', ']']))?;
    words.iter().rposition(|word| word.starts_with(['(', '[']))
}

fn person(
    read: &mut Byline,
    words: &[&str],
    email: Option<String>,
    after_comma: bool,
    role: CreditRole,
) {
    let (name, place) = with_place(words);
    let name = tidy(&name);
    let before = read.people.last_mut().filter(|_| after_comma || name.is_empty());
    match before {
        Some(before) if words::is_suffix(&name) => before.name = format!("{}, {name}", before.name),
        Some(before) if name.is_empty() && before.email.is_empty() && email.is_some() => {
            before.email = email.unwrap_or_default();
        }
        Some(before) if name.is_empty() && !place.is_empty() && email.is_none() => {
            before.place = place;
        }
        Some(before) if !before.place.is_empty() && words::is_half_a_name(&name) => {
            before.place = format!("{}, {name}", before.place);
        }
        _ if name.is_empty() && email.is_none() => {}
        _ if words::is_nobody(&name) || (after_comma && words::is_post(&name)) => {
            read.besides.push(name);
        }
        _ => read.people.push(Person { name, place, role, email: email.unwrap_or_default() }),
    }
}

/// A name and where from: "Ana Lom in Selan", "Ana Lom reporting from Selan".
fn with_place(words: &[&str]) -> (String, String) {
    let at = (0..words.len().saturating_sub(1)).find(|at| {
        words::is_in(words[*at]) && words[at + 1].chars().next().is_some_and(char::is_uppercase)
    });
    let Some(at) = at else { return (words.join(" "), String::new()) };
    let name: Vec<&str> = words[..at].to_vec();
    let name = match name.split_last() {
        Some((last, rest)) if ["reporting", "reports", "writes"].contains(last) => rest.to_vec(),
        _ => name,
    };
    (name.join(" "), tidy(&words[at + 1..].join(" ")))
}

/// Words without the marks around them; the full stop of an initial or of "Jr." stays.
fn tidy(words: &str) -> String {
    let marks = |c: char| c.is_whitespace() || ",:;()[]{}\"“”„«»*_#<>~`\\".contains(c);
    let words = words.trim_matches(marks);
    let last = words.rsplit(' ').next().unwrap_or(words);
    let whole = last.strip_suffix('.').is_some_and(|word| {
        !word.contains('.') && word.chars().count() > 3 && !words::is_suffix(last)
    });
    if whole { words.trim_end_matches('.').to_owned() } else { words.to_owned() }
}

#[cfg(test)]
mod tests;
