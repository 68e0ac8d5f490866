//! Where words come in: from arguments, files and standard input, and from a person at a terminal.
//!
//! | file | what comes in |
//! | --- | --- |
//! | `options/` | arguments that several commands share |
//! | `complete/` | what Tab completes of them |
//! | `values.rs` | words of which there are only so many |
//! | `form/` | values with parts: `WHO:ROLE:PLACE`, `KIND:TITLE:URL` and their like |
//! | `time/` | times, days and months |
//! | `text.rs` | texts: words, `-` for standard input, `@FILE` for a file |
//! | `prompt.rs` | answers of a person at a terminal |
//! | `editor.rs`, `kept.rs` | what a person writes in an editor, and where it is until it is filed |
//! | `unfiled.rs` | errors about such words, with the command that goes on with them |
//! | `markdown.rs` | a headline and a body as the file of an editor |

pub mod complete;
pub mod editor;
pub mod form;
pub mod kept;
pub mod markdown;
pub mod options;
pub mod prompt;
pub mod text;
pub mod time;
pub mod unfiled;
pub mod values;
