use chrono_tz::Tz;

use super::*;
use crate::model::Moment;
use crate::site::report::lanes::Mark;

fn at(text: &str) -> Moment {
    format!("2026-11-{text}:00+02:00").parse().expect("a moment")
}

fn done(time: &str, who: &str, mark: Mark, did: &'static str, headline: &str) -> Done {
    Done {
        at: at(time),
        id: who.to_owned(),
        who: who.to_owned(),
        mark,
        did,
        short: "k3x9".to_owned(),
        headline: headline.to_owned(),
        said: String::new(),
    }
}

fn page(done: Vec<Done>, waited: Vec<Waited>) -> String {
    let night = Night {
        newsroom: "The Selan <Courier>",
        zone: Tz::Europe__Kyiv,
        since: at("07T21:00"),
        now: at("08T02:00"),
        done,
        waited,
        left: Vec::new(),
    };
    shift(&night).expect("a page")
}

#[test]
fn each_chart_has_a_name_a_mark_for_each_act_and_its_table() {
    let acts = vec![
        done("07T21:10", "Ana Petrova", Mark::Filed, "filed", "A mast fell"),
        done("07T21:20", "Ed Lind", Mark::Approved, "approved", "A mast fell"),
        done("08T01:30", "Ed Lind", Mark::Corrected, "corrected", "A mast fell"),
    ];
    let page = page(acts, Vec::new());
    assert_eq!(page.matches("<circle").count(), 2, "one in the legend, one in the lane: {page}");
    assert_eq!(page.matches("<polygon").count(), 4, "{page}");
    assert_eq!(
        page.matches("role=\"img\" aria-labelledby=\"people-title people-desc\"").count(),
        1
    );
    assert!(page.contains("<bdi>Ed Lind</bdi></th><td>0</td><td>1</td><td>1</td>"), "{page}");
    for has in [
        "<html lang=\"en\">",
        "<title>Shift since 21:00, Saturday 7 November 2026 ·",
        "Nothing waited.",
    ] {
        assert!(page.contains(has), "{has} in {page}");
    }
    let (first, second) =
        (page.find("rowgroup\" colspan=\"4\">Saturday 7"), page.find(">Sunday 8"));
    assert!(first.is_some() && first < second, "{page}");
}

#[test]
fn the_table_of_waits_says_how_long_and_what_waits_still() {
    let waited = |approved: Option<&str>, end| Waited {
        short: "k3x9".to_owned(),
        headline: "A mast fell".to_owned(),
        submitted: at("07T23:50"),
        approved: approved.map(at),
        end,
    };
    let page = page(
        Vec::new(),
        vec![
            waited(Some("08T00:05"), End::Released(at("08T01:35"))),
            waited(None, End::Returned(at("08T00:10"))),
            waited(None, End::Open),
        ],
    );
    for has in [
        "Sun 8 Nov 00:05</time></td><td class=\"set\"><time datetime=\"2026-11-08T01:35:00+02:00\">01:35<",
        "<td class=\"set\">15 min</td><td class=\"set\">1 h 30 min</td>",
        "returned <time datetime=\"2026-11-08T00:10:00+02:00\">Sun 8 Nov 00:10<",
        "<td class=\"set\">2 h 10 min so far</td>",
    ] {
        assert!(page.contains(has), "{has} in {page}");
    }
}

#[test]
fn two_people_of_one_name_have_a_row_each() {
    let named = |id: &str, mark, did| Done {
        id: id.to_owned(),
        ..done("07T21:10", "Ana Petrova", mark, did, "A mast fell")
    };
    let acts = vec![
        named("ana", Mark::Filed, "filed"),
        named("ana-petrova", Mark::Filed, "filed"),
        done("07T21:20", "Ed Lind", Mark::Filed, "filed", "A mast fell"),
    ];
    let page = page(acts, Vec::new());
    for has in [
        "<bdi>Ana Petrova (ana)</bdi>",
        "<bdi>Ana Petrova (ana-petrova)</bdi>",
        "<bdi>Ed Lind</bdi>",
    ] {
        assert!(page.contains(has), "{has} in {page}");
    }
}

#[test]
fn text_of_others_is_text_wherever_it_stands() {
    let evil = "\"><img src=x onerror=alert(1)>'&\u{202E}<script>";
    let page = page(vec![done("07T21:10", evil, Mark::Other, "comment", evil)], Vec::new());
    for not in ["<img", "<script", "\u{202E}"] {
        assert!(!page.contains(not), "{not} in {page}");
    }
    assert!(page.contains("The Selan &lt;Courier&gt;"), "{page}");
}
