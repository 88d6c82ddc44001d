import { Button, Select, TextInput } from "@mantine/core";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { type GroupRole, givenRoles } from "./provider-draft.ts";
import { signOnSettingTexts } from "./sign-on-texts.ts";
import { settingsTexts } from "./texts.ts";

interface ProviderGroupsProps {
  readonly groups: readonly GroupRole[];
  readonly onGroups: (groups: readonly GroupRole[]) => void;
}

/** Asks which group of a provider has which role. */
export function ProviderGroups({ groups, onGroups }: ProviderGroupsProps) {
  const t = useTexts(signOnSettingTexts);
  const word = useTexts(words);
  const roleName = useTexts(settingsTexts);
  const change = (place: number, next: Partial<GroupRole>) =>
    onGroups(groups.map((one, index) => (index === place ? { ...one, ...next } : one)));
  return (
    <fieldset className={styles["group-set"]}>
      <legend>{t("roleByGroup")}</legend>
      {groups.map(({ group, role }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row that is being written has no other name
        <div key={index} className={styles["line"]}>
          <TextInput
            aria-label={t("group", { place: index + 1 })}
            autoComplete="off"
            maxLength={500}
            value={group}
            onChange={(event) => change(index, { group: event.currentTarget.value })}
          />
          <Select
            aria-label={t("roleOfGroup", { place: index + 1 })}
            data={givenRoles.map((value) => ({ value, label: roleName(value) }))}
            value={role}
            allowDeselect={false}
            onChange={(value) => change(index, { role: givenRoles.find((known) => known === value) ?? role })}
          />
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("removeGroup", { place: index + 1 })}
            onClick={() => onGroups(groups.filter((_, other) => other !== index))}
          >
            {word("delete")}
          </Button>
        </div>
      ))}
      <Button size="compact-xs" variant="default" onClick={() => onGroups([...groups, { group: "", role: "viewer" }])}>
        {t("addGroup")}
      </Button>
    </fieldset>
  );
}
