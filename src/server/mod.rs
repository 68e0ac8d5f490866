//! The preview: the site over HTTP on this machine alone, and word to open pages when it changes.
//!
//! One thread (`follow`) looks at the desk and makes the site anew when it is another; the other
//! answers requests from memory (`answer`) and never waits for a client: an open page that does
//! not listen gets the newest word when it listens again, and nothing is kept for it meanwhile.

mod answer;
mod coding;
mod follow;
mod host;
mod range;
mod shelf;
mod watch;

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::serve::ListenerExt;
use tokio::sync::watch as newest;

use crate::desk::OpError;
use crate::ops::build::preview::{Preview, Words};
use answer::Site;
pub use follow::Say;

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Another program has the port.
    #[error("port {port} of this machine is taken by another program")]
    Taken {
        /// The port.
        port: u16,
    },
    /// The system does not give it.
    #[error("could not listen on port {port}: {source}")]
    Listen {
        /// The port.
        port: u16,
        /// The system's error.
        source: std::io::Error,
    },
    /// The system failed later.
    #[error("could not go on serving: {0}")]
    System(#[from] std::io::Error),
    /// The site cannot be made.
    #[error(transparent)]
    Site(#[from] OpError),
}

/// A site that is ready to be served.
pub struct Server {
    listener: TcpListener,
    port: u16,
    preview: Preview,
    first: follow::First,
    /// How many files it has.
    pub files: usize,
    /// How many stories and posts it shows.
    pub documents: usize,
    /// What of the desk is not shown as it stands, and why.
    pub remarks: Vec<String>,
}

/// Makes the site, and listens on that port of 127.0.0.1; port 0 takes a free one.
///
/// # Errors
///
/// A port that cannot be had; a site that cannot be made.
pub fn open(preview: Preview, port: u16) -> Result<Server, ServerError> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => ServerError::Taken { port },
            _ => ServerError::Listen { port, source },
        })?;
    let port = listener.local_addr()?.port();
    let first = follow::First::make(&preview)?;
    let (files, documents) = (first.shelf.len(), first.documents);
    let remarks = first.remarks.clone();
    Ok(Server { listener, port, preview, first, files, documents, remarks })
}

impl Server {
    /// The address for a browser, with a slash at its end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the program ends.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn run(self, say: Say) -> Result<(), ServerError> {
        let desk = self.preview.words == Words::Desk;
        let (publish, shelf) = newest::channel(Arc::new(self.first.shelf));
        let follower = follow::Follower::new(
            self.preview,
            self.first.kept,
            self.first.mark,
            self.first.remarks,
        );
        let places = self.first.places;
        std::thread::spawn(move || follower.follow(places, &publish, say));
        let site = Site { shelf, port: self.port, desk };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            self.listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            // Word of a release is a few bytes, which would otherwise wait for more.
            let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
            let routes = Router::new().fallback(handle).with_state(site);
            Ok(axum::serve(listener, routes).await?)
        })
    }
}

async fn handle(State(site): State<Site>, request: Request) -> Response {
    answer::answer(&site, &request)
}
