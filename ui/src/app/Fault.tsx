import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { EmptyState, Page } from "@/design/Page";
import { appStrings as t } from "./strings";

/** A screen that failed to draw. The rest of the window goes on. */
export function Crashed({ reset }: ErrorComponentProps) {
  return (
    <Page title={t.crashed}>
      <EmptyState icon={<TriangleAlert />} title={t.crashed} text={t.crashedText}>
        <Link to="/" onClick={reset}>
          {t.backToContacts}
        </Link>
      </EmptyState>
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title={t.notFound}>
      <Link to="/">{t.backToContacts}</Link>
    </Page>
  );
}
