import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { BulkDecision } from "./bulk-decision.tsx";
import type { FindingColumn } from "./finding-columns.ts";
import { FindingTable, type Marks } from "./finding-table.tsx";
import type { ListedFinding } from "./listed-finding.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

interface MarkedListProps {
  readonly findings: readonly ListedFinding[];
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  readonly columns: readonly FindingColumn[];
  readonly onEnd: () => void;
}

/** The table of findings; those who may decide mark some of them, and decide about them at once. */
export function MarkedList(props: MarkedListProps) {
  const t = useTexts(findingTexts);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [decided, setDecided] = useState<readonly string[]>();
  const mark = useCallback<Marks["onMark"]>(
    (findings, isMarked) =>
      setMarked((before) => {
        const changed = new Set(findings);
        return isMarked ? new Set([...before, ...findings]) : new Set([...before].filter((id) => !changed.has(id)));
      }),
    [],
  );
  const marks = permissions.includes("findings:decide") ? { marked, onMark: mark, onDecide: setDecided } : undefined;
  return (
    <div className={styles["list"]}>
      {marked.size > 0 && (
        <div className={styles["marked"]} role="status">
          <span>{t("marked", { count: marked.size })}</span>
          <Button size="compact-sm" onClick={() => setDecided([...marked])}>
            {t("decideMarked")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setMarked(new Set())}>
            {t("unmark")}
          </Button>
        </div>
      )}
      <FindingTable {...props} marks={marks} />
      {decided !== undefined && (
        <BulkDecision
          findings={decided}
          onClose={() => setDecided(undefined)}
          onDecided={(findings) => {
            mark(findings, false);
            setDecided((before) => before?.filter((finding) => !findings.includes(finding)));
          }}
        />
      )}
    </div>
  );
}
