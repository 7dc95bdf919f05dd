//! A static server for this machine only: GET and HEAD, right MIME types, packed with gzip
//! for who takes that, and `404.html` for what is not there, as on GitHub Pages.

use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::{BufRead, BufReader, Read, Take, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

const HTML: &str = "text/html; charset=utf-8";

/// Bytes of a request at the most, and seconds that a connection waits for the next.
const LONGEST: u64 = 16 * 1024;
const PATIENCE: u64 = 10;

/// What a server does besides: nothing, if it only serves.
pub trait Besides: Clone + Send + 'static {
    /// The answer to a request for what is no file, with its MIME type.
    fn answer(&self, _target: &str) -> Option<(&'static str, String)> {
        None
    }

    /// A page as it is sent.
    fn sent(&self, page: Vec<u8>) -> Vec<u8> {
        page
    }
}

impl Besides for () {}

/// Serves `dir` under the path `under` (which begins and ends with `/`) to whom the listener hears,
/// until the process ends, and does something besides.
pub fn serve(listener: &TcpListener, dir: &Path, under: &str, besides: impl Besides) {
    for stream in listener.incoming() {
        let (dir, under, besides) = (dir.to_owned(), under.to_owned(), besides.clone());
        std::thread::spawn(move || {
            // A browser that hangs up is no failure of the server.
            let _ = stream.and_then(|stream| converse(&stream, &dir, &under, &besides));
        });
    }
}

/// Answers one request after the other: as with other servers, a page's files come over few
/// connections.
fn converse(stream: &TcpStream, dir: &Path, under: &str, besides: &impl Besides) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(PATIENCE)))?;
    // An answer is written in pieces, and none is to wait for the browser's word on the one before.
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.take(LONGEST));
    while let Some(request) = Request::read(&mut reader)? {
        let goes_on = request.goes_on;
        answer(stream, &request, dir, under, besides)?;
        if !goes_on {
            break;
        }
    }
    Ok(())
}

struct Request {
    method: String,
    target: String,
    takes_gzip: bool,
    /// Whether another may follow.
    goes_on: bool,
}

impl Request {
    /// The next request, or `None` if there is none.
    fn read(reader: &mut BufReader<Take<&TcpStream>>) -> std::io::Result<Option<Self>> {
        reader.get_mut().set_limit(LONGEST);
        let mut request = String::new();
        if reader.read_line(&mut request)? == 0 {
            return Ok(None);
        }
        let mut words = request.split_whitespace().map(str::to_owned);
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let readable = matches!(&*method, "GET" | "HEAD");
        let goes_on = readable && words.next().as_deref() == Some("HTTP/1.1");
        let mut request = Self { method, target, takes_gzip: false, goes_on };
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            header.make_ascii_lowercase();
            request.takes_gzip |= header.starts_with("accept-encoding:") && header.contains("gzip");
            request.goes_on &= !(header.starts_with("connection:") && header.contains("close"));
            header.clear();
        }
        Ok(Some(request))
    }
}

fn answer(
    mut stream: &TcpStream,
    Request { method, target, takes_gzip, goes_on }: &Request,
    dir: &Path,
    under: &str,
    besides: &impl Besides,
) -> std::io::Result<()> {
    let connection = if *goes_on { "keep-alive" } else { "close" };
    if !matches!(&**method, "GET" | "HEAD") {
        return stream
            .write_all(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    let (status, mime, body) = match (besides.answer(target), resolve(dir, under, target)) {
        (Some((mime, body)), _) => ("200 OK", mime, body.into_bytes()),
        (None, Some(path)) => ("200 OK", mime(&path), fs::read(&path).unwrap_or_default()),
        (None, None) => ("404 Not Found", HTML, fs::read(dir.join("404.html")).unwrap_or_default()),
    };
    let body = if mime == HTML { besides.sent(body) } else { body };
    let (encoding, body) = match *takes_gzip && is_packed(mime) {
        true => ("Content-Encoding: gzip\r\n", pack(&body)?),
        false => ("", body),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{encoding}Content-Length: {}\r\n\
         Cache-Control: no-cache\r\nVary: Accept-Encoding\r\nConnection: {connection}\r\n\r\n",
        body.len()
    )?;
    if method == "GET" { stream.write_all(&body) } else { Ok(()) }
}

/// What GitHub Pages packs as well: all but the digits, which are packed, and pictures.
fn is_packed(mime: &str) -> bool {
    mime.starts_with("text/") || ["application/wasm", "application/json", "image/svg+xml"].contains(&mime)
}

fn pack(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(body)?;
    packer.finish()
}

/// The file behind a request's target, if it lies in `dir`.
pub fn resolve(dir: &Path, under: &str, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix(under)?;
    let mut file = dir.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // Our own names need no percent signs; whatever is not a plain name stays outside.
        if part.starts_with('.') || part.contains(['%', '\\', ':']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    } else if path.ends_with('/') {
        // A page as if it were a folder: its own links would lead nowhere.
        return None;
    }
    file.is_file().then_some(file)
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => HTML,
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("xml") => "text/xml; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ts" | "txt") => "text/plain; charset=utf-8",
        Some("gz") => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::converse;
    use flate2::read::GzDecoder;
    use std::io::{Read, Write};
    use std::net::{Shutdown, TcpListener, TcpStream};
    use std::{fs, thread};

    #[test]
    fn what_is_text_is_packed_for_who_takes_it() {
        let dir = std::env::temp_dir().join(format!("training-lab-serve-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let page = "<p>a page</p>".repeat(500);
        fs::write(dir.join("index.html"), &page).unwrap();
        fs::write(dir.join("digits.gz"), "0123456789".repeat(50)).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let served = dir.clone();
        let server = thread::spawn(move || {
            for _ in 0..4 {
                converse(&listener.accept().unwrap().0, &served, "/", &()).unwrap();
            }
        });
        let ask = |file: &str, header: &str| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            write!(stream, "GET /{file} HTTP/1.1\r\nHost: here\r\n{header}\r\n").unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            let mut all = Vec::new();
            stream.read_to_end(&mut all).unwrap();
            let end = all.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
            (String::from_utf8(all[..end].to_vec()).unwrap(), all[end + 4..].to_vec())
        };
        let takes = "accept-encoding: gzip, deflate, br\r\n";
        let (headers, body) = ask("", takes);
        assert!(headers.contains("Content-Encoding: gzip") && body.len() < 300, "{headers}");
        let mut unpacked = String::new();
        GzDecoder::new(&body[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, page);
        let (headers, body) = ask("", "");
        assert!(!headers.contains("Encoding: gzip") && body == page.as_bytes(), "{headers}");
        let (headers, body) = ask("digits.gz", takes);
        assert!(!headers.contains("Encoding: gzip") && body.len() == 500, "{headers}");

        // Two requests over one connection, and no third.
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let request = |file: &str, last: &str| format!("GET /{file} HTTP/1.1\r\nHost: here\r\n{last}\r\n");
        let close = "Connection: close\r\n";
        let requests = [request("digits.gz", ""), request("no", close), request("digits.gz", close)];
        stream.write_all(requests.concat().as_bytes()).unwrap();
        let mut all = String::new();
        stream.read_to_string(&mut all).unwrap();
        let said: Vec<&str> = all.match_indices("HTTP/1.1 ").map(|(at, _)| &all[at + 9..at + 12]).collect();
        assert_eq!(said, ["200", "404"]);
        server.join().unwrap();
        fs::remove_dir_all(dir).unwrap();
    }
}
