import type { AnswerOf } from "../../api/request.ts";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./finding-view.module.css";

interface FindingViewProps {
  readonly finding: AnswerOf<"GET /api/v1/findings/{finding}">;
}

/** One finding: what is wrong, how bad, where, since when, and what to do. */
export function FindingView({ finding }: FindingViewProps) {
  const word = useTexts(words);
  return (
    <article className={styles["view"]}>
      <h1>{finding.title}</h1>
      <p>
        <SeverityMark severity={finding.severity} /> {word(finding.status)}
      </p>
      <p>{finding.subject}</p>
    </article>
  );
}
