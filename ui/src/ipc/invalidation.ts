import type { QueryClient } from "@tanstack/react-query";
import { COMMANDS, type Commands, type Tag } from "./commands.gen";

/** Whether a cached answer of `command` is stale once `tags` changed. */
export function isStale(command: string, tags: ReadonlySet<Tag>): boolean {
  if (!(command in COMMANDS)) return false;
  return COMMANDS[command as keyof Commands].tags.some((tag) => tags.has(tag));
}

/** Marks every answer stale that provides one of the tags, and fetches again those on the screen. */
export async function invalidateTags(client: QueryClient, tags: Iterable<Tag>): Promise<void> {
  const stale = new Set(tags);
  if (stale.size === 0) return;
  await client.invalidateQueries({ predicate: (query) => isStale(String(query.queryKey[0]), stale) });
}

/** The least time from one round to the next, in milliseconds: what changed elsewhere shows within a second. */
const ROUND = 400;

/**
 * Coalesces announcements: a running import tells of changes many times a second, and a refetch that is restarted by
 * each of them would never end. One round at a time; the next begins when the last has settled, and leaves whoever
 * types meanwhile some time of the page's own.
 */
export function tagCollector(flush: (tags: Tag[]) => Promise<void>): (tags: readonly Tag[]) => void {
  const waiting = new Set<Tag>();
  let running = false;
  async function run() {
    running = true;
    while (waiting.size > 0) {
      const tags = [...waiting];
      waiting.clear();
      await Promise.all([flush(tags).catch(() => undefined), new Promise((rested) => setTimeout(rested, ROUND))]);
    }
    running = false;
  }
  return (tags) => {
    for (const tag of tags) waiting.add(tag);
    if (!running) void run();
  };
}
