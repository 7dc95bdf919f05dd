//! The cable between browser and server: it can be pulled, and what comes over it can be
//! late, cut short, or something else than what was asked for.

use crate::driver::{any_port, port_of};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, spawn};
use std::time::Duration;

#[derive(Clone)]
pub enum Fault {
    /// 404.
    Missing,
    /// No connection.
    Pulled,
    /// No answer at all.
    Silent,
    /// The answer comes later.
    Late(Duration),
    /// The connection ends in the middle of the answer.
    Cut,
    /// These bytes, of this kind.
    Instead(&'static str, Vec<u8>),
}

#[derive(Clone, Default)]
pub struct Cable {
    faults: Arc<Mutex<Vec<(String, Fault)>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Cable {
    /// Hands on to the server on port `behind`; with the port on which it listens itself.
    pub fn lay(behind: u16) -> (Self, u16) {
        let cable = Self::default();
        let listener = any_port();
        let port = port_of(&listener);
        let laid = cable.clone();
        spawn(move || {
            for stream in listener.incoming() {
                let cable = laid.clone();
                spawn(move || stream.and_then(|stream| cable.carry(stream, behind)));
            }
        });
        (cable, port)
    }

    /// From now on this happens to files whose path contains `part`.
    pub fn spoil(&self, part: &str, fault: Fault) {
        self.faults.lock().unwrap().push((part.to_owned(), fault));
    }

    /// Everything is as it should be again.
    pub fn mend(&self) {
        self.faults.lock().unwrap().clear();
    }

    /// How often files whose path contains `part` were asked for.
    pub fn asked(&self, part: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.contains(part)).count()
    }

    fn carry(&self, mut browser: TcpStream, behind: u16) -> std::io::Result<()> {
        let mut request = Vec::new();
        let mut piece = [0; 4096];
        while !request.windows(4).any(|end| end == b"\r\n\r\n") {
            match browser.read(&mut piece)? {
                0 => return Ok(()),
                count => request.extend(&piece[..count]),
            }
        }
        let path = String::from_utf8_lossy(&request).split(' ').nth(1).unwrap_or_default().to_owned();
        // A HEAD only asks whether there is one.
        if request.starts_with(b"GET") {
            self.asked.lock().unwrap().push(path.clone());
        }
        let fault = self.faults.lock().unwrap().iter().find(|(part, _)| path.contains(part)).cloned();
        let headers = |kind: &str, length: usize| {
            format!(
                "200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
            )
        };
        match fault.map(|(_, fault)| fault) {
            Some(Fault::Missing) => {
                return browser
                    .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
            Some(Fault::Pulled) => return browser.shutdown(Shutdown::Both),
            Some(Fault::Silent) => {
                // Until the test is over.
                sleep(Duration::from_secs(600));
                return Ok(());
            }
            // A HEAD has no middle.
            Some(Fault::Cut) if request.starts_with(b"HEAD") => return browser.shutdown(Shutdown::Both),
            Some(Fault::Cut) => {
                browser.write_all(
                    format!("HTTP/1.1 {}half", headers("application/octet-stream", 1000)).as_bytes(),
                )?;
                return browser.shutdown(Shutdown::Both);
            }
            Some(Fault::Instead(kind, bytes)) => {
                browser.write_all(format!("HTTP/1.1 {}", headers(kind, bytes.len())).as_bytes())?;
                let wanted = if request.starts_with(b"HEAD") { &[] } else { &bytes[..] };
                return browser.write_all(wanted);
            }
            Some(Fault::Late(late)) => sleep(late),
            None => {}
        }
        let mut server = TcpStream::connect(("127.0.0.1", behind))?;
        // What else happens to this connection is for the next one to say.
        let line = request.windows(2).position(|end| end == b"\r\n").map_or(0, |end| end + 2);
        server.write_all(&request[..line])?;
        server.write_all(b"Connection: close\r\n")?;
        server.write_all(&request[line..])?;
        std::io::copy(&mut server, &mut browser).map(drop)
    }
}
