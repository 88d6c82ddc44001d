import { Link } from "@tanstack/react-router";
import type { AnswerOf } from "../../api/request.ts";
import { SeverityMark, severities } from "../../components/severity-mark.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { overviewTexts } from "./texts.ts";

interface ProjectTableProps {
  readonly projects: AnswerOf<"GET /api/v1/overview">["projects"];
}

/** What is open, by project. */
export function ProjectTable({ projects }: ProjectTableProps) {
  const t = useTexts(overviewTexts);
  const { number } = useFormats();
  return (
    <section className={styles["panel"]}>
      <h2>{t("projects")}</h2>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("project")}</th>
            {severities.map((severity) => (
              <th key={severity} className={styles["number"]}>
                <SeverityMark severity={severity} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {projects.map(({ id, name, title, open }) => (
            <tr key={id}>
              <td>
                <Link to="/findings" search={{ query: `state:open project:${name}` }}>
                  {title}
                </Link>
              </td>
              {severities.map((severity) => (
                <td key={severity} className={styles["number"]}>
                  <Link to="/findings" search={{ query: `state:open project:${name} severity:${severity}` }}>
                    {number(open[severity])}
                  </Link>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
