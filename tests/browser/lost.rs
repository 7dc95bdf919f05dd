//! The page for addresses that lead nowhere, at any depth.

use crate::driver::Browser;

#[test]
fn the_lost_page_is_whole_at_any_depth() {
    let browser = Browser::start();
    browser.size(1280, 900);
    for (page, meant) in [
        ("nothing.html", None),
        ("x/y", None),
        ("x/y/", None),
        ("a/b/c/d/e.html?x=1", None),
        ("adam/", Some(("adam.html", "adam.en.html"))),
        ("Adam.en.html/x", Some(("adam.html", "adam.en.html"))),
        ("adam.html/", Some(("adam.html", "adam.en.html"))),
        (
            "en/weight-decay#adamw?lr=0.3",
            Some(("weight-decay.html#adamw?lr=0.3", "weight-decay.en.html#adamw?lr=0.3")),
        ),
        ("%EA%B0%80/%ff/", None),
    ] {
        browser.size(1920, 1080);
        browser.open(page);
        let styled = "const side = document.querySelector('#drawer').getBoundingClientRect(); \
            return getComputedStyle(document.querySelector('.top')).position === 'sticky' && side.left === 0 && side.width > 200";
        assert_eq!(browser.run(styled), true, "{page} has no style");
        let module = "return !document.querySelector('link[rel=modulepreload], link[rel=preload], script[type=module]')";
        assert_eq!(browser.run(module), true, "{page} loads the figures' module");
        let root = format!("return document.querySelector('.brand').href === '{}index.html'", browser.site);
        browser.wait(&root, 5, &format!("{page}: its links are dead"));
        let dead = browser.run(
            "return Promise.all([...new Set([...document.querySelectorAll('a[href]')].map((a) => a.href.split('#')[0]))] \
             .map((url) => fetch(url, { method: 'HEAD' }).then((answer) => answer.ok || url === location.href.split('#')[0] ? '' : url))) \
             .then((all) => all.filter(Boolean))",
        );
        assert_eq!(dead.as_array().unwrap().len(), 0, "{page}: {dead}");
        for lang in ["ko", "en"] {
            let said =
                format!("return document.querySelectorAll('.prose [lang={lang}]:not([hidden])').length >= 2");
            assert_eq!(browser.run(&said), true, "{page} has no {lang}");
        }
        let offered =
            browser.run("return [...document.querySelectorAll('.meant:not([hidden]) a')].map((a) => a.href)");
        let offered: Vec<_> = offered.as_array().unwrap().iter().filter_map(|url| url.as_str()).collect();
        let wanted: Vec<_> = meant
            .iter()
            .flat_map(|(ko, en)| [ko, en])
            .map(|file| format!("{}{file}", browser.site))
            .collect();
        assert_eq!(offered, wanted, "{page}");
    }
    browser.open("deep/adam/");
    browser.wait("return document.querySelector('.meant a').href.includes('/lab/adam')", 5, "no root");
    browser.click(".meant a");
    browser.wait("return location.pathname === '/lab/adam.html'", 5, "the way out leads nowhere");
}
