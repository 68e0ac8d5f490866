//! Who is credited for what came in.

use crate::desk::amendment::credit_of;
use crate::format::wire::{Item, Person};
use crate::model::{Contributor, Credit, CreditRole, Desk, Origin};

/// Those who wrote it; where it does not say, who sent it, or whose file it is. `before` are the
/// credits it came with last: whoever brings the next version of a file has not written it for that.
pub(super) fn credits(
    desk: &Desk,
    item: &Item,
    me: &Contributor,
    before: &[Credit],
) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    for credit in item.byline.iter().filter_map(|person| credit(desk, person)) {
        if !credits.iter().any(|known| known.name == credit.name && known.role == credit.role) {
            credits.push(credit);
        }
    }
    if !credits.is_empty() {
        return credits;
    }
    match before {
        _ if item.origin.provider != Origin::FILE => {
            let agency = Some(&item.terms.agency).filter(|agency| !agency.is_empty());
            agency.map(|agency| outsider(agency, CreditRole::Reporter)).into_iter().collect()
        }
        [brought] if brought.who.is_some() => vec![brought.clone()],
        _ => vec![credit_of(me, CreditRole::Reporter)],
    }
}

/// The credit of somebody whom a by-line names: of the desk, or from outside. An e-mail alone that
/// nobody at the desk has is no name, and the desk is not credited in its own pages.
fn credit(desk: &Desk, person: &Person) -> Option<Credit> {
    let own = [&desk.newsroom.name, &desk.newsroom.short_name];
    let known = contributor(desk, person);
    let ours = own.into_iter().any(|name| folded(name) == folded(&person.name));
    if known.is_none() && (ours || person.name.is_empty()) {
        return None;
    }
    let credit = match known {
        Some(known) => credit_of(known, person.role),
        None => outsider(&person.name, person.role),
    };
    Some(Credit { place: person.place.clone(), ..credit })
}

/// Who of the desk it is: by e-mail, by id, or by a name that one person alone has.
fn contributor<'a>(desk: &'a Desk, person: &Person) -> Option<&'a Contributor> {
    let name = folded(&person.name);
    let mut named = desk.contributors.iter().filter(|one| folded(&one.name) == name);
    let by_name = named.next().filter(|_| named.next().is_none());
    let by_id = || desk.contributors.iter().find(|one| one.id.as_str() == person.name);
    desk.contributor_by_email(&person.email)
        .filter(|_| !person.email.is_empty())
        .or_else(by_id)
        .or(by_name)
}

/// A name as it is compared: case and spaces say nothing.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn outsider(name: &str, role: CreditRole) -> Credit {
    Credit { who: None, name: name.to_owned(), role, place: String::new(), withheld: false }
}
