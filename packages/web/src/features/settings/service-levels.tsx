import { Button, NumberInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { ProjectChoice } from "../../components/project-choice.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { type Severity, severities } from "../../components/severity-mark.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

type Levels = AnswerOf<"GET /api/v1/service-levels">;

/** Within how many days findings are to be repaired: of all projects, or of one. */
export function ServiceLevels() {
  const t = useTexts(settingsTexts);
  const [project, setProject] = useState<string>();
  const which = project === undefined ? {} : { project };
  const query = useQuery(reading("GET /api/v1/service-levels", { query: which }));
  return (
    <section className={styles["panel"]}>
      <h2>{t("levels")}</h2>
      <p>{t("levelsHint")}</p>
      <ProjectChoice project={project} onProject={setProject} />
      <QueryView query={query} height={80}>
        {(levels) => <LevelForm key={project ?? ""} project={project} levels={levels} />}
      </QueryView>
    </section>
  );
}

interface LevelFormProps {
  readonly project: string | undefined;
  readonly levels: Levels;
}

function LevelForm({ project, levels }: LevelFormProps) {
  const t = useTexts(settingsTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Levels>(levels);
  const save = useMutation({
    mutationFn: () =>
      request("PUT /api/v1/service-levels", { query: project === undefined ? {} : { project }, body: draft }),
    onSuccess: () => refresh(queries),
  });
  return (
    <form
      className={`${styles["line"]} ${styles["levels"]}`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {severities.map((severity) => (
        <NumberInput
          key={severity}
          label={t("daysOf", { severity: word(severity) })}
          placeholder={t("noDays")}
          min={1}
          max={3650}
          allowDecimal={false}
          hideControls
          value={draft[severity] ?? ""}
          onChange={(value) => setDraft(withDays(draft, severity, value))}
        />
      ))}
      <Button type="submit" variant="default" loading={save.isPending}>
        {word("save")}
      </Button>
      {save.isSuccess && <span role="status">{t("levelsSaved")}</span>}
      <FailureLine error={save.error} />
    </form>
  );
}

/** Gives the levels with other days for a severity; nothing written means that it is never due. */
function withDays(levels: Levels, severity: Severity, value: string | number): Levels {
  const days = Number(value);
  const { [severity]: _, ...others } = levels;
  return value === "" || !Number.isInteger(days) ? others : { ...others, [severity]: days };
}
