//! HTTP traces: the heads of requests and answers, as libcurl hands them to GDAL's log.

use curl::easy::Easy;

/// Settings of GDAL that put them into its log.
pub(super) const TRACE: [(&str, &str); 2] = [
    (
        "CPL_DEBUG",
        "CURL_INFO_HEADER_IN,CURL_INFO_HEADER_OUT,CURL_INFO_TEXT",
    ),
    ("CPL_CURL_VERBOSE", "YES"),
];

/// What stands in GDAL's log before the head of a request, and before each line of the head of an answer.
const REQUEST: &str = "CURL_INFO_HEADER_OUT: ";
const ANSWER: &str = "CURL_INFO_HEADER_IN: ";

/// Words of libcurl about a connection that fails.
const FAILURE_WORDS: [&str; 14] = [
    "failed",
    "failure",
    "refused",
    "reset by",
    "timed out",
    "timeout was reached",
    "could not",
    "couldn't",
    "empty reply",
    "remaining to read",
    "bytes missing",
    "certificate problem",
    "too slow",
    "unable to",
];

/// Bytes of a file: the first, and the last.
type ByteRange = (u64, u64);

/// The requests and answers of some work, in the order in which their heads were sent.
#[derive(Debug, Default, Clone)]
pub(super) struct HttpTrace {
    requested: Vec<ByteRange>,
    has_requests: bool,
    head_requested: bool,
    part_requested: bool,
    answers: Vec<Answer>,
    broken_off: Option<String>,
}

/// The head of an answer.
#[derive(Debug, Default, Clone)]
pub(super) struct Answer {
    /// The status, such as 206.
    pub(super) status: u16,
    /// The status with its words.
    pub(super) line: String,
    /// What tells versions of the file apart.
    pub(super) etag: Option<String>,
    /// When the file was changed last.
    pub(super) modified: Option<String>,
    /// Seconds to wait before the next request.
    pub(super) retry_after: Option<u64>,
    /// Which bytes of the file follow, and how many it has.
    pub(super) range: Option<ByteRange>,
    pub(super) total: Option<u64>,
    length: Option<u64>,
    /// Whether the request before it asked for a part.
    to_part: bool,
    to_head: bool,
}

impl Answer {
    /// Size of the whole file in bytes.
    pub(super) fn bytes(&self) -> Option<u64> {
        match self.status {
            206 => self.total,
            _ => self.length,
        }
    }

    fn read(&mut self, name: &str, value: &str) {
        let text = || Some(value.to_owned()).filter(|text| !text.is_empty());
        match name.to_ascii_lowercase().as_str() {
            "etag" => self.etag = text(),
            "last-modified" => self.modified = text(),
            "content-length" => self.length = value.parse().ok(),
            "retry-after" => self.retry_after = value.parse().ok(),
            "content-range" => {
                let (range, total) = parse_content_range(value);
                (self.range, self.total) = (range, total);
            }
            _ => {}
        }
    }
}

impl HttpTrace {
    /// The trace in debug messages of GDAL.
    pub(super) fn from_messages(messages: &[String]) -> Self {
        let mut trace = Self::default();
        messages.iter().for_each(|message| trace.add(message));
        trace
    }

    fn add(&mut self, message: &str) {
        if let Some(line) = message.strip_prefix(ANSWER) {
            self.add_answer_line(line.trim_end());
        } else if let Some(head) = message.strip_prefix(REQUEST) {
            self.add_request(head);
        } else if let Some(text) = message.strip_prefix("CURL_INFO_TEXT: ") {
            let lower = text.to_lowercase();
            if FAILURE_WORDS.iter().any(|word| lower.contains(word)) {
                self.broken_off = Some(text.trim().to_owned());
            }
        }
    }

    fn add_request(&mut self, head: &str) {
        self.has_requests = true;
        self.head_requested = head.starts_with("HEAD ");
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        let range = lines.find(|(name, _)| name.eq_ignore_ascii_case("range"));
        self.part_requested = range.is_some();
        let range = range.and_then(|(_, value)| parse_range(value.trim().strip_prefix("bytes=")?));
        self.requested.extend(range);
        self.broken_off = None;
    }

    fn add_answer_line(&mut self, line: &str) {
        if line.starts_with("HTTP/") {
            let words = line.split_once(' ').map_or("", |(_, words)| words).trim();
            let status = words.split(' ').next().and_then(|code| code.parse().ok());
            self.answers.push(Answer {
                status: status.unwrap_or(0),
                line: words.to_owned(),
                to_part: self.part_requested,
                to_head: self.head_requested,
                ..Answer::default()
            });
        } else if let (Some(answer), Some((name, value))) =
            (self.answers.last_mut(), line.split_once(':'))
        {
            answer.read(name, value.trim());
        }
    }

    /// Whether it shows requests and their answers.
    pub(super) fn shows_exchange(&self) -> bool {
        self.has_requests && !self.answers.is_empty()
    }

    /// The answers that carry the file or a part of it.
    pub(super) fn file_answers(&self) -> impl Iterator<Item = &Answer> {
        let answers = self.answers.iter();
        answers.filter(|answer| matches!(answer.status, 200 | 206))
    }

    /// The last answer, if it is an error.
    pub(super) fn refusal(&self) -> Option<&Answer> {
        self.answers.last().filter(|answer| answer.status >= 400)
    }

    /// What broke off the last request, if anything did.
    pub(super) fn broken_off(&self) -> Option<&str> {
        self.broken_off.as_deref()
    }

    /// Whether the whole file was sent where a part of it was requested.
    pub(super) fn has_whole_for_part(&self) -> bool {
        let whole = |answer: &Answer| answer.status == 200 && answer.to_part;
        self.answers.iter().any(whole)
    }

    /// Whether the server refused to tell of the file without sending it. Some signed URLs are good for one method alone.
    pub(super) fn has_refused_head(&self) -> bool {
        let refused = |answer: &Answer| answer.to_head && matches!(answer.status, 403 | 405 | 501);
        self.answers.iter().any(refused)
    }

    /// The range of an answer that no request asked for.
    pub(super) fn unrequested_range(&self) -> Option<ByteRange> {
        let is_requested = |&(start, end): &ByteRange, total: Option<u64>| {
            let fits = |&(from, to): &ByteRange| {
                let last = total.map_or(to, |total| to.min(total.saturating_sub(1)));
                from == start && last == end
            };
            self.requested.is_empty() || self.requested.iter().any(fits)
        };
        let parts = self.answers.iter().filter(|answer| answer.status == 206);
        parts
            .filter_map(|answer| Some((answer.range?, answer.total)))
            .find(|(range, total)| !is_requested(range, *total))
            .map(|(range, _)| range)
    }
}

/// Of debug messages of GDAL those about a file, known by the last part of its URL's path: its requests, those that their answers
/// redirect to, and the answers. Others belong to services that GDAL asks for credentials.
pub(super) fn keep_own(messages: Vec<String>, url: &str) -> Vec<String> {
    let name = file_name(url);
    let (mut is_own, mut is_redirected) = (true, false);
    let mut keep = |message: &String| {
        if let Some(head) = message.strip_prefix(REQUEST) {
            let target = head.split(' ').nth(1).unwrap_or_default();
            is_own = is_redirected || file_name(target) == name;
        } else if let Some(line) = message.strip_prefix(ANSWER)
            && line.starts_with("HTTP/")
        {
            let status = line.split(' ').nth(1).unwrap_or_default();
            is_redirected = is_own && status.starts_with('3');
        }
        is_own
    };
    messages
        .into_iter()
        .filter(|message| keep(message))
        .collect()
}

/// The last part of a URL's path, decoded.
fn file_name(url: &str) -> Vec<u8> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    Easy::new().url_decode(path.rsplit('/').next().unwrap_or_default())
}

/// `bytes 0-1023/4096`, as range and size of the file.
fn parse_content_range(value: &str) -> (Option<ByteRange>, Option<u64>) {
    let parts = value
        .strip_prefix("bytes ")
        .unwrap_or(value)
        .split_once('/');
    let Some((range, total)) = parts else {
        return (None, None);
    };
    (parse_range(range), total.trim().parse().ok())
}

fn parse_range(range: &str) -> Option<ByteRange> {
    let (start, end) = range.trim().split_once('-')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(messages: &[&str]) -> HttpTrace {
        HttpTrace::from_messages(&messages.iter().map(|m| (*m).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_part_of_a_file_has_its_range_and_version() {
        let trace = parsed(&[
            "CURL_INFO_HEADER_OUT: GET /a.tif HTTP/1.1\r\nHost: x\r\nRange: bytes=1024-2047\r\n\r\n",
            "CURL_INFO_HEADER_IN: HTTP/1.1 206 Partial Content\r",
            "CURL_INFO_HEADER_IN: ETag: \"v1\"\r",
            "CURL_INFO_HEADER_IN: content-range: bytes 1024-2047/5000\r",
            "CURL_INFO_HEADER_IN: Content-Length: 1024\r",
        ]);
        let answer = trace.file_answers().next().unwrap();
        assert_eq!(answer.etag.as_deref(), Some("\"v1\""));
        assert_eq!(answer.bytes(), Some(5000));
        assert_eq!(trace.unrequested_range(), None);
        assert!(trace.refusal().is_none() && !trace.has_whole_for_part());
    }

    #[test]
    fn a_range_may_end_with_the_file_and_nowhere_else() {
        let answered = |range: &str| {
            parsed(&[
                "CURL_INFO_HEADER_OUT: GET /a.tif HTTP/1.1\r\nRange: bytes=4096-8191\r\n\r\n",
                "CURL_INFO_HEADER_IN: HTTP/2 206 \r",
                &format!("CURL_INFO_HEADER_IN: content-range: bytes {range}\r"),
            ])
            .unrequested_range()
        };
        assert_eq!(answered("4096-4999/5000"), None);
        assert_eq!(answered("4096-8191/*"), None);
        assert_eq!(answered("0-4095/5000"), Some((0, 4095)));
        assert_eq!(answered("4096-4500/5000"), Some((4096, 4500)));
    }

    #[test]
    fn refusals_and_broken_connections_are_heard() {
        let trace = parsed(&[
            "CURL_INFO_HEADER_OUT: GET /a.tif HTTP/1.1\r\nRange: bytes=0-1023\r\n\r\n",
            "CURL_INFO_HEADER_IN: HTTP/1.1 503 Service Unavailable\r",
            "CURL_INFO_HEADER_IN: Retry-After: 7\r",
        ]);
        let refusal = trace.refusal().unwrap();
        assert_eq!(
            (refusal.line.as_str(), refusal.retry_after),
            ("503 Service Unavailable", Some(7))
        );
        let trace = parsed(&[
            "CURL_INFO_TEXT: Connected to x (127.0.0.1) port 80 (#0)",
            "CURL_INFO_TEXT: Recv failure: Connection reset by peer",
            "CURL_INFO_TEXT: Closing connection 0",
        ]);
        assert_eq!(
            trace.broken_off(),
            Some("Recv failure: Connection reset by peer")
        );
    }

    #[test]
    fn services_that_give_credentials_are_not_the_server() {
        let token = [
            "CURL_INFO_HEADER_OUT: PUT /latest/api/token HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "CURL_INFO_HEADER_IN: HTTP/1.1 200 OK\r",
            "CURL_INFO_HEADER_IN: ETag: \"token\"\r",
        ];
        let file = [
            "CURL_INFO_HEADER_OUT: GET /bucket/%E5%9C%9F.tif?x-id=GetObject HTTP/1.1\r\nRange: bytes=0-9\r\n\r\n",
            "CURL_INFO_HEADER_IN: HTTP/1.1 307 Temporary Redirect\r",
            "CURL_INFO_HEADER_OUT: GET /store/17 HTTP/1.1\r\nRange: bytes=0-9\r\n\r\n",
            "CURL_INFO_HEADER_IN: HTTP/1.1 206 Partial Content\r",
        ];
        let all = token.iter().chain(&file).chain(&token);
        let all = all.map(|&message| message.to_owned()).collect();
        assert_eq!(keep_own(all, "s3://bucket/土.tif"), file);
    }

    #[test]
    fn a_server_without_ranges_is_told_from_one_that_is_asked_for_a_head() {
        let head = "CURL_INFO_HEADER_OUT: HEAD /a.tif HTTP/1.1\r\n\r\n";
        let all = "CURL_INFO_HEADER_OUT: GET /a.tif HTTP/1.1\r\n\r\n";
        let part = "CURL_INFO_HEADER_OUT: GET /a.tif HTTP/1.1\r\nRange: bytes=0-9\r\n\r\n";
        let whole = "CURL_INFO_HEADER_IN: HTTP/1.1 200 OK\r";
        assert!(!parsed(&[head, whole]).has_whole_for_part());
        assert!(
            !parsed(&[part, "CURL_INFO_HEADER_IN: HTTP/1.1 206 \r", all, whole])
                .has_whole_for_part()
        );
        assert!(parsed(&[head, whole, part, whole]).has_whole_for_part());
    }
}
