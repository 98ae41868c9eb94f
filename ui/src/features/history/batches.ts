import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { count } from "@/format/numbers";
import { plural } from "@/format/text";
import { type Batch, call, type CommandError, readOptions } from "@/ipc";
import { historyStrings as t } from "./strings";

const PAGE = 100;

export type BatchRows = {
  batches: Batch[];
  /** Loaded, and one more while there are older ones. */
  count: number;
  loading: boolean;
  error: CommandError | null;
  retry: () => void;
  onStretch: (first: number, last: number) => void;
};

/** Batches, newest first, page by page as they are scrolled to. */
export function useBatches(): BatchRows {
  const [command, input] = readOptions("batches_list", { limit: PAGE, before: null }).queryKey;
  const query = useInfiniteQuery({
    queryKey: [command, input, "pages"],
    queryFn: ({ pageParam }: { pageParam: string | null }) => call("batches_list", { limit: PAGE, before: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const batches = query.data?.pages.flatMap((page) => page.batches) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const loaded = batches.length;
  const onStretch = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetching && last >= loaded) void fetchNextPage();
    },
    [hasNextPage, isFetching, fetchNextPage, loaded],
  );
  return {
    batches,
    count: loaded + (hasNextPage ? 1 : 0),
    loading: query.isPending,
    error: query.error as CommandError | null,
    retry: () => void query.refetch(),
    onStretch,
  };
}

/** `3 created · 2 changed`. */
export function batchCounts(batch: Batch): string {
  const parts: string[] = [];
  if (batch.created > 0) parts.push(plural(batch.created, t.createdOne, t.createdOne, count(batch.created)));
  if (batch.changed > 0 || batch.created === 0)
    parts.push(plural(batch.changed, t.changedOne, t.changedOne, count(batch.changed)));
  return parts.join(" · ");
}

/** Whether taking it back deserves a question first. */
export function needsQuestion(batch: Batch): boolean {
  return batch.origin === "import" || batch.origin === "sync" || batch.created + batch.changed > 20;
}
