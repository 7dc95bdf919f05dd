//! A static server for this machine only: GET and HEAD, right MIME types, packed with gzip
//! for who takes that, and `404.html` for what is not there, as on GitHub Pages.

use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

const HTML: &str = "text/html; charset=utf-8";

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
            let _ = stream.and_then(|stream| answer(stream, &dir, &under, &besides));
        });
    }
}

fn answer(mut stream: TcpStream, dir: &Path, under: &str, besides: &impl Besides) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(16 * 1024));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let (mut header, mut takes_gzip) = (String::new(), false);
    while reader.read_line(&mut header)? > 2 {
        header.make_ascii_lowercase();
        takes_gzip |= header.starts_with("accept-encoding:") && header.contains("gzip");
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if !matches!(method, "GET" | "HEAD") {
        return stream.write_all(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
    }
    let (status, mime, body) = match (besides.answer(target), resolve(dir, under, target)) {
        (Some((mime, body)), _) => ("200 OK", mime, body.into_bytes()),
        (None, Some(path)) => ("200 OK", mime(&path), fs::read(&path).unwrap_or_default()),
        (None, None) => ("404 Not Found", HTML, fs::read(dir.join("404.html")).unwrap_or_default()),
    };
    let body = if mime == HTML { besides.sent(body) } else { body };
    let (encoding, body) = match takes_gzip && is_packed(mime) {
        true => ("Content-Encoding: gzip\r\n", pack(&body)?),
        false => ("", body),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{encoding}Content-Length: {}\r\n\
         Cache-Control: no-cache\r\nVary: Accept-Encoding\r\nConnection: close\r\n\r\n",
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
    use super::answer;
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
            for _ in 0..3 {
                answer(listener.accept().unwrap().0, &served, "/", &()).unwrap();
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
        server.join().unwrap();
        fs::remove_dir_all(dir).unwrap();
    }
}
