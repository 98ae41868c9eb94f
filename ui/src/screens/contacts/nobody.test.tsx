import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { fill } from "@/format/text";
import { NobodyFound } from "./NobodyFound";
import { screenStrings as t } from "./strings";

afterEach(cleanup);

test("another spelling is offered where there is one, and searched for", async () => {
  const search = vi.fn<(query: string) => void>();
  const clear = vi.fn<() => void>();
  const nobody = (query: string | null) => (
    <NobodyFound
      query="jhon"
      didYouMean={query === null ? null : { query, total: 1 }}
      onSearch={search}
      onClear={clear}
    />
  );
  const { rerender } = render(nobody("John"));
  await userEvent.click(screen.getByText(fill(t.didYouMean, { query: "John" })));
  expect(search).toHaveBeenCalledExactlyOnceWith("John");
  expect(clear).not.toHaveBeenCalled();
  rerender(nobody(null));
  expect(screen.queryByTestId("did-you-mean")).toBeNull();
  await userEvent.click(screen.getByText(t.clearSearch));
  expect(clear).toHaveBeenCalledOnce();
});
