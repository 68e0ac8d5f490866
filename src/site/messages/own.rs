//! Whether a theme's own messages can be used: they parse, and say what pages have.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::built_in::BUILT_IN;
use crate::site::error::SiteError;

/// What a message names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The values.
    pub(super) named: BTreeSet<String>,
    /// Functions, terms and other messages, which messages of pages have not.
    strange: BTreeSet<String>,
}

/// A text with more bytes, or with more braces in one another, is none of messages.
const LONGEST: usize = 256_000;
const DEEPEST: usize = 12;

/// The messages of a text with what each names; `None` of one that has no value.
type Messages = BTreeMap<String, Option<Named>>;

/// Checks the messages of a theme in that language; each mistake has its line.
///
/// # Errors
///
/// What does not parse; a message that no page has; a value that its page does not give.
pub(super) fn read(tag: &str, text: &str) -> Result<(), Vec<SiteError>> {
    let mistake = |line: usize, message: String| SiteError::Theme {
        template: format!("messages/{tag}.ftl"),
        line,
        message,
    };
    let deepest = text.chars().scan(0usize, |depth, letter| {
        *depth = match letter {
            '{' => *depth + 1,
            '}' => depth.saturating_sub(1),
            _ => *depth,
        };
        Some(*depth)
    });
    if text.len() > LONGEST || deepest.max() > Some(DEEPEST) {
        return Err(vec![mistake(1, "this is longer or deeper than any message is".to_owned())]);
    }
    let own = variables(text).map_err(|mistakes| {
        mistakes.into_iter().map(|(line, message)| mistake(line, message)).collect::<Vec<_>>()
    })?;
    let all = variables(BUILT_IN[0].1).unwrap_or_default();
    let mut mistakes = Vec::new();
    let named = |line: &'_ str| line.split_once('=').map(|(id, _)| id.trim_end().to_owned());
    for (id, values) in own {
        let line = text.lines().position(|line| named(line).as_ref() == Some(&id)).unwrap_or(0) + 1;
        let Some(values) = values else {
            mistakes.push(mistake(line, format!("{id} says nothing")));
            continue;
        };
        let Some(known) = all.get(&id) else {
            let near = all.keys().min_by_key(|known| strsim::damerau_levenshtein(known, &id));
            let near = near.map_or("", String::as_str);
            mistakes.push(mistake(
                line,
                format!("no page has a message {id:?}; the nearest is {near:?}"),
            ));
            continue;
        };
        for strange in values.strange {
            let what = format!("{id}: {strange} is not there for messages of pages");
            mistakes.push(mistake(line, what));
        }
        let known = &known.as_ref().map(|known| known.named.clone()).unwrap_or_default();
        for strange in values.named.difference(known) {
            let there: Vec<String> = known.iter().map(|name| format!("${name}")).collect();
            let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
            mistakes.push(mistake(line, format!("{id} has no value ${strange}; it has {there}")));
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// The messages of a text, and the values that each names in any of its forms.
///
/// # Errors
///
/// The line of each place that does not parse, and what is wrong there.
pub(super) fn variables(text: &str) -> Result<Messages, Vec<(usize, String)>> {
    let resource = parser::parse(text).map_err(|(_, errors)| {
        let line = |at: usize| {
            text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
        };
        errors
            .into_iter()
            .map(|error| (line(error.pos.start), error.kind.to_string()))
            .collect::<Vec<_>>()
    })?;
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let named = message.value.as_ref().map(|pattern| {
                let mut named = Named::default();
                in_pattern(pattern, &mut named);
                named
            });
            messages.insert(message.id.name.to_owned(), named);
        }
    }
    Ok(messages)
}

fn in_pattern(pattern: &Pattern<&str>, named: &mut Named) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, named);
        }
    }
}

fn in_expression(expression: &Expression<&str>, named: &mut Named) {
    match expression {
        Expression::Select { selector, variants } => {
            in_inline(selector, named);
            variants.iter().for_each(|variant| in_pattern(&variant.value, named));
        }
        Expression::Inline(inline) => in_inline(inline, named),
    }
}

fn in_inline(inline: &InlineExpression<&str>, named: &mut Named) {
    match inline {
        InlineExpression::VariableReference { id } => {
            named.named.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, named),
        InlineExpression::FunctionReference { id, .. } => {
            named.strange.insert(format!("{}()", id.name));
        }
        InlineExpression::MessageReference { id, .. } => {
            named.strange.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, .. } => {
            named.strange.insert(format!("-{}", id.name));
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_has_its_line_and_says_what_there_is() {
        let told = |text: &str| {
            let mistakes = read("uk", text).expect_err("a mistake");
            mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        assert!(told("live = On\nshair = Share\n").contains("messages/uk.ftl, line 2"));
        assert!(told("shair = Share\n").contains("\"share\""));
        assert!(told("byline = { $nmes }\n").contains("$nmes; it has $names"));
        assert!(told("live On air\n").contains("messages/uk.ftl, line 1"));
        assert!(told("live-updates = x\nlive = { $x }\n").contains("uk.ftl, line 2"));
        assert!(told("live =\n    .title = x\n").contains("live says nothing"));
        assert!(told("posts-count = { NUMBER($n) } posts\n").contains("NUMBER()"));
        assert!(told("live = { -brand }{ share }\n").contains("-brand"));
        assert!(told(&format!("live = {}", "{".repeat(200_000))).contains("deeper"));
        assert!(read("uk", "live = On air\nbyline = { $names }\n").is_ok());
    }
}
