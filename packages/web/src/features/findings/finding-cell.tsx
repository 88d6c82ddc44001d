import { CutPath } from "../../components/cut-path.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import type { FindingColumn } from "./finding-columns.ts";
import type { ListedFinding } from "./listed-finding.ts";
import styles from "./page.module.css";

interface FindingCellProps {
  readonly finding: ListedFinding;
  readonly column: FindingColumn;
}

/** What a column says of a finding; nothing where there is nothing to say. */
export function FindingCell({ finding, column }: FindingCellProps) {
  const text = useCellText(finding, column);
  if (column !== "asset") {
    return (
      <span role="gridcell" className={styles["cut"]} data-column={column} title={text}>
        {text}
      </span>
    );
  }
  return (
    // Two pieces on the screen are one name to the ear.
    <span role="gridcell" className={styles["path"]} data-column={column} title={text} aria-label={text}>
      <CutPath path={text} />
    </span>
  );
}

function useCellText(finding: ListedFinding, column: FindingColumn): string {
  const word = useTexts(words);
  const { day, number, share } = useFormats();
  switch (column) {
    case "asset":
      return finding.asset.name;
    case "state":
      return word(finding.status);
    case "since":
      return day(finding.firstSeenAt);
    case "due":
      return finding.dueAt === null ? "" : day(finding.dueAt);
    case "kind":
      return word(finding.kind);
    case "epss":
      return finding.epss === null ? "" : share(finding.epss);
    case "risk":
      return number(finding.risk);
    case "project":
    case "rule":
    case "package":
    case "fixedIn":
      return finding[column] ?? "";
  }
}
