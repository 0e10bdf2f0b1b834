//! What GDAL says while it works: kept for our own messages, never printed.

use std::cell::RefCell;
use std::sync::Once;

use gdal::config::{set_config_option, set_error_handler};

/// Size of GDAL's cache of decoded blocks, in MB. Each block is read once, so a larger one only costs memory.
const BLOCK_CACHE_MB: &str = "64";

thread_local! {
    static MESSAGES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Prepares GDAL for this process: a small block cache, and messages kept instead of printed. Later calls do nothing.
pub fn initialise() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // A user's own setting in the environment goes first.
        if std::env::var_os("GDAL_CACHEMAX").is_none() {
            let _ = set_config_option("GDAL_CACHEMAX", BLOCK_CACHE_MB);
        }
        set_error_handler(|_, _, message| {
            MESSAGES.with_borrow_mut(|messages| messages.push(message.to_owned()));
        });
    });
}

/// Runs `work` and returns with its result what GDAL said in this thread meanwhile.
pub(crate) fn listen<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    initialise();
    MESSAGES.take();
    let result = work();
    (result, MESSAGES.take())
}
