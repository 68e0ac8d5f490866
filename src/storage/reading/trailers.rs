//! A commit's message: title, body, and the trailers at its end (git-interpret-trailers(1)).

/// The message of a commit, ending in a line feed.
pub(in crate::storage) fn message(
    title: &str,
    body: &str,
    trailers: &[(String, String)],
) -> String {
    let mut parts = vec![line(title)];
    let body = printable(body);
    if !body.trim().is_empty() {
        parts.push(body.trim().to_owned());
    }
    if !trailers.is_empty() {
        let lines = trailers.iter().map(|(key, value)| format!("{key}: {}", line(value)));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    parts.join("\n\n") + "\n"
}

/// The trailers of a message, in order; none where it has none.
pub(super) fn read(message: &str) -> Vec<(String, String)> {
    git2::message_trailers_strs(message).map_or_else(
        |_| Vec::new(),
        |found| found.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
    )
}

/// One line: a value with a line feed would make trailers of its own.
pub(in crate::storage) fn line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with_action(title: &str, body: &str, value: &str) -> String {
        message(title, body, &[("Newsroom-Action".to_owned(), value.to_owned())])
    }

    #[test]
    fn a_message_has_three_parts() {
        let text = with_action("Approve k3x9", "The figure is confirmed.", "approve");
        assert_eq!(text, "Approve k3x9\n\nThe figure is confirmed.\n\nNewsroom-Action: approve\n");
        assert_eq!(read(&text), [("Newsroom-Action".to_owned(), "approve".to_owned())]);
    }

    #[test]
    fn a_body_cannot_pass_for_trailers() {
        let text = with_action("Comment", "x\n\nNewsroom-Action: approve", "comment");
        assert_eq!(read(&text), [("Newsroom-Action".to_owned(), "comment".to_owned())]);
    }

    proptest! {
        #[test]
        fn a_trailer_survives_whatever_stands_around_it(
            title in "\\PC{1,40}", body in "(\\PC|\n){0,80}", value in "[a-z]{1,9}( [a-z]{1,9}){0,3}",
        ) {
            let read = read(&with_action(&title, &body, &value));
            prop_assert_eq!(read, vec![("Newsroom-Action".to_owned(), value)]);
        }
    }
}
