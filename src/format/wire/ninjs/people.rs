//! Who wrote an item, and who sent it.

use serde_json::Value;

use super::fields::{kind_of, line, list, name, string};
use crate::format::wire::byline::{self, Person};
use crate::model::CreditRole;

/// Those who wrote it, each once: those it lists, then those its by-line names; and what else the
/// by-line says.
pub(super) fn people(value: &Value) -> (Vec<Person>, Vec<String>) {
    let (mut people, mut besides): (Vec<Person>, Vec<String>) = (Vec::new(), Vec::new());
    let listed = list(value, &["authors", "author"]).chain(
        list(value, &["people", "person"]).filter(|person| {
            let rel = string(person, &["rel"]).unwrap_or_default().to_lowercase();
            ["author", "creator", "reporter", "writer", "byline"].contains(&rel.as_str())
        }),
    );
    for one in listed {
        let role = role(one);
        let known = name(one).map(|name| byline::people(&name)).unwrap_or_default();
        for person in known.people {
            add(&mut people, Person { role, ..person });
        }
    }
    let lines = ["by", "byline", "byLine"].iter().filter_map(|field| line(value, &[field]));
    for line in lines.chain(line(value, &["author"])) {
        let read = byline::people(&line);
        besides.extend(read.besides);
        read.people.into_iter().for_each(|person| add(&mut people, person));
    }
    (people, besides)
}

fn add(people: &mut Vec<Person>, person: Person) {
    let same = |known: &&mut Person| known.name.to_lowercase() == person.name.to_lowercase();
    match people.iter_mut().find(same) {
        Some(known) if known.email.is_empty() => known.email = person.email,
        Some(_) => {}
        None => people.push(person),
    }
}

/// What somebody in a list of authors did.
fn role(value: &Value) -> CreditRole {
    let said = match value.get("role") {
        Some(Value::Object(_)) => value.get("role").and_then(name),
        _ => string(value, &["role", "jobtitle", "rel"]),
    };
    match said.unwrap_or_default().to_lowercase().as_str() {
        "editor" | "subeditor" | "sub-editor" | "editing" => CreditRole::Editor,
        "photographer" | "photo" | "photography" => CreditRole::Photographer,
        "illustrator" | "graphics" => CreditRole::Illustrator,
        "translator" | "translation" => CreditRole::Translator,
        "fact-checker" | "factchecker" => CreditRole::FactChecker,
        "producer" | "video producer" => CreditRole::Producer,
        "contributor" | "contributing" | "additional reporting" => CreditRole::Contributor,
        _ => CreditRole::Reporter,
    }
}

/// The name of who sent it, as it says.
pub(super) fn provider(value: &Value) -> Option<String> {
    let infosource = list(value, &["infoSources", "infosources", "infosource"]).find_map(name);
    infosource.or_else(|| {
        let fields = ["source", "provider", "agency", "copyrightHolder", "copyrightholder"];
        fields.iter().find_map(|field| {
            line(value, &[field])
                .or_else(|| value.get(field).filter(|f| f.is_object()).and_then(name))
        })
    })
}

/// The name, where readers may be told it: no host, address, URN or path.
pub(super) fn agency(provider: &str) -> String {
    let one_word = !provider.contains(' ');
    let address = provider.contains(['/', '\\', '@', '=', '?'])
        || (one_word && provider.contains(['.', ':', '_']) && !provider.ends_with('.'));
    let named = provider.chars().any(char::is_alphabetic);
    if address || !named { String::new() } else { provider.to_owned() }
}

/// The host of an address, or the authority of a tag; the address itself where it has none.
pub(super) fn host(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let rest = rest.strip_prefix("tag:").unwrap_or(rest);
    rest.split(['/', ':', '?', ',']).next().filter(|host| !host.is_empty()).unwrap_or(uri)
}

/// Whom a picture, film or sound is by, for readers.
pub(super) fn media_credit(value: &Value) -> Option<String> {
    let is_item = matches!(kind_of(value).as_str(), "picture" | "graphic" | "video" | "audio");
    let notice = [
        "creditline",
        "creditLine",
        "copyrightNotice",
        "copyrightnotice",
        "copyrightHolder",
        "copyrightholder",
    ];
    let printed = notice.iter().filter_map(|field| line(value, &[field]));
    let printed = printed.map(|credit| credit_of(&credit)).find(|credit| !credit.is_empty());
    let by = || {
        let (people, _) = people(value);
        let names: Vec<String> =
            people.into_iter().map(|person| person.name).filter(|name| !name.is_empty()).collect();
        Some(names.join(", ")).filter(|names| !names.is_empty())
    };
    let sent = || provider(value).map(|provider| agency(&provider)).filter(|name| !name.is_empty());
    printed.or_else(|| is_item.then(by).flatten()).or_else(|| is_item.then(sent).flatten())
}

/// A notice without what is an address in it.
fn credit_of(notice: &str) -> String {
    let words: Vec<&str> =
        notice.split(' ').filter(|word| word.len() < 3 || !agency(word).is_empty()).collect();
    let words = words.join(" ");
    if words.chars().any(char::is_alphabetic) { words } else { String::new() }
}
