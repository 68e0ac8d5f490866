//! The whole of who may do what, when, as one table.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::*;
use crate::model::{Contributor, ContributorId, Desk, Public, Role};

#[test]
fn every_state_act_and_role_is_as_the_table_says() {
    let table = table();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/workflow/table.txt");
    snapbox::assert_data_eq!(table, snapbox::Data::read_from(path.as_ref(), None).raw());
}

/// An act's decision about a person and a document that stands so.
type Decide = fn(&Contributor, &Standing) -> Result<(), Refusal>;

/// One line an act and standing: which roles may do it, by their first letters.
fn table() -> String {
    let mut out = String::from(
        "Who may do what: A admin, E editor, R reporter, P publisher, N none; . refused\n\n",
    );
    let standings: Vec<(String, Standing)> = State::ALL
        .into_iter()
        .flat_map(|state| {
            [Public::Unpublished, Public::Live, Public::Pulled, Public::Retracted]
                .into_iter()
                .filter(move |public| possible(state, *public))
                .map(move |public| {
                    (format!("{}/{}", state.as_str(), public.as_str()), standing(state, public))
                })
        })
        .collect();
    let acts: [(&str, Decide); 12] = [
        ("submit", submit::submit),
        ("approve", |person, standing| {
            approve::approve(person, standing, &desk(), &writers(), false)
        }),
        ("return", returned::give_back),
        ("spike", spike::spike),
        ("stop", stop::stop),
        ("clear", |person, standing| {
            let stopped = Stop {
                by: id("mara-dov"),
                at: "2026-11-07T08:05:00Z".parse().expect("time"),
                note: String::new(),
                until: None,
            };
            stop::clear(person, &Standing { stopped: Some(stopped), ..standing.clone() })
        }),
        ("pull", |person, standing| pull::pull(person, standing, false)),
        ("pull own", |person, standing| pull::pull(person, standing, true)),
        ("restore", pull::restore),
        ("correct", correct::correct),
        ("retract", retract::retract),
        ("second", |person, standing| {
            let owed = Standing { second_read_owed: Some(id("olga-ray")), ..standing.clone() };
            second::second(person, &owed)
        }),
    ];
    let _ = write!(out, "{:28}", "");
    for (name, _) in &acts {
        let _ = write!(out, " {name:9}");
    }
    out.push('\n');
    for (name, standing) in &standings {
        let _ = write!(out, "{name:28}");
        for (_, act) in &acts {
            let mut cell = String::new();
            for role in Role::ALL {
                let allowed = act(&person(role), standing).is_ok();
                cell.push(if allowed {
                    role.as_str().to_ascii_uppercase().as_bytes()[0] as char
                } else {
                    '.'
                });
            }
            let _ = write!(out, " {cell:9}");
        }
        out = out.trim_end().to_owned() + "\n";
    }
    out.push_str("\nRights whatever the document\n\n");
    for act in Act::ALL {
        let roles: String = Role::ALL
            .into_iter()
            .map(|role| {
                if authorize(&person(role), act).is_ok() {
                    role.as_str().to_ascii_uppercase().as_bytes()[0] as char
                } else {
                    '.'
                }
            })
            .collect();
        let _ = writeln!(out, "{:40} {roles}", act.sentence());
    }
    out
}

/// Live words are never dropped at the desk, and what was never public is not the words readers see.
fn possible(state: State, public: Public) -> bool {
    match state {
        State::AsPublished => public != Public::Unpublished,
        State::Spiked => public == Public::Unpublished,
        _ => true,
    }
}

fn id(text: &str) -> ContributorId {
    text.parse().expect("id")
}

fn writers() -> BTreeSet<ContributorId> {
    BTreeSet::from([id("ana-petrova")])
}

fn desk() -> Desk {
    Desk {
        newsroom: toml::from_str("name = \"The Selan Courier\"").expect("settings"),
        site: crate::model::Site::default(),
        policy: crate::model::Policy::default(),
        style: crate::model::Style::default(),
        contributors: Role::ALL.into_iter().map(person).collect(),
        accepted: Vec::new(),
    }
}

fn person(role: Role) -> Contributor {
    Contributor {
        id: id(&format!("the-{}", role.as_str())),
        name: role.as_str().to_owned(),
        role,
        may: Vec::new(),
        emails: Vec::new(),
        keys: Vec::new(),
        active: true,
    }
}

fn standing(state: State, public: Public) -> Standing {
    Standing {
        state,
        public,
        round: 1,
        digest: Some(crate::model::Digest::of(b"words")),
        live: None,
        stopped: None,
        approved_by: Vec::new(),
        submitted_by: Vec::new(),
        returned_by: Vec::new(),
        second_read_owed: None,
        notice_owed: false,
    }
}

#[test]
fn under_other_somebody_else_must_have_had_a_hand() {
    let desk = desk();
    let editor = person(Role::Editor);
    let own = BTreeSet::from([editor.id.clone()]);
    let mut standing = standing(State::Draft, Public::Unpublished);
    let refused = approve::approve(&editor, &standing, &desk, &own, false);
    assert_eq!(refused, Err(Refusal::FourEyes { who: editor.id.clone() }));
    standing.submitted_by.push(id("ana-petrova"));
    assert_eq!(approve::approve(&editor, &standing, &desk, &own, false), Ok(()));
}

#[test]
fn a_strict_desks_approver_wrote_nothing() {
    let mut desk = desk();
    desk.policy.four_eyes = crate::model::FourEyes::Strict;
    let editor = person(Role::Editor);
    let both = BTreeSet::from([editor.id.clone(), id("ana-petrova")]);
    let standing = standing(State::InReview, Public::Unpublished);
    let refused = approve::approve(&editor, &standing, &desk, &both, false);
    assert_eq!(refused, Err(Refusal::OwnWords { who: editor.id.clone() }));
}

#[test]
fn a_retired_person_does_nothing() {
    let mut editor = person(Role::Editor);
    editor.active = false;
    for act in Act::ALL {
        assert!(authorize(&editor, act).is_err());
    }
}
