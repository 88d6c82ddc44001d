import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readingOn } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { frameworkName } from "../../components/framework-name.ts";
import styles from "../../components/list-page.module.css";
import { PageFailure } from "../../components/page-failure.tsx";
import { Loading } from "../../components/page-state.tsx";
import { ProjectChoice } from "../../components/project-choice.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { type Translate, useText, useTexts } from "../../texts/define-texts.ts";
import { currentLanguage } from "../../texts/language.ts";
import { FrameworkHistory } from "./framework-history.tsx";
import { complianceTexts } from "./texts.ts";

const address = getRouteApi("/shell/compliance/$framework");
const formats = ["pdf", "html", "csv", "json"] as const;

type Framework = AnswerOf<"GET /api/v1/compliance/{framework}">;
type Outcome = Framework["states"][number]["outcome"];

/** One framework: every control with its outcome and the checks behind it. */
export function FrameworkPage() {
  const { framework } = address.useParams();
  const { project } = address.useSearch();
  const asked = { path: { framework }, query: project === undefined ? {} : { project } };
  const { data, error, refetch } = useQuery(readingOn("GET /api/v1/compliance/{framework}", asked));
  if (error !== null) return <PageFailure error={error} reset={() => void refetch()} />;
  return data === undefined ? <Loading height={600} /> : <FrameworkView framework={data} />;
}

interface FrameworkViewProps {
  readonly framework: Framework;
}

function FrameworkView({ framework: { id, title, version, states, scope } }: FrameworkViewProps) {
  const t = useTexts(complianceTexts);
  const text = useText();
  const { project } = address.useSearch();
  const navigate = address.useNavigate();
  const narrowed = project === undefined ? {} : { project };
  return (
    <div className={styles["page"]}>
      <h1>{frameworkName(text(title), version)}</h1>
      <p>{t("scope", { count: scope.assets, sources: scope.sources.join(", ") })}</p>
      <div className={styles["line"]}>
        <ProjectChoice
          project={project}
          onProject={(next) => void navigate({ search: (before) => ({ ...before, project: next }) })}
        />
        <span>{t("copy")}</span>
        {formats.map((format) => (
          <Button
            key={format}
            component="a"
            size="xs"
            variant="default"
            download
            href={`/api/v1/compliance/${encodeURIComponent(id)}/export?${new URLSearchParams({ format, language: currentLanguage(), ...narrowed })}`}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
      <FrameworkHistory />
      <RowTable
        label={text(title)}
        rows={states}
        keyOf={({ id: control }) => control}
        columns={[
          {
            title: t("control"),
            cell: ({ id: control, title: name }) => (
              <>
                <code>{control}</code> {text(name)}
              </>
            ),
          },
          { title: t("outcome"), cell: ({ outcome }) => <OutcomeNote outcome={outcome} /> },
          { title: t("checks"), cell: ({ checks }) => <Checks checks={checks} /> },
        ]}
      />
    </div>
  );
}

interface OutcomeNoteProps {
  readonly outcome: Outcome;
}

function OutcomeNote({ outcome }: OutcomeNoteProps) {
  const t = useTexts(complianceTexts);
  const text = useText();
  if (outcome.ended === "not-assessed") return `${t("notAssessed")}: ${text(outcome.reason)}`;
  return <strong>{outcomeWords(outcome, t)}</strong>;
}

function outcomeWords(
  outcome: Exclude<Outcome, { readonly ended: "not-assessed" }>,
  t: Translate<"failed" | "passed" | "findings" | "accepted">,
): string {
  if (outcome.ended === "passed") return t("passed");
  if (outcome.ended === "accepted") return t("accepted", { count: outcome.accepted });
  const accepted = outcome.accepted === 0 ? [] : [t("accepted", { count: outcome.accepted })];
  return [t("failed"), t("findings", { count: outcome.findings }), ...accepted].join(" · ");
}

interface ChecksProps {
  readonly checks: Framework["states"][number]["checks"];
}

/** The checks that something was found with; the others are in the auditor's copy. */
function Checks({ checks }: ChecksProps) {
  const text = useText();
  const open = checks.filter((check) => check.open > 0);
  return open.map((check) => (
    <div key={check.id}>
      <Link to="/findings" search={{ query: `state:open rule:${check.id}` }}>
        {check.title === null ? check.id : text(check.title)}
      </Link>{" "}
      {check.open}
    </div>
  ));
}
