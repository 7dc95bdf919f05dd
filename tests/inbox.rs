//! A worker that unpacks data goes on listening: what needs the data waits, in order; what is about
//! runs under way does not.

use training_lab::experiment::catalog;
use training_lab::text::Lang;
use training_lab::training::inbox::Inbox;
use training_lab::training::job::{Job, RunId};
use training_lab::training::protocol::{Command, Offer};

fn data() -> Command {
    Command::Data { lang: Lang::Ko, checked: false }
}

fn start(run: RunId) -> Command {
    let job = catalog("playground").unwrap().training().unwrap().start().remove(0);
    Command::Start(Job { run, ..job })
}

/// Which of these commands are obeyed at once; what came beside each goes with it.
fn at_once(inbox: &mut Inbox<usize>, commands: &[Command]) -> Vec<Command> {
    let obeyed = |(beside, command): (usize, &Command)| {
        let (obeyed, with) = inbox.receive(command.clone(), beside)?;
        assert_eq!((&obeyed, with), (command, beside));
        Some(obeyed)
    };
    commands.iter().enumerate().filter_map(obeyed).collect()
}

fn waited(inbox: &mut Inbox<usize>) -> Vec<(Command, usize)> {
    std::iter::from_fn(|| inbox.pop()).collect()
}

#[test]
fn nothing_waits_for_nothing() {
    let mut inbox = Inbox::default();
    let commands = [data(), start(1), Command::Pause(1), Command::Cancel(1), start(2)];
    assert_eq!(at_once(&mut inbox, &commands), commands);
    assert_eq!(waited(&mut inbox), []);
}

#[test]
fn a_start_waits_for_its_data_and_a_cancel_of_another_run_does_not() {
    let mut inbox = Inbox::default();
    inbox.close();
    let offer = Command::Check { lang: Lang::En, offer: Offer::default() };
    let commands = [
        start(7),
        Command::Cancel(3),
        Command::Predict(2),
        Command::Pause(4),
        Command::Resume(4),
        offer.clone(),
    ];
    assert_eq!(at_once(&mut inbox, &commands), commands[1..]);
    assert!(inbox.pop().is_none(), "obeyed before the data are there");
    inbox.open();
    assert_eq!(waited(&mut inbox), [(start(7), 0)]);
}

/// What is said of a run that is not yet begun is said after its start.
#[test]
fn what_is_about_a_run_that_waits_waits_behind_it() {
    let mut inbox = Inbox::default();
    inbox.close();
    let commands = [Command::Cancel(8), start(7), start(8), Command::Pause(7), Command::Cancel(8)];
    assert_eq!(at_once(&mut inbox, &commands), commands[..1]);
    inbox.open();
    let order: Vec<_> = (1..5).map(|at| (commands[at].clone(), at)).collect();
    assert_eq!(waited(&mut inbox), order);
}

/// Each start has the data that were sent before it, and not later ones.
#[test]
fn other_data_wait_too_and_what_follows_them_waits_on() {
    let mut inbox = Inbox::default();
    inbox.close();
    assert_eq!(at_once(&mut inbox, &[start(1), data(), start(2), Command::Cancel(2)]), []);
    inbox.open();
    assert_eq!(inbox.pop(), Some((start(1), 0)));
    assert_eq!(inbox.pop(), Some((data(), 1)));
    // These are packed again.
    inbox.close();
    assert_eq!(inbox.pop(), None);
    assert_eq!(at_once(&mut inbox, &[start(3), Command::Cancel(1)]), [Command::Cancel(1)]);
    inbox.open();
    assert_eq!(waited(&mut inbox), [(start(2), 2), (Command::Cancel(2), 3), (start(3), 0)]);
}
