import type { Consent, Contact, ContactRow, InCategory } from "@/ipc";

const GIVEN = [
  "Ada",
  "Björn",
  "Chloé",
  "Dmitri",
  "Elif",
  "Fatima",
  "Grace",
  "Hiroshi",
  "Ingrid",
  "José",
  "Κατερίνα",
  "李娜",
  "Mohammed",
  "Nia",
  "Olga",
  "Priya",
];
const FAMILY = [
  "Lovelace",
  "Östlund",
  "Dupont",
  "Иванов",
  "Yılmaz",
  "Al-Sayed",
  "Hopper",
  "Tanaka",
  "Berg",
  "García Márquez",
  "Παπαδοπούλου",
  "王",
  "Haddad",
  "Okafor",
  "Petrova",
  "Raman",
];
const COMPANIES = [
  "Analytical Engines Ltd",
  "Nordlicht GmbH",
  "Fromagerie du Lac",
  "Orion Logistics",
  "Anadolu Tekstil A.Ş.",
  "Cairo Steel",
  "Harbour & Sons",
];
const TITLES = ["Head of Procurement", "Sales Director", "Buyer", "CTO", "Plant Manager", "Owner"];
const PLACES = ["London", "Hamburg", "Lyon", "Gdańsk", "İzmir", "Cairo", "Oslo"];
const TAGS = ["vip", "fair 2026", "north", "newsletter"];

const CONSENTS: Consent[] = [
  {
    id: "0190a000-0000-7000-8000-0000000c0002",
    purpose: "newsletter",
    basis: "consent",
    state: "withdrawn",
    channel: "email",
    day: "2026-09-03",
    how: "By reply to the September letter",
    evidence: "",
  },
  {
    id: "0190a000-0000-7000-8000-0000000c0001",
    purpose: "newsletter",
    basis: "consent",
    state: "given",
    channel: null,
    day: "2026-03-12",
    how: "At the fair, on paper",
    evidence: "Folder 7, sheet 12",
  },
];

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
export const idOf = (at: number): string => `0190a000-0000-7000-8000-${at.toString(16).padStart(12, "0")}`;
export const indexOf = (id: string): number => Number.parseInt(id.slice(-12), 16);

const LEADS = [
  ["Cold", "blue"],
  ["Warm", "yellow"],
  ["Hot", "orange"],
] as const;

function inCategory(at: number): InCategory {
  const [name, colour] = pick(LEADS, at);
  return { group_id: idOf(7e7), group: "Leads", id: idOf(7e7 + 1 + (at % 3)), name, colour };
}

/** The same person for the same number, every time. */
export function person(at: number, now: number): Contact {
  const given = pick(GIVEN, at * 7 + 1);
  const family = pick(FAMILY, Math.floor(at / 3) * 5 + at);
  const company = at % 11 === 10 ? "" : pick(COMPANIES, at * 3);
  const mail = `contact${at}@example.com`;
  return {
    id: idOf(at),
    seq: 40,
    state: "active",
    prefix: "",
    given,
    middle: "",
    family,
    suffix: "",
    nickname: "",
    maiden: "",
    display: `${given} ${family}`,
    display_set: "",
    emails:
      at % 9 === 8
        ? []
        : [
            {
              id: idOf(at + 1e7),
              value: mail,
              label: "work",
              primary: true,
              do_not_email: false,
              status: at % 5 === 0 ? "bouncing" : "unknown",
            },
            ...(at % 4 === 0
              ? [
                  {
                    id: idOf(at + 2e7),
                    value: `home${at}@example.org`,
                    label: "home",
                    primary: false,
                    status: "unknown" as const,
                    do_not_email: true,
                  },
                ]
              : []),
          ],
    phones: [
      {
        id: idOf(at + 3e7),
        value: `+44 20 7946 0${(100 + (at % 900)).toString()}`,
        e164: `+442079460${100 + (at % 900)}`,
        label: "mobile",
        primary: true,
        do_not_call: false,
        do_not_text: false,
      },
    ],
    addresses:
      at % 2 === 0
        ? [
            {
              id: idOf(at + 4e7),
              value: `1 High Street, ${pick(PLACES, at)}`,
              street: "1 High Street",
              locality: pick(PLACES, at),
              region: "",
              postcode: "12345",
              country: "",
              label: "work",
              primary: true,
            },
          ]
        : [],
    links:
      at % 3 === 0
        ? [
            {
              id: idOf(at + 5e7),
              value: "https://example.com/people",
              network: "",
              handle: "",
              label: "website",
              primary: true,
            },
          ]
        : [],
    attachments:
      at % 7 === 0
        ? [
            {
              id: idOf(at + 6e7),
              name: "Offer 2026.pdf",
              mime: "application/pdf",
              size: 184_220,
              label: "offer",
              added_at: now,
            },
          ]
        : [],
    photo: null,
    dates: [],
    company,
    company_id: company ? idOf(at % 7) : null,
    title: pick(TITLES, at * 5),
    role: at % 4 === 0 ? "champion" : "",
    department: "",
    birthday: at % 2 === 0 ? "1980-05-01" : null,
    time_zone: at % 3 === 0 ? "Europe/Berlin" : "",
    language: at % 3 === 0 ? "de" : "",
    tags: at % 3 === 0 ? [pick(TAGS, at), pick(TAGS, at + 1)] : [],
    categories: at % 3 === 1 ? [] : [inCategory(at)],
    preferences: {
      channels: at % 6 === 0 ? ["email", "visit"] : [],
      best_times: at % 6 === 0 ? "Tuesday mornings" : "",
      frequency: at % 6 === 0 ? "monthly" : null,
      topics: at % 6 === 0 ? "Prices, the second warehouse" : "",
      do_not_call: at % 4 === 0,
      do_not_email: at % 10 === 3,
      do_not_text: false,
    },
    consents: at % 6 === 0 ? CONSENTS : [],
    locked: at % 4 === 0 ? ["notes"] : [],
    notes:
      at % 2 === 0
        ? "Met at the fair. Wants the spring price list before Easter, and a call about the second warehouse."
        : "",
    source: at % 5 === 0 ? "Fair 2026" : "",
    owner: "",
    custom: {},
    created_at: now - 90 * 86_400_000,
    updated_at: now - (at % 4000) * 3_600_000,
  };
}

export function rowOf(contact: Contact): ContactRow {
  const { id, display, company, title, tags, updated_at } = contact;
  const { do_not_call, do_not_email } = contact.preferences;
  return {
    id,
    display,
    company,
    title,
    tags,
    updated_at,
    unsent: false,
    custom: contact.custom,
    categories: contact.categories.map(({ group, name, colour }) => ({ group, name, colour })),
    do_not: [...(do_not_call ? (["call"] as const) : []), ...(do_not_email ? (["email"] as const) : [])],
    email: contact.emails[0]?.value ?? "",
    phone: contact.phones[0]?.value ?? "",
    place: contact.addresses[0]?.locality ?? "",
  };
}
