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
  const ownRoles = useQuery(reading("GET /api/v1/roles", {})).data?.roles.filter(({ scope }) => scope === "project");
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
                data={[
                  ...projectRoles.map((value) => ({ value: String(value), label: t(value) })),
                  ...(ownRoles ?? []).map((role) => ({ value: role.id, label: role.title })),
                ]}
                value={shownRole(chosen, name)}
                onChange={(value) => setChosen(withRole(chosen, name, value))}
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

/** What somebody is in a project: a role that is there, or the id of one that the tenant made. */
function shownRole(chosen: Membership, project: string): string | null {
  const membership = chosen.find((one) => one.project === project);
  return membership?.customRole ?? membership?.role ?? null;
}

/** Gives the projects with another role in one of them; without a role it is not seen. */
function withRole(chosen: Membership, project: string, value: string | null): Membership {
  const others = chosen.filter((one) => one.project !== project);
  if (value === null) return others;
  const role = projectRoles.find((known) => known === value);
  // A role of the tenant's own alone says what is allowed: the one beside it is what is left when it goes.
  return [...others, role === undefined ? { project, role: "viewer", customRole: value } : { project, role }];
}
