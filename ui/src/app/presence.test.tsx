import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "@/ipc/testing";
import { usePresence } from "./usePresence";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Window() {
  usePresence();
  return null;
}

test("somebody at the window is told of every ten seconds, whatever they do", async () => {
  const seen = vi.fn(() => ({}));
  answerWith({ vault_seen: seen });
  render(<Window />);
  expect(seen).not.toHaveBeenCalled();
  fireEvent.pointerMove(window);
  fireEvent.keyDown(window, { key: "a" });
  await vi.advanceTimersByTimeAsync(9_000);
  fireEvent.wheel(window);
  expect(seen).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  fireEvent.keyDown(window, { key: "b" });
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toHaveBeenCalledTimes(2);
  vi.setSystemTime(Date.now() - 3_600_000);
  fireEvent.pointerDown(window);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toHaveBeenCalledTimes(3);
});
