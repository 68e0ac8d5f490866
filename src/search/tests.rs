use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::piece::pieces;
use super::*;

/// What is found of these words in a text, with `[` and `]` round it.
fn marked(text: &str, words: &str) -> Option<String> {
    let query = Query::read(words).expect("words");
    let found = excerpts(&[text], &query, 1)?;
    let mark = |(found, text): &(bool, String)| match found {
        true => format!("[{text}]"),
        false => text.clone(),
    };
    found.first().map(|excerpt| excerpt.parts.iter().map(mark).collect())
}

fn folded(text: &str) -> String {
    pieces(text).iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn case_accents_and_forms_of_a_letter_do_not_matter() {
    for (text, words, found) in [
        ("The café burnt", "CAFE", "The [café] burnt"),
        ("The cafe\u{301} burnt", "café", "The [cafe\u{301}] burnt"),
        ("in der Straße", "STRASSE", "in der [Straße]"),
        ("ODOS ΟΔΟΣ", "οδός", "ODOS [ΟΔΟΣ]"),
        ("Łódź, Malmö, İzmir", "lodz malmo izmir", "[Łódź], [Malmö], [İzmir]"),
        ("ﬁre at ｐｏｒｔ", "fire port", "[ﬁre] at [ｐｏｒｔ]"),
        ("по-русски ёлка", "елка", "по-русски [ёлка]"),
        ("стари́й за́мок", "замок", "стари́й [за́мок]"),
        ("co\u{AD}operate", "cooperate", "[co\u{AD}operate]"),
        ("שָׁלוֹם", "שלום", "[שָׁלוֹם]"),
    ] {
        assert_eq!(marked(text, words).as_deref(), Some(found), "{words}");
    }
}

#[test]
fn marks_that_make_another_letter_stay() {
    for (text, words) in [
        ("край", "краи"),
        ("Київ", "Киів"),
        ("Украина", "Україна"),
        ("ўсё", "усе"),
        ("か", "が"),
        ("हिन्दी", "हन्द"),
        ("각", "\u{1100}\u{1161}"),
    ] {
        assert_eq!(marked(text, words), None, "{words} is not in {text}");
    }
    assert_eq!(marked("и\u{306}ого", "його").as_deref(), Some("[и\u{306}ого]"));
}

#[test]
fn words_are_found_in_any_order_and_may_go_on_unless_they_are_quoted() {
    let text = "The ferries stop at the quay of the old harbour";
    assert_eq!(
        marked(text, "harbour ferr").as_deref(),
        Some("The [ferries] stop at the quay of the old [harbour]")
    );
    assert_eq!(marked(text, "\"harbour ferries\""), None);
    assert_eq!(marked(text, "\"ferries stop\" quay").map(|m| m.matches('[').count()), Some(2));
    assert_eq!(marked(text, "“ferr”"), None, "a whole word");
    assert_eq!(marked(text, "erries"), None, "the end of a word");
}

#[test]
fn signs_are_no_commands() {
    let text = "Wi-Fi NEAR the OR of 50 % * (it said \"no\")";
    for words in ["OR", "NEAR", "\"", "*", "wi-fi", "-the", "NOT", "AND", "of*", "it:said", "^the"]
    {
        let Some(query) = Query::read(words) else { continue };
        let stands = !matches!(words, "NOT" | "AND");
        assert_eq!(excerpts(&[text], &query, 1).is_some(), stands, "{words}");
    }
    assert_eq!(Query::read("\" * - 🔥"), None);
    assert_eq!(Query::read("a \"b").map(|query| query.terms().len()), Some(2));
}

#[test]
fn any_characters_are_found_where_words_have_no_spaces() {
    let text = "速報：東京都庁で火事、iPhone手机 shop";
    for (words, found) in [
        ("東", "[東]"),
        ("京都", "[京都]"),
        ("東京都庁", "[東京都庁]"),
        ("火事 速報", "[速報]"),
        ("iphone手", "[iPhone手]"),
        ("\"机 shop\"", "[机 shop]"),
        ("京庁", ""),
    ] {
        let marked = marked(text, words).unwrap_or_default();
        assert!(
            marked.contains(found) && marked.is_empty() == found.is_empty(),
            "{words}: {marked}"
        );
    }
    assert_eq!(marked("ไฟไหม้ที่ท่าเรือ", "ท่าเรือ").as_deref(), Some("ไฟไหม้ที่[ท่าเรือ]"));
    assert_eq!(marked("서울에서 불", "서울").as_deref(), Some("[서울에서] 불"));
}

#[test]
fn an_index_is_asked_for_tokens() {
    assert_eq!(tokens(["Wi-Fi", "", "東京都庁"]), "wi fi ¶ 東京都 京都庁 都庁 庁");
    let phrase = |words: &str| {
        let query = Query::read(words).expect("words");
        let Phrase { tokens, open } = query.terms()[0].phrase();
        (tokens.join(" "), open)
    };
    assert_eq!(phrase("ferr"), ("ferr".to_owned(), true));
    assert_eq!(phrase("\"the ferr\""), ("the ferr".to_owned(), false));
    assert_eq!(phrase("東京"), ("東京".to_owned(), true));
    assert_eq!(phrase("\"東京都庁\""), ("東京都 京都庁".to_owned(), false));
    let inside = |words| Term::inside(words).map(|phrase| phrase.tokens.join(" "));
    assert_eq!(inside("ven people were hur").as_deref(), Some("people were hur"));
    assert_eq!(inside("people"), None);
    assert_eq!(inside("京都").as_deref(), Some("京都"));
}

#[test]
fn an_excerpt_is_cut_at_spaces_and_says_what_is_left_out() {
    let text =
        format!("{} harbour {}", "one two ".repeat(20).trim(), "three four ".repeat(20).trim());
    let query = Query::read("harbour").expect("words");
    let found = excerpts(&["nothing", &text], &query, 3).expect("found");
    let [Excerpt { text: 1, offset, left, parts }] = found.as_slice() else { panic!("{found:?}") };
    let words: String = parts.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(offset + words.chars().count() + left, text.chars().count());
    assert!(words.starts_with("one ") || words.starts_with("two "), "{words}");
    assert!(words.ends_with("three") || words.ends_with("four"), "{words}");
    assert!(words.chars().count() < 140);
}

/// Texts of many scripts, with signs and marks.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Zéßøİ'’-]{1,8}",
        "[а-яїйёґ]{1,6}",
        "[東京都庁火事がカﾞー]{1,7}",
        "[ก-๏]{1,6}",
        "[가각힣\u{1100}\u{1161}\u{11A8}]{1,4}",
        "[क-ह\u{93C}\u{93F}\u{94D}]{1,5}",
        "[0-9%.,:*()\\-]{1,5}",
        "\\PC{1,5}",
    ];
    prop::collection::vec(word, 1..14).prop_map(|words| {
        words.join(" ").replace(['"', '“', '”', '„', '‟', '«', '»', '＂', '「', '」'], "'")
    })
}

proptest! {
    #[test]
    fn prop_folding_twice_is_folding_once(text in text()) {
        prop_assert_eq!(folded(&folded(&text)), folded(&text));
    }

    #[test]
    fn prop_any_run_of_words_is_found_and_so_is_each_word(text in text(), from in 0usize..14, many in 1usize..6) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let run = words.iter().skip(from % words.len().max(1)).take(many).copied().collect::<Vec<_>>().join("  ");
        // Where capitals say the same: some Greek letters become two.
        let large = Some(run.to_uppercase()).filter(|large| large.to_lowercase() == run.to_lowercase());
        let large = large.unwrap_or_default();
        for asked in [format!("“{run}”"), run.clone(), large] {
            if let Some(query) = Query::read(&asked) {
                prop_assert!(excerpts(&[&text], &query, 9).is_some(), "{asked:?} in {text:?}");
            }
        }
    }

    #[test]
    fn prop_a_mark_lies_on_whole_characters_and_nothing_is_lost(text in text(), at in 0usize..40, many in 1usize..5) {
        let words: String = text.chars().skip(at).take(many).collect();
        if let Some(query) = Query::read(&words) {
            for found in excerpts(&[&text], &query, 9).into_iter().flatten() {
                let shown: String = found.parts.iter().map(|(_, words)| words.as_str()).collect();
                let start = text.char_indices().nth(found.offset).map_or(text.len(), |(at, _)| at);
                prop_assert!(text[start..].starts_with(&shown));
                let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                let mut place = start;
                for (_, words) in &found.parts {
                    prop_assert!(bounds.contains(&place), "{place} in {text:?}");
                    place += words.len();
                }
            }
        }
    }
}
