import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IconButton } from "./Button";
import { HintLayer } from "./Hint";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const later = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));
const over = (name: string) => fireEvent.pointerOver(screen.getByRole("button", { name }), { pointerType: "mouse" });

test("a hint comes when the pointer rests, the next one at once, and any key takes it away", async () => {
  render(
    <>
      <IconButton label="Copy" icon={null} keys="c" />
      <IconButton label="Close" icon={null} />
      <HintLayer />
    </>,
  );
  over("Copy");
  await later(400);
  expect(screen.queryByText("Copy")).toBeNull();
  await later(200);
  expect(screen.getByText("Copy")).toBeTruthy();
  over("Close");
  await later(10);
  expect(screen.queryByText("Copy")).toBeNull();
  expect(screen.getByText("Close")).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Escape" });
  await later(10);
  expect(screen.queryByText("Close")).toBeNull();
});
