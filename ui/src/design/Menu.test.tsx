import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { IconButton } from "./Button";
import { Menu } from "./Menu";

afterEach(cleanup);

const more = () => screen.getByRole("button", { name: "More" });

test("a menu opens by pointer and by keys, runs what is chosen, and gives the focus back", async () => {
  const run = vi.fn<(what: string) => void>();
  const items = ["Copy", "Remove"].map((label) => ({ key: label, label, run: () => run(label) }));
  render(<Menu trigger={<IconButton label="More" icon={null} />} items={items} />);
  expect(more().getAttribute("aria-haspopup")).toBe("menu");
  await userEvent.click(more());
  await userEvent.click(await screen.findByText("Remove"));
  expect(run).toHaveBeenLastCalledWith("Remove");
  await vi.waitFor(() => expect(screen.queryByText("Copy")).toBeNull());
  await vi.waitFor(() => expect(document.activeElement).toBe(more()));
});

test.each(["{Enter}", " ", "{ArrowDown}"])("%j opens it at its first line", async (key) => {
  const run = vi.fn<() => void>();
  render(<Menu trigger={<IconButton label="More" icon={null} />} items={[{ key: "copy", label: "Copy", run }]} />);
  more().focus();
  await userEvent.keyboard(key);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Copy"));
  await userEvent.keyboard("{Enter}");
  expect(run).toHaveBeenCalledOnce();
});
