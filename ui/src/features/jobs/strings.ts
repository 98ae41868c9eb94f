import type { JobKind, JobState } from "@/ipc";

export const jobStrings = {
  title: "Work in the background",
  states: {
    queued: "Waiting",
    running: "Running",
    paused: "Paused",
    interrupted: "Interrupted",
    done: "Done",
    failed: "Failed",
    cancelled: "Cancelled",
  } satisfies Record<JobState, string>,
  kinds: {
    import: "Import",
    undo: "Undo",
    reindex: "Rebuilding the search index",
    sync: "Sync",
    field: "Another kind for a field",
    bulk: "Bulk edit",
    export: "Export",
    archive: "Export of everything",
  } satisfies Record<JobKind, string>,
  syncOf: "Sync with {name}",
  progress: "{done} of {total}",
  rate: "{rate} rows/s",
  left: "{left} left",
  cancel: "Cancel",
  resume: "Resume",
  result: "Show result",
  dismiss: "Dismiss",
  progressOf: "Progress of {label}",
} as const;
