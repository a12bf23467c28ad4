//! `packages` reads what cargo knows about the packages of the workspace and all that they depend on.

use crate::failure::Failure;
use crate::json::Json;
use crate::process::{answer, cargo};

/// The packages that are published, in the order in which they can be.
pub(crate) const PUBLISHED: [&str; 2] = ["gateway-macros", "gateway-runtime"];

/// A package, as its manifest describes it.
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// The oldest Rust that the package says it builds with.
    pub(crate) rust_version: Option<String>,
    /// The address of the repository.
    pub(crate) repository: Option<String>,
}

/// All packages of the lock file.
pub(crate) fn packages() -> Result<Vec<Package>, Failure> {
    let arguments = [
        "metadata",
        "--format-version=1",
        "--all-features",
        "--locked",
    ];
    answer(&mut cargo(&arguments))
        .and_then(|text| read(&text))
        .ok_or_else(|| Failure::new("`cargo metadata --format-version=1 --locked` fails"))
}

/// The packages that are published, in the order of [`PUBLISHED`].
pub(crate) fn published() -> Result<Vec<Package>, Failure> {
    let mut packages = packages()?;
    packages.retain(|package| PUBLISHED.contains(&package.name.as_str()));
    packages.sort_by_key(|package| PUBLISHED.iter().position(|name| *name == package.name));
    if packages.len() == PUBLISHED.len() {
        Ok(packages)
    } else {
        Err(Failure::new(format!(
            "the workspace has to have the packages {}",
            PUBLISHED.join(" and ")
        )))
    }
}

fn read(text: &str) -> Option<Vec<Package>> {
    let metadata = Json::read(text)?;
    let packages = metadata.get("packages")?.list()?;
    packages.iter().map(package).collect()
}

fn package(json: &Json) -> Option<Package> {
    let field = |name| json.get(name).and_then(Json::text).map(str::to_owned);
    Some(Package {
        name: field("name")?,
        version: field("version")?,
        rust_version: field("rust_version"),
        repository: field("repository"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_packages() {
        let text = r#"{"packages":[
            {"name":"one","version":"1.2.3","dependencies":[{"name":"two"}],"rust_version":"1.94"},
            {"name":"two","version":"0.1.0","rust_version":null,"repository":"https://two.example"}
        ],"version":1}"#;
        let packages = read(text).expect("is what cargo prints");
        assert_eq!(packages[0].name, "one");
        assert_eq!(packages[0].version, "1.2.3");
        assert_eq!(packages[0].rust_version.as_deref(), Some("1.94"));
        assert_eq!(packages[0].repository, None);
        assert_eq!(packages[1].rust_version, None);
        assert_eq!(
            packages[1].repository.as_deref(),
            Some("https://two.example")
        );
        assert!(read("{}").is_none());
    }
}
