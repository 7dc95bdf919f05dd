//! Files as a worker takes them: unpacked by the browser, in a worker of the browser's.
#![cfg(target_arch = "wasm32")]

use flate2::{Compression, write::GzEncoder};
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;
use training_lab::data::idx::{MAX_BYTES, Problem};
use training_lab::web::unpack::unpack;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Blob, Event, WorkerGlobalScope};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn file(bytes: &[u8]) -> Blob {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).unwrap()
}

/// What a file with these bytes holds. Meanwhile and a while afterwards, no promise is refused
/// without somebody who hears of it.
async fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let unheard = Rc::new(RefCell::new(Vec::new()));
    let hearing = unheard.clone();
    let hear = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        hearing.borrow_mut().push(js_sys::Reflect::get(&event, &"reason".into()).unwrap());
    });
    let listener: &Function = hear.as_ref().unchecked_ref();
    scope.add_event_listener_with_callback("unhandledrejection", listener).unwrap();
    let outcome = unpack(&file(bytes)).await;
    let later = Promise::new(&mut |resolve, _| {
        scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 5).unwrap();
    });
    JsFuture::from(later).await.unwrap();
    scope.remove_event_listener_with_callback("unhandledrejection", listener).unwrap();
    assert_eq!(*unheard.borrow(), [JsValue::UNDEFINED; 0]);
    match outcome {
        Ok(unpacked) => unpacked.map(|bytes| bytes.into_owned()),
        Err(_) => panic!("the browser refuses"),
    }
}

/// Bytes that do not pack well.
fn noise(count: u32) -> Vec<u8> {
    (0..count).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

#[wasm_bindgen_test]
async fn plain_bytes_stay_as_they_are() {
    for bytes in [&b""[..], b"\x1f", b"hello", &noise(1 << 20)] {
        assert_eq!(unpacked(bytes).await.unwrap(), bytes);
    }
    assert_eq!(unpacked(&vec![0; MAX_BYTES + 1]).await, Err(Problem::TooLarge));
}

#[wasm_bindgen_test]
async fn a_member_is_unpacked() {
    for bytes in [&b""[..], b"hello", &noise(3 << 20)] {
        assert_eq!(unpacked(&gzip(bytes)).await.unwrap(), bytes);
    }
}

/// As `bgzip` and `cat a.gz b.gz` write them, also with an empty member at the end.
#[wasm_bindgen_test]
async fn all_members_are_unpacked() {
    let bytes = noise(40);
    for cut in 0..bytes.len() {
        let (start, end) = bytes.split_at(cut);
        let members = [gzip(start), gzip(end), gzip(&[])].concat();
        assert_eq!(unpacked(&members).await.unwrap(), bytes, "cut at {cut}");
    }
    let bytes = noise(1 << 20);
    let members: Vec<u8> = bytes.chunks(10_000).flat_map(gzip).collect();
    assert_eq!(unpacked(&members).await.unwrap(), bytes);
}

/// Inside of a member may stand what looks like the beginning of another one.
#[wasm_bindgen_test]
async fn a_member_in_a_member_is_none() {
    let bytes = [noise(100), gzip(b"inside"), noise(100), gzip(b"")].concat();
    let mut stored = GzEncoder::new(Vec::new(), Compression::none());
    stored.write_all(&bytes).unwrap();
    let stored = stored.finish().unwrap();
    assert!(stored.windows(bytes.len()).any(|part| part == bytes), "it is packed");
    assert_eq!(unpacked(&stored).await.unwrap(), bytes);
    let members = [&stored[..], &gzip(b"behind"), &stored].concat();
    assert_eq!(unpacked(&members).await.unwrap(), [&bytes[..], b"behind", &bytes].concat());
}

#[wasm_bindgen_test]
async fn what_is_broken_is_refused() {
    let bytes = noise(100_000);
    let (whole, other) = (gzip(&bytes), gzip(b"other"));
    let with = |at: usize, packed: &[u8]| {
        let mut packed = packed.to_vec();
        packed[at] ^= 1;
        packed
    };
    let end = whole.len();
    let broken = [
        ("its checksum", with(end - 8, &whole)),
        ("its length", with(end - 4, &whole)),
        ("its middle", with(end / 2, &whole)),
        ("its method", with(2, &whole)),
        ("cut short", whole[..end / 2].to_vec()),
        ("cut in its checksum", whole[..end - 6].to_vec()),
        ("its head alone", whole[..2].to_vec()),
        ("garbage behind it", [&whole[..], b"garbage"].concat()),
        ("a head behind it", [&whole[..], &whole[..3]].concat()),
        ("the second member", [&other[..], &with(end - 8, &whole), &other].concat()),
        ("the last member cut short", [&whole[..], &other[..other.len() - 1]].concat()),
        ("nothing but heads", [0x1f, 0x8b, 8].repeat(10_000)),
        ("too many members", gzip(b"").repeat(5000)),
    ];
    for (what, packed) in broken {
        assert_eq!(unpacked(&packed).await, Err(Problem::Gzip), "{what}");
    }
}

/// The limit holds for all members together.
#[wasm_bindgen_test]
async fn a_bomb_is_stopped() {
    let mebibyte = gzip(&vec![0; 1 << 20]);
    let most = mebibyte.repeat(MAX_BYTES >> 20);
    assert_eq!(unpacked(&most).await.map(|bytes| bytes.len()), Ok(MAX_BYTES));
    assert_eq!(unpacked(&[&most[..], &gzip(&[0])].concat()).await, Err(Problem::TooLarge));
    assert_eq!(unpacked(&gzip(&vec![0; MAX_BYTES + 1])).await, Err(Problem::TooLarge));
}
