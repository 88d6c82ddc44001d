import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { reading } from "../api/queries.ts";
import { useTexts } from "../texts/define-texts.ts";
import { words } from "./words.ts";

interface ProjectChoiceProps {
  /** Name of the project; all when left out. */
  readonly project: string | undefined;
  readonly onProject: (project: string | undefined) => void;
}

/** Narrows a page to one project. Where there is one project only, there is nothing to choose. */
export function ProjectChoice({ project, onProject }: ProjectChoiceProps) {
  const t = useTexts(words);
  const { data } = useQuery(reading("GET /api/v1/projects", {}));
  const projects = data?.projects ?? [];
  if (projects.length < 2 && project === undefined) return null;
  return (
    <Select
      label={t("project")}
      placeholder={t("allProjects")}
      clearable
      clearButtonProps={{ "aria-label": t("allProjects") }}
      searchable
      data={projects.map(({ name, title }) => ({ value: name, label: title }))}
      value={project ?? null}
      onChange={(value) => onProject(value ?? undefined)}
    />
  );
}
