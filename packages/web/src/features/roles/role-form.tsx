import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Refusal } from "../../components/refusal.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { PermissionChoice } from "./permission-choice.tsx";
import { type Permission, projectPermissions, type RoleScope, type TenantRole } from "./permission-groups.ts";
import { roleTexts } from "./texts.ts";

const scopes = ["tenant", "project"] as const;

interface RoleFormProps {
  /** The role that is changed; a new one when left out. */
  readonly role?: TenantRole;
  readonly onKept: () => void;
}

interface RoleDraft {
  readonly title: string;
  readonly scope: RoleScope;
  readonly permissions: readonly Permission[];
}

const emptyRole: RoleDraft = { title: "", scope: "tenant", permissions: [] };

/** Asks for a role's name and for what it allows. */
export function RoleForm({ role, onKept }: RoleFormProps) {
  const t = useTexts(roleTexts);
  const word = useTexts(words);
  const [draft, setDraft] = useState<RoleDraft>(role ?? emptyRole);
  const keep = useKeeping(draft, role?.id, () => {
    if (role === undefined) setDraft(emptyRole);
    onKept();
  });
  return (
    <>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <TextInput
          label={t("name")}
          required
          withAsterisk={false}
          maxLength={200}
          value={draft.title}
          onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
        />
        {role === undefined && (
          <Select
            label={t("scope")}
            data={scopes.map((value) => ({ value, label: t(value) }))}
            value={draft.scope}
            allowDeselect={false}
            onChange={(value) => setDraft(inScope(draft, value === "project" ? "project" : "tenant"))}
          />
        )}
        <PermissionChoice
          scope={draft.scope}
          chosen={draft.permissions}
          onChosen={(permissions) => setDraft({ ...draft, permissions })}
        />
        {draft.permissions.length === 0 && <p>{t("chooseSome")}</p>}
        {role !== undefined && role.members > 0 && <p role="note">{t("atOnce")}</p>}
        <Button type="submit" loading={keep.isPending} disabled={draft.permissions.length === 0}>
          {role === undefined ? t("make") : word("save")}
        </Button>
      </form>
      <Refusal error={keep.error} again={() => keep.mutate()} />
    </>
  );
}

function useKeeping({ title, scope, permissions }: RoleDraft, role: string | undefined, onKept: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      role === undefined
        ? request("POST /api/v1/roles", { body: { title, scope, permissions } })
        : request("PATCH /api/v1/roles/{role}", { path: { role }, body: { title, permissions } }),
    onSuccess: async () => {
      await refresh(queries, new Set(["roles", "members"]));
      onKept();
    },
  });
}

/** What cannot be given in a project is chosen no more. */
function inScope({ title, permissions }: RoleDraft, scope: RoleScope): RoleDraft {
  const kept = scope === "tenant" ? permissions : permissions.filter((one) => projectPermissions.has(one));
  return { title, scope, permissions: kept };
}
