//! A small file of a site, over HTTP.

use std::time::Duration;

use crate::storage::StorageError;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The text at an `http` or `https` address; at most 64 KiB, in at most `timeout`.
///
/// # Errors
///
/// [`StorageError::Site`]: no such site or file, something that is no text, the network's.
pub(super) fn fetch_text(url: &str, timeout: Duration) -> Result<String, StorageError> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(timeout))
        .max_redirects(3)
        .user_agent(concat!("newsroom/", env!("CARGO_PKG_VERSION")))
        .build();
    let failed = |error: ureq::Error| StorageError::Site {
        url: url.to_owned(),
        reason: match error {
            ureq::Error::StatusCode(404) => "there is no such file".to_owned(),
            other => other.to_string(),
        },
    };
    let mut answer = ureq::Agent::new_with_config(config).get(url).call().map_err(failed)?;
    answer.body_mut().with_config().limit(LONGEST).read_to_string().map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// The address of a server that answers one request with these bytes.
    fn answering(bytes: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/x", listener.local_addr().expect("its address"));
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&bytes);
        });
        address
    }

    fn answer(status: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    }

    #[test]
    fn the_text_at_an_address_is_read() {
        let address = answering(answer("200 OK", b"hello"));
        assert_eq!(fetch_text(&address, Duration::from_secs(5)).expect("a text"), "hello");
    }

    #[test]
    fn what_is_missing_too_long_or_silent_is_an_error_that_names_the_address() {
        let missing = answering(answer("404 Not Found", b""));
        let error = fetch_text(&missing, Duration::from_secs(5)).expect_err("missing");
        assert!(error.to_string().contains(&missing), "{error}");
        assert!(error.to_string().contains("no such file"), "{error}");
        let long = answering(answer("200 OK", &vec![b'a'; LONGEST as usize + 1]));
        fetch_text(&long, Duration::from_secs(5)).expect_err("too long");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let silent = format!("http://{}/", listener.local_addr().expect("its address"));
        fetch_text(&silent, Duration::from_millis(100)).expect_err("silent");
    }
}
