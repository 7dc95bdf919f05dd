//! Students' results: a student takes his own along, a teacher puts those of a class together.
//!
//! | file | what is in it |
//! |---|---|
//! | `own` | a student's results, to copy or to save |
//! | `class` | what is dropped, chosen and pasted |
//! | `tables` | what is seen of a class |

mod class;
mod own;
mod tables;

use crate::text::Lang;
use web_sys::HtmlElement;

/// Brings places of the page to life: `data-results` says which they are; a button without it
/// opens the student's own results.
pub fn bind(places: &[HtmlElement], lang: Lang) {
    for place in places {
        // A browser that cannot make an element shows none.
        let _ = match place.get_attribute("data-results").as_deref() {
            Some("class") => class::bind(place, lang),
            Some(_) => own::fill(place, lang).map(drop),
            None => own::open(lang),
        };
    }
}
