import { z } from "zod";
import { id, moment, slug, title } from "./values.ts";

/** A project as it is asked for. */
export const newProject = z.strictObject({ name: slug, title: title.optional() });

/** What reports are gathered in. */
export const project = z.object({ id, name: slug, title: z.string(), createdAt: moment });

/** All projects, by name. */
export const projectList = z.object({ projects: z.array(project) });
