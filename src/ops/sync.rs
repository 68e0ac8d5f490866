//! `sync`: what others did is taken over, what was done here is sent, as long as it takes.

use std::time::{Duration, Instant};

use crate::desk::delivery::Goal;
use crate::desk::delivery::exchange::exchange;
use crate::desk::{Delivery, OpError, Session};

/// How long `sync` itself tries.
const PATIENCE: Duration = Duration::from_secs(120);

/// What `sync` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Send nothing; only take over what others did.
    pub fetch_only: bool,
    /// The address that the desk is sent to from now on.
    pub to: Option<String>,
    /// The remote, where it is not the desk's own.
    pub remote: Option<String>,
}

/// Exchanges with the shared desk, as long as it takes.
///
/// # Errors
///
/// A repository that cannot be read or written; an address that cannot be set.
pub fn run(session: &mut Session, request: &Request) -> Result<Delivery, OpError> {
    if let Some(url) = &request.to
        && !session.dry_run
    {
        session.store.set_remote(url)?;
    }
    if let Some(name) = &request.remote
        && !session.store.use_remote(name)
    {
        return Err(OpError::bad(
            format!("there is no remote called `{name}`"),
            "newsroom sync, for the desk's own; newsroom sync --to URL, for another address",
        ));
    }
    if !session.store.has_remote() {
        return Err(OpError::bad(
            "this desk is on this machine alone: there is nowhere to send it to",
            "newsroom sync --to URL",
        ));
    }
    let goal = match (session.dry_run, request.fetch_only) {
        (true, _) => Goal::Judged,
        (false, true) => Goal::Taken,
        (false, false) => Goal::Sent,
    };
    let delivery = exchange(session, goal, Instant::now() + PATIENCE)?;
    session.keep_small();
    Ok(delivery)
}
