use crate::credits::{Kind, Who};
use crate::model::{Credit, CreditRole, Public};

use super::*;

fn credit(who: &str, name: &str, role: CreditRole, withheld: bool) -> Credit {
    let who = (!who.is_empty()).then(|| who.parse().expect("an id"));
    Credit { who, name: name.to_owned(), role, place: String::new(), withheld }
}

fn work(n: u32, story: &str, at: &str, credits: Vec<Credit>) -> Work {
    let path = format!("posts/2026/11/{story}/a-k3x9q7m2t{n}.toml");
    Work {
        path: path.parse().expect("a path"),
        short: "k3x9".to_owned(),
        story: story.to_owned(),
        headline: "Power cut".to_owned(),
        kind: Kind::Post,
        filed: "2026-10-30T12:00:00Z".parse().expect("a moment"),
        seen: Some(at.parse().expect("a moment")),
        public: if n < 3 { Public::Live } else { Public::Pulled },
        credits,
        words: 100,
        words_by: Vec::new(),
    }
}

fn ana() -> Author {
    Author::Contributor("ana".parse().expect("an id"))
}

/// Ana's part alone.
fn anas() -> Filter {
    let who = Who { id: ana().id().cloned(), name: None };
    Filter { who: Some(who), ..Filter::default() }
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

#[test]
fn what_each_story_comes_to_is_added_up_in_any_order() {
    let mut all = works();
    let twice = vec![credit("ana", "Ana Zorn", CreditRole::Editor, false)];
    all.push(work(4, "quay", "2026-10-31T23:30:00Z", twice));
    let one_and_two = [
        &[GroupBy::Contributor][..],
        &[GroupBy::Day],
        &[GroupBy::Story, GroupBy::Role],
        &[GroupBy::Contributor, GroupBy::Month],
    ];
    for by in one_and_two {
        let whole = Tally::of(&all, by, &Filter::default());
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
            let mut sum = Tally::of(&[], by, &Filter::default());
            for at in order {
                let one = Tally::of(&all[at..=at], by, &Filter::default());
                let text = serde_json::to_string(&one).expect("JSON");
                assert_eq!(serde_json::from_str::<Tally>(&text).expect("a tally"), one);
                sum.add(one);
            }
            assert_eq!(sum, whole, "{by:?} {order:?}");
            assert_eq!((sum.rows(), sum.cross()), (whole.rows(), whole.cross()));
        }
    }
    let called = tally(&all, &[GroupBy::Contributor], &Filter::default())[0].name.clone();
    assert_eq!(called, "Ana Zorn", "of two names of one moment");
}

/// `name posts/words/withheld`, a line each.
fn lines(by: GroupBy, filter: &Filter) -> Vec<String> {
    let line = |row: &Row| format!("{} {}/{}/{}", row.name, row.posts, row.words, row.withheld);
    tally(&works(), &[by], filter).iter().map(line).collect()
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
    let who = anas();
    assert_eq!(lines(by, &who), ["Ana Petrova 2/80/1"]);
    assert_eq!(lines(GroupBy::Story, &who), ["port 2/80/1"]);
    let month = Filter { month: Some("2026-11".parse().expect("a month")), ..Filter::default() };
    assert_eq!(lines(by, &month), ["Ana Holt 1/0/1", "Lev Marin 1/0/0"]);
    let at = |text: &str| Some(text.parse().expect("a moment"));
    let since = Filter {
        since: at("2026-10-31T23:30:00Z"),
        until: at("2026-10-31T23:59:59Z"),
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

#[test]
fn a_printed_name_is_counted_whoever_it_stands_for() {
    let name = |name: &str| {
        let who = Who { id: None, name: Some(name.to_owned()) };
        lines(GroupBy::Contributor, &Filter { who: Some(who), ..Filter::default() })
    };
    assert_eq!(name("Kai Berg"), ["Kai Berg 1/0/0"]);
    assert_eq!(name("Ana Holt"), ["Ana Holt 1/0/1"]);
}

#[test]
fn months_and_days_are_in_their_order_and_by_the_clock_of_each_story() {
    let all = Filter::default();
    assert_eq!(lines(GroupBy::Month, &all), ["2026-10 1/85/0", "2026-11 2/0/1"]);
    assert_eq!(
        lines(GroupBy::Day, &all),
        ["2026-10-31 1/85/0", "2026-11-01 1/0/1", "2026-11-07 1/0/0"]
    );
    let filed = Filter { filed: true, ..Filter::default() };
    assert_eq!(lines(GroupBy::Month, &filed), ["2026-10 3/85/1"]);
}

#[test]
fn what_readers_never_saw_counts_where_drafts_are_asked_for() {
    let mut works = works();
    works[2].seen = None;
    let count = |filter: &Filter| {
        tally(&works, &[GroupBy::Kind], filter).first().map_or(0, |row| row.posts)
    };
    assert_eq!(count(&Filter::default()), 3);
    assert_eq!(count(&Filter { seen: true, ..Filter::default() }), 2);
}

#[test]
fn two_things_at_once_are_a_table_whose_sums_count_each_post_once() {
    let by = [GroupBy::Contributor, GroupBy::Role];
    let cross = cross(&works(), by, &Filter::default());
    let names = |rows: &[Row]| rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&cross.rows), ["Ana Petrova", "Kai Berg", "Lev Marin", "ed"]);
    assert_eq!(names(&cross.columns), ["reporter", "contributor"]);
    let posts = |row: usize, column: usize| {
        cross.cell(&cross.rows[row], &cross.columns[column]).map_or(0, |cell| cell.posts)
    };
    assert_eq!((posts(0, 0), posts(0, 1), posts(1, 0), posts(1, 1)), (2, 1, 0, 1));
    assert_eq!(cross.rows[0].posts, 2, "one of Ana's posts names her twice");
    let labels: Vec<String> = cross.cells.iter().map(|row| row.labels().join("/")).collect();
    assert_eq!(
        labels,
        [
            "Ana Petrova/reporter",
            "Ana Petrova/contributor",
            "Kai Berg/contributor",
            "Lev Marin/reporter"
        ]
    );
}

#[test]
fn on_a_page_for_others_nobody_whose_name_is_withheld_can_be_told() {
    let unnamed = unnamed(&works());
    let rows = tally(&unnamed, &[GroupBy::Contributor], &Filter::default());
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Ana Petrova", "Kai Berg", "Lev Marin", "Names that are not printed", "ed"]);
}

#[test]
fn a_table_by_people_has_no_more_in_all_than_in_its_rows() {
    let mut works = works();
    works.push(work(4, "port", "2026-11-07T10:00:00Z", Vec::new()));
    let posts = |by| {
        let columns = cross(&works, by, &Filter::default()).columns;
        columns.iter().map(|row| row.posts).sum::<usize>()
    };
    assert_eq!(posts([GroupBy::Contributor, GroupBy::Kind]), 3, "one has no credit");
    assert_eq!(posts([GroupBy::Story, GroupBy::Kind]), 4, "it is one of its story all the same");
}

#[test]
fn words_of_a_work_without_a_credit_are_no_post_in_any_row_or_column() {
    let mut uncredited = work(4, "port", "2026-11-07T10:00:00Z", Vec::new());
    uncredited.words_by = vec![(ana(), 7)];
    let table = cross(&[uncredited], [GroupBy::Contributor, GroupBy::Kind], &Filter::default());
    let told = |rows: &[Row]| rows.iter().map(|row| (row.posts, row.words)).collect::<Vec<_>>();
    assert_eq!((told(&table.rows), told(&table.columns)), (vec![(0, 7)], vec![(0, 7)]));
}
