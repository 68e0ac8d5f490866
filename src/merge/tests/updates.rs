//! What others send again and again, while the desk works on it.

use super::*;

fn saying(paragraphs: &[String]) -> Document {
    let mut post = Post::new(
        "k3x9q7m2td".parse().expect("id"),
        "2026-11-07T09:30:00+02:00".parse().expect("time"),
    );
    post.body = paragraphs.join("\n\n");
    Document::Post(post)
}

proptest! {
    /// Each paragraph is changed by the sender in one version, by the desk in between, or by nobody.
    #[test]
    fn prop_what_each_changed_in_its_own_paragraphs_stands_after_every_version(
        whose in proptest::collection::vec(0..7usize, 1..9),
    ) {
        let first: Vec<String> = (0..whose.len()).map(|at| format!("Paragraph {at}.")).collect();
        let mut sent = saying(&first);
        let (mut theirs, mut expected, mut desk) = (first.clone(), first.clone(), sent.clone());
        for version in 0..3 {
            for at in (0..whose.len()).filter(|at| whose[*at] == version + 3) {
                expected[at] = format!("Paragraph {at}, says the desk after version {version}.");
                let old = format!("Paragraph {at}.");
                let Document::Post(post) = &mut desk else { unreachable!("a post") };
                let paragraphs = post.body.split("\n\n");
                let new: Vec<&str> =
                    paragraphs.map(|one| if one == old { expected[at].as_str() } else { one }).collect();
                post.body = new.join("\n\n");
            }
            for at in (0..whose.len()).filter(|at| whose[*at] == version) {
                theirs[at] = format!("Paragraph {at}, in version {version}.");
                expected[at].clone_from(&theirs[at]);
            }
            let next = saying(&theirs);
            let merged = merge(Some(&sent), &desk, &next);
            prop_assert!(!merged.conflicts);
            prop_assert_eq!(merged.document.body(), expected.join("\n\n"));
            (sent, desk) = (next, merged.document);
        }
    }
}
