//! Steps by somebody who has lost the right meanwhile.

use crate::audit::rule::Rule;

pub(super) const RULE: Rule = Rule {
    code: "NA14",
    name: "right-lost",
    summary: "Who sends steps has the right to them where they are received, too.",
    why: "Whoever was retired or lost a key could go on from an old commit where all rights still hold.",
    lawful: "Somebody with the right does it again; or an admin answers: newsroom audit --accept COMMIT NA14 -m REASON.",
    example: "An editor who left pushes a release made on last month's desk.",
    find: None,
};
