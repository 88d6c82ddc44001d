import { type CodeLine, CodeLines } from "../../components/code-lines.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import type { ShownEvidence } from "./finding-details.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";

interface EvidenceListProps {
  readonly evidence: readonly ShownEvidence[];
}

/** Where a finding shows itself: lines with what is meant in them, places in documents, layers. */
export function EvidenceList({ evidence }: EvidenceListProps) {
  const t = useTexts(findingViewTexts);
  return evidence.map((seen, place) => {
    const { path, startLine, pointer, layer } = seen;
    const where = [path, startLine, pointer].filter((part) => part !== undefined).join(":");
    const lines = linesOf(seen);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the evidence of a report never moves
      <figure key={place} className={styles["evidence"]}>
        <figcaption>
          {where !== "" && <code>{where}</code>} {layer !== undefined && t("layer", { layer })}
        </figcaption>
        {lines.length > 0 && <CodeLines label={where} lines={lines} />}
      </figure>
    );
  });
}

function linesOf({ excerpt, startLine, startColumn, endLine, endColumn }: ShownEvidence): readonly CodeLine[] {
  if (excerpt === undefined) return [];
  const isWithin =
    startColumn !== undefined && endColumn !== undefined && startLine !== undefined && endLine === startLine;
  return excerpt.split("\n").map((text, place) => ({
    text,
    change: "marked",
    ...(startLine === undefined ? {} : { number: startLine + place }),
    ...(isWithin && place === 0 ? { meant: { start: startColumn - 1, end: endColumn - 1 } } : {}),
  }));
}
