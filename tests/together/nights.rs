//! Seeded nights of real machines: random acts with and without the network, in any order. All end
//! equal, nothing that was acknowledged is missing, and every step is lawful.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::machines::Machines;

const PEOPLE: [&str; 4] = ["ana", "lev", "ed", "mara"];

fn night(seed: u64) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let all = Machines::of(&["ana", "lev", "ed"]);
    let mut posts: Vec<String> = Vec::new();
    for act in 0..22 {
        let who = PEOPLE[random.random_range(0..PEOPLE.len())];
        let editor = matches!(who, "ed" | "mara");
        let send = if random.random_range(0..3) == 0 { "" } else { " --no-send" };
        let clock = format!("21:{act:02}");
        let pick = random.random_range(0..100);
        let slug = match posts.len() {
            0 => String::new(),
            some => posts[random.random_range(0..some)].clone(),
        };
        let line = match pick {
            _ if slug.is_empty() || pick < 15 => {
                let slug = format!("post-{act}");
                posts.push(slug.clone());
                format!(
                    "add --slug {slug} --headline 'Post {act}' --body 'One.\n\nTwo.\n\nThree.' --submit"
                )
            }
            15..40 => {
                let word = ["One", "Two", "Three"][random.random_range(0..3)];
                format!("edit {slug} --replace '{word}=>{word} {act}'")
            }
            40..50 => format!("edit {slug} --headline 'Headline {act}'"),
            50..60 => format!("comment {slug} -m 'Remark {act}.'"),
            60..80 if editor => {
                all.at(who).at(&clock).type_(&format!("show {slug}"));
                format!("publish {slug} --approve")
            }
            80..85 if editor => format!("return {slug} -m 'Why {act}?'"),
            85..88 if editor => format!("stop {slug} -m 'Law {act}.'"),
            _ => {
                all.at(who).at(&clock).type_("sync");
                continue;
            }
        };
        let ran = all.at(who).at(&clock).type_(&format!("{line}{send}"));
        // What the rules refuse is fine; the system never fails.
        assert!((0..=2).contains(&ran.code), "seed {seed}: {ran:?}");
    }
    for _ in 0..2 {
        for who in PEOPLE {
            let ran = all.at(who).at("22:30").type_("sync");
            assert!((0..=1).contains(&ran.code), "seed {seed}: {ran:?}");
        }
    }
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn random_nights_end_equal_and_lawful() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    let (first, count) = (number("NEWSROOM_NIGHTS_FROM", 1), number("NEWSROOM_NIGHTS", 6));
    for seed in first..first + count {
        night(seed);
    }
}
