import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { TagShown } from "@/ipc";
import { type Answers, answerWith } from "@/ipc/testing";
import { CategoryDialogs, type CategoryTask } from "./CategoryDialogs";
import { TagDialogs, type TagTask } from "./TagDialogs";

afterEach(cleanup);

const tag = (id: string, contacts: number): TagShown => ({ id, name: id, kind: "custom", colour: "plain", contacts });
const TAGS = [tag("vip", 1200), tag("VIPs", 1), tag("fair", 0)];

function open(task: TagTask | CategoryTask, answers: Answers) {
  answerWith(answers);
  const onClose = vi.fn();
  const shared = { onClose, onUndo: vi.fn() };
  const isCategory = /Group|Value/.test(task.what);
  render(
    <QueryClientProvider client={new QueryClient()}>
      {isCategory ? (
        <CategoryDialogs {...shared} task={task as CategoryTask} />
      ) : (
        <TagDialogs {...shared} task={task as TagTask} tags={TAGS} />
      )}
    </QueryClientProvider>,
  );
  return onClose;
}

const done = { id: null, batch: "b", contacts: 1 };

test("a tag is merged into another one, never into itself", async () => {
  const merge = vi.fn(() => done);
  const onClose = open({ what: "merge", tag: TAGS[1]! }, { tags_merge: merge });
  const choices = [...screen.getByTestId<HTMLSelectElement>("merge-into").options].map((option) => option.text);
  expect(choices.slice(1)).toEqual(["vip", "fair"]);
  expect(screen.getByTestId<HTMLButtonElement>("merge-go").disabled).toBe(true);
  await userEvent.selectOptions(screen.getByTestId("merge-into"), "vip");
  await userEvent.click(screen.getByTestId("merge-go"));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(merge).toHaveBeenCalledWith({ from: ["VIPs"], into: "vip" });
});

test("how many lose a tag is told before it is deleted", async () => {
  open({ what: "delete", tag: TAGS[0]! }, {});
  expect(screen.getByRole("alertdialog").textContent).toMatch(/1,200 contacts lose it/);
  cleanup();
  open({ what: "delete", tag: TAGS[2]! }, {});
  expect(screen.getByRole("alertdialog").textContent).toMatch(/Nobody has it/);
});

test("a name that is taken is told where it was typed, and what was typed stays", async () => {
  const taken = {
    code: "invalid",
    message: "There is another tag of that name.",
    hint: null,
    field: null,
    incident: null,
    conflicts: [],
  };
  const onClose = open(
    { what: "edit", tag: TAGS[1]! },
    {
      tags_set: () => {
        throw taken;
      },
    },
  );
  const name = screen.getByTestId<HTMLInputElement>("label-name");
  await userEvent.clear(name);
  await userEvent.type(name, "vip");
  await userEvent.click(screen.getByTestId("label-save"));
  expect(await screen.findByText("There is another tag of that name.")).toBeTruthy();
  expect(name.value).toBe("vip");
  expect(onClose).not.toHaveBeenCalled();
});

test("only what changed of a tag is sent", async () => {
  const set = vi.fn(() => done);
  open({ what: "edit", tag: TAGS[1]! }, { tags_set: set });
  await userEvent.click(screen.getByTestId("colour-pink"));
  await userEvent.click(screen.getByTestId("label-save"));
  await waitFor(() => expect(set).toHaveBeenCalledWith({ id: "VIPs", name: null, kind: "custom", colour: "pink" }));
});

test("a category that comes with Satchel has a colour to choose and no name", async () => {
  const set = vi.fn(() => done);
  const value = { id: "hot", key: "hot", name: "Hot", colour: "orange" as const, contacts: 3 };
  open({ what: "editValue", value }, { categories_set: set });
  expect(screen.queryByTestId("label-name")).toBeNull();
  await userEvent.click(screen.getByTestId("colour-teal"));
  await userEvent.click(screen.getByTestId("label-save"));
  await waitFor(() => expect(set).toHaveBeenCalledWith({ id: "hot", name: null, colour: "teal" }));
});

test("a group is made with its values, typed one after the other", async () => {
  const add = vi.fn(() => done);
  open({ what: "addGroup" }, { categories_add_group: add });
  await userEvent.type(screen.getByTestId("group-name"), " Region ");
  await userEvent.type(screen.getByTestId("group-values"), "North, South;; ");
  await userEvent.click(screen.getByTestId("group-save"));
  await waitFor(() => expect(add).toHaveBeenCalledWith({ name: "Region", values: ["North", "South"] }));
});
