//! Three versions of the settings made one, value by value; people by id, lists as sets.

use std::collections::BTreeMap;

use super::field::Three;
use super::rows::set;
use crate::model::{Allow, Contributor, Desk, Newsroom, Policy, Site, Style};

/// Settings made of two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedDesk {
    /// The settings.
    pub desk: Desk,
    /// What both set to something else, as in `policy approvals`: there the other side's stands.
    pub forks: Vec<String>,
}

/// Makes one of two versions of `newsroom.toml` that were made of `base`. A value that one side
/// changed is as that side has it; of one that both changed, `theirs` stands and is named.
pub fn merge_desk(base: Option<&Desk>, ours: &Desk, theirs: &Desk) -> MergedDesk {
    let three = Three { base, ours, theirs };
    let mut forks = Vec::new();
    let desk = Desk {
        newsroom: newsroom(three.part(|desk| &desk.newsroom), &mut forks),
        site: site(three.part(|desk| &desk.site), &mut forks),
        policy: policy(three.part(|desk| &desk.policy), &mut forks),
        style: style(three.part(|desk| &desk.style), &mut forks),
        contributors: people(&three, &mut forks),
        accepted: {
            let new = ours.accepted.iter().filter(|one| !theirs.accepted.contains(one));
            theirs.accepted.iter().chain(new).cloned().collect()
        },
    };
    MergedDesk { desk, forks }
}

fn one<T: Clone + PartialEq>(what: &str, three: Three<T>, forks: &mut Vec<String>) -> T {
    if three.base == Some(three.theirs) {
        return three.ours.clone();
    }
    if three.base != Some(three.ours) && three.ours != three.theirs {
        forks.push(what.to_owned());
    }
    three.theirs.clone()
}

fn newsroom(three: Three<Newsroom>, forks: &mut Vec<String>) -> Newsroom {
    let mut text = |what: &str, of: fn(&Newsroom) -> &String| {
        one(&format!("newsroom {what}"), three.part(of), forks)
    };
    Newsroom {
        name: text("name", |n| &n.name),
        short_name: text("short_name", |n| &n.short_name),
        language: text("language", |n| &n.language),
        timezone: text("timezone", |n| &n.timezone),
        url: text("url", |n| &n.url),
        corrections_url: text("corrections_url", |n| &n.corrections_url),
        contributed: text("contributed", |n| &n.contributed),
        contributed_outside: text("contributed_outside", |n| &n.contributed_outside),
    }
}

fn site(three: Three<Site>, forks: &mut Vec<String>) -> Site {
    let mut text =
        |what: &str, of: fn(&Site) -> &String| one(&format!("site {what}"), three.part(of), forks);
    Site {
        logo: text("logo", |site| &site.logo),
        accent: text("accent", |site| &site.accent),
        accent_dark: text("accent_dark", |site| &site.accent_dark),
        masthead: text("masthead", |site| &site.masthead),
        text_font: text("text_font", |site| &site.text_font),
        interface_font: text("interface_font", |site| &site.interface_font),
        fonts: one("site fonts", three.part(|site| &site.fonts), forks),
        people: words("site people", three.part(|site| &site.people), forks),
        allow: Allow {
            script: set(three.part(|site| &site.allow.script)),
            style: set(three.part(|site| &site.allow.style)),
            font: set(three.part(|site| &site.allow.font)),
            connect: set(three.part(|site| &site.allow.connect)),
        },
    }
}

fn policy(three: Three<Policy>, forks: &mut Vec<String>) -> Policy {
    Policy {
        approvals: one("policy approvals", three.part(|p| &p.approvals), forks),
        four_eyes: one("policy four_eyes", three.part(|p| &p.four_eyes), forks),
        alone: one("policy alone", three.part(|p| &p.alone), forks),
        open_claims: one("policy open_claims", three.part(|p| &p.open_claims), forks),
        anonymous_reason: one(
            "policy anonymous_reason",
            three.part(|p| &p.anonymous_reason),
            forks,
        ),
        signatures: one("policy signatures", three.part(|p| &p.signatures), forks),
        max_media_bytes: one("policy max_media_bytes", three.part(|p| &p.max_media_bytes), forks),
        min_version: one("policy min_version", three.part(|p| &p.min_version), forks),
    }
}

fn style(three: Three<Style>, forks: &mut Vec<String>) -> Style {
    Style {
        prefer: words("style prefer", three.part(|style| &style.prefer), forks),
        hedges: set(three.part(|style| &style.hedges)),
    }
}

/// What is said of each word.
fn words(
    what: &str,
    said: Three<BTreeMap<String, String>>,
    forks: &mut Vec<String>,
) -> BTreeMap<String, String> {
    let mut merged = BTreeMap::new();
    for word in said.ours.keys().chain(said.theirs.keys()) {
        let base = said.base.map(|base| base.get(word));
        let three = Three {
            base: base.as_ref(),
            ours: &said.ours.get(word),
            theirs: &said.theirs.get(word),
        };
        if let Some(say) = one(&format!("{what} {word}"), three, forks) {
            merged.insert(word.clone(), say.clone());
        }
    }
    forks.dedup();
    merged
}

fn people(three: &Three<Desk>, forks: &mut Vec<String>) -> Vec<Contributor> {
    let known = |desk: &Desk, person: &Contributor| desk.contributor(&person.id).cloned();
    let mut people = Vec::new();
    for theirs in &three.theirs.contributors {
        let base = three.base.and_then(|base| known(base, theirs));
        match known(three.ours, theirs) {
            Some(ours) => {
                let three = Three { base: base.as_ref(), ours: &ours, theirs };
                people.push(person(&three, forks));
            }
            // Ours took the person out: that holds unless theirs changed something.
            None if base.as_ref() == Some(theirs) => {}
            None => people.push(theirs.clone()),
        }
    }
    for ours in &three.ours.contributors {
        let base = three.base.and_then(|base| known(base, ours));
        if three.theirs.contributor(&ours.id).is_none() && base.as_ref() != Some(ours) {
            people.push(ours.clone());
        }
    }
    people
}

fn person(three: &Three<Contributor>, forks: &mut Vec<String>) -> Contributor {
    let what = |part: &str| format!("contributors {} {part}", three.theirs.id);
    Contributor {
        id: three.theirs.id.clone(),
        name: one(&what("name"), three.part(|p| &p.name), forks),
        role: one(&what("role"), three.part(|p| &p.role), forks),
        may: one(&what("may"), three.part(|p| &p.may), forks),
        emails: set(three.part(|p| &p.emails)),
        keys: set(three.part(|p| &p.keys)),
        active: one(&what("active"), three.part(|p| &p.active), forks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::Role;

    fn desk(text: &str) -> Desk {
        read::<Desk>(&format!("[newsroom]\nname = \"N\"\n{text}")).expect("settings")
    }

    const ED: &str =
        "[[contributors]]\nid = \"ed\"\nname = \"Ed\"\nrole = \"editor\"\nemails = [\"ed@x\"]\n";

    #[test]
    fn what_each_side_set_is_set() {
        let base = desk(ED);
        let mut ours = base.clone();
        ours.policy.approvals = 2;
        ours.contributors[0].emails.push("ed@y".to_owned());
        let mut theirs = base.clone();
        theirs.contributors[0].role = Role::Admin;
        theirs.contributors[0].emails.push("ed@z".to_owned());
        theirs.contributors.push(Contributor {
            id: "ana".parse().expect("an id"),
            ..base.contributors[0].clone()
        });
        let merged = merge_desk(Some(&base), &ours, &theirs);
        assert_eq!(merged.forks, Vec::<String>::new());
        assert_eq!(merged.desk.policy.approvals, 2);
        assert_eq!(merged.desk.contributors[0].role, Role::Admin);
        assert_eq!(merged.desk.contributors[0].emails.len(), 3);
        assert_eq!(merged.desk.contributors.len(), 2);
        assert_eq!(merge_desk(Some(&base), &theirs, &ours).desk.policy, merged.desk.policy);
    }

    #[test]
    fn where_both_set_something_else_theirs_stands_and_it_is_told() {
        let base = desk(ED);
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        ours.policy.approvals = 2;
        theirs.policy.approvals = 3;
        ours.contributors.clear();
        let merged = merge_desk(Some(&base), &ours, &theirs);
        assert_eq!(
            (merged.desk.policy.approvals, merged.forks.as_slice()),
            (3, &["policy approvals".to_owned()][..])
        );
        assert!(
            merged.desk.contributors.is_empty(),
            "ours took the person out, and theirs did nothing"
        );
        theirs.contributors[0].active = false;
        assert_eq!(merge_desk(Some(&base), &ours, &theirs).desk.contributors, theirs.contributors);
    }
}
