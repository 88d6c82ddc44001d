import { DetailPage } from "../../components/detail-page.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { DeletionPanel } from "./deletion-panel.tsx";
import { ExportPanel } from "./export-panel.tsx";
import { leavingTexts } from "./texts.ts";

/** Taking everything along, and letting everything go. */
export function LeavingPage() {
  const t = useTexts(leavingTexts);
  return (
    <DetailPage title={t("title")} list={{ to: "/settings", title: t("settings") }} facts={t("meaning")}>
      <ExportPanel />
      <DeletionPanel />
    </DetailPage>
  );
}
