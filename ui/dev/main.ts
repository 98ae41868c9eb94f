import { answerWith } from "@/ipc/testing";
import { memoryBackend } from "./backend";

// ?state=none|locked|open  &rows=100000  &fail=contacts_view  &keyring=absent  &conflict  &job
// &sync=step|trouble|conflicts|new|stopped|many  &syncing  &offline  &pin
const asked = new URLSearchParams(location.search);
answerWith(memoryBackend(asked), { open: () => "/home/ada/contacts.csv", save: () => "/home/ada/out.csv" });
void import("@/main");
