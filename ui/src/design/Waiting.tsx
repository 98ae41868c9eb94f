import styles from "./Waiting.module.css";

type Props = { label: string; shape: "list" | "card" };

/** The shape of what is about to be there. Nothing for a moment first: most waits are over before anybody sees them. */
export function Waiting({ label, shape }: Props) {
  return (
    <div className={`${styles.waiting} ${styles[shape]}`} data-testid="waiting">
      <p className="off-screen" role="status">
        {label}
      </p>
      {Array.from({ length: shape === "list" ? 9 : 6 }, (_, at) => (
        <div key={at} className={styles.line} aria-hidden="true">
          <span className={styles.disc} />
          <span className={styles.long} />
          <span className={styles.short} />
        </div>
      ))}
    </div>
  );
}
