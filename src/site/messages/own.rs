//! Whether a theme's own messages can be used: they parse, and say what pages have.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::built_in::BUILT_IN;
use crate::site::error::SiteError;

/// The values that a message names.
type Variables = BTreeSet<String>;

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
    let own = variables(text).map_err(|mistakes| {
        mistakes.into_iter().map(|(line, message)| mistake(line, message)).collect::<Vec<_>>()
    })?;
    let all = variables(BUILT_IN[0].1).unwrap_or_default();
    let mut mistakes = Vec::new();
    for (id, named) in own {
        let line = text.lines().position(|line| line.starts_with(&id)).unwrap_or(0) + 1;
        let Some(known) = all.get(&id) else {
            let near = all.keys().min_by_key(|known| strsim::damerau_levenshtein(known, &id));
            let near = near.map_or("", String::as_str);
            mistakes.push(mistake(
                line,
                format!("no page has a message {id:?}; the nearest is {near:?}"),
            ));
            continue;
        };
        for strange in named.difference(known) {
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
pub(super) fn variables(text: &str) -> Result<BTreeMap<String, Variables>, Vec<(usize, String)>> {
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
            let mut named = Variables::new();
            if let Some(pattern) = &message.value {
                in_pattern(pattern, &mut named);
            }
            messages.insert(message.id.name.to_owned(), named);
        }
    }
    Ok(messages)
}

fn in_pattern(pattern: &Pattern<&str>, named: &mut Variables) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, named);
        }
    }
}

fn in_expression(expression: &Expression<&str>, named: &mut Variables) {
    match expression {
        Expression::Select { selector, variants } => {
            in_inline(selector, named);
            variants.iter().for_each(|variant| in_pattern(&variant.value, named));
        }
        Expression::Inline(inline) => in_inline(inline, named),
    }
}

fn in_inline(inline: &InlineExpression<&str>, named: &mut Variables) {
    match inline {
        InlineExpression::VariableReference { id } => drop(named.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => in_expression(expression, named),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|inner| in_inline(inner, named));
        }
        _ => {}
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
        assert!(read("uk", "live = On air\nbyline = { $names }\n").is_ok());
    }
}
