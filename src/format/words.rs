//! Names of added fields, as Prisma forms them: English plurals, and names in camel case.

/// Words that are their own plurals.
const UNCOUNTABLE: &str = "accommodation adulthood advertising advice aggression aid air aircraft \
alcohol anger applause arithmetic assistance athletics bacon baggage beef biology blood botany \
bread butter carbon cardboard cash chalk chaos chess crossroads countryside dancing deer dignity \
dirt dust economics education electricity engineering enjoyment envy equipment ethics evidence \
evolution fame fiction flour flu food fuel fun furniture gallows garbage garlic genetics gold golf \
gossip grammar gratitude grief guilt gymnastics happiness hardware harm hate hatred health heat \
help homework honesty honey hospitality housework humour hunger hydrogen ice importance inflation \
information innocence iron irony jam jewelry judo karate knowledge lack laughter lava leather \
leisure lightning linguine linguini linguistics literature litter livestock logic loneliness luck \
luggage macaroni machinery magic management mankind marble mathematics mayonnaise measles methane \
milk money mud music mumps nature news nitrogen nonsense nurture nutrition obedience obesity \
oxygen pasta patience physics poetry pollution poverty pride psychology publicity punctuation \
quartz racism relaxation reliability research respect revenge rice rubbish rum safety scenery \
seafood seaside series shame sheep shopping sleep smoke smoking snow soap software soil spaghetti \
species steam stuff stupidity sunshine symmetry tennis thirst thunder timber traffic \
transportation trust underwear unemployment unity validity veal vegetation vegetarianism vengeance \
violence vitality warmth wealth weather welfare wheat wildlife wisdom yoga zinc zoology";

/// Words whose plurals follow no rule.
const IRREGULAR: [(&str, &str); 10] = [
    ("ox", "oxen"),
    ("man", "men"),
    ("woman", "women"),
    ("die", "dice"),
    ("yes", "yeses"),
    ("foot", "feet"),
    ("eave", "eaves"),
    ("goose", "geese"),
    ("tooth", "teeth"),
    ("quiz", "quizzes"),
];

/// A rule: the ends of a stem, what may follow it, and what follows it in the plural. In the end of
/// a stem, `[abc]` is one of these letters and `[^abc]` any other character.
type Rule = (&'static str, &'static [&'static str], &'static str);

/// The first rule that fits holds.
const RULES: [Rule; 24] = [
    ("eaux", &[""], ""),
    ("child", &["ren", ""], "ren"),
    ("pe", &["rson", "ople"], "ople"),
    ("m l", &["ice", "ouse"], "ice"),
    ("matr cod mur sil vert ind append", &["ix", "ex"], "ices"),
    ("x ch ss sh zz", &[""], "es"),
    ("xes ches sses shes zzes", &[""], ""),
    ("[^ch][ieo][ln]", &["ey"], "ies"),
    ("[^aeiouy] qu", &["y"], "ies"),
    ("ar l ea eo oa hoo", &["f"], "ves"),
    ("kni wi li", &["fe"], "ves"),
    ("", &["sis"], "ses"),
    (
        "apheli hyperbat periheli asyndet noumen phenomen criteri organ prolegomen hedr automat",
        &["a", "on"],
        "a",
    ),
    (
        "agend addend millenni dat extrem bacteri desiderat strat candelabr errat ov symposi \
         curricul automat quor",
        &["a", "um"],
        "a",
    ),
    ("her at gr", &["o"], "oes"),
    ("seraph cherub", &["im", ""], "im"),
    ("alumn alg vertebr", &["ae", "a"], "ae"),
    (
        "alumn syllab octop vir radi nucle fung cact stimul termin bacill foc uter loc strat",
        &["us", "i"],
        "i",
    ),
    ("[^l]ias [aeiou]las [emjzr]as [iu]am", &[""], ""),
    ("e[mn]u", &["s", ""], "s"),
    ("alias [^aou]us tlas gas ris", &[""], "es"),
    ("ax test", &["is"], "es"),
    ("[^aeiou]ese", &[""], ""),
    ("", &["s"], "s"),
];

/// The plural of a word.
pub(super) fn plural(word: &str) -> String {
    if UNCOUNTABLE.split(' ').any(|known| known == word) {
        return word.to_owned();
    }
    if let Some((_, plural)) = IRREGULAR.into_iter().find(|(known, _)| *known == word) {
        return plural.to_owned();
    }
    for (stems, endings, plural) in RULES {
        let stem = endings.iter().find_map(|ending| {
            let stem = word.strip_suffix(ending)?;
            let fits = stems.is_empty() || stems.split(' ').any(|end| ends_with(stem, end));
            fits.then_some(stem)
        });
        if let Some(stem) = stem {
            return format!("{stem}{plural}");
        }
    }
    format!("{word}s")
}

/// Whether a stem ends as a rule says.
fn ends_with(stem: &str, end: &str) -> bool {
    let mut letters = stem.chars().rev();
    let mut end = end.chars().rev();
    while let Some(letter) = end.next() {
        let Some(found) = letters.next() else {
            return false;
        };
        let fits = if letter == ']' {
            let class: String = end.by_ref().take_while(|c| *c != '[').collect();
            match class.strip_suffix('^') {
                Some(others) => !others.contains(found),
                None => class.contains(found),
            }
        } else {
            letter == found
        };
        if !fits {
            return false;
        }
    }
    true
}

/// A model's name as the name of a field: `BlogPost` and `blog_post` become `blogPost`.
pub(super) fn camel_case(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut after_gap = false;
    // The last character that did not begin a word.
    let mut last = ' ';
    for c in name
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .chars()
    {
        if !c.is_alphanumeric() {
            after_gap = !text.is_empty();
        } else if c.is_numeric() {
            after_gap = true;
            text.push(c);
        } else if after_gap || last.is_lowercase() && c.is_uppercase() {
            after_gap = false;
            text.push(c.to_ascii_uppercase());
        } else {
            last = c;
            text.push(c.to_ascii_lowercase());
        }
    }
    text
}

/// With its first letter in lower case.
pub(super) fn first_lower(name: &str) -> String {
    let mut rest = name.chars();
    let first = rest.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(rest).collect()
}

/// With its first letter in upper case.
pub(super) fn first_upper(name: &str) -> String {
    let mut rest = name.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::{camel_case, plural};

    #[test]
    fn plurals_are_those_of_prisma() {
        for (word, expected) in [
            ("post", "posts"),
            ("user", "users"),
            ("users", "users"),
            ("category", "categories"),
            ("person", "people"),
            ("child", "children"),
            ("sheep", "sheep"),
            ("box", "boxes"),
            ("address", "addresses"),
            ("analysis", "analyses"),
            ("index", "indices"),
            ("data", "data"),
            ("leaf", "leaves"),
            ("bus", "buses"),
            ("a", "as"),
        ] {
            assert_eq!(plural(word), expected, "{word}");
        }
    }

    #[test]
    fn camel_case_starts_words_where_prisma_does() {
        for (name, expected) in [
            ("BlogPost", "blogPost"),
            ("blog_post", "blogPost"),
            ("HTMLPage", "htmlpage"),
            ("OhWhatAUser", "ohWhatAUser"),
            ("Level2item", "level2Item"),
        ] {
            assert_eq!(camel_case(name), expected, "{name}");
        }
    }
}
