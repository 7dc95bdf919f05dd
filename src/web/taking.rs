//! What a reader takes along of a figure: pictures, numbers, programs. All that makes files comes
//! when one is wanted.

use super::dom::{self, Js};
use super::fault::Fault;
use super::seen::Seen;
use super::{download, paper};
use crate::lab::Lab;
use crate::take::{self, Kind};
use crate::text::Lang;

/// Hands the reader the files of this kind; what goes wrong is said at the figure.
pub fn take(kind: &str, figure: &dyn Seen) {
    figure.show_to(&mut |lab| {
        let lang = lab.lang();
        if let Err(error) = hand_over(kind, figure, lab) {
            dom::say(figure.place(), &failed(&error.into(), lang));
        }
    });
}

/// That it did not work, and why.
pub fn failed(fault: &Fault, lang: Lang) -> String {
    let failed = lang.pick("파일을 만들지 못했어요: ", "The file could not be made: ");
    format!("{failed}{}", fault.words(lang))
}

fn hand_over(kind: &str, figure: &dyn Seen, lab: &mut Lab) -> Js<()> {
    let Some(file) = Kind::from_name(kind) else {
        return paper::save(figure.place(), &figure.canvases(), lab, kind);
    };
    if file == Kind::Csv && paper::has_nothing_yet(figure.place(), lab) {
        return Ok(());
    }
    let text = take::file(file, &lab.moment(&page()?));
    // Whatever was said of a part that did not come.
    dom::say(figure.place(), "");
    match text {
        Some(text) => {
            let name = format!("{}.{}", lab.id(), file.ending());
            download::save_text(&name, file.media_type(), &text)
        }
        None => Ok(()),
    }
}

/// The address of the page, without what it says behind its `#`.
fn page() -> Js<String> {
    let location = dom::window()?.location();
    Ok(format!("{}{}{}", location.origin()?, location.pathname()?, location.search()?))
}
