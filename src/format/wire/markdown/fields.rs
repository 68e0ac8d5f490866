//! What the fields of front matter say of a post.

use super::super::byline::{Person, people};
use super::super::{html, one_line};
use super::value::Value;

/// Where site generators keep fields beside the top: Hugo, Zola.
const SCOPES: [&str; 3] = ["params", "extra", "taxonomies"];

/// Who wrote it.
const AUTHORS: [&str; 6] = ["author", "authors", "byline", "by", "writer", "creator"];

/// What it is filed under, by one name each; and by several in a text, with commas or blanks (Jekyll).
const TAGS: [&str; 8] =
    ["tags", "categories", "keywords", "topics", "tag", "category", "topic", "section"];
const SEVERAL: usize = 4;

/// When readers get it.
const HELD: [&str; 6] =
    ["publishDate", "publish_date", "pubDate", "embargo", "embargoed", "embargoedUntil"];

/// When it is from.
const DATES: [&str; 5] = ["date", "published_at", "date_published", "published", "created_at"];

/// What says something about the file or the page and nothing to readers.
const OF_THE_PAGE: [&str; 36] = [
    "layout",
    "permalink",
    "draft",
    "type",
    "weight",
    "aliases",
    "url",
    "path",
    "template",
    "comments",
    "toc",
    "math",
    "status",
    "visibility",
    "published",
    "post_id",
    "uuid",
    "guid",
    "link",
    "post_type",
    "lastmod",
    "updated",
    "updated_at",
    "modified",
    "created_at",
    "sitemap",
    "in_search_index",
    "render",
    "featured",
    "email_only",
    "markup",
    "cascade",
    "outputs",
    "redirect_from",
    "robots",
    "render_with_liquid",
];

/// The fields of front matter.
pub(super) struct Fields(pub(super) Value);

impl Fields {
    fn text(&self, names: &[&str]) -> String {
        let texts = names.iter().filter_map(|name| self.0.get(name)).filter_map(of);
        texts.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }

    /// The values of these fields, at the top and where generators keep more.
    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let scopes = SCOPES.iter().filter_map(move |scope| self.0.get(scope));
        std::iter::once(&self.0).chain(scopes).flat_map(move |table| {
            names.iter().filter_map(move |name| Some((*name, table.get(name)?)))
        })
    }

    pub(super) fn headline(&self) -> String {
        one_line(&html::words(&self.text(&["title", "headline"])))
    }

    pub(super) fn id(&self) -> String {
        one_line(&self.text(&["id"]))
    }

    /// BCP 47, where programs write `en_GB.UTF-8` as well.
    pub(super) fn language(&self) -> String {
        let said = self.text(&["lang", "language", "locale"]);
        let bare = said.split('.').next().unwrap_or_default().replace('_', "-");
        let is_tag = bare.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        });
        if is_tag && bare.len() > 1 { bare } else { String::new() }
    }

    /// The words of it that stand in for a body.
    pub(super) fn summary(&self) -> String {
        self.text(&["description", "summary", "excerpt", "custom_excerpt", "subtitle"])
    }

    /// Those who wrote it, and what stands there that is nobody's name.
    pub(super) fn byline(&self) -> (Vec<Person>, Vec<String>) {
        let (mut all, mut besides) = (Vec::<Person>::new(), Vec::new());
        for (_, value) in self.all(&AUTHORS) {
            for person in persons(value, &mut besides) {
                let known = all.iter_mut().find(|known| same(known, &person));
                match known {
                    Some(known) => add(known, person),
                    None => all.push(person),
                }
            }
        }
        besides.dedup();
        (all, besides)
    }

    pub(super) fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for (name, value) in self.all(&TAGS) {
            let several = TAGS[..SEVERAL].contains(&name);
            for tag in names(value, several) {
                let tag = one_line(&html::words(tag.trim_start_matches('#')));
                let new = tags.iter().all(|known| known.to_lowercase() != tag.to_lowercase());
                if new && !tag.is_empty() {
                    tags.push(tag);
                }
            }
        }
        tags
    }

    /// The time before which nobody lets it out, as it is written. Of what is only scheduled
    /// (WordPress, Ghost) it is its date.
    pub(super) fn held_until(&self) -> String {
        let status = self.text(&["status"]).to_lowercase();
        let said = self.all(&HELD).filter_map(|(_, value)| of(value)).find(|said| !said.is_empty());
        match said {
            Some(said) => said.trim().to_owned(),
            None if ["future", "scheduled"].contains(&status.as_str()) => self.date(),
            None => String::new(),
        }
    }

    /// The day or time it is from, as it is written.
    pub(super) fn date(&self) -> String {
        let dates = DATES.iter().filter_map(|name| of(self.0.get(name)?));
        let mut dates = dates.map(str::trim);
        dates
            .find(|date| date.starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or_default()
            .to_owned()
    }

    /// What readers were to get of it that a post has no place for, or that somebody has to do.
    pub(super) fn told(&self, summary_is_body: bool) -> Vec<String> {
        let mut told = Vec::new();
        let end = self.text(&["expiryDate", "expiry_date", "expires", "unpublishDate"]);
        if !end.is_empty() {
            told.push(format!("it was to go down at {end}: newsroom pull does that"));
        }
        let status = self.text(&["status", "visibility"]).to_lowercase();
        if ["private", "pending", "trash", "members", "paid"].contains(&status.as_str()) {
            told.push(format!("where it comes from it is “{status}”"));
        }
        let Value::Table(fields) = &self.0 else { return told };
        let taken: [&[&str]; 8] = [
            &["title", "headline", "id", "lang", "language", "locale", "slug", "expiryDate"],
            &AUTHORS,
            &TAGS,
            &HELD,
            &DATES,
            &SCOPES,
            &OF_THE_PAGE,
            if summary_is_body { &["description", "summary", "excerpt"] } else { &[] },
        ];
        let known = |name: &str| {
            taken.iter().any(|all| all.iter().any(|one| name.eq_ignore_ascii_case(one)))
        };
        let left = fields.iter().filter(|(name, value)| !known(name) && !value.is_empty());
        let left: Vec<&str> = left.map(|(name, _)| name.as_str()).take(12).collect();
        if !left.is_empty() {
            told.push(format!("of its front matter these are not taken over: {}", left.join(", ")));
        }
        told
    }
}

/// A text, or the text in an object as WordPress has it.
fn of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Table(_) => {
            ["rendered", "raw", "name", "value"].iter().find_map(|name| of(value.get(name)?))
        }
        _ => None,
    }
}

/// Those whom a value names: a line, a list, an object with a name, or objects by id.
fn persons(value: &Value, besides: &mut Vec<String>) -> Vec<Person> {
    match value {
        Value::Nothing => Vec::new(),
        Value::Text(line) => {
            let read = people(line);
            besides.extend(read.besides);
            read.people
        }
        Value::List(all) => all.iter().flat_map(|one| persons(one, besides)).collect(),
        Value::Table(fields) => {
            let text = |name: &str| value.get(name).and_then(of).unwrap_or_default();
            let whole = format!("{} {}", text("first_name"), text("last_name"));
            let names = ["name", "display_name", "displayName", "title", "full_name"];
            let name = names
                .into_iter()
                .map(text)
                .chain([whole.trim()])
                .chain(["id", "slug", "login", "username"].map(text));
            let name =
                name.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned();
            let email = text("email").to_owned();
            if name.is_empty() && email.is_empty() {
                return fields.iter().flat_map(|(_, one)| persons(one, besides)).collect();
            }
            let mut read = people(&name);
            besides.append(&mut read.besides);
            match read.people.as_mut_slice() {
                [] if !email.is_empty() => read.people.push(Person { email, ..Person::named("") }),
                [one] if one.email.is_empty() => one.email = email,
                _ => {}
            }
            read.people
        }
    }
}

fn same(one: &Person, other: &Person) -> bool {
    let email = !one.email.is_empty() && one.email.eq_ignore_ascii_case(&other.email);
    email || (!one.name.is_empty() && one.name.to_lowercase() == other.name.to_lowercase())
}

fn add(known: &mut Person, more: Person) {
    if known.name.is_empty() {
        known.name = more.name;
    }
    if known.email.is_empty() {
        known.email = more.email;
    }
    if known.place.is_empty() {
        known.place = more.place;
    }
}

/// The names in a value; one text may hold several.
fn names(value: &Value, several: bool) -> Vec<String> {
    match value {
        Value::Nothing => Vec::new(),
        Value::Text(text) if text.contains([',', ';']) => {
            text.split([',', ';']).map(str::to_owned).collect()
        }
        Value::Text(text) if several => text.split_whitespace().map(str::to_owned).collect(),
        Value::Text(text) => vec![text.clone()],
        Value::List(all) => all.iter().flat_map(names_of_one).collect(),
        Value::Table(_) => names_of_one(value),
    }
}

/// An entry of a list is one name, whatever is in it. Ghost has tags that readers do not get.
fn names_of_one(value: &Value) -> Vec<String> {
    let hidden = value.get("visibility").and_then(of) == Some("internal");
    let name = ["name", "title", "label", "slug"].iter().find_map(|name| of(value.get(name)?));
    match value {
        Value::List(all) => all.iter().flat_map(names_of_one).collect(),
        _ if hidden => Vec::new(),
        _ => name.or_else(|| of(value)).map(str::to_owned).into_iter().collect(),
    }
}
