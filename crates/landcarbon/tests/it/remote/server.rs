//! A server of files by HTTP/1.1 that sends parts of them, counts what it sends, and fails as it is told.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What the server does instead of an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// Answers with an error.
    Status(u16),
    /// Resets the connection.
    Reset,
    /// Sends half of the body and closes the connection.
    CutOff,
    /// Sends other bytes than it is asked for, and says so.
    WrongRange,
    /// Sends the whole file.
    Whole,
    /// Answers after this long.
    Late(Duration),
    /// Sends a byte, and the next after this long.
    Drip(Duration),
    /// Answers as of a newer version of the file.
    Newer,
}

/// A request, as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// The bytes asked for.
    pub range: Option<Range<usize>>,
    pub headers: BTreeMap<String, String>,
    pub at: Instant,
    /// Bytes of the body that were sent.
    pub sent: usize,
}

type Plan = Box<dyn Fn(&Request, usize) -> Option<Fault> + Send>;

#[derive(Default)]
struct State {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    plan: Option<Plan>,
    requests: Vec<Request>,
    dated: bool,
}

/// A server until the test ends.
pub struct Server {
    address: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let state = Arc::new(Mutex::new(State {
            dated: true,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(connection.unwrap(), &state));
            }
        });
        Self { address, state }
    }

    pub fn file(self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = Arc::new(bytes.into());
        self.state
            .lock()
            .unwrap()
            .files
            .insert(path.to_owned(), bytes);
        self
    }

    /// Tells neither ETag nor date.
    pub fn without_versions(self) -> Self {
        self.state.lock().unwrap().dated = false;
        self
    }

    /// What goes wrong, by the request and the number of requests of its method, path and range before it.
    pub fn fails(self, plan: impl Fn(&Request, usize) -> Option<Fault> + Send + 'static) -> Self {
        self.state.lock().unwrap().plan = Some(Box::new(plan));
        self
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.state.lock().unwrap().requests.clone()
    }

    /// Bytes of all bodies.
    pub fn sent(&self) -> usize {
        self.requests().iter().map(|request| request.sent).sum()
    }
}

fn serve(mut connection: TcpStream, state: &Mutex<State>) {
    while let Some((request, length)) = peek(&connection) {
        let (file, fault, dated) = {
            let mut state = state.lock().unwrap();
            let same = |other: &&Request| {
                (&other.method, &other.path, &other.range)
                    == (&request.method, &request.path, &request.range)
            };
            let before = state.requests.iter().filter(same).count();
            let fault = state.plan.as_ref().and_then(|plan| plan(&request, before));
            state.requests.push(request.clone());
            let file = state.files.get(&request.path).cloned();
            (file, fault, state.dated)
        };
        if fault == Some(Fault::Reset) {
            // What was not read makes the system reset the connection.
            return;
        }
        connection.read_exact(&mut vec![0; length]).unwrap();
        let answer = Answer::to(&request, file.as_deref(), fault, dated);
        if let Some(Fault::Late(pause)) = fault {
            sleep(pause);
        }
        let (sent, whole) = answer.send(&mut connection, fault);
        let mut state = state.lock().unwrap();
        let mine = state.requests.iter_mut().find(|r| r.at == request.at);
        mine.unwrap().sent = sent;
        if !whole {
            return;
        }
    }
}

/// The next request with the length of its head, left in the connection.
fn peek(connection: &TcpStream) -> Option<(Request, usize)> {
    let mut buffer = [0; 8192];
    loop {
        let filled = connection.peek(&mut buffer).ok().filter(|&n| n > 0)?;
        let text = String::from_utf8_lossy(&buffer[..filled]);
        let Some(end) = text.find("\r\n\r\n") else {
            sleep(Duration::from_millis(1));
            continue;
        };
        let mut lines = text[..end].lines();
        let mut words = lines.next()?.split(' ').map(str::to_owned);
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let range = headers.get("range").and_then(|range| {
            let (start, last) = range.strip_prefix("bytes=")?.split_once('-')?;
            Some(start.parse().ok()?..last.parse::<usize>().ok()? + 1)
        });
        let request = Request {
            method: words.next()?,
            path: words.next()?,
            range,
            headers,
            at: Instant::now(),
            sent: 0,
        };
        return Some((request, end + 4));
    }
}

struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn to(request: &Request, file: Option<&Vec<u8>>, fault: Option<Fault>, dated: bool) -> Self {
        let plain = |status: &str| Self {
            head: format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"),
            body: Vec::new(),
        };
        match fault {
            Some(Fault::Status(code)) => return plain(&format!("{code} {}", words(code))),
            _ if file.is_none() => return plain("404 Not Found"),
            _ => {}
        }
        let file = file.unwrap();
        let version = if fault == Some(Fault::Newer) { 2 } else { 1 };
        let dates = match dated {
            true => format!(
                "ETag: \"v{version}\"\r\nLast-Modified: Tue, 0{version} Oct 2024 07:28:00 GMT\r\n"
            ),
            false => String::new(),
        };
        let ranged = request
            .range
            .clone()
            .filter(|_| fault != Some(Fault::Whole));
        let Some(asked) = ranged else {
            let body = if request.method == "HEAD" {
                &[][..]
            } else {
                file
            };
            return Self {
                head: format!(
                    "HTTP/1.1 200 OK\r\n{dates}Accept-Ranges: bytes\r\nContent-Length: {}\r\n\r\n",
                    file.len()
                ),
                body: body.to_vec(),
            };
        };
        let mut sent = asked.start.min(file.len())..asked.end.min(file.len());
        if fault == Some(Fault::WrongRange) {
            sent = 0..sent.len();
        }
        let head = format!(
            "HTTP/1.1 206 Partial Content\r\n{dates}Content-Range: bytes {}-{}/{}\r\nContent-Length: {}\r\n\r\n",
            sent.start,
            sent.end - 1,
            file.len(),
            sent.len()
        );
        Self {
            head,
            body: file[sent].to_vec(),
        }
    }

    /// Bytes of the body that were sent, and whether the connection can be used again.
    fn send(&self, connection: &mut TcpStream, fault: Option<Fault>) -> (usize, bool) {
        let whole = self.body.len();
        let length = if fault == Some(Fault::CutOff) {
            whole / 2
        } else {
            whole
        };
        if connection.write_all(self.head.as_bytes()).is_err() {
            return (0, false);
        }
        if let Some(Fault::Drip(pause)) = fault {
            for sent in 0..length {
                if connection.write_all(&self.body[sent..=sent]).is_err() {
                    return (sent, false);
                }
                sleep(pause);
            }
            return (length, true);
        }
        match connection.write_all(&self.body[..length]) {
            Ok(()) => (length, length == whole),
            Err(_) => (0, false),
        }
    }
}

fn words(code: u16) -> &'static str {
    match code {
        403 => "Forbidden",
        404 => "Not Found",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Odd",
    }
}
