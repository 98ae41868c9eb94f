import { useEffect } from "react";
import { useMedia } from "@/design/useMedia";
import { type Theme, useRead } from "@/ipc";

/** The look to draw: as chosen, or as the system's is now. */
export function lookOf(theme: Theme | undefined, systemDark: boolean): "light" | "dark" {
  if (theme === "light" || theme === "dark") return theme;
  return systemDark ? "dark" : "light";
}

/** Puts the chosen look on the document; before the vault is open, the system's. */
export function useTheme(): void {
  const open = useRead("vault_status", {}).data?.state === "open";
  const theme = useRead("settings_get", {}, { enabled: open }).data?.theme;
  const look = lookOf(theme, useMedia("(prefers-color-scheme: dark)"));
  useEffect(() => {
    document.documentElement.dataset["theme"] = look;
  }, [look]);
}
