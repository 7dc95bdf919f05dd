//! What stands in a page in the place of a directive that is no figure.

use super::files::TYPES_NAME;
use super::words::word;
use super::{Result, listing};
use crate::text::Lang;
use std::path::Path;

/// The declarations of the JavaScript API.
pub fn types(root: &Path, lang: Lang) -> Result<String> {
    let code = listing::html(&listing::whole(root, &format!("www/{TYPES_NAME}"))?)?;
    Ok(format!(
        "<div class=\"listings\"><figure class=\"listing\"><figcaption>{} <small><a href=\"{TYPES_NAME}\">\
         {TYPES_NAME}</a></small></figcaption><pre tabindex=\"0\"><code>{code}</code></pre></figure></div>",
        word("types", lang),
    ))
}

/// Code that the reader can change and run.
pub fn runnable(code: &str, lang: Lang) -> String {
    format!(
        "<div class=\"runnable\"><textarea spellcheck=\"false\" autocapitalize=\"off\" rows=\"{}\" \
         aria-label=\"{}\">{}</textarea><button type=\"button\" data-act=\"run\" disabled>\
         <svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-play\"/></svg>{}</button>\
         <pre role=\"log\" aria-label=\"{}\" tabindex=\"0\" hidden></pre></div>",
        code.lines().count() + 1,
        word("example", lang),
        listing::escape(code),
        word("run", lang),
        word("output", lang),
    )
}

/// A listing in Rust, and beside it its NumPy twin.
pub fn listings(root: &Path, name: &str, lang: Lang) -> Result<String> {
    let column = |(code, label): (listing::Listing, &str)| -> Result<String> {
        let (label, html) = (word(label, lang), listing::html(&code)?);
        let file = listing::escape(&code.path.display().to_string());
        Ok(format!(
            "<figure class=\"listing\" data-listing=\"{name}\"><figcaption>{label} <small>{file}</small>\
             </figcaption><pre tabindex=\"0\"><code>{html}</code></pre></figure>"
        ))
    };
    let [rust, python] = listing::pair(root, name)?;
    let columns: Result<String> = [(rust, "rust"), (python, "numpy")].into_iter().map(column).collect();
    Ok(format!("<div class=\"listings\">{}</div>", columns?))
}
