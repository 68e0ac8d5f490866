//! Whether an item may be used: its status, its embargo, and what its sender notes for editors.

use chrono::NaiveDateTime;
use serde_json::Value;

use super::fields::{line, list, name, string};
use crate::format::wire::one_line;
use crate::model::{Moment, TimeSaid, time_said};

/// Whether an item may be used, as its sender says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) canceled: bool,
    pub(super) embargo: Option<Moment>,
    pub(super) embargo_local: Option<NaiveDateTime>,
    /// Why it is held back; empty where nothing does.
    pub(super) hold: String,
    /// What it notes for editors, a line each.
    pub(super) notes: Vec<String>,
}

const NOTES: [&str; 6] =
    ["ednote", "edNote", "editorialNote", "editorialnote", "editorial_note", "editorNote"];

/// Reads it from an item, and from the package it came in.
pub(super) fn of(value: &Value, package: Option<&Value>) -> Status {
    let mut status = Status::default();
    let mut reasons: Vec<String> = Vec::new();
    for one in package.into_iter().chain([value]) {
        read(one, &mut status, &mut reasons);
    }
    if status.canceled {
        reasons.clear();
    }
    status.hold = reasons.join("; ");
    status
}

fn read(value: &Value, status: &mut Status, reasons: &mut Vec<String>) {
    let notes = notes(value);
    let text = line(value, &["embargoed_text", "embargoedText", "embargo_text", "embargoText"]);
    let before = reasons.len();
    let mut timed = true;
    match embargo(value) {
        Some(Embargo::At(TimeSaid::Moment(at))) => status.embargo = status.embargo.max(Some(at)),
        Some(Embargo::At(TimeSaid::Local(at))) => {
            status.embargo_local = status.embargo_local.max(Some(at));
        }
        Some(Embargo::Words(words)) => {
            reasons.push(format!("its embargo is no time: “{words}”"));
            timed = false;
        }
        None => timed = false,
    }
    let embargoing = notes.iter().filter(|note| speaks_of_an_embargo(note));
    let mut said: Vec<String> = text.iter().cloned().chain(embargoing.cloned()).collect();
    if !timed {
        reasons.extend(said.iter().map(|words| format!("“{words}”")));
    } else {
        said.clear();
    }
    let word = word(value);
    match word.as_str() {
        "" | "usable" | "published" | "corrected" | "correction" | "update" => {}
        "canceled" | "cancelled" | "kill" | "killed" | "recalled" | "retracted" | "takedown" => {
            status.canceled = true;
        }
        "embargoed" if timed || reasons.len() > before => {}
        _ => {
            let why = notes.first().filter(|note| !said.contains(note));
            let why = why.map(|note| format!(": “{note}”")).unwrap_or_default();
            reasons.push(format!("it is {word}{why}"));
        }
    }
    let new = notes.into_iter().map(|note| format!("note to editors: {note}"));
    status.notes.extend(new);
    status.notes.extend(text.map(|text| format!("embargo: {text}")));
    for (field, what) in [
        ("usageterms", "terms of use"),
        ("usageTerms", "terms of use"),
        ("instructions", "instructions"),
        ("expires", "to be used until"),
    ] {
        status.notes.extend(line(value, &[field]).map(|words| format!("{what}: {words}")));
    }
}

/// The word for whether it may be used, whatever vocabulary stands before it.
fn word(value: &Value) -> String {
    let word = line(value, &["pubStatus", "pubstatus", "pub_status", "pubstatuscode"]);
    let word = word.unwrap_or_default().to_lowercase();
    word.rsplit([':', '/']).next().unwrap_or_default().to_owned()
}

enum Embargo {
    At(TimeSaid),
    Words(String),
}

/// What its embargo says; nothing, no and null are none.
fn embargo(value: &Value) -> Option<Embargo> {
    let fields = [
        "embargoedUntil",
        "embargoeduntil",
        "embargoed",
        "embargo",
        "embargoUntil",
        "embargo_until",
    ];
    let said = fields.iter().filter_map(|field| value.get(field)).find_map(|said| match said {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some("embargoed".to_owned()),
        Value::String(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    })?;
    Some(time_said(&said).map_or(Embargo::Words(said), Embargo::At))
}

/// The notes to editors, in one text or several.
fn notes(value: &Value) -> Vec<String> {
    let one = NOTES.iter().filter_map(|field| string(value, &[field]));
    let listed = list(value, &["ednotes", "edNotes", "editorialNotes"]);
    let several = listed.filter_map(|note| name(note).or_else(|| string(note, &["value", "text"])));
    let mut notes: Vec<String> = Vec::new();
    for note in one.chain(several).map(|note| one_line(&note)) {
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// Whether a note to editors says that the words have to wait.
fn speaks_of_an_embargo(note: &str) -> bool {
    let note = note.to_lowercase();
    let over =
        ["embargo lifted", "embargo has been lifted", "embargo is lifted", "no longer under"]
            .iter()
            .any(|words| note.contains(words));
    let named = ["embargo", "hold for release", "hold until", "sperrfrist"];
    let not_for = ["not for", "do not", "not to be", "no "];
    let what = ["publi", "release", "broadcast", "use", "print", "airing", "distribut"];
    let until = ["before", "until", "till", "prior to"];
    let any = |words: &[&str]| words.iter().any(|word| note.contains(word));
    !over && (any(&named) || (any(&not_for) && any(&what) && any(&until)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hold(value: Value) -> String {
        of(&value, None).hold
    }

    #[test]
    fn an_embargo_with_a_time_is_a_time_and_any_other_holds_with_its_words() {
        let at = |text: &str| Some(text.parse::<Moment>().expect("a moment"));
        for field in ["embargoed", "embargoedUntil"] {
            let timed = of(
                &json!({ field: "2026-11-08T02:30:00+0000", "embargoed_text": "Not before ten" }),
                None,
            );
            assert_eq!((timed.embargo, timed.hold.as_str()), (at("2026-11-08T02:30:00Z"), ""));
            assert_eq!(timed.notes, ["embargo: Not before ten"]);
        }
        let local = of(&json!({ "embargoed": "2026-11-08T06:00:00" }), None);
        assert!(local.embargo_local.is_some() && local.hold.is_empty());
        assert_eq!(hold(json!({ "embargoed": "tonight" })), "its embargo is no time: “tonight”");
        assert_eq!(hold(json!({ "embargoed": true })), "its embargo is no time: “embargoed”");
        assert_eq!(
            hold(json!({ "embargoed": "", "embargoed_text": "After the vote" })),
            "“After the vote”"
        );
        for none in [
            json!({ "embargoed": null }),
            json!({ "embargoed": false }),
            json!({ "embargoed": " " }),
        ] {
            assert_eq!(of(&none, None), Status::default());
        }
    }

    #[test]
    fn a_note_that_speaks_of_an_embargo_holds_and_another_does_not() {
        for held in [
            "EMBARGOED FOR RELEASE AT 1800 GMT. CORRECTS name.",
            "Not for publication before the minister has spoken",
            "Do not release until 6pm",
            "Embargo will be lifted at noon",
        ] {
            assert_eq!(hold(json!({ "ednote": held })), format!("“{held}”"));
            assert_eq!(hold(json!({ "ednotes": [{ "value": held }] })), format!("“{held}”"));
        }
        for free in
            ["Slightly extended.", "Embargo lifted. UPDATES throughout.", "CORRECTS name in para 2"]
        {
            let status = of(&json!({ "edNote": free }), None);
            assert_eq!((status.hold.as_str(), status.notes.len()), ("", 1), "{free}");
        }
    }

    #[test]
    fn each_status_is_usable_held_or_taken_back_however_it_is_spelt() {
        for usable in ["usable", "USABLE", "stat:usable", ""] {
            assert_eq!(of(&json!({ "pubstatus": usable }), None), Status::default());
        }
        for gone in ["canceled", "Cancelled", "stat:canceled", "kill"] {
            let status = of(&json!({ "pubStatus": gone, "ednote": "Embargoed" }), None);
            assert!(status.canceled && status.hold.is_empty(), "{gone}");
        }
        assert_eq!(hold(json!({ "pubstatus": "Withheld" })), "it is withheld");
        assert_eq!(
            hold(json!({ "pubstatus": "withheld", "ednote": "Legal check" })),
            "it is withheld: “Legal check”"
        );
        assert_eq!(hold(json!({ "pubstatus": "embargoed" })), "it is embargoed");
        assert_eq!(
            hold(json!({ "pubstatus": "embargoed", "embargoed": "2026-11-08T02:30:00Z" })),
            ""
        );
    }

    #[test]
    fn what_a_package_says_holds_for_all_that_is_in_it() {
        let package = json!({ "pubstatus": "withheld", "embargoed": "2026-11-08T02:30:00Z" });
        let status = of(
            &json!({ "pubstatus": "usable", "embargoed": "2026-11-08T01:30:00Z" }),
            Some(&package),
        );
        assert_eq!(status.hold, "it is withheld");
        assert_eq!(status.embargo, Some("2026-11-08T02:30:00Z".parse().expect("a moment")));
    }
}
