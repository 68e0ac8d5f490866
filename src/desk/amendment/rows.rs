//! Rows that are added and taken out: credits, tags, sources, links.

use super::asked::{Amendment, Applied};
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::desk::sources::find_source;
use crate::model::{Credit, CreditRole, Document, Source, SourceId};

/// How a source was understood, to be said to the person.
fn understood_source(source: &Source) -> String {
    let reason = match source.reason.as_str() {
        "" => String::new(),
        reason => format!(", not named: {reason}"),
    };
    format!("source, {}: {}{reason}", source.kind.as_str(), source.description)
}

/// How a credit was understood: a person of the desk by id, or an outsider.
fn understood_credit(credit: &Credit) -> String {
    let who = match &credit.who {
        Some(id) => id.to_string(),
        None => "from outside the desk".to_owned(),
    };
    let place = match credit.place.as_str() {
        "" => String::new(),
        place => format!(", {place}"),
    };
    format!("credit, {}: {} ({who}){place}", credit.role.as_str(), credit.name)
}

fn new_source_id(session: &Session, document: &Document) -> SourceId {
    loop {
        let id: SourceId = format!("s-{}", session.letters(4)).parse().expect("four letters");
        if document.source(&id).is_none() {
            return id;
        }
    }
}

fn same_part(present: &Credit, new: &Credit) -> bool {
    present.who == new.who && present.name == new.name && present.role == new.role
}

fn names(credit: &Credit, who: &str) -> bool {
    credit.name == who || credit.who.as_ref().is_some_and(|id| id.as_str() == who)
}

/// Refuses a name that is not there, with those that are: a slip would leave a name in print.
fn is_credited(document: &Document, who: &str, act: &str) -> Result<(), OpError> {
    let credits = document.credits();
    if credits.iter().any(|credit| names(credit, who)) {
        return Ok(());
    }
    let there: Vec<&str> = credits.iter().map(|credit| credit.name.as_str()).collect();
    let there = if there.is_empty() { "nobody".to_owned() } else { there.join(", ") };
    Err(OpError::bad(format!("there is no credit `{who}` to {act}: it names {there}"), ""))
}

fn remove<T>(
    list: &mut Vec<T>,
    what: &str,
    which: &str,
    is_it: impl Fn(&T) -> bool,
) -> Result<(), OpError> {
    let before = list.len();
    list.retain(|item| !is_it(item));
    if list.len() < before {
        Ok(())
    } else {
        Err(OpError::bad(format!("there is no {what} `{which}` to take out"), ""))
    }
}

pub(super) fn remove_numbered<T>(
    list: &mut Vec<T>,
    what: &str,
    which: &str,
    is_it: impl Fn(&T) -> bool,
) -> Result<(), OpError> {
    match which.parse::<usize>() {
        Ok(number) if (1..=list.len()).contains(&number) => {
            list.remove(number - 1);
            Ok(())
        }
        Ok(_) => remove(list, what, which, |_| false),
        Err(_) => remove(list, what, which, is_it),
    }
}

/// A person of the desk as credited from now on.
pub(crate) fn credit_of(person: &crate::model::Contributor, role: CreditRole) -> Credit {
    Credit {
        who: Some(person.id.clone()),
        name: person.name.clone(),
        role,
        place: String::new(),
        withheld: false,
    }
}

impl Amendment {
    pub(super) fn apply_lists(
        &self,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for who in &self.remove_credits {
            is_credited(document, who, "take out")?;
            document.credits_mut().retain(|credit| !names(credit, who));
        }
        for credit in &self.credits {
            document.credits_mut().retain(|present| !same_part(present, credit));
            applied.remarks.push(understood_credit(credit));
            document.credits_mut().push(credit.clone());
        }
        for who in &self.withhold_credits {
            is_credited(document, who, "withhold")?;
            let credits = document.credits_mut().iter_mut();
            credits.filter(|credit| names(credit, who)).for_each(|credit| credit.withheld = true);
        }
        for tag in &self.remove_tags {
            remove(document.tags_mut(), "tag", tag, |present| present == tag)?;
        }
        for tag in &self.tags {
            if !document.tags().contains(tag) {
                document.tags_mut().push(tag.clone());
            }
        }
        if let (Some(flag), Document::Post(post)) = (self.key_event, document) {
            post.key_event = flag;
        }
        Ok(())
    }

    pub(super) fn apply_sources(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for which in &self.remove_sources {
            let id = find_source(document, which)?;
            document.sources_mut().retain(|source| source.id != id);
        }
        for source in &self.sources {
            let mut source = source.clone();
            source.id = new_source_id(session, document);
            applied.remarks.push(understood_source(&source));
            document.sources_mut().push(source);
        }
        Ok(())
    }

    pub(super) fn apply_links(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for which in &self.remove_links {
            remove_numbered(document.links_mut(), "link", which, |link| {
                link.title == *which || link.url == *which
            })?;
        }
        for (link, post) in &self.links {
            let mut link = link.clone();
            if let Some(reference) = post {
                let path = session.resolve(reference)?;
                link.post = Some(session.as_last_read(&path)?.document.id().clone());
            }
            let place = post.as_ref().or(Some(&link.url).filter(|url| !url.is_empty()));
            let place = place.unwrap_or(&link.outlet);
            applied.remarks.push(format!("link, {}: “{}” {place}", link.kind.as_str(), link.title));
            document.links_mut().push(link);
        }
        Ok(())
    }
}
