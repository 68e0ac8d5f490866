use super::*;
use crate::credits::{Filter, Kind, cross, tally, unnamed};
use crate::model::{Credit, CreditRole, Public};

fn work(n: usize, name: &str, withheld: bool) -> Work {
    let at = format!("2026-1{n}-07T09:30:00+02:00").parse().expect("a moment");
    let (name, place) = (name.to_owned(), "Port Selan".to_owned());
    let role = CreditRole::Reporter;
    Work {
        path: format!("posts/2026/11/port/a-k3x9q7m2t{n}.toml").parse().expect("a path"),
        short: "k3x9".to_owned(),
        story: "port".to_owned(),
        headline: "A headline that no meeting needs".to_owned(),
        kind: Kind::Post,
        filed: at,
        seen: Some(at),
        public: Public::Live,
        credits: vec![Credit { who: None, name, role, place, withheld }],
        words: 30,
        words_by: Vec::new(),
    }
}

fn page(works: &[Work], by: &[GroupBy]) -> String {
    let filter = Filter::default();
    let cross = match by {
        [one, other] => Some(cross(works, [*one, *other], &filter)),
        _ => None,
    };
    let section = Section { by: by[0], rows: tally(works, &by[..1], &filter), cross };
    let page = Credits {
        newsroom: "The Selan <Courier>",
        of: "All".to_owned(),
        made: "Sat 7 Nov".to_owned(),
        sections: vec![section],
        works,
        words: false,
    };
    credits(&page).expect("a page")
}

#[test]
fn a_page_is_whole_without_script_and_its_table_has_what_the_chart_has() {
    let works =
        [work(0, "Ana Petrova", false), work(1, "Ana Petrova", false), work(1, "Lev", false)];
    let page = page(&works, &[GroupBy::Contributor]);
    assert!(
        !page.contains("<script")
            && !page.contains("src=")
            && !page.contains("http-equiv=\"refresh")
    );
    assert!(page.contains("default-src 'none'"), "{page}");
    assert!(
        page.contains("<title id=\"contributor-title\">") && page.contains("<desc id="),
        "{page}"
    );
    assert!(page.contains("<th scope=\"row\"><bdi>Ana Petrova</bdi></th><td>2</td>"), "{page}");
    assert!(page.contains("3 stories and posts, 90 words"), "{page}");
    assert!(!page.contains("no meeting needs"), "{page}");
}

#[test]
fn text_of_others_is_text_wherever_it_stands() {
    let evil = "\"><img src=x onerror=alert(1)>'&\u{202E}";
    let page = page(&[work(0, evil, false)], &[GroupBy::Contributor]);
    assert!(!page.contains("<img") && !page.contains('\u{202E}'), "{page}");
    assert!(page.contains("The Selan &lt;Courier&gt;"), "{page}");
}

#[test]
fn two_things_are_a_table_of_rows_and_columns() {
    let works = [work(0, "Ana", false), work(1, "Ana", false), work(1, "Lev", false)];
    let page = page(&works, &[GroupBy::Contributor, GroupBy::Month]);
    for cells in [
        "<th scope=\"col\"><bdi>2026-10</bdi></th><th scope=\"col\"><bdi>2026-11</bdi></th><th scope=\"col\"><bdi>All</bdi></th>",
        "<bdi>Ana</bdi></th><td>1</td><td>1</td><td>2</td>",
        "<bdi>Lev</bdi></th><td>0</td><td>1</td><td>1</td>",
    ] {
        assert!(page.contains(cells), "{cells} in {page}");
    }
}

#[test]
fn nobody_whose_name_is_withheld_is_on_it() {
    let works = unnamed(&[work(0, "Hidden Person", true)]);
    let page = page(&works, &[GroupBy::Contributor]);
    assert!(!page.contains("Hidden") && page.contains("Names that are not printed"), "{page}");
}
