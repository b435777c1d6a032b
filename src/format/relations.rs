//! What Prisma's formatter adds to the relations of a schema: the field on the other side, the
//! columns of a foreign key, `@relation`, and its `fields` and `references`.
//!
//! It adds only where names, types and attributes are clear. Whether a relation is allowed does
//! not matter, since most schemas that something is missing from are not valid yet.
//!
//! *forward* field: the side of a relation that has the foreign key. *back* field: the other side.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::grammar;
use super::words::{camel_case, first_lower, first_upper, plural};
use crate::dialect::Scalar;
use crate::model;
use crate::source::{Sources, Span, TextEdit};
use crate::syntax::ast::{Argument, Attribute, Block, Field, File, Type, Value, ValueKind};
use crate::syntax::{Parse, Parsed};

/// The schema with everything that was missing; nothing where nothing was. Where something would
/// still be missing afterwards the relations are too unclear to add to.
pub(super) fn complete(sources: &Sources) -> Option<Sources> {
    let edits = missing(sources);
    if edits.is_empty() {
        return None;
    }
    let complete = sources.edited(&edits);
    missing(&complete).is_empty().then_some(complete)
}

/// Everything that is missing, one edit a place.
fn missing(sources: &Sources) -> Vec<TextEdit> {
    let parsed = Parsed::of(sources);
    let files: Vec<File> = parsed.iter().map(Parse::ast).collect();
    let schema = Schema::new(&files);
    let relations = schema.relations();
    if !relations.iter().any(Relation::is_incomplete)
        || parsed.iter().any(Parse::has_errors)
        || (sources.iter()).any(|(_, file)| grammar::has_verbatim(&grammar::read(&file.text)))
        || has_settings_twice(&files)
        || !is_clear(sources, &files)
    {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for relation in &relations {
        schema.fields(sources, relation, &mut edits);
    }
    for relation in &relations {
        schema.attribute(relation, &mut edits);
    }
    edits.sort_by_key(|edit| edit.span);
    edits.dedup_by(|next, edit| {
        let same_place = next.span == edit.span;
        if same_place {
            edit.text += &next.text;
        }
        same_place
    });
    edits
}

/// Faults that leave open what a model says, beside those of syntax. After one of them Prisma adds
/// nothing. It does after all others, as those of what a database cannot do.
const UNCLEAR: [&str; 51] = [
    "E0201", "E0202", "E0203", "E0204", "E0205", "E0206", "E0213", "E0221", "E0224", "E0301",
    "E0302", "E0303", "E0304", "E0305", "E0306", "E0307", "E0308", "E0309", "E0310", "E0311",
    "E0312", "E0313", "E0315", "E0316", "E0317", "E0318", "E0319", "E0320", "E0321", "E0322",
    "E0328", "E0329", "E0330", "E0331", "E0338", "E0339", "E0340", "E0341", "E0344", "E0345",
    "E0346", "E0347", "E0348", "E0349", "E0350", "E0351", "E0361", "E0362", "E0370", "E0376",
    "E0380",
];

/// Whether nothing is wrong that leaves open what the models say.
fn is_clear(sources: &Sources, files: &[File]) -> bool {
    let blocks = || files.iter().flat_map(|file| &file.blocks);
    let datasources = blocks().filter(|block| block.keyword.text == "datasource");
    // Without a datasource, nothing is held against what a database can do. Blanks in its place
    // leave all else where it is.
    let blanks = datasources.map(extent).map(|span| TextEdit {
        span,
        text: " ".repeat(span.range().len()),
    });
    let sources = sources.edited(&blanks.collect::<Vec<_>>());
    let (_, diagnostics) = model::load(&sources);
    let generators = blocks().filter(|block| block.keyword.text == "generator");
    let generators: Vec<Span> = generators.map(extent).collect();
    // What is wrong with settings and in comments is no fault of a model.
    let elsewhere = |span: Span| {
        let before = &sources.file(span.file).text[..span.start as usize];
        let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        before[line..].contains("///")
            || generators.iter().any(|block| {
                block.file == span.file && block.range().contains(&(span.start as usize))
            })
    };
    !diagnostics
        .into_sorted()
        .iter()
        .any(|diagnostic| UNCLEAR.contains(&diagnostic.code) && !elsewhere(diagnostic.span()))
}

/// Whether a datasource or a generator stands twice, or one of its settings does.
fn has_settings_twice(files: &[File]) -> bool {
    let blocks = files.iter().flat_map(|file| &file.blocks);
    let (mut blocks_seen, mut seen) = (HashSet::new(), HashSet::new());
    blocks
        .filter(|block| matches!(block.keyword.text, "datasource" | "generator"))
        .any(|block| {
            seen.clear();
            let name = block.name.map(|name| name.text);
            let mut settings = block.settings.iter();
            name.is_some_and(|name| !blocks_seen.insert((block.keyword.text, name)))
                || settings.any(|setting| !seen.insert(setting.name.text))
        })
}

/// From a block's keyword to its closing brace.
fn extent(block: &Block) -> Span {
    let start = block.keyword.span;
    Span {
        end: block.close.unwrap_or(start).end,
        ..start
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arity {
    Required,
    Optional,
    List,
}

impl Arity {
    fn of(ty: &Type) -> Self {
        match (ty.list, ty.optional) {
            (true, _) => Arity::List,
            (false, true) => Arity::Optional,
            (false, false) => Arity::Required,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Arity::Required => "",
            Arity::Optional => "?",
            Arity::List => "[]",
        }
    }
}

/// A `model` or a `view`.
struct Model<'s> {
    name: &'s str,
    block: &'s Block<'s>,
    /// The first field of each name.
    fields: HashMap<&'s str, &'s Field<'s>>,
    /// The fields that refer to models, in order.
    ends: Vec<End<'s>>,
    /// Names of the columns of the primary key and of every unique.
    keys: Vec<Vec<&'s str>>,
    /// How many of the keys are a primary key: one or none.
    primary: usize,
}

impl<'s> Model<'s> {
    fn new(block: &'s Block<'s>, name: &'s str) -> Self {
        let mut primary: Vec<Vec<&str>> = Vec::new();
        let mut uniques: Vec<Vec<&str>> = Vec::new();
        for field in &block.fields {
            for attribute in &field.attributes {
                match attribute.name.text {
                    "id" => primary.push(vec![field.name.text]),
                    "unique" => uniques.push(vec![field.name.text]),
                    _ => {}
                }
            }
        }
        for attribute in &block.attributes {
            let fields = || argument(attribute, "fields").map(|(value, _)| names(value));
            match attribute.name.text {
                "id" => primary.extend(fields()),
                "unique" => uniques.extend(fields()),
                _ => {}
            }
        }
        let mut fields = HashMap::with_capacity(block.fields.len());
        for field in &block.fields {
            fields.entry(field.name.text).or_insert(field);
        }
        Self {
            name,
            block,
            fields,
            ends: Vec::new(),
            primary: primary.len(),
            keys: primary.into_iter().chain(uniques).collect(),
        }
    }

    fn field(&self, name: &str) -> Option<&'s Field<'s>> {
        self.fields.get(name).copied()
    }

    /// Whether a field of this model refers to a model.
    fn is_end(&self, field: &Field) -> bool {
        let start = |field: &Field| field.name.span.start;
        let found = self
            .ends
            .binary_search_by_key(&start(field), |end| start(end.field));
        found.is_ok()
    }

    /// The columns that a foreign key is made for.
    fn first_key(&self) -> &[&'s str] {
        self.keys.first().map_or(&[], Vec::as_slice)
    }

    /// The columns that a foreign key refers to: none of them may be NULL.
    fn first_strict_key(&self) -> &[&'s str] {
        let is_strict = |name: &&str| {
            let ty = self.field(name).and_then(|field| field.ty.as_ref());
            ty.is_some_and(|ty| !ty.optional && ty.unsupported.is_none())
        };
        let found = self.keys.iter().find(|key| key.iter().all(is_strict));
        found.map_or(&[], Vec::as_slice)
    }

    fn is_unique(&self, fields: &[&str]) -> bool {
        self.keys[self.primary..].iter().any(|key| key == fields)
    }

    fn is_ignored(&self) -> bool {
        self.block.attribute("ignore").is_some()
    }
}

/// A field that refers to a model: one end of a relation.
struct End<'s> {
    field: &'s Field<'s>,
    arity: Arity,
    /// The model that it refers to.
    target: usize,
    attribute: Option<&'s Attribute<'s>>,
    /// The relation's name, and where it stands.
    name: Option<&'s str>,
    name_span: Option<Span>,
    fields: Option<Vec<&'s str>>,
    references: Option<Vec<&'s str>>,
}

impl<'s> End<'s> {
    fn new(field: &'s Field<'s>, ty: &Type, target: usize) -> Self {
        let mut attributes = field.attributes.iter();
        let attribute = attributes.find(|attribute| attribute.name.text == "relation");
        let list = |name| {
            let (value, named) = argument(attribute?, name)?;
            named.then(|| names(value))
        };
        let name = attribute.and_then(|attribute| {
            let (value, _) = argument(attribute, "name")?;
            match &value.kind {
                ValueKind::String(name) => Some((name.as_ref(), value.span)),
                _ => None,
            }
        });
        Self {
            field,
            arity: Arity::of(ty),
            target,
            attribute,
            name: name.map(|(name, _)| name),
            name_span: name.map(|(_, span)| span),
            fields: list("fields"),
            references: list("references"),
        }
    }
}

/// The argument of a name, or the one without a name; and whether it has the name.
fn argument<'s>(attribute: &'s Attribute<'s>, name: &str) -> Option<(&'s Value<'s>, bool)> {
    let arguments = &attribute.arguments;
    let named = |argument: &&Argument| argument.name.is_some_and(|ident| ident.text == name);
    match arguments.iter().find(named) {
        Some(argument) => Some((&argument.value, true)),
        None => {
            let unnamed = arguments.iter().find(|argument| argument.name.is_none())?;
            Some((&unnamed.value, false))
        }
    }
}

/// The names in a list, or the one name.
fn names<'s>(value: &'s Value<'s>) -> Vec<&'s str> {
    match &value.kind {
        ValueKind::Array(items) => items.iter().flat_map(names).collect(),
        ValueKind::Path(name) => vec![name],
        ValueKind::Call(name, _) => vec![name.text],
        _ => Vec::new(),
    }
}

/// A relation with a foreign key. One of its ends may be missing.
struct Relation<'a, 's> {
    /// The model with the foreign key.
    referencing: usize,
    referenced: usize,
    forward: Option<&'a End<'s>>,
    back: Option<&'a End<'s>>,
    one_to_one: bool,
}

impl Relation<'_, '_> {
    fn is_incomplete(&self) -> bool {
        let says_all = |end: &&End| end.fields.is_some() && end.references.is_some();
        self.back.is_none() || !self.forward.as_ref().is_some_and(says_all)
    }

    fn lacks_columns(&self) -> bool {
        self.forward.is_none_or(|end| end.fields.is_none())
    }
}

/// A column of a foreign key that the schema does not name.
struct Column<'s> {
    name: String,
    arity: Arity,
    /// The field that it refers to.
    reference: &'s Field<'s>,
    exists: bool,
}

struct Schema<'s> {
    models: Vec<Model<'s>>,
    /// Where the ends are that a model has in another one, by the relation's name.
    ends: HashMap<(usize, usize, Option<&'s str>), Vec<usize>>,
}

impl<'s> Schema<'s> {
    fn new(files: &'s [File<'s>]) -> Self {
        let blocks = files.iter().flat_map(|file| &file.blocks);
        let models = blocks.filter(|block| matches!(block.keyword.text, "model" | "view"));
        let mut models: Vec<Model> = models
            .filter_map(|block| Some(Model::new(block, block.name?.text)))
            .collect();
        let ids: HashMap<&str, usize> = models
            .iter()
            .enumerate()
            .map(|(id, model)| (model.name, id))
            .collect();
        for model in &mut models {
            model.ends = model
                .block
                .fields
                .iter()
                .filter_map(|field| {
                    let ty = field.ty.as_ref()?;
                    let target = ids.get(ty.name.text)?;
                    ty.unsupported
                        .is_none()
                        .then(|| End::new(field, ty, *target))
                })
                .collect();
        }
        let mut ends: HashMap<_, Vec<usize>> = HashMap::new();
        for (id, model) in models.iter().enumerate() {
            for (index, end) in model.ends.iter().enumerate() {
                let key = (id, end.target, end.name);
                ends.entry(key).or_default().push(index);
            }
        }
        Self { models, ends }
    }

    /// Relations with a foreign key, in the order of their first end.
    fn relations(&self) -> Vec<Relation<'_, 's>> {
        let mut relations = Vec::new();
        for (id, model) in self.models.iter().enumerate() {
            for end in &model.ends {
                relations.extend(self.relation(id, end));
            }
        }
        relations
    }

    /// The relation that an end makes, unless its other end makes it.
    fn relation<'a>(&'a self, id: usize, end: &'a End<'s>) -> Option<Relation<'a, 's>> {
        let target = &self.models[end.target];
        let ends = self.ends.get(&(end.target, id, end.name));
        let mut ends = ends.into_iter().flatten().map(|index| &target.ends[*index]);
        let opposite = ends.find(|other| !std::ptr::eq(*other, end));
        // Of two ends that could both have the foreign key, the first by name gets it.
        let comes_first = |other: &End| {
            let other = (target.name, other.field.name.text);
            (self.models[id].name, end.field.name.text) <= other
        };
        let forward = Relation {
            referencing: id,
            referenced: end.target,
            forward: Some(end),
            back: opposite,
            one_to_one: false,
        };
        let Some(other) = opposite else {
            return Some(match end.arity {
                Arity::List => Relation {
                    referencing: end.target,
                    referenced: id,
                    forward: None,
                    back: Some(end),
                    one_to_one: false,
                },
                _ => {
                    let fields = end.fields.as_deref();
                    let one_to_one = fields.is_some_and(|fields| self.models[id].is_unique(fields));
                    Relation {
                        one_to_one,
                        ..forward
                    }
                }
            });
        };
        let one_to_one = match (end.arity, other.arity) {
            (Arity::List, _) | (Arity::Optional, Arity::Required) => return None,
            (_, Arity::List) => false,
            (Arity::Required, Arity::Optional) => true,
            (Arity::Required, Arity::Required) => comes_first(other).then_some(true)?,
            (Arity::Optional, Arity::Optional) => {
                let mine = end.fields.is_some() || other.fields.is_none() && comes_first(other);
                mine.then_some(true)?
            }
        };
        Some(Relation {
            one_to_one,
            ..forward
        })
    }

    /// The columns that the foreign key would have if the schema said nothing of it.
    fn columns(&self, relation: &Relation<'_, 's>) -> Vec<Column<'s>> {
        let (from, to) = (
            &self.models[relation.referencing],
            &self.models[relation.referenced],
        );
        let key = to.first_key().iter().filter_map(|name| to.field(name));
        key.map(|reference| {
            let name = first_lower(to.name) + &first_upper(reference.name.text);
            let existing = from.field(&name).filter(|field| !from.is_end(field));
            let existing_arity = existing.and_then(|field| field.ty.as_ref()).map(Arity::of);
            let arity = existing_arity.or(relation.forward.map(|end| end.arity));
            Column {
                name,
                arity: arity.unwrap_or(Arity::Optional),
                reference,
                exists: existing.is_some(),
            }
        })
        .collect()
    }

    /// `fields: […]`
    fn fields_argument(&self, relation: &Relation) -> String {
        let columns = self.columns(relation);
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        format!("fields: [{}]", names.join(", "))
    }

    /// `references: […]`
    fn references_argument(&self, relation: &Relation) -> String {
        let given = relation.forward.and_then(|end| end.references.as_deref());
        let names = given.unwrap_or_else(|| self.models[relation.referenced].first_strict_key());
        format!("references: [{}]", names.join(", "))
    }

    /// Adds relation fields and columns.
    fn fields(&self, sources: &Sources, relation: &Relation, edits: &mut Vec<TextEdit>) {
        let (from, to) = (
            &self.models[relation.referencing],
            &self.models[relation.referenced],
        );
        let mut add = |model: &Model, text: String| {
            let close = model.block.close;
            edits.extend(close.map(|close| insertion(close, close.start, text + "\n")));
        };
        if relation.back.is_none() {
            let name = camel_case(from.name);
            let (name, arity) = if relation.one_to_one {
                (name, "?")
            } else {
                (plural(&name), "[]")
            };
            let named = relation.forward.and_then(|end| end.name_span);
            let named = named.map(|span| format!(" @relation({})", sources.text(span)));
            let named = named.unwrap_or_default();
            let ignore = if from.is_ignored() { " @ignore" } else { "" };
            add(to, format!("{name} {}{arity}{named}{ignore}", from.name));
        }
        if relation.forward.is_none() {
            let columns = self.columns(relation);
            let optional = columns.iter().any(|column| column.arity == Arity::Optional);
            let mut arguments: Vec<String> = Vec::new();
            let name = relation.back.and_then(|end| end.name_span);
            arguments.extend(name.map(|span| sources.text(span).to_owned()));
            arguments.push(self.fields_argument(relation));
            arguments.push(self.references_argument(relation));
            add(
                from,
                format!(
                    "{} {}{} @relation({})",
                    camel_case(to.name),
                    to.name,
                    if optional { "?" } else { "" },
                    arguments.join(", "),
                ),
            );
        }
        if !relation.lacks_columns() {
            return;
        }
        for column in self
            .columns(relation)
            .into_iter()
            .filter(|column| !column.exists)
        {
            let Some(ty) = column.reference.ty.as_ref().filter(|ty| is_scalar(ty)) else {
                return;
            };
            let mut attributes = column.reference.attributes.iter();
            let native = attributes.find(|attribute| attribute.name.text.contains('.'));
            let native = native.map_or("", |attribute| sources.text(attribute.span));
            let arity = column.arity.text();
            add(
                from,
                format!("{} {}{arity} {native}", column.name, ty.name.text),
            );
        }
    }

    /// Adds `@relation`, or what is missing of it.
    fn attribute(&self, relation: &Relation, edits: &mut Vec<TextEdit>) {
        let Some(end) = relation.forward else {
            return;
        };
        let mut arguments = Vec::new();
        if end.fields.is_none() {
            arguments.push(self.fields_argument(relation));
        }
        if end.references.is_none() {
            arguments.push(self.references_argument(relation));
        }
        if arguments.is_empty() {
            return;
        }
        let arguments = arguments.join(", ");
        let after_type = end.field.ty.as_ref().map(|ty| ty.span);
        let (span, text) = match end.attribute {
            None => (after_type, format!(" @relation({arguments})")),
            Some(attribute) => (Some(attribute.span), arguments),
        };
        let Some(span) = span else {
            return;
        };
        let (at, text) = match end.attribute {
            None => (span.end, text),
            Some(attribute) if !attribute.arguments.is_empty() => {
                (span.end - 1, format!(", {text}"))
            }
            Some(attribute) if attribute.name.span.end < span.end => (span.end - 1, text),
            Some(_) => (span.end, format!("({text})")),
        };
        edits.push(insertion(span, at, text));
    }
}

/// An edit that adds text before a byte of a span's file.
fn insertion(span: Span, at: u32, text: String) -> TextEdit {
    let span = Span {
        start: at,
        end: at,
        ..span
    };
    TextEdit { span, text }
}

fn is_scalar(ty: &Type) -> bool {
    ty.unsupported.is_none() && Scalar::of_name(ty.name.text).is_some()
}

#[cfg(test)]
mod tests {
    use super::UNCLEAR;
    use crate::diagnostic::explain;

    #[test]
    fn unclear_codes_are_codes() {
        for code in UNCLEAR {
            assert!(explain(code).is_some(), "{code} is no code of a diagnostic");
        }
        assert!(UNCLEAR.is_sorted_by(|a, b| a < b), "a code stands twice");
    }
}
