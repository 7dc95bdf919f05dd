//! What the head of a page tells machines: its address and that of its twin in the other
//! language, where the site's address is known, and what kind of thing it is.

use super::address::Address;
use super::chapter::{Section, file_name};
use super::lesson::Lesson;
use super::words::word;
use super::{Result, write};
use crate::text::Lang;
use minijinja::context;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// The language for readers of neither.
const DEFAULT: Lang = Lang::Ko;

/// The part of a page's context that stands in its head.
pub fn of(address: Option<&Address>, section: &Section, lesson: &Lesson, lang: Lang) -> minijinja::Value {
    let canonical = address.map(|address| address.of(&file_name(section.slug, lang)));
    context! {
        alternates => alternates(address, section.slug),
        about => about(canonical.as_deref(), section, lesson, lang),
        canonical,
        locale => lang.pick("ko_KR", "en_US"),
    }
}

/// The page in each language. Search engines take whole addresses only.
fn alternates(address: Option<&Address>, slug: &str) -> Vec<minijinja::Value> {
    let Some(address) = address else { return Vec::new() };
    let each = Lang::ALL.map(|lang| (lang.code(), lang));
    let alternate = |(code, lang): (&str, Lang)| {
        let href = address.of(&file_name(slug, lang));
        context! { lang => code, href }
    };
    each.into_iter().chain([("x-default", DEFAULT)]).map(alternate).collect()
}

/// The page in the words of schema.org, as they can stand in a script of data.
fn about(canonical: Option<&str>, section: &Section, lesson: &Lesson, lang: Lang) -> String {
    let mut about = json!({
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": lesson.title,
        "description": lesson.description,
        "inLanguage": lang.code(),
        "learningResourceType": "interactive simulation",
        "isAccessibleForFree": true,
        "license": "https://spdx.org/licenses/MIT.html",
        "isPartOf": { "@type": "LearningResource", "name": word("site", lang), "inLanguage": lang.code() },
    });
    if let Some(url) = canonical {
        about["url"] = url.into();
    }
    if !section.number.is_empty() {
        about["position"] = section.number.into();
    }
    about.to_string().replace('<', "\\u003c")
}

/// Tells search engines of all pages, if the site's address is known.
pub fn write_map(staging: &Path, address: Option<&Address>, slugs: &[&str]) -> Result<()> {
    let Some(address) = address else { return Ok(()) };
    write(&staging.join("sitemap.xml"), map(address, slugs))?;
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}\n", address.of("sitemap.xml"));
    write(&staging.join("robots.txt"), robots)
}

fn map(address: &Address, slugs: &[&str]) -> String {
    let mut map = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset \
        xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
        .to_owned();
    for slug in slugs {
        for lang in Lang::ALL {
            // Into a text nothing fails to be written.
            let _ = write!(map, "<url><loc>{}</loc>", address.of(&file_name(slug, lang)));
            for other in Lang::ALL {
                let (code, href) = (other.code(), address.of(&file_name(slug, other)));
                let _ = write!(map, "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{href}\"/>");
            }
            map.push_str("</url>\n");
        }
    }
    map + "</urlset>\n"
}

#[cfg(test)]
mod tests {
    use super::{Address, alternates, map};

    fn address() -> Address {
        Address::new("https://a.org/b").unwrap()
    }

    #[test]
    fn a_page_names_its_twin_by_its_whole_address_or_not_at_all() {
        assert!(alternates(None, "adam").is_empty());
        let written: Vec<String> =
            alternates(Some(&address()), "adam").iter().map(|one| one.to_string()).collect();
        for part in ["https://a.org/b/adam.html", "https://a.org/b/adam.en.html", "x-default"] {
            assert!(written.iter().any(|one| one.contains(part)), "{written:?}");
        }
    }

    #[test]
    fn the_map_has_every_page_in_both_languages() {
        let map = map(&address(), &["index", "adam"]);
        for page in ["", "index.en.html", "adam.html", "adam.en.html"] {
            assert!(map.contains(&format!("<loc>https://a.org/b/{page}</loc>")), "{map}");
        }
        assert_eq!(map.matches("<xhtml:link").count(), 8);
    }
}
