//! Value to text: only what changed is written, and the hand of the person who wrote the rest stays.

use toml::{Table as Values, Value as Plain};
use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, Key, Table, Value};

use super::plain::table as plain;
use super::schema::File;
use super::shape::{Field, Shape};

/// Tables that are written on one line where they are new.
const INLINE: [&str; 3] = ["origin", "translation_of", "prefer"];

/// The text of a new file: the line that names its schema, then every field in schema order.
///
/// `schema` is the path of the folder of schemas from the file's folder, as in `../../../../schema`.
pub fn write<T: File>(schema: &str, value: &T) -> String {
    let mut document = DocumentMut::new();
    reconcile(document.as_table_mut(), &Values::new(), &plain(value), T::shape().fields());
    format!("#:schema {schema}/{}.schema.json\n\n{}", T::NAME, document.to_string().trim_start())
}

/// The text changed so that it says `new` where it said `old`.
///
/// What is the same in both stays to the byte: comments, order, blank lines, the kind of quotes.
/// `old` must be what [`super::read()`] gives for `text`.
pub fn rewrite<T: File>(text: &str, old: &T, new: &T) -> String {
    let mut document: DocumentMut = text.parse().expect("a text that was read is TOML");
    reconcile(document.as_table_mut(), &plain(old), &plain(new), T::shape().fields());
    document.to_string()
}

fn reconcile(table: &mut Table, old: &Values, new: &Values, fields: &[Field]) {
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        table.remove(key);
    }
    for (key, value) in new.iter().filter(|(key, value)| old.get(*key) != Some(*value)) {
        let inner = fields.iter().find(|field| field.name == *key).map(|field| &field.shape);
        match (value, inner) {
            (Plain::Array(rows), Some(Shape::List(row))) if matches!(**row, Shape::Table(_)) => {
                let empty = Vec::new();
                let before = old.get(key).and_then(Plain::as_array).unwrap_or(&empty);
                set_rows(table, key, before, rows, row.fields(), fields);
            }
            (Plain::Table(values), shape) if !INLINE.contains(&key.as_str()) => {
                let empty = Values::new();
                let before = old.get(key).and_then(Plain::as_table).unwrap_or(&empty);
                if !table.get(key).is_some_and(Item::is_table) {
                    insert(table, key, Item::Table(new_table()), fields);
                }
                let inner =
                    table.get_mut(key).and_then(Item::as_table_mut).expect("just put there");
                reconcile(inner, before, values, shape.map_or(&[], |shape| shape.fields()));
            }
            _ => set_value(table, key, value, fields),
        }
    }
}

/// Sets one value and keeps what stands around it: spaces before, a comment after, the kind of quotes.
fn set_value(table: &mut Table, key: &str, value: &Plain, fields: &[Field]) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(present) => {
            if present.as_array_mut().is_some_and(|list| set_words(list, value)) {
                return;
            }
            let double = present.to_string().trim_start().starts_with("\"\"\"");
            let decor: Decor = present.decor().clone();
            *present = written(value, key, double);
            *present.decor_mut() = decor;
        }
        None => insert(table, key, Item::Value(written(value, key, false)), fields),
    }
}

/// Makes a list of words say the new ones in its own hand: what stays keeps its line and its comment.
/// Tells whether that could be done.
fn set_words(present: &mut Array, value: &Plain) -> bool {
    let Some(new) = value.as_array() else { return false };
    let Some(new) = new.iter().map(Plain::as_str).collect::<Option<Vec<_>>>() else { return false };
    let mut changed = present.clone();
    changed.retain(|word| word.as_str().is_some_and(|word| new.contains(&word)));
    let kept = changed.len();
    if !changed.iter().filter_map(Value::as_str).eq(new.iter().copied().take(kept)) {
        return false;
    }
    for word in &new[kept..] {
        let mut word = string(word, false, false);
        let trailing = changed.trailing().as_str().unwrap_or_default().to_owned();
        if trailing.contains('\n') {
            // The comment behind the last word stays with it; the new word gets a line of its own.
            word.decor_mut().set_prefix(format!("{}\n  ", trailing.trim_end()));
            changed.set_trailing("\n");
            changed.push_formatted(word);
            changed.set_trailing_comma(true);
        } else {
            changed.push(word);
        }
    }
    *present = changed;
    true
}

/// Makes an array of tables say `new`: rows that stay keep their text, by id where they have one.
fn set_rows(
    table: &mut Table,
    key: &str,
    old: &[Plain],
    new: &[Plain],
    row_fields: &[Field],
    fields: &[Field],
) {
    let mut texts: Vec<Option<Table>> = match table.get(key) {
        Some(Item::ArrayOfTables(rows)) => rows.iter().cloned().map(Some).collect(),
        Some(Item::Value(Value::Array(rows))) => rows
            .iter()
            .map(|row| row.as_inline_table().map(|row| row.clone().into_table()))
            .collect(),
        _ => Vec::new(),
    };
    if reordered(old, new) {
        // A row keeps the place in the file that it was read at, so rows in another order are new ones.
        texts.clear();
    }
    let mut rows = ArrayOfTables::new();
    for (index, value) in new.iter().enumerate() {
        let values = value.as_table().expect("a row is a table");
        let from = (0..texts.len())
            .find(|at| texts[*at].is_some() && old.get(*at) == Some(value))
            .or_else(|| {
                (0..texts.len()).find(|at| texts[*at].is_some() && same_id(old.get(*at), value))
            })
            .or_else(|| {
                let free = texts.get(index).is_some_and(Option::is_some);
                let kept = old.get(index).is_some_and(|row| new.contains(row));
                let named = value.get("id").is_some();
                (free && !kept && !named).then_some(index)
            });
        let (mut text, before) = match from {
            Some(at) => (
                texts[at].take().expect("looked for one that is there"),
                old[at].as_table().cloned().unwrap_or_default(),
            ),
            None => (new_table(), Values::new()),
        };
        reconcile(&mut text, &before, values, row_fields);
        rows.push(text);
    }
    if table.contains_array_of_tables(key) {
        table[key] = Item::ArrayOfTables(rows);
    } else {
        table.remove(key);
        insert(table, key, Item::ArrayOfTables(rows), fields);
    }
}

/// Whether rows that stay stand in another order.
fn reordered(old: &[Plain], new: &[Plain]) -> bool {
    let mut last = 0;
    new.iter().any(|row| {
        let from = old.iter().position(|o| o == row || same_id(Some(o), row));
        let back = from.is_some_and(|from| from < last);
        last = from.map_or(last, |from| from.max(last));
        back
    })
}

fn same_id(old: Option<&Plain>, new: &Plain) -> bool {
    let id = |value: &Plain| value.get("id").cloned();
    old.and_then(id).is_some_and(|old| Some(old) == id(new))
}

fn new_table() -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table
}

/// Puts a new key where the schema's order has it: before the first key that comes later there.
fn insert(table: &mut Table, key: &str, item: Item, fields: &[Field]) {
    let rank = |name: &str| fields.iter().position(|field| field.name == name);
    let later: Vec<String> = table
        .iter()
        .map(|(name, _)| name.to_owned())
        .skip_while(|name| match (rank(name), rank(key)) {
            (Some(theirs), Some(ours)) => theirs < ours,
            _ => true,
        })
        .collect();
    let moved: Vec<(Key, Item)> =
        later.iter().filter_map(|name| table.remove_entry(name)).collect();
    table.insert(key, item);
    for (key, item) in moved {
        table.insert_formatted(&key, item);
    }
}

fn written(value: &Plain, key: &str, double: bool) -> Value {
    match value {
        Plain::String(text) => string(text, key == "body", double),
        Plain::Array(items) => items.iter().map(|item| written(item, "", false)).collect(),
        Plain::Table(values) => {
            let mut table = InlineTable::new();
            for (key, value) in values {
                table.insert(key, written(value, key, false));
            }
            Value::InlineTable(table)
        }
        Plain::Integer(number) => Value::from(*number),
        Plain::Boolean(flag) => Value::from(*flag),
        Plain::Float(number) => Value::from(*number),
        Plain::Datetime(time) => Value::from(*time),
    }
}

/// Text of several lines as `'''`, which needs no escapes; `"""` where a person chose it or the text needs it.
fn string(text: &str, multiline: bool, double: bool) -> Value {
    if !multiline && !text.contains('\n') {
        return Value::from(text);
    }
    let plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
    let literal =
        !double && !text.contains("'''") && !text.ends_with('\'') && text.chars().all(plain);
    let written = if literal {
        format!("'''\n{text}'''")
    } else {
        format!("\"\"\"\n{}\"\"\"", super::canonical::escape_lines(text))
    };
    written.parse().expect("a string written by these rules is TOML")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::{Post, Review, Verdict};
    use proptest::prelude::*;

    const BY_HAND: &str = r#"#:schema ../../../../schema/post.schema.json

# ours since nine
id = "k3x9q7m2td"
headline   =   'Power cut'   # short
created = 2026-11-07T09:30:00+02:00
key_event = false
body = '''
The line was "hit".

Nobody was hurt.
'''

[[credits]]   # first
name = "Ana Petrova"
who = "ana-petrova"
role = "reporter"

# outsiders
[[credits]]
name = "Lev Marin"

[[claims]]
id = "c-7h2q"
quote = "Nobody was hurt"
status = "unverified"
"#;

    fn change(act: impl FnOnce(&mut Post)) -> String {
        let old: Post = read(BY_HAND).expect("a post");
        let mut new = old.clone();
        act(&mut new);
        let text = rewrite(BY_HAND, &old, &new);
        assert_eq!(read::<Post>(&text).expect("still a post"), new, "{text}");
        text
    }

    #[test]
    fn nothing_changed_is_nothing_written() {
        assert_eq!(change(|_| {}), BY_HAND);
    }

    #[test]
    fn one_value_changes_and_the_comment_after_it_stays() {
        let text = change(|post| post.headline = "Power is back".to_owned());
        assert_eq!(text, BY_HAND.replace("'Power cut'", "\"Power is back\""));
    }

    #[test]
    fn a_body_in_single_quotes_stays_in_them() {
        let text = change(|post| post.body = "Now it's \"out\".\n".to_owned());
        assert!(text.contains("body = '''\nNow it's \"out\".\n'''\n"), "{text}");
    }

    #[test]
    fn a_new_field_goes_where_the_schema_has_it() {
        let text = change(|post| post.tags = vec!["energy".to_owned()]);
        assert_eq!(
            text,
            BY_HAND.replace("key_event = false\n", "key_event = false\ntags = [\"energy\"]\n")
        );
    }

    #[test]
    fn a_row_taken_out_leaves_the_others_alone() {
        let text = change(|post| drop(post.credits.remove(0)));
        assert!(text.contains("# outsiders\n[[credits]]\nname = \"Lev Marin\"\n"), "{text}");
        assert!(!text.contains("Ana"));
    }

    #[test]
    fn a_word_added_to_a_list_leaves_its_lines_and_comments() {
        let by_hand = BY_HAND.replace(
            "key_event = false\n",
            "key_event = false\ntags = [\n  \"energy\", # ours\n]\n",
        );
        let old: Post = read(&by_hand).expect("a post");
        let mut new = old.clone();
        new.tags.push("port".to_owned());
        let text = rewrite(&by_hand, &old, &new);
        assert!(text.contains("tags = [\n  \"energy\", # ours\n  \"port\",\n]\n"), "{text}");
        new.tags.remove(0);
        assert_eq!(read::<Post>(&rewrite(&by_hand, &old, &new)).expect("a post"), new);
    }

    #[test]
    fn rows_in_another_order_are_written_in_it() {
        let text = change(|post| post.credits.reverse());
        let at = |words: &str| text.find(words).expect(words);
        assert!(at("Lev Marin") < at("Ana Petrova"), "{text}");
    }

    #[test]
    fn a_review_is_added_at_the_end() {
        let text = change(|post| {
            post.reviews.push(Review {
                at: "2026-11-07T08:05:00Z".parse().expect("time"),
                by: "ed-lind".parse().expect("id"),
                verdict: Verdict::Submitted,
                round: 1,
                digest: None,
                not_before: None,
                note: String::new(),
                urgent: false,
                until: None,
                keeps: String::new(),
            });
        });
        assert!(text.starts_with(BY_HAND), "{text}");
        assert!(text.ends_with("\n[[reviews]]\nat = 2026-11-07T08:05:00Z\nby = \"ed-lind\"\nverdict = \"submitted\"\nround = 1\n"), "{text}");
    }

    #[test]
    fn a_new_source_stands_between_credits_and_claims() {
        let text = change(|post| {
            post.sources.push(crate::model::Source {
                id: "s-4k2m".parse().expect("id"),
                kind: crate::model::SourceKind::Named,
                description: "the mayor".to_owned(),
                reason: String::new(),
                known_to: Vec::new(),
            });
        });
        let at = |words: &str| text.find(words).expect(words);
        assert!(
            at("Lev Marin") < at("[[sources]]") && at("[[sources]]") < at("[[claims]]"),
            "{text}"
        );
    }

    proptest! {
        #[test]
        fn prop_post_survives_the_file(headline in "[^\\p{Cc}\\p{Cf}\u{2028}\u{2029}]{0,40}", body in "([^\\p{Cc}\\p{Cf}\u{2028}\u{2029}]|\n|\t|'|\"|\\\\){0,200}", note in "[a-z'\"\\\\\n]{0,40}") {
            let old: Post = read(BY_HAND).expect("a post");
            let mut new = old.clone();
            new.headline = headline;
            new.body = body;
            new.credits[1].place = note;
            let text = rewrite(BY_HAND, &old, &new);
            prop_assert_eq!(&read::<Post>(&text).expect("a post"), &new);
            let fresh = write("../../../../schema", &new);
            prop_assert_eq!(&read::<Post>(&fresh).expect("a post"), &new);
            prop_assert_eq!(rewrite(&fresh, &new, &new), fresh);
        }
    }
}
