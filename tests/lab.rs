//! A figure without a browser: what acts do to it, what it orders, and what undo takes back.

use training_lab::experiment::control::Value;
use training_lab::experiment::link::Link;
use training_lab::lab::{Act, Lab, Order};
use training_lab::text::Lang;
use training_lab::training::job::{Report, State};
use training_lab::training::protocol::Command;

fn lab(id: &str) -> Lab {
    Lab::new(id, Lang::En).expect(id)
}

fn link(hash: &str) -> Link {
    Link::read(hash).expect("an address")
}

fn set(key: &str, text: &str) -> Act {
    Act::Set { key: key.to_owned(), text: text.to_owned() }
}

fn drive(hash: &str) -> Act {
    Act::Drive { link: link(hash), address: None, still: false }
}

fn said(orders: &[Order]) -> String {
    let said = orders.iter().filter_map(|order| match order {
        Order::Say(words) => Some(words.as_str()),
        _ => None,
    });
    said.collect::<Vec<_>>().join(" ")
}

/// Plays until it rests, a frame each 16 ms; how many seconds that takes.
fn play(lab: &mut Lab) -> f64 {
    let mut frames = 0;
    while lab.plays() {
        lab.perform(Act::Tick(f64::from(frames) * 16.0));
        frames += 1;
        assert!(frames < 10_000, "it plays for ever");
    }
    f64::from(frames) * 0.016
}

#[test]
fn what_is_refused_changes_nothing_and_is_said() {
    let mut lab = lab("momentum");
    let before = lab.settings().clone();
    for act in [set("lr", "-3"), set("hue", "1"), set("lr", "NaN"), set("steps", "2.5")] {
        let orders = lab.perform(act);
        assert!(said(&orders).contains("Allowed") || said(&orders).contains("no setting"), "{orders:?}");
        assert!(orders.iter().any(|order| matches!(order, Order::Refuse(_))));
    }
    assert_eq!(lab.settings(), &before);
    assert!(!lab.can_undo());
    let orders = lab.perform(set("lr", "0,2"));
    assert!(orders.contains(&Order::Forgive) && orders.contains(&Order::Say(String::new())));
    assert_eq!(lab.settings().number("lr"), 0.2);
}

#[test]
fn a_gesture_is_taken_back_as_a_whole() {
    let mut lab = lab("momentum");
    let first = lab.settings().clone();
    for position in [10.0, 20.0, 30.0] {
        lab.perform(Act::Slide { key: "lr".to_owned(), position });
    }
    lab.perform(Act::Rest);
    let slid = lab.settings().clone();
    for step in 1..20 {
        let at = (-f64::from(step) / 4.0, 1.0);
        lab.perform(Act::Place { panel: 0, at });
    }
    lab.perform(Act::Rest);
    lab.perform(Act::Shift { panel: 0, by: (0.1, 0.0) });
    lab.perform(Act::Shift { panel: 0, by: (0.1, 0.0) });
    lab.perform(Act::Rest);
    lab.perform(set("steps", "12"));
    assert_eq!(lab.at(), 12);
    let orders = lab.perform(Act::Undo);
    assert!(orders.contains(&Order::Undone) && orders.contains(&Order::Flash(vec!["steps"])), "{orders:?}");
    assert_eq!(lab.at(), 30, "the step comes back with what moved it");
    assert!((lab.settings().number("x") - -4.55).abs() < 1e-9);
    lab.perform(Act::Undo);
    assert_eq!(lab.settings().number("x"), -4.75);
    lab.perform(Act::Undo);
    assert_eq!(lab.settings(), &slid);
    lab.perform(Act::Undo);
    assert_eq!(lab.settings(), &first);
    assert!(!lab.can_undo());
    assert!(!lab.perform(Act::Undo).contains(&Order::Undone));
}

/// Where the reader went by hand is not taken back with a setting.
#[test]
fn a_step_that_no_change_moved_stays() {
    let mut lab = lab("momentum");
    lab.perform(Act::Go(5));
    lab.perform(set("lr", "0.2"));
    lab.perform(Act::Go(9));
    lab.perform(Act::Undo);
    assert_eq!((lab.at(), lab.settings().number("lr")), (9, 0.1));
}

/// *Back* leads to the state before, with what was changed by hand.
#[test]
fn a_pressed_link_keeps_the_state_before_in_the_address() {
    let mut lab = lab("momentum");
    let pressed = link("#momentum?momentum=0");
    let address = |orders: &[Order]| {
        let found = orders.iter().find_map(|order| match order {
            Order::Address { before, now } => Some((before.clone(), now.clone())),
            _ => None,
        });
        found.expect("an address")
    };
    let orders = lab.perform(drive("#momentum?momentum=0"));
    assert_eq!(address(&orders), (None, pressed.clone()), "the bare address says the defaults");
    assert!(orders.contains(&Order::Flash(vec!["momentum"])), "{orders:?}");
    assert_eq!(lab.at(), 0);
    let seconds = play(&mut lab);
    assert!((1.9..2.2).contains(&seconds), "{seconds} s");
    assert_eq!(lab.at(), 30);

    // Changed by hand since.
    lab.perform(set("lr", "0.3"));
    lab.perform(Act::Go(7));
    let state = (lab.settings().clone(), lab.at());
    let act = Act::Drive { link: link("#momentum?steps=60&at=20"), address: Some(pressed), still: false };
    let (before, _) = address(&lab.perform(act));
    let before = before.expect("the address is to say it first");
    assert_eq!(before.to_string(), "#momentum?lr=0.3&momentum=0&at=7");
    lab.perform(Act::Follow(Some(before)));
    assert_eq!((lab.settings().clone(), lab.at()), state);
    lab.perform(Act::Undo);
    assert_eq!(lab.settings().whole("steps"), 60, "also that can be taken back");
    lab.perform(Act::Undo);
    assert_eq!((lab.settings().clone(), lab.at()), state);
}

#[test]
fn a_walk_plays_to_the_step_of_a_link_from_where_it_stands_if_only_that_differs() {
    let mut lab = lab("momentum");
    lab.perform(drive("#momentum?lr=0.2&at=10"));
    assert_eq!(lab.at(), 0);
    play(&mut lab);
    assert_eq!(lab.at(), 10);
    lab.perform(drive("#momentum?lr=0.2&at=20"));
    assert_eq!(lab.at(), 10);
    play(&mut lab);
    assert_eq!(lab.at(), 20);
    lab.perform(drive("#momentum?lr=0.2&at=5"));
    assert_eq!(lab.at(), 20);
    play(&mut lab);
    assert_eq!(lab.at(), 5, "backwards as well");

    let still = Act::Drive { link: link("#momentum?lr=0.1&at=12"), address: None, still: true };
    lab.perform(still);
    assert_eq!((lab.at(), lab.plays()), (12, false), "without motion it stands there at once");
}

#[test]
fn the_first_look_plays_once_and_ends_at_touch() {
    let mut seen = lab("momentum");
    seen.perform(Act::Look);
    assert_eq!((seen.at(), seen.plays()), (0, true));
    let seconds = play(&mut seen);
    assert!((2.9..3.3).contains(&seconds), "{seconds} s");
    assert_eq!(seen.at(), 30);
    seen.perform(Act::Look);
    assert_eq!(seen.at(), 30, "once");

    for act in [Act::Touch, set("lr", "0.2"), Act::Place { panel: 0, at: (1.0, 1.0) }] {
        let mut lab = lab("momentum");
        lab.perform(Act::Look);
        lab.perform(Act::Tick(0.0));
        lab.perform(Act::Tick(150.0));
        assert!(lab.at() > 0);
        lab.perform(act.clone());
        assert_eq!((lab.at(), lab.plays()), (30, false), "{act:?}");
    }
    let mut lab_paused = lab("momentum");
    lab_paused.perform(Act::Look);
    lab_paused.perform(Act::Toggle);
    assert_eq!((lab_paused.at(), lab_paused.plays()), (0, false), "pressed at once, it pauses");

    for before in [set("lr", "0.2"), Act::Open(link("#momentum?at=7")), Act::Step(-1)] {
        let mut lab = lab("momentum");
        lab.perform(before.clone());
        let at = lab.at();
        lab.perform(Act::Look);
        assert_eq!((lab.at(), lab.plays()), (at, false), "after {before:?} nothing plays by itself");
    }
    let mut elsewhere = lab("momentum");
    elsewhere.perform(Act::Open(link("#sgd?at=7")));
    elsewhere.perform(Act::Look);
    assert!(elsewhere.plays());
}

#[test]
fn a_link_to_a_training_offers_its_start() {
    let mut lab = lab("overfitting");
    let orders = lab.perform(drive("#overfitting?samples=100&epochs=5"));
    assert!(orders.contains(&Order::FocusStart), "{orders:?}");
    assert!(orders.contains(&Order::Flash(vec!["samples", "epochs"])), "{orders:?}");
    assert!(lab.is_due());
}

#[test]
fn who_points_at_the_builders_picture_can_read_it() {
    let mut lab = lab("overfitting");
    assert_eq!(lab.perform(Act::Point), [Order::FetchDefaults]);
    assert_eq!(lab.perform(Act::Point), [], "they are on their way");
    assert!(lab.stands());
    // Without a network the picture stays, nothing is said, and the next time is another try.
    lab.perform(Act::NoDefaults { said: true });
    assert!(lab.stands());
    assert_eq!(lab.perform(Act::Point), [Order::FetchDefaults]);
    lab.perform(Act::Keep(Vec::new()));
    assert!(!lab.stands());
    assert_eq!(lab.perform(Act::Point), []);
    assert_eq!(self::lab("momentum").perform(Act::Point), [], "a walk is drawn here in any case");
}

#[test]
fn a_training_is_started_paused_resumed_and_cancelled() {
    let mut lab = lab("compare-mnist");
    lab.perform(set("optimizers", "adam"));
    let orders = lab.perform(Act::Toggle);
    let jobs = orders.iter().find_map(|order| match order {
        Order::Hire(jobs) => Some(jobs.clone()),
        _ => None,
    });
    let run = jobs.expect("jobs")[0].run;
    assert!(lab.perform(Act::Toggle).contains(&Order::Tell(Command::Pause(run))));
    assert!(lab.is_paused());
    assert!(lab.perform(Act::Toggle).contains(&Order::Tell(Command::Resume(run))));
    let changed = lab.perform(set("lr-adam", "0.002"));
    assert!(changed.iter().any(|order| matches!(order, Order::Tell(Command::Change { .. }))), "{changed:?}");
    let undone = lab.perform(Act::Undo);
    assert!(undone.iter().any(|order| matches!(order, Order::Tell(Command::Change { .. }))), "{undone:?}");
    assert!(lab.perform(Act::Cancel).contains(&Order::Tell(Command::Cancel(run))));
    // What still comes from the worker changes nothing.
    let late = Report { iteration: 7, ..Report::last(run, State::Running) };
    lab.perform(Act::Report(Box::new(late)));
    assert!(lab.progress().active.is_empty());
    let orders = lab.perform(Act::Cancel);
    assert!(!orders.iter().any(|order| matches!(order, Order::Tell(_))), "{orders:?}");
}

#[test]
fn an_embedding_page_changes_what_it_names_and_nothing_else() {
    let mut lab = lab("momentum");
    lab.perform(set("momentum", "0.5"));
    let orders = lab.perform(Act::Merge("lr=0.3&at=4".to_owned()));
    assert_eq!(lab.settings().get("momentum"), Some(&Value::Number(0.5)));
    assert_eq!((lab.settings().number("lr"), lab.at()), (0.3, 4));
    assert_eq!(said(&orders), "");
    let orders = lab.perform(Act::Merge("lr=99&hue=1&momentum=0.7".to_owned()));
    assert_eq!((lab.settings().number("lr"), lab.settings().number("momentum")), (0.3, 0.7));
    let warned = orders
        .iter()
        .any(|order| matches!(order, Order::Warn(words) if words.contains("99") && words.contains("hue")));
    assert!(warned && said(&orders).contains("99"), "{orders:?}");
}

/// A slider drawn along computes when it is looked at, and then as if at once.
#[test]
fn what_is_computed_late_is_the_same() {
    let mut late = lab("activations");
    for position in 0..40 {
        late.perform(Act::Slide { key: "std".to_owned(), position: f64::from(position) });
    }
    let number = late.settings().number("std");
    let mut at_once = lab("activations");
    at_once.perform(set("std", &number.to_string()));
    assert_eq!(late.facts(), at_once.facts());
    assert_ne!(late.facts(), lab("activations").facts());
}
