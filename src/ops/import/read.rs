//! The items of the files that came.

use crate::desk::OpError;
use crate::format::wire::{self, Item, WireError};
use crate::model::Origin;

/// In which form it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// IPTC ninjs.
    Ninjs,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// What `import` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// In which form it came.
    pub format: Format,
    /// The story, as a person calls it; else the only live one.
    pub story: Option<String>,
    /// Each file: its name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// An item, and where it stood.
pub(super) struct Arrival {
    /// The file, as a person calls it.
    pub(super) file: String,
    /// Which item of the file, from 1, where it has several.
    number: Option<usize>,
    pub(super) item: Item,
}

impl Arrival {
    /// Where it stood and what it is called, as messages say it.
    pub(super) fn place(&self) -> String {
        let number = self.number.map(|number| format!(", item {number}")).unwrap_or_default();
        let name =
            if self.item.headline.is_empty() { &self.item.origin.uri } else { &self.item.headline };
        format!("{}{number}, “{name}”", self.file)
    }

    /// Whether both are of the same item; two files that only share a name are two.
    fn is_twin(&self, other: &Self) -> bool {
        let (one, two) = (&self.item.origin, &other.item.origin);
        let by_file_name = one.provider == Origin::FILE
            && wire::file_name(&self.file) == one.uri
            && wire::file_name(&other.file) == two.uri;
        one.is_same_item(two) && (!by_file_name || one.version == two.version)
    }
}

/// What came: the items, and what is none.
#[derive(Default)]
pub(super) struct Came {
    pub(super) items: Vec<Arrival>,
    /// What is not filed, and why.
    pub(super) told: Vec<String>,
    /// How much of that could not be read.
    pub(super) unreadable: usize,
}

/// Reads all the files.
///
/// # Errors
///
/// One file alone, of which nothing can be read.
pub(super) fn all(request: &Request) -> Result<Came, OpError> {
    let mut came = Came::default();
    for (name, bytes) in &request.files {
        let mut why = Vec::new();
        let before = came.items.len();
        match read(request.format, name, bytes) {
            Ok(items) => {
                let several = items.len() > 1;
                for (at, item) in items.into_iter().enumerate() {
                    let number = several.then_some(at + 1);
                    match item {
                        Ok(item) => came.add(Arrival { file: name.clone(), number, item }),
                        Err(error) if error.is_failure() => why.push(error.to_string()),
                        Err(error) => came.told.push(format!("{name}: {error}")),
                    }
                }
            }
            Err(error) => why.push(error),
        }
        if request.files.len() == 1 && came.items.len() == before && !why.is_empty() {
            return Err(OpError::bad(
                format!("{name} cannot be imported: {}", why.join("; ")),
                "nothing was filed; newsroom import --format ninjs|markdown|text",
            ));
        }
        came.unreadable += why.len();
        let told = why.into_iter().map(|why| format!("{name} cannot be imported: {why}"));
        came.told.extend(told);
    }
    Ok(came)
}

fn read(format: Format, name: &str, bytes: &[u8]) -> Result<Vec<Result<Item, WireError>>, String> {
    let decoded = wire::decode(bytes).map_err(|error| error.to_string())?;
    let text = &decoded.text;
    let items = match format {
        Format::Ninjs => wire::ninjs(text),
        Format::Markdown => wire::markdown(name, text).map(|item| vec![Ok(item)]),
        Format::Text => wire::text(name, text).map(|item| vec![Ok(item)]),
    };
    let mut items = items.map_err(|error| error.to_string())?;
    items.iter_mut().flatten().for_each(Item::fit);
    if let Some(first) = items.iter_mut().flatten().next() {
        first.remarks.splice(0..0, decoded.remarks);
    }
    Ok(items)
}

impl Came {
    /// Takes an item; of several versions of one, the latest.
    fn add(&mut self, arrival: Arrival) {
        let Some(known) = self.items.iter_mut().find(|known| known.is_twin(&arrival)) else {
            return self.items.push(arrival);
        };
        let (held, new) = (&known.item.origin, &arrival.item.origin);
        let later = held.is_before(new) || (new.canceled && !new.is_before(held));
        let goes = if later { std::mem::replace(known, arrival) } else { arrival };
        let taken = &known.item.origin.version;
        self.told.push(format!(
            "{}: it is among these twice, and version {taken} was taken",
            goes.place()
        ));
    }
}
