//! The page's Content-Security-Policy stands in the shell, but for one thing that only the
//! finished page can say: which scripts stand in it. Each is named by its hash, so that no other
//! can be slipped in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// What the shell writes in their place.
pub const SCRIPTS: &str = "'inline-scripts'";

/// Names the scripts of a finished page in its policy.
pub fn seal(page: &str) -> String {
    let mut hashes: Vec<String> = Vec::new();
    for script in scripts(page) {
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)));
        if !hashes.contains(&hash) {
            hashes.push(hash);
        }
    }
    page.replacen(SCRIPTS, &hashes.join(" "), 1)
}

/// The texts of the scripts that stand in a page and are run. Enough for HTML of our own making,
/// in which text is escaped.
fn scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (text, _) = rest.split_once("</script")?;
        // Data are not run: `application/ld+json`.
        let is_data = attributes.contains("type=") && !attributes.contains("module");
        (!attributes.contains("src=") && !is_data).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::seal;

    #[test]
    fn scripts_of_the_page_are_named_and_no_others() {
        let page = "<meta content=\"script-src 'self' 'inline-scripts'\"><script>go()</script>\
            <script src=\"a.js\"></script><script type=\"application/ld+json\">{}</script>\
            <script type=\"module\">\nimport './b.js';\n</script><script>go()</script>";
        let sealed = seal(page);
        let policy = "script-src 'self' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=' \
            'sha256-m0qOwKW5/2URgzyW/kkEBys1q7aXtTyjvPjeWZ7JWSM='\"";
        assert!(sealed.contains(policy), "{sealed}");
    }
}
