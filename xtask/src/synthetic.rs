//! Schemas of any size, to measure on: models that look like those of an ordinary application,
//! each with an id, ten more scalar fields, an enum of its own, two or three relations and an index.
//!
//! The same number of models always gives the same text.

use std::fmt::Write;

use anyhow::{Context, Result};

const NOUNS: [&str; 12] = [
    "Account", "Booking", "Campaign", "Document", "Employee", "Folder", "Gallery", "House",
    "Invoice", "Journal", "Kitchen", "Lesson",
];

const STATES: [&str; 7] = [
    "DRAFT", "OPEN", "WAITING", "ACTIVE", "PAUSED", "DONE", "REJECTED",
];

/// What the eight fields that differ from model to model are made of; the name comes before.
const SCALARS: [&str; 12] = [
    "String @db.VarChar(200)",
    "String? @db.Text",
    "String @unique",
    "String @default(\"none\") @map(\"{}_text\")",
    "Boolean @default(false)",
    "Int @default(0)",
    "Int?",
    "BigInt?",
    "Float @default(1.5)",
    "Decimal @default(0) @db.Decimal(14, 4)",
    "DateTime?",
    "Json?",
];

/// `cargo xtask synthetic MODELS`
pub(crate) fn print(arguments: &[String]) -> Result<bool> {
    let models = arguments
        .first()
        .and_then(|text| text.parse().ok())
        .context("how many models?")?;
    print!(
        "{}",
        schema(models, "generator ketch {\n  provider = \"ketch\"\n}")
    );
    Ok(true)
}

/// A PostgreSQL schema. `generator` is the whole generator block.
pub(crate) fn schema(models: usize, generator: &str) -> String {
    let relations = relations(models);
    let mut incoming = vec![Vec::new(); models];
    for relation in &relations {
        incoming[relation.to].push(relation);
    }
    let mut outgoing = relations.iter().peekable();
    let mut random = Random(models as u64);
    let mut text = format!("{generator}\n\ndatasource db {{\n  provider = \"postgresql\"\n}}\n");
    for (index, incoming) in incoming.iter().enumerate() {
        let own = std::iter::from_fn(|| outgoing.next_if(|relation| relation.from == index))
            .collect::<Vec<_>>();
        write_model(&mut text, index, &own, incoming, &mut random);
    }
    text
}

/// The name of a model.
fn name(index: usize) -> String {
    format!("{}{index}", NOUNS[index % NOUNS.len()])
}

/// A relation from the model that has the foreign key.
struct Relation {
    from: usize,
    to: usize,
    /// Which of its model's relations it is.
    number: usize,
    optional: bool,
}

impl Relation {
    fn name(&self) -> String {
        format!("{}Link{}", name(self.from), self.number)
    }
}

fn relations(models: usize) -> Vec<Relation> {
    let mut random = Random(models as u64 + 1);
    let mut relations = Vec::new();
    for from in 0..models {
        for number in 0..2 + random.below(2) {
            let to = random.below(models);
            // A model that must point at itself could have no first row.
            let optional = to == from || random.below(3) == 0;
            relations.push(Relation {
                from,
                to,
                number,
                optional,
            });
        }
    }
    relations
}

fn write_model(
    text: &mut String,
    index: usize,
    own: &[&Relation],
    incoming: &[&Relation],
    random: &mut Random,
) {
    let name = name(index);
    let states = &STATES[random.below(3)..5 + random.below(3)];
    let mut line =
        |indented: std::fmt::Arguments| writeln!(text, "{indented}").expect("text can always grow");
    line(format_args!("\nenum {name}State {{"));
    states
        .iter()
        .for_each(|state| line(format_args!("  {state}")));
    line(format_args!(
        "}}\n\n/// Model {index} of a synthetic schema.\nmodel {name} {{"
    ));
    line(format_args!("  id Int @id @default(autoincrement())"));
    line(format_args!("  state {name}State @default({})", states[0]));
    for number in 0..8 {
        let field = format!("field{number}");
        let scalar = SCALARS[random.below(SCALARS.len())].replace("{}", &field);
        line(format_args!("  {field} {scalar}"));
    }
    line(format_args!("  createdAt DateTime @default(now())"));
    line(format_args!("  updatedAt DateTime @updatedAt"));
    for relation in own {
        let Relation {
            to,
            number,
            optional,
            ..
        } = relation;
        let (to, mark) = (self::name(*to), if *optional { "?" } else { "" });
        let action = match (random.below(2), optional) {
            (0, _) => "",
            (_, true) => ", onDelete: SetNull",
            (_, false) => ", onDelete: Cascade",
        };
        line(format_args!("  link{number}Id Int{mark}"));
        line(format_args!(
            "  link{number} {to}{mark} @relation(\"{}\", fields: [link{number}Id], references: [id]{action})",
            relation.name()
        ));
    }
    for relation in incoming {
        let (from, number) = (self::name(relation.from), relation.number);
        line(format_args!(
            "  from{}By{number} {from}[] @relation(\"{}\")",
            relation.from,
            relation.name()
        ));
    }
    line(format_args!("\n  @@index([state, createdAt])"));
    line(format_args!("  @@map(\"table_{index}\")\n}}"));
}

/// Numbers that look random and are always the same (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
