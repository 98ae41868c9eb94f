import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { accountsSearch } from "@/screens/accounts/search";
import { ContactsScreen } from "@/screens/contacts/ContactsScreen";
import { companiesSearch } from "@/screens/companies/search";
import { contactsSearch } from "@/screens/contacts/search";
import { importSearch } from "@/screens/imports/search";
import { mergeSearch } from "@/screens/merge/search";
import { Crashed, NotFound } from "./Fault";
import { Shell } from "./shell/Shell";

// The contacts are what the window opens with; the script of another screen is read when somebody goes there.
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
  component: lazyRouteComponent(() => import("@/screens/merge/MergeScreen"), "MergeScreen"),
});
const companies = createRoute({
  getParentRoute: () => root,
  path: "/companies",
  validateSearch: companiesSearch,
  component: lazyRouteComponent(() => import("@/screens/companies/CompaniesScreen"), "CompaniesScreen"),
});
const companyMerge = createRoute({
  getParentRoute: () => root,
  path: "/companies/merge",
  validateSearch: mergeSearch,
  component: lazyRouteComponent(() => import("@/screens/merge/CompanyMergeScreen"), "CompanyMergeScreen"),
});
const company = createRoute({
  getParentRoute: () => root,
  path: "/companies/$id",
  component: lazyRouteComponent(() => import("@/screens/companies/CompanyScreen"), "CompanyScreen"),
});
const trash = createRoute({
  getParentRoute: () => root,
  path: "/trash",
  component: lazyRouteComponent(() => import("@/screens/trash/TrashScreen"), "TrashScreen"),
});
const history = createRoute({
  getParentRoute: () => root,
  path: "/history",
  component: lazyRouteComponent(() => import("@/screens/history/HistoryScreen"), "HistoryScreen"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/screens/settings/SettingsScreen"), "SettingsScreen"),
});
const labels = createRoute({
  getParentRoute: () => root,
  path: "/settings/labels",
  component: lazyRouteComponent(() => import("@/screens/labels/LabelsScreen"), "LabelsScreen"),
});
const design = createRoute({
  getParentRoute: () => root,
  path: "/settings/design",
  component: lazyRouteComponent(() => import("@/screens/design/DesignScreen"), "DesignScreen"),
});
const fields = createRoute({
  getParentRoute: () => root,
  path: "/settings/fields",
  component: lazyRouteComponent(() => import("@/screens/fields/FieldsScreen"), "FieldsScreen"),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: "/import",
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import("@/screens/imports/ImportScreen"), "ImportScreen"),
});
const importJob = createRoute({
  getParentRoute: () => root,
  path: "/import/$job",
  component: lazyRouteComponent(() => import("@/screens/imports/ImportJobScreen"), "ImportJobScreen"),
});
const accounts = createRoute({
  getParentRoute: () => root,
  path: "/accounts",
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import("@/screens/accounts/AccountsScreen"), "AccountsScreen"),
});
const rehearsal = createRoute({
  getParentRoute: () => root,
  path: "/accounts/$name/rehearsal/$job",
  component: lazyRouteComponent(() => import("@/screens/rehearsal/RehearsalScreen"), "RehearsalScreen"),
});
const conflicts = createRoute({
  getParentRoute: () => root,
  path: "/conflicts",
  component: lazyRouteComponent(() => import("@/screens/conflicts/ConflictsScreen"), "ConflictsScreen"),
});

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
