//! Reading and doing in one view: where a sentence says what to try, its figure and the controls
//! that it names are in sight, at every size; and every link of the prose sets its figure.

use crate::driver::Browser;
use crate::pages;

/// Laptops, a projector, a tablet held upright, a phone.
const SIZES: [(u32, u32); 5] = [(1280, 800), (1366, 768), (1920, 1080), (768, 1024), (390, 844)];

/// Why a sentence with a link that sets a figure cannot be read beside that figure, each in the
/// middle of the window.
const APART: &str = r##"return (async () => {
    const faults = [], frame = () => new Promise(requestAnimationFrame);
    const seen = (part, share) => {
        const box = part.getBoundingClientRect();
        const across = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
        const down = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
        return across > 0 && down > 0 && across * down >= share * box.width * box.height - 1;
    };
    const open = (part, within) => {
        const box = part.getClientRects()[0];
        const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return Boolean(hit) && (within.contains(hit) || hit.contains(part) && within.contains(part) && !hit.matches('.stage, .lab, body, main'));
    };
    if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} px wide`);
    for (const link of document.querySelectorAll('.prose a[href^="#"][href*="?"]')) {
        // A question that asks why opens once the one before it is over.
        if (!link.checkVisibility()) continue;
        const box = link.getBoundingClientRect(), href = link.getAttribute('href');
        scrollTo({ top: scrollY + box.top + box.height / 2 - innerHeight / 2, behavior: 'instant' });
        await frame(); await frame();
        const say = (what) => faults.push(`${href}: ${what}`);
        const [name, query] = href.slice(1).split('?');
        const figure = document.querySelector(`figure[data-figure="${name}"]`);
        const picture = figure.querySelector('.panel[data-chosen] .picture'), { width, height } = picture.getBoundingClientRect();
        if (width < (innerWidth >= 1280 ? 480 : 330) || height < 165) say(`the picture has ${width} × ${height}`);
        if (!seen(picture, 0.75) || !open(picture, figure)) say('the picture is out of sight');
        const keys = query.split('&').map((pair) => pair.split('=')[0]).filter((key) => key && key !== 'at');
        // What a link names beyond these goes along with what it names first.
        for (const key of keys.slice(0, 4)) {
            const field = figure.querySelector(`[data-key="${key}"] :is([type=range], select, input)`);
            if (!seen(field, 0.99) || !open(field, field.closest('[data-key]'))) say(`${key} is out of sight`);
        }
        if (!open(link, link)) say('it is covered itself');
    }
    return faults;
})()"##;

#[test]
fn what_a_sentence_names_is_in_sight_beside_it() {
    nothing_is_wrong(&Browser::start(), APART, &SIZES);
}

#[test]
fn nothing_jumps_while_a_page_comes_up() {
    let browser = Browser::start();
    let shift = "return new Promise((resolve) => { new PerformanceObserver((list) => \
        resolve(list.getEntries().reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0))) \
        .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => resolve(0), 500); })";
    let mut faults = Vec::new();
    for (width, height) in [(1280, 800), (390, 844)] {
        browser.size(width, height);
        for page in pages() {
            browser.open(&page);
            let shift = browser.run(shift).as_f64().unwrap();
            if shift >= 0.01 {
                faults.push(format!("{page} at {width}: {shift}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with what each link of the prose does: the settings that it names, the
/// defaults of all others, the step; and back again.
const DRIVEN: &str = r##"return (async () => {
    const faults = [], frame = () => new Promise(requestAnimationFrame);
    const until = async (holds) => { for (let i = 0; i < 90 && !holds(); i++) await frame(); return holds(); };
    const value = (control) => {
        const boxes = [...control.querySelectorAll('[type=checkbox]')];
        if (control.matches('.set')) return boxes.filter((box) => box.checked).map((box) => box.name).sort().join('.');
        if (boxes.length) return boxes[0].checked ? '1' : '0';
        return control.querySelector('[role=spinbutton], select').value;
    };
    const same = (a, b) => a === b || (a !== '' && b !== '' && Number(a) === Number(b)) || a.split('.').sort().join('.') === b;
    // Where the page is scrolled to on the way back is the browser's business.
    history.scrollRestoration = 'manual';
    const defaults = new Map();
    for (const control of document.querySelectorAll('figure [data-key]')) defaults.set(control, value(control));
    for (const link of document.querySelectorAll('.prose a[href^="#"][href*="?"]')) {
        const href = link.getAttribute('href'), [name, query] = href.slice(1).split('?');
        const figure = document.querySelector(`figure[data-figure="${name}"]`);
        const asked = new Map(query.split('&').map((pair) => pair.split('=').map(decodeURIComponent)));
        const wrong = () => [...figure.querySelectorAll('[data-key]')].filter((control) =>
            !same(asked.get(control.dataset.key) ?? defaults.get(control), value(control))).map((control) => `${control.dataset.key} = ${value(control)}`);
        const at = () => figure.querySelector('[data-out=step]')?.textContent.split(' / ') ?? [];
        link.scrollIntoView({ block: 'center', behavior: 'instant' });
        const stood = scrollY;
        link.click();
        if (figure.inert) faults.push(`${href}: the figure is not on stage`);
        if (!await until(() => wrong().length === 0)) faults.push(`${href}: ${wrong().join(', ')}`);
        const [step, end] = at();
        if (step !== undefined && !await until(() => at()[0] === (asked.get('at') ?? at()[1]))) faults.push(`${href}: stands at ${at().join(' / ')}`);
        if (Math.abs(scrollY - stood) > 2) faults.push(`${href}: the page moves by ${scrollY - stood}`);
        if (!figure.querySelector('.message').hidden) faults.push(`${href}: says ${figure.querySelector('.message').textContent}`);
        if (figure.dataset.timeline === 'training' && !await until(() => document.activeElement === figure.querySelector('[data-act=play]'))) faults.push(`${href}: the start has not the focus`);
        const gone = location.hash;
        history.back();
        if (!await until(() => location.hash !== gone)) faults.push(`${href}: back leads nowhere`);
        await frame();
        if (!await until(() => [...figure.querySelectorAll('[data-key]')].every((control) => same(value(control), defaults.get(control))))) faults.push(`${href}: back does not undo it`);
    }
    return faults;
})()"##;

#[test]
fn every_link_of_the_prose_sets_its_figure_and_back_undoes_it() {
    nothing_is_wrong(&Browser::start(), DRIVEN, &[(1280, 900)]);
}

/// Runs a script that tells what is wrong, on every page in windows of these sizes.
#[track_caller]
fn nothing_is_wrong(browser: &Browser, script: &str, sizes: &[(u32, u32)]) {
    let mut faults = Vec::new();
    for page in pages() {
        browser.open(&page);
        for &(width, height) in sizes {
            browser.size(width, height);
            for fault in browser.run(script).as_array().unwrap() {
                faults.push(format!("{page} at {width} × {height}: {}", fault.as_str().unwrap()));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

/// What an open fold takes away from its figure.
const UNFOLDED: &str = r#"return (async () => {
    const faults = [], frame = () => new Promise(requestAnimationFrame);
    for (const figure of document.querySelectorAll('figure[data-figure]')) {
        document.querySelector(`.prose a[href^="\x23${figure.dataset.figure}?"]`).scrollIntoView({ block: 'center', behavior: 'instant' });
        await frame(); await frame();
        for (const button of figure.querySelectorAll('.folds button')) {
            if (button.ariaExpanded !== 'true') button.click();
            await frame();
            const say = (what) => faults.push(`${figure.dataset.figure}, ${button.dataset.open}: ${what}`);
            const box = figure.getBoundingClientRect(), picture = figure.querySelector('[data-chosen] .picture').getBoundingClientRect();
            if (picture.height < 140) say(`the picture is ${picture.height} px high`);
            const tray = figure.querySelector('.tray').getBoundingClientRect();
            if (tray.bottom > box.bottom + 1) say('the tray is cut off');
            const fold = figure.querySelector(`[data-fold=${button.dataset.open}]`).getBoundingClientRect();
            if (fold.height < 60 || fold.bottom > tray.top + 1) say(`the fold has ${fold.height} px`);
            const folds = figure.querySelector('.folds');
            if (folds.scrollWidth > folds.clientWidth + 1) say('the names of the folds are cut off');
        }
        figure.querySelector('.folds [aria-expanded=true]')?.click();
    }
    return faults;
})()"#;

#[test]
fn an_open_fold_leaves_the_picture_in_sight() {
    nothing_is_wrong(&Browser::start(), UNFOLDED, &[(1280, 800), (1366, 768), (1920, 1080)]);
}

#[test]
fn small_pictures_swap_with_the_large_one_and_folds_stay_open_on_the_next_page() {
    let browser = Browser::start();
    browser.size(1280, 800);
    browser.open("momentum.html");
    let chosen = || browser.run("return document.querySelector('.panel[data-chosen]').dataset.panel");
    assert_eq!(chosen(), "0");
    browser.click(".panel[data-panel='2'] .enlarge");
    assert_eq!(chosen(), "2");
    assert!(
        browser
            .run("return document.querySelector('.panel[data-chosen]').contains(document.activeElement)")
            .as_bool()
            .unwrap()
    );
    let wide = |panel: u32| {
        let script =
            format!("return document.querySelector('.panel[data-panel=\"{panel}\"] .picture').clientWidth");
        browser.run(&script).as_u64().unwrap()
    };
    assert!(wide(2) >= 480 && wide(0) < 200, "{} {}", wide(2), wide(0));

    browser.click(".folds [data-open=values]");
    let height = "const [table, code] = document.querySelector('.values').children; \
        return Math.abs(table.getBoundingClientRect().top - code.getBoundingClientRect().top)";
    assert!(browser.run(height).as_f64().unwrap() < 8.0, "values and code stand beside each other");
    browser.open("nesterov.html");
    assert_eq!(browser.run("return document.querySelector('figure').dataset.open"), "values");
}

#[test]
fn a_figure_fills_the_window_in_large_type_until_escape() {
    let browser = Browser::start();
    browser.size(1280, 800);
    browser.open("momentum.html?present#momentum?lr=0.3");
    let covers = "const { x, y, width, height } = document.querySelector('figure').getBoundingClientRect(); \
        return x === 0 && y === 0 && width === innerWidth && height === innerHeight";
    browser.wait(covers, 3, "the figure fills the window");
    let small = browser.run(
        "return [...document.querySelectorAll('figure :is(label, button, output, select, input, p, .panel-title)')] \
         .filter((part) => part.getClientRects().length && part.textContent.trim() && parseFloat(getComputedStyle(part).fontSize) < 20) \
         .map((part) => part.outerHTML.slice(0, 60))",
    );
    assert_eq!(small.as_array().unwrap().len(), 0, "{small}");
    browser.keys(&['\u{e00c}']);
    browser.wait("return !document.documentElement.hasAttribute('data-present')", 2, "Escape ends it");

    browser
        .run("document.querySelector('.prose li').scrollIntoView({ block: 'center', behavior: 'instant' })");
    let place = || {
        browser
            .run("return document.querySelector('.prose li').getBoundingClientRect().top")
            .as_f64()
            .unwrap()
    };
    let before = place();
    // By the keyboard: a driver's click scrolls what it presses into view first.
    browser.run("document.querySelector('[data-act=present]').focus({ preventScroll: true })");
    browser.keys(&[ENTER]);
    browser.wait(covers, 2, "the button fills it too");
    browser.keys(&['\u{e00c}']);
    browser.wait("return !document.documentElement.hasAttribute('data-present')", 2, "Escape ends it");
    assert!((place() - before).abs() < 2.0, "and one is back at the sentence");
}

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';

/// From the first stop of the Tab key to a link of the text, and back: without a mouse.
#[test]
fn the_keyboard_alone_reaches_a_link_drives_the_figure_and_goes_back() {
    let browser = Browser::start();
    browser.size(1280, 800);
    browser.open("momentum.en.html");
    browser.keys(&[TAB]);
    assert_eq!(browser.run("return document.activeElement.className"), "skip");
    browser.keys(&[ENTER]);
    let wanted = "document.activeElement.matches('.prose a[href=\"#momentum?momentum=0\"]')";
    let mut stops = 0;
    while browser.run(&format!("return {wanted}")) != true {
        browser.keys(&[TAB]);
        stops += 1;
        assert!(stops < 80, "the link is not reached");
    }
    assert_eq!(browser.run(APART_OF_FOCUS), "", "what the link is about is out of sight");
    browser.keys(&[ENTER]);
    let momentum = "return document.querySelector('[data-key=momentum] [role=spinbutton]').value";
    browser.wait(&format!("{momentum} === '0'"), 3, "the link sets nothing");
    browser.run("history.back()");
    browser.wait(&format!("{momentum} === '0.9'"), 3, "back does not undo it");
    assert_eq!(browser.run(&format!("return {wanted}")), true, "the focus has left the link");
}

/// Whether the focused link's control and picture are in the window.
const APART_OF_FOCUS: &str = "const inside = (part) => { const { top, bottom } = part.getBoundingClientRect(); \
    return top >= 0 && bottom <= innerHeight + 1 && bottom > top; }; \
    return [document.activeElement, document.querySelector('[data-key=momentum] input'), document.querySelector('[data-chosen] .picture')] \
    .filter((part) => !inside(part)).map((part) => part.outerHTML.slice(0, 60)).join()";

/// As with text of twice the size, or a phone on its side: nothing is cut off, all is reached.
#[test]
fn small_windows_leave_nothing_out_of_reach() {
    let browser = Browser::start();
    let mut faults = Vec::new();
    for page in ["momentum.html", "summary.en.html", "he.html", "weight-decay.html", "index.en.html"] {
        browser.open(page);
        for (width, height) in [(640, 400), (844, 390), (683, 384), (390, 844), (320, 640)] {
            browser.size(width, height);
            let found = browser.run(
                r#"return (async () => {
                const frame = () => new Promise(requestAnimationFrame), faults = [];
                const figure = document.querySelector('figure'), free = (part) => {
                    const { x, y, width, height } = part.getBoundingClientRect(), hit = document.elementFromPoint(x + width / 2, y + height / 2);
                    return width > 0 && hit && (part.contains(hit) || hit.contains(part) && part.contains(hit)) || part.closest('label')?.contains(hit);
                };
                scrollTo(0, document.querySelector('.stage').offsetTop); await frame(); await frame();
                if (document.documentElement.scrollWidth > innerWidth) faults.push('scrolls sideways');
                const picture = figure.querySelector('[data-chosen] .picture').getBoundingClientRect();
                if (picture.height < 90 || picture.width < 200) faults.push(`the picture has ${picture.width} × ${picture.height}`);
                for (const part of [figure.querySelector('.more'), figure.querySelector('[data-act=play]'), ...figure.querySelectorAll('.fold.controls [data-shown] :is([type=range], select)')])
                    if (part && part.getClientRects().length && !free(part)) faults.push('covered: ' + part.outerHTML.slice(0, 50));
                figure.querySelector('.more').click(); await frame();
                for (const control of figure.querySelectorAll('.fold.controls .control:not([hidden])')) {
                    control.scrollIntoView({ block: 'nearest' }); await frame();
                    if (!free(control.querySelector('input, select'))) faults.push('not in the sheet: ' + control.dataset.key);
                }
                for (const button of figure.querySelectorAll('.tray button:not(:disabled, [popover] *)')) {
                    button.scrollIntoView({ block: 'nearest', inline: 'nearest' }); await frame();
                    if (!free(button)) faults.push('not in the tray: ' + button.outerHTML.slice(0, 50));
                }
                figure.querySelector('.more').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })); await frame();
                if (figure.dataset.open) faults.push('Escape does not close the sheet');
                const cycle = figure.querySelector('.cycle'), before = figure.querySelector('[data-chosen]');
                if (cycle?.getClientRects().length) { cycle.click(); if (before === figure.querySelector('[data-chosen]')) faults.push('no next picture'); }
                return faults;
            })()"#,
            );
            for fault in found.as_array().unwrap_or_else(|| panic!("{page}: {found}")) {
                faults.push(format!("{page} at {width} × {height}: {}", fault.as_str().unwrap()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_training_that_goes_on_off_stage_says_so() {
    let browser = Browser::start();
    for width in [1280, 390] {
        browser.size(width, 844);
        browser.open("comparing.en.html");
        let on_stage = |name: &str| format!("return !document.querySelector('#fig-{name}').inert");
        let read = |name: &str| {
            let scene = format!(
                "[...document.querySelectorAll('.scene')].find((scene) => scene.querySelector('a[href^=\"#{name}?\"]'))"
            );
            browser.run(&format!("{scene}.querySelector('a[href^=\"#{name}?\"]').scrollIntoView({{ block: 'center', behavior: 'instant' }})"));
            browser.wait(&on_stage(name), 3, &format!("{name} does not come on stage"));
        };
        read("compare-mnist");
        let shown = "return !document.querySelector('.elsewhere').hidden";
        assert_eq!(browser.run(shown), false, "nothing trains yet");
        browser.run("document.querySelector('#fig-compare-mnist [data-act=play]').click()");
        read("compare-surface");
        browser.wait(shown, 5, "it is not said");
        browser.wait(
            "return /^[1-9]\\d* %$/.test(document.querySelector('.elsewhere span').textContent)",
            20,
            "no progress is told",
        );
        browser.click(".elsewhere");
        browser.wait(&on_stage("compare-mnist"), 3, "it is not brought");
        assert_eq!(browser.run(shown), false, "it is seen again");
        read("compare-surface");
        browser.run("document.querySelector('#fig-compare-mnist [data-act=cancel]').click()");
        browser.wait(
            "return document.querySelector('.elsewhere').hidden",
            5,
            "it is said of what was cancelled",
        );
        assert_eq!(browser.console(), Vec::<String>::new());
    }
}

/// Pictures of a figure that fills the window which have no room for their words.
const CRAMPED: &str = "return [...document.querySelectorAll('figure[data-full] .picture')].filter((picture) => picture.checkVisibility()).flatMap((picture) => { \
    const { width, height, left, right, top, bottom } = picture.getBoundingClientRect(); \
    const many = document.querySelector('figure[data-full] .panels').dataset.count > 6; \
    const chosen = picture.closest('.panel').hasAttribute('data-chosen'); \
    const least = many ? 60 : chosen ? 150 : 120; \
    const seen = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight; \
    return height >= least && width >= 150 && seen ? [] : [`${width} × ${height} at ${left}, ${top}`]; })";

#[test]
fn pictures_have_room_on_a_projector() {
    let browser = Browser::start();
    let mut faults = Vec::new();
    for (width, height) in [(1280, 720), (1366, 768), (1920, 1080)] {
        browser.size(width, height);
        for page in pages().iter().filter(|page| !page.contains(".en.")) {
            browser.open(&format!("{page}?present"));
            let cramped = browser.run(CRAMPED);
            faults.extend(
                cramped.as_array().unwrap().iter().map(|fault| format!("{page}, {width} px: {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
