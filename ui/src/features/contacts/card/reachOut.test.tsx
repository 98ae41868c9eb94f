import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Contact, Objection } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { againstRow, objectionText } from "../objections";
import { ReachOutProvider, useReachOut } from "./ReachOut";

afterEach(cleanup);

const ada = { id: "1", seq: 7, display: "Ada" } as Contact;
const phone = { id: "p", value: "+44 20 7946 0958" };

function Call() {
  const reachOut = useReachOut();
  return <button onClick={() => void reachOut("phones", phone, "tel:+442079460958")}>call</button>;
}

/** Presses "call" at somebody against whose phone this speaks; gives what the system was asked to open. */
async function call(objections: Objection[]) {
  const opened = vi.fn();
  const row = { path: "phones/p", value: phone.value, objections };
  const rows = [
    { ...row, channel: "call" as const },
    { ...row, channel: "text" as const, objections: [] },
  ];
  answerWith({ contacts_reach: () => ({ channels: [], rows }) }, { opened });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ReachOutProvider contact={ada}>
        <Call />
      </ReachOutProvider>
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByText("call"));
  return opened;
}

describe("a quick action", () => {
  it("begins at once where nothing speaks against it", async () => {
    const opened = await call([]);
    await waitFor(() => expect(opened).toHaveBeenCalledExactlyOnceWith("tel:+442079460958"));
    expect(screen.queryByTestId("reach-question")).toBeNull();
  });

  it("tells why not and begins only when it is wanted all the same", async () => {
    const withdrawn: Objection = { why: "consent", purpose: "offers", state: "withdrawn", day: "2026-05-01" };
    const opened = await call([{ why: "person" }, withdrawn]);
    const question = await screen.findByTestId("reach-question");
    expect(question.textContent).toMatch(/do not call/);
    expect(question.textContent).toMatch(/consent for offers was withdrawn on .*2026/);
    expect(opened).not.toHaveBeenCalled();
    await userEvent.click(screen.getByTestId("confirm"));
    await waitFor(() => expect(opened).toHaveBeenCalledOnce());
  });

  it("does not begin when the question is left", async () => {
    const opened = await call([{ why: "address" }]);
    await screen.findByTestId("reach-question");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("reach-question")).toBeNull());
    expect(opened).not.toHaveBeenCalled();
  });
});

describe("objections", () => {
  it("are words that a person would say, each once", () => {
    expect(objectionText({ why: "address" }, "email")).toBe("do not write to this address");
    const never: Objection = { why: "consent", purpose: "raffles", state: "not_asked", day: "" };
    expect(objectionText(never, "text")).toBe("consent for raffles was not asked for");
    const row = { path: "phones/p", value: "1", objections: [never] };
    const rows = [
      { ...row, channel: "call" as const },
      { ...row, channel: "text" as const },
    ];
    expect(againstRow(rows, "phones/p")).toEqual(["consent for raffles was not asked for"]);
    expect(againstRow(rows, "phones/q")).toEqual([]);
  });
});
