//! `WHO[:ROLE[:PLACE]]`: a credit.

use super::{InputError, nearest, one_of};
use crate::model::{Contributor, Credit, CreditRole, Desk};

const FORM: &str =
    "WHO[:ROLE[:PLACE]], as in ana-petrova:reporter:Selan or \"Lev Marin:photographer\"";

/// Reads a credit. An exact id is a contributor, who is printed by the name of today; a name with
/// a space, a capital or a letter of a script without capitals is somebody from outside.
///
/// # Errors
///
/// Where nobody has that id, the role is none, or there is no name.
pub fn parse_who(text: &str, desk: &Desk) -> Result<Credit, InputError> {
    let mut parts = text.splitn(3, ':').map(str::trim);
    let who = parts.next().unwrap_or_default();
    let role = match parts.next() {
        None | Some("") => CreditRole::default(),
        Some(role) => one_of(role, "role of a credit", &CreditRole::ALL, CreditRole::as_str)?,
    };
    let place = parts.next().unwrap_or_default().to_owned();
    let (id, name) = match desk.contributors.iter().find(|person| person.id.as_str() == who) {
        Some(person) => (Some(person.id.clone()), person.name.clone()),
        None if who.is_empty() => {
            let problem = "names nobody";
            return Err(InputError::Form { text: text.to_owned(), problem, form: FORM });
        }
        None if who
            .chars()
            .any(|c| c.is_whitespace() || c.is_alphabetic() && !c.is_lowercase()) =>
        {
            (None, who.to_owned())
        }
        None => return Err(nobody(who, &desk.contributors)),
    };
    Ok(Credit { who: id, name, role, place, withheld: false })
}

fn nobody(who: &str, people: &[Contributor]) -> InputError {
    let ids = people.iter().map(|person| person.id.as_str());
    // "petrova" is not like "ana-petrova" by its letters, but nobody would mean another.
    let part = |id: &&str| id.split('-').any(|word| word == who);
    let mut with_part = ids.clone().filter(part);
    let meant = match (with_part.next(), with_part.next()) {
        (Some(only), None) => Some(only),
        _ => nearest(who, ids),
    };
    InputError::NoContributor { text: who.to_owned(), nearest: meant.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;

    /// What was understood, as in `Ana Petrova (ana-petrova), reporter, Selan`.
    fn show_credit(credit: &Credit) -> String {
        let who = credit.who.as_ref().map_or("from outside", |id| id.as_str());
        let place =
            if credit.place.is_empty() { String::new() } else { format!(", {}", credit.place) };
        format!("{} ({who}), {}{place}", credit.name, credit.role.as_str())
    }

    fn desk() -> Desk {
        let mut text = "[newsroom]\nname = \"The Selan Courier\"\n\n[policy]\n".to_owned();
        for (id, name) in [("ana-petrova", "Ana Petrova"), ("ed-lind", "Ed Lind")] {
            text += &format!(
                "\n[[contributors]]\nid = \"{id}\"\nname = \"{name}\"\nrole = \"reporter\"\n"
            );
        }
        read(&text).expect("a desk")
    }

    fn shown(text: &str) -> String {
        match parse_who(text, &desk()) {
            Ok(credit) => show_credit(&credit),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_exact_id_is_a_contributor_under_the_name_of_today() {
        assert_eq!(shown("ana-petrova"), "Ana Petrova (ana-petrova), reporter");
        assert_eq!(
            shown("ed-lind:fact-checker:Port Selan: the docks"),
            "Ed Lind (ed-lind), fact-checker, Port Selan: the docks"
        );
        assert_eq!(shown("ed-lind::Selan"), "Ed Lind (ed-lind), reporter, Selan");
    }

    #[test]
    fn a_name_with_a_space_or_capital_is_from_outside() {
        assert_eq!(shown("Lev Marin:photographer"), "Lev Marin (from outside), photographer");
        assert_eq!(shown("Madonna"), "Madonna (from outside), reporter");
        assert_eq!(shown("李雷"), "李雷 (from outside), reporter");
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        for slip in ["ana-petrov", "petrova", "ana"] {
            assert_eq!(
                shown(slip),
                format!("no contributor `{slip}`; did you mean `ana-petrova`?")
            );
        }
        assert_eq!(
            shown("zzz"),
            "no contributor `zzz`; a person from outside is written with the full name, as in \"Lev Marin\""
        );
        assert_eq!(
            shown("ana-petrova:photograper"),
            "`photograper` is no role of a credit; did you mean `photographer`?"
        );
        assert!(shown(":reporter").starts_with("`:reporter` names nobody: write WHO"));
    }
}
