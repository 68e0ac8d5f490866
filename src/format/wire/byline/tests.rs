//! By-lines as programs and people write them.

use super::*;

fn names(line: &str) -> Vec<String> {
    people(line).people.into_iter().map(|person| person.name).collect()
}

#[test]
fn everybody_whom_it_names_is_one_person() {
    for (line, expected) in [
        ("Ana Lom", &["Ana Lom"][..]),
        ("By Ana Lom", &["Ana Lom"]),
        ("BY: ANA LOM", &["ANA LOM"]),
        ("By ana lom", &["ana lom"]),
        ("ana-lom", &["ana-lom"]),
        ("By Ana Lom and Jo Vik", &["Ana Lom", "Jo Vik"]),
        ("By Ana Lom and Jo Vik, Mara Dov", &["Ana Lom", "Jo Vik", "Mara Dov"]),
        ("By Ana Lom, Jo Vik, and Mara Dov", &["Ana Lom", "Jo Vik", "Mara Dov"]),
        ("Ana Lom; Jo Vik & Mara Dov", &["Ana Lom", "Jo Vik", "Mara Dov"]),
        ("Ana Lom &amp; Jo Vik", &["Ana Lom", "Jo Vik"]),
        ("Von Ana Lom und Jo Vik", &["Ana Lom", "Jo Vik"]),
        ("Par Ana Lom et Jo Vik", &["Ana Lom", "Jo Vik"]),
        ("Por Ana Ruiz y Juan Paz", &["Ana Ruiz", "Juan Paz"]),
        ("Santiago Ramón y Cajal", &["Santiago Ramón y Cajal"]),
        ("Georg von Lom", &["Georg von Lom"]),
        ("Ferdinand Anderson", &["Ferdinand Anderson"]),
        ("Ana Lom/Jo Vik", &["Ana Lom", "Jo Vik"]),
        ("Ana Lom, Ana Lom and ANA LOM", &["Ana Lom"]),
        ("Lom, Ana; Vik, Jo", &["Ana Lom", "Jo Vik"]),
        ("Lom, Ana", &["Lom, Ana"]),
        ("Jo Vik, Jr., and Ana Lom, PhD", &["Jo Vik, Jr.", "Ana Lom, PhD"]),
        ("Jo Vik Jr.", &["Jo Vik Jr."]),
        ("J. R. Vik", &["J. R. Vik"]),
        ("J.R. Vik", &["J.R. Vik"]),
        ("Josef (Jo) Vik", &["Josef (Jo) Vik"]),
        ("<a href=\"/ana\">Ana Lom</a>", &["Ana Lom"]),
        ("Ana O'Lom and Jo D’Vik", &["Ana O'Lom", "Jo D’Vik"]),
        ("", &[]),
        ("By", &[]),
    ] {
        assert_eq!(names(line), expected, "{line}");
    }
}

#[test]
fn an_agency_is_named_as_a_person_is() {
    for line in [
        "Ana Lom, Merrow Wire",
        "Ana Lom / Merrow Wire",
        "Ana Lom (Merrow Wire)",
        "Ana Lom | Merrow Wire",
        "By Ana Lom for Merrow Wire",
        "Ana Lom — Merrow Wire",
    ] {
        assert_eq!(names(line), ["Ana Lom", "Merrow Wire"], "{line}");
    }
}

#[test]
fn what_is_nobodys_name_is_kept_apart() {
    for (line, besides) in [
        ("Ana Lom, Political Editor", "Political Editor"),
        ("Ana Lom, special to the Courier", "special to the Courier"),
        ("Ana Lom @analom", "@analom"),
        ("Ana Lom (@analom)", "@analom"),
        ("Ana Lom, https://merrow.example/ana", "https://merrow.example/ana"),
        ("Ana Lom, merrow.example", "merrow.example"),
        ("Ana Lom, urn:newsml:merrow:7", "urn:newsml:merrow:7"),
        ("/home/wire/out.md, Ana Lom", "/home/wire/out.md"),
        ("C:\\wire\\out.md, Ana Lom", "C:\\wire\\out.md"),
        ("admin, Ana Lom", "admin"),
        ("5f1a0c2be77d41a09c3e1b2d, Ana Lom", "5f1a0c2be77d41a09c3e1b2d"),
    ] {
        let read = people(line);
        assert_eq!(names(line), ["Ana Lom"], "{line}");
        assert_eq!(read.besides, [besides], "{line}");
    }
    for line in ["wire.merrow.example", "out/copy_7.md", "@analom", "42", "urn:a:b"] {
        assert_eq!(names(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn e_mails_are_kept_apart_and_places_and_parts_are_known() {
    for line in [
        "Ana Lom <ana@courier.example>",
        "By Ana Lom (ana@courier.example)",
        "Ana Lom ana@courier.example",
        "Ana Lom, ana@courier.example",
        "[Ana Lom](mailto:ana@courier.example)",
    ] {
        let read = people(line);
        assert_eq!(
            (names(line), read.people[0].email.as_str()),
            (vec!["Ana Lom".to_owned()], "ana@courier.example"),
            "{line}"
        );
    }
    let alone = people("ana@courier.example").people;
    assert_eq!((alone[0].name.as_str(), alone[0].email.as_str()), ("", "ana@courier.example"));
    let read =
        people("By Ana Lom in Selan, Merrow and Jo Vik reporting from Tarn; photos by Mara Dov");
    let said: Vec<(&str, &str, CreditRole)> = read
        .people
        .iter()
        .map(|person| (person.name.as_str(), person.place.as_str(), person.role))
        .collect();
    assert_eq!(
        said,
        [
            ("Ana Lom", "Selan, Merrow", CreditRole::Reporter),
            ("Jo Vik", "Tarn", CreditRole::Reporter),
            ("Mara Dov", "", CreditRole::Photographer),
        ]
    );
}

proptest::proptest! {
    #[test]
    fn prop_no_line_breaks_it_and_no_name_is_an_address(line in "[A-Za-z@<>()/.,;: &yéñ-]{0,60}") {
        for person in people(&line).people {
            proptest::prop_assert!(!person.name.contains('@'), "{person:?}");
            proptest::prop_assert!(!person.name.is_empty() || !person.email.is_empty());
        }
    }
}
