import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type SentReport, uploadReport } from "../../api/upload-report.ts";
import { ProjectChoice } from "../../components/project-choice.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { reportTexts } from "./texts.ts";
import styles from "./upload-panel.module.css";

/** One file that was chosen, and how far it is. */
interface Sending {
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly report?: SentReport;
  readonly failure?: string;
}

/** Takes reports as files, dropped or chosen, one after the other. */
export function UploadPanel() {
  const t = useTexts(reportTexts);
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [project, setProject] = useState<string>();
  const { data } = useQuery(reading("GET /api/v1/projects", {}));
  const wanted = project ?? (data?.projects.length === 1 ? data.projects[0]?.name : undefined) ?? "default";
  const [isOver, setIsOver] = useState(false);
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const send = useMutation({
    mutationFn: async (files: readonly File[]) => {
      setSendings(files.map(({ name }) => ({ name, share: 0 })));
      for (const [place, file] of files.entries()) {
        const change = (next: Partial<Sending>) =>
          setSendings((before) => before.map((one, index) => (index === place ? { ...one, ...next } : one)));
        try {
          const onProgress = (share: number) => change({ share });
          change({ share: 1, report: await uploadReport(file, { project: wanted, onProgress }) });
        } catch (error) {
          change({ failure: error instanceof Error && error.message !== "" ? error.message : t("notSent") });
        }
      }
      await refresh(queries);
    },
  });
  const take = (files: FileList | null) => {
    if (files !== null && files.length > 0 && !send.isPending) send.mutate([...files]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      className={styles["drop"]}
      aria-label={t("upload")}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <div className={styles["line"]}>
        <p>{t("uploadNext")}</p>
        <ProjectChoice project={project} onProject={setProject} />
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file can be chosen once more.
            event.currentTarget.value = "";
          }}
        />
        <Button variant="default" loading={send.isPending} onClick={() => input.current?.click()}>
          {t("chooseFiles")}
        </Button>
      </div>
      <ul className={styles["sendings"]} aria-live="polite">
        {sendings.map((sending, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
          <SendingRow key={place} sending={sending} />
        ))}
      </ul>
    </section>
  );
}

interface SendingRowProps {
  readonly sending: Sending;
}

function SendingRow({ sending: { name, share, report, failure } }: SendingRowProps) {
  const t = useTexts(reportTexts);
  const { share: asShare } = useFormats();
  return (
    <li>
      <span className={styles["name"]}>{name}</span>{" "}
      {failure === undefined && report === undefined && (
        <>
          <progress value={share} max={1} aria-label={t("sendingOf", { name })} /> {asShare(share)}
        </>
      )}
      {failure !== undefined && <span role="alert">{failure}</span>}
      {report !== undefined && (
        <Link to="/reports/$report" params={{ report: report.id }}>
          {t("sentReport")}
        </Link>
      )}
    </li>
  );
}
