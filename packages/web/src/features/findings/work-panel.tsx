import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading, sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import type { FindingPageAnswer } from "./finding-page-answer.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";

interface WorkPanelProps {
  readonly page: FindingPageAnswer;
}

/** Who is to repair it, and the tickets of it elsewhere. */
export function WorkPanel({ page }: WorkPanelProps) {
  const t = useTexts(findingViewTexts);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const { work, people } = page;
  const mayWork = permissions.includes("findings:comment");
  const assignee = people.find(({ id }) => id === work.assignee)?.name;
  return (
    <section className={styles["section"]}>
      <h2>{t("work")}</h2>
      {mayWork ? <Assignee page={page} /> : <p>{assignee ?? t("nobody")}</p>}
      <ul className={styles["plain"]}>
        {work.tickets.map(({ url, title }) => (
          <li key={url}>
            <a href={url} rel="noreferrer" target="_blank">
              {title}
            </a>
          </li>
        ))}
      </ul>
      {mayWork && <TicketForm finding={page.finding.id} />}
    </section>
  );
}

function Assignee({ page: { finding, work } }: WorkPanelProps) {
  const t = useTexts(findingViewTexts);
  const queries = useQueryClient();
  const { data } = useQuery(reading("GET /api/v1/members", {}));
  const assign = useMutation({
    mutationFn: (assignee: string | null) =>
      request("PUT /api/v1/findings/{finding}/assignee", { path: { finding: finding.id }, body: { assignee } }),
    onSuccess: () => refresh(queries, new Set(["findings"])),
  });
  const members = (data?.members ?? []).filter(({ disabledAt }) => disabledAt === null);
  return (
    <>
      <Select
        label={t("assignee")}
        placeholder={t("nobody")}
        clearable
        clearButtonProps={{ "aria-label": t("nobody") }}
        searchable
        data={members.map(({ id, name, email }) => ({ value: id, label: name === "" ? email : name }))}
        value={assign.isPending ? assign.variables : work.assignee}
        onChange={(value) => assign.mutate(value)}
      />
      <FailureLine error={assign.error} />
    </>
  );
}

interface TicketFormProps {
  readonly finding: string;
}

function TicketForm({ finding }: TicketFormProps) {
  const t = useTexts(findingViewTexts);
  const queries = useQueryClient();
  const [url, setUrl] = useState("");
  const [title, setTitle] = useState("");
  const link = useMutation({
    mutationFn: () => request("POST /api/v1/findings/{finding}/tickets", { path: { finding }, body: { url, title } }),
    onSuccess: async () => {
      setUrl("");
      setTitle("");
      await refresh(queries, new Set(["findings"]));
    },
  });
  return (
    <details>
      <summary>{t("linkTicket")}</summary>
      <form
        className={listStyles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          link.mutate();
        }}
      >
        <TextInput
          label={t("ticketAddress")}
          type="url"
          required
          withAsterisk={false}
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t("ticketTitle")}
          required
          withAsterisk={false}
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={link.isPending}>
          {t("link")}
        </Button>
      </form>
      <FailureLine error={link.error} />
    </details>
  );
}
