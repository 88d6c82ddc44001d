import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type AnswerOf, request } from "../../api/request.ts";
import { CodeLines } from "../../components/code-lines.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { readCertificateFacts } from "./certificate-facts.ts";
import styles from "./page.module.css";
import { certificateTexts } from "./texts.ts";

/** Where whoever left reads the proof that nothing stayed; nobody has to sign in for it. */
export function CertificatePage() {
  const t = useTexts(certificateTexts);
  const [receipt, setReceipt] = useState("");
  const read = useMutation({
    mutationFn: () => request("POST /api/v1/deletion-certificate", { body: { receipt: receipt.trim() } }),
  });
  return (
    <main className={styles["page"]}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          read.mutate();
        }}
      >
        <h1>{t("title")}</h1>
        <p>{t("meaning")}</p>
        <TextInput
          label={t("receipt")}
          autoComplete="off"
          required
          withAsterisk={false}
          maxLength={200}
          value={receipt}
          onChange={(event) => setReceipt(event.currentTarget.value)}
        />
        <FailureLine error={read.error} />
        <Button type="submit" loading={read.isPending}>
          {t("read")}
        </Button>
        {read.data !== undefined && <Certificate signed={read.data} />}
        <Link to="/sign-in" search={{}}>
          {t("signIn")}
        </Link>
      </form>
    </main>
  );
}

interface CertificateProps {
  readonly signed: AnswerOf<"POST /api/v1/deletion-certificate">;
}

function Certificate({ signed: { certificate, sha256 } }: CertificateProps) {
  const t = useTexts(certificateTexts);
  const { moment, number } = useFormats();
  const facts = readCertificateFacts(certificate);
  const rows =
    facts === undefined
      ? []
      : [
          { name: t("tenant"), value: facts.tenant },
          { name: t("asked"), value: moment(facts.requestedAt) },
          { name: t("erased"), value: moment(facts.erasedAt) },
          { name: t("rows"), value: number(facts.rows) },
          { name: t("documents"), value: number(facts.blobs) },
        ];
  return (
    <div className={styles["certificate"]} role="status">
      <RowTable
        label={t("title")}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: t("fact"), cell: ({ name }) => name },
          { title: t("value"), cell: ({ value }) => value },
        ]}
      />
      <p>
        {t("sha256")}: <code>{sha256}</code>
      </p>
      <details>
        <summary>{t("whole")}</summary>
        <CodeLines label={t("whole")} lines={[{ text: certificate }]} />
        <CopyButton text={certificate} />
      </details>
    </div>
  );
}
