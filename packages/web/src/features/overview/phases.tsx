import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { Panel, Quiet } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { SeverityMark, severities } from "../../components/severity-mark.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { type Phase, phases } from "./phase-kinds.ts";
import { overviewTexts } from "./texts.ts";

const phaseHeight = 163;

/** Asks for what is open, once for each phase. */
export const phaseQueries = phases.map((phase) => countsOf(phase));

/** How things stand while building, shipping and running. */
export function Phases() {
  const t = useTexts(overviewTexts);
  return (
    <div className={styles["phases"]} role="group" aria-label={t("phases")}>
      {phases.map((phase) => (
        <PhasePanel key={phase.name} phase={phase} />
      ))}
    </div>
  );
}

interface PhasePanelProps {
  readonly phase: Phase;
}

function PhasePanel({ phase }: PhasePanelProps) {
  const t = useTexts(overviewTexts);
  const { number } = useFormats();
  const { name, meaning } = phase;
  const query = openIn(phase);
  const facets = useQuery(countsOf(phase));
  return (
    <Panel title={t(name)} aside={<Quiet>{t(meaning)}</Quiet>}>
      <QueryView query={facets} height={phaseHeight}>
        {({ counted: { count, isExact }, severity: counts }) => (
          <>
            <p className={styles["phase-total"]}>
              {count === 0 ? (
                t("phaseNone")
              ) : (
                <Link to="/findings" search={{ query }}>
                  {t(isExact ? "phaseOpen" : "phaseAtLeast", { count, shown: number(count) })}
                </Link>
              )}
            </p>
            <ul className={styles["phase-counts"]}>
              {severities.map((severity) => (
                <li key={severity}>
                  <SeverityMark severity={severity} />
                  <Link to="/findings" search={{ query: `${query} severity:${severity}` }}>
                    {number(counts.find(({ value }) => value === severity)?.count ?? 0)}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function openIn({ kinds }: Phase): string {
  return `state:open asset-kind:${kinds}`;
}

function countsOf(phase: Phase) {
  return reading("GET /api/v1/findings/facets", { query: { query: openIn(phase) } });
}
