import { Link } from "@tanstack/react-router";
import { BriefcaseBusiness, History, Settings, Trash2, Users } from "lucide-react";
import { appStrings as t } from "../strings";
import { AtHand } from "./AtHand";
import styles from "./Shell.module.css";

const PLACES = [
  { to: "/", label: t.contacts, icon: <Users />, testId: "nav-contacts" },
  { to: "/trash", label: t.trash, icon: <Trash2 />, testId: "nav-trash" },
  { to: "/history", label: t.history, icon: <History />, testId: "nav-history" },
  { to: "/settings", label: t.settings, icon: <Settings />, testId: "nav-settings" },
] as const;

/** The screens; a side bar, or a bottom bar on narrow windows. */
export function Navigation() {
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
              data-testid={testId}
              data-hint-target={testId === "nav-history" ? "history" : undefined}
            >
              {icon}
              <span>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
      <AtHand />
    </nav>
  );
}
