import { Link } from "@tanstack/react-router";
import { Quiet } from "../../components/detail-page.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import type { ListedDecision } from "./listed-decision.ts";
import { exceptionTexts } from "./texts.ts";

interface DecisionSubjectProps {
  readonly decision: ListedDecision;
}

/** What a decision is about: one finding, or a rule or flaw, and where it counts. */
export function DecisionSubject({ decision }: DecisionSubjectProps) {
  const name = useSubjectName(decision);
  const place = usePlace(decision);
  const { finding, flaws, package: packageUrl } = decision;
  const [flaw] = flaws ?? [];
  return (
    <>
      {finding !== null && (
        <Link to="/findings/$finding" params={{ finding }}>
          {name}
        </Link>
      )}
      {finding === null && flaw !== undefined && (
        <Link to="/advisories/$flaw" params={{ flaw }}>
          {name}
        </Link>
      )}
      {finding === null && flaw === undefined && <code>{name}</code>}
      {packageUrl !== null && <div>{packageUrl}</div>}
      <div>
        <Quiet>{place}</Quiet>
      </div>
    </>
  );
}

/** Gives what a decision is about, in a few words. */
export function useSubjectName({ names, rule, flaws, id }: ListedDecision): string {
  const [flaw] = flaws ?? [];
  return names.finding ?? flaw ?? rule ?? names.asset ?? id;
}

function usePlace({ names, scope }: ListedDecision): string {
  const t = useTexts(exceptionTexts);
  if (names.asset !== null && scope !== "tenant") return t("onAsset", { asset: names.asset });
  return names.project === null ? t("everywhere") : t("inProject", { project: names.project });
}
