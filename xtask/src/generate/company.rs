//! Companies, so that many people work for the same one.
//!
//! A company is a function of the seed, its country and its number, so none has to be remembered.

use super::dice::Dice;
use super::person::slug;
use super::tables::Table;

/// How many companies a country has at most.
const PER_COUNTRY: usize = 20_000;

const FIRST: [&str; 40] = [
    "Alpine",
    "Amber",
    "Apex",
    "Arctic",
    "Atlas",
    "Aurora",
    "Beacon",
    "Blue Ridge",
    "Bright",
    "Cascade",
    "Cedar",
    "Clear",
    "Copper",
    "Delta",
    "Eagle",
    "Ember",
    "Falcon",
    "First",
    "Golden",
    "Granite",
    "Harbor",
    "Helix",
    "Iron",
    "Juniper",
    "Lakeside",
    "Lumen",
    "Maple",
    "Meridian",
    "Nova",
    "Orchid",
    "Pioneer",
    "Quantum",
    "Redwood",
    "Silver",
    "Summit",
    "Terra",
    "Union",
    "Vertex",
    "Willow",
    "Zenith",
];

const SECOND: [&str; 30] = [
    "Analytics",
    "Automation",
    "Bakery",
    "Biotech",
    "Capital",
    "Catering",
    "Chemicals",
    "Construction",
    "Consulting",
    "Design",
    "Dynamics",
    "Electronics",
    "Energy",
    "Engineering",
    "Foods",
    "Freight",
    "Health",
    "Instruments",
    "Insurance",
    "Labs",
    "Logistics",
    "Machinery",
    "Media",
    "Optics",
    "Packaging",
    "Pharma",
    "Robotics",
    "Software",
    "Systems",
    "Textiles",
];

/// A company's name and the domain of its site and mail.
pub(crate) struct Company {
    pub(crate) name: String,
    pub(crate) domain: String,
}

/// One of a country's companies; small numbers are large employers.
pub(crate) fn draw(seed: u64, country: usize, table: &Table, dice: &mut Dice) -> Company {
    let number = dice.below(PER_COUNTRY).min(dice.below(PER_COUNTRY));
    let place = country * PER_COUNTRY + number;
    let mut own = Dice::new(seed ^ (place as u64).wrapping_mul(0xd134_2543_de82_ef95));
    let legal = own.word(&table.legal);
    let (family, latin) = *own.pick(&table.families);
    let (first, second) = (own.word(&FIRST), own.word(&SECOND));
    let (name, latin) = match own.below(6) {
        0 => (format!("{family} {legal}"), latin.to_owned()),
        1 => {
            let (partner, _) = *own.pick(&table.families);
            (format!("{family}, {partner} & Partner {legal}"), format!("{latin} partner"))
        }
        2 => (format!("{family} {second} {legal}"), format!("{latin} {second}")),
        _ => (format!("{first} {second} {legal}"), format!("{first} {second}")),
    };
    let domain = format!("{}{number}.{}", slug(&latin, ""), table.country.domain);
    Company { name, domain }
}
