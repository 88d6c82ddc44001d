import { Button } from "@mantine/core";
import { FilterIcon } from "@primer/octicons-react";
import { useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { Facets, type FacetsProps } from "./facets.tsx";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

/** Where a window is too narrow for facets beside the list: a button that opens them. */
export function FacetSheet(props: FacetsProps) {
  const t = useTexts(findingTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        className={styles["narrow-only"] ?? ""}
        leftSection={<FilterIcon size={14} />}
        onClick={() => setIsOpen(true)}
      >
        {t("facets")}
      </Button>
      {isOpen && (
        <Dialog title={t("facets")} onClose={() => setIsOpen(false)}>
          <Facets {...props} />
        </Dialog>
      )}
    </>
  );
}
