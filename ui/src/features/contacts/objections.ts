import { day } from "@/format/dates";
import { fill } from "@/format/text";
import type { Channel, Objection, Reach } from "@/ipc";
import type { ChildKey } from "./fields";
import { reachStrings as t } from "./reachStrings";

/** Channels on which somebody is reached by what stands in a row. */
export type RowChannel = "call" | "email" | "text";

/** On which channel the quick action of a row reaches somebody. */
export function channelOf(field: ChildKey): RowChannel | null {
  if (field === "emails") return "email";
  return field === "phones" ? "call" : null;
}

/** Why a channel is not to be used, in words. */
export function objectionText(objection: Objection, channel: RowChannel): string {
  if (objection.why === "person") return t.objection.person[channel];
  if (objection.why === "address") return t.objection.address[channel];
  const { purpose, state } = objection;
  const words = { purpose, state: t.consentWords[state], day: objection.day ? day(objection.day) : "" };
  return fill(objection.day ? t.objection.consentOn : t.objection.consent, words);
}

/** What speaks against a row, each reason once, over all channels that it could be used on. */
export function againstRow(rows: readonly Reach[], path: string): string[] {
  const reasons = rows
    .filter((row) => row.path === path)
    .flatMap((row) => row.objections.map((objection) => objectionText(objection, row.channel as RowChannel)));
  return [...new Set(reasons)];
}

/** What speaks against a row on one channel. */
export function against(rows: readonly Reach[], path: string, channel: Channel): readonly Objection[] {
  return rows.find((row) => row.path === path && row.channel === channel)?.objections ?? [];
}
