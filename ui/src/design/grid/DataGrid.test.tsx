import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { DataGrid } from "./DataGrid";
import { useSelection } from "./useSelection";

type Row = { id: string };
const COUNT = 100_000;
const idsOf = (first: number, last: number) =>
  Promise.resolve(Array.from({ length: last - first + 1 }, (_, at) => `row ${first + at}`));

function Book({ onOpen }: { onOpen: (id: string) => void }) {
  const [active, setActive] = useState<number | null>(null);
  const selection = useSelection(COUNT, idsOf);
  return (
    <>
      <output>{[...selection.ids].join()}</output>
      <DataGrid<Row>
        label="Rows"
        columns={[{ key: "id", header: "Id", track: "1fr", cell: (row) => row.id, sortable: true }]}
        count={COUNT}
        rowAt={(at) => ({ id: `row ${at}` })}
        rowId={(row) => row.id}
        rowName={(row) => row.id}
        compact={(row) => row.id}
        active={active}
        onActive={setActive}
        onOpen={(_at, row) => onOpen(row.id)}
        selection={selection}
        sort={{ key: "id", descending: true }}
        onSort={() => undefined}
      />
    </>
  );
}

afterEach(cleanup);

test("arrow keys walk, Enter opens, Space and Shift select, and only a screenful is drawn", async () => {
  const user = userEvent.setup();
  const opened: string[] = [];
  render(<Book onOpen={(id) => opened.push(id)} />);
  const grid = screen.getByRole("grid", { name: "Rows" });
  expect(grid.getAttribute("aria-rowcount")).toBe(String(COUNT + 1));
  expect(screen.getAllByRole("row").length).toBeLessThan(60);
  expect(screen.getByRole("columnheader").getAttribute("aria-sort")).toBe("descending");

  grid.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
  const at = Number(active?.getAttribute("aria-rowindex")) - 2;
  expect(opened).toEqual([`row ${at}`]);

  await user.keyboard(" ");
  expect(await screen.findByText(`row ${at}`, { selector: "output" })).toBeTruthy();
  await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
  expect(await screen.findByText(`row ${at},row ${at + 1}`, { selector: "output" })).toBeTruthy();

  await user.keyboard("{End}");
  expect(screen.getByText(`row ${COUNT - 1}`)).toBeTruthy();
});
