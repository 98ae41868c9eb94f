import { listen } from "@tauri-apps/api/event";
import type { Events } from "./commands.gen";

/** Listens to what the door tells; returns how to stop. Safe to stop before listening has begun. */
export function subscribe<K extends keyof Events>(name: K, heard: (payload: Events[K]) => void): () => void {
  let stopped = false;
  let unlisten: (() => void) | undefined;
  void listen<Events[K]>(name, (event) => {
    if (!stopped) heard(event.payload);
  }).then((stop) => {
    if (stopped) stop();
    else unlisten = stop;
  });
  return () => {
    stopped = true;
    unlisten?.();
  };
}
