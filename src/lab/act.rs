//! All that can happen to a figure, and what it asks a browser to do.

use crate::experiment::drawn::Drawn;
use crate::experiment::link::Link;
use crate::training::job::{Job, Report, RunId};
use crate::training::protocol::Command;

/// Something that happens to a figure.
#[derive(Clone, Debug)]
pub enum Act {
    /// What is written in the field of a control.
    Set {
        key: String,
        text: String,
    },
    /// Its slider is at this position.
    Slide {
        key: String,
        position: f64,
    },
    /// So many steps of its slider further up.
    Nudge {
        key: String,
        by: f64,
    },
    /// What can be dragged in a panel is put there, in the coordinates of its data.
    Place {
        panel: usize,
        at: (f64, f64),
    },
    /// The same by so much from where it is.
    Shift {
        panel: usize,
        by: (f64, f64),
    },
    FreshSeed(u32),
    /// An embedding page sets what this query names, and nothing else.
    Merge(String),
    /// Takes the settings that the results speak for.
    Propose,
    /// Back to step 0 with the default settings.
    Reset,
    /// A gesture has ended: what comes next is another change.
    Rest,
    Undo,

    /// The page was opened at this link.
    Open(Link),
    /// The address has changed, by *back* say; `None` for the bare one.
    Follow(Option<Link>),
    /// A link in the text was pressed on a page with this address. Without motion, if `still`.
    Drive {
        link: Link,
        address: Option<Link>,
        still: bool,
    },
    /// The address names a figure that the page does not have, in words.
    Blame(String),
    /// The address is to be that of the present state.
    Share,
    /// The reader wants the code that shows the present state in a page of his own.
    Embed,

    Step(isize),
    Go(usize),
    /// The large button: play or pause; start, pause or resume a training.
    Toggle,
    Play,
    Pause,
    /// Steps a second.
    Speed(f64),
    /// A moment, in milliseconds: time goes on if the figure plays.
    Tick(f64),
    /// The figure has come into view for the first time.
    Look,
    /// The pointer is over the builder's picture, to read values.
    Point,
    /// The picture was pressed.
    Touch,
    /// Who listens has only come now, and is to hear how the figure stands.
    Hear,

    Cancel,
    Clear,
    Report(Box<Report>),
    /// The jobs could not be handed to workers, and why.
    Failed(String),
    /// Something is wrong, in words.
    Trouble(String),
    /// What the site builder drew of the default runs.
    Keep(Vec<Drawn>),
    /// There are no such runs; or they did not come, and that is `said`.
    NoDefaults {
        said: bool,
    },
    /// What is drawn on the pad has changed, and is to be read.
    Read,
    /// What the network of a run takes it for.
    Answer {
        run: RunId,
        odds: Vec<f32>,
    },
}

/// What only a browser can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Shows the figure anew.
    Draw,
    /// The same where only time has gone on: no setting is another.
    DrawStep,
    /// The same for news from the workers, which may wait.
    DrawNews,
    /// Shows a message; an empty one hides it.
    Say(String),
    /// The same for whoever embeds the figure.
    Warn(String),
    /// Marks the field of a control as refused; what is written there stays to be mended.
    Refuse(String),
    /// No field is refused any longer.
    Forgive,
    /// Writes a value into its field, also under the reader's hand.
    Write(String),
    /// Shows that these controls have changed.
    Flash(Vec<&'static str>),
    /// Gives the start button the focus.
    FocusStart,
    /// Puts `before` into the address, then goes on to `now`.
    Address {
        before: Option<Link>,
        now: Link,
    },
    /// Puts the link into the address and hands it to the reader.
    Share(Link),
    /// Hands the reader the code of a frame with this figure.
    Embed(Link),
    /// There is one more change to undo, or one less.
    Changed,
    Undone,

    /// Fetches the default runs.
    FetchDefaults,
    /// Has these runs trained.
    Hire(Vec<Job>),
    /// Says something to the worker that has a run.
    Tell(Command),
    /// Nobody will ask the networks of runs that are over.
    Forget,
    /// Asks the network of `run`, which has learned images of this many rows and columns, what
    /// is drawn on the pad.
    Read {
        run: Option<RunId>,
        learned: Option<(usize, usize)>,
    },
    /// Shows what the network takes it for.
    Answer(Vec<f32>),
}
