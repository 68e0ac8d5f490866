//! `docs/exit-codes.md`, made from the table in `src/cli/error.rs`.

use newsroom::cli::error::{EXIT_CODES, ErrorKind};

use super::page::{head, heading, link, table};

/// The page.
pub(crate) fn page() -> String {
    let mut text = head("Exit codes", "the table in `src/cli/error.rs`");
    text += "\nEvery command ends with one of these; a code is never given to anything else. Where it is not 0, standard error says what happened, where, and what to type next; with `--json`, standard output has the same as a [Failure](json.md#failure), unless the command has findings to print.\n\n";
    let rows = EXIT_CODES.map(|exit| {
        let code = exit.code().to_string();
        [link(&code, &title(&code)), exit.meaning.to_owned(), word(exit.kind)]
    });
    text += &table(["code", "what it means", "`kind` in JSON"], &rows);
    for exit in EXIT_CODES {
        text += &heading(2, &title(&exit.code().to_string()));
        text += &format!("{}\n\n", exit.meaning);
        for cause in exit.causes {
            text += &format!("- {cause}\n");
        }
    }
    text
}

fn title(code: &str) -> String {
    format!("Exit code {code}")
}

fn word(kind: Option<ErrorKind>) -> String {
    kind.map_or_else(|| "–".to_owned(), |kind| format!("`{}`", kind.as_str()))
}
