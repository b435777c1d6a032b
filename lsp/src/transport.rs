//! Frames: a header with the length, and a message of that length as JSON.
//!
//! A frame that is no message costs itself alone; the next one is read as if nothing had been.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::Sender;

use lsp_server::Message;

use super::Event;

/// A schema file may have 64 MiB, and its JSON is a little longer.
const MAX_FRAME: usize = 256 << 20;

/// Reads on a thread of its own until the input ends.
pub(super) fn read_on_a_thread(mut input: impl BufRead + Send + 'static, events: Sender<Event>) {
    std::thread::spawn(move || {
        loop {
            let event = match read(&mut input) {
                Ok(Some(Ok(message))) => Event::Message(Box::new(message)),
                Ok(Some(Err(fault))) => Event::Malformed(fault),
                Ok(None) | Err(_) => Event::Closed,
            };
            let closed = matches!(event, Event::Closed);
            if events.send(event).is_err() || closed {
                return;
            }
        }
    });
}

/// The next frame: a message, or what is wrong with it. None at the end.
fn read(input: &mut impl BufRead) -> io::Result<Option<Result<Message, String>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(1 << 16).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        match line.split_once(':') {
            _ if line.is_empty() && length.is_some() => break,
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<usize>().ok();
            }
            // Other headers mean nothing here, and neither does what is between frames.
            _ => {}
        }
    }
    let length = length.unwrap_or_default();
    if length > MAX_FRAME {
        io::copy(&mut input.take(length as u64), &mut io::sink())?;
        return Ok(Some(Err(format!(
            "a message of {length} bytes is too long"
        ))));
    }
    let mut body = Vec::new();
    if input.take(length as u64).read_to_end(&mut body)? < length {
        return Ok(None);
    }
    let message = serde_json::from_slice(&body);
    Ok(Some(message.map_err(|error| error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &[u8]) -> Vec<Result<String, ()>> {
        let mut input = input;
        let mut found = Vec::new();
        while let Some(frame) = read(&mut input).unwrap() {
            found.push(match frame {
                Ok(Message::Notification(notification)) => Ok(notification.method),
                Ok(_) => Ok("another".to_owned()),
                Err(_) => Err(()),
            });
        }
        found
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn a_bad_frame_costs_itself_alone() {
        let good = frame(r#"{"jsonrpc":"2.0","method":"a"}"#);
        let bodies = ["", "{", "[]", "null", "{\"method\":1}", "\u{fffd}"];
        for bad in bodies.map(frame) {
            let input = format!("{good}{bad}{good}");
            let expected = [Ok("a".to_owned()), Err(()), Ok("a".to_owned())];
            assert_eq!(frames(input.as_bytes()), expected, "{bad:?}");
        }
        let mut invalid = frame("{}").into_bytes();
        *invalid.last_mut().unwrap() = 0xff;
        invalid.extend(good.bytes());
        assert_eq!(frames(&invalid), [Err(()), Ok("a".to_owned())]);
    }

    #[test]
    fn what_is_no_header_is_left_out() {
        let good = frame(r#"{"method":"a"}"#);
        let input =
            format!("nonsense\r\n\r\nContent-Length: x\r\n{good}Content-Length: 5\r\n\r\n{{");
        assert_eq!(frames(input.as_bytes()), [Ok("a".to_owned())]);
        let huge = format!("Content-Length: {}\r\n\r\n", usize::MAX);
        assert_eq!(frames(huge.as_bytes()), [Err(())]);
    }
}
