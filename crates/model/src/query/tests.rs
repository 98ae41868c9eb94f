//! Queries as they are typed, and what is read of them.

use proptest::prelude::*;

use super::{Query, Scope, Term};

/// A query as it is read, in one line: `-` without, the scope, and words or a phrase.
fn read(text: &str) -> Vec<String> {
    let clause = |clause: &super::Clause| {
        let minus = if clause.without { "-" } else { "" };
        let scope = clause.scope.map(|scope| format!("{scope:?}:")).unwrap_or_default();
        match &clause.term {
            Term::Word(word) => format!("{minus}{scope}{word}"),
            Term::Phrase(words) => format!("{minus}{scope}\"{}\"", words.join(" ")),
        }
    };
    Query::parse(text).clauses.iter().map(clause).collect()
}

#[test]
fn words_phrases_fields_and_what_must_not_be_found() {
    for (typed, expected) in [
        ("  José \"van der\"  Berg", &["jose", "\"van der\"", "berg"][..]),
        ("anna“van der”x", &["anna", "\"van der\"", "x"]),
        ("company:Acme", &["Company:acme"]),
        ("COMPANY:Acme city:\"New York\"", &["Company:acme", "City:\"new york\""]),
        ("-berlin", &["-berlin"]),
        ("anna −berlin", &["anna", "-berlin"]),
        ("anna -city:berlin -\"van der\"", &["anna", "-City:berlin", "-\"van der\""]),
        ("city: Berlin anna", &["City:berlin", "anna"]),
        ("city：Köln", &["City:koln"]),
        ("e-mail jean-luc", &["e-mail", "jean-luc"]),
        ("email:ada@example.com", &["Email:ada@example.com"]),
        ("mailto:ada@example.com", &["Email:ada@example.com"]),
        ("tel:+49-30-123", &["Phone:+49-30-123"]),
        ("phone:+49 30 -123", &["Phone:+49", "30", "-123"]),
        ("anna -123", &["anna", "-123"]),
        ("first_name:ada last_name:lovelace", &["Given:ada", "Family:lovelace"]),
        ("https://example.com", &["https://example.com"]),
        ("birthday:1980", &["birthday:1980"]),
    ] {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn what_is_no_query_yet_is_no_error() {
    for (typed, expected) in [
        ("", &[][..]),
        (" \" ", &[]),
        ("\"\"", &[]),
        ("company:", &[]),
        ("anna company:", &["anna"]),
        ("anna -company: ", &["anna"]),
        ("company:\"", &[]),
        ("company:\"acme fo", &["Company:\"acme fo\""]),
        ("\"van der", &["\"van der\""]),
        ("company: city:berlin", &["City:berlin"]),
        ("company: -berlin", &["-berlin"]),
        ("-", &["-"]),
        ("anna -", &["anna", "-"]),
        ("-\"", &[]),
        (":", &[":"]),
        ("nosuch:thing", &["nosuch:thing"]),
        ("company::acme", &["Company::acme"]),
    ] {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn a_digit_group_after_a_hyphen_goes_on_with_the_number() {
    let query = Query::parse("+49 30 -123");
    assert!(query.clauses.iter().all(|clause| !clause.without));
    assert!(Query::parse("anna -123").clauses[1].without);
}

#[test]
fn every_scope_has_a_name_of_the_registry_or_of_an_address() {
    for (name, scope) in [
        ("name", Scope::Name),
        ("nickname", Scope::Name),
        ("given", Scope::Given),
        ("family", Scope::Family),
        ("company", Scope::Company),
        ("department", Scope::Title),
        ("emails", Scope::Email),
        ("phone", Scope::Phone),
        ("tag", Scope::Tag),
        ("address", Scope::Place),
        ("state", Scope::Region),
        ("country", Scope::Country),
        ("note", Scope::Notes),
        ("source", Scope::Source),
        ("owner", Scope::Owner),
    ] {
        assert_eq!(Scope::named(name), Some(scope), "{name}");
    }
    assert_eq!(Scope::named("created_at"), None);
}

proptest! {
    #[test]
    fn anything_can_be_typed(text in "[ a-z:\"“”äВ王\\-−0-9@\u{1}_]{0,40}") {
        for (at, _) in text.char_indices() {
            let typed = &text[..at];
            for clause in Query::parse(typed).clauses {
                let written = crate::fold(&typed[clause.written.clone()]);
                match clause.term {
                    Term::Word(word) => prop_assert!(written.split(' ').any(|part| part == word)),
                    Term::Phrase(words) => prop_assert_eq!(written, words.join(" ")),
                }
            }
        }
    }

    #[test]
    fn a_minus_changes_nothing_else(word in "[a-z]{1,8}", scope in "(|city:|company:|name:)", quote in "\"?") {
        let asked = format!("{scope}{quote}{word}{quote}");
        let (with, without) = (Query::parse(&asked), Query::parse(&format!("-{asked}")));
        prop_assert_eq!(with.clauses.len(), 1);
        prop_assert_eq!(&with.clauses[0].term, &without.clauses[0].term);
        prop_assert_eq!(with.clauses[0].scope, without.clauses[0].scope);
        prop_assert!(!with.clauses[0].without && without.clauses[0].without);
    }
}

#[test]
fn fields_of_ones_own_are_fields_behind_those_that_every_vault_has() {
    use crate::{CustomFields, CustomKind, FieldDefinition, FieldEntity, Id};
    let field = |number: u64, key: &str| {
        let id = Id::from_parts(number, &[7; 10]);
        FieldDefinition {
            key: key.into(),
            name: key.into(),
            ..FieldDefinition::new(id, FieldEntity::Contact, CustomKind::Text)
        }
    };
    let own = CustomFields::new(vec![field(1, "tier_2"), field(2, "größe"), field(3, "title")]);
    let scope =
        |typed: &str| Query::parse_of(typed, &own).clauses.iter().map(|clause| clause.scope).collect::<Vec<_>>();
    let of = |number: u64| Some(Scope::Own(Id::from_parts(number, &[7; 10])));
    assert_eq!(scope("tier_2:gold -größe:12"), [of(1), of(2)]);
    assert_eq!(scope("custom:tier_2:gold"), [of(1)]);
    assert_eq!(scope("title:cto"), [Some(Scope::Title)]);
    assert_eq!(scope("tier_3:gold"), [None], "no field of that name: a word");
    assert_eq!(Query::parse("tier_2:gold").clauses[0].scope, None);
}
