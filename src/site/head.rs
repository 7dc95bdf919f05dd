//! What the head of a page tells machines: its address and that of its twin in the other
//! language, where the site's address is known, and what kind of thing it is.

use super::address::Address;
use super::chapter::{Section, file_name};
use super::lesson::Lesson;
use super::words::word;
use super::{Result, card, write};
use crate::text::Lang;
use minijinja::context;
use serde::Serialize;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// The language for readers of neither.
const DEFAULT: Lang = Lang::Ko;

/// The picture that others show beside a link to the page.
#[derive(Serialize)]
pub struct Card {
    /// Its whole address.
    pub url: String,
    /// What is seen on it.
    pub alt: String,
}

/// The part of a page's context that stands in its head.
pub fn of(
    address: Option<&Address>,
    section: &Section,
    lesson: &Lesson,
    lang: Lang,
    card: Option<Card>,
) -> minijinja::Value {
    let canonical = address.map(|address| address.of(&file_name(section.slug, lang)));
    context! {
        alternates => alternates(address, section.slug),
        about => about(canonical.as_deref(), card.as_ref(), section, lesson, lang),
        canonical,
        card,
        card_size => card::SIZE,
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
fn about(
    canonical: Option<&str>,
    card: Option<&Card>,
    section: &Section,
    lesson: &Lesson,
    lang: Lang,
) -> String {
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
    if let Some(card) = card {
        about["image"] = card.url.as_str().into();
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
    use super::{Address, Card, alternates, map, of};
    use crate::site::chapter::sections;
    use crate::site::lesson::parse;
    use crate::text::Lang;
    use minijinja::{Environment, context, value::merge_maps};
    use std::path::Path;

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

    /// The head of a page as the shell writes it.
    fn head(address: Option<&Address>, card: Option<Card>) -> String {
        let lesson = "---\ntitle: Adam\nquestion: q\nfigures: adam\ndescription: d\n---\n";
        let lesson = parse(Path::new("adam.md"), lesson).unwrap();
        let section = sections().find(|section| section.slug == "adam").unwrap();
        let mut shell = Environment::new();
        shell.add_template_owned("index.html", std::fs::read_to_string("www/index.html").unwrap()).unwrap();
        let around = context! { words => context! {}, teach => context! {}, scripts => context! {}, module => context! {}, other => context! {} };
        let page = merge_maps([of(address, section, &lesson, Lang::En, card), around]);
        let page = shell.get_template("index.html").unwrap().render(page).unwrap();
        page.split("</head>").next().unwrap().to_owned()
    }

    #[test]
    fn who_shares_a_page_shows_its_picture() {
        let card = || Card { url: address().of("cards/adam.png?0123"), alt: "Adam's <path>".into() };
        let told = head(Some(&address()), Some(card()));
        for line in [
            "<meta property=\"og:image\" content=\"https://a.org/b/cards/adam.png?0123\">",
            "<meta property=\"og:image:width\" content=\"1200\">",
            "<meta property=\"og:image:height\" content=\"630\">",
            "<meta property=\"og:image:alt\" content=\"Adam&#x27;s &lt;path&gt;\">",
            "<meta name=\"twitter:card\" content=\"summary_large_image\">",
            "\"image\":\"https://a.org/b/cards/adam.png?0123\"",
            "<link rel=\"canonical\" href=\"https://a.org/b/adam.en.html\">",
        ] {
            assert!(told.contains(line), "{line} is not in\n{told}");
        }
        let told = head(None, None);
        assert!(!told.contains("og:image") && !told.contains("twitter:card"), "{told}");
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
