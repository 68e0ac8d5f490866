//! `newsroom verify-flag`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorKind, Result};
use crate::cli::input::complete;
use crate::cli::input::options::{Doc, Remark};
use crate::cli::view::{claim, outcome};
use crate::model::ClaimStatus;
use crate::ops::verify_flag;
use crate::ops::verify_flag::Request;

/// Flag words that somebody still has to verify, or say what was found
///
/// Without --claim it is a new claim, but for words that are flagged already: what is said is then
/// said of that one.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    on: Doc,
    /// A claim that is there: its id, or some of its words
    #[arg(long, value_name = "ID", add = complete::claims())]
    claim: Option<String>,
    /// The words, as they stand in the headline, the body or a caption
    #[arg(
        long,
        value_name = "WORDS",
        allow_hyphen_values = true,
        required_unless_present = "claim"
    )]
    quote: Option<String>,
    /// What is known of them
    #[arg(long, value_name = "STATUS", required_unless_present = "claim")]
    status: Option<Status>,
    /// What readers are told meanwhile; public
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    caveat: Option<String>,
    /// Who said it: a source's id, or words of its description
    #[arg(long, value_name = "S", add = complete::sources())]
    source: Option<String>,
    /// Where it can be seen; never public
    #[arg(long, value_name = "URL")]
    evidence: Option<String>,
    #[command(flatten)]
    remark: Remark,
    /// Approve and release it in one step, where only doubt is added
    #[arg(long)]
    publish: bool,
}

/// What is known of a claim.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Status {
    /// Nobody could verify it yet
    Unverified,
    /// It is so
    Verified,
    /// Others say otherwise
    Disputed,
    /// It is not so
    False,
    /// The source took it back
    Withdrawn,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let request = Request {
            doc: self.on.doc,
            claim: self.claim,
            quote: self.quote.map(|text| context.text(&text)).transpose()?,
            status: self.status.map(Status::model),
            caveat: self.caveat.map(|text| context.text(&text)).transpose()?,
            source: self.source,
            evidence: self.evidence.unwrap_or_default(),
            note: self.remark.read(context)?,
            publish: self.publish,
        };
        let mut session = context.session()?;
        let flagged = verify_flag::run(&mut session, &request).map_err(|error| {
            let error = CliError::from(error);
            match request.publish && error.kind == ErrorKind::Refused {
                true => {
                    error.hint("to flag it and leave the release to an editor: without --publish")
                }
                false => error,
            }
        })?;
        if let Some(caveat) = &request.caveat {
            outcome::echo(context, &session, &flagged.done, caveat);
        }
        if context.global.json {
            let documents = outcome::json(&session, &flagged.done);
            context.json(&claim::flagged_json(&flagged, documents))?;
            return Ok(0);
        }
        context.print(&claim::flagged(&flagged))?;
        outcome::show(context, &session, "flagged", &flagged.done)
    }
}

impl Status {
    fn model(self) -> ClaimStatus {
        match self {
            Self::Unverified => ClaimStatus::Unverified,
            Self::Verified => ClaimStatus::Verified,
            Self::Disputed => ClaimStatus::Disputed,
            Self::False => ClaimStatus::False,
            Self::Withdrawn => ClaimStatus::Withdrawn,
        }
    }
}
