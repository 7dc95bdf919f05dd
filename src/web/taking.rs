//! What a reader takes along of a figure: pictures, numbers, programs. All that makes files comes
//! when one is wanted.

use super::dom::{self, Js};
use super::fault::Fault;
use super::seen::Seen;
use super::{defaults, download, paper};
use crate::lab::{Act, Lab};
use crate::take::{self, Kind};
use crate::text::Lang;
use std::rc::Rc;

/// Hands the reader the files of this kind; what goes wrong is said at the figure.
pub async fn take(kind: String, figure: Rc<dyn Seen>) {
    let brought = bring(&kind, figure.as_ref()).await;
    figure.show_to(&mut |lab| {
        let lang = lab.lang();
        let taken = match &brought {
            Ok(()) => hand_over(&kind, figure.as_ref(), lab).map_err(Fault::from),
            Err(_) => Err(Fault::Unreachable),
        };
        if let Err(fault) = taken {
            dom::say(figure.place(), &failed(&fault, lang));
        }
    });
}

/// Where the builder's picture is what is seen, the curves of which it was drawn are needed; a
/// program computes its own.
async fn bring(kind: &str, figure: &dyn Seen) -> Js<()> {
    let mut stands = false;
    figure.show_to(&mut |lab| stands = lab.stands());
    if !stands || Kind::from_name(kind).is_some_and(|kind| kind != Kind::Csv) {
        return Ok(());
    }
    if let Some(drawn) = defaults::load(figure.place()).await? {
        figure.perform(Act::Keep(drawn));
    }
    Ok(())
}

/// That it did not work, and why.
pub fn failed(fault: &Fault, lang: Lang) -> String {
    let failed = lang.pick("파일을 만들지 못했어요: ", "The file could not be made: ");
    format!("{failed}{}", fault.words(lang))
}

fn hand_over(kind: &str, figure: &dyn Seen, lab: &mut Lab) -> Js<()> {
    let Some(file) = Kind::from_name(kind) else {
        return paper::save(&figure.canvases(), lab, kind);
    };
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
