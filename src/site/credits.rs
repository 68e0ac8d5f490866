//! Who is named for a post: what [`crate::credits`] says, and where the reporters were.

use minijinja::Value;

use super::language::Language;
use super::messages::{Messages, primary};
use super::text::escape;
use crate::credits::{self, ISOLATE, isolated, join, join_names, without_isolation};
use crate::model::{Credit, CreditRole, Newsroom};

/// A line that names people, as HTML: what it isolates is a `bdi`.
pub(super) fn html(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(ISOLATE) {
        let (before, mark) = rest.split_at(at);
        html.push_str(&escape(before));
        html.push_str(if mark.starts_with(ISOLATE[0]) { "<bdi>" } else { "</bdi>" });
        rest = &mark[ISOLATE[0].len_utf8()..];
    }
    html + &escape(rest)
}

/// A line that names people, for a template: text, or HTML where it isolates a name.
pub(super) fn value(line: String) -> Value {
    if line.contains(ISOLATE) { Value::from_safe_string(html(&line)) } else { Value::from(line) }
}

/// The byline: reporters in the order they are named, each with the place where one is given.
///
/// As in `By Ana Petrova in Port Selan and Ben Ode`. `None` where no reporter is printed.
pub(super) fn byline(messages: &Messages, credits: &[Credit]) -> Option<String> {
    let names = reporters(messages, credits)?;
    Some(messages.tell("byline", &[("names", &names)]))
}

/// The names of a byline; a place that all share is said once.
pub(super) fn reporters(messages: &Messages, credits: &[Credit]) -> Option<String> {
    let language = &messages.language.tag;
    let all = credits::byline(language, credits)?;
    let reporters: Vec<&Credit> = printed(credits, CreditRole::Reporter).collect();
    let place = reporters.first().map_or("", |credit| credit.place.as_str());
    Some(if reporters.iter().all(|credit| credit.place == place) {
        at(messages, all, place)
    } else {
        let name = |credit: &&Credit| isolated(language, &credit.name);
        let each = reporters.iter().map(|credit| at(messages, name(credit), &credit.place));
        join(language, &each.collect::<Vec<_>>())
    })
}

/// The names with the place where they were, where one is given.
fn at(messages: &Messages, names: String, place: &str) -> String {
    if place.is_empty() {
        return names;
    }
    let place = messages.tell("in-place", &[("place", place)]);
    messages.tell("names-in-place", &[("names", &names), ("place", &place)])
}

/// The sentence that names who helped: the newsroom's own where words are in its language, else that of
/// their language. One that nobody wrote is in English.
pub(super) fn contributed(
    messages: &Messages,
    newsroom: &Newsroom,
    credits: &[Credit],
) -> Option<String> {
    let language = Language::of_newsroom(newsroom);
    let language = primary(&language.tag);
    let same = primary(&messages.language.tag) == language;
    let wrote = newsroom.contributed != Newsroom::CONTRIBUTED || language == "en";
    let wrote = [wrote, wrote || !newsroom.contributed_outside.is_empty()];
    let name = without_isolation(credits::known_as(newsroom));
    let own = credits::sentences(newsroom, credits);
    let lists = credits::contributors(&messages.language.tag, credits);
    let said = own.into_iter().zip(lists).zip(wrote).zip(["contributed", "contributed-outside"]);
    let said = said.filter_map(|(((own, list), wrote), message)| {
        let list = list?;
        let told = || messages.tell(message, &[("names", &list), ("newsroom", &name)]);
        if same && wrote { own } else { Some(told()) }
    });
    let line = said.collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// What others did, a sentence for each role that occurs: `Photographs by …`.
pub(super) fn others(messages: &Messages, credits: &[Credit]) -> Vec<String> {
    let sentence = |role| match role {
        CreditRole::Photographer => Some("photographs-by"),
        CreditRole::Illustrator => Some("illustrations-by"),
        CreditRole::Translator => Some("translated-by"),
        CreditRole::FactChecker => Some("fact-checked-by"),
        CreditRole::Producer => Some("produced-by"),
        CreditRole::Editor => Some("edited-by"),
        CreditRole::Reporter | CreditRole::Contributor => None,
    };
    CreditRole::ALL
        .into_iter()
        .filter_map(|role| Some((sentence(role)?, credits::names(credits, role))))
        .filter(|(_, names)| !names.is_empty())
        .map(|(sentence, names)| {
            let names = join_names(&messages.language.tag, &names);
            messages.tell(sentence, &[("names", &names)])
        })
        .collect()
}

fn printed(credits: &[Credit], role: CreditRole) -> impl Iterator<Item = &Credit> {
    credits.iter().filter(move |credit| credit.role == role && !credit.withheld)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::site::messages::Languages;

    fn english() -> Arc<Messages> {
        Languages::new(&BTreeMap::new()).of(&Language::of("en", "en"))
    }

    fn credit(name: &str, role: CreditRole, place: &str) -> Credit {
        Credit { who: None, name: name.into(), role, place: place.into(), withheld: false }
    }

    #[test]
    fn a_byline_says_a_shared_place_once() {
        let two = |one, other| {
            let ana = credit("Ana", CreditRole::Reporter, one);
            byline(&english(), &[ana, credit("Ben", CreditRole::Reporter, other)])
        };
        assert_eq!(
            two("Port Selan", "Port Selan").as_deref(),
            Some("By Ana and Ben in Port Selan")
        );
        assert_eq!(two("Port Selan", "").as_deref(), Some("By Ana in Port Selan and Ben"));
        assert_eq!(two("", "").as_deref(), Some("By Ana and Ben"));
    }

    #[test]
    fn a_name_of_the_other_direction_is_an_element_of_its_own_and_nothing_else_is_markup() {
        let line = join_names("en", &["דנה <b>".to_owned(), "Lev & Ana".to_owned()]);
        assert_eq!(html(&line), "<bdi>דנה &lt;b&gt;</bdi> and Lev &amp; Ana");
        let one = credit("דנה", CreditRole::Reporter, "Quay");
        let two = credit("Lev", CreditRole::Reporter, "");
        let line = byline(&english(), &[one, two]).expect("a byline");
        assert_eq!(html(&line), "By <bdi>דנה</bdi> in Quay and Lev");
    }

    #[test]
    fn who_helped_is_said_in_the_language_of_the_words() {
        let newsroom = |settings: &str| -> Newsroom {
            toml::from_str(&format!("name = 'The Selan Courier'\n{settings}")).expect("settings")
        };
        let said = |newsroom: &Newsroom, tag: &str| {
            let messages = Languages::new(&BTreeMap::new()).of(&Language::of(tag, "en"));
            let mut own = credit("Ana", CreditRole::Contributor, "");
            own.who = Some("ana".parse().expect("an id"));
            let credits = [own, credit("Lev", CreditRole::Contributor, "")];
            contributed(&messages, newsroom, &credits).unwrap_or_default()
        };
        let english = newsroom("short_name = 'Courier'");
        assert_eq!(
            said(&english, "en-GB"),
            "Courier's Ana contributed to this report. Lev contributed to this report."
        );
        assert_eq!(said(&english, "de"), "Mitarbeit: Ana (Courier). Mitarbeit: Lev.");
        let german = newsroom("language = 'de'");
        assert_eq!(said(&german, "de"), "Mitarbeit: Ana (The Selan Courier). Mitarbeit: Lev.");
        let own = newsroom("language = 'de'\ncontributed = 'Mit {names}.'");
        assert_eq!(said(&own, "de-AT"), "Mit Ana. Mit Lev.");
        let outside = newsroom("language = 'de'\ncontributed_outside = 'Mit {names}.'");
        assert_eq!(said(&outside, "de"), "Mitarbeit: Ana (The Selan Courier). Mit Lev.");
        assert!(said(&own, "uk").starts_with("Над матеріалом також працювали: Ana ("));
    }

    #[test]
    fn a_withheld_name_is_in_no_line() {
        for role in CreditRole::ALL {
            let mut hidden = credit("Hidden", role, "Port Selan");
            hidden.withheld = true;
            assert_eq!(byline(&english(), &[hidden.clone()]), None);
            assert_eq!(others(&english(), &[hidden]), Vec::<String>::new());
        }
    }
}
