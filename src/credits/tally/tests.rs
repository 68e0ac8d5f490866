use crate::model::CreditRole;

use super::*;

fn credit(who: &str, name: &str, role: CreditRole, withheld: bool) -> Credit {
    let who = (!who.is_empty()).then(|| who.parse().expect("an id"));
    Credit { who, name: name.to_owned(), role, place: String::new(), withheld }
}

fn work(n: u32, story: &str, at: &str, credits: Vec<Credit>) -> Work {
    let path = format!("posts/2026/11/{story}/a-k3x9q7m2t{n}.toml");
    Work {
        path: path.parse().expect("a path"),
        story: story.to_owned(),
        headline: "Power cut".to_owned(),
        at: at.parse().expect("a moment"),
        credits,
        live: n < 3,
        words_by: Vec::new(),
    }
}

fn ana() -> Author {
    Author::Contributor("ana".parse().expect("an id"))
}

/// Two works of one story and one of another, by three people of whom one is an outsider.
fn works() -> Vec<Work> {
    use CreditRole::{Contributor, Reporter};
    let one = vec![
        credit("ana", "Ana Petrova", Reporter, false),
        credit("ana", "Ana Petrova", Contributor, false),
        credit("", "Kai Berg", Contributor, false),
    ];
    let two = vec![credit("ana", "Ana Holt", Reporter, true)];
    let three = vec![credit("lev", "Lev Marin", Reporter, false)];
    let mut works = vec![
        work(1, "port", "2026-10-31T23:30:00Z", one),
        work(2, "port", "2026-11-01T00:30:00+02:00", two),
        work(3, "storm", "2026-11-07T09:30:00Z", three),
    ];
    let ed = Author::Contributor("ed".parse().expect("an id"));
    works[0].words_by = vec![(ana(), 80), (ed, 5)];
    works
}

/// `name posts/words/withheld`, a line each.
fn lines(by: GroupBy, filter: &Filter) -> Vec<String> {
    let line = |row: &Row| format!("{} {}/{}/{}", row.name, row.posts, row.words, row.withheld);
    tally(&works(), by, filter).iter().map(line).collect()
}

#[test]
fn a_person_is_counted_once_a_post_and_withheld_ones_and_outsiders_count() {
    let all = Filter::default();
    assert_eq!(
        lines(GroupBy::Contributor, &all),
        ["Ana Petrova 2/80/1", "Kai Berg 1/0/0", "Lev Marin 1/0/0", "ed 0/5/0"]
    );
    assert_eq!(lines(GroupBy::Role, &all), ["reporter 3/80/1", "contributor 1/0/0"]);
    assert_eq!(lines(GroupBy::Story, &all), ["port 2/85/1", "storm 1/0/0"]);
}

#[test]
fn a_filter_narrows_the_works_and_whose_part_is_counted() {
    let by = GroupBy::Contributor;
    let who = Filter { who: Some(ana()), ..Filter::default() };
    assert_eq!(lines(by, &who), ["Ana Petrova 2/80/1"]);
    assert_eq!(lines(GroupBy::Story, &who), ["port 2/80/1"]);
    let month = Filter { month: Some("2026-11".parse().expect("a month")), ..Filter::default() };
    assert_eq!(lines(by, &month), ["Ana Holt 1/0/1", "Lev Marin 1/0/0"]);
    let at = |text: &str| Some(text.parse().expect("a moment"));
    let since = Filter {
        since: at("2026-10-31T23:30:00Z"),
        until: at("2026-11-07T09:30:00Z"),
        ..Filter::default()
    };
    assert_eq!(lines(GroupBy::Story, &since), ["port 1/85/0"]);
    let live = Filter { live: true, story: Some("storm".to_owned()), ..Filter::default() };
    assert_eq!(lines(by, &live), Vec::<String>::new());
}

#[test]
fn a_post_whose_only_credit_is_withheld_has_no_printed_one() {
    let works = works();
    assert_eq!(missing(&works), [&works[1]]);
}
