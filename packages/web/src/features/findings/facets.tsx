import { useQuery } from "@tanstack/react-query";
import { readingOn } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { SeverityMark, severities } from "../../components/severity-mark.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { hasTerm, toggleTerm } from "./query-terms.ts";
import { findingTexts } from "./texts.ts";

const facetNames = ["severity", "state", "kind", "project", "rule", "fix"] as const;
type FacetName = (typeof facetNames)[number];
type FacetValues = AnswerOf<"GET /api/v1/findings/facets">[FacetName];

/** What facets narrow down. */
export interface FacetsProps {
  readonly query: string;
  readonly onAsk: (query: string) => void;
}

/** How what is found is spread; a click narrows the list. */
export function Facets({ query, onAsk }: FacetsProps) {
  const t = useTexts(findingTexts);
  const { data } = useQuery(readingOn("GET /api/v1/findings/facets", { query: { query } }));
  return (
    <aside className={styles["facets"]} aria-label={t("facets")}>
      {data !== undefined &&
        facetNames.map((name) => <Facet key={name} name={name} values={data[name]} query={query} onAsk={onAsk} />)}
    </aside>
  );
}

interface FacetProps extends FacetsProps {
  readonly name: FacetName;
  readonly values: FacetValues;
}

function Facet({ name, values, query, onAsk }: FacetProps) {
  const t = useTexts(findingTexts);
  const { number } = useFormats();
  if (values.length === 0) return null;
  return (
    <details open={name !== "rule"}>
      <summary>{t(`facet-${name}`)}</summary>
      <ul>
        {inOrder(name, values).map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={hasTerm(query, name, value)}
              onClick={() => onAsk(toggleTerm(query, name, value))}
            >
              <FacetValue name={name} value={value} />
              <span className={styles["facet-count"]}>{number(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Severities stand in their own order, all else by count. */
function inOrder(name: FacetName, values: FacetValues): FacetValues {
  if (name !== "severity") return values;
  return severities.flatMap((severity) => values.filter(({ value }) => value === severity));
}

interface FacetValueProps {
  readonly name: FacetName;
  readonly value: string;
}

function FacetValue({ name, value }: FacetValueProps) {
  const t = useTexts(findingTexts);
  const word = useTexts(words);
  const severity = severities.find((known) => known === value);
  if (name === "severity" && severity !== undefined) return <SeverityMark severity={severity} />;
  if (name === "fix") return <span>{value === "yes" ? t("yes") : t("no")}</span>;
  const known = [...states, ...kinds].find((one) => one === value);
  if ((name === "state" || name === "kind") && known !== undefined) return <span>{word(known)}</span>;
  return <span className={styles["facet-value"]}>{value}</span>;
}

const states = ["open", "reopened", "fixed", "accepted", "false-positive", "excluded"] as const;
const kinds = ["misconfiguration", "vulnerability", "secret", "malware", "activity"] as const;
