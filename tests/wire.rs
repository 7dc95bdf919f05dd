//! What page and worker say to each other arrives as it was said, in the form that it has on the wire.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use training_lab::data::own::Taken;
use training_lab::experiment::{IDS, catalog};
use training_lab::text::Lang;
use training_lab::training::inspection::Inspection;
use training_lab::training::job::{Job, Mark, Report, State};
use training_lab::training::protocol::{BUILD, Command, Event, Holdings, Offer};
use training_lab::training::sound::Part;
use training_lab::training::{Change, Evaluation};

#[track_caller]
fn arrives<T: Serialize + DeserializeOwned + PartialEq + Debug>(said: &T) {
    let bytes = postcard::to_allocvec(said).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).as_ref(), Ok(said));
    // A message that breaks off is none.
    assert!(postcard::from_bytes::<T>(&bytes[..bytes.len() - 1]).is_err());
}

/// The jobs of every figure that trains.
fn jobs() -> Vec<Job> {
    let mut figures: Vec<_> = IDS.iter().map(|id| catalog(id).unwrap()).collect();
    figures
        .iter_mut()
        .filter_map(|figure| figure.training().map(|training| training.start()))
        .flatten()
        .collect()
}

#[test]
fn every_command_arrives() {
    let jobs = jobs();
    assert!(jobs.len() > 20, "{} jobs", jobs.len());
    for job in jobs {
        let change = Change::WeightDecay(0.25);
        arrives(&Command::Change { run: job.run, change });
        arrives(&Command::Start(job));
    }
    for lang in Lang::ALL {
        arrives(&Command::Data { lang, checked: lang == Lang::Ko });
        let names = vec!["이미지.gz".to_owned(), String::new()];
        arrives(&Command::Check { lang, offer: Offer { names, transpose: true } });
    }
    [Command::Pause(0), Command::Resume(7), Command::Cancel(u32::MAX), Command::Predict(300)]
        .iter()
        .for_each(arrives);
}

#[test]
fn every_event_arrives() {
    arrives(&Event::Ready { build: BUILD.to_owned(), checked: 1.25 });
    Part::ALL.map(Event::Unsound).iter().for_each(arrives);
    arrives(&Event::BadData("이미지 파일: 너무 커요.".to_owned()));
    arrives(&Event::Predicted(3));
    let taken = Taken { train: ["i".into(), "l".into()], test: Some(["ti".into(), "tl".into()]) };
    let (rows, columns) = (28, 30);
    let holdings = Holdings {
        train: 60_000,
        test: 10_000,
        rows,
        columns,
        classes: 62,
        taken,
        transposed: true,
        lying: false,
    };
    arrives(&Event::Checked(Ok(holdings)));
    arrives(&Event::Checked(Err("a.gz · File: it is empty".to_owned())));
    let states =
        [State::Running, State::Paused, State::Finished, State::Diverged(3), State::Failed("lr".into())];
    let reports = states.map(|state| {
        let score = Some(Evaluation { loss: f32::MIN_POSITIVE, accuracy: 0.1 });
        let marks = vec![Mark { iteration: 70_000, train: score, ..Mark::default() }];
        let inspection = Some(Box::new(Inspection::default()));
        Report { iteration: 70_001, marks, seconds: 0.1, inspection, ..Report::last(9, state) }
    });
    arrives(&Event::Reports(reports.to_vec()));
}
