import type { Answers } from "@/ipc/testing";
import { idOf } from "./people";

const NAMES = ["Analytical Engines Ltd", "Anadolu Tekstil A.Ş.", "Cairo Steel", "Nordlicht GmbH"];

/** Companies and relations, as far as screens have to know. */
export function memoryCompanies(): Answers {
  return {
    companies_list: ({ text }) => {
      const companies = NAMES.filter((name) => name.toLowerCase().startsWith(text?.toLowerCase() ?? "")).map(
        (name, at) => ({
          id: idOf(at),
          name,
          industry: at % 2 === 0 ? "Machinery" : "",
          website: "",
          people: at + 1,
          custom: {},
        }),
      );
      return { total: companies.length, companies, next: null };
    },
    companies_get: ({ id }) => ({
      id,
      seq: 40,
      state: "active",
      name: NAMES[0] ?? "",
      names: [{ id: idOf(501), value: "Difference Co", label: "former", primary: true }],
      domains: [{ id: idOf(502), value: "engines.example", label: "", primary: true }],
      phones: [],
      addresses: [],
      attachments: [
        {
          id: idOf(503),
          name: "Framework agreement.pdf",
          mime: "application/pdf",
          size: 412_000,
          label: "contract",
          added_at: Date.UTC(2026, 10, 3),
        },
      ],
      website: "https://engines.example",
      industry: "Machinery",
      size: "51-200",
      employees: "120",
      revenue: "12000000 GBP",
      registration: "",
      vat: "GB123456789",
      parent: null,
      children: [{ id: idOf(2), name: "Cairo Steel" }],
      notes: "",
      people: 2,
      custom: {},
    }),
    companies_history: ({ id }) => ({
      id,
      entries: [
        {
          batch: idOf(7e6),
          at: Date.UTC(2026, 10, 20, 9),
          origin: "window",
          actor: "me",
          label: "Edit of a company",
          changes: [{ path: "industry", before: null, after: "Machinery" }],
          created: false,
          reverted: false,
        },
      ],
    }),
    work_list: () => ({
      work: [
        {
          id: idOf(601),
          company: NAMES[0] ?? "",
          company_id: idOf(0),
          title: "Head of Procurement",
          department: "",
          role: "decision maker",
          since: "2021-05-01",
          until: "",
          main: true,
        },
        {
          id: idOf(602),
          company: "Royal Society",
          company_id: idOf(1),
          title: "Fellow",
          department: "",
          role: "",
          since: "2015-01-01",
          until: "",
          main: false,
        },
        {
          id: idOf(603),
          company: "Difference Co",
          company_id: idOf(2),
          title: "Analyst",
          department: "",
          role: "",
          since: "",
          until: "2021-04-30",
          main: false,
        },
      ],
    }),
    companies_people: () => ({
      people: [
        {
          id: idOf(0),
          display: "Ada Lovelace",
          title: "Head of Procurement",
          department: "",
          role: "decision maker",
          since: "",
          until: "",
          manager: null,
          depth: 0,
        },
        {
          id: idOf(1),
          display: "Björn Östlund",
          title: "Buyer",
          department: "",
          role: "",
          since: "",
          until: "",
          manager: idOf(0),
          depth: 1,
        },
      ],
      former: [],
    }),
    relations_kinds: () => ({
      kinds: [
        { name: "manager", reverse: "report", built_in: true },
        { name: "colleague", reverse: "colleague", built_in: true },
      ],
    }),
    relations_list: () => ({
      relations: [
        {
          id: idOf(601),
          kind: "manager",
          reverse: "report",
          contact: idOf(3),
          display: "Dmitri Иванов",
          company: "Cairo Steel",
          strength: 0,
          note: "",
        },
      ],
      referrals: [],
    }),
  };
}
