import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { type FindingColumn, findingColumns } from "./finding-columns.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

interface ColumnChoiceProps {
  readonly columns: readonly FindingColumn[];
  readonly onColumns: (columns: readonly FindingColumn[]) => void;
}

/** Asks what the list shows of each finding. */
export function ColumnChoice({ columns, onColumns }: ColumnChoiceProps) {
  const t = useTexts(findingTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" className={styles["wide-only"] ?? ""} onClick={() => setIsOpen(true)}>
        {t("columns")}
      </Button>
      {isOpen && (
        <Dialog title={t("columns")} onClose={() => setIsOpen(false)}>
          <Checkbox.Group
            aria-label={t("columns")}
            value={[...columns]}
            onChange={(values) => onColumns(findingColumns.filter((column) => values.includes(column)))}
          >
            <div className={styles["choices"]}>
              {findingColumns.map((column) => (
                <Checkbox key={column} value={column} label={t(`column-${column}`)} />
              ))}
            </div>
          </Checkbox.Group>
        </Dialog>
      )}
    </>
  );
}
