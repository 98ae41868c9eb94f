import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { call, type CommandError } from "./call";
import { COMMANDS, type Commands, type Job, type Jobs } from "./commands.gen";
import { subscribe } from "./events";
import { invalidateTags, tagCollector } from "./invalidation";

type Input<K extends keyof Commands> = Commands[K]["input"];
type Output<K extends keyof Commands> = Commands[K]["output"];

/** A read as query options: the key is the command and its input, nothing else. */
export function readOptions<K extends keyof Commands>(command: K, input: Input<K>) {
  return queryOptions<Output<K>, CommandError>({
    queryKey: [command, input],
    queryFn: () => call(command, input),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    ...(command === "jobs_list"
      ? { structuralSharing: (known, read) => notBehind(known as Jobs | undefined, read as Jobs) }
      : {}),
  });
}

type ReadSettings = { enabled?: boolean; keepPrevious?: boolean };

/** A read of the command table; stale only through the table's tags. */
export function useRead<K extends keyof Commands>(
  command: K,
  input: Input<K>,
  settings: ReadSettings = {},
): UseQueryResult<Output<K>, CommandError> {
  const { enabled = true, keepPrevious = false } = settings;
  return useQuery<Output<K>, CommandError>({
    ...readOptions(command, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Reads ahead what is likely to be asked for next; nothing for null. */
export function useReadAhead<K extends keyof Commands>(command: K, input: Input<K> | null): void {
  const client = useQueryClient();
  const shape = JSON.stringify(input);
  useEffect(() => {
    const likely = JSON.parse(shape) as Input<K> | null;
    if (likely !== null) void client.prefetchQuery(readOptions(command, likely));
  }, [client, command, shape]);
}

type WriteSettings = {
  /** What was sent is a secret: it is forgotten as soon as nobody looks at the write any more. */
  secret?: boolean;
};

/** A write of the command table; on success everything with its tags is read again. */
export function useWrite<K extends keyof Commands>(
  command: K,
  { secret = false }: WriteSettings = {},
): UseMutationResult<Output<K>, CommandError, Input<K>> {
  const client = useQueryClient();
  return useMutation<Output<K>, CommandError, Input<K>>({
    mutationKey: [command],
    ...(secret ? { gcTime: 0 } : {}),
    mutationFn: (input) => call(command, input),
    onSuccess: () => {
      void invalidateTags(client, COMMANDS[command].tags);
    },
  });
}

/** Keeps the cache true to what the door announces. Mounted once, at the root. */
export function useAnnouncements(): void {
  const client = useQueryClient();
  useEffect(() => {
    const collect = tagCollector((tags) => invalidateTags(client, tags));
    const stopChanged = subscribe("changed", ({ tags }) => collect(tags));
    const stopJob = subscribe("job", (job) => {
      client.setQueryData<Jobs>(["jobs_list", {}], (known) => withJob(known, job));
    });
    return () => {
      stopChanged();
      stopJob();
    };
  }, [client]);
}

/** A list that was asked for before a job was told of comes after it: the job is as far as it was told to be. */
export function notBehind(known: Jobs | undefined, read: Jobs): Jobs {
  const ahead = (job: Job) =>
    known?.jobs.find((other) => other.id === job.id && other.state === job.state && other.done > job.done);
  return { jobs: read.jobs.map((job) => (job.state === "running" ? (ahead(job) ?? job) : job)) };
}

/** The list with the job as last told: replaced in place, or put first. */
export function withJob(known: Jobs | undefined, job: Job): Jobs {
  const jobs = known?.jobs ?? [];
  const at = jobs.findIndex((other) => other.id === job.id);
  return { jobs: at < 0 ? [job, ...jobs] : jobs.with(at, job) };
}
