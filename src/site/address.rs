//! Where the site will stand, if the build is told: what a search engine is told of a page needs
//! its whole address. Everything else is relative and does not.

/// The address of the site's folder, with a slash at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Address(String);

impl Address {
    /// What the environment says: `SITE_URL`, or on GitHub the name of its Pages (`CNAME`, or
    /// what follows from the repository's). An empty `SITE_URL` says that nobody knows.
    pub fn known() -> Result<Option<Self>, String> {
        Self::read(|name| std::env::var(name).ok())
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let given = |name: &str| variable(name).map(|value| value.trim().to_owned());
        if let Some(url) = given("SITE_URL") {
            return if url.is_empty() { Ok(None) } else { Self::new(&url).map(Some) };
        }
        if let Some(host) = given("CNAME").filter(|host| !host.is_empty()) {
            return Self::new(&format!("https://{host}")).map(Some);
        }
        let repository = given("GITHUB_REPOSITORY").unwrap_or_default();
        let Some((owner, name)) = repository.split_once('/') else { return Ok(None) };
        let host = format!("{}.github.io", owner.to_lowercase());
        let folder = if name.to_lowercase() == host { String::new() } else { format!("/{name}") };
        Self::new(&format!("https://{host}{folder}")).map(Some)
    }

    pub(super) fn new(url: &str) -> Result<Self, String> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%[]".contains(c);
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(is_plain) => {
                Ok(Self(format!("{}/", url.trim_end_matches('/'))))
            }
            _ => Err(format!(
                "SITE_URL is the address of the site's folder, such as https://example.org/lab/, not {url}"
            )),
        }
    }

    /// The address of a file in the site's folder; of the home page it is the folder's own.
    pub fn of(&self, file: &str) -> String {
        format!("{}{}", self.0, if file == "index.html" { "" } else { file })
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn read(variables: &[(&str, &str)]) -> Result<Option<String>, String> {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string())
        };
        Ok(Address::read(variable)?.map(|address| address.of("index.html")))
    }

    #[test]
    fn the_address_is_given_or_follows_from_the_repository() {
        let some = |url: &str| Ok(Some(url.to_owned()));
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[("SITE_URL", "https://example.org/lab")]), some("https://example.org/lab/"));
        let github = ("GITHUB_REPOSITORY", "Somebody/lab");
        assert_eq!(read(&[github]), some("https://somebody.github.io/lab/"));
        assert_eq!(read(&[github, ("SITE_URL", "")]), Ok(None));
        assert_eq!(read(&[github, ("CNAME", "lab.example.org")]), some("https://lab.example.org/"));
        let own = ("GITHUB_REPOSITORY", "Somebody/Somebody.github.io");
        assert_eq!(read(&[own]), some("https://somebody.github.io/"));
        for wrong in ["example.org", "ftp://example.org", "https://", "https://a/\"><script>"] {
            assert!(read(&[("SITE_URL", wrong)]).unwrap_err().contains("SITE_URL is"), "{wrong}");
        }
        let address = Address::new("https://a.org/b/").unwrap();
        assert_eq!(address.of("adam.en.html"), "https://a.org/b/adam.en.html");
    }
}
