//! The mistakes that people make, one a line of the table: what it looks like, and how it is told.

use std::ops::Range;

use super::line::Line;
use super::statements::Statement;
use super::words;
use crate::format::problem::Problem;
use crate::format::shape::Shape;

type Tell = fn(&Line<'_>) -> Option<Problem>;

/// Asked from the top; the first that knows the mistake tells it.
const MISTAKES: &[Tell] = &[
    mark_of_a_conflict,
    unseen_character,
    twice,
    name_of_a_table,
    remark,
    no_field,
    other_mark,
    nothing_behind,
    curly_quotes,
    yes_or_no,
    time,
    open_quotes,
    quotes_in_quotes,
    backslash,
    comma,
    behind_the_value,
    no_quotes,
    number,
];

/// The mistake in a statement, and the parts that cannot be read on account of it.
pub(super) fn told(line: &Line<'_>) -> (Problem, Vec<Range<usize>>) {
    let problem = MISTAKES.iter().find_map(|tell| tell(line)).unwrap_or_else(|| other(line));
    // Without its name, the rows of a table would be read as another's.
    let spoilt = [line.range.start, problem.span.start];
    let spoilt = spoilt.into_iter().filter_map(|start| rows_of_table(line.text, start, line.all));
    let spoilt = spoilt.collect();
    (problem, spoilt)
}

fn rows_of_table(text: &str, start: usize, all: &[Statement]) -> Option<Range<usize>> {
    let is_name = |one: &Statement| text[one.range.clone()].trim_start().starts_with('[');
    let at = all.iter().position(|one| one.range.contains(&start) && is_name(one))?;
    let next = all[at + 1..].iter().find(|one| is_name(one));
    Some(all[at].range.start..next.map_or(text.len(), |next| next.range.start))
}

/// A text or list that is never closed, told where it opens.
pub(super) fn unclosed(text: &str, statement: &Statement) -> Problem {
    let at = statement.unclosed.unwrap_or(statement.range.start);
    let rest = &text[at..];
    let (mark, what, close) = match rest.as_bytes().first() {
        Some(b'[') => ("[", "the list", "]"),
        Some(b'{') => ("{", "the table in braces", "}"),
        _ => (rest.get(..3).unwrap_or(rest), "the text", rest.get(..3).unwrap_or(rest)),
    };
    let place = if close.len() == 3 { " on a line of its own" } else { "" };
    Problem::new(
        at..at + mark.len(),
        format!("{what} that begins here with {mark} is never closed"),
        format!("write {close}{place} where it ends"),
    )
}

/// What git leaves where two versions of a file do not fit together.
fn mark_of_a_conflict(line: &Line<'_>) -> Option<Problem> {
    let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    if !marks.iter().any(|mark| line.raw().starts_with(mark)) {
        return None;
    }
    line.wrong(
        line.range.clone(),
        "a mark of git's stands here, where two versions of the file did not fit together",
        "keep the lines that are right, and delete the others and the marks",
    )
}

fn unseen_character(line: &Line<'_>) -> Option<Problem> {
    let hidden =
        |c: char| crate::format::bytes::is_hidden_control(c) || c == '\u{a0}' || c == '\u{200b}';
    // One that stands in a text is told by whoever reads the text; what stops the reader stands here.
    let (at, found) = line.raw().char_indices().find(|(at, c)| {
        let stands = line.range.start + at;
        hidden(*c) && (c.is_control() || !line.value.contains(&stands))
            || lone_return(line, *at, *c)
    })?;
    let span = line.range.start + at..line.range.start + at + found.len_utf8();
    let (message, with) = match found {
        '\r' => {
            ("a line ends here as on very old computers (a carriage return alone)".to_owned(), "\n")
        }
        '\u{a0}' => ("a no-break space stands here (U+00A0)".to_owned(), " "),
        found => (
            format!("a character that cannot be seen stands here (U+{:04X})", u32::from(found)),
            "",
        ),
    };
    let remedy = if with == " " { "write a plain space" } else { "take it out" };
    let remedy = if with == "\n" { "end the line with a line feed" } else { remedy };
    let problem = Problem::new(span.clone(), message, remedy);
    Some(if found.is_control() && found != '\r' { problem } else { problem.mended(span, with) })
}

fn lone_return(line: &Line<'_>, at: usize, c: char) -> bool {
    c == '\r' && !line.raw()[at + 1..].starts_with('\n') && at + 1 < line.raw().len()
}

/// A field or a table that is there already.
fn twice(line: &Line<'_>) -> Option<Problem> {
    if line.said != "duplicate key" {
        return None;
    }
    let Some(name) = table_name(line.raw()) else {
        let end = line.text[line.at..].find(['=', '\n']).map_or(line.at, |end| line.at + end);
        let name = line.text[line.at..end].trim();
        let named = if name.is_empty() { line.key() } else { name };
        return line.wrong(
            line.at..line.at + name.len().max(1),
            format!("`{named}` is there twice"),
            "keep one of them, and delete the other",
        );
    };
    let right = line.known.header(name);
    let single = format!("[{name}]");
    // The one with single brackets is wrong, and it may be the other.
    if right.as_ref().is_some_and(|right| right.starts_with("[["))
        && let Some(at) = statement_that_is(line, &single)
    {
        return single_brackets(at..at + single.len(), name);
    }
    line.wrong(
        line.range.clone(),
        format!("the table [{name}] is there twice"),
        "put what stands below it under the first one, and delete this line",
    )
}

/// Where the statement begins that is that and nothing else: the same in a list or a text is none.
fn statement_that_is(line: &Line<'_>, wanted: &str) -> Option<usize> {
    let is_it = |one: &&Statement| line.text[one.range.clone()].trim() == wanted;
    let start = line.all.iter().find(is_it)?.range.start;
    Some(start + line.text[start..].find('[').unwrap_or(0))
}

fn single_brackets(span: Range<usize>, name: &str) -> Option<Problem> {
    let with = format!("[[{name}]]");
    let message = format!("[{name}] has one pair of brackets, and there may be several of them");
    Some(Problem::new(span.clone(), message, format!("write {with}")).mended(span, with))
}

/// The name between the brackets of a line that begins a table.
fn table_name(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix('[')?;
    let name = rest.trim_matches(['[', ']', ' ']);
    let name = name.split([']', '#']).next().unwrap_or(name).trim();
    (!name.is_empty()).then_some(name)
}

fn name_of_a_table(line: &Line<'_>) -> Option<Problem> {
    let raw = line.raw();
    let name = table_name(raw)?;
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let right = line.known.header(name).filter(|_| plain);
    let remedy = right.clone().map_or_else(
        || "write [name] or [[name]] on a line of its own".to_owned(),
        |right| format!("write {right}"),
    );
    let problem = Problem::new(
        line.range.clone(),
        "the name of a table is not written as it must be",
        remedy,
    );
    let bare = raw.trim().trim_matches(['[', ']', ' ']) == name;
    Some(match right {
        Some(right) if bare => problem.mended(line.range.clone(), right),
        _ => problem,
    })
}

fn remark(line: &Line<'_>) -> Option<Problem> {
    let mark = ["//", "/*", "<!--", "--", ";"]
        .iter()
        .find(|mark| line.raw().trim_start().starts_with(**mark))?;
    let start = line.range.start + line.raw().find(mark).unwrap_or(0);
    line.wrong(
        start..start + mark.len(),
        "a remark begins with #",
        "write # before it, or delete the line",
    )
}

/// A line that is no field at all: words, a mark of a list, a name alone.
fn no_field(line: &Line<'_>) -> Option<Problem> {
    if line.key.is_some() && line.known.shape(line.key()).is_some() {
        return None;
    }
    let raw = line.raw();
    if raw.trim_start().starts_with(['-', '*', '•']) {
        return line.wrong(
            line.range.clone(),
            "a list is not written line by line",
            "write it in brackets, as in tags = [\"storm\", \"harbour\"]",
        );
    }
    let name: String = raw.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    if line.known.shape(&name).is_some() {
        let rest = raw[name.len()..].trim();
        let with = if rest.is_empty() { "\"…\"" } else { rest };
        return line.wrong(
            line.range.clone(),
            format!("there is no = behind `{name}`"),
            format!("write {name} = {}", words::short(with)),
        );
    }
    if line.key.is_some() && line.mark() == "=" && !line.key().is_empty() {
        return None;
    }
    line.wrong(
        line.range.clone(),
        "this line is no field",
        "each is written name = value; a text of several lines stands between ''' and '''",
    )
}

/// Another mark than `=` behind a name.
fn other_mark(line: &Line<'_>) -> Option<Problem> {
    line.key.as_ref()?;
    if line.mark() == "=" {
        return None;
    }
    let what = if line.mark() == ":" { "a colon" } else { line.mark() };
    let (key, value) = (line.key(), line.value());
    let problem = Problem::new(
        line.mark.clone(),
        format!("behind `{key}` stands {what}, where = belongs"),
        format!("write {key} = {}", words::short(&words::quoted(value, line.shape()))),
    );
    let between = line.mark.start..line.value.start;
    let clear = words::is_clear(value) && line.shape().is_some();
    Some(if clear { problem.mended(line.key.clone()?.end..between.end, " = ") } else { problem })
}

fn nothing_behind(line: &Line<'_>) -> Option<Problem> {
    if line.key.is_none() || !(line.value().is_empty() || line.value().starts_with('#')) {
        return None;
    }
    let key = line.key();
    let example = line.shape().map_or("\"…\"".to_owned(), crate::format::walk::example);
    line.wrong(
        line.key.clone()?.start..line.mark.end,
        format!("nothing stands behind `{key} =`"),
        format!("write {key} = {example}, or delete the line"),
    )
}

fn curly_quotes(line: &Line<'_>) -> Option<Problem> {
    let value = line.value();
    let (first, last) = (value.chars().next()?, value.chars().next_back()?);
    let odd = [first, last].into_iter().find(|c| words::is_odd_quote(*c))?;
    if !line.is_short() {
        return None;
    }
    let bare = words::quoted(value, None);
    let message =
        format!("{odd} is not a quotation mark that a field's text may stand in: it is \"");
    let remedy = format!("write {} = {}", line.key(), words::short(&bare));
    let problem = Problem::new(line.value.clone(), message, remedy);
    Some(match words::in_odd_quotes(value) {
        Some(inner) => problem.mended(line.value.clone(), format!("\"{inner}\"")),
        None => problem,
    })
}

fn yes_or_no(line: &Line<'_>) -> Option<Problem> {
    let is_bool = matches!(line.shape(), Some(Shape::Boolean));
    let word = line.value().to_lowercase();
    let right = match word.as_str() {
        "true" | "yes" | "on" | "y" => "true",
        "false" | "no" | "off" | "n" => "false",
        _ => return None,
    };
    if !is_bool && !["true", "false"].contains(&word.as_str()) {
        return None;
    }
    let key = line.key();
    let message = format!("`{}` is neither true nor false, as `{key}` must be", line.value());
    let problem = Problem::new(line.value.clone(), message, format!("write {key} = {right}"));
    Some(problem.mended(line.value.clone(), right))
}

fn time(line: &Line<'_>) -> Option<Problem> {
    let value = line.value();
    let meant = matches!(line.shape(), Some(Shape::Moment | Shape::Day));
    let digits = value.starts_with(|c: char| c.is_ascii_digit());
    let looks = digits && value.len() > 7 && value.matches(['-', '.', '/']).count() >= 2;
    if !(meant && !value.starts_with(['[', '{']) || looks && line.shape().is_none()) {
        return None;
    }
    let key = line.key();
    let (what, as_in) = match line.shape() {
        Some(Shape::Day) => ("a day", "2026-11-07"),
        _ => ("a time", "2026-11-07T09:30:00+02:00"),
    };
    let offset = if what == "a time" { ": day, T, time and how far it is from UTC" } else { "" };
    line.wrong(
        line.value.clone(),
        format!("`{}` is not written as {what} must be", words::short(value)),
        format!("as in {key} = {as_in}{offset}, without quotes"),
    )
}

/// Quotes that open on a line and do not close on it.
fn open_quotes(line: &Line<'_>) -> Option<Problem> {
    let first = line.value().chars().next().filter(|c| ['"', '\''].contains(c))?;
    let inner = &line.value()[1..];
    if !line.is_short() || words::end_of(inner, first).is_some() {
        let opens =
            words::end_of(&line.value()[1..], first).is_none() && !line.value().starts_with("'''");
        if !opens || line.value().starts_with("\"\"\"") {
            return None;
        }
    }
    let right = words::quoted(inner, None);
    line.wrong(
        line.value.start..line.value.start + 1,
        format!("the text that begins here with {first} is not closed on its line"),
        format!("write {} = {}", line.key(), words::short(&right)),
    )
}

/// The quotes that a text stands in, once more inside of it.
fn quotes_in_quotes(line: &Line<'_>) -> Option<Problem> {
    let value = line.value();
    let first = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let end = words::end_of(&value[1..], first)? + 2;
    let rest = value[end..].trim();
    if !line.is_short() || !rest.ends_with(first) || rest.len() < 2 && value.len() > end + 1 {
        return None;
    }
    let inner = &value[1..value.len() - 1];
    let at = line.value.start + end - 1;
    line.wrong(
        at..at + 1,
        format!("{first} ends the text here, and words follow"),
        format!("write {} = {}", line.key(), words::short(&words::quoted(inner, None))),
    )
}

fn backslash(line: &Line<'_>) -> Option<Problem> {
    if !line.said.contains("escape") && !line.said.contains("unicode") {
        return None;
    }
    let before = &line.text[..line.at];
    let start = before.rfind('\\').filter(|at| *at >= line.range.start).unwrap_or(line.at);
    line.wrong(
        start..line.at.max(start + 1).min(line.text.len()),
        "a backslash in a text in \" says that something special follows",
        "write \\\\ for a backslash, or put the text between ' and '",
    )
}

fn comma(line: &Line<'_>) -> Option<Problem> {
    let start = line.value().chars().next().filter(|c| ['[', '{'].contains(c))?;
    let what = if start == '[' { "list" } else { "table in braces" };
    let place = line.at..line.text.ceil_char_boundary((line.at + 1).min(line.text.len()));
    if line.said.starts_with("missing comma") || line.said.starts_with("extra assignment") {
        // The comma belongs behind what comes before.
        let before = line.text[..line.at].trim_end();
        let at = before.len().max(line.value.start + 1);
        let last = line.text[..at].char_indices().next_back().map_or(0, |(last, _)| last);
        return line.wrong(
            last..at,
            format!("a comma is missing here in the {what}"),
            "write a comma between the two",
        );
    }
    if line.said.starts_with("extra comma") {
        return line.wrong(place, format!("a comma too much stands in the {what}"), "take one out");
    }
    None
}

/// Something behind a value that is whole.
fn behind_the_value(line: &Line<'_>) -> Option<Problem> {
    if line.said != "unexpected key or value, expected newline, `#`" || line.key.is_none() {
        return None;
    }
    let rest = line.text[line.at..line.range.end].trim_end();
    let value = line.text.get(line.value.start..line.at).unwrap_or("").trim_end();
    if value.is_empty() || words::starts_number(value) {
        return None;
    }
    let span = line.at..line.at + rest.lines().next().unwrap_or("").len();
    let message =
        format!("`{}` stands behind the value, where the line must end", words::short(rest));
    let problem = Problem::new(span.clone(), message, "take it out, or write # before it");
    let clear = matches!(rest, "," | ";" | ".") && words::is_value(value);
    Some(if clear { problem.mended(span, "") } else { problem })
}

fn no_quotes(line: &Line<'_>) -> Option<Problem> {
    let value = line.value();
    if line.key.is_none() || value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let is_text = matches!(line.shape(), Some(Shape::Text(_) | Shape::Word(_)));
    if !is_text && words::starts_number(value) {
        return None;
    }
    line.wrong(
        line.value.clone(),
        "a text stands here without quotes",
        format!("write {} = {}", line.key(), words::short(&words::quoted(value, line.shape()))),
    )
}

fn number(line: &Line<'_>) -> Option<Problem> {
    if line.key.is_none() || !words::starts_number(line.value()) {
        return None;
    }
    line.wrong(
        line.value.clone(),
        format!("`{}` is not a number as it must be written", words::short(line.value())),
        format!("as in {} = 12", line.key()),
    )
}

/// What nobody has put into the table: in a list or a table in braces, the reader's own place.
fn other(line: &Line<'_>) -> Problem {
    let place = line.at..line.text.ceil_char_boundary((line.at + 1).min(line.text.len()));
    let (message, remedy) = match line.value().chars().next() {
        Some('[') if line.said.contains("quoted") => {
            ("a text stands in the list without quotes", "write \" before and behind each text")
        }
        Some('[') => ("the list cannot be read here", "as in [\"storm\", \"harbour\"]"),
        Some('{') => {
            ("the table in braces cannot be read here", "as in { id = \"…\", of = \"…\" }")
        }
        _ => ("this cannot be read", "each field is written name = value, a text as \"…\""),
    };
    Problem::new(place, message, remedy)
}
