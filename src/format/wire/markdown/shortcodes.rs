//! What the templates of a site would have read in a body: short codes of Hugo, Zola and WordPress,
//! tags of Liquid, attributes of kramdown. Readers would see them raw.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The longest of them: what opens and does not end soon is words.
const LONGEST: usize = 4_000;

/// How many of them are told one by one.
const TOLD: usize = 12;

/// What WordPress has in square brackets.
const WORDPRESS: [&str; 12] = [
    "caption",
    "gallery",
    "embed",
    "video",
    "audio",
    "playlist",
    "youtube",
    "vimeo",
    "tweet",
    "quote",
    "button",
    "contact-form-7",
];

/// The body without them, and which they were, with the line; what stands between two stays.
pub(super) fn taken_out(body: &str, first_line: usize) -> (String, Option<String>) {
    if !body.contains("{{") && !body.contains("{%") && !body.contains(['{', '[']) {
        return (body.to_owned(), None);
    }
    let code = code(body);
    let (mut out, mut from, mut line, mut told) = (String::new(), 0, first_line, Vec::new());
    let (mut count, mut in_code) = (0_usize, 0);
    for (at, _) in body.match_indices(['{', '[']) {
        while code.get(in_code).is_some_and(|range| range.end <= at) {
            in_code += 1;
        }
        if at < from || code.get(in_code).is_some_and(|range| range.contains(&at)) {
            continue;
        }
        let Some(length) = length(&body[at..], body[..at].ends_with([' ', '\t'])) else { continue };
        let words = &body[at..at + length];
        line += body[from..at].matches('\n').count();
        out.push_str(&body[from..at]);
        count += 1;
        if told.len() < TOLD {
            told.push(format!("line {line} {}", one_line(words)));
        }
        let breaks = words.matches('\n').count();
        out.push_str(&"\n".repeat(breaks));
        line += breaks;
        from = at + length;
    }
    out.push_str(&body[from..]);
    if count > told.len() {
        told.push(format!("and {} more", count - told.len()));
    }
    let said = format!("taken out, as readers would have seen it raw: {}", told.join("; "));
    (out, (count > 0).then_some(said))
}

fn one_line(words: &str) -> String {
    let line = super::super::one_line(words);
    let cut = line.floor_char_boundary(200);
    if cut < line.len() { format!("{}…", &line[..cut]) } else { line }
}

/// How long what begins here is, where it is one of them.
fn length(rest: &str, after_blank: bool) -> Option<usize> {
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let until = |end: &str| near.find(end).map(|at| at + end.len());
    let in_line = |end: &str| {
        let line = near.lines().next().unwrap_or_default();
        line.find(end).map(|at| at + end.len())
    };
    match near.as_bytes() {
        [b'{', b'{', b'<', ..] => until(">}}"),
        [b'{', b'{', b'%', ..] => until("%}}"),
        [b'{', b'{', ..] => until("}}"),
        [b'{', b'%', ..] => until("%}").map(|end| end + usize::from(near[end..].starts_with('}'))),
        [b'{', b'#', b' ', ..] => until("#}"),
        [b'{', b':', ..] => in_line("}"),
        [b'{', b'#' | b'.', ..] if after_blank => in_line("}").filter(|end| {
            near[*end..].trim_start_matches([' ', '\t']).starts_with('\n')
                || near[*end..].trim().is_empty()
        }),
        [b'[', ..] => wordpress(near),
        _ => None,
    }
}

fn wordpress(near: &str) -> Option<usize> {
    let inside = near[1..].strip_prefix('/').unwrap_or(&near[1..]);
    let name = WORDPRESS.iter().find(|name| inside.starts_with(**name))?;
    let after = &inside[name.len()..];
    let closes = near.starts_with("[/");
    let attributes = after.starts_with(' ') && after.split(']').next()?.contains('=');
    let bare = after.starts_with(']') && (closes || near.contains(&format!("[/{name}]")));
    let end = near.find(']').filter(|_| attributes || bare)? + 1;
    (!near[end..].starts_with(['(', ':', '[']) || near[end..].starts_with("[/")).then_some(end)
}

/// Where code is: what stands in it is shown as it is.
fn code(body: &str) -> Vec<Range<usize>> {
    Parser::new_ext(body, Options::empty())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}
