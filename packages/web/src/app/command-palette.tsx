import { TextInput } from "@mantine/core";
import { SearchIcon } from "@primer/octicons-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { Dialog } from "../components/dialog.tsx";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./command-palette.module.css";
import { shellTexts } from "./shell-texts.ts";
import { type PaletteEntry, usePaletteEntries } from "./use-palette-entries.ts";

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** Goes to any page, finds assets, components, advisories and views, and acts; all by keyboard. */
export function CommandPalette({ onClose, onHelp }: CommandPaletteProps) {
  const t = useTexts(shellTexts);
  const list = useId();
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const entries = usePaletteEntries(words, onHelp);
  const place = Math.min(active, entries.length - 1);
  const optionId = (index: number) => `${list}-${index}`;
  useEffect(() => {
    document.getElementById(`${list}-${place}`)?.scrollIntoView({ block: "nearest" });
  }, [list, place]);
  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The Enter that ends the choice of a Japanese word chooses nothing here.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setActive((place + 1) % entries.length);
    else if (event.key === "ArrowUp") setActive((place - 1 + entries.length) % entries.length);
    else if (event.key === "Enter") run(entries[place]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t("palette")} onClose={onClose}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={optionId(place)}
        aria-label={t("palette")}
        placeholder={t("paletteHint")}
        leftSection={<SearchIcon size={14} />}
        spellCheck={false}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t("palette")} className={styles["list"]}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text box takes the keys
          <div
            key={entry.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === place}
            className={styles["entry"]}
            onClick={() => run(entry)}
          >
            <span className={styles["title"]}>{entry.title}</span>
            <span className={styles["group"]}>{entry.group}</span>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
