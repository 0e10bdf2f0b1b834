//! What a server can do to the reading of a raster.

use super::retry::Failure;
use super::version::Served;
use bilingual::Bilingual;

/// What is wrong with a server, or with what it sends.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum ServerProblem {
    /// It answered with an error.
    #[en("the server answered {line}; {}", remedy(*status))]
    #[zh("服务器回答 {line}；{}", remedy_zh(*status))]
    Refused {
        /// Its status.
        status: u16,
        /// The status with its words.
        line: String,
        /// Seconds that it asks to wait.
        retry_after: Option<u64>,
    },
    /// It cannot be reached, fell silent or broke off.
    #[en(
        "the server could not be reached or broke off ({said}); verify the name and the connection (a proxy is taken from https_proxy or GDAL_HTTP_PROXY), or run again later"
    )]
    #[zh(
        "无法连接服务器，或连接中断（{said}）；请核对主机名和网络（代理取自 https_proxy 或 GDAL_HTTP_PROXY），或稍后重试"
    )]
    BrokenOff {
        /// What libcurl says.
        said: String,
    },
    /// A bucket is to be read, and there are no keys for it.
    #[en(
        "no credentials were found for it ({said}); give them by GDAL's variables (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE), run where a role gives them, or, for a bucket that is open to all, set AWS_NO_SIGN_REQUEST=YES"
    )]
    #[zh(
        "没有找到访问它的凭证（{said}）；请用 GDAL 的环境变量给出（AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，或 AWS_PROFILE），在由角色授权的机器上运行，或者在对所有人开放时设 AWS_NO_SIGN_REQUEST=YES"
    )]
    NoCredentials {
        /// What GDAL says.
        said: String,
    },
    /// It sends no GeoTIFF.
    #[en(
        "what lies there is no GeoTIFF ({said}), and of others no block can be read alone; verify the URL, or download the file and name the copy"
    )]
    #[zh("该处不是 GeoTIFF（{said}），其他格式无法按块读取；请核对 URL，或下载文件后写本地文件名")]
    NoTiff {
        /// What GDAL says.
        said: String,
    },
    /// It sends whole files only.
    #[en(
        "the server sends the whole file when it is asked for a part of it, so that it cannot be read by blocks; download it and name the copy"
    )]
    #[zh("只请求一部分时服务器仍发送整个文件，无法按块读取；请下载文件后写本地文件名")]
    NoRanges,
    /// GDAL's log shows nothing of what was asked and answered.
    #[en(
        "GDAL {} says nothing of its requests in words that this program knows, so that what the server sends cannot be verified; download the file and name the copy, and report this",
        crate::gdal::gdal_version()
    )]
    #[zh(
        "GDAL {} 对其请求的说明不是本程序能识别的，因此无法核对服务器发送的内容；请下载文件后写本地文件名，并报告此问题",
        crate::gdal::gdal_version()
    )]
    Unheard,
    /// A text that does not end.
    #[en("it is longer than 16 MB, which no STAC item is; verify the URL")]
    #[zh("超过 16 MB，不可能是 STAC 条目；请核对 URL")]
    TooLong,
    /// It sent another part than was asked for.
    #[en(
        "the server sent bytes {start} to {end}, for which it was not asked, so that nothing that it sends can be relied on; download the file, verify it and name the copy"
    )]
    #[zh(
        "服务器发送了并未请求的字节 {start} 至 {end}，其发送的内容都不可信；请下载文件并核对，再写本地文件名"
    )]
    WrongRange {
        /// The first byte.
        start: u64,
        /// The last byte.
        end: u64,
    },
    /// The file is not the one that was opened.
    #[en(
        "it has changed on the server while it was read ({before}; now {now}), so that nothing can be said of it; run again when no program writes it, or, if several servers answer with versions of their own, download it"
    )]
    #[zh(
        "读取期间服务器上的文件发生了变化（原为 {before}；现为 {now}），结果无法认定；请在没有程序写入时重新运行；如果是多台服务器各有版本，请下载"
    )]
    Changed {
        /// As it was opened.
        before: Box<Served>,
        /// As it is.
        now: Box<Served>,
    },
}

impl Failure for ServerProblem {
    fn is_final(&self, number: u32) -> bool {
        match self {
            Self::Refused { status, .. } => {
                (400..500).contains(status) && !matches!(status, 408 | 425 | 429)
            }
            Self::BrokenOff { .. } => false,
            // After a failure GDAL may still hold the file for one that it cannot open.
            Self::NoTiff { .. } => number == 1,
            Self::NoCredentials { .. }
            | Self::NoRanges
            | Self::Unheard
            | Self::TooLong
            | Self::WrongRange { .. }
            | Self::Changed { .. } => true,
        }
    }

    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// What helps against a status.
fn remedy_zh(status: u16) -> &'static str {
    match status {
        401 | 403 | 407 => {
            "请用 GDAL 的环境变量给出凭证（s3:// 用 AWS_ACCESS_KEY_ID 或 AWS_NO_SIGN_REQUEST=YES，另有 GDAL_HTTP_USERPWD、GDAL_HTTP_HEADERS），或向管理者申请读取权限"
        }
        404 | 410 => "请核对 URL：没有这个文件",
        429 => "请求过于频繁：请稍后以较少的线程重试",
        400..500 => "请核对 URL 以及管理者的说明",
        _ => "服务器繁忙或出错：请稍后以较少的线程重试，或下载文件",
    }
}

fn remedy(status: u16) -> &'static str {
    match status {
        401 | 403 | 407 => {
            "give it credentials by GDAL's variables (AWS_ACCESS_KEY_ID or AWS_NO_SIGN_REQUEST=YES for s3://, GDAL_HTTP_USERPWD, GDAL_HTTP_HEADERS), or ask its keeper for the right to read"
        }
        404 | 410 => "verify the URL: there is no such file",
        429 => "it is asked too often: run again later, with fewer threads",
        400..500 => "verify the URL and what its keeper says of it",
        _ => "it is busy or broken: run again later, with fewer threads, or download the file",
    }
}
