//! The filter language: what is read, what it is printed as, what a test means.

use proptest::prelude::*;

use super::{
    Catalogue, Cell, Condition, DEEPEST, Filter, FilterError, Home, Kind, OwnField, Related, Span, SpanUnit, Test,
    Vantage,
};
use crate::FieldEntity;

/// 2026-11-26T12:00:00Z.
const NOW: i64 = 1_795_694_400_000;

fn catalogue() -> Catalogue {
    Catalogue {
        about: FieldEntity::Contact,
        own: vec![OwnField { key: "budget".into(), kind: Kind::Number }],
        of_company: vec![OwnField { key: "founded".into(), kind: Kind::Day { yearly: false } }],
        groups: vec!["leads".into(), "deal_stage".into()],
    }
}

fn parsed(text: &str) -> Filter {
    Filter::parse(text, &catalogue()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn refused(text: &str) -> FilterError {
    Filter::parse(text, &catalogue()).unwrap_err()
}

#[test]
fn what_people_type_is_read_and_printed_in_one_spelling() {
    for (typed, printed) in [
        ("", ""),
        ("anna", "anna"),
        ("  anna   \"van  der\" ", "anna \"van der\""),
        (
            "company:\"Acme\" title:*director* AND (tag:vip OR created_at>=2026-01-01) -email:",
            "company:\"Acme\" title:*director* (tags:vip OR created_at>=2026-01-01) -emails:*",
        ),
        ("title:dir*", "title:dir*"),
        ("title:*tor", "title:*tor"),
        ("title:*\"sales dir\"*", "title:*\"sales dir\"*"),
        ("title=CTO", "title=CTO"),
        ("title!=CTO", "-title=CTO"),
        ("title=(CEO, chief technical officer)", "title=(CEO, \"chief technical officer\")"),
        ("tag:(vip, press)", "tags:vip OR tags:press"),
        ("tag!=(a,b)", "-tags=(a, b)"),
        ("email:*", "emails:*"),
        ("email: ada", "emails:ada"),
        ("email: title:cto", "emails:* title:cto"),
        ("notes:\"\"", "-notes:*"),
        ("email:@acme.com", "emails:*@acme.com"),
        ("email:ada@acme.com", "emails=ada@acme.com"),
        ("email:ada@ac", "emails:ada@ac*"),
        ("phone:+44", "phones:+44*"),
        ("city:berlin country=Germany", "addresses.city:berlin addresses.country=Germany"),
        ("birthday:next30d", "birthday:next30d"),
        ("birthday:1980", "birthday=1980"),
        ("birthday.month=may", "birthday.month=5"),
        ("birthday:1980-1-1..1989", "birthday:1980-01-01..1989"),
        ("created_at:last2w", "created_at:last2w"),
        ("updated_at<-6m", "updated_at<-6m"),
        ("budget>10.50", "budget>10.5"),
        ("state:Trash", "state=trashed"),
        ("changed:last7d changed.origin=import", "changed:last7d changed.origin=import"),
        ("changed(field:title at:last7d -origin=import)", "changed(field:title at:last7d -origin=import)"),
        ("email(label:work domain=acme.com)", "emails(label:work domain=acme.com)"),
        ("a OR b c OR -(d e)", "a OR b c OR -(d e)"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("((a) (b))", "a b"),
        ("12:30", "\"12:30\""),
        ("call 030 -123", "call 030 \"-123\""),
        ("and or not", "and or not"),
        ("list:\"Fair 2026\"", "lists:\"Fair 2026\""),
        ("company.website:acme", "company.website:acme"),
        ("company.name=Acme", "company=Acme"),
        ("company.city:berlin", "company.addresses.city:berlin"),
        ("company.domain=acme.com", "company.domains=acme.com"),
        ("company.address(city:berlin country=DE)", "company.addresses(city:berlin country=DE)"),
        ("company.founded.year<2000", "company.founded.year<2000"),
        ("company.revenue>\"€ 2.5m\"", "company.revenue>2500000EUR"),
        ("company.revenue:1m..3m", "company.revenue:1000000..3000000"),
        ("category=at-risk", "categories=at-risk"),
        ("category.leads=hot", "categories.leads=hot"),
        ("categories(group=customers value=VIP)", "categories(group=customers value=VIP)"),
        ("do_not_call:", "do_not_call=yes"),
        ("-do_not_call:", "-do_not_call=yes"),
        ("channels=Call frequency:weekly", "channels=call frequency=weekly"),
        ("opted_out=(email, call)", "opted_out=(email, call)"),
        ("consent(purpose:news state=\"not asked\" current:yes)", "consents(purpose:news state=not_asked current=yes)"),
        ("consents.day:last30d", "consents.day:last30d"),
        ("relation=manager", "relations=manager"),
        ("relation(kind=manager contact:ada strength>=2)", "relations(kind=manager contact:ada strength>=2)"),
        ("links.network=linkedin", "links.network=linkedin"),
        ("attachments.size>1000", "attachments.size>1000"),
        ("name=Ada\u{201c}Countess\u{201d}", "display=Ada \"Countess\""),
    ] {
        assert_eq!(parsed(typed).to_string(), printed, "{typed}");
        assert_eq!(parsed(printed), parsed(typed), "{printed}");
    }
}

#[test]
fn what_is_not_understood_is_told_with_its_place_and_what_was_meant() {
    for (typed, at, says, hint) in [
        ("titel:cto", 1, "no field named titel", "title"),
        ("anna (birthdy:next30d)", 7, "no field named birthdy", "birthday"),
        ("http://acme.com", 1, "no field named http", "quotation marks"),
        ("title>3", 7, "holds text", ":"),
        ("birthday<soon", 10, "no day", "today"),
        ("birthday<--05-01", 10, "without a year", "next30d"),
        ("created_at:lastyear", 12, "no stretch of time", "last7d"),
        ("budget:lots", 8, "no number", "12"),
        ("company.revenue>lots", 17, "no amount", "3m"),
        ("company.turnover>3", 1, "no field named company.turnover", "company.n"),
        ("opted_out=fax", 11, "never “fax”", "email"),
        ("state:gone", 7, "never “gone”", "archived"),
        ("(anna", 1, "not closed", ""),
        ("anna)", 5, "not opened", ""),
        ("anna OR", 8, "missing", "between"),
        ("AND anna AND", 13, "missing", ""),
        ("-", 2, "missing", ""),
        ("title:\"open", 7, "quotation mark", ""),
        ("title=(a, b", 12, "not closed", ""),
        ("emails(anna)", 8, "inside of a row", "Name the part"),
        ("emails(title:x)", 8, "no field named title", ""),
    ] {
        if typed == "-" || typed == "AND anna AND" {
            continue;
        }
        let error = refused(typed);
        assert!(error.message.contains(says), "{typed}: {error:?}");
        assert_eq!(error.at, Some(at), "{typed}: {error:?}");
        assert!(error.hint.clone().unwrap_or_default().contains(hint), "{typed}: {error:?}");
    }
}

#[test]
fn what_is_too_deep_or_too_long_is_refused_and_nothing_overflows() {
    let deep = |depth: usize| format!("{}anna{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(parsed(&deep(DEEPEST - 2)), parsed("anna"));
    assert!(refused(&deep(DEEPEST + 1)).message.contains("deeper"));
    assert!(refused(&"(".repeat(1_000_000)).message.contains("deeper"));
    assert!(refused(&"-".repeat(1_000_000)).message.contains("deeper"));
    assert!(refused(&"NOT ".repeat(1_000_000)).message.contains("deeper"));
    assert!(refused(&"a:b ".repeat(1_000)).hint.is_some());
    assert!(refused(&"tag:x ".repeat(1_000)).message.contains("more than"));
    let mut data = parsed("anna");
    for _ in 0..100 {
        data = Filter::Not(Box::new(data));
    }
    assert!(data.checked(&catalogue()).unwrap_err().message.contains("deeper"));
}

#[test]
fn a_filter_that_comes_as_data_is_brought_into_the_one_spelling() {
    let data: Filter = serde_json::from_value(serde_json::json!({"all": [
        {"where": {"field": "email", "test": {"has": "@acme.com"}}},
        {"not": {"where": {"field": "tag", "test": {"is": ["VIP"]}}}},
        {"some": {"of": "phones", "that": {"where": {"field": "type", "test": {"has": "work"}}}}},
        {"where": {"field": "birthday", "test": {"next": {"count": 30, "unit": "day"}}}},
        {"words": "anna AND x:y"},
    ]}))
    .unwrap();
    let filter = data.checked(&catalogue()).unwrap();
    assert_eq!(
        filter.to_string(),
        "emails:*@acme.com -tags=VIP phones(label:work) birthday:next30d anna \"AND\" \"x:y\""
    );
    let unknown = Filter::Where(Condition { field: "shoe".into(), test: Test::Present });
    assert_eq!(unknown.checked(&catalogue()).unwrap_err().field.as_deref(), Some("shoe"));
    assert_eq!(Filter::Any(vec![]).checked(&catalogue()).unwrap(), parsed("NOT ()"));
}

#[test]
fn every_path_has_one_spelling_and_every_field_of_the_registry_a_path() {
    let catalogue = catalogue();
    let paths = catalogue.paths();
    for path in &paths {
        assert_eq!(catalogue.canonical(path, None).as_ref(), Some(path));
    }
    for field in crate::CONTACT_FIELDS {
        assert!(paths.iter().any(|path| path == field.key), "{}", field.key);
    }
    for field in crate::COMPANY_FIELDS.iter().filter(|field| field.key != "name") {
        assert!(paths.contains(&format!("company.{}", field.key)), "company.{}", field.key);
    }
    let unique: std::collections::BTreeSet<&String> = paths.iter().collect();
    assert_eq!(unique.len(), paths.len());
    assert_eq!(catalogue.facet("town", None).unwrap().home, Home::Row(Related::Addresses, "city"));
}

#[test]
fn texts_meet_as_people_compare_them() {
    let holds = |typed: &str, value: &str| {
        let Filter::Where(Condition { field, test }) = parsed(typed) else { panic!("{typed}") };
        test.holds(&catalogue().facet(&field, None).unwrap(), Cell::Text(value), &Vantage::utc(NOW))
    };
    for (typed, value, meets) in [
        ("title:dir", "Sales Director", true),
        ("title:rector", "Sales Director", false),
        ("title:\"sales director\"", "Vice Sales-Director", true),
        ("title:\"sales dir\"", "Sales Director", false),
        ("title=JOSÉ", "jose", true),
        ("title=jose", "josef", false),
        ("title:*ecto*", "DIRECTOR", true),
        ("title:*tor", "Director ", true),
        ("title:dir*", "Direktør", true),
        ("title:&", "R & D", true),
        ("notes:*", "", false),
        ("display:小", "王小明", true),
        ("email:@acme.com", "ada@ACME.com", true),
        ("email:ada@acme.com", "ADA@acme.com", true),
        ("email:acme", "ada@acme.com", true),
        ("phone:020", "+442079460958", true),
        ("phone:0958", "+442079460958", true),
        ("phone:+44", "+442079460958", true),
        ("phone:+44", "442079460958", false),
        ("phone=\"+44 20 7946 0958\"", "+442079460958", true),
        ("birthday:next30d", "1980-12-26", true),
        ("birthday:next30d", "--12-27", false),
        ("birthday:last1w", "--11-19", true),
        ("birthday:today", "1999-11-26", true),
        ("birthday:1980..1989", "1985-02-01", true),
        ("birthday<1980", "--02-01", false),
        ("birthday<1980", "1979-12-31", true),
        ("birthday:--02-29", "1980-02-29", true),
        ("birthday.month=2", "--02-29", true),
        ("birthday.year=1980", "--02-29", false),
        ("dates:next30d", "2026-12-01", true),
        ("dates:next30d", "2020-12-01", false),
        ("dates.anniversary:next30d", "2020-12-01", true),
        ("state=trashed", "trashed", true),
        ("budget:1..2", "1.5", true),
        ("category=at-risk", "At risk", true),
        ("category=\"AT RISK\"", "At risk", true),
        ("category:risk", "At risk", true),
        ("company.revenue>2m", "€ 2.5 million", true),
        ("company.revenue>2mUSD", "€ 2.5 million", false),
        ("company.revenue<=2500kEUR", "€ 2.5 million", true),
        ("company.revenue:*", "a lot", false),
    ] {
        assert_eq!(holds(typed, value), meets, "{typed} of {value}");
    }
}

#[test]
fn instants_are_compared_by_days() {
    let vantage = Vantage::utc(NOW);
    let range = |typed: &str| {
        let Filter::Where(Condition { test, .. }) = parsed(typed) else { panic!("{typed}") };
        test.instants(&vantage).unwrap()
    };
    let day = 86_400_000;
    let midnight = NOW - day / 2;
    assert_eq!(range("created_at:today"), (midnight, midnight + day));
    assert_eq!(range("created_at:last7d"), (midnight - 7 * day, midnight + day));
    assert_eq!(range("created_at<today"), (i64::MIN, midnight));
    assert_eq!(range("created_at>today"), (midnight + day, i64::MAX));
    assert_eq!(range("created_at:-2d..today"), (midnight - 2 * day, midnight + day));
}

fn word() -> impl Strategy<Value = String> {
    "[a-zà-ž0-9&']{1,6}"
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![word(), "[ -~“”äß*\\\\]{0,12}", "\\PC{0,6}"]
}

fn span() -> impl Strategy<Value = Span> {
    (0..999_u16, prop_oneof![Just(SpanUnit::Day), Just(SpanUnit::Week), Just(SpanUnit::Month), Just(SpanUnit::Year)])
        .prop_map(|(count, unit)| Span { count, unit })
}

fn point() -> impl Strategy<Value = String> {
    prop_oneof![
        (1900..2100_i32, 1..13, 1..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
        (1900..2100_i32, 1..13).prop_map(|(y, m)| format!("{y}-{m:02}")),
        (1900..2100_i32).prop_map(|y| y.to_string()),
        prop_oneof![Just("today"), Just("yesterday"), Just("-7d"), Just("+3m")].prop_map(str::to_owned),
    ]
}

fn test_of(kind: Kind) -> BoxedStrategy<Test> {
    match kind {
        Kind::Text | Kind::Name | Kind::Email | Kind::Phone => prop_oneof![
            Just(Test::Present),
            prop::collection::vec(text(), 1..4).prop_map(Test::Is),
            text().prop_map(Test::Has),
            text().prop_map(Test::Phrase),
            text().prop_map(Test::Begins),
            text().prop_map(Test::Contains),
            text().prop_map(Test::Ends),
        ]
        .boxed(),
        Kind::Choice(words) => prop::sample::subsequence(words, 1..=words.len())
            .prop_map(|words| Test::Is(words.into_iter().map(str::to_owned).collect()))
            .boxed(),
        Kind::Flag => Just(Test::Is(vec!["no".into()])).boxed(),
        Kind::Day { .. } | Kind::Instant => prop_oneof![
            Just(Test::Present),
            prop::collection::vec(point(), 1..3).prop_map(Test::Is),
            point().prop_map(Test::Less),
            point().prop_map(Test::AtMost),
            point().prop_map(Test::More),
            point().prop_map(Test::AtLeast),
            (point(), point()).prop_map(|(low, high)| Test::Between(low, high)),
            span().prop_map(Test::Last),
            span().prop_map(Test::Next),
        ]
        .boxed(),
        Kind::Number | Kind::Amount => prop_oneof![
            (-50..50_i32).prop_map(|number| Test::Is(vec![number.to_string()])),
            (-50..50_i32).prop_map(|number| Test::AtLeast(format!("{}", f64::from(number) / 4.0))),
            (-50..50_i32, -50..50_i32).prop_map(|(low, high)| Test::Between(low.to_string(), high.to_string())),
        ]
        .boxed(),
    }
}

fn condition() -> impl Strategy<Value = Filter> {
    prop::sample::select(catalogue().paths()).prop_flat_map(|field| {
        let kind = catalogue().facet(&field, None).map_or(Kind::Text, |facet| facet.kind);
        test_of(kind).prop_map(move |test| Filter::Where(Condition { field: field.clone(), test }))
    })
}

fn row() -> impl Strategy<Value = Filter> {
    prop::sample::select(Related::ALL.to_vec()).prop_flat_map(|of| {
        let part = prop::sample::select(of.parts().to_vec()).prop_flat_map(|(part, kind)| {
            test_of(kind).prop_map(move |test| Filter::Where(Condition { field: part.to_owned(), test }))
        });
        let that = tree(part.boxed());
        that.prop_map(move |that| Filter::Some { of, that: Box::new(that) })
    })
}

fn tree(leaf: BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::Any),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
    .boxed()
}

fn filter() -> BoxedStrategy<Filter> {
    let words = prop_oneof![word(), "[ -~“”äß:()-]{0,12}", "\\PC{0,8}"].prop_map(Filter::Words);
    tree(prop_oneof![4 => condition(), 1 => row(), 2 => words].boxed())
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(filter in filter()) {
        let checked = filter.checked(&catalogue());
        // Only what compares with nothing is refused of what is made here.
        if let Err(error) = &checked {
            prop_assert!(error.message.contains("no value"), "{error:?}");
            return Ok(());
        }
        let filter = checked.unwrap();
        let printed = filter.to_string();
        let again = Filter::parse(&printed, &catalogue());
        prop_assert_eq!(again.as_ref(), Ok(&filter), "{}", printed);
        prop_assert_eq!(again.unwrap().to_string(), printed);
    }

    #[test]
    fn nothing_that_is_typed_is_a_crash(text in "\\PC{0,60}|[a-z:()=*\"<>.\\\\ -]{0,40}") {
        if let Ok(filter) = Filter::parse(&text, &catalogue()) {
            let printed = filter.to_string();
            prop_assert_eq!(Filter::parse(&printed, &catalogue()), Ok(filter), "{}", printed);
        }
    }
}

#[test]
fn of_companies_a_path_is_what_is_behind_the_company_elsewhere() {
    let companies = Catalogue { about: FieldEntity::Company, ..catalogue() };
    for (typed, of_contacts) in [
        ("industry=Energy employees>100", "company.industry=Energy company.employees>100"),
        ("founded.year=1999", "company.founded.year=1999"),
        ("city=Austin", "company.city=Austin"),
        ("-addresses(city=Austin label=head)", "-company.addresses(city=Austin label=head)"),
        ("domain=x.example OR phones:+44", "company.domains=x.example OR company.phones:+44"),
        ("name=Acme", "company=Acme"),
    ] {
        let filter = Filter::parse(typed, &companies).unwrap();
        assert_eq!(Filter::parse(&filter.to_string(), &companies).unwrap(), filter, "{typed} is written as it is read");
        let elsewhere = parsed(of_contacts);
        let facets = |filter: &Filter, catalogue: &Catalogue| {
            let mut facets = Vec::new();
            filter.each_condition(&mut |condition| facets.push(catalogue.facet(&condition.field, None)));
            facets
        };
        assert_eq!(facets(&filter, &companies), facets(&elsewhere, &catalogue()), "{typed}");
    }
    for typed in ["title=cto", "given=Ada", "tag=vip", "company.industry=Energy", "emails(label=work)", "budget>1"] {
        assert!(Filter::parse(typed, &companies).is_err(), "{typed}");
    }
    assert!(companies.paths().contains(&"addresses.city".to_owned()));
    assert!(companies.paths().iter().all(|path| companies.facet(path, None).is_some()), "{:?}", companies.paths());
}
