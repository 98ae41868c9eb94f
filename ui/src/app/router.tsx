import { createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { AccountsScreen } from "@/screens/accounts/AccountsScreen";
import { accountsSearch } from "@/screens/accounts/search";
import { CompaniesScreen } from "@/screens/companies/CompaniesScreen";
import { CompanyScreen } from "@/screens/companies/CompanyScreen";
import { ConflictsScreen } from "@/screens/conflicts/ConflictsScreen";
import { ContactsScreen } from "@/screens/contacts/ContactsScreen";
import { contactsSearch } from "@/screens/contacts/search";
import { DesignScreen } from "@/screens/design/DesignScreen";
import { FieldsScreen } from "@/screens/fields/FieldsScreen";
import { HistoryScreen } from "@/screens/history/HistoryScreen";
import { ImportJobScreen } from "@/screens/imports/ImportJobScreen";
import { ImportScreen } from "@/screens/imports/ImportScreen";
import { importSearch } from "@/screens/imports/search";
import { LabelsScreen } from "@/screens/labels/LabelsScreen";
import { CompanyMergeScreen } from "@/screens/merge/CompanyMergeScreen";
import { MergeScreen } from "@/screens/merge/MergeScreen";
import { mergeSearch } from "@/screens/merge/search";
import { RehearsalScreen } from "@/screens/rehearsal/RehearsalScreen";
import { SettingsScreen } from "@/screens/settings/SettingsScreen";
import { TrashScreen } from "@/screens/trash/TrashScreen";
import { Crashed, NotFound } from "./Fault";
import { Shell } from "./shell/Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const contacts = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: contactsSearch,
  component: ContactsScreen,
});
const merge = createRoute({
  getParentRoute: () => root,
  path: "/merge",
  validateSearch: mergeSearch,
  component: MergeScreen,
});
const companies = createRoute({ getParentRoute: () => root, path: "/companies", component: CompaniesScreen });
const companyMerge = createRoute({
  getParentRoute: () => root,
  path: "/companies/merge",
  validateSearch: mergeSearch,
  component: CompanyMergeScreen,
});
const company = createRoute({ getParentRoute: () => root, path: "/companies/$id", component: CompanyScreen });
const trash = createRoute({ getParentRoute: () => root, path: "/trash", component: TrashScreen });
const history = createRoute({ getParentRoute: () => root, path: "/history", component: HistoryScreen });
const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsScreen });
const labels = createRoute({ getParentRoute: () => root, path: "/settings/labels", component: LabelsScreen });
const design = createRoute({ getParentRoute: () => root, path: "/settings/design", component: DesignScreen });
const fields = createRoute({ getParentRoute: () => root, path: "/settings/fields", component: FieldsScreen });
const imports = createRoute({
  getParentRoute: () => root,
  path: "/import",
  validateSearch: importSearch,
  component: ImportScreen,
});
const importJob = createRoute({ getParentRoute: () => root, path: "/import/$job", component: ImportJobScreen });
const accounts = createRoute({
  getParentRoute: () => root,
  path: "/accounts",
  validateSearch: accountsSearch,
  component: AccountsScreen,
});
const rehearsal = createRoute({
  getParentRoute: () => root,
  path: "/accounts/$name/rehearsal/$job",
  component: RehearsalScreen,
});
const conflicts = createRoute({ getParentRoute: () => root, path: "/conflicts", component: ConflictsScreen });

/** A fresh router; addresses are in the hash, which every webview keeps whatever the bundle is served from. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      contacts,
      merge,
      companies,
      companyMerge,
      company,
      trash,
      history,
      accounts,
      rehearsal,
      conflicts,
      settings,
      labels,
      design,
      fields,
      imports,
      importJob,
    ]),
    history: createHashHistory(),
    defaultErrorComponent: Crashed,
    defaultPendingMinMs: 0,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
