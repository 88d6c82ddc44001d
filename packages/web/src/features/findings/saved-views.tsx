import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading, sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import type { FindingColumn } from "./finding-columns.ts";
import type { FindingSort } from "./findings-address.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

interface Asked {
  readonly query: string;
  readonly sort: FindingSort;
  readonly columns: readonly FindingColumn[];
}

type Opened = Omit<Asked, "columns"> & Partial<Pick<Asked, "columns">>;

interface SavedViewsProps extends Asked {
  readonly onOpen: (asked: Opened) => void;
}

/** Questions that are kept under a name: opens one, keeps the one that is shown, deletes one's own. */
export function SavedViews({ query, sort, columns, onOpen }: SavedViewsProps) {
  const t = useTexts(findingTexts);
  const [isOpen, setIsOpen] = useState(false);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
        {t("views")}
      </Button>
      {isOpen && (
        <Dialog title={t("views")} onClose={() => setIsOpen(false)}>
          <Views
            onOpen={(asked) => {
              onOpen(asked);
              setIsOpen(false);
            }}
          />
          {permissions.includes("views:save") && (
            <SaveForm query={query} sort={sort} columns={columns} mayShare={permissions.includes("views:share")} />
          )}
        </Dialog>
      )}
    </>
  );
}

interface ViewsProps {
  readonly onOpen: (asked: Opened) => void;
}

function Views({ onOpen }: ViewsProps) {
  const t = useTexts(findingTexts);
  const query = useQuery(reading("GET /api/v1/views", { query: { list: "findings" } }));
  return (
    <QueryView query={query} height={120}>
      {({ views }) =>
        views.length === 0 ? (
          <p>{t("noViews")}</p>
        ) : (
          <ul className={styles["views"]}>
            {views.map((view) => (
              <ViewRow key={view.id} view={view} onOpen={onOpen} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

interface ViewRowProps extends ViewsProps {
  readonly view: AnswerOf<"GET /api/v1/views">["views"][number];
}

function ViewRow({ view: { id, name, query, owner, isMine, isShared }, onOpen }: ViewRowProps) {
  const t = useTexts(findingTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => request("DELETE /api/v1/views/{view}", { path: { view: id } }),
    onSettled: () => refresh(queries),
  });
  if (query.list !== "findings") return null;
  const { query: asked, sort, columns } = query;
  return (
    <li>
      <span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onOpen({ query: asked, sort, ...(columns === undefined ? {} : { columns }) })}
        >
          {name}
        </Button>{" "}
        {isShared && <span className={styles["quiet"]}>{t("viewOf", { name: owner.name })}</span>}
      </span>
      {isMine && (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={t("deleteView", { view: name })}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {word("delete")}
        </Button>
      )}
    </li>
  );
}

interface SaveFormProps extends Asked {
  readonly mayShare: boolean;
}

function SaveForm({ query, sort, columns, mayShare }: SaveFormProps) {
  const t = useTexts(findingTexts);
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      request("POST /api/v1/views", { body: { name, isShared, query: { list: "findings", query, sort, columns } } }),
    onSuccess: async () => {
      setName("");
      await refresh(queries);
    },
  });
  return (
    <form
      className={styles["save"]}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t("viewName")}
        description={<code>{query}</code>}
        required
        withAsterisk={false}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {mayShare && (
        <Checkbox
          label={t("viewShared")}
          checked={isShared}
          onChange={(event) => setIsShared(event.currentTarget.checked)}
        />
      )}
      <FailureLine error={save.error} />
      <Button type="submit" variant="default" loading={save.isPending}>
        {t("saveView")}
      </Button>
    </form>
  );
}
