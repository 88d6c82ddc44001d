import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { Panel } from "../../components/detail-page.tsx";
import { frameworkName } from "../../components/framework-name.ts";
import listStyles from "../../components/list-page.module.css";
import { ProjectChoice } from "../../components/project-choice.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { dashboardTexts } from "./texts.ts";
import { makeWidget, spreads, type Widget, type WidgetWish, widgetKindNames, widgetKinds } from "./widget.ts";

const noWish: WidgetWish = {
  kind: "open-by-severity",
  title: "",
  project: undefined,
  query: "state:open",
  by: "severity",
  framework: "nist-sp800-190@2017",
  text: "",
};

interface AddWidgetProps {
  /** Those that are there. */
  readonly widgets: readonly Widget[];
  readonly onAdd: (widget: Widget) => void;
}

/** Asks what a new widget shows, and adds it. */
export function AddWidget({ widgets, onAdd }: AddWidgetProps) {
  const t = useTexts(dashboardTexts);
  const [wish, setWish] = useState(noWish);
  return (
    <Panel title={t("add")}>
      <form
        className={listStyles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          onAdd(makeWidget(wish, widgets));
          setWish({ ...noWish, kind: wish.kind });
        }}
      >
        <Select
          label={t("kind")}
          data={widgetKindNames.map((kind) => ({ value: kind, label: t(widgetKinds[kind].name) }))}
          value={wish.kind}
          allowDeselect={false}
          onChange={(value) =>
            setWish({ ...wish, kind: widgetKindNames.find((known) => known === value) ?? wish.kind })
          }
        />
        <Fields wish={wish} onWish={setWish} />
        <TextInput
          label={t("widgetTitle")}
          maxLength={200}
          value={wish.title}
          onChange={(event) => setWish({ ...wish, title: event.currentTarget.value })}
        />
        <Button type="submit" variant="default">
          {t("add")}
        </Button>
      </form>
    </Panel>
  );
}

interface FieldsProps {
  readonly wish: WidgetWish;
  readonly onWish: (wish: WidgetWish) => void;
}

function Fields({ wish, onWish }: FieldsProps) {
  const t = useTexts(dashboardTexts);
  const { fields } = widgetKinds[wish.kind];
  return (
    <>
      {fields.includes("query") && (
        <TextInput
          label={t("query")}
          maxLength={2000}
          spellCheck={false}
          value={wish.query}
          onChange={(event) => onWish({ ...wish, query: event.currentTarget.value })}
        />
      )}
      {fields.includes("by") && (
        <Select
          label={t("by")}
          data={spreads.map((by) => ({ value: by, label: t(`by-${by}`) }))}
          value={wish.by}
          allowDeselect={false}
          onChange={(value) => onWish({ ...wish, by: spreads.find((known) => known === value) ?? wish.by })}
        />
      )}
      {fields.includes("framework") && <FrameworkChoice wish={wish} onWish={onWish} />}
      {fields.includes("text") && (
        <Textarea
          label={t("text")}
          required
          withAsterisk={false}
          maxLength={4000}
          autosize
          value={wish.text}
          onChange={(event) => onWish({ ...wish, text: event.currentTarget.value })}
        />
      )}
      {fields.includes("project") && (
        <ProjectChoice project={wish.project} onProject={(project) => onWish({ ...wish, project })} />
      )}
    </>
  );
}

function FrameworkChoice({ wish, onWish }: FieldsProps) {
  const t = useTexts(dashboardTexts);
  const text = useText();
  const { data } = useQuery(reading("GET /api/v1/compliance", {}));
  return (
    <Select
      label={t("framework")}
      data={(data?.frameworks ?? []).map(({ id, title, version }) => ({
        value: id,
        label: frameworkName(text(title), version),
      }))}
      value={wish.framework}
      allowDeselect={false}
      searchable
      onChange={(value) => onWish({ ...wish, framework: value ?? wish.framework })}
    />
  );
}
