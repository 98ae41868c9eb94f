import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  KeyRound,
  OctagonAlert,
  RefreshCw,
  ShieldAlert,
  TriangleAlert,
  WifiOff,
} from "lucide-react";
import type { ReactNode } from "react";
import styles from "./StateSign.module.css";
import type { Standing } from "./state";

const SIGNS: Record<Standing["sign"], ReactNode> = {
  new: <CircleDashed />,
  ready: <CircleCheck />,
  running: <RefreshCw />,
  paused: <CirclePause />,
  trouble: <TriangleAlert />,
  sign_in: <KeyRound />,
  untrusted: <ShieldAlert />,
  stopped: <OctagonAlert />,
  offline: <WifiOff />,
  waiting: <CircleDot />,
};

/** How an account stands: a sign of its own shape and colour, and the words. */
export function StateSign({ standing, bare = false }: { standing: Standing; bare?: boolean }) {
  return (
    <span className={styles.sign} data-tone={standing.tone} data-bare={bare || undefined}>
      <span aria-hidden="true" className={styles.shape} data-turning={standing.sign === "running" || undefined}>
        {SIGNS[standing.sign]}
      </span>
      {bare ? null : <span>{standing.words}</span>}
    </span>
  );
}
