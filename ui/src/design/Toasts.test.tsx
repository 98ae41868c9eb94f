import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Toasts } from "./Toasts";
import { toast, toastManager, toastProblem } from "./toasts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  toastManager.close();
  cleanup();
  vi.useRealTimers();
});

const later = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));

test("a plain toast goes after five seconds, one with Undo after eight, a problem never", async () => {
  render(<Toasts />);
  act(() => {
    toast("Copied");
    toast("Saved title", { label: "Undo", run: () => undefined });
    toastProblem("The disk is full.");
  });
  await later(4_900);
  expect(screen.getByText("Copied")).toBeTruthy();
  await later(200);
  expect(screen.queryByText("Copied")).toBeNull();
  await later(2_800);
  expect(screen.getByText("Saved title")).toBeTruthy();
  await later(200);
  expect(screen.queryByText("Saved title")).toBeNull();
  await later(600_000);
  expect(screen.getAllByText("The disk is full.").length).toBeGreaterThan(0);
});

test("the clock stands while the pointer is on it, and a window behind others does not stop it", async () => {
  render(<Toasts />);
  act(() => toast("Copied"));
  act(() => void window.dispatchEvent(new FocusEvent("blur")));
  fireEvent.pointerEnter(screen.getByTestId("toast"));
  await later(60_000);
  expect(screen.getByText("Copied")).toBeTruthy();
  fireEvent.pointerLeave(screen.getByTestId("toast"));
  await later(5_100);
  expect(screen.queryByText("Copied")).toBeNull();
});
