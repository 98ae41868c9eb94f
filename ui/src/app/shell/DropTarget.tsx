import { useNavigate } from "@tanstack/react-router";
import { FileDown } from "lucide-react";
import { useEffect, useState } from "react";
import { toastProblem } from "@/design/toasts";
import { handFiles } from "@/features/files/filesDropped";
import { isContacts, mayHoldContacts } from "@/features/imports/pick";
import { importStrings } from "@/features/imports/strings";
import { fileName, fill } from "@/format/text";
import { onFileDrop } from "@/ipc";
import styles from "./Shell.module.css";

/** Contacts dropped anywhere on the window goes to the import screen. */
export function DropTarget() {
  const go = useNavigate();
  const [over, setOver] = useState(false);
  useEffect(
    () =>
      onFileDrop((drag) => {
        setOver(drag.kind === "over");
        if (drag.kind !== "drop") return;
        const toImport = (path: string) => void go({ to: "/import", search: { path } });
        const surely = drag.paths.find(isContacts);
        if (surely) return toImport(surely);
        if (handFiles(drag.paths) || !drag.paths[0]) return;
        const perhaps = drag.paths.find(mayHoldContacts);
        if (perhaps) return toImport(perhaps);
        toastProblem(fill(importStrings.dropWrong, { name: fileName(drag.paths[0]) }));
      }),
    [go],
  );
  if (!over) return null;
  return (
    <div className={styles.drop} role="status">
      <FileDown aria-hidden="true" />
      {importStrings.dropHere}
    </div>
  );
}
