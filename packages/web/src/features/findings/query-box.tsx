import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { SearchIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { readingOn } from "../../api/queries.ts";
import { useSingleKeys } from "../../components/single-keys.ts";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

interface QueryBoxProps {
  readonly query: string;
  readonly onAsk: (query: string) => void;
}

/** Takes a query: completes fields and values, and says what is wrong with it. */
export function QueryBox({ query, onAsk }: QueryBoxProps) {
  const t = useTexts(findingTexts);
  const text = useText();
  const { number } = useFormats();
  const areSingleKeysOn = useSingleKeys();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState({ query, caret: query.length });
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  useHotkeys(areSingleKeysOn ? [["/", () => input.current?.focus()]] : []);
  const { data } = useQuery({
    ...readingOn("GET /api/v1/findings/completion", { query: typed }),
    enabled: combobox.dropdownOpened,
  });
  const suggestions = combobox.dropdownOpened ? (data?.suggestions ?? []) : [];
  const take = (suggestion: string) => {
    if (data === undefined) return;
    const before = typed.query.slice(0, data.start) + suggestion;
    setTyped({ query: before + typed.query.slice(data.end), caret: before.length });
    requestAnimationFrame(() => input.current?.setSelectionRange(before.length, before.length));
  };
  return (
    <form
      className={styles["query"]}
      onSubmit={(event) => {
        event.preventDefault();
        combobox.closeDropdown();
        onAsk(typed.query.trim());
      }}
    >
      <Combobox store={combobox} onOptionSubmit={take} withinPortal={false} transitionProps={{ duration: 0 }}>
        <Combobox.EventsTarget>
          <TextInput
            ref={input}
            size="sm"
            aria-label={t("query")}
            placeholder={t("queryHint")}
            leftSection={<SearchIcon size={14} />}
            classNames={{ input: styles["query-input"] ?? "" }}
            spellCheck={false}
            value={typed.query}
            onChange={(event) => {
              const { value, selectionStart } = event.currentTarget;
              setTyped({ query: value, caret: selectionStart ?? value.length });
              combobox.openDropdown();
            }}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.EventsTarget>
        <Combobox.Dropdown hidden={suggestions.length === 0}>
          <Combobox.Options aria-label={t("suggestions")}>
            {suggestions.map((suggestion) => (
              <Combobox.Option key={suggestion.text} value={suggestion.text}>
                <code>{suggestion.text}</code>{" "}
                {suggestion.title !== undefined && <span className={styles["quiet"]}>{text(suggestion.title)}</span>}
                {suggestion.findings !== undefined && (
                  <span className={styles["suggestion-count"]}>{number(suggestion.findings)}</span>
                )}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {data?.problems.map((problem) => (
        <p key={`${problem.start} ${problem.end}`} role="alert" className={styles["problem"]}>
          {text(problem.message)}
        </p>
      ))}
    </form>
  );
}
