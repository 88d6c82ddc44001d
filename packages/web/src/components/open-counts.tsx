import { useFormats } from "../texts/format.ts";
import styles from "./open-counts.module.css";
import { type Severity, SeverityMark, severities } from "./severity-mark.tsx";

interface OpenCountsProps {
  readonly open: Readonly<Record<Severity, number>>;
}

/** What is open by severity, in one line; severities without any are left out. */
export function OpenCounts({ open }: OpenCountsProps) {
  const { number } = useFormats();
  return (
    <span className={styles["counts"]}>
      {severities
        .filter((severity) => open[severity] > 0)
        .map((severity) => (
          <span key={severity}>
            <SeverityMark severity={severity} isShort /> {number(open[severity])}
          </span>
        ))}
    </span>
  );
}
