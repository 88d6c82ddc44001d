import { Button, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

type Member = AnswerOf<"GET /api/v1/members">["members"][number];
type Membership = NonNullable<Member["projects"]>;

/** Roles that somebody can have in a project. */
const projectRoles = ["editor", "viewer"] as const;

interface MemberProjectsProps {
  readonly member: Member;
  readonly onClose: () => void;
}

/** Asks which projects a member sees, with a role in each. */
export function MemberProjects({ member: { id, email, projects: before }, onClose }: MemberProjectsProps) {
  const t = useTexts(settingsTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const query = useQuery(reading("GET /api/v1/projects", {}));
  const [chosen, setChosen] = useState<Membership>(before ?? []);
  const save = useMutation({
    mutationFn: () =>
      request("PUT /api/v1/members/{account}/projects", { path: { account: id }, body: { projects: chosen } }),
    onSuccess: async () => {
      await refresh(queries);
      onClose();
    },
  });
  return (
    <Dialog title={t("projectsOf", { email })} onClose={onClose}>
      <form
        className={styles["fields"]}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p>{t("projectsHint")}</p>
        <QueryView query={query} height={120}>
          {({ projects }) =>
            projects.map(({ name, title }) => (
              <Select
                key={name}
                label={title}
                placeholder={t("notSeen")}
                clearable
                data={projectRoles.map((value) => ({ value, label: t(value) }))}
                value={chosen.find((one) => one.project === name)?.role ?? null}
                onChange={(value) => {
                  const role = projectRoles.find((known) => known === value);
                  const others = chosen.filter((one) => one.project !== name);
                  setChosen(role === undefined ? others : [...others, { project: name, role }]);
                }}
              />
            ))
          }
        </QueryView>
        <FailureLine error={save.error} />
        <Button type="submit" loading={save.isPending} disabled={chosen.length === 0}>
          {word("save")}
        </Button>
      </form>
    </Dialog>
  );
}
