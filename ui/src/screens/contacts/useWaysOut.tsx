import { useQueryClient } from "@tanstack/react-query";
import { ContactRound, FileDown, Printer, QrCode } from "lucide-react";
import { useState } from "react";
import type { MenuItem } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { toast, toastProblem } from "@/design/toasts";
import { contactStrings } from "@/features/contacts/strings";
import { CodeDialog } from "@/features/exports/CodeDialog";
import { ExportDialog, type ExportScope } from "@/features/exports/ExportDialog";
import { saveCard } from "@/features/exports/saveCard";
import { PrintSheets, type Printing } from "@/features/print/PrintSheets";
import { count } from "@/format/numbers";
import { fileName, fill } from "@/format/text";
import { type Contact, readOptions, type SavedViewRow } from "@/ipc";
import { screenStrings as t } from "./strings";

/** So many contacts are read for paper at most. */
const MOST_PRINTED = 500;

type Shown = { filter: string | null; view: SavedViewRow | null; total: number };

/** The ways out of the list: into a file, onto a phone, onto paper. */
export function useWaysOut(openId: string | null, chosen: ReadonlySet<string>, shown: Shown) {
  const client = useQueryClient();
  const [exporting, setExporting] = useState<ExportScope | null>(null);
  const [coded, setCoded] = useState<Contact | null>(null);
  const [printing, setPrinting] = useState<Printing | null>(null);

  const contactOf = (id: string) => client.fetchQuery(readOptions("contacts_get", { id }));
  const exportShown = () => setExporting({ ids: [], ...shown });
  const exportChosen = () => setExporting({ ids: [...chosen], filter: null, view: null, total: chosen.size });
  const save = (contact: Contact) =>
    saveCard(contact).then((path) => path && toast(fill(t.cardSaved, { file: fileName(path) })), toastError);
  const print = async (what: Printing["what"], ids: readonly string[]) => {
    if (ids.length > MOST_PRINTED)
      return toastProblem(fill(t.printTooMany, { most: count(MOST_PRINTED) }), t.printTooManyHint);
    const contacts = await Promise.all(ids.map(contactOf));
    setPrinting({ what, contacts, at: Date.now() });
  };
  const printChosen = (what: Printing["what"]) => void print(what, [...chosen]).catch(toastError);
  const withOpen = (run: (contact: Contact) => unknown) => {
    if (openId !== null) void contactOf(openId).then(run).catch(toastError);
  };

  const { keys } = t;
  useShortcuts(t.keysTitle, [
    { combos: ["shift+e"], label: keys.export, run: chosen.size > 0 ? exportChosen : exportShown },
    {
      combos: ["mod+p"],
      label: keys.print,
      run: () => (openId === null ? chosen.size > 0 && printChosen("calls") : void print("sheets", [openId])),
    },
    ...(openId === null
      ? []
      : [
          { combos: ["v"], label: keys.card, run: () => withOpen(save) },
          { combos: ["q"], label: keys.code, run: () => withOpen(setCoded) },
        ]),
  ]);

  const cardTools = (contact: Contact): MenuItem[] => [
    { key: "card", label: t.saveCard, icon: <ContactRound />, run: () => void save(contact) },
    { key: "code", label: t.showCode, icon: <QrCode />, run: () => setCoded(contact) },
    {
      key: "print",
      label: t.printSheet,
      icon: <Printer />,
      run: () => void print("sheets", [contact.id]).catch(toastError),
    },
  ];
  const chosenTools: MenuItem[] = [
    { key: "export", label: t.export, icon: <FileDown />, run: exportChosen },
    { key: "calls", label: t.printCalls, icon: <Printer />, run: () => printChosen("calls") },
    { key: "sheets", label: t.printSheets, icon: <Printer />, run: () => printChosen("sheets") },
  ];
  const dialogs = (
    <>
      <ExportDialog
        scope={exporting ?? { ids: [], filter: null, view: null, total: 0 }}
        open={exporting !== null}
        onClose={() => setExporting(null)}
        fieldNames={contactStrings.fields}
      />
      <CodeDialog contact={coded} onClose={() => setCoded(null)} fieldNames={contactStrings.fields} />
      <PrintSheets printing={printing} />
    </>
  );
  return { exportShown, cardTools, chosenTools, dialogs };
}
