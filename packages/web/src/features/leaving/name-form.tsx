import { Button, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import { leavingTexts } from "./texts.ts";

interface NameFormProps {
  readonly action: string;
  readonly isPending: boolean;
  /** Gets what was typed. */
  readonly onName: (tenant: string) => void;
}

/** Asks for the tenant's name, written out, before something that concerns all of it. */
export function NameForm({ action, isPending, onName }: NameFormProps) {
  const t = useTexts(leavingTexts);
  const { tenant } = useSuspenseQuery(sessionQuery).data;
  const [typed, setTyped] = useState("");
  return (
    <form
      className={listStyles["line"]}
      onSubmit={(event) => {
        event.preventDefault();
        onName(typed.trim());
      }}
    >
      <TextInput
        label={t("typeName", { tenant: tenant.name })}
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isPending} disabled={typed.trim() !== tenant.name}>
        {action}
      </Button>
    </form>
  );
}
