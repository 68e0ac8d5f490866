//! A random walk: acts by random people, against a small model of what may become of a post.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::desk::TestDesk;

/// What the model knows of the one post: its words are a number, each edit makes a new one.
#[derive(Debug, Clone, PartialEq)]
struct Model {
    words: u32,
    live: Option<u32>,
    pulled: bool,
    retracting: bool,
    retracted: bool,
    releases: u32,
    submitted: Vec<&'static str>,
    approved: Vec<&'static str>,
    returned: Vec<&'static str>,
    writers: Vec<&'static str>,
    spiked: bool,
    stopped: bool,
    told: u32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Edit,
    Submit,
    Approve,
    Return,
    Spike,
    Stop,
    Clear,
    Publish,
    Correct,
    Retract,
    Pull,
    Restore,
    Comment,
}

const PEOPLE: [&str; 4] = ["mara", "ed", "ana", "bot"];

fn editor(who: &str) -> bool {
    matches!(who, "mara" | "ed")
}

impl Model {
    fn new() -> Self {
        Self {
            words: 1,
            live: None,
            pulled: false,
            retracting: false,
            retracted: false,
            releases: 0,
            submitted: vec![],
            approved: vec![],
            returned: vec![],
            writers: vec!["ana"],
            spiked: false,
            stopped: false,
            told: 0,
        }
    }

    fn state(&self) -> &'static str {
        if self.spiked && self.live.is_none() {
            "spiked"
        } else if self.live == Some(self.words) {
            "as_published"
        } else if !self.returned.is_empty() {
            "returned"
        } else if !self.approved.is_empty() {
            "approved"
        } else if !self.submitted.is_empty() {
            "in_review"
        } else {
            "draft"
        }
    }

    fn public(&self) -> &'static str {
        match (self.retracted, self.pulled, self.live) {
            (true, ..) => "retracted",
            (_, true, _) => "pulled",
            (_, _, Some(_)) => "live",
            _ => "unpublished",
        }
    }

    fn other_eyes(&self, who: &str) -> bool {
        self.writers.iter().chain(&self.submitted).chain(&self.approved).any(|other| *other != who)
    }

    fn new_words(&mut self, who: &'static str) {
        self.words += 1;
        self.submitted.clear();
        self.approved.clear();
        self.returned.clear();
        if !self.writers.contains(&who) {
            self.writers.push(who);
        }
    }

    /// What the act makes of it; `None` where it is refused.
    fn after(&self, who: &'static str, act: Act) -> Option<Self> {
        let mut next = self.clone();
        let (state, public) = (self.state(), self.public());
        let writes = who != "bot";
        match act {
            Act::Comment => (writes).then_some(next),
            Act::Edit => writes.then(|| {
                next.new_words(who);
                next
            }),
            Act::Submit => {
                let open = matches!(state, "draft" | "in_review" | "returned")
                    || (state == "spiked" && editor(who));
                (writes && open).then(|| {
                    next.spiked = false;
                    if !next.submitted.contains(&who) {
                        next.submitted.push(who);
                    }
                    next
                })
            }
            Act::Approve => {
                let open = matches!(state, "draft" | "in_review" | "returned" | "approved");
                (editor(who) && open && !self.approved.contains(&who) && self.other_eyes(who)).then(
                    || {
                        next.returned.retain(|person| *person != who);
                        next.approved.push(who);
                        next
                    },
                )
            }
            Act::Return => {
                let open = matches!(state, "draft" | "in_review" | "returned" | "approved");
                (editor(who) && open).then(|| {
                    next.approved.retain(|person| *person != who);
                    if !next.returned.contains(&who) {
                        next.returned.push(who);
                    }
                    next
                })
            }
            Act::Spike => {
                (editor(who) && public == "unpublished" && state != "spiked").then(|| {
                    next.spiked = true;
                    next
                })
            }
            Act::Stop => (editor(who) && !self.stopped).then(|| {
                next.stopped = true;
                next
            }),
            Act::Clear => (who == "mara" && self.stopped).then(|| {
                next.stopped = false;
                next
            }),
            Act::Pull => (writes && public == "live").then(|| {
                next.pulled = true;
                next.releases += 1;
                next
            }),
            Act::Restore => (editor(who) && public == "pulled" && !self.stopped).then(|| {
                next.pulled = false;
                next.releases += 1;
                next
            }),
            Act::Correct => (writes && matches!(public, "live" | "pulled") && !self.retracting)
                .then(|| {
                    next.told += 1;
                    next.new_words(who);
                    next
                }),
            Act::Retract => (writes && matches!(public, "live" | "pulled") && !self.retracting)
                .then(|| {
                    next.retracting = true;
                    next.new_words(who);
                    next
                }),
            Act::Publish => {
                let eyes = self.approved.iter().any(|approver| self.other_eyes(approver));
                let ready = !self.approved.is_empty()
                    && eyes
                    && !self.stopped
                    && !self.retracted
                    && !matches!(state, "spiked" | "as_published");
                (editor(who) && ready).then(|| {
                    next.live = Some(next.words);
                    next.pulled = false;
                    next.retracted = next.retracting;
                    next.releases += 1;
                    next.submitted.clear();
                    next.approved.clear();
                    next.returned.clear();
                    next.writers.clear();
                    next
                })
            }
        }
    }
}

fn command(act: Act, words: u32) -> Vec<String> {
    let line = match act {
        Act::Edit => format!("edit x --headline 'Words number {words}'"),
        Act::Submit => "submit x".to_owned(),
        Act::Approve => "approve x".to_owned(),
        Act::Return => "return x -m why".to_owned(),
        Act::Spike => "spike x -m why".to_owned(),
        Act::Stop => "stop x -m why".to_owned(),
        Act::Clear => "clear x -m why".to_owned(),
        Act::Publish => "publish x".to_owned(),
        Act::Correct => {
            format!("correct x --tell-readers 'It was {words}.' --headline 'Words number {words}'")
        }
        Act::Retract => "retract x --tell-readers 'It was wrong.'".to_owned(),
        Act::Pull => "pull x --tell-readers 'We are checking.'".to_owned(),
        Act::Restore => "restore x --tell-readers 'It was right.'".to_owned(),
        Act::Comment => "comment x -m why".to_owned(),
    };
    shell_words::split(&format!("{line} --json")).unwrap()
}

/// Both branches, and the file as it is saved: read without git, as it is asked for often.
fn tips(desk: &TestDesk, path: &str) -> String {
    let branch = |name: &str| desk.read(&format!(".git/refs/heads/{name}"));
    format!("{}{}{}", branch("main"), branch("published"), desk.read(path))
}

fn walk(steps: &[(usize, usize)]) {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "Words number 1", "Body.");
    let mut model = Model::new();
    let mut played = Vec::new();
    let mut number = 1;
    for (who, act) in steps {
        let (who, act) = (PEOPLE[*who], ACTS[*act]);
        // The model has no words set aside: a correction starts from the live ones.
        let unfinished = model.live.is_some() && model.live != Some(model.words);
        if unfinished && act == Act::Correct
            || model.retracting && matches!(act, Act::Edit | Act::Correct)
        {
            continue;
        }
        number += 1;
        if act == Act::Approve {
            desk.as_(who).type_("diff x");
        }
        let before = tips(&desk, &path);
        let ran = desk.as_(who).run(command(act, number));
        played.push(format!("{who} {} -> {}", ran.typed, ran.code));
        let Some(next) = model.after(who, act) else {
            assert!(matches!(ran.code, 1 | 2), "{played:#?}\n{}\n{model:?}", ran.out);
            assert_eq!(tips(&desk, &path), before, "what is refused changes nothing: {played:#?}");
            continue;
        };
        assert_eq!(ran.code, 0, "{played:#?}\n{}\n{model:?}", ran.err);
        model = next;
        let shown = ran.json();
        let seen = (
            shown["state"].as_str().unwrap(),
            shown["public"].as_str().unwrap(),
            shown["release"].as_u64().unwrap_or(0),
            shown["stopped"].as_bool().unwrap(),
        );
        assert_eq!(
            seen,
            (model.state(), model.public(), u64::from(model.releases), model.stopped),
            "{played:#?}\n{model:?}"
        );
    }
}

const ACTS: [Act; 16] = [
    Act::Edit,
    Act::Submit,
    Act::Approve,
    Act::Return,
    Act::Spike,
    Act::Stop,
    Act::Clear,
    Act::Publish,
    Act::Correct,
    Act::Retract,
    Act::Pull,
    Act::Restore,
    Act::Comment,
    Act::Approve,
    Act::Publish,
    Act::Publish,
];

fn walks(seed: u8) {
    let walks = std::env::var("NEWSROOM_WALKS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let config = Config {
        cases: walks,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let who = prop_oneof![2 => Just(0_usize), 3 => Just(1), 3 => Just(2), 1 => Just(3)];
    let steps = prop::collection::vec((who, 0..ACTS.len()), 12);
    runner
        .run(&steps, |steps| {
            walk(&steps);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_random_walk_goes_where_the_model_goes() {
    walks(7);
}

#[test]
fn another_random_walk_goes_where_the_model_goes() {
    walks(8);
}
