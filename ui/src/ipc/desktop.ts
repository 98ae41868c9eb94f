import { emit, listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";
import { openUrl } from "@tauri-apps/plugin-opener";

type Kind = { name: string; extensions: string[] };

/** Asks for a file to read; null when the person changed their mind. */
export async function pickFile(title: string, kinds: Kind[]): Promise<string | null> {
  const picked = await open({ title, filters: kinds, multiple: false, directory: false });
  return typeof picked === "string" ? picked : null;
}

/** Asks for a folder; null when the person changed their mind. */
export async function pickFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

/** Asks for a file name to write to; null when the person changed their mind. */
export async function saveFile(title: string, suggested: string, kinds: Kind[]): Promise<string | null> {
  return await save({ title, defaultPath: suggested, filters: kinds });
}

/** Hands a `tel:`, `mailto:` or web address to the system. */
export async function openExternal(url: string): Promise<void> {
  await openUrl(url);
}

export type FileDrag = { kind: "over" } | { kind: "leave" } | { kind: "drop"; paths: string[] };

/** Files dragged over the window from outside; returns how to stop listening. */
export function onFileDrop(heard: (drag: FileDrag) => void): () => void {
  let stopped = false;
  let unlisten: (() => void) | undefined;
  void getCurrentWebview()
    .onDragDropEvent(({ payload }) => {
      if (stopped) return;
      if (payload.type === "drop") heard({ kind: "drop", paths: payload.paths });
      else if (payload.type === "leave") heard({ kind: "leave" });
      else heard({ kind: "over" });
    })
    .then((stop) => {
      if (stopped) stop();
      else unlisten = stop;
    });
  return () => {
    stopped = true;
    unlisten?.();
  };
}

/** Puts text on the clipboard; false when the system refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyThroughSelection(text);
  }
}

// Webviews without clipboard permission still copy what is selected.
function copyThroughSelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.className = "off-screen";
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

/** Names the window after the screen; never after a person, since titles end up in system logs. */
export function setWindowTitle(title: string): void {
  document.title = title;
  void getCurrentWindow()
    .setTitle(title)
    .catch(() => undefined);
}

/** Offers text as a download, for texts that must not pass through a command. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}

export type ZoomStep = "in" | "out" | "reset";

/** Makes everything larger or smaller. The window keeps it from one run to the next, and tells what it is now. */
export function zoom(step: ZoomStep): void {
  void emit("zoom", step).catch(() => undefined);
}

/** Hears of every zoom, in per cent; returns how to stop. */
export function onZoomed(heard: (percent: number) => void): () => void {
  return onTold("zoomed", heard);
}

/** Files that a person opens with Satchel while it runs; returns how to stop listening. */
export function onOpened(heard: (path: string) => void): () => void {
  return onTold("opened", heard);
}

function onTold<T>(name: string, heard: (told: T) => void): () => void {
  let stopped = false;
  let unlisten: (() => void) | undefined;
  void listen<T>(name, ({ payload }) => (stopped ? undefined : heard(payload))).then((stop) => {
    if (stopped) stop();
    else unlisten = stop;
  });
  return () => {
    stopped = true;
    unlisten?.();
  };
}
