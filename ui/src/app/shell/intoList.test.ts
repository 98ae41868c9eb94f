import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { intoList } from "./intoList";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function listOf(query: string, busy: boolean) {
  document.body.innerHTML = '<main><div data-query=""><div role="grid" tabindex="0"></div></div></main>';
  const list = document.querySelector<HTMLElement>("[data-query]");
  if (!list) throw new Error("no list");
  const become = (next: string, waits: boolean) => {
    list.dataset["query"] = next;
    list.setAttribute("aria-busy", String(waits));
  };
  become(query, busy);
  return become;
}
const inList = () => document.activeElement?.getAttribute("role") === "grid";

test("a list that is there is entered at once", () => {
  listOf("ada", false);
  intoList("ada");
  expect(inList()).toBe(true);
});

test("a list that is on its way is entered when it has come", async () => {
  const become = listOf("ad", false);
  intoList("ada");
  expect(inList()).toBe(false);
  become("ada", true);
  await vi.advanceTimersByTimeAsync(1);
  expect(inList()).toBe(false);
  become("ada", false);
  await vi.advanceTimersByTimeAsync(1);
  expect(inList()).toBe(true);
});

test("whoever types on stays in the box, and a list that does not come is entered as it is", async () => {
  const become = listOf("ad", false);
  intoList("ada")();
  become("ada", false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(inList()).toBe(false);
  intoList("adam");
  await vi.advanceTimersByTimeAsync(1_001);
  expect(inList()).toBe(true);
});
