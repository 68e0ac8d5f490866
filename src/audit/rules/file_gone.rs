//! Documents and files that are gone.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Content;
use crate::audit::step::{Line, Step};

pub(super) const RULE: Rule = Rule {
    code: "NA20",
    name: "file-gone",
    summary: "No story, post or file of one is ever deleted or renamed.",
    why: "What was written, reviewed and published would be lost to whoever asks later.",
    lawful: "newsroom spike drops a draft, newsroom pull or retract takes down what readers saw; the file stays.",
    example: "Somebody renames a post to make its history hard to follow.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for document in &step.documents {
        let was = document.before.iter().any(|before| !matches!(before, Content::Gone));
        if was && matches!(document.after, Content::Gone) {
            report.finding(document.path.as_str(), "deleted or renamed");
        }
    }
    let kept = |path: &str| path.starts_with("posts/") && !path.ends_with(".aside.toml");
    for file in step.files.iter().filter(|file| step.line == Line::Desk && kept(&file.path)) {
        if !file.there {
            report.finding(&file.path, "deleted or renamed");
        }
    }
}
