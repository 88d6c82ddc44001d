import { CodeLines } from "../../components/code-lines.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Prose } from "../../components/prose.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import type { FindingDetails } from "./finding-details.ts";
import type { FindingPageAnswer } from "./finding-page-answer.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";
import { repairDiffs, writeDiff } from "./repair-diff.ts";

interface RepairProps {
  readonly page: FindingPageAnswer;
  readonly details: FindingDetails;
}

/** What to do: the version to go to, what the rule advises, and the repair as a diff to copy. */
export function Repair({ page: { finding, rule }, details }: RepairProps) {
  const t = useTexts(findingViewTexts);
  const text = useText();
  const { fix, evidence } = details;
  const advice = rule === null ? details.remediation : text(rule.remediation);
  const isPackage = finding.kind === "vulnerability" && finding.package !== null;
  return (
    <>
      {isPackage && finding.fixedIn !== null && (
        <p>{t("raise", { package: finding.package ?? "", version: finding.fixedIn })}</p>
      )}
      {isPackage && finding.fixedIn === null && <p>{t("noRepair")}</p>}
      {advice !== undefined && <Prose text={advice} />}
      {fix !== undefined && (
        <>
          <p className={styles["quiet"]}>{fix.isSafe ? t("safe") : t("proposal")}</p>
          {repairDiffs(fix.edits, evidence).map((diff) => (
            <figure key={diff.path} className={styles["evidence"]}>
              <figcaption>
                <code>{diff.path}</code> <CopyButton text={writeDiff(diff)} />
              </figcaption>
              <CodeLines label={diff.path} lines={diff.lines} />
            </figure>
          ))}
        </>
      )}
    </>
  );
}
