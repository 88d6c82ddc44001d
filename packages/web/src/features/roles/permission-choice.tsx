import { Checkbox } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/queries.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { obstacleTo, type Permission, permissionGroups, type RoleScope } from "./permission-groups.ts";
import { roleTexts } from "./texts.ts";

interface PermissionChoiceProps {
  readonly scope: RoleScope;
  readonly chosen: readonly Permission[];
  readonly onChosen: (chosen: readonly Permission[]) => void;
}

/** What a role allows, in groups; what it cannot hold is there, with the reason. */
export function PermissionChoice({ scope, chosen, onChosen }: PermissionChoiceProps) {
  const t = useTexts(roleTexts);
  const { permissions: own } = useSuspenseQuery(sessionQuery).data;
  return (
    <div className={styles["groups"]}>
      {permissionGroups.map(({ name, permissions }) => (
        <fieldset key={name} className={styles["group"]}>
          <legend>{t(name)}</legend>
          {permissions.map((permission) => {
            const obstacle = obstacleTo(permission, scope, own);
            return (
              <Checkbox
                key={permission}
                size="xs"
                label={t(permission)}
                description={obstacle === undefined ? undefined : t(obstacle)}
                disabled={obstacle !== undefined}
                checked={chosen.includes(permission)}
                onChange={(event) => {
                  const others = chosen.filter((one) => one !== permission);
                  onChosen(event.currentTarget.checked ? [...others, permission] : others);
                }}
              />
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
