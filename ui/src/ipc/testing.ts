import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { emit } from "@tauri-apps/api/event";
import type { Commands, Events } from "./commands.gen";

/** Answers of commands by name; what is not listed rejects as a bug. */
export type Answers = {
  [K in keyof Commands]?: (input: Commands[K]["input"]) => Commands[K]["output"] | Promise<Commands[K]["output"]>;
};

/** What the system around the window answers: dialogs, opener. */
export type DesktopAnswers = { open?: () => string | null; save?: () => string | null; opened?: (url: string) => void };

type Rpc = { command: keyof Commands; input: never };

/** Puts these answers behind the door. For tests and the development harness only; the product never imports this. */
export function answerWith(answers: Answers, desktop: DesktopAnswers = {}): void {
  mockWindows("main");
  mockIPC(
    async (name, payload) => {
      if (name === "rpc") {
        const { command, input } = payload as Rpc;
        const answer = answers[command] as ((input: never) => unknown) | undefined;
        if (!answer)
          throw {
            code: "bug",
            message: `${command} is not answered`,
            hint: null,
            field: null,
            incident: null,
            conflicts: [],
          };
        return await answer(input);
      }
      if (name === "plugin:dialog|open") return desktop.open?.() ?? null;
      if (name === "plugin:dialog|save") return desktop.save?.() ?? null;
      if (name === "plugin:opener|open_url") desktop.opened?.((payload as { url: string }).url);
      return null;
    },
    { shouldMockEvents: true },
  );
}

/** Tells an event as the door would. */
export async function tell<K extends keyof Events>(name: K, payload: Events[K]): Promise<void> {
  await emit(name, payload);
}
