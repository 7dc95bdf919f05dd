//! The table of digests in a page: the native build's, and room for the visitor's own.

use super::listing::escape;
use super::words::word;
use crate::experiment::same::rows;
use crate::text::Lang;

/// Computes every row, which takes a second or so.
pub fn table(lang: Lang) -> String {
    let [what, ours, yours] = ["same_what", "same_ours", "same_yours"].map(|name| word(name, lang));
    let (mut body, mut group) = (String::new(), "");
    for row in rows() {
        if row.group().get(lang) != group {
            group = row.group().get(lang);
            body += &format!("<tr><th scope=\"rowgroup\" colspan=\"3\">{group}</th></tr>");
        }
        body += &format!(
            "<tr data-row=\"{}\"><th scope=\"row\">{}</th><td><code>{}</code></td><td></td></tr>",
            row.name(),
            escape(&row.label(lang)),
            row.digest()
        );
    }
    format!(
        "<div class=\"same\"><p class=\"bar\"><button type=\"button\" data-act=\"same\">\
         <svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-play\"/></svg>{}</button>\
         <progress max=\"1\" value=\"0\" aria-label=\"{}\" hidden></progress></p>\
         <p class=\"verdict\" role=\"status\">{}</p>\
         <div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">{what}</th><th scope=\"col\">{ours}</th>\
         <th scope=\"col\">{yours}</th></tr></thead><tbody>{body}</tbody></table></div></div>",
        word("same_run", lang),
        word("same_progress", lang),
        word("same_before", lang),
    )
}
