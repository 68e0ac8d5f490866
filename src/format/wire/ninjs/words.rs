//! The words of an item: its headline, its body, and what else it says.

use serde_json::Value;

use super::fields::{kind_of, line, list, string};
use crate::format::wire::{html, one_line, text};

/// The headline on one line, and a remark where something else stands for it.
pub(super) fn headline(value: &Value) -> (String, Option<String>) {
    let own = of_headlines(value).or_else(|| line(value, &["headline", "title", "name"]));
    if let Some(headline) = own.or_else(|| line(value, &["headline_extended", "hl1"])) {
        return (as_plain(&headline), None);
    }
    match line(value, &["slugline", "slug"]) {
        Some(slug) => (slug, Some("it has no headline: its slugline stands for one".to_owned())),
        None => (String::new(), None),
    }
}

fn of_headlines(value: &Value) -> Option<String> {
    let all: Vec<&Value> = list(value, &["headlines"]).collect();
    let main = all.iter().find(|one| {
        string(one, &["role"]).is_none_or(|role| role == "main") && said(one).is_some()
    });
    main.and_then(|one| said(one)).or_else(|| all.iter().find_map(|one| said(one)))
}

/// What a headline or a description of 2.x and 3.x says, as plain words on one line.
fn said(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => words.trim().to_owned(),
        value => string(value, &["value", "text"])?,
    };
    let kind = string(value, &["contentType", "contenttype"]).unwrap_or_default();
    let words = if is_html(&kind) { plain(&words) } else { one_line(&words) };
    Some(words).filter(|words| !words.is_empty())
}

/// A headline that was given as HTML though its field says text.
fn as_plain(headline: &str) -> String {
    let marked = headline.contains("</") || headline.contains("&amp;") || headline.contains("&#");
    one_line(&if marked { plain(headline) } else { headline.to_owned() })
}

/// The words of HTML without its tags.
pub(super) fn plain(html: &str) -> String {
    let clean = ammonia::Builder::empty().clean(html).to_string();
    let markdown = html::to_markdown(&format!("<p>{clean}</p>"));
    let words: String = pulldown_cmark::Parser::new(&markdown)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.into_string()),
            pulldown_cmark::Event::SoftBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect();
    one_line(&words)
}

fn is_html(kind: &str) -> bool {
    matches!(kind.split(';').next().map(str::trim), Some("text/html" | "application/xhtml+xml"))
}

/// Its bodies: whether they are HTML, and their words.
fn bodies(value: &Value) -> impl Iterator<Item = (bool, String)> + use<'_> {
    let named = list(value, &["bodies"]).filter_map(|body| match body {
        Value::String(words) => Some((false, words.trim().to_owned())),
        body => {
            let kind = string(body, &["contentType", "contenttype"]).unwrap_or_default();
            Some((is_html(&kind), string(body, &["value"])?))
        }
    });
    let old = [
        ("body_xhtml", true),
        ("body_html", true),
        ("bodyHtml", true),
        ("bodyXhtml", true),
        ("body_text", false),
        ("bodyText", false),
        ("body", false),
    ];
    let old = old.into_iter().filter_map(|(name, html)| {
        let words = string(value, &[name])?;
        Some((html || (name == "body" && words.contains("</")), words))
    });
    named.chain(old).filter(|(_, words)| !words.is_empty())
}

/// Whether it has a text of its own.
pub(super) fn has_body(value: &Value) -> bool {
    bodies(value).next().is_some()
}

/// The body as Markdown: of its HTML, which has links and lists, else of its plain text, else of
/// what describes it.
pub(super) fn body(value: &Value) -> String {
    let mut all: Vec<(bool, String)> = bodies(value).collect();
    // HTML without a word in it, as of an editor that was opened and left, is no body.
    all.sort_by_key(|(is_html, _)| !is_html);
    let markdown = |(is_html, words): &(bool, String)| {
        if *is_html { html::to_markdown(words) } else { text::to_markdown(words) }
    };
    let bodies = all.iter().map(markdown);
    let described = descriptions(value).into_iter().map(|(is_html, words)| {
        if is_html { html::to_markdown(&words) } else { text::to_markdown(&words) }
    });
    bodies.chain(described).find(|words| !words.is_empty()).unwrap_or_default()
}

/// What describes it, each once: whether it is HTML, and its words. HTML first.
fn descriptions(value: &Value) -> Vec<(bool, String)> {
    let new = list(value, &["descriptions"]).filter_map(|one| {
        let kind = string(one, &["contentType", "contenttype"]).unwrap_or_default();
        let words = one.as_str().map(str::trim).map(str::to_owned);
        Some((is_html(&kind), words.or_else(|| string(one, &["value"]))?))
    });
    let mut all: Vec<(bool, String)> = new.collect();
    for (name, words) in value.as_object().into_iter().flatten() {
        let named = name.starts_with("description_") || name == "description";
        let other = matches!(name.as_str(), "abstract" | "summary" | "standfirst");
        if let Some(words) = words.as_str().filter(|_| named || other) {
            all.push((name.ends_with("html") || words.contains("</"), words.trim().to_owned()));
        }
    }
    all.retain(|(_, words)| !words.is_empty());
    all.sort_by_key(|(is_html, _)| !is_html);
    all
}

/// What it says beside headline and body, for the desk: a line each.
pub(super) fn besides(value: &Value, headline: &str, body: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let held = one_line(body);
    let mut add = |what: &str, words: String| {
        let new = !words.is_empty() && words != headline && !held.contains(&words);
        let line = format!("{what}: {words}");
        if new && !lines.iter().any(|line| line.ends_with(&words)) {
            lines.push(line);
        }
    };
    for one in list(value, &["headlines"]).filter_map(said) {
        add("another headline", one);
    }
    for (name, words) in value.as_object().into_iter().flatten() {
        let named = name.starts_with("headline_") || name == "headline";
        if let Some(words) = words.as_str().filter(|_| named) {
            add("another headline", as_plain(words));
        }
    }
    if kind_of(value) != "composite" {
        for (is_html, words) in descriptions(value) {
            add("described as", if is_html { plain(&words) } else { one_line(&words) });
        }
    }
    lines
}
