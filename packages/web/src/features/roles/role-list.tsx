import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Quiet } from "../../components/detail-page.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { permissionGroups, type TenantRole } from "./permission-groups.ts";
import { roleTexts } from "./texts.ts";

interface RoleListProps {
  readonly roles: readonly TenantRole[];
  /** Left out for whoever may not change roles. */
  readonly onChange: ((role: TenantRole) => void) | undefined;
}

/** The roles that the tenant made, and what each allows. */
export function RoleList({ roles, onChange }: RoleListProps) {
  const t = useTexts(roleTexts);
  const { number, day } = useFormats();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (role: string) => request("DELETE /api/v1/roles/{role}", { path: { role } }),
    onSuccess: () => refresh(queries, new Set(["roles"])),
  });
  return (
    <>
      <RowTable
        label={t("title")}
        rows={roles}
        keyOf={({ id }) => id}
        columns={[
          { title: t("name"), cell: ({ title }) => <strong>{title}</strong> },
          { title: t("scope"), cell: ({ scope }) => t(scope) },
          { title: t("allows"), cell: (role) => <Allowed role={role} /> },
          { title: t("members"), cell: ({ members }) => number(members), isNumber: true },
          { title: t("created"), cell: ({ createdAt }) => day(createdAt) },
          ...(onChange === undefined
            ? []
            : [
                {
                  title: t("actions"),
                  cell: (role: TenantRole) => (
                    <Actions role={role} onChange={() => onChange(role)} onRemove={() => remove.mutate(role.id)} />
                  ),
                },
              ]),
        ]}
      />
      <Refusal error={remove.error} again={() => remove.variables !== undefined && remove.mutate(remove.variables)} />
    </>
  );
}

interface AllowedProps {
  readonly role: TenantRole;
}

function Allowed({ role }: AllowedProps) {
  const t = useTexts(roleTexts);
  return (
    <ul className={styles["plain"]}>
      {permissionGroups
        .flatMap(({ permissions }) => [...permissions])
        .filter((permission) => role.permissions.includes(permission))
        .map((permission) => (
          <li key={permission}>{t(permission)}</li>
        ))}
    </ul>
  );
}

interface ActionsProps extends AllowedProps {
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

function Actions({ role: { title, members }, onChange, onRemove }: ActionsProps) {
  const t = useTexts(roleTexts);
  const word = useTexts(words);
  return (
    <>
      <Button size="compact-xs" variant="default" aria-label={t("changeOne", { title })} onClick={onChange}>
        {t("change")}
      </Button>{" "}
      {members > 0 ? (
        <Quiet>{t("inUse")}</Quiet>
      ) : (
        <Button size="compact-xs" variant="default" aria-label={t("deleteOne", { title })} onClick={onRemove}>
          {word("delete")}
        </Button>
      )}
    </>
  );
}
