import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { HintLayer } from "@/design/Hint";
import { Toasts } from "@/design/Toasts";
import { askForBook } from "@/features/contacts/rows";
import { VaultGate } from "@/features/vault/VaultGate";
import { onOpened, readOptions, useAnnouncements } from "@/ipc";
import { useMenus } from "./menus";
import { makeRouter } from "./router";
import { usePresence } from "./usePresence";
import { useTheme } from "./useTheme";
import { useZoom } from "./useZoom";

/**
 * Everything is local: nothing waits for a network, and nothing is worth a second try on its own. What is seen first is
 * asked for before there is anything to show it; whoever shows it reports what failed.
 */
function makeClient() {
  const client = new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  void askAhead(client).catch(() => undefined);
  return client;
}

async function askAhead(client: QueryClient) {
  const { state } = await client.fetchQuery(readOptions("vault_status", {}));
  if (state === "open") await askForBook(client);
}

export function App() {
  const [client] = useState(makeClient);
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <Window />
        <HintLayer />
        <Toasts />
      </QueryClientProvider>
    </CSPProvider>
  );
}

function Window() {
  const [router] = useState(makeRouter);
  useAnnouncements();
  useTheme();
  usePresence();
  useZoom();
  useMenus(null);
  // A locked vault shows it once it is open.
  useEffect(() => onOpened((path) => void router.navigate({ to: "/import", search: { path } })), [router]);
  return (
    <VaultGate>
      <RouterProvider router={router} />
    </VaultGate>
  );
}
