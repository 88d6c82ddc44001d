import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { changeTexts } from "./change-texts.ts";
import type { FindingPageAnswer } from "./finding-page-answer.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";

interface TalkProps {
  readonly page: FindingPageAnswer;
}

/** What people say of a finding, and what happened to it. */
export function Talk({ page }: TalkProps) {
  const t = useTexts(findingViewTexts);
  const change = useTexts(changeTexts);
  const { moment } = useFormats();
  const { work, people } = page;
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name;
  return (
    <>
      <section className={styles["section"]}>
        <h2>{t("comments")}</h2>
        <ul className={styles["plain"]}>
          {work.comments.map(({ id, author, text, createdAt }) => (
            <li key={id}>
              <strong>{nameOf(author)}</strong> <span className={styles["quiet"]}>{moment(createdAt)}</span>
              <p className={styles["written"]}>{text}</p>
            </li>
          ))}
        </ul>
        <CommentForm finding={page.finding.id} />
      </section>
      <section className={styles["section"]}>
        <h2>{t("history")}</h2>
        {work.history.length === 0 && <p>{t("noHistory")}</p>}
        <ol className={styles["plain"]}>
          {work.history.map((entry) => (
            <li key={`${entry.at} ${entry.change} ${entry.actor.id}`}>
              <span className={styles["quiet"]}>{moment(entry.at)}</span> {changeName(entry.change, change)}{" "}
              {nameOf(entry.actor.id)}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

interface CommentFormProps {
  readonly finding: string;
}

function CommentForm({ finding }: CommentFormProps) {
  const t = useTexts(findingViewTexts);
  const queries = useQueryClient();
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const [text, setText] = useState("");
  const send = useMutation({
    mutationFn: () => request("POST /api/v1/findings/{finding}/comments", { path: { finding }, body: { text } }),
    onSuccess: async () => {
      setText("");
      await refresh(queries);
    },
  });
  if (!permissions.includes("findings:comment")) return null;
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Textarea
        label={t("comment")}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FailureLine error={send.error} />
      <Button type="submit" variant="default" loading={send.isPending}>
        {t("send")}
      </Button>
    </form>
  );
}

const changes = [
  "open",
  "fixed",
  "reopened",
  "accepted",
  "false-positive",
  "excluded",
  "assigned",
  "ticket-linked",
] as const;

/** A change that this client does not know yet is shown by its own name. */
function changeName(name: string, change: (key: (typeof changes)[number]) => string): string {
  const known = changes.find((one) => one === name);
  return known === undefined ? name : change(known);
}
