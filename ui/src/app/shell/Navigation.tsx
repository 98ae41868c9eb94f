import { Link, useRouterState } from "@tanstack/react-router";
import { BriefcaseBusiness, Building2, History, RefreshCw, Settings, Trash2, Users } from "lucide-react";
import type { ReactNode } from "react";
import { waiting } from "@/features/accounts/state";
import { count } from "@/format/numbers";
import { useRead } from "@/ipc";
import { appStrings as t } from "../strings";
import { AtHand } from "./AtHand";
import styles from "./Shell.module.css";

const PLACES = [
  { to: "/", label: t.contacts, icon: <Users />, testId: "nav-contacts" },
  { to: "/companies", label: t.companies, icon: <Building2 />, testId: "nav-companies" },
  { to: "/trash", label: t.trash, icon: <Trash2 />, testId: "nav-trash" },
  { to: "/history", label: t.history, icon: <History />, testId: "nav-history" },
  { to: "/accounts", label: t.sync, icon: <RefreshCw />, testId: "nav-accounts" },
  { to: "/settings", label: t.settings, icon: <Settings />, testId: "nav-settings" },
] as const;

const SYNC = /^\/(?:accounts|conflicts)(?:\/|$)/;

/** The screens; a side bar, or a bottom bar on narrow windows. `foot` is what stands below them in a side bar. */
export function Navigation({ foot }: { foot: ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const left = waiting(useRead("accounts_list", {}).data?.accounts ?? []);
  return (
    <nav className={styles.nav} aria-label={t.navigation}>
      <p className={styles.brand}>
        <BriefcaseBusiness aria-hidden="true" />
        <span>{t.product}</span>
      </p>
      <ul className={styles.places}>
        {PLACES.map(({ to, label, icon, testId }) => (
          <li key={to}>
            <Link
              to={to}
              className={styles.place ?? ""}
              activeOptions={{ exact: true, includeSearch: false }}
              // What is decided and rehearsed belongs to sync.
              {...(to === "/accounts" && SYNC.test(path) ? { "aria-current": "page" as const } : {})}
              data-testid={testId}
              data-hint-target={testId === "nav-history" ? "history" : undefined}
            >
              {icon}
              <span>{label}</span>
              {to === "/accounts" && left > 0 ? (
                <span className={styles.badge} data-testid="nav-badge">
                  {count(left)}
                  <span className="off-screen"> {t.badge}</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
      <AtHand />
      {foot}
    </nav>
  );
}
