import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { KeysSheet } from "./KeysSheet";
import { appStrings } from "./strings";

afterEach(cleanup);

function Screen({ said }: { said: string[] }) {
  useShortcuts("Here", [
    { combos: ["g c"], label: "Go", run: () => said.push("go") },
    { combos: ["c"], label: "Alone", run: () => said.push("alone") },
  ]);
  return <input aria-label="Text" />;
}

function Window({ said, screen: there = true }: { said: string[]; screen?: boolean }) {
  useShortcuts(appStrings.globalKeys, [{ combos: ["?"], label: "Sheet", run: () => said.push("sheet") }]);
  useShortcuts(appStrings.globalKeys, [{ combos: ["/"], label: "Search", run: () => said.push("search") }]);
  return (
    <>
      {there ? <Screen said={said} /> : null}
      <KeysSheet open onClose={() => undefined} />
    </>
  );
}

test("the sheet names the keys of this screen first, those of the window once, and none that went", () => {
  const { rerender } = render(<Window said={[]} />);
  const sections = () => within(screen.getByTestId("keys-sheet")).getAllByRole("region");
  expect(sections().map((section) => section.getAttribute("aria-label"))).toEqual(["Here", appStrings.globalKeys]);
  expect(
    within(sections()[1] as HTMLElement)
      .getAllByRole("term")
      .map((term) => term.textContent),
  ).toEqual(["Sheet", "Search"]);
  rerender(<Window said={[]} screen={false} />);
  expect(sections()).toHaveLength(1);
});

test("two keys one after the other, and neither of them while text is typed", async () => {
  const user = userEvent.setup();
  const said: string[] = [];
  function Bare() {
    return <Screen said={said} />;
  }
  render(<Bare />);
  await user.keyboard("gc");
  await user.keyboard("gx");
  await user.keyboard("c");
  expect(said).toEqual(["go", "alone"]);
  await user.type(screen.getByLabelText("Text"), "gc");
  expect(said).toEqual(["go", "alone"]);
});
