use serde_json::json;

use super::*;
use crate::format::wire::Person;
use crate::model::CreditRole;

const ITEM: &str = r#"{
    "uri": "https://wire.example/7f3c", "type": "text", "version": "2",
    "pubStatus": "usable", "language": "en", "embargoedUntil": "2026-11-07T22:00:00+02:00",
    "headlines": [{ "role": "main", "value": " Lamps  out " }],
    "by": "By Ana Lom", "infoSources": [{ "name": "Selan Wire" }],
    "subjects": [{ "name": "power" }],
    "bodies": [
        { "contentType": "text/plain", "value": "Lamps are out." },
        { "contentType": "text/html", "value": "<p>Lamps are <b>out</b>.</p>" }
    ],
    "associations": [{
        "name": "p1", "uri": "https://wire.example/p1", "type": "picture",
        "descriptions": [{ "role": "caption", "value": "The quay" }, { "role": "alt", "value": "A dark quay" }],
        "copyrightNotice": "Vera Lom",
        "renditions": [
            { "href": "https://wire.example/s.jpg", "contentType": "image/jpeg", "width": 100 },
            { "href": "https://wire.example/l.jpg", "contentType": "image/jpeg", "width": 900 }
        ]
    }]
}"#;

fn all(value: &Value) -> Vec<Result<Item, WireError>> {
    ninjs(&value.to_string()).expect("read")
}

fn one(value: &Value) -> Item {
    let mut items = all(value);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0).expect("an item")
}

fn headlines(value: &Value) -> Vec<String> {
    all(value).into_iter().map(|item| item.expect("an item").headline).collect()
}

#[test]
fn an_item_of_3_1_is_read_whole() {
    let item = one(&serde_json::from_str(ITEM).expect("JSON"));
    assert_eq!(item.origin.provider, "Selan Wire");
    assert_eq!(
        (item.origin.uri.as_str(), item.origin.version.as_str()),
        ("https://wire.example/7f3c", "2")
    );
    assert_eq!((item.headline.as_str(), item.body.as_str()), ("Lamps out", "Lamps are **out**."));
    assert_eq!(
        (item.byline, item.tags),
        (vec![Person::named("Ana Lom")], vec!["power".to_owned()])
    );
    assert_eq!(item.embargo, Some("2026-11-07T22:00:00+02:00".parse().expect("a moment")));
    let [picture] = item.media.as_slice() else { panic!("{:?}", item.media) };
    assert_eq!(picture.src, "https://wire.example/l.jpg");
    assert_eq!(
        (picture.alt.as_str(), picture.caption.as_str(), picture.credit.as_str()),
        ("A dark quay", "The quay", "Vera Lom")
    );
    assert_eq!((item.terms.agency.as_str(), item.terms.notes.len()), ("Selan Wire", 0));
}

#[test]
fn the_names_of_older_versions_are_read() {
    let item = one(&json!({ "uri": "urn:wire:1", "pubstatus": "canceled", "version": 3,
        "headline": "Lamps out", "byline": "Ana Lom", "body_text": "One.\n\nTwo *stars*." }));
    assert!(item.origin.canceled);
    assert_eq!(item.origin.version, "3");
    assert_eq!(item.body, "One.\n\nTwo \\*stars\\*.");
    assert_eq!((item.origin.provider.as_str(), item.terms.agency.as_str()), ("urn", ""));
}

#[test]
fn an_item_goes_by_the_first_name_that_it_has() {
    for (name, uri) in [
        (json!({ "guid": "tag:desk.example:2026:1" }), "tag:desk.example:2026:1"),
        (json!({ "guid": "g:1", "uri": "u:1" }), "u:1"),
        (json!({ "id": 1234 }), "1234"),
        (json!({ "altids": { "itemid": "x:f40b" } }), "x:f40b"),
        (json!({ "altIds": [{ "role": "guid", "value": "x:f40c" }] }), "x:f40c"),
    ] {
        let mut item = json!({ "headline": "Lamps out", "body_text": "Dark." });
        item.as_object_mut()
            .expect("an object")
            .extend(name.as_object().expect("an object").clone());
        assert_eq!(one(&item).origin.uri, uri);
    }
}

#[test]
fn without_a_version_the_time_it_was_made_is_one_and_else_its_words() {
    let version = |item: Value| one(&item).origin.version;
    let timed = json!({ "uri": "u:1", "headline": "A", "versioncreated": "2026-05-28T16:40:08" });
    assert_eq!(version(timed), "2026-05-28T16:40:08");
    let (a, b) =
        (json!({ "uri": "u:1", "headline": "A" }), json!({ "uri": "u:1", "headline": "B" }));
    assert_ne!(version(a.clone()), version(b));
    assert_eq!(version(a.clone()), version(a));
}

#[test]
fn items_are_found_in_whatever_they_come_in() {
    let (a, b) =
        (json!({ "uri": "u:1", "headline": "A" }), json!({ "uri": "u:2", "headline": "B" }));
    for list in [
        json!([a, b]),
        json!({ "total": 2, "item": [a, b] }),
        json!({ "items": [a, b] }),
        json!({ "_items": [a, b], "_meta": { "total": 2 } }),
        json!({ "data": { "updated": "x", "items": [{ "meta": 1, "item": a }, { "item": b }] } }),
        json!([[a], { "newsItems": [b] }]),
    ] {
        assert_eq!(headlines(&list), ["A", "B"], "{list}");
    }
    assert_eq!(headlines(&json!({ "item": a })), ["A"]);
    let lines = ninjs(&format!("{a}\n\n{b}\n{{\n{a}")).expect("read");
    let failed = lines.iter().filter(|line| matches!(line, Err(WireError::Line { .. }))).count();
    assert_eq!((lines.len(), failed), (4, 1));
}

#[test]
fn a_package_is_the_items_in_it() {
    let item: Value = serde_json::from_str(ITEM).expect("JSON");
    let package = |inside: Value| {
        json!({ "uri": "https://wire.example/all", "type": "composite",
        "headline": "The night", "associations": inside })
    };
    for inside in [json!([item, item]), json!({ "main": item, "related": [item] })] {
        let items = all(&package(inside));
        assert_eq!(items.len(), 2);
        let notes = items[0].as_ref().map(|item| item.terms.notes.clone());
        assert_eq!(notes, Ok(vec!["it came in the package “The night”".to_owned()]));
    }
    let nested = package(json!([package(json!([item])), item]));
    assert_eq!(all(&nested).len(), 2);
    let mut deep = item;
    (0..20).for_each(|_| deep = package(json!([deep])));
    assert_eq!(all(&deep), [Err(WireError::Nested { number: 1 })]);
}

#[test]
fn what_goes_with_an_item_is_filed_where_it_has_words_of_its_own() {
    let item = json!({ "uri": "u:1", "headline": "A", "body_text": "Words.", "associations": {
        "r1": { "uri": "u:2", "type": "text", "headline": "B", "body_html": "<p>More.</p>" },
        "r2": { "uri": "u:3", "type": "text", "headline": "C" }, "r3": null } });
    assert_eq!(headlines(&item), ["A", "B"]);
}

#[test]
fn one_bad_item_is_told_with_its_number_and_the_others_are_read() {
    let read = all(
        &json!([{ "headline": "x" }, { "uri": "u:1", "headline": "A" }, { "uri": "u:2" },
        { "guid": "e:1", "type": "event", "name": "Council" }, { "guid": "p:1", "coverages": [] }]),
    );
    assert_eq!(read[0], Err(WireError::Missing { number: 1, field: "uri" }));
    assert_eq!(read[1].as_ref().map(|item| item.headline.as_str()), Ok("A"));
    assert_eq!(read[2], Err(WireError::Nothing { number: 3 }));
    let told: Vec<String> =
        read[3..].iter().filter_map(|one| one.as_ref().err()).map(WireError::to_string).collect();
    assert!(told[0].starts_with("item 4, “Council”, is an event of a calendar"), "{told:?}");
    assert!(told[1].starts_with("item 5 is a plan of coverage"), "{told:?}");
}

#[test]
fn what_is_no_ninjs_says_why() {
    assert!(matches!(ninjs("{"), Err(WireError::Json(_))));
    assert_eq!(ninjs("[]"), Err(WireError::Empty));
}

#[test]
fn a_headline_is_taken_from_where_there_is_one() {
    let headline = |fields: Value| {
        let mut item = json!({ "uri": "u:1", "body_text": "Words." });
        item.as_object_mut()
            .expect("an object")
            .extend(fields.as_object().expect("fields").clone());
        one(&item).headline
    };
    for (fields, expected) in [
        (json!({ "headline": "A  b" }), "A b"),
        (json!({ "headline": null, "title": "A" }), "A"),
        (json!({ "headline": " ", "name": "A" }), "A"),
        (
            json!({ "headlines": [{ "role": "short", "value": "S" }, { "role": "main", "value": "M" }] }),
            "M",
        ),
        (
            json!({ "headlines": [{ "role": "main", "value": "" }, { "role": "short", "value": "S" }] }),
            "S",
        ),
        (json!({ "headlines": [], "headline": "H" }), "H"),
        (json!({ "headline": "Bread &amp; <b>fish</b>" }), "Bread & fish"),
        (json!({ "slugline": "DAM" }), "DAM"),
        (json!({ "headline": null }), ""),
    ] {
        assert_eq!(headline(fields.clone()), expected, "{fields}");
    }
    let slug = one(&json!({ "uri": "u:1", "slugline": "DAM", "body_text": "Words." }));
    assert_eq!(slug.remarks, ["it has no headline: its slugline stands for one"]);
}

#[test]
fn no_words_are_lost_where_there_is_no_body_or_more_than_one() {
    let body = |fields: Value| {
        let mut item = json!({ "uri": "u:1", "headline": "A" });
        item.as_object_mut()
            .expect("an object")
            .extend(fields.as_object().expect("fields").clone());
        one(&item).body
    };
    for fields in [
        json!({ "description_text": "Words." }),
        json!({ "description_html": "<p>Words.</p>", "description_text": "Words." }),
        json!({ "descriptions": [{ "role": "text", "contenttype": "text/plain", "value": "Words. " }] }),
        json!({ "description_caption_xhtml": "Words." }),
        json!({ "body_html": "<p> </p>", "body_text": "Words." }),
        json!({ "body_xhtml": "<div><p>Words.</p></div>" }),
        json!({ "body": "<p>Words.</p>" }),
        json!({ "bodies": ["Words."] }),
    ] {
        assert_eq!(body(fields.clone()), "Words.", "{fields}");
    }
    let more = one(&json!({ "uri": "u:1", "headline": "A", "headline_short": "B",
        "body_text": "Words.", "description_text": "In short.", "description_html": "<p>In short.</p>" }));
    assert_eq!(more.terms.notes, ["another headline: B", "described as: In short."]);
}

#[test]
fn people_are_those_it_lists_and_those_its_by_line_names() {
    let item = one(&json!({ "uri": "u:1", "headline": "A", "byline": "By Tessa Morrow and Jo Vik",
        "authors": [{ "code": "u1", "name": "Tessa Morrow", "role": "writer" },
            { "code": "u2", "name": "Ivo Karst", "role": "editor" }, { "code": "u3" }] }));
    let people: Vec<(&str, CreditRole)> =
        item.byline.iter().map(|person| (person.name.as_str(), person.role)).collect();
    assert_eq!(
        people,
        [
            ("Tessa Morrow", CreditRole::Reporter),
            ("Ivo Karst", CreditRole::Editor),
            ("Jo Vik", CreditRole::Reporter)
        ]
    );
}

#[test]
fn an_agency_is_a_name_and_never_a_host_an_address_or_a_path() {
    for (provider, agency) in [
        ("Merrow Wire", "Merrow Wire"),
        ("SNB", "SNB"),
        ("Selan News Co.", "Selan News Co."),
        ("merrow.example", ""),
        ("https://merrow.example/feed", ""),
        ("urn:newsml:merrow.example", ""),
        ("/srv/feeds/merrow", ""),
        ("C:\\feeds\\merrow", ""),
        ("desk@merrow.example", ""),
        ("12345", ""),
    ] {
        let item = one(&json!({ "uri": "u:1", "headline": "A", "source": provider }));
        assert_eq!(item.terms.agency, agency, "{provider}");
        let picture = json!({ "type": "picture", "uri": "p:1", "source": provider,
            "renditions": { "a": { "href": "https://media.example/a.jpg", "width": 10 } } });
        let item = one(&json!({ "uri": "u:1", "headline": "A", "associations": { "m": picture } }));
        assert_eq!(item.media[0].credit, agency, "{provider}");
    }
    for uri in ["https://merrow.example//12345", "urn:alert:1", "tag:merrow.example,2026:1", "77"] {
        let item = one(&json!({ "uri": uri, "headline": "A" }));
        assert_eq!((item.terms.agency.as_str(), item.byline.len()), ("", 0), "{uri}");
        assert!(!item.origin.provider.is_empty());
    }
}

#[test]
fn a_picture_that_readers_could_not_open_is_left_out_with_its_words_told() {
    for href in [
        "http://media.example/a.jpg",
        "https://media.example/a.jpg?auth_token=x",
        "https://user:pass@media.example/a.jpg",
        "file:///srv/a.jpg",
        "",
    ] {
        let item = one(&json!({ "uri": "u:1", "headline": "A", "associations": { "m": {
            "type": "picture", "uri": "p:1", "byline": "Lena Arvid", "description_text": "The quay",
            "renditions": { "original": { "href": href, "width": 10 } } } } }));
        assert_eq!(item.media, []);
        let told = "the image is left out, it has no open https address (The quay; Lena Arvid)";
        assert_eq!(
            (item.remarks, item.terms.notes),
            (vec![told.to_owned()], vec![told.to_owned()])
        );
    }
}

#[test]
fn subjects_keywords_and_places_are_tags_each_once() {
    let item = one(&json!({ "uri": "u:1", "headline": "A", "language": "nb_NO",
        "subject": [{ "code": "1", "name": "ports" }, { "code": "2" }], "keywords": ["Ports", "ferry"],
        "place": [{ "name": "Port Halden" }] }));
    assert_eq!(item.tags, ["ports", "ferry", "Port Halden"]);
    assert_eq!(item.language, "nb-NO");
}
