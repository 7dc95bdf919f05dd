//! A static server for this machine only: GET and HEAD, right MIME types, and
//! `404.html` for what is not there, as on GitHub Pages.

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

/// Serves `dir` under the path `under` (which begins and ends with `/`) until the process ends.
pub fn serve(dir: &Path, port: u16, under: &str) -> std::io::Result<()> {
    serve_with(dir, port, under, ())
}

/// The same, and does something besides.
pub fn serve_with(dir: &Path, port: u16, under: &str, besides: impl Besides) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("http://{}{under}", listener.local_addr()?);
    for stream in listener.incoming() {
        let (dir, under, besides) = (dir.to_owned(), under.to_owned(), besides.clone());
        std::thread::spawn(move || {
            // A browser that hangs up is no failure of the server.
            let _ = stream.and_then(|stream| answer(stream, &dir, &under, &besides));
        });
    }
    Ok(())
}

fn answer(mut stream: TcpStream, dir: &Path, under: &str, besides: &impl Besides) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(16 * 1024));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
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
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method == "GET" { stream.write_all(&body) } else { Ok(()) }
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
        Some("svg") => "image/svg+xml",
        Some("ts" | "txt") => "text/plain; charset=utf-8",
        Some("gz") => "application/gzip",
        _ => "application/octet-stream",
    }
}
